"""Scenes: the button in the top bar that says which one plays, its menu, the keys, and the dialog for a name."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from app.engine.api import Snapshot
from app.ui.client import Client
from app.ui.controls import button, column, label, row
from app.ui.theme import SPACE
from app.ui.undo import UndoVerbs
from app.ui.undo_edits import current_scene
from app.ui.wording import in_action, in_tip, shown_name

KEYS: Final = 9
"""Ctrl+1 to Ctrl+9; further scenes are in the menu."""
ROOM_FOR_ARROW: Final = SPACE * 4 + 2
"""What the look of the button takes of its width."""
NARROWEST: Final = SPACE * 12
WIDEST: Final = SPACE * 30


class SceneButton(QPushButton):
    """Shows the scene that plays; there while there are cables or scenes."""

    save_wanted = Signal()
    cues_wanted = Signal()

    def __init__(self, client: Client, undo: UndoVerbs) -> None:
        super().__init__()
        self._client, self._undo = client, undo
        self._whole = ""
        self.setProperty("look", "field")
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.menu_of_scenes = QMenu(self)
        self.menu_of_scenes.setAccessibleName(self.tr("Scenes"))
        self.clicked.connect(self._open)
        self.keys = [self._key(number) for number in range(1, KEYS + 1)]
        client.changed.connect(self._show)
        self._show()

    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self._whole) + ROOM_FOR_ARROW
        return QSize(max(NARROWEST, min(wanted + 2, WIDEST)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as much of the name as there is room for, so that a long one makes no window wider."""
        room = self.width() - ROOM_FOR_ARROW
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(in_action(shown))
        self.setToolTip(in_tip(self._whole) if shown != self._whole else "")

    def _key(self, number: int) -> QAction:
        action = QAction(self.tr("Scene {number}").format(number=number), self)
        action.setShortcut(QKeySequence(f"Ctrl+{number}"))
        action.triggered.connect(lambda _checked=False: self._switch(number - 1))
        return action

    def _show(self) -> None:
        snapshot = self._client.snapshot
        scenes, current = snapshot.patch.scenes, current_scene(snapshot.patch)
        if not scenes:
            text = self.tr("Scenes")
        elif current is None:
            text = self.tr("No scene")
        else:
            text = self.tr("Scene: {name}").format(name=shown_name(current.name))
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self._fit()
        self.setVisible(bool(scenes or snapshot.patch.routes))
        for place, action in enumerate(self.keys):
            action.setEnabled(place < len(scenes))

    def _open(self) -> None:
        self._fill(self._client.snapshot)
        self.menu_of_scenes.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _fill(self, snapshot: Snapshot) -> None:
        menu, current = self.menu_of_scenes, current_scene(snapshot.patch)
        menu.clear()
        for submenu in menu.findChildren(QMenu):
            submenu.deleteLater()
        for place, scene in enumerate(snapshot.patch.scenes):
            action = menu.addAction(in_action(shown_name(scene.name)))
            action.setCheckable(True)
            action.setChecked(scene == current)
            if place < KEYS:
                action.setShortcut(self.keys[place].shortcut())
            action.triggered.connect(lambda _checked=False, place=place: self._switch(place))
        menu.addSeparator()
        menu.addAction(self.tr("Save as scene…")).triggered.connect(
            lambda _checked=False: self.save_wanted.emit()
        )
        if snapshot.patch.scenes:
            menu.addAction(self.tr("Call scenes by playing…")).triggered.connect(
                lambda _checked=False: self.cues_wanted.emit()
            )
            self._offer_each(self.tr("Rename"), "{name}…", self._ask_name)
            self._offer_each(self.tr("Remove"), "{name}", self._undo.edit.remove_scene)

    def _offer_each(self, title: str, words: str, deed: Callable[[str], None]) -> None:
        """Offer a deed for every scene, whichever of them plays."""
        submenu = self.menu_of_scenes.addMenu(title)
        submenu.setAccessibleName(title)
        for scene in self._client.snapshot.patch.scenes:
            action = submenu.addAction(in_action(words.format(name=shown_name(scene.name))))
            action.triggered.connect(lambda _checked=False, name=scene.name: deed(name))

    def _ask_name(self, name: str) -> None:
        RenameSceneDialog(self._undo, self._client.snapshot, name, self.window()).show()

    def _switch(self, place: int) -> None:
        scenes = self._client.snapshot.patch.scenes
        if place < len(scenes):
            self._undo.edit.switch_scene(scenes[place].name)


class NameDialog(QDialog):
    """Asks for the name of a scene; it blocks nothing."""

    def __init__(self, undo: UndoVerbs, snapshot: Snapshot, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._undo = undo
        self._names = {scene.name for scene in snapshot.patch.scenes}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name"))
        self.note = label(role="muted")
        self.save_button = button(self.tr("Save"), "primary")
        self.cancel_button = button(self.tr("Cancel"))
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.accept)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.name.textChanged.connect(self._check)
        self._lay_out(title)

    @property
    def wanted(self) -> str:
        """The name that was typed."""
        return self.name.text().strip()

    def _lay_out(self, title: str) -> None:
        buttons = row()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        whole = column(self, margins=(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2))
        whole.addWidget(label(title, "title"))
        whole.addWidget(self.note)
        whole.addWidget(self.name)
        whole.addSpacing(SPACE)
        whole.addLayout(buttons)
        self.setMinimumWidth(SPACE * 48)

    def _check(self) -> None:
        raise NotImplementedError


class SceneDialog(NameDialog):
    """Asks for the name under which the cables that are on are saved."""

    def __init__(self, undo: UndoVerbs, snapshot: Snapshot, parent: QWidget) -> None:
        title = QCoreApplication.translate("SceneDialog", "Save the cables that are on as a scene")
        super().__init__(undo, snapshot, title, parent)
        self.setWindowTitle(self.tr("Save as scene"))
        self.setObjectName("save-scene")
        self.name.setPlaceholderText(self.tr("Ballad"))
        self._check()

    def accept(self) -> None:
        if self.wanted:
            self._undo.edit.save_scene(self.wanted)
            super().accept()

    def _check(self) -> None:
        self.save_button.setEnabled(bool(self.wanted))
        taken = self.tr("There is a scene of that name; it is replaced.")
        usual = self.tr("Switch to it later with the menu or Ctrl and its number.")
        self.note.setText(taken if self.wanted in self._names else usual)


class RenameSceneDialog(NameDialog):
    """Asks for another name of a scene, whose cables, key and cue stay as they are."""

    def __init__(self, undo: UndoVerbs, snapshot: Snapshot, scene: str, parent: QWidget) -> None:
        title = QCoreApplication.translate("RenameSceneDialog", "New name of “{name}”")
        super().__init__(undo, snapshot, title.format(name=shown_name(scene)), parent)
        self._scene = scene
        self.setWindowTitle(self.tr("Rename scene"))
        self.setObjectName("rename-scene")
        self.name.setText(scene)
        self.name.selectAll()

    def accept(self) -> None:
        if self.save_button.isEnabled():
            self._undo.edit.rename_scene(self._scene, self.wanted)
            super().accept()

    def _check(self) -> None:
        taken = self.wanted in self._names
        self.save_button.setEnabled(bool(self.wanted) and not taken)
        is_another = taken and self.wanted != self._scene
        self.note.setText(
            self.tr("There is a scene of that name.")
            if is_another
            else self.tr("Its cables, its key and what calls it stay.")
        )
