"""Chapters D V Q F X: every rule of length, order and width (wire sheet 8)."""

from collections.abc import Callable

import pytest

from app.wire.errors import WireError
from app.wire.journal import (
    JournalTooLarge,
    decode_journal,
    encode_active_sense,
    encode_sequencer,
    encode_simple,
    encode_sysex,
    encode_system,
    encode_timecode,
    from_nibbles,
    nibbles,
)
from app.wire.journal.values import (
    Count,
    SequencerChapter,
    SimpleChapter,
    Song,
    SysexChapter,
    SysexLog,
    SysexState,
    SystemJournal,
    TimecodeChapter,
    UndefinedCommon,
    UndefinedRealtime,
)
from tests.support.hexbytes import octets

FINISHED = SysexState.FINISHED


def read(chapters: str, body: str) -> SystemJournal:
    """Read a system journal of these chapters."""
    bits = sum(0x40 >> "DVQFX".index(letter) for letter in chapters)
    data = octets(body)
    length = 2 + len(data)
    journal = decode_journal(bytes((0x40, 0, 0, bits | length >> 8, length & 0xFF)) + data)
    assert journal.system is not None
    return journal.system


def refuses(encode: Callable[[], bytes]) -> None:
    with pytest.raises(WireError):
        encode()


# --- Chapters D and V -------------------------------------------------------------------------------------


def test_d_logs_come_in_the_order_of_the_header() -> None:
    """Wire sheet 8.1: B G H J K Y Z."""
    chapter = SimpleChapter(
        Count(1, True),
        Count(2, True),
        Song(3, False),
        UndefinedCommon(4, None, 0, True),
        UndefinedCommon(None, b"\x05", 1, True),
        UndefinedRealtime(6, True),
        UndefinedRealtime(7, True),
    )
    written = octets("7F 81 82 03 C003 04 A403 85 C2 06 C2 07")
    assert encode_simple(chapter) == written
    assert read("D", written.hex()).simple == chapter._replace(s=False)


@pytest.mark.parametrize(
    "body", ["", "40", "20", "10", "08 40", "0C 4003 09", "02", "01", "7F 81 82 03 C003 04"]
)
def test_d_cut_short(body: str) -> None:
    """Wire sheet 8.1."""
    system = read("D", body)
    assert system.damaged
    assert system.simple is None


@pytest.mark.parametrize(
    "body",
    [
        "08 4001 09",  # F4: LENGTH is less than its header
        "08 4002",  # COUNT outside LENGTH
        "08 6004 09 01",  # VALUE that does not end
        "08 2003 01",
        "08 4004 09",  # LENGTH passes the system journal
        "02 40",  # F9: LENGTH is less than its header
        "02 41",  # COUNT outside LENGTH
        "02 43 07",
    ],
)
def test_d_log_lengths_that_cannot_be(body: str) -> None:
    """Wire sheet 8.1: LENGTH includes the log header of 2 or 1 octets."""
    assert read("D", body).damaged


def test_d_legal_is_passed_over_and_kept() -> None:
    """Wire sheet 8.1: LEGAL is skipped by means of LENGTH."""
    system = read("DV", "0A 5005 05 AABB 63 07 CC 11")
    assert system.simple == SimpleChapter(
        f4=UndefinedCommon(5, None, 0, False, b"\xaa\xbb"), f9=UndefinedRealtime(7, False, b"\xcc"), s=False
    )
    assert system.active_sense == Count(17, False)
    assert encode_simple(system.simple) == octets("0A 5005 05 AABB 63 07 CC")


def test_d_octets_that_no_bit_announces_are_passed_over() -> None:
    """Wire sheet 5.2: advance by LENGTH."""
    system = read("DV", "0A 4005 05 AABB 43 07 CC 11")
    assert system.simple is not None
    assert (system.simple.f4, system.simple.f9) == (
        UndefinedCommon(5, None, 0, False),
        UndefinedRealtime(7, False),
    )
    assert system.active_sense == Count(17, False)


@pytest.mark.parametrize(
    "chapter",
    [
        SimpleChapter(),
        SimpleChapter(Count(128, True)),
        SimpleChapter(song=Song(128, True)),
        SimpleChapter(f4=UndefinedCommon(256, None, 0, True)),
        SimpleChapter(f4=UndefinedCommon(None, b"", 0, True)),
        SimpleChapter(f5=UndefinedCommon(None, b"\x80", 1, True)),
        SimpleChapter(f5=UndefinedCommon(None, b"\x01", 4, True)),
        SimpleChapter(f9=UndefinedRealtime(-1, True)),
    ],
)
def test_d_that_cannot_be(chapter: SimpleChapter) -> None:
    """Wire sheet 8.1: at least one log; counts modulo 128 or 256; VALUE is data octets; DSZ has two bits."""
    refuses(lambda: encode_simple(chapter))


