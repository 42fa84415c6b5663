import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.add_address import AddAddressDialog, split_address
from app.ui.main_window import MainWindow
from tests.support.fake_engine import FakeEngine
from tests.ui.conftest import OpenWindow


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("192.0.2.9", ("192.0.2.9", None)),
        (" piano.local ", ("piano.local", None)),
        ("192.0.2.9:5010", ("192.0.2.9", 5010)),
        ("[fe80::1%eth0]:5006", ("fe80::1%eth0", 5006)),
        ("[fe80::1]", ("fe80::1", None)),
        ("fe80::1", ("fe80::1", None)),
        ("piano:0", ("piano:0", None)),
        ("piano:65535", ("piano:65535", None)),
        ("", ("", None)),
    ],
)
def test_a_typed_address_is_parted(text: str, parts: tuple[str, int | None]) -> None:
    assert split_address(text) == parts


def open_dialog(window: MainWindow) -> AddAddressDialog:
    window.open_add_address()
    (dialog,) = window.findChildren(AddAddressDialog)
    return dialog


def test_typing_an_address_and_return_invites(
    engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot
) -> None:
    dialog = open_dialog(open_window())
    assert not dialog.isModal()
    assert not dialog.connect_button.isEnabled()
    qtbot.keyClicks(dialog.host, "192.0.2.9")
    qtbot.keyClicks(dialog.name, "Loft Mac")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    session = engine.snapshot().sessions[0].id
    assert engine.commands == [("invite_address", "192.0.2.9", 5004, "Loft Mac", session)]
    assert not dialog.isVisible()


def test_a_port_behind_the_address_counts(engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot) -> None:
    dialog = open_dialog(open_window())
    qtbot.keyClicks(dialog.host, "192.0.2.9:5010")
    assert not dialog.port.isEnabled()
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    assert engine.commands[0][1:4] == ("192.0.2.9", 5010, None)


def test_a_port_that_is_none_cannot_be_used(open_window: OpenWindow, qtbot: QtBot) -> None:
    dialog = open_dialog(open_window())
    qtbot.keyClicks(dialog.host, "192.0.2.9")
    dialog.port.setText("")
    assert not dialog.connect_button.isEnabled()
    dialog.port.setText("5006")
    assert dialog.connect_button.isEnabled()


def test_escape_leaves_everything_as_it_was(
    engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot
) -> None:
    dialog = open_dialog(open_window())
    qtbot.keyClicks(dialog.host, "192.0.2.9")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert engine.commands == []


def test_with_several_sessions_one_is_chosen(
    engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot
) -> None:
    hall = engine.add_session("Hall", 5010)
    dialog = open_dialog(open_window())
    assert dialog.session.isVisible()
    dialog.session.setCurrentText("Hall")
    qtbot.keyClicks(dialog.host, "192.0.2.9")
    dialog.connect_button.click()
    assert engine.commands[0][-1] == hall.id
