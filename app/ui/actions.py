"""What the user can do from anywhere in the window, as data: id, text, shortcut; the slots are given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

_CONTEXT: Final = "Actions"


class ActionId(Enum):
    """The actions of the window."""

    UNDO = auto()
    REDO = auto()
    TABLE = auto()
    KEYBOARD = auto()
    MONITOR = auto()
    PANIC = auto()
    ADD = auto()
    ADD_ADDRESS = auto()
    ANSWER = auto()
    TAKES = auto()
    SYSEX = auto()
    SETTINGS = auto()
    HELP = auto()
    QUIT = auto()


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action; `text` and `tip` are English sources of translations."""

    id: ActionId
    text: object
    tip: object
    shortcut: QKeySequence.StandardKey | str
    checkable: bool = False


SPECS: Final = (
    ActionSpec(
        ActionId.UNDO,
        QT_TRANSLATE_NOOP("Actions", "Undo"),
        QT_TRANSLATE_NOOP("Actions", "Take the last change back"),
        QKeySequence.StandardKey.Undo,
    ),
    ActionSpec(
        ActionId.REDO,
        QT_TRANSLATE_NOOP("Actions", "Redo"),
        QT_TRANSLATE_NOOP("Actions", "Make the change again"),
        QKeySequence.StandardKey.Redo,
    ),
    ActionSpec(
        ActionId.TABLE,
        QT_TRANSLATE_NOOP("Actions", "Table"),
        QT_TRANSLATE_NOOP("Actions", "Show the connections as tables instead of cables"),
        "Ctrl+T",
        checkable=True,
    ),
    ActionSpec(
        ActionId.KEYBOARD,
        QT_TRANSLATE_NOOP("Actions", "Keyboard"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide the test keyboard"),
        "Ctrl+K",
        checkable=True,
    ),
    ActionSpec(
        ActionId.MONITOR,
        QT_TRANSLATE_NOOP("Actions", "Monitor"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide the list of messages"),
        "Ctrl+Shift+M",
        checkable=True,
    ),
    ActionSpec(
        ActionId.PANIC,
        QT_TRANSLATE_NOOP("Actions", "Panic"),
        QT_TRANSLATE_NOOP("Actions", "Silence every note everywhere"),
        "Ctrl+.",
    ),
    ActionSpec(
        ActionId.ADD,
        QT_TRANSLATE_NOOP("Actions", "Add"),
        QT_TRANSLATE_NOOP("Actions", "Add a peer, a session, a direct link or a virtual port"),
        "Ctrl+N",
    ),
    ActionSpec(
        ActionId.ADD_ADDRESS,
        QT_TRANSLATE_NOOP("Actions", "Add by address…"),
        QT_TRANSLATE_NOOP("Actions", "Connect to a computer or instrument that is not found by itself"),
        "Ctrl+L",
    ),
    ActionSpec(
        ActionId.ANSWER,
        QT_TRANSLATE_NOOP("Actions", "Answer invitation"),
        QT_TRANSLATE_NOOP("Actions", "Go to the invitation that waits for an answer"),
        "Ctrl+J",
    ),
    ActionSpec(
        ActionId.TAKES,
        QT_TRANSLATE_NOOP("Actions", "Record and play…"),
        QT_TRANSLATE_NOOP("Actions", "Record what is played as a MIDI file, and play such files"),
        "Ctrl+R",
    ),
    ActionSpec(
        ActionId.SYSEX,
        QT_TRANSLATE_NOOP("Actions", "SysEx…"),
        QT_TRANSLATE_NOOP("Actions", "Send a SysEx file, or receive a dump"),
        "Ctrl+E",
    ),
    ActionSpec(
        ActionId.SETTINGS,
        QT_TRANSLATE_NOOP("Actions", "Settings"),
        QT_TRANSLATE_NOOP("Actions", "Language, theme, MIDI system and the like"),
        "Ctrl+,",
    ),
    ActionSpec(
        ActionId.HELP,
        QT_TRANSLATE_NOOP("Actions", "Help"),
        QT_TRANSLATE_NOOP("Actions", "How it works, and what to do when it does not"),
        "F1",
    ),
    ActionSpec(
        ActionId.QUIT,
        QT_TRANSLATE_NOOP("Actions", "Quit"),
        QT_TRANSLATE_NOOP("Actions", "Disconnect everybody and end Longwire"),
        "Ctrl+Q",
    ),
)


def build_actions(
    parent: QObject, slots: Mapping[ActionId, Callable[..., object]]
) -> dict[ActionId, QAction]:
    """Make the actions; a checkable one gives its slot the new state."""
    return {spec.id: _build(spec, slots[spec.id], parent) for spec in SPECS}


def _build(spec: ActionSpec, slot: Callable[..., object], parent: QObject) -> QAction:
    action = QAction(QCoreApplication.translate(_CONTEXT, str(spec.text)), parent)
    action.setObjectName(spec.id.name.lower())
    action.setShortcut(QKeySequence(spec.shortcut))
    action.setCheckable(spec.checkable)
    tip = QCoreApplication.translate(_CONTEXT, str(spec.tip))
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{tip} ({keys})" if keys else tip)
    if spec.checkable:
        action.toggled.connect(slot)
    else:
        action.triggered.connect(lambda _checked=False: slot())
    return action
