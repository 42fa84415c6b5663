"""They invite: pairing, duplicates, half-open, policy, BY (session sheet 4.3)."""

import pytest

from app.model.address import Address
from app.session.actions import CloseStream, OpenStream, RestartStream, Role
from app.session.desk import Desk
from app.session.events import BitrateLimited, State
from app.session.limits import Limits
from app.session.participant import Knock, Participation
from app.session.participant_table import ParticipantEvent
from app.session.participants import Participant
from app.session.reasons import Reason
from app.wire.applemidi import Accepted, BitrateLimit, Bye, Clock, Feedback, Invitation, Rejected
from tests.support.logs import ExpectLog
from tests.support.network import Computer, Network, Script, script

SSRC = 0x77


def join(peer: Script, there: Computer, token: int = 1, ssrc: int = SSRC, name: str | None = "Guest") -> None:
    peer.say(Invitation(token, ssrc, name), there.control)
    peer.network.run(0.1)
    peer.say(Invitation(token, ssrc, name), there.data)
    peer.network.run(0.1)


def test_a_guest_is_let_in_and_becomes_connected_with_the_clock(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there)
    assert [packet for _, packet in peer.heard] == [Accepted(1, 0x2222, "There")] * 2
    assert there.states() == [State.INVITING]
    assert there.latest().role is Role.PARTICIPANT
    peer.say(Clock(SSRC, 0, 500), there.data)
    network.run(0.1)
    answer = peer.got(Clock)[0]
    assert isinstance(answer, Clock)
    peer.say(Clock(SSRC, 2, 500, answer.t2, 520), there.data)
    network.run(0.1)
    assert there.states() == [State.INVITING, State.CONNECTED]


def test_a_guest_without_clock_counts_as_connected_after_three_seconds(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there)
    network.run(2.7)
    assert there.states() == [State.INVITING]
    network.run(0.4)
    assert there.states()[-1] is State.CONNECTED


def test_who_only_knocks_is_not_shown_and_forgotten_after_fifteen_seconds(
    network: Network, there: Computer, peer: Script
) -> None:
    peer.say(Invitation(1, SSRC, "Guest"), there.control)
    network.run(14)
    peer.say(Invitation(2, SSRC, "Guest"), there.control)
    network.run(14.5)
    peer.say(Invitation(9, SSRC, "Guest"), there.data)
    network.run(0.1)
    assert peer.got(Accepted) == [Accepted(token, 0x2222, "There") for token in (1, 2, 9)]
    other = script(network, "192.0.2.10")
    other.say(Invitation(1, SSRC, "Guest"), there.control)
    network.run(15.2)
    other.say(Invitation(1, SSRC, "Guest"), there.data)
    network.run(0.1)
    assert other.got(Rejected) == [Rejected(1, 0x2222)]
    assert len(there.streams) == 1


def test_data_in_without_control_is_refused(network: Network, there: Computer, peer: Script) -> None:
    peer.say(Invitation(3, SSRC), there.data)
    network.run(0.1)
    assert [packet for _, packet in peer.heard] == [Rejected(3, 0x2222)]


def test_data_in_from_another_host_is_refused(network: Network, there: Computer, peer: Script) -> None:
    thief = script(network, "192.0.2.66")
    peer.say(Invitation(1, SSRC), there.control)
    network.run(0.1)
    thief.say(Invitation(1, SSRC), there.data)
    network.run(0.1)
    assert thief.got(Rejected) == [Rejected(1, 0x2222)]
    assert not there.streams


def test_data_in_from_another_port_is_where_the_data_goes(network: Network, there: Computer) -> None:
    peer = Script(network, Address("192.0.2.9", 5004), Address("192.0.2.9", 61001))
    join(peer, there)
    (stream,) = there.streams.values()
    assert (stream.control, stream.data) == (peer.control, peer.data)


def test_repeats_of_a_connected_guest_get_ok_and_change_nothing(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there)
    join(peer, there)
    network.run(20)
    join(peer, there)
    assert len(peer.got(Accepted)) == 6
    assert len(there.of(OpenStream)) == 1
    assert there.of(RestartStream) == []


def test_two_guests_with_one_token_are_two(network: Network, there: Computer, peer: Script) -> None:
    other = script(network, "192.0.2.10")
    join(peer, there, token=5)
    join(other, there, token=5, ssrc=0x78)
    assert {stream.data for stream in there.streams.values()} == {peer.data, other.data}


