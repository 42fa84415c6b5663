"""Foreign peers as session sheet 12 describes them, one scripted peer each, as far as signalling goes."""

from app.model.address import Address
from app.session.actions import CloseStream, OpenStream, RestartStream, Role
from app.session.events import State
from app.session.reasons import Reason
from app.wire.applemidi import Accepted, Bye, Clock, Feedback, Invitation, Rejected, encode
from tests.session.test_being_invited import join
from tests.session.test_special_cases import answer_clock, answer_invitation, connect
from tests.support.network import Computer, Network, Script, script


def test_macos_bye_with_token_zero_no_without_name_and_garbage_in_ck0(
    network: Network, here: Computer, peer: Script
) -> None:
    join(peer, here)
    garbage = bytearray(encode(Clock(0x77, 0, 4711, 0xDEAD_BEEF, 0xFFFF_FFFF_FFFF_FFFF)))
    garbage[9:12] = b"\x40\x74\x8c"
    network.send(peer.data, here.data, bytes(garbage))
    network.run(0.1)
    answer = peer.got(Clock)[0]
    assert isinstance(answer, Clock)
    assert (answer.count, answer.t1) == (1, 4711)
    peer.say(Bye(0, 0x77), here.control)
    network.run(0.1)
    assert here.latest().reason is Reason.BYE


def test_ios_refuses_unless_its_contact_policy_allows(network: Network, here: Computer, peer: Script) -> None:
    one = here.invite(peer.control)
    network.run(0.1)
    token = peer.got(Invitation)[0]
    assert isinstance(token, Invitation)
    peer.say(Rejected(token.token, 5), here.control)
    network.run(1)
    assert here.latest().state is State.REFUSED
    join(peer, here)
    network.run(4)
    assert here.connected == [one], "it is better to be invited by it"


def test_rtpmidi_for_windows_gets_its_clock_on_the_data_port_only(
    network: Network, here: Computer, peer: Script
) -> None:
    connect(peer, here)
    network.run(1)
    assert {address for address, packet in peer.heard if isinstance(packet, Clock)} == {peer.data}


def test_arduino_library_ignores_a_double_invitation_until_bye(network: Network, here: Computer) -> None:
    peer = script(network)
    network.fate("OK", 0, source="192.0.2.9")
    here.invite(peer.control)
    knows_us = False
    for _ in range(200):
        network.run(0.1)
        while peer.heard:
            address, packet = peer.heard.pop(0)
            if isinstance(packet, Bye):
                knows_us = False
            elif isinstance(packet, Invitation) and (address == peer.data or not knows_us):
                knows_us = True
                peer.say(Accepted(packet.token, 9, "Arduino"), Address("192.0.2.1", address.port))
            elif isinstance(packet, Clock) and packet.count == 0:
                peer.say(Clock(9, 1, packet.t1, packet.t1 + 5), here.data)
    assert here.states()[-1] is State.CONNECTED
    assert len(network.sent("BY")) == 1


def test_rtpmidid_has_one_port_pair_per_connection_and_wants_bye_on_both(
    network: Network, here: Computer
) -> None:
    first = Script(network, Address("192.0.2.9", 45000), Address("192.0.2.9", 45001))
    second = Script(network, Address("192.0.2.9", 46000), Address("192.0.2.9", 46001))
    join(first, here, ssrc=0x1234)
    join(second, here, ssrc=0x4321)
    assert len(here.streams) == 2
    here.leave(1)
    network.run(0.1)
    assert [address for address, packet in first.heard if isinstance(packet, Bye)] == [
        first.control,
        first.data,
    ]
    assert not second.got(Bye)


def test_beb_and_zynthian_open_on_ck2_and_never_answer_in(
    network: Network, here: Computer, peer: Script
) -> None:
    one = here.invite(peer.control)
    join(peer, here)
    assert list(here.streams) == [one]
    peer.say(Clock(0x77, 0, 4711), here.data)
    network.run(0.1)
    assert len(peer.got(Clock)) == 1
    network.run(20)
    assert len(peer.got(Invitation)) == 1, "ours rests while its own way works"


