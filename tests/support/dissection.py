"""Journals in the words of tshark: what it should say of a value, and what it says of octets."""

import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from app.wire.commands import encode_section
from app.wire.journal import encode_channel, encode_parameters, encode_system, nibbles
from app.wire.journal.values import (
    ChannelJournal,
    Entry,
    Journal,
    ParameterLog,
    SysexLog,
    SystemJournal,
    TimecodeChapter,
    Tool,
    UndefinedCommon,
    UndefinedRealtime,
)
from app.wire.rtp import Rtp, encode_rtp
from tests.support.pcap import write_pcap
from tests.support.processes import need

Field = tuple[str, int]

_PORT = 5005
_SUMMARIES = {
    # The same octets again as a headline.
    "sj_chapter_d_simple_system_commands",
    "cj_chapter_d_reset",
    "cj_chapter_d_tune",
    "cj_chapter_d_song_sel",
    "sj_chapter_v",
    "cj_chapter_t_channel_aftertouch",
    "cj_chapter_m_log_msb_entry",
    "cj_chapter_m_log_lsb_entry",
    "cj_chapter_m_log_a_button_full",
    "cj_chapter_m_log_c_button_full",
    "cj_chapter_m_log_count_full",
    # The command section.
    "b_flag",
    "j_flag",
    "z_flag",
    "p_flag",
    "cmd_length_short",
}


def dissect(journals: Sequence[bytes], folder: Path) -> list[list[Field] | None]:
    """Give tshark's fields of each journal, each the number its octets make; None where it found a packet malformed."""
    capture = folder / "journals.pcap"
    packets = (Rtp(number, 0, 1, encode_section([], octets)) for number, octets in enumerate(journals))
    write_pcap(capture, map(encode_rtp, packets), _PORT)
    decode_as = ["-d", f"udp.port=={_PORT},rtp", "-d", "rtp.pt==97,rtpmidi"]
    command = [need("tshark"), "-r", str(capture), *decode_as, "-T", "pdml"]
    done = subprocess.run(command, check=True, capture_output=True, timeout=100)
    return [_fields(packet) for packet in ET.fromstring(done.stdout).iter("packet")]


def _fields(packet: ET.Element) -> list[Field] | None:
    names = [element.get("name", "") for element in packet.iter()]
    if any(name.startswith("_ws.malformed") for name in names):
        return None
    found = []
    for field in packet.iter("field"):
        name = field.get("name", "").removeprefix("rtpmidi.")
        if name != field.get("name") and name not in _SUMMARIES:
            found.append((name, int(field.get("value", "0"), 16)))
    return found


def expected(journal: Journal) -> list[Field]:
    """Give the fields that tshark should show for a journal whose S bits are those on the wire."""
    return list(_journal(journal))


def _flags(prefix: str, **bits: Any) -> Iterator[Field]:
    for letter, bit in bits.items():
        yield f"{prefix}_{letter}flag", int(bool(bit))


def _journal(journal: Journal) -> Iterator[Field]:
    yield "s_flag", int(journal.s)
    yield "y_flag", int(journal.system is not None)
    yield "a_flag", int(bool(journal.channels))
    yield "h_flag", int(journal.enhanced)
    yield "total_channels", max(len(journal.channels) - 1, 0)
    yield "check_Seq_num", journal.checkpoint
    if journal.system:
        yield from _system(journal.system)
    for channel in journal.channels:
        yield from _channel(channel)


def _channel(journal: ChannelJournal) -> Iterator[Field]:
    yield "chanjour_s", int(journal.s)
    yield "chanjour_channel", journal.channel
    yield "chanjour_h", int(journal.enhanced)
    yield "cmd_chanjour_len", len(encode_channel(journal))
    for letter, chapter in zip("pcmwneta", journal[1:9], strict=True):
        yield f"chanjour_toc_{letter}", int(chapter is not None)
    for chapter in (_program, _controllers, _parameters, _wheel, _notes, _note_extras, _pressure, _poly):
        yield from chapter(journal)


def _program(journal: ChannelJournal) -> Iterator[Field]:
    if chapter := journal.program:
        yield "cj_chapter_p_sflag", int(chapter.s)
        yield "cj_chapter_p_program", chapter.program
        yield "cj_chapter_p_bflag", int(chapter.has_bank)
        yield "cj_chapter_p_bank_msb", chapter.bank_msb
        yield "cj_chapter_p_xflag", int(chapter.reset_since_bank)
        yield "cj_chapter_p_bank_lsb", chapter.bank_lsb


