"""The playout buffer under a virtual clock: order kept, never early, bounded, useless stamps recognised."""

from hypothesis import given
from hypothesis import strategies as st

from app.media.playout import HORIZON_TICKS, QUEUE_MESSAGES, QUEUE_OCTETS, UNTRUSTED, Playout

MS = 10
ON, OFF, CC = b"\x90\x3c\x64", b"\x80\x3c\x40", b"\xb0\x01\x05"

arrivals = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.one_of(st.none(), st.integers(-2 * HORIZON_TICKS, 2 * HORIZON_TICKS), st.integers(-300, 300)),
    ),
    max_size=60,
)


def drain(playout: Playout, until: int = 1 << 40) -> list[tuple[int, bytes]]:
    """Let the virtual clock jump from timer to timer; gives (tick, message)."""
    played = []
    while (due := playout.get_timer()) is not None and due <= until:
        played += [(due, each.message) for each in playout.take(due)]
    return played


def test_a_message_plays_the_delay_after_its_stamp_to_the_tick() -> None:
    playout = Playout(20 * MS)
    playout.put(1000, ON, False, 1030)
    assert playout.get_timer() == 1200
    assert playout.take(1199) == []
    assert [each.message for each in playout.take(1200)] == [ON]
    assert playout.get_timer() is None


def test_jitter_of_the_network_is_gone_behind_the_buffer() -> None:
    playout = Playout(20 * MS)
    played = []
    for beat, wobble in enumerate((3, 150, 12, 199, 0)):
        sent = 10_000 + 500 * beat
        played += [each.ticks for each in playout.take(sent)]
        playout.put(sent, CC, False, sent + wobble)
    played += [tick for tick, _ in drain(playout)]
    assert played == [10_200 + 500 * beat for beat in range(5)]
    assert playout.late == 0


def test_what_comes_after_its_time_plays_at_once_and_is_counted() -> None:
    playout = Playout(5 * MS)
    playout.put(1000, ON, False, 1100)
    assert [each.message for each in playout.take(1100)] == [ON]
    assert playout.late == 1


def test_a_stamp_that_means_nothing_plays_at_once_but_overtakes_nothing() -> None:
    playout = Playout(20 * MS)
    playout.put(None, ON, False, 1000)
    assert len(playout.take(1000)) == 1
    playout.put(1000, ON, False, 1000)
    playout.put(None, OFF, False, 1010)
    assert playout.take(1199) == []
    assert [each.message for each in playout.take(1200)] == [ON, OFF]


def test_a_sender_with_useless_stamps_is_recognised_and_one_that_recovers_is_believed_again() -> None:
    playout = Playout(20 * MS)
    for nth in range(UNTRUSTED):
        playout.put(None, CC, False, 1000 + nth)
    playout.take(2000)
    assert not playout.trusts_stamps
    playout.put(2000, CC, False, 2000)
    playout.put(None, CC, False, 2000)
    playout.put(2000 + HORIZON_TICKS, CC, False, 2000)
    assert len(playout.take(2000)) == 3, "a stamp that happens to be near delays nothing"
    for _ in range(UNTRUSTED):
        playout.put(3000, CC, False, 3000)
        playout.take(3200)
    assert playout.trusts_stamps


def test_silencing_everything_drops_the_notes_that_wait_and_nothing_else() -> None:
    playout = Playout(20 * MS)
    for message in (ON, CC, b"\x90\x3c\x00", OFF):
        playout.put(1000, message, False, 1000)
    playout.hush()
    assert [each.message for each in playout.take(1200)] == [CC, b"\x90\x3c\x00", OFF]


def test_too_many_messages_are_played_early_and_not_kept() -> None:
    playout = Playout(20 * MS)
    for _ in range(QUEUE_MESSAGES + 1):
        playout.put(1000 + HORIZON_TICKS, CC, False, 1000)
    assert len(playout.take(1000)) == QUEUE_MESSAGES + 1


def test_too_many_octets_are_played_early_and_not_kept() -> None:
    playout = Playout(20 * MS)
    dump = b"\xf0" + bytes(QUEUE_OCTETS // 2) + b"\xf7"
    playout.put(1000, dump, False, 1000)
    assert playout.take(1000) == []
    playout.put(1000, dump, False, 1000)
    assert len(playout.take(1000)) == 2


@given(arrivals=arrivals, delay=st.integers(0, 2000))
def test_order_is_kept_nothing_is_early_and_nothing_waits_beyond_the_horizon(
    arrivals: list[tuple[int, int | None]], delay: int
) -> None:
    playout = Playout(delay)
    now, came, earliest, played = 100_000, [], [], []
    for nth, (pause, offset) in enumerate(arrivals):
        played += drain(playout, until=now + pause)
        now += pause
        playout.put(None if offset is None else now + offset, bytes((0xB0, nth, 0)), False, now)
        honoured = playout.trusts_stamps and offset is not None and abs(offset) <= HORIZON_TICKS
        earliest.append(max(now, now + offset + delay) if honoured and offset is not None else now)
        came.append(now)
    played += drain(playout)
    assert [message for _, message in played] == [bytes((0xB0, nth, 0)) for nth in range(len(arrivals))]
    for (tick, _), soonest, arrived in zip(played, earliest, came, strict=True):
        assert soonest <= tick <= arrived + HORIZON_TICKS + delay
