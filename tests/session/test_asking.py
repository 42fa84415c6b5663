"""Policy `ask`: held silently, asked once, answered in time or too late."""

import pytest

from app.model.patch import Peer
from app.session.events import InvitationClosed, InvitationExtended, InvitationReceived, Outcome
from app.session.held import GRANT_S, REMEMBERED
from app.session.limits import Limits
from app.session.policy import Policy
from app.wire.applemidi import Accepted, Bye, Invitation, Rejected
from tests.session.test_being_invited import SSRC, join
from tests.support.network import Computer, Network, Script, script


@pytest.fixture
def door(network: Network) -> Computer:
    return Computer(network, "192.0.2.2", "Door", 0x2222, policy=Policy("ask"))


def knock(peer: Script, door: Computer, times: int = 1, token: int = 1, ssrc: int = SSRC) -> None:
    for _ in range(times):
        peer.say(Invitation(token, ssrc, "Guest"), door.control)
        peer.network.run(1)


def answer(door: Computer, invitation: int, accept: bool) -> None:
    door.session.answer(invitation, accept, door.network.now)
    door.pump()
    door.network.run(0.1)


def closed(door: Computer) -> list[Outcome]:
    return [event.outcome for event in door.events if isinstance(event, InvitationClosed)]


def asked(door: Computer) -> list[InvitationReceived]:
    return [event for event in door.events if isinstance(event, InvitationReceived)]


def test_it_is_asked_once_while_the_peer_repeats_itself(
    network: Network, door: Computer, peer: Script
) -> None:
    knock(peer, door, times=12)
    assert asked(door) == [InvitationReceived(1, "Guest", peer.control, pytest.approx(1012.001))]
    assert sum(isinstance(event, InvitationExtended) for event in door.events) == 11
    assert peer.heard == []
    network.run(10.5)
    assert closed(door) == []
    network.run(1)
    assert closed(door) == [Outcome.EXPIRED]


def test_join_lets_in_with_the_token_that_came_last(network: Network, door: Computer, peer: Script) -> None:
    knock(peer, door, token=1)
    knock(peer, door, token=2)
    answer(door, 1, True)
    assert peer.heard == [(peer.control, Accepted(2, 0x2222, "Door"))]
    assert closed(door) == [Outcome.ACCEPTED]
    peer.say(Invitation(2, SSRC, "Guest"), door.data)
    network.run(0.1)
    assert len(door.streams) == 1


def test_decline_says_no_and_what_was_under_way_is_no_new_question(
    network: Network, door: Computer, peer: Script
) -> None:
    knock(peer, door)
    answer(door, 1, False)
    knock(peer, door, times=3)
    assert peer.got(Rejected) == [Rejected(1, 0x2222)] * 4
    assert len(asked(door)) == 1
    network.run(20)
    knock(peer, door)
    assert len(asked(door)) == 2


def test_a_late_join_counts_for_the_next_try(network: Network, door: Computer, peer: Script) -> None:
    knock(peer, door)
    network.run(15)
    answer(door, 1, True)
    assert peer.heard == []
    network.run(60)
    join(peer, door, token=3)
    assert len(door.streams) == 1
    assert len(asked(door)) == 1


def test_a_late_join_counts_for_a_program_started_again(
    network: Network, door: Computer, peer: Script
) -> None:
    knock(peer, door)
    network.run(15)
    answer(door, 1, True)
    join(peer, door, ssrc=0x99)
    assert len(door.streams) == 1


def test_a_late_join_counts_once_and_for_two_minutes(network: Network, door: Computer, peer: Script) -> None:
    knock(peer, door)
    network.run(15)
    answer(door, 1, True)
    network.run(GRANT_S)
    knock(peer, door)
    assert len(asked(door)) == 2


def test_a_late_decline_changes_nothing(network: Network, door: Computer, peer: Script) -> None:
    knock(peer, door)
    network.run(15)
    answer(door, 1, False)
    knock(peer, door)
    assert len(asked(door)) == 2


def test_bye_takes_the_question_back(network: Network, door: Computer, peer: Script) -> None:
    knock(peer, door)
    peer.say(Bye(0, SSRC), door.control)
    network.run(1.1)
    assert closed(door) == [Outcome.WITHDRAWN]


def test_bye_ahead_of_the_next_try_leaves_the_question_open(
    network: Network, door: Computer, here: Computer
) -> None:
    here.invite(door.control)
    network.run(15)
    assert len(network.sent("BY")) == 1
    assert len(asked(door)) == 1
    assert closed(door) == []
    answer(door, 1, True)
    network.run(2)
    assert here.connected == [1]


def test_two_of_one_host_and_one_ssrc_on_two_hosts_are_three_questions(
    network: Network, door: Computer, peer: Script
) -> None:
    knock(peer, door, ssrc=1)
    knock(peer, door, ssrc=2)
    knock(script(network, "192.0.2.10"), door, ssrc=1)
    assert len(asked(door)) == 3


def test_a_nameless_guest_is_asked_about_by_its_host(network: Network, door: Computer, peer: Script) -> None:
    peer.say(Invitation(1, SSRC), door.control)
    network.run(0.1)
    assert asked(door)[0].name == "192.0.2.9"


