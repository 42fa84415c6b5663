"""Who is found: names of ours that make nobody known, and two of a kind told apart by what mDNS calls them."""

from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from app.engine.api import Found, FoundChanged, Participant
from app.engine.neighbours import Neighbours
from app.engine.session_host import Happened
from app.engine.sightings import Sighting
from app.model.address import Address
from app.model.alike import called_alike, is_announced_for
from app.model.patch import FoundPeer, Patch, Peer, Session
from app.session import events
from app.session.actions import Role
from app.session.reasons import Reason
from tests.engine.test_edits import patch, port_of
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair


def show(ours: Running, service: str, there: int, name: str | None = None) -> Found:
    """Let our engine see somebody by mDNS, at a control port of this computer."""
    address = Address("127.0.0.1", there)
    sighting = Sighting(name or service, service, "host.local", (address,), there)
    ours.engine._all.announcer.seen(service, sighting)
    return found(ours, service)


def found(ours: Running, service: str) -> Found:
    return next(each for each in ours.engine.snapshot().found if each.service == service)


def choosy(**fields: object) -> Patch:
    """A session that lets in only who is known."""
    session = Session("Ours", free_pair(), ("127.0.0.1",), "known", publish=False)
    return Patch(sessions=(session,), **fields)  # type: ignore[arg-type]


@asynccontextmanager
async def two_pads(ours: Patch):
    """Run our engine and two others that both call themselves `iPad`; mDNS numbers the second one."""
    async with running(patch("iPad")) as one, running(patch("iPad")) as two, running(ours) as us:
        show(us, "iPad", port_of(one))
        show(us, "iPad (2)", port_of(two))
        yield us, one, two


async def connected(ours: Running, port: int) -> Participant:
    def there() -> Participant | None:
        people = ours.engine.snapshot().participants
        return next((one for one in people if one.port == port and one.state == "connected"), None)

    return await until(there, f"the connection with {port}")  # type: ignore[return-value]


# -- names of ours ---------------------------------------------------------------------------------------------


async def test_a_name_for_who_is_found_makes_nobody_known_and_goes_along_when_he_is_invited() -> None:
    async with running(patch("Stage")) as theirs, running(choosy()) as ours:
        seen = show(ours, "Stage", port_of(theirs))
        told = [event.found for event in ours.events if isinstance(event, FoundChanged)]
        assert told == [seen]
        ours.engine.edit.name_found("Stage", "Rack")
        assert found(ours, "Stage").nickname == "Rack"
        assert ours.events[-1] == FoundChanged(found(ours, "Stage"))
        shown = ours.engine.snapshot()
        assert (shown.patch.found, shown.patch.peers) == ((FoundPeer("Stage", "Rack"),), ())
        assert shown.participants == (), "nobody is invited by a name"
        theirs.engine.invite_address("127.0.0.1", port_of(ours), "Ours")
        await until(lambda: [one.state for one in theirs.engine.snapshot().participants] == ["refused"], "no")
        theirs.engine.leave(theirs.engine.snapshot().participants[0].id)

        ours.engine.invite(seen.id)
        one = await connected(ours, port_of(theirs))
        assert (one.name, one.own_name) == ("Rack", "Stage")
        shown = ours.engine.snapshot()
        assert [(peer.nickname, peer.name, peer.service) for peer in shown.patch.peers] == [
            ("Rack", "Stage", "Stage")
        ]
        assert shown.patch.found == (), "its entry says it from then on"
        assert (found(ours, "Stage").nickname, found(ours, "Stage").peers) == ("Rack", (one.peer,))
        ours.engine.edit.name_found("Stage", None)
        assert (ours.engine.snapshot().participants[0].name, found(ours, "Stage").nickname) == ("Stage", None)


async def test_a_guest_is_called_what_it_was_called_where_it_was_found() -> None:
    async with running(patch("Stage")) as theirs, running(patch("Ours")) as ours:
        show(ours, "Stage", port_of(theirs))
        ours.engine.edit.name_found("Stage", "Rack")
        theirs.engine.invite_address("127.0.0.1", port_of(ours), "Ours")
        guest = await connected(ours, port_of(theirs))
        assert (guest.name, guest.own_name) == ("Rack", "Stage")
        ours.engine.edit.name_found("Stage", "Tower")
        assert [one.name for one in ours.engine.snapshot().participants] == ["Tower"]
        assert ours.engine.snapshot().patch.peers == (), "still nobody who is known"


