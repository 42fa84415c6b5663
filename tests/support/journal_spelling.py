"""A journal spelt as the vectors spell it: the wire's own names, everything that is on the wire."""

from typing import Any

from app.wire.journal import encode_channel, encode_parameters, encode_system, nibbles
from app.wire.journal.values import (
    ChannelJournal,
    ControllerLog,
    Entry,
    Journal,
    NoteExtraLog,
    ParameterLog,
    SequencerChapter,
    SimpleChapter,
    SysexLog,
    SystemJournal,
    TimecodeChapter,
    Tool,
    UndefinedCommon,
    UndefinedRealtime,
)

Spelt = dict[str, Any]


def spell(journal: Journal) -> Spelt:
    """Spell a journal that was read."""
    spelt: Spelt = {
        "S": int(journal.s),
        "Y": int(journal.system is not None),
        "A": int(bool(journal.channels)),
        "H": int(journal.enhanced),
        "TOTCHAN": max(len(journal.channels) - 1, 0),
        "checkpoint": journal.checkpoint,
    }
    if journal.system:
        spelt["system"] = _system(journal.system)
    if journal.channels:
        spelt["channels"] = [_channel(channel) for channel in journal.channels]
    return spelt


def _channel(journal: ChannelJournal) -> Spelt:
    chapters = {
        "P": _program(journal),
        "C": _logs(journal.controllers, _controller_log),
        "M": _parameters(journal),
        "W": _wheel(journal),
        "N": _notes(journal),
        "E": _logs(journal.note_extras, _note_extra_log),
        "T": journal.pressure and {"S": int(journal.pressure.s), "PRESSURE": journal.pressure.pressure},
        "A": _logs(journal.poly_pressure, _poly_log),
    }
    present = {name: chapter for name, chapter in chapters.items() if chapter is not None}
    head = {
        "S": int(journal.s),
        "CHAN": journal.channel,
        "H": int(journal.enhanced),
        "LENGTH": len(encode_channel(journal)),
        "TOC": "".join(present),
    }
    return head | present


def _program(journal: ChannelJournal) -> Spelt | None:
    chapter = journal.program
    return chapter and {
        "S": int(chapter.s),
        "PROGRAM": chapter.program,
        "B": int(chapter.has_bank),
        "BANK_MSB": chapter.bank_msb,
        "X": int(chapter.reset_since_bank),
        "BANK_LSB": chapter.bank_lsb,
    }


def _logs(chapter: Any, log: Any) -> Spelt | None:
    return chapter and {
        "S": int(chapter.s),
        "LEN": len(chapter.logs) - 1,
        "logs": [log(each) for each in chapter.logs],
    }


def _controller_log(log: ControllerLog) -> Spelt:
    spelt: Spelt = {"S": int(log.s), "NUMBER": log.number, "tool": log.tool.name.lower()}
    if log.tool is Tool.VALUE:
        return spelt | {"A": 0, "VALUE": log.value}
    return spelt | {"A": 1, "T": int(log.tool is Tool.COUNT), "ALT": log.value}


def _note_extra_log(log: NoteExtraLog) -> Spelt:
    name = "VELOCITY" if log.is_release else "COUNT"
    return {"S": int(log.s), "NOTENUM": log.note, "V": int(log.is_release), name: log.value}


def _poly_log(log: Any) -> Spelt:
    return {"S": int(log.s), "NOTENUM": log.note, "X": int(log.silenced), "PRESSURE": log.pressure}


def _parameters(journal: ChannelJournal) -> Spelt | None:
    chapter = journal.parameters
    if chapter is None:
        return None
    spelt: Spelt = {
        "S": int(chapter.s),
        "P": int(chapter.pending is not None),
        "E": int(chapter.transaction_open),
        "U": int(chapter.only_rpn),
        "W": int(chapter.only_nrpn),
        "Z": int(chapter.small_numbers),
        "LENGTH": len(encode_parameters(chapter)),
        "logs": [_parameter_log(log) for log in chapter.logs],
    }
    if chapter.pending:
        spelt |= {"Q": int(chapter.pending.nrpn), "PENDING": chapter.pending.msb}
    return spelt


def _parameter_log(log: ParameterLog) -> Spelt:
    fields = {
        "ENTRY_MSB": _entry(log.entry_msb),
        "ENTRY_LSB": _entry(log.entry_lsb),
        "A_BUTTON": log.a_button
        and {"G": int(log.a_button.net < 0), "X": int(log.a_button.before_reset), "count": log.a_button.net},
        "C_BUTTON": None if log.c_button is None else {"G": int(log.c_button < 0), "count": log.c_button},
        "COUNT": _entry(log.transactions),
    }
    flags = "".join(flag for flag, field in zip("JKLMN", fields.values(), strict=True) if field is not None)
    head = {
        "S": int(log.s),
        "PNUM_LSB": log.number & 0x7F,
        "Q": int(log.nrpn),
        "PNUM_MSB": log.number >> 7,
        "flags": flags + "T" * log.count_tool + "V" * log.value_tool,
    }
    return head | {name: field for name, field in fields.items() if field is not None}


def _entry(entry: Entry | None) -> Spelt | None:
    return entry and {"X": int(entry.before_reset), "value": entry.value}


