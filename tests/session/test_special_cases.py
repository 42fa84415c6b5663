"""Session sheet 4.4, one rule after the other."""

import pytest

from app.model.address import Address
from app.session.actions import CloseStream, OpenStream, RestartStream, Role, Send, UseSsrc
from app.session.events import State
from app.session.reasons import Reason
from app.wire.applemidi import Accepted, Bye, Clock, Invitation, Rejected, decode, encode
from tests.session.test_being_invited import SSRC, join
from tests.support.network import Computer, Network, Script, script


def connect(peer: Script, here: Computer, ssrc: int = SSRC) -> int:
    """We invite the scripted peer, and it says yes on both ports and to the first clock question."""
    one = here.invite(peer.control)
    answer_invitation(peer, here, ssrc)
    return one


def answer_invitation(peer: Script, here: Computer, ssrc: int = SSRC, name: str = "Peer") -> None:
    network = peer.network
    network.run(0.1)
    for place in (here.control, here.data):
        token = peer.got(Invitation)[-1]
        assert isinstance(token, Invitation)
        peer.say(Accepted(token.token, ssrc, name), place)
        network.run(0.1)
    answer_clock(peer, here, ssrc)


def answer_clock(peer: Script, here: Computer, ssrc: int = SSRC) -> None:
    question = peer.got(Clock)[-1]
    assert isinstance(question, Clock)
    peer.say(Clock(ssrc, 1, question.t1, 4711), here.data)
    peer.network.run(0.1)


def say_bye_from_stream(action: object) -> bool:
    return isinstance(action, CloseStream) and action.bye


# -- 4.4.1 ------------------------------------------------------------------------------------------------------


def test_1_a_restarted_guest_with_a_new_ssrc_replaces_itself_silently(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there, ssrc=1)
    network.run(4)
    peer.say(Invitation(7, 2, "Guest"), there.control)
    network.run(0.1)
    assert [stream.ssrc for stream in there.streams.values()] == [1], "the old one plays until the data IN"
    peer.say(Invitation(7, 2, "Guest"), there.data)
    network.run(4)
    assert there.actions[-3:-1] == [
        CloseStream(1, Reason.RESTARTED, False),
        OpenStream(1, Role.PARTICIPANT, 2, 7, peer.control, peer.data, "Guest"),
    ]
    assert peer.got(Bye) == []
    assert {event.participant for event in there.changes()} == {1}
    assert (there.latest().state, there.latest().reason) == (State.CONNECTED, Reason.RESTARTED)


def test_1_a_second_knock_of_the_restarted_guest_takes_the_place_of_the_first(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there, ssrc=1)
    for ssrc in range(2, 5):
        peer.say(Invitation(ssrc, ssrc, None), there.control)
    network.run(0.1)
    peer.say(Invitation(4, 4, None), there.data)
    network.run(0.1)
    assert [stream.ssrc for stream in there.streams.values()] == [4]
    assert there.latest().name == "Guest"


def test_1_a_restarted_peer_that_we_invited_and_that_now_invites_us(
    network: Network, here: Computer, peer: Script
) -> None:
    one = connect(peer, here, ssrc=1)
    network.run(1)
    join(peer, here, ssrc=2)
    assert here.streams[one].role is Role.PARTICIPANT
    assert here.latest().wanted
    peer.say(Bye(0, 2), here.control)
    network.run(2)
    assert here.states(one)[-2:] == [State.WAITING, State.INVITING], "it is still wanted"


def test_1_a_restarted_guest_whose_old_connection_is_lost_meanwhile_keeps_its_id(
    network: Network, here: Computer, peer: Script
) -> None:
    one = connect(peer, here, ssrc=1)
    peer.say(Invitation(7, 2, "Guest"), here.control)
    network.run(0.1)
    here.session.stream_lost(one, Reason.CLOCK_TIMEOUT, network.now)
    here.pump()
    peer.say(Invitation(7, 2, "Guest"), here.data)
    network.run(0.1)
    assert list(here.streams) == [one]
    assert here.streams[one].ssrc == 2