def test_two_guests_with_one_ssrc_are_two(network: Network, there: Computer, peer: Script) -> None:
    other = script(network, "192.0.2.10")
    join(peer, there, token=5, name="One")
    join(other, there, token=6, name="Two")
    network.run(40)
    peer.say(Bye(0, SSRC), there.control)
    network.run(0.1)
    assert {stream.data for stream in there.streams.values()} == {other.data}


def test_two_guests_on_one_host_are_two(network: Network, there: Computer, peer: Script) -> None:
    other = script(network, "192.0.2.9", 6004)
    join(peer, there)
    join(other, there, ssrc=0x78)
    assert {stream.data for stream in there.streams.values()} == {peer.data, other.data}


@pytest.mark.parametrize("token", [0, 1, 0xDEAD])
@pytest.mark.parametrize("port", ["control", "data"])
def test_bye_counts_whatever_its_token_and_port(
    network: Network, there: Computer, peer: Script, token: int, port: str
) -> None:
    join(peer, there)
    peer.say(Bye(token, SSRC), getattr(there, port))
    network.run(0.1)
    assert there.states()[-1] is State.LEFT
    assert there.of(CloseStream) == [CloseStream(1, Reason.BYE, False)]
    assert peer.got(Bye) == []


def test_bye_from_another_host_or_with_another_ssrc_is_ignored(
    network: Network, there: Computer, peer: Script
) -> None:
    thief = script(network, "192.0.2.66")
    join(peer, there)
    thief.say(Bye(1, SSRC), there.control)
    peer.say(Bye(1, 0x99), there.control)
    network.run(0.1)
    assert len(there.streams) == 1
    assert there.session.counters["unknown"] == 2


def test_bye_from_another_port_of_the_host_counts_with_a_warning(
    network: Network, there: Computer, peer: Script, expect_log: ExpectLog
) -> None:
    expect_log("BY from another port")
    join(peer, there)
    peer.say(Bye(1, SSRC), there.control, on=Address("192.0.2.9", 7777))
    network.run(0.1)
    assert not there.streams


def test_bye_of_who_only_knocked_frees_the_place(network: Network, there: Computer, peer: Script) -> None:
    peer.say(Invitation(1, SSRC), there.control)
    peer.say(Bye(1, SSRC), there.control)
    network.run(0.1)
    assert there.session.get_timer() is None
    assert there.events == []


def test_a_silent_guest_is_lost_after_a_minute_with_bye_on_both_ports(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there)
    network.run(31)
    assert there.states()[-1] is State.SILENT
    network.run(30)
    assert (there.latest().state, there.latest().reason) == (State.LOST, Reason.SILENCE)
    assert {address for address, packet in peer.heard if isinstance(packet, Bye)} == {peer.control, peer.data}
    assert there.session.get_timer() is None


def test_a_guest_that_is_heard_again_is_connected_again(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there)
    network.run(31)
    peer.say(Clock(SSRC, 0, 500), there.data)
    network.run(0.1)
    assert there.states()[-2:] == [State.SILENT, State.CONNECTED]


def test_leave_sends_a_guest_away(network: Network, there: Computer, peer: Script) -> None:
    join(peer, there)
    there.leave(1)
    network.run(0.1)
    assert len(peer.got(Bye)) == 2
    assert there.latest().state is State.LEFT


def test_a_bitrate_limit_is_told(network: Network, there: Computer, peer: Script) -> None:
    peer.say(BitrateLimit(SSRC, 31250), there.control)
    join(peer, there)
    peer.say(BitrateLimit(SSRC, 31250), there.control)
    network.run(0.1)
    assert [event for event in there.events if isinstance(event, BitrateLimited)] == [
        BitrateLimited(1, 31250)
    ]


def test_what_is_not_for_signalling_is_counted(network: Network, there: Computer, peer: Script) -> None:
    peer.say(Feedback(SSRC, 7), there.control)
    network.send(peer.control, there.control, b"\xff\xffZZ")
    network.send(peer.control, there.control, b"hello")
    network.run(0.1)
    assert there.session.counters == {"not for signalling": 1, "malformed": 2}
    assert peer.heard == []


def test_close_leaves_everybody(network: Network, there: Computer, here: Computer, peer: Script) -> None:
    join(peer, there)
    there.invite(here.control)
    there.invite(Address("192.0.2.50", 5004))
    network.run(1)
    there.session.close(network.now)
    there.pump()
    network.run(1)
    assert not there.streams
    assert not here.streams
    assert there.session.get_timer() is None
    assert len(peer.got(Bye)) == 2
    assert {event.reason for event in there.changes() if event.state.final} == {Reason.CLOSED}


