"""Two engines that invite each other over both families, with real sockets on loopback."""

import pytest

from app.engine.api import InvitationChanged, ParticipantChanged
from app.model.endpoints import PortEnd, SessionEnd
from app.model.patch import Accept, Patch, Route, Session
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair

KEYS, SYNTH = ("Keys", "in"), ("Synth", "out")
ON = b"\x90\x3c\x64"


def computer(name: str, port: int, accept: Accept, *routes: Route) -> Patch:
    session = Session(name, port=port, listen=("127.0.0.1", "::1"), accept=accept)
    return Patch(sessions=(session,), routes=routes)


def states_of(computer: Running) -> set[str]:
    """In which states anybody was shown since the start, apart from the look-up of a name."""
    told = (event.participant for event in computer.events if isinstance(event, ParticipantChanged))
    return {participant.state for participant in told if participant.reason != "no_address"}


@pytest.mark.parametrize("here_by", ["127.0.0.1", "::1", "localhost"])
@pytest.mark.parametrize("there_by", ["127.0.0.1", "::1", "localhost"])
async def test_inviting_who_asks_is_the_answer_join(here_by: str, there_by: str) -> None:
    ports = free_pair(), free_pair()
    to_synth = Route("in", SessionEnd("Studio"), PortEnd("Synth"))
    from_keys = Route("out", PortEnd("Keys"), SessionEnd("Loft"))
    async with (
        running(computer("Studio", ports[0], "ask", to_synth), SYNTH) as here,
        running(computer("Loft", ports[1], "anyone", from_keys), KEYS) as there,
    ):
        there.engine.invite_address(there_by, ports[0], "Studio")
        await until(lambda: here.engine.snapshot().invitations, "the question")
        here.engine.invite_address(here_by, ports[1], "Loft")
        await until(lambda: here.is_connected("Loft") and there.is_connected("Studio"), "both")
        await until(lambda: there.engine.snapshot().routes[0].state == "active", "the cable")
        there.backend.inputs["Keys"].inject(ON)
        await until(lambda: here.heard("Synth"), "the note")
        for each in (here, there):
            snapshot = each.engine.snapshot()
            assert snapshot.invitations == ()
            assert len(snapshot.participants) == 1
            assert states_of(each) <= {"inviting", "connected"}
        closed = [event.invitation for event in here.events if isinstance(event, InvitationChanged)]
        assert not closed[-1].open


@pytest.mark.parametrize("name", ["Loft", None])
async def test_who_has_just_come_by_the_other_family_is_whom_we_invite(name: str | None) -> None:
    ports = free_pair(), free_pair()
    async with (
        running(computer("Studio", ports[0], "anyone")) as here,
        running(computer("Loft", ports[1], "anyone")) as there,
    ):
        there.engine.invite_address("::1", ports[0], "Studio")
        await until(lambda: here.is_connected("Loft") and there.is_connected("Studio"), "both")
        here.engine.invite_address("127.0.0.1", ports[1], name)
        await until(lambda: len(here.engine.snapshot().participants) == 1, "one of two")
        await until(lambda: here.engine.snapshot().participants[0].wanted, "it to be wanted")
        [loft], [studio] = here.engine.snapshot().participants, there.engine.snapshot().participants
        assert (loft.state, studio.state) == ("connected", "connected")
        assert (loft.own_name, studio.own_name) == ("Loft", "Studio")