def test_d_log_lengths_end() -> None:
    """Wire sheet 8.1: LENGTH of F9 and FD has five bits, of F4 and F5 ten."""
    assert encode_simple(SimpleChapter(fd=UndefinedRealtime(None, True, bytes(30))))[1] == 0xBF
    with pytest.raises(JournalTooLarge):
        encode_simple(SimpleChapter(fd=UndefinedRealtime(0, True, bytes(30))))
    with pytest.raises(JournalTooLarge):
        encode_simple(SimpleChapter(f4=UndefinedCommon(None, bytes(1022), 3, True)))


def test_v_is_a_count() -> None:
    """Wire sheet 8.2."""
    assert encode_active_sense(Count(17, True)) == octets("91")
    assert read("V", "91").active_sense == Count(17, True)
    assert read("V", "").damaged
    refuses(lambda: encode_active_sense(Count(128, True)))


# --- Chapter Q --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chapter", "written"),
    [
        (SequencerChapter(True, False, None, False), "40"),
        (SequencerChapter(False, False, 24, True), "90 0018"),
        (SequencerChapter(True, True, 0x7FFFF, False), "77 FFFF"),
        (SequencerChapter(True, True, 96, False, 1000), "78 0060 0003E8"),
        (SequencerChapter(False, False, None, True, 0), "88 000000"),
    ],
)
def test_q_forms(chapter: SequencerChapter, written: str) -> None:
    """Wire sheet 8.3: 1, 3, 4 or 6 octets; 19 bits of position; T has mask 08."""
    assert encode_sequencer(chapter) == octets(written)
    assert read("Q", written).sequencer == chapter


@pytest.mark.parametrize("body", ["", "10 00", "08 0000", "18 0000 0000"])
def test_q_cut_short(body: str) -> None:
    """Wire sheet 8.3."""
    assert read("Q", body).damaged


def test_q_top_means_nothing_without_c() -> None:
    """Wire sheet 8.3: C=0 is the song start."""
    assert read("Q", "47").sequencer == SequencerChapter(True, False, None, False)


@pytest.mark.parametrize(("position", "time_ms"), [(1 << 19, None), (-1, None), (None, 1 << 24)])
def test_q_fields_fit(position: int | None, time_ms: int | None) -> None:
    """Wire sheet 8.3."""
    refuses(lambda: encode_sequencer(SequencerChapter(True, False, position, True, time_ms)))


# --- Chapter F --------------------------------------------------------------------------------------------

FULL_FRAME = bytes((33, 2, 3, 10))
NIBBLES = (14, 0, 3, 0, 1, 2, 1, 2)


@pytest.mark.parametrize(
    ("chapter", "written"),
    [
        (TimecodeChapter(None, False, None, False, 7, True), "87"),
        (TimecodeChapter(FULL_FRAME, False, None, False, 7, True), "C7 2102030A"),
        (TimecodeChapter(from_nibbles(NIBBLES), True, None, True, 0, False), "58 E0301212"),
        (TimecodeChapter(None, False, from_nibbles(NIBBLES), False, 2, False), "22 E0301212"),
        (TimecodeChapter(FULL_FRAME, False, from_nibbles(NIBBLES), False, 2, False), "62 2102030A E0301212"),
    ],
)
def test_f_forms(chapter: TimecodeChapter, written: str) -> None:
    """Wire sheet 8.4: 1, 5 or 9 octets."""
    assert encode_timecode(chapter) == octets(written)
    assert read("F", written).timecode == chapter


def test_f_q_means_nothing_without_c() -> None:
    """Wire sheet 8.4: C=0 -> Q=0."""
    assert read("F", "17").timecode == TimecodeChapter(None, False, None, False, 7, False)


@pytest.mark.parametrize("body", ["", "40 010203", "20 010203", "60 01020304 01"])
def test_f_cut_short(body: str) -> None:
    """Wire sheet 8.4."""
    assert read("F", body).damaged


@pytest.mark.parametrize(
    "chapter",
    [
        TimecodeChapter(None, True, None, False, 7, True),
        TimecodeChapter(b"123", False, None, False, 7, True),
        TimecodeChapter(None, False, b"12345", False, 7, True),
        TimecodeChapter(None, False, None, False, 8, True),
    ],
)
def test_f_that_cannot_be(chapter: TimecodeChapter) -> None:
    """Wire sheet 8.4."""
    refuses(lambda: encode_timecode(chapter))


def test_f_nibbles() -> None:
    """Wire sheet 8.4: MT0 is the upper half of the first octet."""
    assert nibbles(octets("E0301212")) == NIBBLES
    refuses(lambda: from_nibbles(NIBBLES[1:]))
    refuses(lambda: from_nibbles((16, *NIBBLES[1:])))


# --- Chapter X --------------------------------------------------------------------------------------------


def sysex(*s: bool) -> SysexChapter:
    return SysexChapter(tuple(SysexLog(FINISHED, True, each, b"\x7d", total=1) for each in s))


