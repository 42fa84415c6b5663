"""Anything in any order: nothing is raised, limits hold, and the two sides of the MIDI thread's world agree."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.address import Address
from app.session.actions import CloseStream, OpenStream, RestartStream
from app.session.limits import Limits
from app.session.policy import Policy
from app.session.reasons import Reason
from app.wire.applemidi import (
    Accepted,
    BitrateLimit,
    Bye,
    Clock,
    Feedback,
    Invitation,
    Rejected,
    SessionPacket,
    decode,
    encode,
)
from tests.support.network import Computer, Network

LIMITS = Limits(participants=3, half_open=2, held=2)
HOSTS = [f"192.0.2.{number}" for number in range(3)]
SMALL = st.integers(0, 5)
SSRCS = st.sampled_from([0x1111, 1, 2, 3])
NAMES = st.sampled_from([None, "One", "Two"])

packets: st.SearchStrategy[SessionPacket] = st.one_of(
    st.builds(Invitation, SMALL, SSRCS, NAMES),
    st.builds(Accepted, SMALL, SSRCS, NAMES),
    st.builds(Rejected, SMALL, SSRCS),
    st.builds(Bye, SMALL, SSRCS),
    st.builds(Clock, SSRCS, st.integers(0, 4), SMALL, SMALL, SMALL),
    st.builds(Feedback, SSRCS, SMALL),
    st.builds(BitrateLimit, SSRCS, SMALL),
)
addresses = st.builds(Address, st.sampled_from(HOSTS), st.integers(5004, 5007))
ids = st.integers(1, 12)
steps = st.one_of(
    st.tuples(st.just("packet"), packets, addresses, st.sampled_from(["control", "data"])),
    st.tuples(st.just("answering"), st.sampled_from([Accepted, Rejected]), addresses, SSRCS),
    st.tuples(st.just("garbage"), st.binary(max_size=40), addresses, st.sampled_from(["control", "data"])),
    st.tuples(st.just("invite"), st.lists(addresses, max_size=3)),
    st.tuples(st.just("retarget"), ids, st.lists(addresses, max_size=2)),
    st.tuples(st.sampled_from(["leave", "silent", "alive", "synchronised", "lost", "join", "decline"]), ids),
    st.tuples(st.just("policy"), st.sampled_from(["ask", "known", "anyone", "nobody"])),
    st.tuples(st.just("wait"), st.sampled_from([0.01, 0.6, 1.0, 3.1, 13.0, 40.0])),
    st.tuples(st.just("retry")),
)


def play(computer: Computer, step: tuple) -> None:  # noqa: C901
    session, now = computer.session, computer.network.now
    match step:
        case ("packet", packet, address, port):
            computer.network.send(address, getattr(computer, port), encode(packet))
        case ("answering", kind, address, ssrc):
            invitations = computer.network.sent("IN")
            if invitations:
                token = decode(invitations[-1].data).token  # type: ignore[union-attr]
                target = computer.data if address.port % 2 else computer.control
                computer.network.send(address, target, encode(kind(token, ssrc)))
        case ("garbage", data, address, port):
            computer.network.send(address, getattr(computer, port), data)
        case ("invite", targets):
            session.invite(targets, None, now)
        case ("retarget", participant, targets):
            session.retarget(participant, targets, now)
        case ("leave", participant):
            session.leave(participant, now)
        case ("silent", participant):
            session.stream_silent(participant, now)
        case ("alive", participant):
            session.stream_alive(participant, now)
        case ("synchronised", participant):
            session.stream_synchronised(participant, now)
        case ("lost", participant):
            session.stream_lost(participant, Reason.SILENCE, now)
        case ("join" | "decline" as answer, invitation):
            session.answer(invitation, answer == "join", now)
        case ("policy", accept):
            session.set_policy(Policy(accept), now)
        case ("wait", seconds):
            computer.network.run(seconds)
        case ("retry",):
            session.retry_all(now)
    computer.pump()
    computer.network.run(0.01)


def check(computer: Computer) -> None:
    roster = computer.session._desk.roster
    assert roster.half_open <= LIMITS.half_open
    assert len(list(computer.session._door.questions)) <= LIMITS.held
    assert {record.id for record in roster if record.streaming} == computer.streams.keys()
    assert all(not record.idle for record in roster)
    for record in roster:
        if record.streaming:
            assert record.ssrc is not None
            assert record.data is not None
            assert roster.find(record.ssrc, record.data) is record
    final = {event.participant for event in computer.changes() if event.state.final}
    assert not final & {record.id for record in roster}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, max_size=40))
def test_anything_in_any_order(script: list[tuple]) -> None:
    computer = Computer(Network(), "192.0.2.200", "Here", 0x1111, limits=LIMITS)
    for step in script:
        play(computer, step)
        check(computer)
    computer.session.close(computer.network.now)
    computer.pump()
    check(computer)
    assert not computer.streams
    assert computer.session.get_timer() is None


def test_strangers_never_get_beyond_the_limit_of_participants() -> None:
    network = Network()
    computer = Computer(network, "192.0.2.200", "Here", 0x1111, limits=LIMITS)
    for number in range(50):
        host = f"198.51.100.{number}"
        for port, place in ((5004, computer.control), (5005, computer.data)):
            network.send(Address(host, port), place, encode(Invitation(number, number, None)))
            network.run(0.1)
    assert len(computer.streams) == LIMITS.participants
    kinds = {type(action) for action in computer.actions}
    assert OpenStream in kinds
    assert not kinds & {CloseStream, RestartStream}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([0, 1, 1, 1, 2, 0.5]), max_size=30),
    st.lists(st.sampled_from([0, 1, 1, 1, 2, 0.5]), max_size=30),
    st.booleans(),
)
def test_two_of_ours_always_find_together_again(
    invitations: list[float], answers: list[float], both: bool
) -> None:
    network = Network()
    network.fate("IN", *invitations)
    network.fate("OK", *answers)
    here = Computer(network, "192.0.2.1", "Here", 0x1111)
    there = Computer(network, "192.0.2.2", "There", 0x2222)
    here.invite(there.control)
    if both:
        there.invite(here.control)
    network.run(120)
    assert len(here.connected) == len(there.connected) == 1
    assert len(here.streams) == len(there.streams) == 1
