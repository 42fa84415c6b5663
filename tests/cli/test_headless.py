"""Running an engine without a window: what is told where, and how it ends."""

import asyncio
import io
import shlex
from pathlib import Path

import pytest

from app.cli.headless import MAX_SAID, Headless
from app.cli.letting_in import ctl_command, how_to_let_in
from app.control.json_lines import JsonLines
from app.engine import api
from app.options import Options
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


async def test_who_was_refused_unasked_can_be_let_in_by_the_command_that_is_said():
    err = io.StringIO()
    headless = Headless(FakeEngine(), JsonLines(), io.StringIO(), err, "longwire ctl --config-dir /gig")
    params = {"name": "Kitchen iPad", "address": "192.0.2.7", "session": "Studio"}
    for event in [api.ProblemRaised(api.Problem("session.stranger", params))] * 2:
        headless.tell(event)
    assert err.getvalue() == (
        "“Kitchen iPad” at 192.0.2.7 asked to join “Studio” and was refused: it is not known, and without a window "
        "nobody can be asked.\n"
        'To let it in: longwire ctl --config-dir /gig peer add --access always --name "Kitchen iPad"\n'
    )


@pytest.mark.parametrize(
    "name", ["Piano", "Kitchen iPad", "It's; rm -rf ~", '$(id) "x"', "-x", "`id`", "Ørgel"]
)
def test_a_shell_reads_the_name_as_it_is(name):
    *_, typed = shlex.split(how_to_let_in("longwire ctl", name, "linux"))
    assert typed == name


def test_where_a_name_cannot_be_written_safely_it_is_not_written():
    assert how_to_let_in("longwire ctl", '"&calc&"', "win32").endswith("--name NAME, with its name for NAME")


def test_the_command_goes_to_the_same_longwire():
    options = Options(config_dir=Path("/my gig"), patch=Path("/a.toml"))
    words = ctl_command(options)
    assert "ctl" in words
    assert str(options.config_dir) in words
    assert str(options.patch) in words
    assert ctl_command(Options()) == "longwire ctl"


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
