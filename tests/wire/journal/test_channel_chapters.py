"""Chapters P C M W N E T A: every rule of length, order and width (wire sheet 7)."""

from collections.abc import Callable

import pytest

from app.wire.errors import WireError
from app.wire.journal import (
    JournalTooLarge,
    decode_journal,
    encode_channel,
    encode_controllers,
    encode_note_extras,
    encode_notes,
    encode_parameters,
    encode_poly_pressure,
    encode_pressure,
    encode_program,
    encode_wheel,
)
from app.wire.journal.values import (
    Button,
    ChannelJournal,
    ControllerChapter,
    ControllerLog,
    Entry,
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
    Tool,
    WheelChapter,
)
from tests.support.hexbytes import octets

TOC = "PCMWNETA"


def read(toc: str, body: str) -> ChannelJournal:
    """Read a channel journal of these chapters."""
    bits = sum(0x80 >> TOC.index(letter) for letter in toc)
    chapters = octets(body)
    length = 3 + len(chapters)
    journal = decode_journal(bytes((0x20, 0, 0, length >> 8, length & 0xFF, bits)) + chapters)
    return journal.channels[0]


def refuses(encode: Callable[[], bytes]) -> None:
    with pytest.raises(WireError):
        encode()


# --- Chapter P --------------------------------------------------------------------------------------------


def test_p_without_bank() -> None:
    """Wire sheet 7.1: B=X=0, bank octets 0."""
    chapter = ProgramChapter(5, False, 0, False, 0, True)
    assert encode_program(chapter) == octets("85 00 00")
    assert read("P", "85 00 00").program == chapter


def test_p_with_bank_and_reset_since() -> None:
    """Wire sheet 7.1: B and X are the top bits of the bank octets."""
    chapter = ProgramChapter(127, True, 1, True, 2, False)
    assert encode_program(chapter) == octets("7F 81 82")
    assert read("P", "7F 81 82").program == chapter


def test_p_cut_short() -> None:
    assert read("P", "85 00").damaged


@pytest.mark.parametrize("wrong", [{"program": 128}, {"bank_msb": 128}, {"bank_lsb": -1}])
def test_p_takes_data_octets_only(wrong: dict[str, int]) -> None:
    chapter = ProgramChapter(5, True, 0, False, 0, True)
    refuses(lambda: encode_program(chapter._replace(**wrong)))


# --- Chapter C --------------------------------------------------------------------------------------------


def control(number: int, tool: Tool = Tool.VALUE, value: int = 1, s: bool = True) -> ControllerLog:
    return ControllerLog(number, tool, value, s)


def test_c_tools() -> None:
    """Wire sheet 7.2: A=0 VALUE, A=1 T=0 toggle, A=1 T=1 count; ALT has six bits."""
    logs = (
        control(7, Tool.VALUE, 127),
        control(64, Tool.TOGGLE, 63),
        control(123, Tool.COUNT, 63, s=False),
    )
    assert encode_controllers(ControllerChapter(logs)) == octets("02 877F C0BF 7BFF")
    assert read("C", "02 877F C0BF 7BFF").controllers == ControllerChapter(logs, s=False)


def test_c_len_is_logs_less_one_up_to_128() -> None:
    """Wire sheet 7.2, 11 trap 8."""
    logs = tuple(control(number) for number in range(128))
    written = encode_controllers(ControllerChapter(logs))
    assert (written[0], len(written)) == (0xFF, 257)
    chapter = read("C", written.hex()).controllers
    assert chapter is not None
    assert len(chapter.logs) == 128
    refuses(lambda: encode_controllers(ControllerChapter(())))
    refuses(lambda: encode_controllers(ControllerChapter((*logs, control(0, Tool.TOGGLE))), True))


@pytest.mark.parametrize("body", ["", "01 0000", "00 00"])
def test_c_cut_short(body: str) -> None:
    assert read("C", body).damaged


@pytest.mark.parametrize("log", [control(128), control(1, value=128), control(1, Tool.COUNT, 64)])
def test_c_fields_fit(log: ControllerLog) -> None:
    """Wire sheet 7.2: NUMBER and VALUE have seven bits, ALT six."""
    refuses(lambda: encode_controllers(ControllerChapter((log,))))