def _controllers(journal: ChannelJournal) -> Iterator[Field]:
    if chapter := journal.controllers:
        yield "cj_chapter_c_sflag", int(chapter.s)
        yield "cj_chapter_c_length", len(chapter.logs) - 1
        for log in chapter.logs:
            yield "cj_chapter_c_sflag", int(log.s)
            yield "cj_chapter_c_number", log.number
            yield "cj_chapter_c_aflag", int(log.tool is not Tool.VALUE)
            if log.tool is Tool.VALUE:
                yield "cj_chapter_c_value", log.value
            else:
                yield "cj_chapter_c_tflag", int(log.tool is Tool.COUNT)
                yield "cj_chapter_c_alt", log.value


def _parameters(journal: ChannelJournal) -> Iterator[Field]:
    if chapter := journal.parameters:
        yield from _flags(
            "cj_chapter_m",
            s=chapter.s,
            p=chapter.pending is not None,
            e=chapter.transaction_open,
            u=chapter.only_rpn,
            w=chapter.only_nrpn,
            z=chapter.small_numbers,
        )
        yield "cj_chapter_m_length", len(encode_parameters(chapter))
        for log in chapter.logs:
            short = chapter.small_numbers and (chapter.only_rpn or chapter.only_nrpn)
            yield from _parameter_log(log, short)


def _parameter_log(log: ParameterLog, short: bool) -> Iterator[Field]:
    name = "cj_chapter_m_log"
    yield f"{name}_sflag", int(log.s)
    yield f"{name}_pnum_lsb", log.number & 0x7F
    if not short:
        yield f"{name}_qflag", int(log.nrpn)
        yield f"{name}_pnum_msb", log.number >> 7
    present = [field is not None for field in log[3:8]]
    yield from _flags(
        name, **dict(zip("jklmn", present, strict=True)), t=log.count_tool, v=log.value_tool, r=0
    )
    yield from _entry(log.entry_msb, f"{name}_msb_xflag", f"{name}_msb")
    yield from _entry(log.entry_lsb, f"{name}_lsb_xflag", f"{name}_lsb")
    if log.a_button is not None:
        yield f"{name}_a_button_gflag", int(log.a_button.net < 0)
        yield f"{name}_a_button_xflag", int(log.a_button.before_reset)
        yield f"{name}_a_button", abs(log.a_button.net)
    if log.c_button is not None:
        yield f"{name}_c_button_gflag", int(log.c_button < 0)
        yield f"{name}_c_button_rflag", 0
        yield f"{name}_c_button", abs(log.c_button)
    yield from _entry(log.transactions, f"{name}_count_xflag", f"{name}_count")


def _entry(entry: Entry | None, x_name: str, name: str) -> Iterator[Field]:
    if entry is not None:
        yield x_name, int(entry.before_reset)
        yield name, entry.value


def _wheel(journal: ChannelJournal) -> Iterator[Field]:
    if chapter := journal.wheel:
        yield "cj_chapter_w_sflag", int(chapter.s)
        yield "cj_chapter_w_first", chapter.first
        yield "cj_chapter_w_rflag", 0
        yield "cj_chapter_w_second", chapter.second


def _notes(journal: ChannelJournal) -> Iterator[Field]:
    if chapter := journal.notes:
        yield "cj_chapter_n_bflag", int(chapter.b)
        yield "cj_chapter_n_length", min(len(chapter.logs), 127)
        yield "cj_chapter_n_low", chapter.low
        yield "cj_chapter_n_high", chapter.high
        for log in chapter.logs:
            yield "cj_chapter_n_log_sflag", int(log.s)
            yield "cj_chapter_n_log_note", log.note
            yield "cj_chapter_n_log_yflag", int(log.play)
            yield "cj_chapter_n_log_velocity", log.velocity
        for octet in chapter.offbits:
            yield "cj_chapter_n_log_octet", octet


def _note_extras(journal: ChannelJournal) -> Iterator[Field]:
    if chapter := journal.note_extras:
        yield "cj_chapter_e_sflag", int(chapter.s)
        yield "cj_chapter_e_length", len(chapter.logs) - 1
        for log in chapter.logs:
            yield "cj_chapter_e_log_sflag", int(log.s)
            yield "cj_chapter_e_log_note", log.note
            yield "cj_chapter_n_log_vflag", int(log.is_release)
            yield ("cj_chapter_e_log_velocity" if log.is_release else "cj_chapter_e_log_count"), log.value


def _pressure(journal: ChannelJournal) -> Iterator[Field]:
    if chapter := journal.pressure:
        yield "cj_chapter_t_sflag", int(chapter.s)
        yield "cj_chapter_t_pressure", chapter.pressure


def _poly(journal: ChannelJournal) -> Iterator[Field]:
    if chapter := journal.poly_pressure:
        yield "cj_chapter_a_sflag", int(chapter.s)
        yield "cj_chapter_a_length", len(chapter.logs) - 1
        for log in chapter.logs:
            yield "cj_chapter_a_log_sflag", int(log.s)
            yield "cj_chapter_a_log_note", log.note
            yield "cj_chapter_a_log_xflag", int(log.silenced)
            yield "cj_chapter_a_log_pressure", log.pressure


