"""The window: puts the bars, the canvas and the panels together, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QHideEvent, QShowEvent, QUndoStack
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QWidget

from app.engine.api import Problem
from app.model.endpoints import KEYBOARD, MONITOR
from app.ui import update_notice
from app.ui.actions import ActionId, build_actions
from app.ui.add_address import AddAddressDialog
from app.ui.add_menu import AddMenu
from app.ui.centre import Centre
from app.ui.client import Client
from app.ui.companions import Companions
from app.ui.controls import column
from app.ui.doctor.examiner import Examine
from app.ui.end_menu import EndMenus
from app.ui.files.files_button import FilesButton
from app.ui.hint import Hint
from app.ui.icons import app_icon
from app.ui.inspector.page import Means
from app.ui.inspector.panel import Inspector
from app.ui.invitation_bar import InvitationBar
from app.ui.keyboard_panel import KeyboardPanel
from app.ui.middle import Middle
from app.ui.monitor_panel import MonitorPanel
from app.ui.preferences import Preferences
from app.ui.problem_bar import ProblemBar
from app.ui.scenes import SceneButton, SceneDialog
from app.ui.screen_room import resize_within
from app.ui.settings_dialog import Surroundings
from app.ui.shaping import Shapes
from app.ui.stylesheet import palette, stylesheet
from app.ui.table.view import ConnectionsTable
from app.ui.theme import SPACE, Theme, Tokens
from app.ui.top_bar import TopBar
from app.ui.undo import UndoVerbs
from app.ui.views import Views
from app.ui.window_state import WindowState
from app.ui.wording import shown_name

EXAMINED = ("peer.silent", "peer.half_open", "peer.refused", "peer.unreachable")
"""Problems whose reason the doctor can find."""


@dataclass(frozen=True, slots=True)
class WindowParts:
    """What the window is given: the ways to the engine, the look, the canvas and what it remembers."""

    client: Client
    undo: UndoVerbs
    theme: Theme
    canvas: QWidget
    state: WindowState
    preferences: Preferences
    demo: Callable[[], object] | None = None
    default_file: str = ""
    """The patch file that is opened when none is named; its name tells nothing."""
    surroundings: Surroundings = field(default_factory=Surroundings)
    examine: Examine | None = None
    """How peers are examined that do not connect."""


class _Split(QSplitter):
    """Patch and monitor: what they have beyond their least height is as dear to the window as the test keyboard's."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height() + SPACE * 8)