@pytest.mark.parametrize(
    "logs",
    [
        (control(7, Tool.VALUE), control(7, Tool.COUNT)),
        (control(7, Tool.TOGGLE), control(7, Tool.VALUE)),
        (control(7, Tool.COUNT), control(8), control(7, Tool.VALUE)),
        (control(7), control(7)),
    ],
)
def test_c_tools_of_one_command_are_neighbours_in_order(logs: tuple[ControllerLog, ...]) -> None:
    """Wire sheet 7.2: adjacent, order count, value, toggle."""
    refuses(lambda: encode_controllers(ControllerChapter(logs)))


def test_c_enhanced_codes_several_commands_of_a_controller() -> None:
    """Wire sheet 7.2, H=1: same layout, more than one command per number."""
    logs = (control(16, Tool.COUNT, 3), control(16), control(7), control(16, Tool.VALUE, 65, s=False))
    journal = ChannelJournal(2, controllers=ControllerChapter(logs), enhanced=True)
    written = encode_channel(journal)
    assert written == octets("14 0C 40 03 90C3 9001 8701 1041")
    read_back = decode_journal(octets("30 0000") + written).channels[0]
    assert read_back == journal._replace(s=False, controllers=ControllerChapter(logs, s=False))
    refuses(lambda: encode_channel(journal._replace(enhanced=False)))


# --- Chapter M --------------------------------------------------------------------------------------------


def parameter(number: int = 0, nrpn: bool = False, s: bool = True) -> ParameterLog:
    return ParameterLog(nrpn, number, s, entry_msb=Entry(12, False))


def test_m_full_log_headers() -> None:
    """Wire sheet 7.3: three octets unless Z and one of U, W are set."""
    chapter = ParameterChapter((parameter(643, nrpn=True),))
    assert encode_parameters(chapter) == octets("8006 83 85 82 0C")
    assert read("M", "8006 83 85 82 0C").parameters == chapter


@pytest.mark.parametrize(
    ("chapter", "written"),
    [
        (ParameterChapter((parameter(3),), only_rpn=True, small_numbers=True), "9405 83 82 0C"),
        (ParameterChapter((parameter(3, True),), only_nrpn=True, small_numbers=True), "8C05 83 82 0C"),
        (ParameterChapter((parameter(3),), only_rpn=True), "9006 83 00 82 0C"),
        (ParameterChapter((parameter(3, True),), only_nrpn=True), "8806 83 80 82 0C"),
        (ParameterChapter((parameter(127),), small_numbers=True), "8406 FF 00 82 0C"),
    ],
)
def test_m_short_log_headers(chapter: ParameterChapter, written: str) -> None:
    """Wire sheet 7.3: two octets iff Z=1 and (U=1 or W=1); the family is that of U or W."""
    assert encode_parameters(chapter) == octets(written)
    assert read("M", written).parameters == chapter


@pytest.mark.parametrize(
    ("logs", "promises"),
    [
        ((parameter(3),), (True, False, True)),
        ((parameter(3, True),), (False, True, True)),
        ((parameter(3), parameter(3, True)), (False, False, True)),
        ((parameter(127),), (True, False, True)),
        ((parameter(128),), (True, False, False)),
        ((), (False, False, False)),
    ],
)
def test_m_compact_sets_what_holds(logs: tuple[ParameterLog, ...], promises: tuple[bool, ...]) -> None:
    """Wire sheet 7.3: U, W and Z may be 1 if they hold for all logs."""
    chapter = ParameterChapter.compact(logs, None, True)
    assert chapter[3:6] == promises
    assert chapter.transaction_open
    assert read("M", encode_parameters(chapter).hex()).parameters == chapter


@pytest.mark.parametrize(
    "chapter",
    [
        ParameterChapter((parameter(3, True),), only_rpn=True),
        ParameterChapter((parameter(3),), only_nrpn=True),
        ParameterChapter((parameter(128),), small_numbers=True),
    ],
)
def test_m_promises_hold(chapter: ParameterChapter) -> None:
    """Wire sheet 7.3: U, W and Z speak for every log."""
    refuses(lambda: encode_parameters(chapter))