def _system(journal: SystemJournal) -> Iterator[Field]:
    yield "sysjour_toc_s", int(journal.s)
    for letter, chapter in zip("dvqfx", journal[:5], strict=True):
        yield f"sysjour_toc_{letter}", int(chapter is not None)
    yield "cmd_sysjour_len", len(encode_system(journal))
    yield from _simple(journal)
    if journal.active_sense:
        yield "sj_chapter_v_sflag", int(journal.active_sense.s)
        yield "sj_chapter_v_count", journal.active_sense.total
    yield from _sequencer(journal)
    if journal.timecode:
        yield from _timecode(journal.timecode)
    for log in journal.sysex.logs if journal.sysex else ():
        yield from _sysex_log(log)


def _simple(journal: SystemJournal) -> Iterator[Field]:
    if (chapter := journal.simple) is None:
        return
    present = {letter: log is not None for letter, log in zip("bghjkyz", chapter[:7], strict=True)}
    yield from _flags("sj_chapter_d", s=chapter.s, **present)
    if chapter.reset:
        yield "sj_chapter_d_reset_sflag", int(chapter.reset.s)
        yield "cj_chapter_d_reset_count", chapter.reset.total
    if chapter.tune_request:
        yield "sj_chapter_d_tune_sflag", int(chapter.tune_request.s)
        yield "cj_chapter_d_tune_count", chapter.tune_request.total
    if chapter.song:
        yield "sj_chapter_d_song_sel_sflag", int(chapter.song.s)
        yield "cj_chapter_d_song_sel_value", chapter.song.number
    for common in filter(None, (chapter.f4, chapter.f5)):
        yield from _common(common)
    for realtime in filter(None, (chapter.f9, chapter.fd)):
        yield from _realtime(realtime)


def _common(log: UndefinedCommon) -> Iterator[Field]:
    name = "sj_chapter_d_syscom"
    yield from _flags(name, s=log.s, c=log.total is not None, v=log.data is not None, l=0)
    yield f"{name}_dsz", log.size
    yield f"{name}_len", 2 + (log.total is not None) + len(log.data or b"")
    if log.total is not None:
        yield f"{name}_count", log.total
    if log.data is not None:
        yield f"{name}_value", int.from_bytes(log.data, "big") | 0x80


def _realtime(log: UndefinedRealtime) -> Iterator[Field]:
    name = "sj_chapter_d_sysreal"
    yield from _flags(name, s=log.s, c=log.total is not None, l=0)
    yield f"{name}_len", 1 + (log.total is not None)
    if log.total is not None:
        yield f"{name}_count", log.total


def _sequencer(journal: SystemJournal) -> Iterator[Field]:
    if (chapter := journal.sequencer) is None:
        return
    here = chapter.position is not None
    yield from _flags("sj_chapter_q", s=chapter.s, n=chapter.running, d=chapter.played, c=here, t=0)
    if chapter.position is None:
        yield "sj_chapter_q_top", 0
    else:
        yield "sj_chapter_q_clock", chapter.position


def _timecode(chapter: TimecodeChapter) -> Iterator[Field]:
    here = {"c": chapter.complete is not None, "p": chapter.partial is not None}
    yield from _flags("sj_chapter_f", s=chapter.s, **here, q=chapter.quarter_frames, d=chapter.reverse)
    yield "sj_chapter_f_point", chapter.point
    if chapter.complete is not None:
        yield "sj_chapter_f_complete", int.from_bytes(chapter.complete, "big")
        if chapter.quarter_frames:
            yield from _nibbles(chapter.complete)
        else:
            for letter, octet in zip(("hr", "mn", "sc", "fr"), chapter.complete, strict=True):
                yield f"sj_chapter_f_{letter}", octet
    if chapter.partial is not None:
        yield "sj_chapter_f_partial", int.from_bytes(chapter.partial, "big")
        yield from _nibbles(chapter.partial)


def _nibbles(field: bytes) -> Iterable[Field]:
    return ((f"sj_chapter_f_mt{index}", nibble) for index, nibble in enumerate(nibbles(field)))


def _sysex_log(log: SysexLog) -> Iterator[Field]:
    name = "sj_chapter_x"
    here = {"t": log.type_total is not None, "c": log.total is not None, "f": log.first is not None}
    yield from _flags(name, s=log.s, **here, d=log.data, l=log.list_tool)
    yield f"{name}_sta", log.state
    if log.type_total is not None:
        yield f"{name}_tcount", log.type_total
    if log.total is not None:
        yield f"{name}_count", log.total
    if log.data:
        yield f"{name}_data", int.from_bytes(log.data, "big") | 0x80