async def test_a_name_is_kept_while_nobody_is_there_to_have_it() -> None:
    async with running(choosy(found=(FoundPeer("Stage", "Rack"),))) as ours:
        assert show(ours, "Stage", 5004).nickname == "Rack"
        ours.engine._all.announcer.seen("Stage", None)
        ours.engine.edit.name_found("Stage", None)
        assert show(ours, "Stage", 5004).nickname is None
        ours.engine.edit.change_peer(Peer("stage", "Stage", nickname="Known"))
        assert (found(ours, "Stage").nickname, found(ours, "Stage").peers) == ("Known", ("stage",))


# -- two of a kind ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_two_that_say_one_name_are_two(order: tuple[int, int]) -> None:
    services = ("iPad", "iPad (2)")
    async with two_pads(patch("Ours")) as (ours, *pads):
        ours.engine.edit.name_found("iPad", "Left")
        ours.engine.edit.name_found("iPad (2)", "Right")
        first, second = order
        ours.engine.invite(found(ours, services[first]).id)
        met = await connected(ours, port_of(pads[first]))
        await until(lambda: found(ours, services[first]).participant == met.id, "the link")
        assert found(ours, services[second]).participant is None, "the other one can still be invited"
        ours.engine.invite(found(ours, services[second]).id)
        await connected(ours, port_of(pads[second]))
        assert {one.port: one.name for one in ours.engine.snapshot().participants} == {
            port_of(pads[0]): "Left",
            port_of(pads[1]): "Right",
        }
        assert not pads[first].engine.snapshot().problems


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_who_comes_by_itself_is_not_its_namesake(order: tuple[int, int]) -> None:
    services = ("iPad", "iPad (2)")
    async with two_pads(patch("Ours")) as (ours, *pads):
        ours.engine.edit.name_found("iPad", "Left")
        first, second = order
        pads[first].engine.invite_address("127.0.0.1", port_of(ours), "Ours")
        met = await connected(ours, port_of(pads[first]))
        assert met.name == ("Left", "iPad")[first]
        await until(lambda: found(ours, services[first]).participant == met.id, "the link")
        assert found(ours, services[second]).participant is None


async def test_who_may_always_join_does_not_let_in_its_namesake() -> None:
    async with running(patch("iPad")) as one, running(patch("iPad")) as two:
        known = Peer("left", "iPad", last_address=f"127.0.0.1:{port_of(one)}", access="always")
        async with running(choosy(peers=(known,))) as ours:
            show(ours, "iPad", port_of(one))
            show(ours, "iPad (2)", port_of(two))
            two.engine.invite_address("127.0.0.1", port_of(ours), "Ours")
            await until(lambda: [p.state for p in two.engine.snapshot().participants] == ["refused"], "no")
            one.engine.invite_address("127.0.0.1", port_of(ours), "Ours")
            assert (await connected(ours, port_of(one))).peer == "left"


async def test_one_of_two_can_be_invited_while_the_other_is_away() -> None:
    away = Peer("right", "iPad", service="iPad (2)", wanted=True)
    async with running(Patch(sessions=choosy().sessions, peers=(away,))) as ours:
        assert [one.peer for one in ours.engine.snapshot().participants] == ["right"]
        assert show(ours, "iPad", 5004).participant is None
        assert show(ours, "iPad (2)", 5006).participant is not None


async def test_whoever_is_at_an_address_is_in_there_whatever_it_calls_itself() -> None:
    async with running(patch("Stage")) as theirs, running(patch("Ours")) as ours:
        ours.engine.invite_address("127.0.0.1", port_of(theirs))
        met = await connected(ours, port_of(theirs))
        assert show(ours, "Rack by the door", port_of(theirs)).participant == met.id


async def test_whoever_comes_from_elsewhere_is_in_by_its_name() -> None:
    async with running(patch("Stage")) as theirs, running(patch("Ours")) as ours:
        ours.engine.invite_address("127.0.0.1", port_of(theirs))
        met = await connected(ours, port_of(theirs))
        sighting = Sighting("Stage", "Stage", "host.local", (Address("192.0.2.1", 5004),), 5004)
        ours.engine._all.announcer.seen("Stage", sighting)
        assert found(ours, "Stage").participant == met.id


