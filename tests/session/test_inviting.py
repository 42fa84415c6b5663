"""We invite: timing, retries, refusals, back-off (session sheet 3, 4.2)."""

import pytest

from app.model.address import Address
from app.session.actions import Arm, CloseStream, Disarm, OpenStream, Role, Send
from app.session.cue import Cue
from app.session.endings import backoff_s
from app.session.events import ParticipantChanged, State
from app.session.initiator import Initiator
from app.session.initiator_table import InitiatorEvent, InitiatorState
from app.session.participants import Participant
from app.session.reasons import Reason
from app.wire.applemidi import Accepted, Bye, Invitation, Rejected, decode
from tests.support.network import Computer, Network, Script, script


def times(network: Network, command: str, parity: int | None = None) -> list[float]:
    return [
        round(time - 1000, 2)
        for time, datagram in network.log
        if datagram.command == command and parity in (None, datagram.destination.port % 2)
    ]


def tokens(peer: Script) -> list[int]:
    return [packet.token for packet in peer.got(Invitation)]


def test_two_of_ours_connect_in_order(network: Network, here: Computer, there: Computer) -> None:
    one = here.invite(there.control)
    network.run(1)
    assert here.states(one)[-1] is there.states()[-1] is State.CONNECTED
    assert here.streams[one].role is Role.INITIATOR
    assert [stream.role for stream in there.streams.values()] == [Role.PARTICIPANT]
    assert (here.latest().name, there.latest().name) == ("There", "Here")
    assert [datagram.command for _, datagram in network.log][:7] == ["IN", "OK", "IN", "OK", "CK", "CK", "CK"]
    assert len(network.sent("IN")) == len(network.sent("OK")) == 2


def test_the_data_invitation_goes_out_behind_its_arming(here: Computer, there: Computer) -> None:
    here.invite(there.control)
    here.network.run(1)
    kinds = [type(action) for action in here.actions]
    assert kinds == [Send, Arm, Send, OpenStream]
    armed = here.of(Arm)[0]
    assert isinstance(armed, Arm)
    assert armed.address == there.data


def test_the_stream_is_opened_ahead_of_the_data_ok(here: Computer, there: Computer) -> None:
    here.invite(there.control)
    here.network.run(1)
    assert [type(action) for action in there.actions] == [Send, OpenStream, Send]


def test_control_is_tried_twelve_times_a_second_apart(network: Network, here: Computer) -> None:
    one = here.invite(Address("192.0.2.77", 5004))
    network.run(12.1)
    assert times(network, "IN") == list(range(12))
    assert here.latest() == ParticipantChanged(
        one,
        State.WAITING,
        Role.INITIATOR,
        "192.0.2.77",
        Address("192.0.2.77", 5004),
        Reason.NO_ANSWER,
        pytest.approx(1012.5),
        True,
    )
    assert network.sent("BY") == []


def test_each_attempt_has_a_token_of_its_own_and_repeats_keep_it(network: Network, here: Computer) -> None:
    peer = script(network)
    here.invite(peer.control)
    network.run(13)
    assert len(set(tokens(peer)[:12])) == 1
    assert len(set(tokens(peer))) == 2


def test_backoff_doubles_to_ten_seconds() -> None:
    assert [backoff_s(failures, 0.5) for failures in range(1, 8)] == [0.5, 1, 2, 4, 8, 10, 10]
    assert backoff_s(2, 0.0) == pytest.approx(0.8)
    assert backoff_s(2, 0.999) == pytest.approx(1.2, abs=1e-3)
    assert backoff_s(9, 0.999) == 10
    assert backoff_s(10_000, 0.0) == 8


def test_pauses_grow_between_attempts(network: Network, here: Computer) -> None:
    one = here.invite(Address("192.0.2.77", 5004))
    network.run(60)
    waits = [event.next_try for event in here.changes(one) if event.state is State.WAITING]
    assert waits == pytest.approx([1012.5, 1025.5, 1039.5, 1055.5])


def test_addresses_are_tried_side_by_side_then_each_once_a_second(network: Network, here: Computer) -> None:
    addresses = [Address(f"192.0.2.{number}", 5004) for number in range(11, 13)]
    here.invite(*addresses)
    network.run(12)
    hosts = [datagram.destination.host for datagram in network.sent("IN")]
    assert hosts == ["192.0.2.11", "192.0.2.12"] * 12
    assert times(network, "IN")[:5] == pytest.approx([0, 0.25, 0.75, 1.25, 1.75])


