"""Fields at both ends of their range beside flag bits of either kind: no mask is one off (wire sheet 14.3)."""

from itertools import product

import pytest

from app.wire.journal import (
    decode_journal,
    encode_active_sense,
    encode_channel,
    encode_journal,
    encode_notes,
    encode_parameters,
    encode_simple,
)
from app.wire.journal.values import (
    Button,
    ChannelJournal,
    ControllerChapter,
    ControllerLog,
    Count,
    Entry,
    Journal,
    NoteChapter,
    NoteExtraChapter,
    NoteExtraLog,
    NoteLog,
    ParameterChapter,
    ParameterLog,
    Pending,
    PolyPressureChapter,
    PolyPressureLog,
    PressureChapter,
    ProgramChapter,
    SimpleChapter,
    Song,
    SysexChapter,
    SysexLog,
    SysexState,
    SystemJournal,
    Tool,
    UndefinedCommon,
    UndefinedRealtime,
    WheelChapter,
)

ENDS = (0, 127)
BITS = (True, False)
PAIRS = [*product(ENDS, BITS, ENDS, BITS)]
TOOLS = {0x00: (Tool.VALUE, 0), 0x7F: (Tool.VALUE, 127), 0x80: (Tool.TOGGLE, 0), 0xBF: (Tool.TOGGLE, 63)} | {
    0xC0: (Tool.COUNT, 0),
    0xFF: (Tool.COUNT, 63),
}


def both_ways(channel: ChannelJournal, octets: bytes) -> None:
    """Hold that a channel journal of one chapter is written so, and read back; S bits as the log's."""
    assert encode_channel(channel)[3:] == octets
    assert decode_journal(b"\x20\0\0" + encode_channel(channel)).channels == (channel,)


@pytest.mark.parametrize(("number", "s", "second"), [*product(ENDS, BITS, TOOLS)])
def test_c_log(number: int, s: bool, second: int) -> None:
    log = ControllerLog(number, *TOOLS[second], s)
    chapter = ControllerChapter((log,), s)
    both_ways(ChannelJournal(0, controllers=chapter, s=s), bytes((s << 7, number | s << 7, second)))


@pytest.mark.parametrize(("note", "s", "value", "flag"), PAIRS)
def test_e_and_a_logs(note: int, s: bool, value: int, flag: bool) -> None:
    octets = bytes((s << 7, note | s << 7, value | flag << 7))
    extras = NoteExtraChapter((NoteExtraLog(note, flag, value, s),), s)
    both_ways(ChannelJournal(0, note_extras=extras, s=s), octets)
    poly = PolyPressureChapter((PolyPressureLog(note, flag, value, s),), s)
    both_ways(ChannelJournal(0, poly_pressure=poly, s=s), octets)


@pytest.mark.parametrize(("note", "s", "velocity", "play"), [*product(ENDS, BITS, (1, 127), BITS)])
def test_n_log(note: int, s: bool, velocity: int, play: bool) -> None:
    notes = NoteChapter.compact((NoteLog(note, play, velocity, s),), (), True)
    octets = bytes((0x81, 0xF1, note | s << 7, velocity | play << 7))
    both_ways(ChannelJournal(0, notes=notes, s=s), octets)


@pytest.mark.parametrize("logs", [126, 127, 128])
def test_n_is_fresh_by_its_last_log(logs: int) -> None:
    """The S bits of all logs count, in each of the forms of LEN."""
    notes = [NoteLog(note, False, 1, note != logs - 1) for note in range(logs)]
    chapter = NoteChapter.compact(notes, (), True)
    assert len(encode_notes(chapter)) == 2 + 2 * logs
    assert encode_channel(ChannelJournal(0, notes=chapter))[0] & 0x80 == 0


def test_n_is_not_fresh_by_its_offbits() -> None:
    """OFFBITS behind the logs have no S bits, whatever they look like."""
    chapter = NoteChapter.compact((NoteLog(127, False, 1, True),), (7, 15), True)
    assert encode_channel(ChannelJournal(0, notes=chapter))[0] & 0x80


@pytest.mark.parametrize(("first", "s", "second", "flag"), PAIRS)
def test_w_t_and_p(first: int, s: bool, second: int, flag: bool) -> None:
    both_ways(ChannelJournal(0, wheel=WheelChapter(first, second, s), s=s), bytes((first | s << 7, second)))
    both_ways(ChannelJournal(0, pressure=PressureChapter(first, s), s=s), bytes((first | s << 7,)))
    program = ProgramChapter(first, flag, second, s, first, s)
    octets = bytes((first | s << 7, second | flag << 7, first | s << 7))
    both_ways(ChannelJournal(0, program=program, s=s), octets)


