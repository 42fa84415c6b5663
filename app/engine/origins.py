"""What the monitor calls those that play without being a device, a peer or a link; in English, as all of the engine."""

from pathlib import Path
from typing import Final, Literal, TypeAlias

TEST_KEYBOARD: Final = "Test keyboard"
MONITOR: Final = "Monitor"
SONG: Final = "Song"
SYSEX_FILE: Final = "SysEx file"
TEST_NOTE: Final = "Test note"
COMMAND: Final = "Command"
OURSELVES: Final = "Longwire"
"""Who plays what Longwire released by itself: nobody."""

ORIGINS: Final = (TEST_KEYBOARD, MONITOR, SONG, SYSEX_FILE, TEST_NOTE, COMMAND)
BEFORE_FILE: Final = " · "
"""Between such a name and that of a file."""

ByHand: TypeAlias = Literal["Test note", "Command"]
BY_HAND: Final[tuple[ByHand, ...]] = (TEST_NOTE, COMMAND)


def file_origin(origin: str, file: str) -> str:
    """Name what comes out of a file."""
    return f"{origin}{BEFORE_FILE}{Path(file).name}"