def test_1_two_of_ours_and_one_is_killed_and_started_again(
    network: Network, here: Computer, there: Computer
) -> None:
    one = here.invite(there.control)
    network.run(5)
    there.crash()
    network.run(1)
    again = Computer(network, "192.0.2.2", "There", 0x3333, seed=99)
    here.session.retarget(one, [again.control], network.now)
    here.pump()
    network.run(14)
    assert here.connected == [one]
    assert here.streams[one].ssrc == 0x3333


# -- 4.4.2 ------------------------------------------------------------------------------------------------------


def test_2_a_restarted_guest_with_its_old_ssrc_restarts_its_stream_with_the_data_in(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there, token=1)
    network.run(4)
    peer.say(Invitation(2, SSRC, "Guest"), there.control)
    network.run(0.1)
    assert there.of(RestartStream) == []
    peer.say(Invitation(2, SSRC, "Guest"), there.control)
    peer.say(Invitation(1, SSRC, "Guest"), there.data)
    network.run(0.1)
    assert there.of(RestartStream) == [], "a late double of the old handshake"
    peer.say(Invitation(2, SSRC, "Guest"), there.data)
    network.run(4)
    assert there.of(RestartStream) == [
        RestartStream(1, Role.PARTICIPANT, SSRC, 2, peer.control, peer.data, "Guest")
    ]
    assert (there.latest().state, there.latest().reason) == (State.CONNECTED, Reason.RESTARTED)
    assert len(peer.got(Accepted)) == 6


def test_2_a_knock_that_is_not_followed_up_changes_nothing(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there, token=1)
    network.run(4)
    peer.say(Invitation(2, SSRC, "Guest"), there.control)
    network.run(20)
    assert there.states() == [State.INVITING, State.CONNECTED]
    peer.say(Invitation(3, SSRC, "Guest"), there.data)
    network.run(0.1)
    assert there.of(RestartStream) == []


def test_2_losing_the_old_connection_does_not_harm_the_new_one(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there, token=1)
    network.run(4)
    peer.say(Invitation(2, SSRC, "Guest"), there.control)
    network.run(0.1)
    there.session.stream_lost(1, Reason.SILENCE, network.now)
    there.pump()
    assert there.of(CloseStream) == [CloseStream(1, Reason.SILENCE, False)]
    assert there.states()[-1] is State.INVITING
    peer.say(Invitation(2, SSRC, "Guest"), there.data)
    network.run(4)
    assert there.connected == [1]
    assert peer.got(Bye) == []


def test_2_lost_and_never_followed_up_is_lost(network: Network, there: Computer, peer: Script) -> None:
    join(peer, there, token=1)
    network.run(4)
    peer.say(Invitation(2, SSRC, "Guest"), there.control)
    network.run(0.1)
    there.session.stream_lost(1, Reason.SILENCE, network.now)
    there.pump()
    network.run(20)
    assert there.states()[-1] is State.LOST


def test_2_a_peer_that_we_invited_long_ago_and_that_knocks_was_started_again(
    network: Network, here: Computer, peer: Script
) -> None:
    one = connect(peer, here)
    for _ in range(20):
        network.run(1)
        answer_clock(peer, here)
    join(peer, here, token=9)
    assert [action for action in here.actions if isinstance(action, RestartStream)] == [
        RestartStream(one, Role.PARTICIPANT, SSRC, 9, peer.control, peer.data, "Guest")
    ]


def test_2_its_loss_after_it_knocked_sends_no_bye(network: Network, here: Computer, peer: Script) -> None:
    one = connect(peer, here)
    peer.say(Invitation(9, SSRC, "Guest"), here.control)
    network.run(0.1)
    here.session.stream_lost(one, Reason.CLOCK_TIMEOUT, network.now)
    here.pump()
    network.run(1)
    assert here.of(CloseStream) == [CloseStream(one, Reason.CLOCK_TIMEOUT, False)]
    assert peer.got(Bye) == []


