"""Repair from Chapter X (wire sheet 8.5): whole lost SysEx are played, what cannot be completed is dropped."""

from typing import Final

from app.media.repair.context import Repair
from app.media.state.stream import LONG_MODULUS
from app.midi.messages import SYSEX, SYSEX_END, is_reset
from app.wire.journal.values import SysexChapter, SysexLog, SysexState
from app.wire.sysex import SysexAssembler

_HALF: Final = LONG_MODULUS // 2
_HEAD: Final = bytes((SYSEX,))
_TAIL: Final = bytes((SYSEX_END,))
_FINISHED: Final = (SysexState.FINISHED, SysexState.DROPPED_F7)


class SysexRecord:
    """What was received of SysEx: the message in progress, the latest whole one and the packet it came in."""

    def __init__(self, limit_octets: int) -> None:
        self.assembler = SysexAssembler(limit_octets)
        self.is_counted = False
        """Whether the own count is the sender's: not before a log told it, nor after a loss that none tells of."""
        self._latest: bytes | None = None
        self._latest_packet = 0

    def finished(self, message: bytes, packet: int) -> None:
        """Remember a whole message that came in this packet."""
        self._latest = message
        self._latest_packet = packet

    def is_latest(self, message: bytes) -> bool:
        """Tell whether this is the latest whole message."""
        return message == self._latest

    def expected_since(self, checkpoint: int) -> bytes | None:
        """Give the latest whole message if a journal from this checkpoint must name it."""
        return self._latest if self._latest_packet >= checkpoint else None

    def reset(self) -> None:
        """A Reset was repaired: journals no longer name what came before, nor count what was lost of it."""
        self.forget_latest()
        self.is_counted = False

    def forget_latest(self) -> None:
        """A Reset was received: journals no longer name what came before."""
        self._latest = None


def repair_sysex(repair: Repair, chapter: SysexChapter, record: SysexRecord) -> None:
    """Mend from all logs, oldest first."""
    repair.habits.journals_sysex = True
    if not record.is_counted:
        _synchronise(repair, chapter, record)
    for log in chapter.logs:
        if repair.loss.skips(log.s):
            continue
        if log.total is None:
            _mend_uncounted(repair, log, record)
            continue
        ahead = (log.total - repair.state.sysex_count) % LONG_MODULUS
        if ahead == 0:
            _mend_open(repair, log, record)
        elif ahead < _HALF:
            _mend_lost(repair, log, record)
            repair.state.sysex_count = log.total


def _synchronise(repair: Repair, chapter: SysexChapter, record: SysexRecord) -> None:
    """Find out from the logs which number our latest message has; all after it is new.

    If the journal reaches further back than our latest message, that one has a log; if it does not, all logs are new.
    Of equal messages the last is taken for ours: a lost one that is equal would have said the same again.
    """
    messages = [(log.total, _whole(log)) for log in chapter.logs if log.total is not None]
    if not messages:
        return
    record.assembler.abandon()
    record.is_counted = True
    latest = record.expected_since(repair.loss.checkpoint)
    known = (messages[0][0] - 1) % LONG_MODULUS
    if latest is not None:
        matches = [total for total, message in messages if message == latest]
        known = (matches or [messages[-1][0]])[-1]
        _repeat_reset(repair, chapter.logs[0])
    repair.state.sysex_count = known


def _repeat_reset(repair: Repair, log: SysexLog) -> None:
    """Play a SysEx that resets, which is always the first log, though it may be the one that we had.

    Twice is better than never, and exact: the journal tells all that came after it, if all of it is read.
    """
    message = _whole(log)
    if message is not None and is_reset(message) and not repair.loss.skips(log.s):
        repair.loss.single = False
        repair.send("X", message)


def _mend_open(repair: Repair, log: SysexLog, record: SysexRecord) -> None:
    """Continue the message in progress if the log is about it and joins what is there."""
    assembler = record.assembler
    if not assembler.is_open:
        return
    held = len(assembler.held) - len(_HEAD)
    first = log.first or 0
    if log.state is SysexState.CANCELLED or first > held:
        assembler.abandon()
        return
    rest = log.data[held - first :]
    if log.state is SysexState.UNFINISHED:
        if rest:
            assembler.feed(_TAIL + rest + _HEAD)
        return
    _play(repair, assembler.feed(_TAIL + rest + _TAIL), record)


def _mend_lost(repair: Repair, log: SysexLog, record: SysexRecord) -> None:
    """Play or open a message that was never seen; whatever was open before it will not be completed."""
    record.assembler.abandon()
    if log.first:
        return
    if log.state is SysexState.UNFINISHED:
        if log.data:
            record.assembler.feed(_HEAD + log.data + _HEAD)
        return
    _play(repair, _whole(log), record)


def _mend_uncounted(repair: Repair, log: SysexLog, record: SysexRecord) -> None:
    """Without a count a message is lost if it is not the latest that was played."""
    message = _whole(log)
    if message is not None and not record.is_latest(message):
        _play(repair, message, record)
        repair.state.begin_sysex()


def _whole(log: SysexLog) -> bytes | None:
    return _HEAD + log.data + _TAIL if log.state in _FINISHED and not log.first else None


def _play(repair: Repair, message: bytes | None, record: SysexRecord) -> None:
    if message is not None:
        repair.send("X", message)
        record.finished(message, repair.loss.packet - 1)
