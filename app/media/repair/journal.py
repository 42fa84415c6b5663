"""Repair from a whole journal in the safe order (wire sheet 10.3), and silence where it does not cover (10.5)."""

from app.media.repair.context import Loss, PeerHabits, Repair
from app.media.repair.controllers import ControllerRepair
from app.media.repair.expression import repair_poly_pressure, repair_pressure, repair_wheel
from app.media.repair.notes import NoteRepair
from app.media.repair.parameters import repair_parameters
from app.media.repair.program import repair_program
from app.media.repair.sequencer import repair_sequencer, repair_timecode
from app.media.repair.simple import repair_active_sense, repair_reset, repair_simple
from app.media.repair.sysex import SysexRecord, repair_sysex
from app.media.state.channel import ChannelState
from app.media.state.stream import StreamState
from app.midi.messages import HOLD_2, SOSTENUTO, SUSTAIN
from app.wire.journal.values import ChannelJournal, Journal, SysexState, SystemJournal, Tool

_PEDALS = (SUSTAIN, SOSTENUTO, HOLD_2)


def repair_stream(
    state: StreamState, sysex: SysexRecord, habits: PeerHabits, loss: Loss, journal: Journal
) -> Repair:
    """Mend all that the journal tells. S bits are read where they are coded, not at parents: some peers err there."""
    repair = Repair(state, habits, loss)
    if journal.system is None:
        _doubt_open_sysex(repair, sysex)
    else:
        _repair_system(repair, journal.system, sysex)
    for part in journal.channels:
        _repair_channel(repair, state.channels[part.channel], part)
    return repair


def silence_unconfirmed(repair: Repair, journal: Journal) -> None:
    """End notes and lift pedals that the journal does not speak of: it does not cover the whole loss."""
    parts = {part.channel: part for part in journal.channels}
    for channel in repair.state.channels:
        part = parts.get(channel.number, ChannelJournal(channel.number))
        NoteRepair(repair, channel, part.note_extras).end_unconfirmed("N", part.notes)
        logged = {log.number for log in part.controllers.logs} if part.controllers else set()
        for pedal in _PEDALS:
            if pedal not in logged and channel.controllers.is_on(pedal):
                repair.control("C", channel, pedal, 0)


def doubt_counts(state: StreamState, sysex: SysexRecord, journal: Journal) -> None:
    """Lose sight of every count that this journal does not tell: commands may have been lost that none tells."""
    if journal.system is None or journal.system.sysex is None:
        sysex.is_counted = False
        sysex.assembler.abandon()
    parts = {part.channel: part.controllers for part in journal.channels}
    for channel in state.channels:
        chapter = parts.get(channel.number)
        counted = {log.number for log in chapter.logs if log.tool is not Tool.VALUE} if chapter else set()
        channel.controllers.doubt_counts(counted)


def _repair_system(repair: Repair, journal: SystemJournal, sysex: SysexRecord) -> None:
    if journal.simple is not None and repair_reset(repair, journal.simple):
        sysex.reset()
        if not _has_unfinished(journal):
            sysex.assembler.abandon()
    if journal.sysex is not None:
        repair_sysex(repair, journal.sysex, sysex)
    else:
        _doubt_open_sysex(repair, sysex)
    if journal.simple is not None:
        repair_simple(repair, journal.simple)
    if journal.active_sense is not None:
        repair_active_sense(repair, journal.active_sense)
    if journal.sequencer is not None:
        repair_sequencer(repair, journal.sequencer)
    if journal.timecode is not None:
        repair_timecode(repair, journal.timecode)


def _repair_channel(repair: Repair, channel: ChannelState, journal: ChannelJournal) -> None:
    bank_sent = journal.program is not None and repair_program(
        repair, channel, journal.program, journal.controllers
    )
    controllers = ControllerRepair(repair, channel, bank_sent)
    if journal.controllers is not None:
        controllers.run(journal.controllers)
    if journal.parameters is not None:
        repair_parameters(repair, channel, journal.parameters)
    if journal.wheel is not None:
        repair_wheel(repair, channel, journal.wheel, controllers.replays)
    notes = NoteRepair(repair, channel, journal.note_extras)
    if controllers.notes_unconfirmed:
        notes.end_unconfirmed("C", journal.notes)
    if journal.notes is not None:
        notes.run(journal.notes)
    if journal.pressure is not None:
        repair_pressure(repair, channel, journal.pressure, controllers.replays)
    if journal.poly_pressure is not None:
        repair_poly_pressure(repair, channel, journal.poly_pressure, controllers.replays)


def _doubt_open_sysex(repair: Repair, sysex: SysexRecord) -> None:
    """Drop a SysEx in progress if a peer that never journals SysEx may have lost a piece of it."""
    if not repair.habits.journals_sysex:
        sysex.assembler.abandon()


def _has_unfinished(journal: SystemJournal) -> bool:
    logs = () if journal.sysex is None else journal.sysex.logs
    return any(log.state is SysexState.UNFINISHED for log in logs)