async def test_an_entry_is_called_otherwise_while_nobody_announces_it() -> None:
    known = Peer("stage", "Stage", service="Stage")
    async with running(choosy(peers=(known,))) as ours:
        ours.engine.edit.name_found("Stage", "Rack")
        shown = ours.engine.snapshot().patch
        assert ([peer.nickname for peer in shown.peers], shown.found) == (["Rack"], ())


async def test_who_is_taken_for_moved_leaves_its_seat_to_no_namesake() -> None:
    async with two_pads(patch("Ours")) as (ours, *pads):
        seats = []
        for pad in pads:
            pad.engine.invite_address("127.0.0.1", port_of(ours), "Ours")
            seats.append(await connected(ours, port_of(pad)))
        inside = ours.engine._all
        gone = inside.seats.get(seats[0].id)
        assert gone is not None
        assert gone.live is not None
        # Both draw SSRCs of 16 bits, and these have met.
        moved = events.ParticipantChanged(
            gone.live, events.State.LOST, Role.PARTICIPANT, "iPad", gone.address, Reason.MOVED
        )
        [host] = inside.hosts
        inside.people.happened(host, Happened((), frozenset(), frozenset((gone.live,)), (moved,)))
        shown = {one.id: (one.port, one.state) for one in ours.engine.snapshot().participants}
        assert shown.get(seats[1].id) == (port_of(pads[1]), "connected")


async def test_two_names_that_look_the_same_lead_to_two() -> None:
    async with running(patch("One")) as one, running(patch("Two")) as two, running(patch("Ours")) as ours:
        plain = show(ours, "Piano", port_of(one))
        odd = show(ours, "Piano\u200b", port_of(two), "Piano")
        ours.engine.edit.name_found(odd.service, "Upstairs")
        assert [each.nickname for each in ours.engine.snapshot().found] == [None, "Upstairs"]
        ours.engine.invite(odd.id)
        assert (await connected(ours, port_of(two))).name == "Upstairs"
        ours.engine.invite(plain.id)
        assert (await connected(ours, port_of(one))).name == "Piano"


async def test_everybody_is_everybody_of_one_name_too() -> None:
    session = Session("Ours", free_pair(), ("127.0.0.1",), publish=False, invite_all=True)
    ours_all = Patch(sessions=(session,))
    async with running(patch("One")) as one, running(patch("Two")) as two, running(ours_all) as ours:
        show(ours, "Piano", port_of(one))
        show(ours, "Piano\u200b", port_of(two), "Piano")
        await connected(ours, port_of(one))
        await connected(ours, port_of(two))
        assert ours.engine.snapshot().patch.peers == ()


# -- how they are looked up --------------------------------------------------------------------------------------


def sighting(service: str, host: str, name: str | None = None) -> Sighting:
    return Sighting(name or service, service, f"{host}.local", (Address(host, 5004),), 5004)


PADS = (sighting("iPad", "192.0.2.1"), sighting("iPad (2)", "192.0.2.2"), sighting("Drums", "192.0.2.3"))


@pytest.mark.parametrize(
    ("peer", "service"),
    [
        (Peer("p", "iPad"), "iPad"),
        (Peer("p", "iPad (2)"), "iPad (2)"),
        (Peer("p", "iPad", service="iPad (2)"), "iPad (2)"),
        (Peer("p", "iPad", service="iPad (3)"), None),
        (Peer("p", "iPad", last_address="192.0.2.2:5004"), "iPad (2)"),
        (Peer("p", "iPad", last_address="192.0.2.3:5004"), "iPad"),
        (Peer("p", "iPad", "192.0.2.2:5004", service="iPad"), "iPad"),
        (Peer("p", "iPad", "192.0.2.2:5004", service="iPad (3)"), "iPad (2)"),
        (Peer("p", "iPad", "192.0.2.3:5004", service="iPad (3)"), None),
        (Peer("p", "Harp"), None),
        (Peer("p", address="192.0.2.3:5004"), None),
    ],
)
def test_where_somebody_is_announced(peer: Peer, service: str | None) -> None:
    seen = Neighbours(lambda: PADS).of(peer)
    assert (seen and seen.service) == service


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [
        (Address("192.0.2.1", 5004), False),
        (Address("192.0.2.2", 5004), True),
        (Address("192.0.2.2", 49152), True),
        (Address("192.0.2.3", 5004), False),
        (Address("192.0.2.9", 5004), False),
    ],
)
def test_only_who_is_announced_there_is_another(address: Address, elsewhere: bool) -> None:
    assert Neighbours(lambda: PADS).is_elsewhere(Peer("p", "iPad"), address) is elsewhere
    assert not Neighbours(tuple).is_elsewhere(Peer("p", "iPad"), address)


