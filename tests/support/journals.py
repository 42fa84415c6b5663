"""Hypothesis strategies of recovery journals, and the S bits that a written one shows."""

from typing import Any

from hypothesis import strategies as st

from app.wire.journal import from_nibbles
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
    SequencerChapter,
    SimpleChapter,
    Song,
    SysexChapter,
    SysexLog,
    SysexState,
    SystemJournal,
    TimecodeChapter,
    Tool,
    UndefinedCommon,
    UndefinedRealtime,
    WheelChapter,
)

_BIT = st.booleans()
_SEVEN = st.integers(0, 127)
_OCTET = st.integers(0, 255)
_OCTETS = st.binary(min_size=1, max_size=24).map(lambda data: bytes(octet & 0x7F for octet in data))
_MAX_LOGS = 12


def _built(kind: Any, *fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Fill the first fields of a value and leave the rest at their defaults, which `st.builds` would not."""
    return st.tuples(*fields).map(lambda values: kind(*values))


_programs = _built(ProgramChapter, _SEVEN, _BIT, _SEVEN, _BIT, _SEVEN, _BIT)
_wheels = _built(WheelChapter, _SEVEN, _SEVEN, _BIT)
_pressures = _built(PressureChapter, _SEVEN, _BIT)
_counts = _built(Count, _SEVEN, _BIT)


@st.composite
def _controllers(draw: st.DrawFn) -> ControllerChapter:
    logs: list[ControllerLog] = []
    for number in draw(st.lists(_SEVEN, min_size=1, max_size=_MAX_LOGS, unique=True)):
        tools = draw(st.sampled_from(_TOOL_SETS))
        for tool in tools:
            value = draw(_SEVEN if tool is Tool.VALUE else st.integers(0, 63))
            logs.append(ControllerLog(number, tool, value, draw(_BIT)))
    return ControllerChapter(tuple(logs))


_TOOL_SETS = (
    (Tool.VALUE,),
    (Tool.COUNT,),
    (Tool.TOGGLE,),
    (Tool.COUNT, Tool.VALUE),
    (Tool.VALUE, Tool.TOGGLE),
    (Tool.COUNT, Tool.VALUE, Tool.TOGGLE),
)
_entries = _built(Entry, _SEVEN, _BIT)
_nets = st.integers(-16383, 16383)


@st.composite
def _parameters(draw: st.DrawFn) -> ParameterChapter:
    largest = draw(st.sampled_from((127, 16382)))
    families = draw(st.sampled_from((_BIT, st.just(False), st.just(True))))
    names = draw(st.lists(st.tuples(families, st.integers(0, largest)), max_size=8, unique=True))
    logs = [draw(_parameter_logs(nrpn, number)) for nrpn, number in names]
    pending = draw(st.none() | _built(Pending, _BIT, _SEVEN))
    if draw(_BIT):
        return ParameterChapter.compact(logs, pending, draw(_BIT), draw(_BIT))
    return ParameterChapter(tuple(logs), pending, draw(_BIT), s=draw(_BIT))


@st.composite
def _parameter_logs(draw: st.DrawFn, nrpn: bool, number: int) -> ParameterLog:
    log = ParameterLog(nrpn, number, draw(_BIT), value_tool=False)
    if draw(_BIT):
        log = log._replace(
            entry_msb=draw(st.none() | _entries),
            entry_lsb=draw(st.none() | _entries),
            a_button=draw(st.none() | _built(Button, _nets, _BIT)),
            c_button=draw(st.none() | _nets),
            value_tool=True,
        )
    if draw(_BIT):
        log = log._replace(transactions=draw(st.none() | _entries), count_tool=True)
    return log


@st.composite
def _notes(draw: st.DrawFn) -> NoteChapter:
    on = _built(NoteLog, st.just(0), _BIT, st.integers(1, 127), _BIT)
    notes = draw(st.dictionaries(_SEVEN, st.none() | on, min_size=1, max_size=_MAX_LOGS))
    logs = [log._replace(note=note) for note, log in notes.items() if log]
    return NoteChapter.compact(logs, [note for note, log in notes.items() if not log], draw(_BIT))


_note_extras = st.lists(
    _built(NoteExtraLog, _SEVEN, _BIT, _SEVEN, _BIT),
    min_size=1,
    max_size=_MAX_LOGS,
    unique_by=lambda log: log[:2],
).map(lambda logs: NoteExtraChapter(tuple(logs)))
_poly_pressures = st.lists(
    _built(PolyPressureLog, _SEVEN, _BIT, _SEVEN, _BIT),
    min_size=1,
    max_size=_MAX_LOGS,
    unique_by=lambda log: log.note,
).map(lambda logs: PolyPressureChapter(tuple(logs)))


def channel_journals(channel: int) -> st.SearchStrategy[ChannelJournal]:
    """Any channel journal in which a sender could have the chapters."""
    return _built(
        ChannelJournal,
        st.just(channel),
        st.none() | _programs,
        st.none() | _controllers(),
        st.none() | _parameters(),
        st.none() | _wheels,
        st.none() | _notes(),
        st.none() | _note_extras,
        st.none() | _pressures,
        st.none() | _poly_pressures,
    )


@st.composite
def _commons(draw: st.DrawFn) -> UndefinedCommon:
    data = draw(st.none() | _OCTETS)
    size = min(len(data), 3) if data else 0
    return UndefinedCommon(draw(_OCTET if data is None else st.none() | _OCTET), data, size, draw(_BIT))


_realtimes = _built(UndefinedRealtime, st.none() | _OCTET, _BIT)
_simples = _built(
    SimpleChapter,
    st.none() | _counts,
    st.none() | _counts,
    st.none() | _built(Song, _SEVEN, _BIT),
    st.none() | _commons(),
    st.none() | _commons(),
    st.none() | _realtimes,
    st.none() | _realtimes,
).filter(lambda chapter: any(chapter[:-1]))
_sequencers = _built(SequencerChapter, _BIT, _BIT, st.none() | st.integers(0, (1 << 19) - 1), _BIT)
_fields = st.lists(st.integers(0, 15), min_size=8, max_size=8).map(from_nibbles)


@st.composite
def _timecodes(draw: st.DrawFn) -> TimecodeChapter:
    complete = draw(st.none() | _fields)
    quarter_frames = complete is not None and draw(_BIT)
    partial = draw(st.none() | _fields)
    return TimecodeChapter(complete, quarter_frames, partial, draw(_BIT), draw(st.integers(0, 7)), draw(_BIT))


_sysex_logs = _built(
    SysexLog,
    st.sampled_from(SysexState),
    _BIT,
    _BIT,
    st.just(b"") | _OCTETS,
    st.none() | st.integers(0, 0x0FFFFFFF),
    st.none() | _OCTET,
    st.none() | _OCTET,
)
_sysexes = st.lists(_sysex_logs, min_size=1, max_size=5).map(lambda logs: SysexChapter(tuple(logs)))


def system_journals() -> st.SearchStrategy[SystemJournal]:
    """Any system journal that a sender could have."""
    return _built(
        SystemJournal,
        st.none() | _simples,
        st.none() | _counts,
        st.none() | _sequencers,
        st.none() | _timecodes(),
        st.none() | _sysexes,
    )


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    """Any journal that a sender could write; S bits of parents are left to the encoder."""
    channels = sorted(draw(st.sets(st.integers(0, 15), max_size=3)))
    return Journal(
        draw(st.integers(0, 0xFFFF)),
        draw(st.none() | system_journals()),
        tuple(draw(channel_journals(channel)) for channel in channels),
    )


def settled(journal: Journal) -> Journal:
    """Give the journal with the S bits that are on the wire: a parent's is the AND of all below it."""
    system = journal.system and _settled_system(journal.system)
    channels = tuple(_settled_channel(channel) for channel in journal.channels)
    return journal._replace(system=system, channels=channels, s=_all_old(journal.s, system, *channels))


def _settled_channel(journal: ChannelJournal) -> ChannelJournal:
    chapters = {name: getattr(journal, name) for name in journal._fields[1:9]}
    for name, chapter in chapters.items():
        if hasattr(chapter, "logs") and name != "notes":
            chapters[name] = chapter._replace(s=_all_old(chapter.s, *chapter.logs))
    notes = chapters.pop("notes")
    notes_old = notes is None or _all_old(notes.b, *notes.logs)
    return journal._replace(**chapters, s=_all_old(journal.s and notes_old, *chapters.values()))


def _settled_system(journal: SystemJournal) -> SystemJournal:
    simple, sysex = journal.simple, journal.sysex
    if simple:
        simple = simple._replace(s=_all_old(simple.s, *simple[:-1]))
    if sysex:
        s = _all_old(sysex.s, *sysex.logs)
        phantom = s or (len(sysex.logs) > 1 and sysex.logs[1].s)
        sysex = SysexChapter((sysex.logs[0]._replace(s=phantom), *sysex.logs[1:]), s)
    journal = journal._replace(simple=simple, sysex=sysex)
    return journal._replace(s=_all_old(journal.s, *journal[:5]))


def _all_old(own: bool, *children: Any) -> bool:
    return own and all(child.s for child in children if child is not None)
