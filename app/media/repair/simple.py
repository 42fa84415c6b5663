"""Repair from chapters D and V: simple system commands and active sensing (wire sheet 8.1, 8.2)."""

from app.media.repair.context import Repair
from app.midi.messages import ACTIVE_SENSING, SONG_SELECT, SYSTEM_RESET, TUNE_REQUEST
from app.wire.journal.values import Count, SimpleChapter


def repair_reset(repair: Repair, chapter: SimpleChapter) -> bool:
    """Mend a lost Reset, which must come before anything else; True if there was one."""
    return chapter.reset is not None and _mend_count(repair, "D", SYSTEM_RESET, chapter.reset)


def repair_simple(repair: Repair, chapter: SimpleChapter) -> None:
    """Mend the rest of Chapter D. Undefined commands are never played, their counts not needed."""
    if chapter.tune_request is not None:
        _mend_count(repair, "D", TUNE_REQUEST, chapter.tune_request)
    song = chapter.song
    if song is not None and not repair.loss.skips(song.s) and song.number != repair.state.song:
        repair.send("D", bytes((SONG_SELECT, song.number)))


def repair_active_sense(repair: Repair, chapter: Count) -> None:
    """Mend lost Active Sense: however many, one tells that the cable is there."""
    _mend_count(repair, "V", ACTIVE_SENSING, chapter)


def _mend_count(repair: Repair, letter: str, status: int, count: Count) -> bool:
    """Play a command once if its count shows that at least one was lost."""
    if repair.loss.skips(count.s) or count.total == repair.state.counts[status]:
        return False
    repair.send(letter, bytes((status,)))
    repair.state.counts[status] = count.total
    return True
