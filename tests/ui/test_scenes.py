"""Scenes in the window: switched by menu and key, saved under a name, removed, and all of it taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR, PortEnd
from app.model.patch import Route, Scene
from app.ui.client import Client
from app.ui.main_window import MainWindow
from app.ui.scenes import SceneDialog
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas.conftest import POPS_UP
from tests.ui.conftest import OpenWindow

FIRST, SECOND = Route("r1", KEYBOARD, MONITOR), Route("r2", PortEnd("Keys"), MONITOR)


@pytest.fixture
def window(engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    for route in (FIRST, SECOND):
        engine.add_route(route)
    engine.edit.put_scene(Scene("Solo & more", ("r1",)))
    engine.edit.put_scene(Scene("All", ("r1", "r2")))
    engine.commands.clear()
    made = open_window()
    qtbot.waitUntil(lambda: made.scenes.text() == "Scene: All")
    return made


def entries(window: MainWindow, qtbot: QtBot) -> dict[str, QAction]:
    qtbot.mouseClick(window.scenes, Qt.MouseButton.LeftButton)
    menu: QMenu = window.scenes.menu_of_scenes
    found = {action.text(): action for action in menu.actions() if not action.isSeparator()}
    menu.hide()
    return found


def muted(client: Client) -> list[bool]:
    return [route.muted for route in client.snapshot.patch.routes]


@POPS_UP
def test_the_menu_switches_and_undo_switches_back(
    window: MainWindow, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    found = entries(window, qtbot)
    assert found["All"].isChecked()
    assert found["All"].shortcut().toString() == "Ctrl+2"
    found["Solo && more"].trigger()
    assert muted(client) == [False, True]
    qtbot.waitUntil(lambda: window.scenes.text() == "Scene: Solo && more")
    assert window.scenes.accessibleName() == "Scene: Solo & more"
    undo.stack.undo()
    assert muted(client) == [False, False]


def test_keys_switch_and_those_without_a_scene_are_free(
    engine: FakeEngine, window: MainWindow, undo: UndoVerbs, qtbot: QtBot
) -> None:
    keys = window.scenes.keys
    assert [key.isEnabled() for key in keys] == [True, True, *[False] * 7]
    keys[0].trigger()
    assert engine.commands == [("switch_scene", "Solo & more")]
    keys[0].trigger()
    assert undo.stack.count() == 1


@POPS_UP
def test_what_is_on_is_saved_under_a_name(
    window: MainWindow, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    client.change_route(Route("r1", KEYBOARD, MONITOR, muted=True))
    qtbot.waitUntil(lambda: window.scenes.text() == "No scene")
    entries(window, qtbot)["Save as scene…"].trigger()
    (dialog,) = window.findChildren(SceneDialog)
    assert not dialog.isModal()
    assert not dialog.save_button.isEnabled()
    field: QLineEdit = dialog.name
    qtbot.keyClicks(field, "All")
    assert "replaced" in dialog.note.text()
    qtbot.keyClicks(field, "owed")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert client.snapshot.patch.scenes[-1] == Scene("Allowed", ("r2",))
    qtbot.waitUntil(lambda: window.scenes.text() == "Scene: Allowed")
    undo.stack.undo()
    assert [scene.name for scene in client.snapshot.patch.scenes] == ["Solo & more", "All"]


def test_a_scene_saved_anew_gets_its_old_cables_back(
    client: Client, window: MainWindow, undo: UndoVerbs
) -> None:
    client.change_route(Route("r1", KEYBOARD, MONITOR, muted=True))
    undo.edit.save_scene("All")
    assert client.snapshot.patch.scenes[1] == Scene("All", ("r2",))
    undo.stack.undo()
    assert client.snapshot.patch.scenes[1] == Scene("All", ("r1", "r2"))


@POPS_UP
def test_a_removed_scene_comes_back(
    window: MainWindow, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    entries(window, qtbot)["Remove “All”"].trigger()
    assert [scene.name for scene in client.snapshot.patch.scenes] == ["Solo & more"]
    undo.stack.undo()
    assert {scene.name for scene in client.snapshot.patch.scenes} == {"Solo & more", "All"}


def test_a_cable_that_comes_back_is_in_its_scenes_again(
    window: MainWindow, client: Client, undo: UndoVerbs
) -> None:
    undo.remove_routes(["r1"])
    undo.stack.undo()
    assert {scene.name: set(scene.routes) for scene in client.snapshot.patch.scenes} == {
        "Solo & more": {"r1"},
        "All": {"r1", "r2"},
    }


def test_without_cables_there_is_nothing_to_choose(open_window: OpenWindow) -> None:
    window = open_window()
    assert not window.scenes.isVisible()
    assert not [
        button
        for button in window.findChildren(QAbstractButton)
        if "Scene" in button.text() and button.isVisible()
    ]
