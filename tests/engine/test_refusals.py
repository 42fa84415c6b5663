"""People whom a session refuses by itself where nobody can be asked: who is told of, once, and how many at most."""

from dataclasses import replace

from app.engine.bus import Bus
from app.engine.refusals import STRANGERS, forget_stranger, tell_stranger
from app.model.address import Address
from app.model.patch import Peer
from app.session.events import RefusedUnknown
from tests.engine.test_edits import patch, port_of
from tests.support.engines import running, until


def stranger(name: str, host: str = "192.0.2.7") -> RefusedUnknown:
    return RefusedUnknown(name, Address(host, 5004))


def test_each_is_told_once_and_of_no_more_than_a_few() -> None:
    bus, told = Bus(), []
    bus.subscribe(told.append)
    for host in ("192.0.2.7", "192.0.2.8"):
        tell_stranger(bus, "Studio", stranger("Piano", host))
    assert len(told) == 1
    tell_stranger(bus, "Hall", stranger("Piano"))
    assert len(told) == 2
    for number in range(100):
        tell_stranger(bus, "Studio", stranger(f"P{number}"))
    assert len(told) == STRANGERS
    forget_stranger(bus, "Hall", "Piano")
    tell_stranger(bus, "Hall", stranger("Organ"))
    assert [event.problem.params["name"] for event in told[-2:]] == ["Piano", "Organ"]


async def test_without_a_window_a_stranger_is_told_of_until_it_is_let_in() -> None:
    spec = patch("Ours")
    spec = replace(spec, sessions=(replace(spec.sessions[0], accept="ask"),))
    async with running(patch("Theirs")) as theirs, running(spec, can_ask=False) as ours:
        assert not ours.engine.snapshot().sessions[0].can_ask
        theirs.engine.invite_address("127.0.0.1", port_of(ours), "Stage")
        (problem,) = await until(lambda: ours.engine.snapshot().problems, "the sentence")
        assert problem.text().startswith("“Theirs” at 127.0.0.1 asked to join “Ours” and was refused")
        assert ours.engine.snapshot().invitations == ()
        await until(lambda: theirs.engine.snapshot().participants[0].state == "refused", "the refusal")
        ours.engine.edit.change_peer(Peer("theirs", "Theirs", access="always"))
        theirs.engine.edit.retry(theirs.engine.snapshot().participants[0].id)
        await until(lambda: ours.is_connected("Theirs"), "the one who was let in")
        assert ours.engine.snapshot().problems == ()


async def test_with_a_window_who_is_known_was_chosen_and_nothing_is_said() -> None:
    spec = patch("Ours")
    spec = replace(spec, sessions=(replace(spec.sessions[0], accept="known"),))
    async with running(patch("Theirs")) as theirs, running(spec) as ours:
        theirs.engine.invite_address("127.0.0.1", port_of(ours), "Stage")
        await until(lambda: theirs.engine.snapshot().participants[0].state == "refused", "the refusal")
        assert ours.engine.snapshot().problems == ()