def test_mt32_pi_answers_no_while_it_is_taken(network: Network, here: Computer, peer: Script) -> None:
    here.invite(peer.control)
    network.run(0.1)
    token = peer.got(Invitation)[0]
    assert isinstance(token, Invitation)
    peer.say(Rejected(token.token, 9), here.control)
    network.run(32)
    answer_invitation(peer, here)
    assert len(here.connected) == 1


def test_raveloxmidi_answers_with_the_first_token_until_bye(network: Network, here: Computer) -> None:
    peer = script(network)
    remembered: list[int] = [0xABCD]
    here.invite(peer.control)
    for _ in range(200):
        network.run(0.1)
        while peer.heard:
            address, packet = peer.heard.pop(0)
            if isinstance(packet, Bye):
                remembered.clear()
            if isinstance(packet, Invitation):
                remembered.append(packet.token)
                peer.say(
                    Accepted(remembered[0], 9, "Ravelox"),
                    here.control if address.port % 2 == 0 else here.data,
                )
            if isinstance(packet, Clock) and packet.count == 0:
                peer.say(Clock(9, 1, packet.t1, packet.t1 + 5), here.data)
    assert here.states()[-1] is State.CONNECTED


def test_midimonster_has_a_new_token_for_each_packet_and_its_clock_on_control(
    network: Network, here: Computer, peer: Script
) -> None:
    for token, place in ((1, here.control), (2, here.control), (3, here.data)):
        peer.say(Invitation(token, 9, "MIDIMonster"), place)
        network.run(0.1)
    assert peer.got(Accepted) == [Accepted(token, 0x1111, "Here") for token in (1, 2, 3)]
    peer.say(Clock(9, 0, 4711), here.control)
    network.run(0.1)
    assert [address for address, packet in peer.heard if isinstance(packet, Clock)] == [peer.control]


def test_node_rtpmidi_asks_for_the_clock_as_participant_and_names_its_bye(
    network: Network, here: Computer, peer: Script
) -> None:
    connect(peer, here)
    peer.say(Clock(0x77, 0, 4711), here.data)
    network.run(0.1)
    assert [packet.count for packet in peer.got(Clock)][-1:] == [1]
    network.send(peer.control, here.control, encode(Bye(5, 0x77)) + b"node\0")
    network.run(0.1)
    assert here.latest().reason is Reason.BYE


def test_rtp_midi_rs_has_a_new_token_for_data_and_starts_with_count_one(
    network: Network, here: Computer, peer: Script
) -> None:
    peer.say(Invitation(1, 9, "rs"), here.control)
    network.run(0.1)
    peer.say(Invitation(2, 9, "rs"), here.data)
    network.run(0.1)
    peer.say(Clock(9, 1, 0, 4711), here.data)
    network.run(0.1)
    assert [packet.count for packet in peer.got(Clock)] == [2]
    network.run(3)
    assert here.states()[-1] is State.CONNECTED


def test_leovr_java_has_two_ssrcs_and_says_bye_with_either(network: Network, here: Computer) -> None:
    for ssrc in (9, 10):
        peer = script(network, f"192.0.2.{ssrc}", 50004)
        one = here.invite(peer.control)
        network.run(0.1)
        for place, answering in ((here.control, 9), (here.data, 10)):
            token = peer.got(Invitation)[-1]
            assert isinstance(token, Invitation)
            peer.say(Accepted(token.token, answering, "Java"), place)
            network.run(0.1)
        answer_clock(peer, here, 10)
        assert (here.streams[one].ssrc, here.streams[one].alias) == (10, 9)
        peer.say(Bye(0x5EED, ssrc), here.control)
        network.run(0.1)
        assert one not in here.streams
        here.leave(one)