def test_while_addresses_take_turns_it_is_said_to_be_at_the_likeliest(
    network: Network, here: Computer
) -> None:
    addresses = Address("192.0.2.77", 5004), Address("2001:db8::77", 5004)
    one = here.invite(*addresses)
    network.run(14)
    changes = here.changes(one)
    assert {event.address for event in changes} == {addresses[0]}
    assert len(changes) == 3, "invited, waits, invited again"


def test_an_address_where_nobody_answers_costs_a_quarter_of_a_second(
    network: Network, here: Computer
) -> None:
    there = Computer(network, "192.0.2.2", "There", 0x2222)
    here.invite(Address("192.0.2.77", 5004), there.control)
    network.run(0.3)
    assert len(here.connected) == len(there.connected) == 1
    assert here.latest().address == there.control


def test_an_address_that_answers_in_time_is_the_only_one_that_is_asked(
    network: Network, here: Computer
) -> None:
    there = Computer(network, "192.0.2.2", "There", 0x2222, other="2001:db8::2")
    here.invite(there.control, Address("2001:db8::2", 5004))
    network.run(20)
    assert {datagram.destination.host for datagram in network.sent("IN")} == {"192.0.2.2"}


def test_a_peer_with_two_addresses_that_both_answer_late_is_one_participant_there(network: Network) -> None:
    here = Computer(network, "192.0.2.1", "Here", 0x1111, other="2001:db8::1")
    there = Computer(network, "192.0.2.2", "There", 0x2222, other="2001:db8::2")
    network.fate("IN", 0.4, 0.4, parity=0)
    here.invite(there.control, Address("2001:db8::2", 5004))
    network.run(20)
    assert len(network.sent("IN", parity=0)) == 2
    assert len(here.connected) == len(there.connected) == 1
    assert len(there.streams) == 1


def test_addresses_that_got_no_turn_come_first_next_time(network: Network, here: Computer) -> None:
    here.invite(*(Address(f"192.0.2.{number}", 5004) for number in range(11, 17)))
    network.run(24)
    hosts = [datagram.destination.host for datagram in network.sent("IN")]
    assert hosts[:48] == ["192.0.2.11", "192.0.2.12", "192.0.2.13", "192.0.2.14"] * 12
    assert hosts[48:52] == ["192.0.2.15", "192.0.2.16", "192.0.2.11", "192.0.2.12"]


def test_leave_says_bye_wherever_an_invitation_went(network: Network, here: Computer) -> None:
    one = here.invite(*(Address(f"192.0.2.{number}", 5004) for number in range(11, 15)))
    network.run(0.3)
    here.leave(one)
    assert sorted(datagram.destination.host for datagram in network.sent("BY")) == [
        "192.0.2.11",
        "192.0.2.12",
    ]


def test_an_answer_from_an_address_tried_before_counts(network: Network, here: Computer) -> None:
    slow = script(network, "192.0.2.11")
    here.invite(slow.control, Address("192.0.2.12", 5004))
    network.run(4)
    slow.say(Accepted(tokens(slow)[0], 5, "Slow"), here.control)
    network.run(0.1)
    assert here.latest().address == slow.control
    assert [address for address, _ in slow.heard][-1] == slow.data


@pytest.mark.parametrize("parity", [0, 1])
def test_a_lost_ok_is_made_good_by_the_repeat(
    network: Network, here: Computer, there: Computer, parity: int
) -> None:
    network.fate("OK", 0, 0, parity=parity)
    here.invite(there.control)
    network.run(6)
    assert len(here.connected) == len(there.connected) == 1
    assert len(network.sent("IN", parity=parity)) == 3


@pytest.mark.parametrize("parity", [0, 1])
def test_doubled_and_late_packets_do_no_harm(
    network: Network, here: Computer, there: Computer, parity: int
) -> None:
    network.fate("IN", 2, 2, 2, parity=parity)
    network.fate("OK", 0.5, 2, 2, parity=parity)
    here.invite(there.control)
    network.run(5)
    assert len(here.connected) == len(there.connected) == 1
    assert not [stream for stream in there.streams.values() if stream.restarts]
    assert network.sent("BY") == []


