"""Channels and notes as people type them: `1, 3-5`, `C2-B4`, `all`. Pure: no Qt here."""

import re
from collections.abc import Iterable

from app.midi.messages import note_name

_NOTE = re.compile(r"([a-h])([#b♯♭]?)(-?\d)", re.IGNORECASE)
_STEPS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11, "h": 11}
_DASHES = re.compile(r"\s*[-\u2013\u2014]\s*")
_NOTE_RANGE = re.compile(r"\s*(.+?)\s*(?:[\u2013\u2014]|(?<=\d)\s*-)\s*(.+?)\s*")


def read_channels(text: str, everything: str) -> tuple[int, ...]:
    """Read `1, 3-5` as channels; `everything` or nothing is all of them, given as none. Raises ValueError."""
    if text.strip().casefold() in ("", everything.casefold()):
        return ()
    channels: set[int] = set()
    for part in text.replace(";", ",").split(","):
        first, *last = _DASHES.split(part.strip())
        low, high = int(first), int(last[0]) if last else int(first)
        if len(last) > 1 or not 1 <= low <= high <= 16:
            raise ValueError(text)
        channels.update(range(low, high + 1))
    return () if len(channels) == 16 else tuple(sorted(channels))


def say_channels(channels: Iterable[int], everything: str) -> str:
    """Write what `read_channels` reads, neighbours joined."""
    runs: list[list[int]] = []
    for channel in sorted(channels):
        if runs and channel == runs[-1][-1] + 1:
            runs[-1].append(channel)
        else:
            runs.append([channel])
    return ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs) or everything


def read_notes(text: str, everything: str, middle_c: int = 4) -> tuple[int, int] | None:
    """Read `C2-B4` or `36-83` as lowest and highest note; `everything` or nothing is None. Raises ValueError."""
    if text.strip().casefold() in ("", everything.casefold()):
        return None
    match = _NOTE_RANGE.fullmatch(text)
    low, high = (match[1], match[2]) if match else (text, text)
    notes = read_note(low, middle_c), read_note(high, middle_c)
    if notes[0] > notes[1]:
        raise ValueError(text)
    return None if notes == (0, 127) else notes


def say_notes(notes: tuple[int, int] | None, everything: str, middle_c: int = 4) -> str:
    """Write what `read_notes` reads."""
    if notes is None:
        return everything
    return " \N{EN DASH} ".join(note_name(note, middle_c) for note in notes)


def read_note(text: str, middle_c: int = 4) -> int:
    """Read a note by its name, middle C being C4 or C3, or by its number. Raises ValueError."""
    match = _NOTE.fullmatch(text.strip())
    if match:
        shift = {"#": 1, "♯": 1, "b": -1, "♭": -1, "": 0}[match[2].lower()]
        note = _STEPS[match[1].lower()] + shift + 12 * (int(match[3]) + 5 - middle_c)
    else:
        note = int(text)
    if not 0 <= note <= 127:
        raise ValueError(text)
    return note
