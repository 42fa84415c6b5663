"""What the chapters of the recovery journal are about, in words for musicians (RFC 6295, appendices A and B)."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

_CONTEXT: Final = "Chapters"

CHAPTERS: Final[Mapping[str, object]] = {
    "P": QT_TRANSLATE_NOOP("Chapters", "programs"),
    "C": QT_TRANSLATE_NOOP("Chapters", "controllers"),
    "M": QT_TRANSLATE_NOOP("Chapters", "parameters"),
    "W": QT_TRANSLATE_NOOP("Chapters", "pitch bend"),
    "N": QT_TRANSLATE_NOOP("Chapters", "notes"),
    "E": QT_TRANSLATE_NOOP("Chapters", "note releases"),
    "T": QT_TRANSLATE_NOOP("Chapters", "aftertouch"),
    "A": QT_TRANSLATE_NOOP("Chapters", "key pressure"),
    "D": QT_TRANSLATE_NOOP("Chapters", "system"),
    "V": QT_TRANSLATE_NOOP("Chapters", "active sensing"),
    "Q": QT_TRANSLATE_NOOP("Chapters", "sequencer"),
    "F": QT_TRANSLATE_NOOP("Chapters", "time code"),
    "X": QT_TRANSLATE_NOOP("Chapters", "SysEx"),
}


def repaired_text(repaired: Mapping[str, int]) -> str:
    """Say how often each kind was brought back, the most frequent first; empty when nothing was."""
    counts = sorted(((count, chapter) for chapter, count in repaired.items() if count), reverse=True)
    return ", ".join(f"{_name(chapter)} ({QLocale().toString(count)})" for count, chapter in counts)


def _name(chapter: str) -> str:
    return QCoreApplication.translate(_CONTEXT, str(CHAPTERS.get(chapter, chapter)))