def test_first_data_invitation_goes_at_once_and_silence_there_is_a_firewall(
    network: Network, here: Computer, peer: Script
) -> None:
    one = here.invite(peer.control)
    network.run(0.1)
    peer.say(Accepted(tokens(peer)[0], 5, "Half"), here.control)
    network.run(12.2)
    assert times(network, "IN", 1) == pytest.approx([0.1 + second for second in range(12)], abs=0.02)
    assert here.latest().reason is Reason.DATA_SILENT
    assert here.latest().state is State.WAITING
    assert [type(action) for action in here.actions][-2:] == [Disarm, Send]
    assert [datagram.destination for datagram in network.sent("BY")] == [peer.control]
    assert one not in here.streams


def test_after_a_failure_that_left_traces_bye_goes_ahead_of_the_invitation(
    network: Network, here: Computer, peer: Script
) -> None:
    here.invite(peer.control)
    network.run(0.1)
    peer.say(Accepted(tokens(peer)[0], 5, "Half"), here.control)
    network.run(13)
    again = [type(packet) for address, packet in peer.heard if address == peer.control][1:]
    assert again == [Bye, Bye, Invitation]


def test_ok_with_a_foreign_token_is_dropped_and_remembered(
    network: Network, here: Computer, peer: Script
) -> None:
    here.invite(peer.control)
    network.run(0.1)
    peer.say(Accepted(tokens(peer)[0] ^ 1, 5, "Old token"), here.control)
    network.run(13)
    assert [type(packet) for packet in (packet for _, packet in peer.heard)][12:14] == [Bye, Invitation]
    assert here.states()[-1] is State.INVITING


def test_refused_waits_thirty_seconds(network: Network, here: Computer, peer: Script) -> None:
    here.invite(peer.control)
    network.run(0.1)
    peer.say(Rejected(tokens(peer)[0], 5), here.control)
    network.run(1)
    assert (here.latest().state, here.latest().reason) == (State.REFUSED, Reason.REFUSED)
    assert here.latest().next_try == pytest.approx(1030, abs=0.2)
    network.run(28)
    assert len(tokens(peer)) == 1
    network.run(2)
    assert len(tokens(peer)) == 2
    assert here.states()[-1] is State.INVITING


@pytest.mark.parametrize("how", ["invite", "retarget"])
def test_refused_is_tried_at_once_when_the_user_or_mdns_says_so(
    network: Network, here: Computer, peer: Script, how: str
) -> None:
    one = here.invite(peer.control)
    network.run(0.1)
    peer.say(Rejected(tokens(peer)[0], 5), here.control)
    network.run(1)
    if how == "invite":
        assert here.invite(peer.control) == one
    else:
        here.session.retarget(one, [peer.control], network.now)
        here.pump()
    network.run(0.1)
    assert len(tokens(peer)) == 2


def test_no_on_data_is_tried_once_more_then_believed(network: Network, here: Computer, peer: Script) -> None:
    here.invite(peer.control)
    for attempt in (1, 2):
        network.run_until(lambda count=attempt: len(set(tokens(peer))) == count)
        peer.say(Accepted(tokens(peer)[-1], 5, "Forgets"), here.control)
        network.run(0.01)
        peer.say(Rejected(tokens(peer)[-1], 5), here.data)
        network.run(0.01)
        assert here.latest().state is (State.WAITING if attempt == 1 else State.REFUSED)
        assert here.latest().reason is Reason.DATA_REFUSED
    assert [datagram.destination for datagram in network.sent("BY")] == [peer.control] * 3


def test_no_on_control_during_the_data_stage_is_a_refusal(
    network: Network, here: Computer, peer: Script
) -> None:
    here.invite(peer.control)
    network.run(0.1)
    peer.say(Accepted(tokens(peer)[0], 5, "Changes its mind"), here.control)
    network.run(0.1)
    peer.say(Rejected(tokens(peer)[0], 5), here.control)
    network.run(0.1)
    assert here.latest().state is State.REFUSED
    assert not here.armed


def test_a_bye_while_we_invite_on_data_starts_over(network: Network, here: Computer, peer: Script) -> None:
    here.invite(peer.control)
    network.run(0.1)
    peer.say(Accepted(tokens(peer)[0], 5, "Shy"), here.control)
    network.run(0.1)
    peer.say(Bye(0, 5), here.control)
    network.run(0.1)
    assert (here.latest().state, here.latest().reason) == (State.WAITING, Reason.BYE)
    assert not here.armed