@pytest.mark.parametrize("s", [True, False])
@pytest.mark.parametrize(("pending", "octet"), [(Pending(False, 1), "01"), (Pending(True, 127), "FF")])
def test_m_pending_and_its_news(s: bool, pending: Pending, octet: str) -> None:
    """Wire sheet 7.3, 11 trap 9: P adds PENDING, and its change alone clears the chapter's S."""
    chapter = ParameterChapter((), pending, s=s)
    assert encode_parameters(chapter) == octets(("C003" if s else "4003") + octet)
    assert read("M", encode_parameters(chapter).hex()).parameters == chapter


def test_m_fields_come_in_the_order_j_k_l_m_n() -> None:
    """Wire sheet 7.3."""
    log = ParameterLog(
        True,
        643,
        False,
        entry_msb=Entry(16, True),
        entry_lsb=Entry(17, False),
        a_button=Button(-16383, True),
        c_button=-2,
        transactions=Entry(18, True),
        count_tool=True,
    )
    written = octets("000C 03 85 FE 90 11 FFFF 8002 92")
    assert encode_parameters(ParameterChapter((log,))) == written
    assert read("M", written.hex()).parameters == ParameterChapter((log,), s=False)


def test_m_a_selection_alone_has_no_fields() -> None:
    """Wire sheet 7.3: V is no presence bit."""
    log = ParameterLog(False, 1, True)
    assert encode_parameters(ParameterChapter((log,))) == octets("8005 81 00 02")
    assert read("M", "8005 81 00 02").parameters == ParameterChapter((log,))


@pytest.mark.parametrize(
    "log",
    [
        parameter()._replace(value_tool=False),
        ParameterLog(False, 0, True, c_button=0, value_tool=False),
        ParameterLog(False, 0, True, transactions=Entry(1, False)),
        parameter(0x3FFF),
        parameter(0x4000),
        ParameterLog(False, 0, True, entry_lsb=Entry(128, False)),
        ParameterLog(False, 0, True, a_button=Button(16384, False)),
    ],
)
def test_m_logs_that_cannot_be(log: ParameterLog) -> None:
    """Wire sheet 7.3: V=0 and T=0 mean no fields of theirs, null has no log, counts are clamped to 16383."""
    refuses(lambda: encode_parameters(ParameterChapter((log,))))


def test_m_has_one_log_per_parameter() -> None:
    """Wire sheet 7.3."""
    refuses(lambda: encode_parameters(ParameterChapter((parameter(1), parameter(1)))))
    refuses(lambda: encode_parameters(ParameterChapter((), Pending(False, 128))))


def test_m_length_has_ten_bits() -> None:
    """Wire sheet 5.2: the sender is told."""
    logs = tuple(parameter(number) for number in range(256))
    with pytest.raises(JournalTooLarge):
        encode_parameters(ParameterChapter(logs))


@pytest.mark.parametrize(
    "body",
    [
        "80",
        "8001",  # LENGTH is less than the header
        "8006 83 85 82",  # LENGTH passes the channel journal
        "C002",  # no room for PENDING
        "8004 83 85",  # no room for a log header
        "8003 83",
        "8006 83 85 C2 0C",  # K without its octet
        "9C05 83 82 0C",  # short headers that are RPN and NRPN at once
    ],
)
def test_m_malformed(body: str) -> None:
    """Wire sheet 7.3."""
    channel = read("M", body)
    assert channel.damaged
    assert channel.parameters is None


def test_m_is_passed_over_by_its_length() -> None:
    """Wire sheet 5.2: the chapter behind starts where LENGTH ends; promises about no logs are all true."""
    channel = read("MW", "9C02 8040")
    assert channel.wheel == WheelChapter(0, 64, True)
    assert channel.parameters == ParameterChapter((), None, False, True, True, True, True)


# --- Chapters W and T -------------------------------------------------------------------------------------


def test_w_is_sent_lsb_first() -> None:
    """Wire sheet 7.4: the R bit of the second octet is ignored."""
    assert encode_wheel(WheelChapter(0x12, 0x34, True)) == octets("92 34")
    assert read("W", "12 B4").wheel == WheelChapter(0x12, 0x34, False)
    assert read("W", "12").damaged
    refuses(lambda: encode_wheel(WheelChapter(128, 0, True)))


