"""The recovery journal's own header, the joining of its parts, and damage (wire sheet 5, 6)."""

import pytest

from app.wire.errors import WireError
from app.wire.journal import (
    JournalTooLarge,
    decode_journal,
    encode_channel,
    encode_journal,
    encode_pressure,
    encode_wheel,
    join_channel,
    join_journal,
    join_system,
    journal_header,
)
from app.wire.journal.values import (
    ChannelJournal,
    ControllerChapter,
    ControllerLog,
    Count,
    Journal,
    JournalHeader,
    NoteLog,
    PressureChapter,
    SystemJournal,
    Tool,
    WheelChapter,
    is_recency_ordered,
)
from tests.support.hexbytes import octets

WHEEL = WheelChapter(0, 64, True)
FRESH_WHEEL = WheelChapter(0, 64, False)
OLD_CHANNEL = "8005 10 8040"


def test_the_empty_journal_is_three_octets_with_s_set() -> None:
    """Wire sheet 6."""
    assert encode_journal(Journal(1001)) == octets("80 03E9")
    assert decode_journal(octets("80 03E9")) == Journal(1001)


@pytest.mark.parametrize("data", [b"", b"\x80", b"\x80\x00"])
def test_a_journal_without_its_header_is_refused(data: bytes) -> None:
    """Wire sheet 6: three octets."""
    with pytest.raises(WireError):
        journal_header(data)
    with pytest.raises(WireError):
        decode_journal(data)


def test_the_header_is_read_alone() -> None:
    """Wire sheet 6: TOTCHAN counts from zero."""
    assert journal_header(octets("F2 1234")) == JournalHeader(True, True, 3, True, 0x1234)


def test_totchan_means_nothing_without_a() -> None:
    """Wire sheet 6: A=0."""
    assert journal_header(octets("0F 0000")).channel_count == 0
    assert decode_journal(octets("8F 0000")) == Journal(0)


def test_a_fresh_log_clears_every_s_bit_above_it() -> None:
    """Wire sheet 5.1."""
    channels = (ChannelJournal(0, wheel=WHEEL), ChannelJournal(1, wheel=FRESH_WHEEL))
    assert encode_journal(Journal(7, None, channels)) == octets(f"21 0007 {OLD_CHANNEL} 0805 10 0040")


def test_a_fresh_system_journal_clears_the_s_bit_of_the_whole() -> None:
    """Wire sheet 5.1."""
    system = SystemJournal(active_sense=Count(17, False))
    assert encode_journal(Journal(7, system)) == octets("40 0007 2003 11")


def test_a_parents_own_s_bit_stays_clear() -> None:
    """Wire sheet 5.1: trimming never clears an S bit, and never sets one either."""
    journal = octets(f"20 0007 {OLD_CHANNEL}")
    assert encode_journal(decode_journal(journal)) == journal


def test_h_of_a_channel_is_h_of_the_whole() -> None:
    """Wire sheet 6: the header's H says "on any channel"."""
    journal = Journal(7, None, (ChannelJournal(0, wheel=WHEEL, enhanced=True),))
    assert encode_journal(journal) == octets("B0 0007 8405 10 8040")
    assert decode_journal(encode_journal(journal)) == journal._replace(enhanced=True)


def test_parts_are_joined_as_the_whole_is_written() -> None:
    """Written parts can be kept by the sender."""
    channel = ChannelJournal(3, wheel=FRESH_WHEEL, pressure=PressureChapter(5, True))
    parts: list[bytes | None] = [None] * 8
    parts[3], parts[6] = encode_wheel(FRESH_WHEEL), encode_pressure(PressureChapter(5, True))
    assert join_channel(3, parts) == encode_channel(channel)
    assert join_journal(9, None, [encode_channel(channel)]) == encode_journal(Journal(9, None, (channel,)))
    assert join_system([None, b"\x91", None, None, None]) == octets("A003 91")