def test_ok_that_comes_after_we_paused_is_taken(network: Network, here: Computer, peer: Script) -> None:
    here.invite(peer.control)
    network.run(12.2)
    assert here.latest().state is State.WAITING
    peer.say(Accepted(tokens(peer)[0], 5, "Slow user"), here.control)
    network.run(0.1)
    assert [address for address, _ in peer.heard][-1] == peer.data


def test_answers_from_elsewhere_or_to_nobody_are_only_counted(
    network: Network, here: Computer, peer: Script
) -> None:
    stranger = script(network, "192.0.2.66")
    here.invite(peer.control)
    network.run(0.1)
    for packet in (Accepted(tokens(peer)[0], 6, "Spoof"), Rejected(tokens(peer)[0], 6), Rejected(99, 6)):
        stranger.say(packet, here.control)
        stranger.say(packet, here.data)
    peer.say(Accepted(tokens(peer)[0], 5), here.data)
    network.run(0.1)
    assert here.states() == [State.INVITING]
    assert here.session.counters["unknown"] == 6
    assert here.session.counters["violation"] == 1
    assert stranger.heard == []


def test_a_peer_behind_nat_answers_from_another_port(network: Network, here: Computer) -> None:
    peer = script(network, port=40000)
    here.invite(Address("192.0.2.9", 5004))
    network.run(0.1)
    token = decode(network.sent("IN")[0].data)
    assert isinstance(token, Invitation)
    peer.say(Accepted(token.token, 5, "NAT"), here.control)
    network.run(0.1)
    peer.say(Accepted(token.token, 5, "NAT"), here.data)
    network.run(0.1)
    (stream,) = here.streams.values()
    assert (stream.control, stream.data) == (peer.control, peer.data)


def test_leave_while_inviting_says_bye_on_control(network: Network, here: Computer, peer: Script) -> None:
    one = here.invite(peer.control)
    network.run(0.1)
    here.leave(one)
    network.run(20)
    assert [datagram.destination for datagram in network.sent("BY")] == [peer.control]
    assert here.states() == [State.INVITING, State.LEFT]
    assert len(tokens(peer)) == 1
    assert here.session.get_timer() is None


def test_leave_in_the_data_stage_says_bye_on_both_ports(
    network: Network, here: Computer, peer: Script
) -> None:
    one = here.invite(peer.control)
    network.run(0.1)
    peer.say(Accepted(tokens(peer)[0], 5), here.control)
    network.run(0.1)
    here.leave(one)
    assert {datagram.destination for datagram in network.sent("BY")} == {peer.control, peer.data}
    assert not here.armed
    here.leave(one)
    assert here.states(one)[-1] is State.LEFT


def test_leave_when_connected_closes_with_bye(network: Network, here: Computer, there: Computer) -> None:
    one = here.invite(there.control)
    network.run(2)
    here.leave(one)
    network.run(20)
    assert here.of(CloseStream) == [CloseStream(one, Reason.USER, True)]
    assert there.states()[-1] is State.LEFT
    assert there.latest().reason is Reason.BYE
    assert not here.streams
    assert not there.streams


@pytest.mark.parametrize("state", ["waiting", "refused", "no address"])
def test_leave_while_nothing_happens(network: Network, here: Computer, peer: Script, state: str) -> None:
    one = here.invite(*([peer.control] if state != "no address" else []))
    network.run(0.1)
    if state == "refused":
        peer.say(Rejected(tokens(peer)[0], 5), here.control)
    network.run(12.2)
    here.leave(one)
    assert here.latest().state is State.LEFT
    network.run(60)
    assert len(tokens(peer)) == (0 if state == "no address" else 12 if state == "waiting" else 1)


def test_late_ok_after_leave_gets_one_bye(network: Network, here: Computer, peer: Script) -> None:
    one = here.invite(peer.control)
    network.run(0.1)
    here.leave(one)
    for _ in range(2):
        peer.say(Accepted(tokens(peer)[0], 5), here.control)
        network.run(1)
    assert len(peer.got(Bye)) == 2
    peer.say(Accepted(tokens(peer)[0], 5), here.data)
    network.run(1)
    assert len(peer.got(Bye)) == 2


def test_late_ok_after_seventy_seconds_is_ignored(network: Network, here: Computer, peer: Script) -> None:
    one = here.invite(peer.control)
    network.run(0.1)
    here.leave(one)
    network.run(71)
    peer.say(Accepted(tokens(peer)[0], 5), here.data)
    network.run(1)
    assert len(peer.got(Bye)) == 1