# -- 4.4.3 ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("heard", "pause"), [(0.5, 0.0), (None, 0.5), (3.0, 0.5)])
def test_3_a_bye_from_a_peer_just_heard_is_answered_by_inviting_at_once(
    network: Network, here: Computer, peer: Script, heard: float | None, pause: float
) -> None:
    connect(peer, here)
    count = len(peer.got(Invitation))
    stamp = None if heard is None else network.now - heard
    here.session.receive(encode(Bye(0, SSRC)), "control", peer.control, network.now, stamp)
    here.pump()
    network.run(max(pause - 0.1, 0.05))
    assert len(peer.got(Invitation)) == count + (pause == 0.0)
    network.run(0.2)
    assert len(peer.got(Invitation)) == count + 1


def test_3_the_second_bye_of_a_pair_does_no_more_harm(network: Network, here: Computer, peer: Script) -> None:
    one = connect(peer, here)
    peer.say(Bye(0, SSRC), here.control)
    peer.say(Bye(0, SSRC), here.data)
    network.run(0.7)
    answer_invitation(peer, here)
    assert here.connected == [one]
    assert len(here.of(CloseStream)) == 1


def test_3_after_a_bye_the_next_invitation_has_no_bye_ahead(
    network: Network, here: Computer, peer: Script
) -> None:
    connect(peer, here)
    peer.say(Bye(0, SSRC), here.control)
    network.run(1)
    assert peer.got(Bye) == []


# -- 4.4.4 ------------------------------------------------------------------------------------------------------


def test_4_both_invite_at_once(network: Network, here: Computer, there: Computer) -> None:
    one, other = here.invite(there.control), there.invite(here.control)
    network.run(5)
    assert (here.connected, there.connected) == ([one], [other])
    assert here.streams[one].role is there.streams[other].role is Role.INITIATOR
    assert here.of(RestartStream) == there.of(RestartStream) == []
    here.leave(one)
    network.run(0.2)
    assert there.states(other)[-1] is State.WAITING


@pytest.mark.parametrize("late", [0.0, 0.0005, 0.001, 0.0015, 0.002, 0.0025, 0.003, 0.05])
@pytest.mark.parametrize("six_first", [True, False])
def test_4_both_invite_at_once_by_two_families_and_meet_on_one(
    network: Network, late: float, six_first: bool
) -> None:
    here = Computer(network, "192.0.2.1", "Here", 0x1111, other="2001:db8::1")
    there = Computer(network, "192.0.2.2", "There", 0x2222, other="2001:db8::2")
    fours = (there.control, here.control)
    sixes = (Address("2001:db8::2", 5004), Address("2001:db8::1", 5004))
    here.invite(*((sixes[0], fours[0]) if six_first else (fours[0], sixes[0])))
    network.run(late)
    there.invite(*((fours[1], sixes[1]) if six_first else (sixes[1], fours[1])))
    network.run(30)
    assert len(here.connected) == len(there.connected) == 1
    [ours], [theirs] = here.streams.values(), there.streams.values()
    assert (":" in ours.data.host) == (":" in theirs.data.host)
    assert (":" in ours.control.host) == (":" in ours.data.host)
    assert ours.synchronised
    assert theirs.synchronised


@pytest.mark.parametrize("parity", [0, 1])
def test_4_ours_is_dropped_without_a_packet_when_theirs_completes_first(
    network: Network, here: Computer, there: Computer, parity: int
) -> None:
    network.fate("OK", *[0] * 20, source="192.0.2.2", parity=parity)
    one, other = here.invite(there.control), there.invite(here.control)
    network.run(30)
    assert here.connected == [one]
    assert there.connected == [other]
    assert here.latest().wanted
    assert here.streams[one].role is Role.PARTICIPANT
    assert there.streams[other].role is Role.INITIATOR
    assert network.sent("BY") == []
    there.crash()
    network.run_until(lambda: one not in here.streams, 120)
    network.run(1)
    assert here.latest().state is State.INVITING


def test_4_ask_is_not_asked_for_whom_we_invite(network: Network, here: Computer, peer: Script) -> None:
    from app.session.policy import Policy

    here.session.set_policy(Policy("ask"), network.now)
    here.invite(peer.control)
    network.run(0.1)
    join(peer, here)
    assert len(here.streams) == 1