class MainWindow(QMainWindow):
    """Assembles the window around a canvas; `closing` says that the user wants to end the program."""

    closing = Signal()
    hidden = Signal()
    """The user closed the window, and the program goes on without it."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__()
        self._parts = parts
        self._stays: Callable[[], bool] = lambda: False
        client, theme = parts.client, parts.theme
        self.setWindowIcon(app_icon())
        self.monitor = MonitorPanel(client, theme, parts.preferences)
        self.keyboard = KeyboardPanel(client, theme, parts.preferences)
        self.companions = Companions(
            client, parts.undo, theme, parts.preferences, parts.surroundings, self, parts.examine
        )
        doctor, use = self.companions.open_doctor, self.companions.use
        report = self.companions.open_evening
        means = Means(client, parts.undo, theme, parts.preferences, doctor, use, report)
        self.inspector = Inspector(means)
        self.invitations = InvitationBar(client, parts.undo, theme)
        self.problems = ProblemBar(client, theme, self._remedies())
        self.hint = Hint(client, theme, self.play_demo if parts.demo is not None else None)
        self.table = ConnectionsTable(client, parts.undo, theme)
        self.views = Views(parts.canvas, self.table)
        self.inspector.left.connect(self.views.take_focus)
        self.actions_by_id = build_actions(self, self._slots())
        self.addActions(list(self.actions_by_id.values()))
        by_address = self.actions_by_id[ActionId.ADD_ADDRESS]
        self.adding = AddMenu(
            client, parts.undo, parts.preferences, by_address, parts.surroundings.system, self
        )
        self.shapes = Shapes(client, parts.undo, parts.preferences, self)
        panels = {
            KEYBOARD: self.actions_by_id[ActionId.KEYBOARD],
            MONITOR: self.actions_by_id[ActionId.MONITOR],
        }
        self.ends = EndMenus(client, parts.undo, doctor, use, panels, self)
        self.scenes = SceneButton(client, parts.undo)
        self.scenes.save_wanted.connect(self.open_save_scene)
        self.scenes.cues_wanted.connect(self.companions.open_scene_cues)
        self.addActions(self.scenes.keys)
        tools = [self.actions_by_id[each] for each in (ActionId.TAKES, ActionId.SYSEX)]
        self.files = FilesButton(tools, client, theme)
        self.top_bar = TopBar(self.actions_by_id, self.scenes, self.files, parts.undo.stack, theme)
        self._follow_stack(parts.undo.stack)
        self._follow_preferences(parts.preferences)
        self._lay_out()
        self._restore()
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        client.changed.connect(self._show_patch)
        self._show_patch()
        self.views.take_focus()

    def open_add_address(self) -> None:
        """Ask for an address to connect to; the window stays usable."""
        dialog = AddAddressDialog(self._parts.undo, self._parts.client.snapshot.sessions, self)
        dialog.show()

    def open_save_scene(self) -> None:
        """Ask for the name of a new scene; the window stays usable."""
        SceneDialog(self._parts.undo, self._parts.client.snapshot, self).show()

    def play_demo(self) -> None:
        """Start the demo, with everything in sight that it plays on."""
        for action, _panel, _key in self._panels():
            action.setChecked(True)
        if self._parts.demo is not None:
            self._parts.demo()

    def stay_when_closed(self, wanted: Callable[[], bool]) -> None:
        """Only hide when the user closes the window, as long as that is wanted; `quit` ends the program even so."""
        self._stays = wanted

    def quit(self) -> None:
        """End the program, whether the window is shown or not."""
        self._stays = lambda: False
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.companions.come_back()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.companions.step_aside()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._remember()
        if self._stays():
            event.ignore()
            self.hide()
            self.hidden.emit()
        else:
            self.closing.emit()
            super().closeEvent(event)

    def _slots(self) -> dict[ActionId, Callable[..., object]]:
        return {
            ActionId.UNDO: self._parts.undo.undo,
            ActionId.REDO: self._parts.undo.redo,
            ActionId.TABLE: self._show_table,
            ActionId.KEYBOARD: self._show_keyboard,
            ActionId.MONITOR: lambda shown: self._show_panel(self.monitor, shown),
            ActionId.PANIC: self._parts.client.panic,
            ActionId.ADD: self._offer_adding,
            ActionId.ADD_ADDRESS: self.open_add_address,
            ActionId.TAKES: lambda: self.companions.open_takes(self.inspector.end),
            ActionId.SYSEX: lambda: self.companions.open_sysex(self.inspector.end),
            ActionId.SETTINGS: self.companions.open_settings,
            ActionId.HELP: self.companions.open_help,
            ActionId.ANSWER: self.invitations.focus_answer,
            ActionId.QUIT: self.quit,
        }

    def _remedies(self) -> dict[str, tuple[str, Callable[[Problem], object]]]:
        add_address = (self.tr("Add by address…"), lambda _problem: self.open_add_address())
        remedies: dict[str, tuple[str, Callable[[Problem], object]]] = {
            "net.mdns": add_address,
            update_notice.CODE: (self.tr("What is new…"), update_notice.open_page),
        }
        if self._parts.examine is not None:
            find_out = (self.tr("Find out why…"), self.companions.examine_peer_of)
            remedies |= dict.fromkeys(EXAMINED, find_out)
        return remedies

    def _follow_stack(self, stack: QUndoStack) -> None:
        undo, redo = self.actions_by_id[ActionId.UNDO], self.actions_by_id[ActionId.REDO]
        undo.setEnabled(stack.canUndo())
        redo.setEnabled(stack.canRedo())
        stack.canUndoChanged.connect(undo.setEnabled)
        stack.canRedoChanged.connect(redo.setEnabled)

    def _follow_preferences(self, preferences: Preferences) -> None:
        preferences.follow(lambda: self._parts.theme.choose(preferences.settings.window.theme))
        preferences.failed.connect(self.problems.add)
        for problem in preferences.problems:
            self.problems.add(problem)

    def _lay_out(self) -> None:
        self.middle = self._make_middle()
        self._split = _Split(Qt.Orientation.Vertical)
        self._split.setHandleWidth(SPACE)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.middle)
        self._split.addWidget(self.monitor)
        self._split.setSizes([SPACE * 58, SPACE * 26])
        whole = QWidget()
        lines = column(whole, margins=(SPACE * 2, SPACE + SPACE // 2, SPACE * 2, SPACE * 2))
        lines.addWidget(self.top_bar)
        lines.addWidget(self._split)
        lines.addWidget(self.keyboard)
        self.setCentralWidget(whole)

    def _make_middle(self) -> Middle:
        centre = Centre(self.views, self.invitations, self.hint, self.problems)
        centre.room_changed.connect(self.hint.take_room)
        centre.covered.connect(self.table.stay_clear)
        return Middle(centre, self.inspector)

    def _offer_adding(self) -> None:
        under = self.top_bar.add
        self.adding.pop_up(under, under.mapToGlobal(under.rect().bottomLeft()))

    def _show_table(self, shown: bool) -> None:
        self.views.show_table(shown)
        self.hint.make_way(shown)

    def _show_keyboard(self, shown: bool) -> None:
        self._show_panel(self.keyboard, shown)
        if shown:
            self.keyboard.piano.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_panel(self, panel: QWidget, shown: bool) -> None:
        """Show or hide a panel; the keyboard goes from one that is hidden to the patch, not to the next button."""
        at = self.focusWidget()
        had_focus = at is not None and panel.isAncestorOf(at)
        panel.setVisible(shown)
        if had_focus and not shown:
            self.views.take_focus()

    def _show_patch(self) -> None:
        snapshot = self._parts.client.snapshot
        self.top_bar.show_patch(snapshot, self._parts.default_file)
        name = shown_name(snapshot.patch.name)
        self.setWindowTitle(f"{name} \N{EN DASH} Longwire" if name else "Longwire")

    def _dress(self, tokens: Tokens) -> None:
        QApplication.setPalette(palette(tokens))
        self.setStyleSheet(stylesheet(tokens))

    def _restore(self) -> None:
        state = self._parts.state
        geometry, split = state.read_bytes("geometry"), state.read_bytes("split")
        if not (geometry.size() and self.restoreGeometry(geometry)):
            resize_within(self, SPACE * 160, SPACE * 100)
        if split.size():
            self._split.restoreState(split)
        for action, panel, key in self._panels():
            shown = state.read_flag(key, False)
            panel.setVisible(shown)
            action.setChecked(shown)
        self.actions_by_id[ActionId.TABLE].setChecked(state.read_flag("table", False))
        self.keyboard.restore(state)
        self.hint.dismissed.connect(lambda: state.write("hint", False))
        self.hint.set_wanted(state.read_flag("hint", True))

    def _remember(self) -> None:
        state = self._parts.state
        state.write("geometry", QByteArray(self.saveGeometry()))
        state.write("split", QByteArray(self._split.saveState()))
        for action, _panel, key in self._panels():
            state.write(key, action.isChecked())
        self.keyboard.remember(state)
        state.write("table", self.views.shows_table)
        state.save()

    def _panels(self) -> tuple[tuple[QAction, QWidget, str], ...]:
        return (
            (self.actions_by_id[ActionId.KEYBOARD], self.keyboard, "keyboard"),
            (self.actions_by_id[ActionId.MONITOR], self.monitor, "monitor"),
        )
