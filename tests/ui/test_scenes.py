"""Scenes in the window: switched by menu and key, saved under a name, removed, and all of it taken back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR, PortEnd
from app.model.patch import Route, Scene
from app.ui.client import Client
from app.ui.main_window import MainWindow
from app.ui.scene_cues import SceneCuesDialog
from app.ui.scenes import RenameSceneDialog, SceneDialog
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
    qtbot.waitUntil(lambda: made.scenes.accessibleName() == "Scene: All")
    return made


def entries(window: MainWindow, qtbot: QtBot) -> dict[str, QAction]:
    qtbot.mouseClick(window.scenes, Qt.MouseButton.LeftButton)
    menu: QMenu = window.scenes.menu_of_scenes
    found = {action.text(): action for action in menu.actions() if not action.isSeparator()}
    for title, submenu in [(text, action.menu()) for text, action in found.items()]:
        if isinstance(submenu, QMenu):
            found |= {f"{title} {action.text()}": action for action in submenu.actions()}
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
    qtbot.waitUntil(lambda: window.scenes.accessibleName() == "Scene: Solo & more")
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
    qtbot.waitUntil(lambda: window.scenes.accessibleName() == "No scene")
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
    qtbot.waitUntil(lambda: window.scenes.accessibleName() == "Scene: Allowed")
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
    entries(window, qtbot)["Remove All"].trigger()
    assert [scene.name for scene in client.snapshot.patch.scenes] == ["Solo & more"]
    undo.stack.undo()
    qtbot.waitUntil(lambda: window.scenes.text() == "Scene: All")
    entries(window, qtbot)["Remove Solo && more"].trigger()
    assert [scene.name for scene in client.snapshot.patch.scenes] == ["All"]
    undo.stack.undo()
    assert [scene.name for scene in client.snapshot.patch.scenes] == ["Solo & more", "All"], "with its key"


@POPS_UP
def test_a_scene_is_renamed_in_its_place_with_what_calls_it(
    window: MainWindow, engine: FakeEngine, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    called = Scene("Solo & more", ("r1",), PortEnd("Keys"), "ch0.program", 4)
    engine.edit.put_scene(called)
    qtbot.waitUntil(lambda: window.scenes.text() == "Scene: All")
    entries(window, qtbot)["Rename Solo && more…"].trigger()
    (dialog,) = window.findChildren(RenameSceneDialog)
    assert not dialog.isModal()
    assert not dialog.save_button.isEnabled()
    dialog.name.setText("All")
    assert dialog.note.text() == "There is a scene of that name."
    assert not dialog.save_button.isEnabled()
    dialog.name.setText("Verse ")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert client.snapshot.patch.scenes[0] == replace(called, name="Verse")
    assert [scene.name for scene in client.snapshot.patch.scenes] == ["Verse", "All"]
    undo.stack.undo()
    assert client.snapshot.patch.scenes[0] == called


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


@pytest.fixture
def cues(window: MainWindow, engine: FakeEngine, qtbot: QtBot) -> SceneCuesDialog:
    engine.add_port("Pedals")
    found = entries(window, qtbot)
    found["Call scenes by playing…"].trigger()
    [dialog] = window.findChildren(SceneCuesDialog)
    assert not dialog.isModal()
    return dialog


def shown_cues(dialog: SceneCuesDialog) -> list[str]:
    return [
        dialog._lines.itemAtPosition(row, 1).widget().whole  # type: ignore[union-attr]
        for row in range(len(dialog.learns))
    ]


@POPS_UP
def test_a_cue_is_learned_by_playing_it(
    cues: SceneCuesDialog, client: Client, engine: FakeEngine, undo: UndoVerbs, qtbot: QtBot
) -> None:
    assert shown_cues(cues) == ["not by playing yet"] * 2
    cues.source.show_value(PortEnd("Pedals"))
    cues.learns[1].click()
    assert "“All”" in cues.prompt.text()
    engine.move_control(PortEnd("Pedals"), "ch0.cc80", 0.2)
    engine.move_control(PortEnd("Pedals"), "ch0.pitch", 1.0)
    assert client.snapshot.patch.scenes[1].source is None
    engine.move_control(PortEnd("Pedals"), "ch0.cc80", 1.0)
    assert client.snapshot.patch.scenes[1] == Scene("All", ("r1", "r2"), PortEnd("Pedals"), "ch0.cc80")
    qtbot.waitUntil(lambda: shown_cues(cues)[1] == "CC 80, ch 1 · Pedals")
    assert not engine.hears
    undo.stack.undo()
    qtbot.waitUntil(lambda: shown_cues(cues)[1] == "not by playing yet")


@POPS_UP
def test_programs_call_the_scenes_in_their_order(
    cues: SceneCuesDialog, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    cues.source.show_value(KEYBOARD)
    cues.programs.click()
    assert [(scene.source, scene.control, scene.value) for scene in client.snapshot.patch.scenes] == [
        (KEYBOARD, "ch0.program", 0),
        (KEYBOARD, "ch0.program", 1),
    ]
    qtbot.waitUntil(lambda: shown_cues(cues)[1] == "Program 2, ch 1 · Test keyboard")
    undo.edit.save_scene("All")
    assert client.snapshot.patch.scenes[1].value == 1, "saving it again keeps what calls it"
    cues.forgets[1].click()
    assert client.snapshot.patch.scenes[1].source is None
    undo.stack.undo()
    undo.stack.undo()
    assert all(scene.source is None for scene in client.snapshot.patch.scenes)


@POPS_UP
def test_closing_the_dialog_ends_learning(cues: SceneCuesDialog, engine: FakeEngine) -> None:
    cues.learns[0].click()
    assert engine.hears
    cues.close()
    assert not cues.isVisible()
    assert not engine.hears