def _wheel(journal: ChannelJournal) -> Spelt | None:
    chapter = journal.wheel
    return chapter and {
        "S": int(chapter.s),
        "FIRST": chapter.first,
        "R": 0,
        "SECOND": chapter.second,
        "value14": chapter.second << 7 | chapter.first,
    }


def _notes(journal: ChannelJournal) -> Spelt | None:
    chapter = journal.notes
    return chapter and {
        "B": int(chapter.b),
        "LEN": min(len(chapter.logs), 127),
        "LOW": chapter.low,
        "HIGH": chapter.high,
        "logs": [
            {"S": int(log.s), "NOTENUM": log.note, "Y": int(log.play), "VELOCITY": log.velocity}
            for log in chapter.logs
        ],
        "OFFBITS": chapter.offbits.hex(),
        "noteoffs": list(chapter.note_offs),
    }


def _system(journal: SystemJournal) -> Spelt:
    chapters = {
        "D": journal.simple and _simple(journal.simple),
        "V": journal.active_sense and _total(journal.active_sense),
        "Q": journal.sequencer and _sequencer(journal.sequencer),
        "F": journal.timecode and _timecode(journal.timecode),
        "X": journal.sysex and [_sysex_log(log) for log in journal.sysex.logs],
    }
    present = {name: chapter for name, chapter in chapters.items() if chapter is not None}
    return {"S": int(journal.s), "LENGTH": len(encode_system(journal)), "TOC": "".join(present)} | present


def _total(log: Any) -> Spelt:
    return {"S": int(log.s), "COUNT": log.total}


def _simple(chapter: SimpleChapter) -> Spelt:
    logs = {
        "reset": chapter.reset and _total(chapter.reset),
        "tune": chapter.tune_request and _total(chapter.tune_request),
        "song": chapter.song and {"S": int(chapter.song.s), "VALUE": chapter.song.number},
        "F4": chapter.f4 and _common(chapter.f4),
        "F5": chapter.f5 and _common(chapter.f5),
        "F9": chapter.f9 and _realtime(chapter.f9),
        "FD": chapter.fd and _realtime(chapter.fd),
    }
    flags = "".join(flag for flag, log in zip("BGHJKYZ", logs.values(), strict=True) if log is not None)
    return {"S": int(chapter.s), "flags": flags} | {
        name: log for name, log in logs.items() if log is not None
    }


def _common(log: UndefinedCommon) -> Spelt:
    spelt: Spelt = {
        "S": int(log.s),
        "C": int(log.total is not None),
        "V": int(log.data is not None),
        "L": int(log.legal is not None),
        "DSZ": log.size,
        "LENGTH": 2 + (log.total is not None) + len(log.data or b"") + len(log.legal or b""),
    }
    return spelt | _optional(COUNT=log.total, VALUE=log.data, LEGAL=log.legal)


def _realtime(log: UndefinedRealtime) -> Spelt:
    spelt: Spelt = {
        "S": int(log.s),
        "C": int(log.total is not None),
        "L": int(log.legal is not None),
        "LENGTH": 1 + (log.total is not None) + len(log.legal or b""),
    }
    return spelt | _optional(COUNT=log.total, LEGAL=log.legal)


def _sequencer(chapter: SequencerChapter) -> Spelt:
    position = chapter.position
    spelt: Spelt = {
        "S": int(chapter.s),
        "N": int(chapter.running),
        "D": int(chapter.played),
        "C": int(position is not None),
        "T": int(chapter.time_ms is not None),
        "TOP": (position or 0) >> 16,
    }
    clock = None if position is None else position & 0xFFFF
    return spelt | _optional(CLOCK=clock, position=position, TIME_ms=chapter.time_ms)


def _timecode(chapter: TimecodeChapter) -> Spelt:
    spelt: Spelt = {
        "S": int(chapter.s),
        "C": int(chapter.complete is not None),
        "P": int(chapter.partial is not None),
        "Q": int(chapter.quarter_frames),
        "D": int(chapter.reverse),
        "POINT": chapter.point,
    }
    if chapter.complete is not None:
        full_frame = dict(zip(("HR", "MN", "SC", "FR"), chapter.complete, strict=True))
        spelt["COMPLETE"] = _nibbles(chapter.complete) if chapter.quarter_frames else full_frame
    if chapter.partial is not None:
        spelt["PARTIAL"] = _nibbles(chapter.partial)
    return spelt


def _nibbles(field: bytes) -> Spelt:
    return {f"MT{index}": nibble for index, nibble in enumerate(nibbles(field))}


def _sysex_log(log: SysexLog) -> Spelt:
    spelt: Spelt = {
        "S": int(log.s),
        "T": int(log.type_total is not None),
        "C": int(log.total is not None),
        "F": int(log.first is not None),
        "D": int(bool(log.data)),
        "L": int(log.list_tool),
        "STA": int(log.state),
    }
    return spelt | _optional(TCOUNT=log.type_total, COUNT=log.total, FIRST=log.first, DATA=log.data or None)


def _optional(**fields: int | bytes | None) -> Spelt:
    return {
        name: field.hex() if isinstance(field, bytes) else field
        for name, field in fields.items()
        if field is not None
    }