def test_4_the_same_peer_from_another_port_is_found_by_its_ssrc(
    network: Network, here: Computer, peer: Script
) -> None:
    elsewhere = Script(network, Address("192.0.2.9", 45000), Address("192.0.2.9", 45001))
    join(elsewhere, here)
    network.run(4)
    one = connect(peer, here)
    assert here.connected == [one]
    assert list(here.streams) == [one]
    assert here.of(CloseStream) == [CloseStream(1, Reason.REPLACED, False)]
    assert here.changes(1)[-1].state is State.LEFT
    assert elsewhere.got(Bye) == []


def test_4_who_waits_and_comes_by_itself_is_the_same_participant(
    network: Network, here: Computer, peer: Script
) -> None:
    one = connect(peer, here)
    peer.say(Bye(0, SSRC), here.control)
    network.run(0.1)
    elsewhere = Script(network, Address("192.0.2.9", 45000), Address("192.0.2.9", 45001))
    join(elsewhere, here)
    network.run(10)
    assert here.connected == [one]
    assert here.streams[one].data == elsewhere.data


def test_4_data_in_without_control_from_whom_we_are_connected_to(
    network: Network, here: Computer, peer: Script
) -> None:
    connect(peer, here)
    peer.say(Invitation(3, SSRC), here.data)
    network.run(0.1)
    assert peer.got(Accepted) == [Accepted(3, 0x1111, "Here")]
    peer.say(Bye(3, SSRC), here.data)
    peer.say(Invitation(3, SSRC), here.data)
    network.run(0.1)
    assert peer.got(Rejected) == [Rejected(3, 0x1111)]


def test_4_leave_while_half_open_towards_us(network: Network, here: Computer, peer: Script) -> None:
    one = here.invite(peer.control)
    peer.say(Invitation(3, SSRC), here.control)
    network.run(0.1)
    here.leave(one)
    network.run(0.1)
    assert peer.got(Bye) == [Bye(3, 0x1111)]
    assert here.session.get_timer() is None


def test_4_leave_in_the_data_stage_of_ours_when_theirs_is_complete(
    network: Network, here: Computer, peer: Script
) -> None:
    one = here.invite(peer.control)
    network.run(0.1)
    token = peer.got(Invitation)[0]
    assert isinstance(token, Invitation)
    peer.say(Accepted(token.token, SSRC), here.control)
    network.run(0.1)
    join(peer, here)
    here.leave(one)
    network.run(0.1)
    assert len(peer.got(Bye)) == 2
    assert here.of(CloseStream) == [CloseStream(one, Reason.USER, True)]


# -- 4.4.5, 4.4.6 are in test_inviting ------------------------------------------------------------------------------


def test_6_a_lost_peer_gets_bye_then_the_invitation(network: Network, here: Computer, peer: Script) -> None:
    one = connect(peer, here)
    network.run_until(lambda: one not in here.streams)
    assert here.changes(one)[-1].reason is Reason.CLOCK_TIMEOUT
    network.run(1)
    on_control = [type(packet) for address, packet in peer.heard if address == peer.control]
    assert on_control == [Invitation, Bye, Bye, Invitation]


# -- 4.4.7 ------------------------------------------------------------------------------------------------------


def test_7_inviting_ourselves_is_refused_and_told(network: Network, here: Computer) -> None:
    here.invite(here.control)
    network.run(1)
    assert (here.latest().state, here.latest().reason) == (State.REFUSED, Reason.SELF)
    assert [datagram.command for _, datagram in network.log] == ["IN", "NO"]


def test_7_the_same_ssrc_elsewhere_makes_us_draw_another_while_alone(
    network: Network, here: Computer, peer: Script
) -> None:
    join(peer, here, ssrc=0x1111)
    assert here.session.ssrc != 0x1111
    assert here.actions[0] == UseSsrc(here.session.ssrc)
    assert peer.got(Accepted) == [Accepted(1, here.session.ssrc, "Here")] * 2


@pytest.mark.parametrize("drawn", [0, 0x1111])
def test_7_a_bad_draw_is_not_taken(network: Network, here: Computer, peer: Script, drawn: int) -> None:
    here.session._desk.random32 = lambda: drawn
    join(peer, here, ssrc=0x1111)
    assert here.session.ssrc not in (0, 0x1111)