def test_a_new_policy_settles_who_waits(network: Network, door: Computer) -> None:
    peers = [script(network, f"192.0.2.{number}") for number in (10, 11, 12)]
    for number, guest in enumerate(peers):
        guest.say(Invitation(1, number, f"Guest {number}"), door.control)
    network.run(0.1)
    policy = Policy("ask", (Peer("a", "Guest 0", access="always"), Peer("b", "Guest 1", access="never")))
    door.session.set_policy(policy, network.now)
    door.pump()
    network.run(0.1)
    assert [type(guest.heard[0][1]) if guest.heard else None for guest in peers] == [
        Accepted,
        Rejected,
        None,
    ]
    assert sorted(closed(door)) == [Outcome.ACCEPTED, Outcome.DECLINED]


def test_a_session_that_closes_takes_its_questions_back(
    network: Network, door: Computer, peer: Script
) -> None:
    knock(peer, door)
    door.session.close(network.now)
    door.pump()
    assert closed(door) == [Outcome.WITHDRAWN]
    assert door.session.get_timer() is None


def test_questions_are_limited(network: Network) -> None:
    door = Computer(network, "192.0.2.2", "Door", 1, Policy("ask"), limits=Limits(held=2))
    peers = [script(network, f"192.0.2.{number}") for number in range(10, 14)]
    for guest in peers:
        knock(guest, door, times=2)
    assert len(asked(door)) == 2
    assert [len(guest.got(Rejected)) for guest in peers] == [0, 0, 1, 1]


def test_a_join_while_too_many_are_in_is_a_no(network: Network, peer: Script) -> None:
    door = Computer(network, "192.0.2.2", "Door", 1, Policy("ask"), limits=Limits(participants=0))
    knock(peer, door)
    answer(door, 1, True)
    assert peer.got(Rejected) == [Rejected(1, 1)]


def test_what_is_remembered_is_limited(network: Network, door: Computer) -> None:
    for number in range(REMEMBERED + 5):
        knock(script(network, f"198.51.100.{number}"), door)
        network.run(13)
    answer(door, 1, True)
    knock(script(network, "198.51.100.0"), door)
    assert len(asked(door)) == REMEMBERED + 6
    answer(door, REMEMBERED + 5, True)
    knock(script(network, f"198.51.100.{REMEMBERED + 4}"), door)
    assert len(asked(door)) == REMEMBERED + 6


@pytest.mark.parametrize(("accept", "answer_kind"), [("known", Rejected), ("nobody", Rejected)])
def test_refused_by_policy(network: Network, accept: str, answer_kind: type, peer: Script) -> None:
    door = Computer(network, "192.0.2.2", "Door", 1, Policy(accept))  # type: ignore[arg-type]
    knock(peer, door)
    assert [type(packet) for _, packet in peer.heard] == [answer_kind]
    assert asked(door) == []


SIX = "2001:db8::9"


@pytest.mark.parametrize("chosen", [0, 1], ids=["IPv4", "IPv6"])
def test_a_peer_that_tries_two_ways_at_once_is_one_question_and_one_participant(
    network: Network, door: Computer, peer: Script, chosen: int
) -> None:
    six = script(network, SIX)
    ways = (peer, six)
    for _ in range(3):
        for way in ways:
            way.say(Invitation(1, SSRC, "Guest"), door.control)
            network.run(0.5)
    [question] = asked(door)
    door.session.answer(question.invitation, True, network.now)
    door.pump()
    for way in ways:
        way.say(Invitation(1, SSRC, "Guest"), door.control)
    network.run(0.1)
    assert [way.got(Accepted)[-1:] != [] for way in ways] == [True, True]
    ways[chosen].say(Invitation(1, SSRC, "Guest"), door.data)
    network.run(0.1)
    for way in ways:  # what was still under way
        way.say(Invitation(1, SSRC, "Guest"), door.control)
    network.run(5)
    [stream] = door.streams.values()
    assert (stream.control, stream.data) == (ways[chosen].control, ways[chosen].data)
    assert len(asked(door)) == 1


def knock_both_ways(peer: Script, door: Computer, token: int) -> None:
    for way in (peer, script(peer.network, SIX)):
        way.say(Invitation(token, SSRC, "Guest"), door.control)
        peer.network.run(0.5)


def test_the_next_round_of_a_peer_that_tries_two_ways_is_the_same_question(
    network: Network, door: Computer, peer: Script
) -> None:
    for token in (1, 1, 2, 2, 3):
        knock_both_ways(peer, door, token)
    assert len(asked(door)) == 1


def test_a_decline_holds_for_both_ways_that_a_peer_tries(
    network: Network, door: Computer, peer: Script
) -> None:
    knock_both_ways(peer, door, 1)
    answer(door, asked(door)[0].invitation, False)
    knock_both_ways(peer, door, 1)
    assert len(asked(door)) == 1


def test_a_late_join_counts_for_either_way_that_a_peer_tries(
    network: Network, door: Computer, peer: Script
) -> None:
    knock_both_ways(peer, door, 1)
    network.run(13)
    answer(door, asked(door)[0].invitation, True)
    knock(peer, door, token=2)
    assert peer.got(Accepted) != []


def test_two_devices_of_one_make_that_draw_equal_numbers_are_two_questions(
    network: Network, door: Computer, peer: Script
) -> None:
    peer.say(Invitation(1, SSRC, "Board"), door.control)
    script(network, "192.0.2.10").say(Invitation(1, SSRC, "Board"), door.control)
    network.run(0.1)
    assert len(asked(door)) == 2
