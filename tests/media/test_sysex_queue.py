"""Long SysEx towards a participant: the order of the cable, the pace, RL, and giving up."""

from hypothesis import given
from hypothesis import strategies as st

from app.media.sysex_queue import (
    BURST_OCTETS,
    OCTETS_PER_S,
    QUEUE_MESSAGES,
    QUEUE_OCTETS,
    SLOWEST_OCTETS_PER_S,
    TICKS_PER_S,
    SysexQueue,
)
from app.wire.sysex import CANCEL, SEGMENT_OCTETS, SysexAssembler, is_segment, segments

ON = b"\x90\x3c\x64"


def dump(octets: int) -> bytes:
    return b"\xf0" + bytes(nth % 128 for nth in range(octets - 2)) + b"\xf7"


def drain(queue: SysexQueue, now: int = 0) -> list[tuple[int, bytes]]:
    """Take at every timer until nothing is left; gives (tick, piece)."""
    taken = [(now, piece) for piece in queue.take(now)]
    while (due := queue.get_timer()) is not None:
        now = max(now, due)
        taken += [(now, piece) for piece in queue.take(now)]
    return taken


def test_a_long_message_leaves_in_segments_that_join_to_the_same_message() -> None:
    queue, whole = SysexQueue(), dump(10_000)
    transfer = queue.put(whole, 0)
    taken = drain(queue)
    assembler = SysexAssembler()
    assert all(len(piece) <= SEGMENT_OCTETS and is_segment(piece) for _, piece in taken)
    assert [joined for _, piece in taken if (joined := assembler.feed(piece))] == [whole]
    assert transfer is not None
    assert (transfer.sent, transfer.state, queue.is_open) == (10_000, "done", False)


def test_the_pace_is_the_named_one_behind_a_burst() -> None:
    queue = SysexQueue()
    queue.put(dump(100_000), 0)
    last = drain(queue)[-1][0]
    wanted = (100_000 - BURST_OCTETS) / OCTETS_PER_S * TICKS_PER_S
    assert wanted <= last <= wanted * 1.05


def test_row_rl_a_bitrate_limit_slows_sysex_to_a_midi_cable_and_zero_takes_it_away() -> None:
    queue = SysexQueue()
    queue.limit(31_250)
    queue.put(dump(10_000), 0)
    last = drain(queue)[-1][0]
    assert (10_000 - SEGMENT_OCTETS) / 3125 * TICKS_PER_S <= last <= 10_000 / 3125 * TICKS_PER_S * 1.05
    queue.limit(0)
    queue.put(dump(10_000), last)
    assert drain(queue, last)[-1][0] - last < TICKS_PER_S // 10


def test_an_absurd_limit_does_not_stop_us_for_good() -> None:
    queue = SysexQueue()
    queue.limit(1 * 10)
    queue.put(dump(2000), 0)
    assert drain(queue)[-1][0] <= 2000 / SLOWEST_OCTETS_PER_S * TICKS_PER_S * 1.1


def test_what_comes_behind_a_long_message_waits_for_its_end_and_keeps_its_order() -> None:
    queue = SysexQueue()
    first, second = dump(5000), dump(3000)
    for message in (first, ON, second, b"\x80\x3c\x40"):
        queue.put(message, 0)
    pieces = [piece for _, piece in drain(queue)]
    assert pieces == [*segments(first), ON, *segments(second), b"\x80\x3c\x40"]


def test_giving_up_what_has_begun_voids_it_and_lets_the_rest_go_at_once() -> None:
    queue = SysexQueue()
    transfer = queue.put(dump(100_000), 0)
    queue.put(ON, 0)
    begun = queue.take(0)
    assert transfer is not None
    assert begun[0][0] == 0xF0
    assert begun[-1][-1] == 0xF0
    queue.cancel(transfer)
    assert queue.take(0) == [CANCEL, ON]
    assert (transfer.state, queue.is_open) == ("cancelled", False)
    queue.cancel(transfer)
    assert queue.take(1) == []


def test_giving_up_what_has_not_begun_sends_nothing_of_it() -> None:
    queue = SysexQueue()
    first, second = queue.put(dump(2000), 0), queue.put(dump(3000), 0)
    assert second is not None
    queue.cancel(second)
    assert [piece for _, piece in drain(queue)] == segments(dump(2000))
    assert first is not None
    assert (first.state, second.state) == ("done", "cancelled")


def test_cutting_short_voids_all_long_messages_and_keeps_the_others() -> None:
    queue = SysexQueue()
    long = [queue.put(dump(5000), 0), queue.put(dump(5000), 0)]
    queue.put(ON, 0)
    queue.take(0)
    queue.cut()
    assert queue.take(0) == [CANCEL, ON]
    assert [each.state for each in long if each is not None] == ["cancelled", "cancelled"]


def test_a_dump_that_finds_no_room_is_refused_and_one_that_stops_the_music_is_given_up() -> None:
    queue = SysexQueue()
    taken = [queue.put(dump(QUEUE_OCTETS // 4), 0) for _ in range(5)]
    assert [each.state for each in taken if each is not None] == ["waiting"] * 4 + ["refused"]
    queue.take(0)
    for _ in range(QUEUE_MESSAGES):
        queue.put(ON, 0)
    left = queue.take(0)
    assert left[0] == CANCEL
    assert left.count(ON) == QUEUE_MESSAGES


@given(
    st.lists(st.one_of(st.integers(3, 3000), st.just(ON)), min_size=1, max_size=12),
    st.integers(0, 1_500_000),
)
def test_everything_leaves_whole_in_order_and_never_faster_than_the_limit(
    given: list[int | bytes], bits_per_second: int
) -> None:
    queue = SysexQueue()
    queue.limit(bits_per_second)
    messages = [dump(each) if isinstance(each, int) else each for each in given]
    for message in messages:
        queue.put(message, 0)
    taken = drain(queue)
    assembler, joined = SysexAssembler(), []
    for _, piece in taken:
        whole = assembler.feed(piece) if piece[0] in (0xF0, 0xF7) else piece
        joined += [whole] if whole else []
    assert joined == messages
    rate = min(max(bits_per_second // 10 or OCTETS_PER_S, SLOWEST_OCTETS_PER_S), OCTETS_PER_S)
    sent = 0
    for tick, piece in taken:
        sent += len(piece) if len(piece) > 3 or piece[0] == 0xF7 else 0
        # Short messages that waited leave together when the SysEx has ended.
        assert sent <= BURST_OCTETS + tick * rate / TICKS_PER_S + sum(
            len(m) for m in messages if len(m) <= 256
        )