def test_t_is_one_octet() -> None:
    """Wire sheet 7.7."""
    assert encode_pressure(PressureChapter(85, True)) == octets("D5")
    assert read("T", "55").pressure == PressureChapter(85, False)
    assert read("T", "").damaged
    refuses(lambda: encode_pressure(PressureChapter(128, True)))


# --- Chapter N --------------------------------------------------------------------------------------------


def on(note: int, s: bool = True, velocity: int = 100) -> NoteLog:
    return NoteLog(note, False, velocity, s)


def test_n_bits_run_from_the_lowest_note() -> None:
    """Wire sheet 7.5: bit 7 of octet k is note 8*(LOW+k)."""
    chapter = NoteChapter.compact((), (60, 71), False)
    assert encode_notes(chapter) == octets("00 78 08 01")
    assert chapter.note_offs == (60, 71)
    assert read("N", "00 78 08 01").notes == chapter


@pytest.mark.parametrize("notes", [(0,), (127,), (0, 127), (63, 64), tuple(range(128))])
def test_n_compact_reaches_from_the_lowest_to_the_highest(notes: tuple[int, ...]) -> None:
    """Wire sheet 7.5: LOW = lowest note / 8, HIGH = highest note / 8."""
    chapter = NoteChapter.compact((), notes, True)
    assert (chapter.low, chapter.high) == (notes[0] // 8, notes[-1] // 8)
    assert chapter.note_offs == notes
    assert read("N", encode_notes(chapter).hex()).notes == chapter


@pytest.mark.parametrize(("logs", "head"), [(1, "81 F1"), (126, "FE F1"), (127, "FF F1"), (128, "FF F0")])
def test_n_logs_without_bits(logs: int, head: str) -> None:
    """Wire sheet 7.5: 15/1 is the empty bitfield, 15/0 with LEN 127 means 128 logs."""
    chapter = NoteChapter.compact([on(note) for note in range(logs)], (), True)
    written = encode_notes(chapter)
    assert written[:2] == octets(head)
    assert len(written) == 2 + 2 * logs
    assert read("N", written.hex()).notes == chapter


def test_n_127_logs_with_bits() -> None:
    """Wire sheet 7.5: LEN 127 with LOW <= HIGH means 127 logs."""
    chapter = NoteChapter.compact([on(note) for note in range(127)], (127,), False)
    assert encode_notes(chapter)[:2] == octets("7F FF")
    assert read("N", encode_notes(chapter).hex()).notes == chapter


def test_n_the_other_empty_bitfield_and_wide_ones_stay_as_they_were() -> None:
    """Wire sheet 7.5: 15/0 with fewer logs, and a bitfield wider than needed, are legal."""
    for body in ("81 F0 3C64", "80 5A 000008000000"):
        notes = read("N", body).notes
        assert notes is not None
        assert encode_notes(notes) == octets(body)


@pytest.mark.parametrize("fresh", [0, 1, None])
@pytest.mark.parametrize("b", [True, False])
def test_n_counts_as_fresh_by_b_or_a_log(fresh: int | None, b: bool) -> None:
    """Wire sheet 11 trap 9: the parent sees B AND the S bits of all logs."""
    chapter = NoteChapter.compact([on(60, fresh != 0), on(61, fresh != 1)], (40,), b)
    old = bool(encode_channel(ChannelJournal(0, notes=chapter))[0] & 0x80)
    assert old is (b and fresh is None)


@pytest.mark.parametrize("b", [True, False])
def test_n_without_logs_counts_as_fresh_by_b(b: bool) -> None:
    """Wire sheet 7.5: B."""
    journal = ChannelJournal(0, notes=NoteChapter.compact((), (40,), b))
    assert bool(encode_channel(journal)[0] & 0x80) is b


@pytest.mark.parametrize(
    "chapter",
    [
        NoteChapter((on(60),), 8, 3, b"", True),  # forbidden pair
        NoteChapter((on(60),), 15, 2, b"", True),
        NoteChapter(tuple(on(note) for note in range(127)), 15, 0, b"", True),  # would be read as 128
        NoteChapter(tuple(on(note) for note in range(128)), 15, 1, b"", True),  # would be read as 127
        NoteChapter(tuple(on(0) for _ in range(129)), 15, 0, b"", True),
        NoteChapter((on(60),), 15, 1, b"\0", True),  # octets that LOW and HIGH do not announce
        NoteChapter((on(60),), 7, 8, b"\1", True),
        NoteChapter.compact((on(60), on(60)), (), True),  # twice
        NoteChapter.compact((on(60),), (60,), True),  # in both structures
        NoteChapter.compact((), (), True),  # nothing at all
        NoteChapter((), 3, 3, b"\0", True),
        NoteChapter.compact((on(60, velocity=0),), (), True),
        NoteChapter.compact((on(60, velocity=128),), (), True),
        NoteChapter.compact((on(128),), (), True),
    ],
)
def test_n_that_cannot_be(chapter: NoteChapter) -> None:
    """Wire sheet 7.5."""
    refuses(lambda: encode_notes(chapter))


@pytest.mark.parametrize("body", ["81", "81 83 3C64", "81 F2 3C64", "82 F1 3C64 3D", "80 78 08"])
def test_n_malformed(body: str) -> None:
    """Wire sheet 7.5: only 15/0 and 15/1 may have LOW above HIGH; logs and OFFBITS must be there."""
    channel = read("N", body)
    assert channel.damaged
    assert channel.notes is None


# --- Chapters E and A -------------------------------------------------------------------------------------


def test_e_release_velocity_and_count_of_one_note() -> None:
    """Wire sheet 7.6: at most one log of each kind per note."""
    logs = (NoteExtraLog(60, True, 0, True), NoteExtraLog(60, False, 2, False))
    assert encode_note_extras(NoteExtraChapter(logs)) == octets("01 BC80 3C02")
    assert read("E", "01 BC80 3C02").note_extras == NoteExtraChapter(logs, s=False)
    refuses(lambda: encode_note_extras(NoteExtraChapter((*logs, logs[0]))))


def test_a_one_log_per_note() -> None:
    """Wire sheet 7.8."""
    logs = (PolyPressureLog(60, True, 51, True), PolyPressureLog(61, False, 52, True))
    assert encode_poly_pressure(PolyPressureChapter(logs)) == octets("81 BCB3 BD34")
    assert read("A", "81 BCB3 BD34").poly_pressure == PolyPressureChapter(logs)
    refuses(lambda: encode_poly_pressure(PolyPressureChapter((*logs, logs[0]))))


@pytest.mark.parametrize("letter", "EA")
def test_e_and_a_cut_short(letter: str) -> None:
    """Wire sheet 7.6, 7.8: LEN is logs less one."""
    assert read(letter, "01 3C40").damaged
    assert read(letter, "").damaged


def test_e_and_a_have_1_to_128_logs_of_seven_bits() -> None:
    """Wire sheet 7.6, 7.8."""
    extras = tuple(NoteExtraLog(note, True, 0, True) for note in range(128))
    poly = tuple(PolyPressureLog(note, False, 0, True) for note in range(128))
    assert encode_note_extras(NoteExtraChapter(extras))[0] == 0xFF
    assert encode_poly_pressure(PolyPressureChapter(poly))[0] == 0xFF
    refuses(lambda: encode_note_extras(NoteExtraChapter(())))
    refuses(lambda: encode_poly_pressure(PolyPressureChapter(())))
    refuses(lambda: encode_note_extras(NoteExtraChapter((*extras, NoteExtraLog(0, False, 2, True)))))
    refuses(lambda: encode_note_extras(NoteExtraChapter((extras[0]._replace(value=128),))))
    refuses(lambda: encode_poly_pressure(PolyPressureChapter((poly[0]._replace(note=128),))))


def test_a_full_channel_passes_length() -> None:
    """Wire sheet 6: 128 logs each in C, N, E and A do not fit in 1023 octets."""
    journal = ChannelJournal(
        0,
        controllers=ControllerChapter(tuple(control(number) for number in range(128))),
        notes=NoteChapter.compact([on(note) for note in range(128)], (), True),
        note_extras=NoteExtraChapter(tuple(NoteExtraLog(note, True, 0, True) for note in range(128))),
        poly_pressure=PolyPressureChapter(
            tuple(PolyPressureLog(note, False, 0, True) for note in range(128))
        ),
    )
    with pytest.raises(JournalTooLarge):
        encode_channel(journal)
    assert len(encode_channel(journal._replace(note_extras=None))) < 1023