@pytest.mark.parametrize(
    ("low", "s", "high", "nrpn"), [*PAIRS, (126, True, 127, True), (127, True, 126, False)]
)
def test_m_numbers(low: int, s: bool, high: int, nrpn: bool) -> None:
    if (low, high) == (127, 127):
        return
    log = ParameterLog(nrpn, high << 7 | low, s)
    octets = bytes((s << 7, 5, low | s << 7, high | nrpn << 7, 0x02))
    both_ways(ChannelJournal(0, parameters=ParameterChapter((log,), s=s), s=s), octets)


@pytest.mark.parametrize(("value", "x", "msb", "nrpn"), PAIRS)
def test_m_fields(value: int, x: bool, msb: int, nrpn: bool) -> None:
    entry = Entry(value, x)
    log = ParameterLog(False, 0, True, entry, entry, transactions=entry, count_tool=True)
    octet = value | x << 7
    octets = bytes((0xC0, 9, msb | nrpn << 7, 0x80, 0, 0xCE, octet, octet, octet))
    chapter = ParameterChapter((log,), Pending(nrpn, msb))
    both_ways(ChannelJournal(0, parameters=chapter), octets)


@pytest.mark.parametrize(
    ("net", "bits"), [(0, 0), (16383, 0x3FFF), (-1, 0x8001), (-16383, 0xBFFF), (256, 256)]
)
@pytest.mark.parametrize("x", BITS)
def test_m_buttons(net: int, bits: int, x: bool) -> None:
    log = ParameterLog(False, 0, True, a_button=Button(net, x), c_button=net)
    fields = (bits | x << 14).to_bytes(2, "big") + bits.to_bytes(2, "big")
    octets = bytes((0x80, 9, 0x80, 0, 0x32)) + fields
    both_ways(ChannelJournal(0, parameters=ParameterChapter((log,))), octets)


def test_lengths_above_255() -> None:
    """LENGTH has its upper bits in the octet of the flags (wire sheet 14.3)."""
    chapter = ParameterChapter(tuple(ParameterLog(False, number, True) for number in range(250)))
    written = encode_parameters(chapter)
    assert written[:2] == bytes((0x82, 752 - 512))
    both_ways(ChannelJournal(0, parameters=chapter), written)
    common = SimpleChapter(f4=UndefinedCommon(None, b"\x01" * 598, 3, True))
    assert encode_simple(common)[1:3] == bytes((0xAE, 600 - 512))
    system = SystemJournal(common)
    assert decode_journal(encode_journal(Journal(0, system))).system == system


def test_m_length_bits_promise_nothing() -> None:
    """The upper bits of LENGTH are neighbours of U, W and Z (wire sheet 14.3)."""
    logs = tuple(ParameterLog(nrpn, number, True) for number in range(126) for nrpn in BITS)
    many = ParameterChapter(logs, small_numbers=True)
    both_ways(ChannelJournal(0, parameters=many), encode_parameters(many))
    few = ParameterChapter(logs[:120], small_numbers=True)
    both_ways(ChannelJournal(0, parameters=few), encode_parameters(few))


@pytest.mark.parametrize(("value", "s"), [*product(ENDS, BITS)])
def test_d_and_v(value: int, s: bool) -> None:
    simple = SimpleChapter(
        Count(value, s),
        Count(value, s),
        Song(value, s),
        UndefinedCommon(2 * value + 1, bytes((value,)), 3, s),
        UndefinedCommon(2 * value, None, 0, s),
        UndefinedRealtime(2 * value + 1, s),
        UndefinedRealtime(None, s),
        s,
    )
    journal = Journal(0, SystemJournal(simple, Count(value, s), s=s), s=s)
    assert decode_journal(encode_journal(journal)) == journal
    assert encode_active_sense(Count(value, s)) == bytes((value | s << 7,))


@pytest.mark.parametrize(("state", "list_tool", "s", "total"), [*product(SysexState, BITS, BITS, (0, 255))])
def test_x_log(state: SysexState, list_tool: bool, s: bool, total: int) -> None:
    log = SysexLog(state, list_tool, s, bytes((0, 127)), 127, total, 255 - total)
    journal = Journal(0, SystemJournal(sysex=SysexChapter((log,), s), s=s), s=s)
    octets = encode_journal(journal)
    assert octets[5:] == bytes((0x78 | s << 7 | list_tool << 2 | state, 255 - total, total, 127, 0, 0xFF))
    assert decode_journal(octets) == journal
