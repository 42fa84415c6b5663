"""What menus and pages offer to do with an end."""

from collections.abc import Callable
from enum import Enum, auto
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication

from app.model.endpoints import KEYBOARD, MONITOR, Endpoint


class Tool(Enum):
    """Record it, play a file into it, send it SysEx or receive some."""

    RECORD = auto()
    PLAY = auto()
    SYSEX = auto()


UseTool: TypeAlias = Callable[[Tool, Endpoint], None]


def tool_name(tool: Tool) -> str:
    """Say what a tool does."""
    names = {
        Tool.RECORD: QCoreApplication.translate("Tools", "Record"),
        Tool.PLAY: QCoreApplication.translate("Tools", "Play a file…"),
        Tool.SYSEX: QCoreApplication.translate("Tools", "SysEx…"),
    }
    return names[tool]


def tools_for(end: Endpoint, *, sends: bool, receives: bool) -> tuple[Tool, ...]:
    """List what can be done with an end that sends, receives, or both."""
    if end in (KEYBOARD, MONITOR):
        return (Tool.RECORD,)
    return (Tool.RECORD, *((Tool.PLAY,) if receives else ()), *((Tool.SYSEX,) if sends or receives else ()))