@pytest.mark.parametrize("channels", [(4, 4), (5, 2)])
def test_channels_ascend(channels: tuple[int, int]) -> None:
    """Wire sheet 6: at most one journal per channel, ascending."""
    parts = [encode_channel(ChannelJournal(channel, wheel=WHEEL)) for channel in channels]
    with pytest.raises(WireError):
        join_journal(0, None, parts)


def test_numbers_out_of_range_are_refused() -> None:
    """Wire sheet 6: CHAN has four bits, the checkpoint sixteen."""
    with pytest.raises(WireError):
        encode_journal(Journal(0x10000))
    with pytest.raises(WireError):
        join_channel(16, [])


def controllers(count: int) -> ControllerChapter:
    return ControllerChapter(tuple(ControllerLog(number, Tool.VALUE, 0, True) for number in range(count)))


def test_length_says_1023_octets_and_no_more() -> None:
    """Wire sheet 6: LENGTH has ten bits; the sender is told to trim."""
    parts: list[bytes | None] = [None] * 8
    parts[7] = bytes(1020)
    assert join_channel(0, parts)[:2] == octets("03FF")
    parts[7] = bytes(1021)
    with pytest.raises(JournalTooLarge):
        join_channel(0, parts)
    with pytest.raises(JournalTooLarge):
        join_system([None, None, None, None, bytes(1022)])


def test_octets_behind_the_last_chapter_are_passed_over_by_length() -> None:
    """Wire sheet 5.2: receivers advance by LENGTH."""
    journal = decode_journal(octets("21 0007 0007 10 0040 AAAA 0805 10 0040"))
    assert [channel.wheel for channel in journal.channels] == [FRESH_WHEEL, FRESH_WHEEL]
    assert journal.damaged == 0


def test_octets_behind_the_journal_are_ignored() -> None:
    """Wire sheet 2: nothing may follow, and nothing is made of it."""
    assert decode_journal(octets("80 0007 FFFF")) == Journal(7)


def test_a_damaged_channel_journal_keeps_what_stands_before_the_damage() -> None:
    """Wire sheet 6, 7: LENGTH leads to the next one."""
    journal = decode_journal(octets("21 0007 0006 18 0040 00 0805 10 0040"))
    first, second = journal.channels
    assert (first.damaged, first.wheel, first.notes) == (True, FRESH_WHEEL, None)
    assert (second.damaged, second.wheel) == (False, FRESH_WHEEL)
    assert journal.damaged == 1


def test_a_damaged_system_journal_keeps_what_stands_before_the_damage() -> None:
    """Wire sheet 6, 8."""
    journal = decode_journal(octets("60 0007 3004 11 10 0005 10 0040"))
    assert journal.system is not None
    assert (journal.system.damaged, journal.system.active_sense, journal.system.sequencer) == (
        True,
        Count(17, False),
        None,
    )
    assert (journal.damaged, len(journal.channels)) == (1, 1)


@pytest.mark.parametrize(
    ("data", "missing"),
    [
        ("22 0007 0005 10 0040 0006 10 0040", 2),  # LENGTH passes the end
        ("22 0007 0005 10 0040 0002 10 0040", 2),  # LENGTH is less than its own header
        ("22 0007 0005 10 0040 0005", 2),  # no header
        ("21 0007", 2),
        ("61 0007 2001 11", 3),
        ("60 0007 2004 11", 2),
        ("60 0007 20", 2),
    ],
)
def test_a_length_that_cannot_be_ends_the_reading(data: str, missing: int) -> None:
    """Wire sheet 5.2: without LENGTH the next journal cannot be found; what is missing is counted."""
    journal = decode_journal(octets(data))
    assert journal.damaged == missing


def test_an_order_that_is_not_by_recency_shows() -> None:
    """Wire sheet 12, macOS: an S=0 log before an S=1 log."""
    old, fresh = NoteLog(60, False, 1, True), NoteLog(61, False, 1, False)
    assert is_recency_ordered((old, old, fresh))
    assert is_recency_ordered(())
    assert not is_recency_ordered((fresh, old))