def test_one_that_is_announced_twice_at_its_place_is_not_another() -> None:
    again = sighting("iPad (2)", "192.0.2.1")
    near = Neighbours(lambda: (PADS[0], again))
    assert not near.is_elsewhere(Peer("p", "iPad", service="iPad"), PADS[0].addresses[0])
    assert near.at(PADS[0].addresses[0]) is again, "who is announced last is there now"


def test_sessions_of_one_computer_that_end_in_a_number_are_two() -> None:
    one, two = (
        Sighting(f"Stage-{nth}", f"Stage-{nth}", "mac.local", (Address("192.0.2.5", port),), port)
        for nth, port in ((1, 5004), (2, 5006))
    )
    near = Neighbours(lambda: (one, two))
    peer = Peer("p", "Stage-1", last_address="192.0.2.5:5006")
    assert near.of(peer) == one, "the ports of a computer change"
    assert near.comes_from("Stage-2", Address("192.0.2.5", 49152)) == two
    assert [near.is_elsewhere(peer, each.addresses[0]) for each in (one, two)] == [False, True]


async def test_somebody_who_is_renamed_at_its_place_is_in_under_the_new_name_only() -> None:
    async with running(patch("Stage iPad")) as theirs, running(patch("Ours")) as ours:
        for service in ("iPad", "Stage iPad"):
            show(ours, service, port_of(theirs))
        ours.engine.invite(found(ours, "Stage iPad").id)
        met = await connected(ours, port_of(theirs))
        await until(lambda: found(ours, "Stage iPad").participant == met.id, "the link")
        assert found(ours, "iPad").participant is None
        show(ours, "iPad", port_of(theirs))
        assert found(ours, "Stage iPad").participant == met.id, "where its entry is announced counts most"


async def test_somebody_who_is_announced_under_another_name_is_looked_for_under_that() -> None:
    known = Peer("left", "iPad", service="iPad")
    async with running(choosy(peers=(known,))) as ours:
        show(ours, "iPad", 5004)
        ours.engine.edit.change_peer(replace(known, name="Organ", service=None))
        assert (found(ours, "iPad").peers, show(ours, "Organ", 5006).peers) == ((), ("left",))
        ours.engine.edit.change_peer(Peer("left", "Organ", nickname="Big"))
        ours.engine.edit.change_peer(Peer("left", "Organ", service="Organ (2)"))
        ours.engine.edit.change_peer(Peer("left", "Organ", access="always"))
        assert ours.engine.snapshot().patch.peers[0].service == "Organ (2)", "it was not about that"


def test_one_that_moved_is_where_it_is_announced_now() -> None:
    shown = [PADS]
    near = Neighbours(lambda: shown[0])
    assert near.of(Peer("p", "Drums")) == PADS[2]
    shown[0] = (sighting("Drums", "192.0.2.30"),)
    assert near.of(Peer("p", "Drums")) == shown[0][0]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("iPad", "iPad", True),
        ("iPad", "iPad (2)", True),
        ("iPad (3)", "iPad (2)", True),
        ("iPad", "iPad #2", True),
        ("iPad", "iPad-2", True),
        ("Stage-1", "Stage-1-2", True),
        ("iPad", "iPad 2", False),
        ("iPad", "iPad (two)", False),
        ("iPad (2)", "Drums (2)", False),
    ],
)
def test_names_that_differ_in_their_number_only_are_alike(one: str, other: str, alike: bool) -> None:
    assert called_alike(one, other) is called_alike(other, one) is alike


@pytest.mark.parametrize(
    ("service", "name", "fits"),
    [
        ("iPad", "iPad", True),
        ("iPad (2)", "iPad", True),
        ("iPad", "iPad (2)", False),
        ("Stage-2", "Stage-1", False),
        ("Stage-1-2", "Stage-1", True),
    ],
)
def test_what_is_announced_is_a_name_or_that_with_a_number(service: str, name: str, fits: bool) -> None:
    assert is_announced_for(service, name) is fits