def test_7_the_same_ssrc_elsewhere_is_refused_while_somebody_is_in(
    network: Network, here: Computer, peer: Script
) -> None:
    connect(peer, here)
    other = script(network, "192.0.2.10")
    other.say(Invitation(1, 0x1111), here.control)
    network.run(0.1)
    assert other.got(Rejected) == [Rejected(1, 0x1111)]
    assert here.session.ssrc == 0x1111


# -- 4.4.8 ------------------------------------------------------------------------------------------------------


def test_8_a_guest_that_fell_silent_and_came_from_a_new_address_is_the_same(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there)
    network.run(31)
    moved = script(network, "192.0.2.10")
    join(moved, there, token=2)
    network.run(4)
    assert [stream.data for stream in there.streams.values()] == [moved.data]
    assert there.of(CloseStream) == [CloseStream(1, Reason.MOVED, False)]
    assert there.changes(1)[-1].state is State.LOST
    assert peer.got(Bye) == []


def test_8_one_of_the_same_name_goes_as_soon_as_it_falls_silent(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there)
    network.run(10)
    moved = script(network, "192.0.2.10")
    join(moved, there, token=2)
    network.run(10)
    assert len(there.streams) == 2
    network.run(15)
    assert [stream.data for stream in there.streams.values()] == [moved.data]
    assert there.of(CloseStream) == [CloseStream(1, Reason.MOVED, False)]


def test_8_a_wanted_one_that_moved_is_given_up_silently_too(
    network: Network, here: Computer, peer: Script
) -> None:
    one = connect(peer, here)
    network.run(5)
    moved = script(network, "192.0.2.10")
    join(moved, here)
    here.session.stream_lost(one, Reason.CLOCK_TIMEOUT, network.now)
    here.pump()
    network.run(4)
    assert here.changes(one)[-1].reason in (Reason.CLOCK_TIMEOUT, Reason.MOVED)


# -- coming back ------------------------------------------------------------------------------------------------


def test_a_peer_that_mdns_shows_while_it_is_silent_is_invited_anew(network: Network) -> None:
    here = Computer(network, "192.0.2.1", "Here", 0x1111, watchful=True)
    there = Computer(network, "192.0.2.2", "There", 0x2222)
    one = here.invite(there.control)
    network.run(12)
    there.crash()
    network.run(3)
    assert here.states(one)[-1] is State.SILENT
    again = Computer(network, "192.0.2.2", "There", 0x3333, port=6004)
    here.session.retarget(one, [again.control], network.now)
    here.pump()
    network.run(0.5)
    assert here.connected == [one]


def test_a_peer_that_falls_silent_just_after_mdns_showed_it_is_invited_anew(network: Network) -> None:
    here = Computer(network, "192.0.2.1", "Here", 0x1111, watchful=True)
    there = Computer(network, "192.0.2.2", "There", 0x2222)
    one = here.invite(there.control)
    network.run(12)
    there.crash()
    Computer(network, "192.0.2.2", "There", 0x3333, seed=7)
    here.session.retarget(one, [there.control], network.now)
    here.pump()
    network.run(3)
    assert here.connected == [one]
    assert here.streams[one].ssrc == 0x3333


def test_a_peer_that_mdns_shows_at_a_new_address_is_followed_within_a_second(network: Network) -> None:
    here = Computer(network, "192.0.2.1", "Here", 0x1111, watchful=True)
    there = Computer(network, "192.0.2.2", "There", 0x2222)
    one = here.invite(there.control)
    network.run(12)
    there.crash()
    moved = Computer(network, "192.0.2.77", "There", 0x2222, seed=7)
    here.session.retarget(one, [moved.control, there.control], network.now)
    here.pump()
    network.run(0.6)
    assert here.connected == [one]
    assert here.streams[one].data == moved.data


def test_a_peer_that_answers_where_it_was_is_left_there_whatever_mdns_shows(network: Network) -> None:
    here = Computer(network, "192.0.2.1", "Here", 0x1111, watchful=True)
    there = Computer(network, "192.0.2.2", "There", 0x2222)
    one = here.invite(there.control)
    network.run(12)
    invited = len(network.sent("IN"))
    network.fate("CK", 0)  # one lost answer is no proof
    here.session.retarget(one, [Address("192.0.2.77", 5004), there.control], network.now)
    here.pump()
    network.run(6)
    assert here.states(one)[-1] is State.CONNECTED
    assert len(network.sent("IN")) == invited