def test_who_is_over_the_limit_of_participants_gets_no(network: Network) -> None:
    there = Computer(network, "192.0.2.2", "There", 0x2222, limits=Limits(participants=3))
    peers = [script(network, f"192.0.2.{number}") for number in range(10, 14)]
    for number, guest in enumerate(peers):
        join(guest, there, ssrc=number + 1)
    assert len(there.streams) == 3
    assert len(peers[3].got(Rejected)) == 2


def test_half_open_guests_are_limited_and_the_rest_may_repeat(network: Network, there: Computer) -> None:
    peers = [script(network, f"192.0.2.{number}") for number in range(10, 20)]
    for guest in peers:
        guest.say(Invitation(1, SSRC), there.control)
    network.run(1)
    peers[9].say(Invitation(1, SSRC), there.control)
    network.run(0.1)
    assert sum(len(guest.got(Accepted)) for guest in peers) == 8
    assert peers[8].heard == peers[9].heard == []
    network.run(15)
    peers[9].say(Invitation(1, SSRC), there.control)
    network.run(0.1)
    assert len(peers[9].got(Accepted)) == 1


def test_a_flood_gets_one_no_and_disturbs_nobody(network: Network, there: Computer, peer: Script) -> None:
    flooder = script(network, "192.0.2.66")
    join(peer, there)
    for number in range(2000):
        flooder.say(Invitation(number, number + 1000), there.control)
        flooder.say(Invitation(number, number + 9000), there.data, on=Address("192.0.2.66", 9999))
        network.run(0.001)
    join(script(network, "192.0.2.11"), there, ssrc=0x79)
    assert len(there.streams) == 2
    assert len(flooder.heard) <= 12
    assert there.session.counters["turned away"] > 3900


def test_repeats_and_data_of_a_known_guest_are_never_turned_away(
    network: Network, there: Computer, peer: Script
) -> None:
    for token in range(50):
        peer.say(Invitation(token, SSRC), there.control)
    network.run(0.1)
    for token in range(50):
        peer.say(Invitation(token, SSRC), there.data)
    network.run(0.1)
    assert len(peer.got(Accepted)) == 100


def test_an_in_without_its_packet_is_our_own_mistake(there: Computer) -> None:
    participation = Participation(there.session._desk, lambda record, leads, now: None)
    with pytest.raises(ValueError, match="without packet"):
        participation.fire(Participant(1), ParticipantEvent.DATA_IN, Knock(0.0))


def test_a_stream_without_addresses_is_our_own_mistake() -> None:
    desk = Desk(1, "Name", Limits(), lambda: 1, lambda: 1, lambda: 0.0)
    with pytest.raises(ValueError, match="no addresses"):
        desk.open_stream(Participant(1), 0.0)


def test_reports_about_nobody_are_fine(there: Computer) -> None:
    session = there.session
    session.stream_synchronised(9, 0.0)
    session.stream_lost(9, Reason.SILENCE, 0.0)
    session.stream_silent(9, 0.0)
    session.stream_alive(9, 0.0)
    session.leave(9, 0.0)
    session.answer(9, True, 0.0)
    assert session.take_actions() == []
    assert session.next_event() is None
    assert session.get_timer() is None


def test_tries_of_a_guest_that_waited_while_we_slept_are_no_flood(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there)
    peer.heard.clear()
    for token in range(2, 22):
        peer.say(Bye(token - 1, SSRC), there.control)
        peer.say(Invitation(token, SSRC, "Guest"), there.control)
    network.run(0.1)
    assert not peer.got(Rejected)
    assert len(peer.got(Accepted)) == 20
    peer.say(Invitation(21, SSRC, "Guest"), there.data)
    network.run(0.1)
    assert there.latest().state is State.INVITING


def test_the_second_half_of_a_goodbye_does_not_end_what_began_after_the_first(
    network: Network, there: Computer, peer: Script
) -> None:
    join(peer, there)
    peer.say(Bye(1, SSRC), there.control)
    peer.say(Invitation(2, SSRC, "Guest"), there.control)
    network.run(0.1)
    peer.say(Bye(1, SSRC), there.data)
    network.run(0.1)
    peer.heard.clear()
    peer.say(Invitation(2, SSRC, "Guest"), there.data)
    network.run(0.1)
    assert [type(packet) for _, packet in peer.heard] == [Accepted]
