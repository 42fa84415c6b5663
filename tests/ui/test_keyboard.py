from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd
from app.model.patch import Route
from app.ui.client import Client
from app.ui.keyboard_panel import KeyboardPanel
from app.ui.piano import MOUSE, Piano
from app.ui.piano_keys import OCTAVES, first_key, lay_keys
from app.ui.preferences import Preferences
from app.ui.theme import Theme
from app.ui.typed_keys import letters, semitone
from tests.support.fake_engine import FakeEngine
from tests.support.languages import german

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panel(client: Client, theme: Theme, qtbot: QtBot) -> KeyboardPanel:
    panel = KeyboardPanel(client, theme, Preferences())
    qtbot.addWidget(panel)
    panel.resize(1000, 180)
    panel.show()
    qtbot.waitExposed(panel)
    panel.piano.setFocus()
    return panel


def played(engine: FakeEngine) -> list[str]:
    return [command[1].hex() for command in engine.commands if command[0] == "play"]


def place(piano: Piano, note: int) -> QPoint:
    area = piano.keys.area_of(note)
    return piano.mapFromScene(area.center().x(), area.bottom() - 6)


def press(piano: Piano, note: int, qtbot: QtBot) -> None:
    qtbot.mousePress(piano.viewport(), Qt.MouseButton.LeftButton, pos=place(piano, note))


def move(piano: Piano, point: QPoint) -> None:
    where = piano.viewport().mapToGlobal(point)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    plain = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QMouseEvent.Type.MouseMove, point.toPointF(), where.toPointF(), none, left, plain)
    QApplication.sendEvent(piano.viewport(), event)


def release(piano: Piano, qtbot: QtBot) -> None:
    qtbot.mouseRelease(piano.viewport(), Qt.MouseButton.LeftButton, pos=place(piano, 60))


@pytest.mark.parametrize(("width", "octaves"), [(600, 2), (1400, 5)])
def test_keys_lie_side_by_side_with_blacks_between(width: float, octaves: int) -> None:
    keys = lay_keys(48, octaves, width, 100)
    whites = [key for key in keys if not key.black]
    assert len(keys) == octaves * 12 + 1
    assert len(whites) == octaves * 7 + 1
    assert all(a.area.right() <= b.area.left() for a, b in pairwise(whites))
    assert whites[-1].area.right() <= width
    assert keys.index(whites[-1]) < keys.index(next(key for key in keys if key.black))
    sharp = next(key for key in keys if key.note == 49)
    assert whites[0].area.center().x() < sharp.area.center().x() < whites[1].area.center().x()


def test_no_key_lies_beyond_the_last_midi_note() -> None:
    assert max(key.note for key in lay_keys(108, 3, 900, 100)) == 127


@pytest.mark.parametrize("octaves", OCTAVES)
@pytest.mark.parametrize("base", range(0, 109, 12))
def test_what_can_be_typed_is_in_sight(base: int, octaves: int) -> None:
    shown = {key.note for key in lay_keys(first_key(base, octaves), octaves, 900, 100)}
    assert set(range(base, min(base + 16, 128))) <= shown


def test_two_quick_clicks_are_two_notes(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot) -> None:
    press(panel.piano, 60, qtbot)
    release(panel.piano, qtbot)
    qtbot.mouseDClick(panel.piano.viewport(), Qt.MouseButton.LeftButton, pos=place(panel.piano, 60))
    release(panel.piano, qtbot)
    assert played(engine) == ["903c60", "803c40", "903c60", "803c40"]
    assert not panel.piano.held


def test_mouse_plays_white_and_black_keys(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot) -> None:
    for note in (60, 61):
        press(panel.piano, note, qtbot)
        assert panel.piano.held == {note}
        release(panel.piano, qtbot)
    assert played(engine) == ["903c60", "803c40", "903d60", "803d40"]


def test_sliding_plays_the_next_key_and_leaves_the_last(
    engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot
) -> None:
    press(panel.piano, 60, qtbot)
    for point in (place(panel.piano, 62), QPoint(5, 5000)):
        move(panel.piano, point)
    assert played(engine) == ["903c60", "803c40", "903e60", "803e40"]
    assert not panel.piano.held


def test_computer_keys_play_chords(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_G):
        qtbot.keyPress(panel.piano, key)
    assert panel.piano.held == {60, 64, 67}
    for key in (Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_G):
        qtbot.keyRelease(panel.piano, key)
    assert played(engine) == ["903c60", "904060", "904360", "803c40", "804040", "804340"]


def test_a_note_held_twice_ends_with_the_last(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot) -> None:
    press(panel.piano, 60, qtbot)
    qtbot.keyPress(panel.piano, Qt.Key.Key_A)
    release(panel.piano, qtbot)
    assert played(engine) == ["903c60"]
    qtbot.keyRelease(panel.piano, Qt.Key.Key_A)
    assert played(engine) == ["903c60", "803c40"]


