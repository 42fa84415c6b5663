"""Messages played into an endpoint by hand, without a cable, and the counters of who is in."""

import pytest

from app.engine.api import CommandError
from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Patch, Session
from tests.support.engines import running, until
from tests.support.ports import free_pair

NOTE = bytes((0x90, 60, 96))


def _patch(name: str, accept: str = "anyone") -> Patch:
    return Patch(sessions=(Session(name, free_pair(), ("127.0.0.1",), accept, publish=False),))


async def test_a_port_without_a_cable_is_opened_and_stays_open():
    async with running(_patch("Ours"), ("Synth", "out")) as ours:
        ours.engine.send(PortEnd("Synth"), NOTE)
        await until(lambda: ours.heard("Synth") == [NOTE], "the note")
        ours.engine.send(PortEnd("Synth"), bytes((0x80, 60, 0)))
        await until(lambda: len(ours.heard("Synth")) == 2, "its end")


async def test_everyone_in_a_session_and_one_of_them_hear_it_and_are_counted():
    async with running(_patch("Theirs")) as theirs, running(_patch("Ours")) as ours:
        port = theirs.engine.snapshot().sessions[0].control
        peer = ours.engine.invite_address("127.0.0.1", port, "Stage")
        await until(lambda: ours.is_connected("Stage"), "the connection")
        ours.engine.send(SessionEnd("Ours"), NOTE)
        ours.engine.send(PeerEnd("Ours", peer), bytes((0xB0, 7, 100)))

        def counted() -> bool:
            [there] = theirs.engine.snapshot().participants
            [here] = ours.engine.snapshot().participants
            return (here.counters.messages_out, there.counters.messages_in) == (2, 2)

        await until(counted, "two messages on both sides")
        assert ours.engine.snapshot().participants[0].counters.packets_out >= 1
        row = ours.engine.monitor(0)[0]
        assert (row.source, row.destination, row.message) == ("Command", "Theirs", NOTE)


@pytest.mark.parametrize("end", [PortEnd("Gone"), SessionEnd("Ours"), PeerEnd("Ours", "nobody"), KEYBOARD])
async def test_what_is_not_there_is_said(end):
    async with running(_patch("Ours"), ("Keys", "in")) as ours:
        with pytest.raises(CommandError, match="Nothing can be played there"):
            ours.engine.send(end, NOTE)
        ours.engine.send(MONITOR, NOTE)
        await until(lambda: ours.engine.monitor(0), "the monitor")
