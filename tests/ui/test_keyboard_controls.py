"""What stands around the keys: fingers, velocity by place, pedal, wheels, faders, program and channel."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.faders import Fader
from app.ui.keyboard_panel import KeyboardPanel
from tests.support.fake_engine import FakeEngine
from tests.ui.test_keyboard import panel, place, played, press, release

__all__ = ["panel"]


@pytest.fixture(scope="module")
def screen() -> QPointingDevice:
    """A screen that is touched."""
    return QTest.createTouchDevice()


def drag_to(fader: Fader, share: float, qtbot: QtBot) -> None:
    point = QPoint(fader.width() // 2, round(7 + (fader.height() - 14) * (1 - share)))
    qtbot.mousePress(fader, Qt.MouseButton.LeftButton, pos=point)


def test_two_fingers_play_two_notes(
    engine: FakeEngine, panel: KeyboardPanel, screen: QPointingDevice
) -> None:
    keys, frame = panel.piano.viewport(), panel.mapToGlobal(QPoint()) - panel.pos()

    def touch(*moves: tuple[str, int, int]) -> None:
        fingers = QTest.touchEvent(panel, screen)
        for move, finger, note in moves:
            getattr(fingers, move)(finger, keys.mapTo(panel, place(panel.piano, note)) + frame)
        fingers.commit()

    touch(("press", 0, 60))
    touch(("move", 0, 60), ("press", 1, 64))
    touch(("move", 0, 60), ("move", 1, 65))
    assert panel.piano.held == {60, 65}
    touch(("release", 0, 60), ("move", 1, 65))
    assert panel.piano.held == {65}
    touch(("release", 1, 65))
    assert played(engine) == ["903c60", "904060", "804040", "904160", "803c40", "804140"]


def test_the_far_end_of_a_key_sounds_softer(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot) -> None:
    area = panel.piano.keys.area_of(60)
    keys = panel.piano.viewport()
    velocities = []
    for share in (0.0, 0.4, 0.95):
        point = panel.piano.mapFromScene(area.left() + 3, area.top() + 1 + share * area.height())
        qtbot.mouseClick(keys, Qt.MouseButton.LeftButton, pos=point)
        velocities.append(int(played(engine)[-2][4:], 16))
    softest, middle, loudest = velocities
    assert 1 <= softest < 40 < middle < loudest == 96


def test_space_is_a_pedal_for_a_moment_and_the_button_locks_it(
    engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot
) -> None:
    qtbot.keyPress(panel.piano, Qt.Key.Key_Space)
    assert panel.pedal.isChecked()
    qtbot.keyRelease(panel.piano, Qt.Key.Key_Space)
    panel.pedal.click()
    press(panel.piano, 60, qtbot)
    release(panel.piano, qtbot)
    assert played(engine) == ["b0407f", "b04000", "b0407f", "903c60", "803c40"]
    panel.hide()
    assert played(engine)[5:] == ["b04000"]
    assert not panel.pedal.isChecked()


def test_losing_the_focus_lets_the_pedal_go(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot) -> None:
    qtbot.keyPress(panel.piano, Qt.Key.Key_Space)
    QApplication.sendEvent(panel.piano, QFocusEvent(QFocusEvent.Type.FocusOut))
    assert played(engine) == ["b0407f", "b04000"]


def test_the_bend_wheel_springs_back_and_the_mod_wheel_stays(
    engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot
) -> None:
    for wheel in (panel.bend, panel.modulation):
        drag_to(wheel, 1.0, qtbot)
        qtbot.mouseRelease(wheel, Qt.MouseButton.LeftButton)
    assert played(engine) == ["e07f7f", "e00040", "b0017f"]
    assert (panel.bend.value(), panel.modulation.value()) == (0, 127)


@pytest.mark.parametrize("way", ["key", "focus", "hide"])
def test_a_bend_never_stays(engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot, way: str) -> None:
    panel.bend.setFocus()
    qtbot.keyPress(panel.bend, Qt.Key.Key_Up)
    assert played(engine) == ["e00044"]
    if way == "key":
        qtbot.keyRelease(panel.bend, Qt.Key.Key_Up)
    elif way == "focus":
        panel.piano.setFocus()
    else:
        panel.hide()
    assert played(engine)[1:] == ["e00040"]


def test_a_fader_moves_the_controller_that_is_chosen_for_it(engine: FakeEngine, panel: KeyboardPanel) -> None:
    assert [fader.number for fader in panel.faders] == [7, 10, 11, 74]
    panel.faders[0].fader.setValue(100)
    panel.faders[3].choice.setCurrentIndex(71)
    panel.faders[3].fader.setValue(1)
    assert played(engine) == ["b00764", "b04701"]
    assert panel.faders[3].choice.toolTip() == "71 Resonance"
    assert panel.faders[0].fader.toolTip() == "Fader 1: 100"


def test_another_channel_ends_what_sounds_on_the_old_one(
    engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot
) -> None:
    qtbot.keyPress(panel.piano, Qt.Key.Key_A)
    panel.channel.setCurrentIndex(9)
    panel.channel.activated.emit(9)
    panel.program.spin.setValue(5)
    qtbot.keyClick(panel.piano, Qt.Key.Key_D)
    assert played(engine) == ["903c60", "803c40", "c904", "994060", "894040"]
    assert panel.voice.channel == 10


def test_computer_keys_play_while_the_mouse_is_at_a_control(
    engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot
) -> None:
    qtbot.keyPress(panel.piano, Qt.Key.Key_A)
    drag_to(panel.bend, 1.0, qtbot)
    assert panel.piano.hasFocus()
    assert played(engine) == ["903c60", "e07f7f"]
    qtbot.mouseRelease(panel.bend, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.pedal, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.octave_up, Qt.MouseButton.LeftButton)
    assert panel.piano.hasFocus()
    assert panel.pedal.isChecked()


def test_a_click_beside_the_keys_gives_them_the_computer_keys(panel: KeyboardPanel, qtbot: QtBot) -> None:
    panel.channel.setFocus()
    qtbot.mouseClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert panel.piano.hasFocus()


def test_a_control_that_was_reached_by_keys_hands_letters_on(
    engine: FakeEngine, panel: KeyboardPanel, qtbot: QtBot
) -> None:
    panel.pedal.setFocus()
    qtbot.keyPress(panel.pedal, Qt.Key.Key_A)
    assert panel.piano.hasFocus()
    qtbot.keyRelease(panel.piano, Qt.Key.Key_A)
    assert played(engine) == ["903c60", "803c40"]