def test_shortcuts_do_not_play(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot) -> None:
    qtbot.keyPress(panel.piano, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert played(engine) == []


def test_losing_the_focus_releases_everything(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot) -> None:
    qtbot.keyPress(panel.piano, Qt.Key.Key_A)
    press(panel.piano, 64, qtbot)
    QApplication.sendEvent(panel.piano, QFocusEvent(QFocusEvent.Type.FocusOut))
    assert sorted(played(engine)[2:]) == ["803c40", "804040"]
    qtbot.keyRelease(panel.piano, Qt.Key.Key_A)
    release(panel.piano, qtbot)
    assert len(played(engine)) == 4


@pytest.mark.parametrize("way", ["hide", "close"])
def test_hiding_releases_everything(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot, way: str) -> None:
    press(panel.piano, 60, qtbot)
    panel.piano.clearFocus()
    engine.commands.clear()
    panel.piano._slide(MOUSE, place(panel.piano, 60).toPointF())
    getattr(panel, way)()
    assert played(engine) == ["903c60", "803c40"]


def test_the_octave_moves_and_lets_go(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot) -> None:
    qtbot.keyPress(panel.piano, Qt.Key.Key_A)
    qtbot.keyClick(panel.piano, Qt.Key.Key_Right)
    assert panel._octave.text() == "C5"
    qtbot.keyClick(panel.piano, Qt.Key.Key_W)
    panel.octave_down.click()
    panel.octave_down.click()
    assert panel._octave.text() == "C3"
    for _ in range(20):
        panel.octave_down.click()
    assert panel.piano.base == 0
    for _ in range(20):
        panel.octave_up.click()
    qtbot.keyClick(panel.piano, Qt.Key.Key_P)
    assert panel.piano.base == 108
    assert played(engine) == ["903c60", "803c40", "904960", "804940", "907b60", "807b40"]


def test_velocity_is_what_the_slider_says(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot) -> None:
    panel.velocity.setValue(1)
    qtbot.keyClick(panel.piano, Qt.Key.Key_A)
    assert played(engine)[0] == "903c01"


def test_a_pressed_key_is_marked(panel: KeyboardPanel, theme: Theme, qtbot: QtBot) -> None:
    keys = panel.piano.keys
    idle = keys.colour_of(60)
    qtbot.keyPress(panel.piano, Qt.Key.Key_A)
    assert keys.colour_of(60) == theme.color("accent") != idle
    qtbot.keyRelease(panel.piano, Qt.Key.Key_A)
    assert keys.colour_of(60) == idle


def test_the_panel_says_where_it_plays_to(
    engine: FakeEngine, client: Client, panel: KeyboardPanel, qtbot: QtBot
) -> None:
    assert panel.target.whole.startswith("not connected yet")
    engine.add_port("Volca Keys", direction="out")
    client.add_route(Route("", KEYBOARD, MONITOR))
    client.add_route(Route("", KEYBOARD, PortEnd("Volca Keys")))
    qtbot.waitUntil(lambda: panel.target.whole == "plays into Monitor, Volca Keys")
    mac = engine.add_participant("Loft Mac", state="waiting")
    client.add_route(Route("", KEYBOARD, PeerEnd("Studio", mac.peer)))
    waits = "plays into Monitor, Volca Keys · waits for Loft Mac"
    qtbot.waitUntil(lambda: panel.target.whole == waits)
    for route in client.snapshot.patch.routes[:2]:
        client.change_route(replace(route, muted=True))
    qtbot.waitUntil(lambda: panel.target.whole == "waits for Loft Mac · muted: Monitor, Volca Keys")


def test_the_piano_wears_the_theme(panel: KeyboardPanel, theme: Theme) -> None:
    theme.choose("light")
    assert panel.piano.keys.colour_of(60) == theme.color("key_white")


@pytest.mark.parametrize(("platform", "code"), [("xcb", 29), ("wayland", 29), ("windows", 21)])
def test_a_computer_key_plays_by_its_place(platform: str, code: int) -> None:
    left_of_h = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Z, PLAIN, code, 0, 0, "z")
    assert semitone(left_of_h, platform) == 8
    elsewhere = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Y, PLAIN, code + 23, 0, 0, "y")
    assert semitone(elsewhere, platform) == 8, "what is written on the key holds, too"
    below_it = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_X, PLAIN, code + 24, 0, 0, "x")
    assert semitone(below_it, platform) is None


def test_where_a_key_has_no_place_its_letter_plays_as_the_language_is_typed(qapp: QApplication) -> None:
    upper, lower = (QKeyEvent(QKeyEvent.Type.KeyPress, key, PLAIN) for key in (Qt.Key.Key_Z, Qt.Key.Key_Y))
    assert (semitone(upper), semitone(lower)) == (None, 8)
    with german(qapp):
        assert letters()[8] == "Z"
        assert (semitone(upper), semitone(lower)) == (8, 8)