def test_a_peer_that_is_slow_to_answer_the_first_clock_is_not_doubted(network: Network) -> None:
    here = Computer(network, "192.0.2.1", "Here", 0x1111, watchful=True)
    there = Computer(network, "192.0.2.2", "There", 0x2222)
    network.fate("CK", *[0.8] * 5, source="192.0.2.2")
    one = here.invite(there.control)
    network.run(0.1)
    here.session.retarget(one, [there.control], network.now)
    here.pump()
    network.run(3)
    assert here.connected == [one]
    assert here.of(CloseStream) == []


def test_whom_we_invited_is_invited_anew_when_our_own_address_changed(network: Network) -> None:
    here = Computer(network, "192.0.2.1", "Here", 0x1111, watchful=True)
    there = Computer(network, "192.0.2.2", "There", 0x2222)
    one = here.invite(there.control)
    network.run(12)
    network.unplug(here.control)
    network.unplug(here.data)
    here.control, here.data = Address("192.0.2.78", 5004), Address("192.0.2.78", 5005)
    network.plug(here.control, here._receive)
    network.plug(here.data, here._receive)
    here.session.doubt_all(network.now)
    here.pump()
    network.run(0.6)
    assert here.connected == [one]
    assert Address("192.0.2.78", 5005) in [stream.data for stream in there.streams.values()]


def test_a_cut_cable_heals_within_the_limits(network: Network) -> None:
    here = Computer(network, "192.0.2.1", "Here", 0x1111, watchful=True)
    there = Computer(network, "192.0.2.2", "There", 0x2222)
    one = here.invite(there.control)
    network.run(12)
    network.cut.add("192.0.2.2")
    network.run(1.95)
    assert here.states(one)[-1] is State.SILENT
    network.run(3)
    network.cut.clear()
    network.run(1.1)
    assert here.states(one)[-1] is State.CONNECTED
    assert here.of(CloseStream) == []


def test_a_long_cut_ends_it_and_it_comes_back(network: Network, here: Computer, there: Computer) -> None:
    one = here.invite(there.control)
    network.run(12)
    network.cut.add("192.0.2.2")
    network.run(90)
    network.cut.clear()
    network.run(12)
    assert here.connected == [one]
    assert len(there.streams) == 1


def test_ten_sessions_of_sixteen(network: Network) -> None:
    hosts = [Computer(network, f"192.0.2.{number}", f"Host {number}", 100 + number) for number in range(10)]
    guests = [
        Computer(network, f"198.51.100.{number}", f"Guest {number}", 500 + number) for number in range(16)
    ]
    for host in hosts:
        for number, guest in enumerate(guests):
            (host.invite(guest.control) if number % 2 else guest.invite(host.control))
    network.run(8)
    assert all(len(host.connected) == 16 for host in hosts)
    assert all(len(guest.connected) == 10 for guest in guests)


def test_the_packets_we_send_are_of_the_robust_form(
    network: Network, here: Computer, there: Computer
) -> None:
    one = here.invite(there.control)
    network.run(1)
    here.leave(one)
    for action in [*here.actions, *there.actions]:
        if isinstance(action, Send):
            assert encode(decode(action.data)) == action.data


def test_8_one_that_goes_in_the_turn_in_which_another_connects(
    network: Network, there: Computer, peer: Script
) -> None:
    other = script(network, "192.0.2.10")
    join(peer, there, name="One")
    join(other, there, name="Two")
    network.run(4)
    peer.say(Clock(SSRC, 0, 500), there.data)
    network.run(25)
    peer.say(Clock(SSRC, 0, 500), there.data)
    network.run(3)
    assert there.changes(2)[-1].state is State.SILENT
    join(peer, there, token=2, name="One")
    network.run(4)
    assert there.changes(2)[-1].state is State.LOST
    assert list(there.streams) == [1]
