"""The bar on top: name, patch, undo and redo, the panels, Panic."""

from collections.abc import Mapping
from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import QPushButton, QWidget

from app.engine.api import Snapshot
from app.ui.actions import ActionId
from app.ui.controls import ElidedLabel, IconButton, Look, button, label, row
from app.ui.theme import SPACE, Theme
from app.ui.wording import shown_name


class TopBar(QWidget):
    """Shows the actions that are always at hand, as buttons."""

    def __init__(
        self,
        actions: Mapping[ActionId, QAction],
        scenes: QWidget,
        files: QWidget,
        stack: QUndoStack,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.patch = ElidedLabel()
        self._undo = IconButton("undo", self.tr("Undo"), theme)
        self._redo = IconButton("redo", self.tr("Redo"), theme)
        _follow_action(self._undo, actions[ActionId.UNDO])
        _follow_action(self._redo, actions[ActionId.REDO])
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)

        line = row(self)
        line.addWidget(label("Longwire", "brand"))
        line.addSpacing(SPACE)
        line.addWidget(self.patch)
        line.addWidget(scenes)
        line.addSpacing(SPACE)
        line.addWidget(self._undo)
        line.addWidget(self._redo)
        line.addStretch(1)
        self.add = _icon_button("plus", actions[ActionId.ADD], theme)
        line.addWidget(self.add)
        line.addWidget(_icon_button("table", actions[ActionId.TABLE], theme))
        line.addWidget(_action_button(actions[ActionId.KEYBOARD]))
        line.addWidget(_action_button(actions[ActionId.MONITOR]))
        line.addWidget(files)
        line.addWidget(_icon_button("gear", actions[ActionId.SETTINGS], theme))
        line.addWidget(_icon_button("help", actions[ActionId.HELP], theme))
        line.addSpacing(SPACE * 2)
        panic = _action_button(actions[ActionId.PANIC], "danger")
        panic.setMinimumWidth(SPACE * 12)
        panic.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # who plays with the computer's keys goes on after it
        line.addWidget(panic)

    def show_patch(self, snapshot: Snapshot, default_file: str) -> None:
        """Show the name of the open patch, or of its file if that is not the default one."""
        file = PurePath(snapshot.patch_file or "")
        stem = "" if file.name == default_file else file.stem
        name = shown_name(snapshot.patch.name or stem)
        self.patch.set_whole(name)
        self.patch.setVisible(bool(name))

    def _name_undo(self, text: str) -> None:
        self._undo.set_name(_named(self.tr("Undo"), text))

    def _name_redo(self, text: str) -> None:
        self._redo.set_name(_named(self.tr("Redo"), text))


def _named(verb: str, text: str) -> str:
    return f"{verb}: {text}" if text else verb


def _action_button(action: QAction, look: Look = "plain") -> QPushButton:
    made = button(action.text(), look, tip=action.toolTip())
    _follow_action(made, action)
    return made


def _icon_button(icon: str, action: QAction, theme: Theme) -> IconButton:
    made = IconButton(icon, action.text(), theme)
    made.setToolTip(action.toolTip())
    _follow_action(made, action)
    return made


def _follow_action(made: QPushButton, action: QAction) -> None:
    made.setCheckable(action.isCheckable())
    made.setChecked(action.isChecked())
    if action.isCheckable():
        action.toggled.connect(made.setChecked)
    made.clicked.connect(lambda _checked=False: action.trigger())
    made.setEnabled(action.isEnabled())
    made.setObjectName(action.objectName())
    action.enabledChanged.connect(made.setEnabled)
