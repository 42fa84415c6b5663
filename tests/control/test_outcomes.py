"""Commands that take their time: the reply waits for what becomes of them, and says it."""

import asyncio
from typing import Any

import pytest

from app.control.errors import RefusedError
from app.control.protocol import Request
from app.control.verbs.table import carry_out
from app.engine.api import Phrase, Problem
from app.model.endpoints import KEYBOARD
from tests.support.engines import until
from tests.support.fake_engine import FakeEngine

PLAY = ("song.play", {"file": "/one.mid", "to": "monitor"})
SEND = ("dump.send", {"file": "/one.syx", "to": "monitor"})


@pytest.fixture
def engine() -> FakeEngine:
    made = FakeEngine()
    made.sysex.receive(KEYBOARD)
    made.shelf.reads_slowly = True
    return made


def asked(engine: FakeEngine, verb: str, values: dict[str, Any]) -> asyncio.Task[Any]:
    return asyncio.ensure_future(carry_out(engine, Request(verb, values)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verb", "values"),
    [
        ("dump.save", {"file": "/one.syx"}),
        ("monitor.save", {"file": "/gig.mid"}),
        ("monitor.save", {"file": "/gig.pcap", "packets": True}),
    ],
)
async def test_a_file_that_cannot_be_written_is_a_failure_with_its_sentence(engine, verb, values):
    engine.shelf.refusal = Phrase("system.full")
    with pytest.raises(RefusedError) as caught:
        await asked(engine, verb, values)
    assert str(caught.value) == f"{values['file']} could not be written: the disk is full."


@pytest.mark.parametrize(
    ("request_", "change", "state"), [(PLAY, "set_playback", "playing"), (SEND, "set_sending", "sending")]
)
async def test_the_reply_waits_until_the_file_was_read(engine, request_, change, state):
    reply = asked(engine, *request_)
    await until(lambda: engine._listeners, "the command")
    (number,) = engine.shelf.playbacks.keys() | engine.shelf.sendings.keys()
    getattr(engine.shelf, change)(number)  # some news of it
    await asyncio.sleep(0)
    assert not reply.done()
    getattr(engine.shelf, change)(number, state=state)
    assert await reply == {"id": number, "file": request_[1]["file"]}
    assert engine._listeners == []


@pytest.mark.parametrize(
    ("request_", "change", "says"),
    [
        (PLAY, "set_playback", "/one.mid cannot be played: it is no ordinary file."),
        (SEND, "set_sending", "/one.syx was not sent: it is no ordinary file."),
    ],
)
async def test_a_file_of_no_use_is_a_failure_with_its_sentence(engine, request_, change, says):
    reply = asked(engine, *request_)
    await until(lambda: engine._listeners, "the command")
    (number,) = engine.shelf.playbacks.keys() | engine.shelf.sendings.keys()
    getattr(engine.shelf, change)(number, state="failed", reason=Phrase("file.special"))
    with pytest.raises(RefusedError) as caught:
        await reply
    assert str(caught.value) == says


async def test_who_asked_may_go_before_the_file_is_written(engine):
    writes = []
    engine.files.all_rows = lambda _file, told: writes.append(told)  # type: ignore[method-assign]
    reply = asked(engine, "monitor.save", {"file": "/gig.mid"})
    await until(lambda: writes, "the command")
    reply.cancel()
    await asyncio.wait([reply])
    writes[0](Problem("file.saved", {"file": "/gig.mid"}))
    assert reply.cancelled()
