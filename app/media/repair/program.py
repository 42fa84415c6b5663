"""Repair from Chapter P (wire sheet 7.1)."""

from app.media.repair.context import Repair
from app.media.state.channel import ChannelState
from app.media.state.program import Program
from app.midi.messages import PROGRAM_CHANGE
from app.wire.journal.values import ControllerChapter, ProgramChapter

_BANK_MSB = 0
_BANK_LSB = 32


def repair_program(
    repair: Repair, channel: ChannelState, chapter: ProgramChapter, controllers: ControllerChapter | None
) -> bool:
    """Mend bank and program; True if a bank was sent, so that Chapter C must look at CC0 and CC32 again."""
    if repair.loss.skips(chapter.s):
        return False
    coded = Program(
        chapter.program,
        chapter.bank_msb if chapter.has_bank else None,
        chapter.bank_lsb,
        chapter.reset_since_bank,
    )
    state = channel.program
    if _is_same(state.latest, coded):
        return False
    sends_bank = coded.bank_msb is not None and (state.bank_msb, state.bank_lsb) != coded[1:3]
    lsb_before = channel.controllers.values[_BANK_LSB]
    if sends_bank:
        repair.control("P", channel, _BANK_MSB, chapter.bank_msb)
        repair.control("P", channel, _BANK_LSB, chapter.bank_lsb)
    repair.send("P", bytes((PROGRAM_CHANGE | channel.number, chapter.program)))
    state.latest = coded
    if sends_bank and not chapter.bank_lsb and lsb_before and not _has_log(controllers, _BANK_LSB):
        # A coded LSB of 0 also means "none since CC0": no log says that CC32 changed, so it is what it was.
        repair.control("P", channel, _BANK_LSB, lsb_before)
        repair.control("P", channel, _BANK_MSB, chapter.bank_msb)
    return sends_bank


def _is_same(known: Program | None, coded: Program) -> bool:
    if known is None or known.program != coded.program:
        return False
    return coded.bank_msb is None or known[1:3] == coded[1:3]


def _has_log(chapter: ControllerChapter | None, number: int) -> bool:
    return chapter is not None and any(log.number == number for log in chapter.logs)