def test_without_address_it_waits_for_one(network: Network, here: Computer, there: Computer) -> None:
    one = here.invite(name="Piano")
    assert (here.latest().state, here.latest().reason) == (State.WAITING, Reason.NO_ADDRESS)
    assert (here.latest().name, here.latest().next_try, here.latest().address) == ("Piano", None, None)
    network.run(10)
    here.session.retarget(one, [there.control], network.now)
    here.pump()
    assert (here.latest().state, here.latest().reason) == (State.INVITING, None)
    network.run(1)
    assert here.connected == [one]


def test_retarget_while_inviting_sends_at_once_and_counts_anew(
    network: Network, here: Computer, there: Computer
) -> None:
    one = here.invite(Address("192.0.2.77", 5004))
    network.run(5.5)
    here.session.retarget(one, [there.control], network.now)
    here.pump()
    network.run(0.5)
    assert here.connected == [one]
    here.session.retarget(one, [], network.now)
    here.session.retarget(999, [there.control], network.now)
    here.pump()
    network.run(1)
    assert here.connected == [one]


def test_retarget_of_somebody_we_do_not_want_does_nothing(
    network: Network, here: Computer, there: Computer
) -> None:
    here.invite(there.control)
    network.run(1)
    (one,) = there.streams
    there.session.retarget(one, [here.control], network.now)
    assert there.session.take_actions() == []


def test_a_computer_that_comes_up_later_is_reached(network: Network, here: Computer) -> None:
    one = here.invite(Address("192.0.2.2", 5004))
    network.run(60)
    there = Computer(network, "192.0.2.2", "There", 0x2222)
    here.session.retarget(one, [there.control], network.now)
    here.pump()
    network.run(1)
    assert here.connected == [one]


def test_retry_all_wakes_who_waits_and_hurries_who_is_tried(
    network: Network, here: Computer, peer: Script
) -> None:
    here.invite(peer.control)
    network.run_until(lambda: here.latest().state is State.WAITING)
    count = len(tokens(peer))
    for tries in (1, 2):
        here.session.retry_all(network.now)
        here.pump()
        network.run(0.1)
        assert len(tokens(peer)) == count + tries


def test_inviting_somebody_who_is_connected_keeps_the_id(
    network: Network, here: Computer, there: Computer
) -> None:
    one = here.invite(there.control)
    network.run(1)
    count = len(network.sent("IN"))
    assert here.invite(there.control) == one
    assert there.invite(here.control) in there.streams
    network.run(1)
    assert len(network.sent("IN")) == count
    assert there.latest().wanted
    assert there.latest().role is Role.PARTICIPANT


def test_who_came_by_itself_and_is_wanted_is_invited_when_it_is_gone(
    network: Network, here: Computer, there: Computer
) -> None:
    one = here.invite(there.control)
    network.run(1)
    other = there.invite(here.control)
    here.leave(one)
    network.run(2)
    assert there.connected == [other]
    assert there.streams[other].role is Role.INITIATOR


def test_a_name_is_what_the_peer_says_else_what_we_say_else_its_host(
    network: Network, here: Computer, there: Computer
) -> None:
    one = here.invite(there.control, name="Bonjour name")
    assert here.latest().name == "Bonjour name"
    network.run(1)
    assert here.latest().name == "There"
    there.session.set_name("New name")
    here.leave(one)
    here.invite(there.control)
    network.run(1)
    assert here.latest().name == "New name"


def test_early_and_late_timers_are_fine(network: Network, here: Computer, peer: Script) -> None:
    here.invite(peer.control)
    for moment in (1000.0, 999.0, 1000.99, 1500.0, 1500.0):
        here.session.handle_timer(moment)
    here.pump()
    assert len(network.sent("IN")) == 2


@pytest.mark.parametrize("event", [InitiatorEvent.CONTROL_OK, InitiatorEvent.DATA_OK])
def test_an_ok_without_its_packet_is_our_own_mistake(here: Computer, event: InitiatorEvent) -> None:
    record = Participant(1)
    record.pursuit.state = InitiatorState.INVITE_CONTROL
    if event is InitiatorEvent.DATA_OK:
        record.pursuit.state = InitiatorState.INVITE_DATA
    with pytest.raises(ValueError, match="without packet"):
        Initiator(here.session._desk).fire(record, event, Cue(0.0))