@pytest.mark.parametrize(
    ("first", "written"),
    [
        (0, "00"),
        (127, "7F"),
        (128, "81 00"),
        (138, "81 0A"),
        (16383, "FF 7F"),
        (16384, "81 80 00"),
        (2097151, "FF FF 7F"),
        (2097152, "81 80 80 00"),
        (268435455, "FF FF FF 7F"),
    ],
)
def test_x_first_is_coded_like_a_delta_time(first: int, written: str) -> None:
    """Wire sheet 8.5, 3.1."""
    chapter = SysexChapter((SysexLog(SysexState.UNFINISHED, True, True, b"\x01\x02", first),))
    assert encode_sysex(chapter) == octets("9C" + written + "01 82")
    assert read("X", "9C" + written + "01 82").sysex == chapter


def test_x_first_may_be_longer_than_needed_but_not_than_four_octets() -> None:
    """Wire sheet 3.1, 8.5."""
    chapter = read("X", "9C 80 80 80 05 81").sysex
    assert chapter is not None
    assert chapter.logs[0].first == 5
    assert read("X", "9C 80 80 80 80 05 81").damaged
    refuses(lambda: encode_sysex(SysexChapter((SysexLog(FINISHED, True, True, b"\x01", 1 << 28),))))


def test_x_fields_come_in_the_order_tcount_count_first_data() -> None:
    """Wire sheet 8.5."""
    log = SysexLog(SysexState.DROPPED_F7, False, False, b"\x7d\x01", 3, 9, 5)
    assert encode_sysex(SysexChapter((log,))) == octets("7A 05 09 03 7D 81")
    assert read("X", "7A 05 09 03 7D 81").sysex == SysexChapter((log,), s=False)


def test_x_without_data() -> None:
    """Wire sheet 8.5: DATA is never empty, so D=0."""
    log = SysexLog(SysexState.CANCELLED, True, True)
    assert encode_sysex(SysexChapter((log,))) == octets("85")
    assert read("X", "85").sysex == SysexChapter((log,))


@pytest.mark.parametrize(
    ("own", "first_octets"),
    [
        ((True, True), (0xAF, 0xAF)),
        ((True, False), (0x2F, 0x2F)),
        ((False, False), (0x2F, 0x2F)),
        ((True, True, False), (0x2F, 0xAF, 0x2F)),
    ],
)
def test_x_carries_the_chapters_s_in_the_first_log(
    own: tuple[bool, ...], first_octets: tuple[int, ...]
) -> None:
    """Wire sheet 8.5: the S bit of the first log is that of the chapter."""
    assert tuple(encode_sysex(sysex(*own))[::3]) == first_octets


@pytest.mark.parametrize(
    ("body", "chapter_s", "phantom"),
    [
        ("AF 01 FD", True, True),
        ("2F 01 FD", False, False),
        ("2F 01 FD 2F 01 FD", False, False),
        ("2F 01 FD AF 01 FD", False, True),
        ("2F 01 FD AF 01 FD 2F 01 FD", False, True),
        ("AF 01 FD AF 01 FD", True, True),
    ],
)
def test_x_phantom_s(body: str, chapter_s: bool, phantom: bool) -> None:
    """Wire sheet 8.5: one log: the chapter's bit; more: that OR the second log's."""
    chapter = read("X", body).sysex
    assert chapter is not None
    assert (chapter.s, chapter.logs[0].s) == (chapter_s, phantom)
    assert encode_sysex(chapter) == octets(body)


@pytest.mark.parametrize("body", ["", "0B", "0B 01 02", "40", "20", "60 01", "10", "10 80", "0B 81 0B 01"])
def test_x_malformed(body: str) -> None:
    """Wire sheet 8.5: the list ends with the system journal, and DATA with the top bit."""
    system = read("X", body)
    assert system.damaged
    assert system.sysex is None


@pytest.mark.parametrize(
    "chapter",
    [
        SysexChapter(()),
        SysexChapter((SysexLog(FINISHED, True, True, b"\x80"),)),
        SysexChapter((SysexLog(FINISHED, True, True, b"\x01", total=256),)),
        SysexChapter((SysexLog(FINISHED, True, True, b"\x01", type_total=256),)),
    ],
)
def test_x_that_cannot_be(chapter: SysexChapter) -> None:
    """Wire sheet 8.5."""
    refuses(lambda: encode_sysex(chapter))


def test_x_that_passes_length_is_told() -> None:
    """Wire sheet 6, 8.5: a long SysEx grows the chapter until it must be trimmed."""
    log = SysexLog(SysexState.UNFINISHED, True, True, bytes(1020))
    assert len(encode_system(SystemJournal(sysex=SysexChapter((log,))))) == 1023
    with pytest.raises(JournalTooLarge):
        encode_system(SystemJournal(sysex=SysexChapter((log._replace(data=bytes(1021)),))))
