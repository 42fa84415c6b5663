"""Running an engine without a window: what is told where, and how it ends."""

import asyncio
import io

from app.cli.headless import MAX_SAID, Headless
from app.control.json_lines import JsonLines
from app.engine import api
from tests.support.fake_engine import FakeEngine


def _problem(session: str) -> api.ProblemRaised:
    return api.ProblemRaised(api.Problem("port.none", {"session": session, "reason": "none is free"}))


async def test_a_problem_is_said_once_until_it_is_over():
    out, err = io.StringIO(), io.StringIO()
    headless = Headless(FakeEngine(), JsonLines(), out, err)
    problem = _problem("Studio")
    for event in (problem, problem, api.ProblemRaised(problem.problem, cleared=True), problem):
        headless.tell(event)
    assert err.getvalue() == "No free pair of network ports for “Studio”: none is free.\n" * 2
    assert out.getvalue().count("\n") == 4


async def test_what_was_said_does_not_fill_the_memory():
    err = io.StringIO()
    headless = Headless(FakeEngine(), JsonLines(), io.StringIO(), err)
    for nth in [*range(MAX_SAID + 1), 0]:
        headless.tell(_problem(f"S{nth}"))
    assert err.getvalue().count("“S0”") == 2


async def test_it_stops_the_engine_and_tells_the_last_messages():
    engine, out = FakeEngine(), io.StringIO()
    headless = Headless(engine, JsonLines(), out, io.StringIO())
    running = asyncio.ensure_future(headless.run(monitor=True))
    await asyncio.sleep(0)
    engine.rows.append(api.MonitorRow(1, 0.0, "Keys", "Monitor", bytes((0x90, 60, 96))))
    headless.stop()
    await running
    assert engine.stopped
    assert out.getvalue().count('"event":"message"') == 1