def test_leovr_java_invites_with_one_ssrc_per_port(network: Network, here: Computer, peer: Script) -> None:
    peer.say(Invitation(1, 9, "Java"), here.control)
    network.run(0.1)
    peer.say(Invitation(1, 10, "Java"), here.data)
    network.run(0.1)
    assert [(stream.ssrc, stream.alias) for stream in here.streams.values()] == [(10, 9)]
    peer.say(Invitation(1, 9, "Java"), here.control)
    network.run(0.1)
    assert here.of(RestartStream) == []


def test_kshoji_net_never_says_a_name(network: Network, here: Computer, peer: Script) -> None:
    join(peer, here, name=None)
    assert here.latest().name == "192.0.2.9"


def test_esp32_midibox_is_nameless_in_its_ok_and_answers_ck2_with_count_three(
    network: Network, here: Computer, peer: Script
) -> None:
    here.invite(peer.control, name="Found as")
    network.run(0.1)
    for place in (here.control, here.data):
        token = peer.got(Invitation)[-1]
        assert isinstance(token, Invitation)
        assert token.name == "Here", "it ignores a nameless IN"
        peer.say(Accepted(token.token, 9), place)
        network.run(0.1)
    answer_clock(peer, here, 9)
    peer.say(Clock(9, 3, 1, 2, 3), here.data)
    peer.say(Feedback(9, 5), here.control)
    network.run(0.1)
    assert here.latest().name == "Found as"
    assert [packet.count for packet in peer.got(Clock)] == [0, 2]
    assert not peer.got(Feedback)


def test_pymidi_client_has_one_socket_no_name_and_no_clock(network: Network, here: Computer) -> None:
    socket = Address("192.0.2.9", 51234)
    peer = Script(network, socket, socket)
    for place in (here.control, here.data):
        peer.say(Invitation(1, 9), place, on=socket)
        network.run(0.1)
    assert here.actions[1] == OpenStream(1, Role.PARTICIPANT, 9, 1, socket, socket, "192.0.2.9")
    network.run(4)
    assert here.states()[-1] is State.CONNECTED


def test_pymidi_server_ignores_doubles_and_keeps_a_half_open_until_bye(
    network: Network, here: Computer, peer: Script
) -> None:
    one = here.invite(peer.control)
    network.run(0.1)
    token = peer.got(Invitation)[0]
    assert isinstance(token, Invitation)
    peer.say(Accepted(token.token, 9), here.control)
    network.run(12.5)
    assert [address for address, packet in peer.heard if isinstance(packet, Bye)][:1] == [peer.control]
    assert here.changes(one)[-1].reason is Reason.DATA_SILENT


def test_mega_drive_has_a_fixed_ssrc_and_a_clock_that_says_zero(network: Network, here: Computer) -> None:
    twins = [script(network, f"192.0.2.{number}") for number in (9, 10)]
    for twin in twins:
        here.invite(twin.control)
        network.run(0.1)
        for place in (here.control, here.data):
            token = twin.got(Invitation)[-1]
            assert isinstance(token, Invitation)
            twin.say(Accepted(token.token, 9, "Mega Drive"), place)
            network.run(0.1)
        question = twin.got(Clock)[-1]
        assert isinstance(question, Clock)
        twin.say(Clock(9, 1, question.t1, 0), here.data)
        network.run(0.1)
    assert len(here.connected) == 2
    assert here.of(CloseStream) == []


def test_iconnectivity_says_no_and_wants_to_be_asked_again(
    network: Network, here: Computer, peer: Script
) -> None:
    here.invite(peer.control)
    for _ in range(2):
        network.run_until(lambda: here.latest().state is State.INVITING and peer.heard)
        token = peer.got(Invitation)[-1]
        assert isinstance(token, Invitation)
        peer.heard.clear()
        peer.say(Rejected(token.token, 9), here.control)
        network.run(1)
    network.run(30)
    answer_invitation(peer, here)
    assert len(here.connected) == 1
