"""Somebody who is only found has a page too: where it is, and what it is called here; nothing of it lets anybody in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.engine.api import Found
from app.model.patch import FoundPeer
from app.ui.actions import ActionId
from app.ui.canvas.elements import FoundEnd
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.inspector.found_page import FoundPage
from app.ui.inspector.page import Means
from app.ui.inspector.panel import Inspector
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.selection import Selection
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds
from tests.ui.canvas.conftest import Hand
from tests.ui.conftest import OpenWindow


@pytest.fixture
def examined() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def mio(engine: FakeEngine) -> Found:
    return engine.add_found("mioXL A3", "mioxl.local")


@pytest.fixture
def panel(
    client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot, examined: list[tuple[str, str]]
) -> Inspector:
    made = Inspector(Means(client, undo, theme, examine=lambda name, where: examined.append((name, where))))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(panel: Inspector, mio: Found) -> FoundPage:
    panel.show_selection(Selection(end=FoundEnd(mio.id)))
    assert isinstance(panel.page, FoundPage)
    return panel.page


def test_it_says_where_somebody_is(page: FoundPage) -> None:
    texts = [each.text() for each in page.where.findChildren(QLabel)]
    assert page.title.text() == "mioXL A3"
    assert texts == ["Name", "mioXL A3", "Computer", "mioxl.local", "Address", "192.0.2.40", "Port", "5004"]


def test_a_name_of_ours_makes_nobody_known(
    page: FoundPage, engine: FakeEngine, undo: UndoVerbs, qtbot: QtBot
) -> None:
    page.nickname.setFocus()
    qtbot.keyClicks(page.nickname, "Rack")
    qtbot.keyClick(page.nickname, Qt.Key.Key_Return)
    patch = engine.snapshot().patch
    assert (patch.found, patch.peers) == ((FoundPeer("mioXL A3", "Rack"),), ())
    qtbot.waitUntil(lambda: page.title.text() == "Rack")
    undo.stack.undo()
    qtbot.waitUntil(lambda: page.title.text() == "mioXL A3")


def test_who_is_invited_is_found_no_longer(
    page: FoundPage, panel: Inspector, engine: FakeEngine, qtbot: QtBot
) -> None:
    page.invite_button.click()
    assert engine.snapshot().participants[-1].state == "inviting"
    qtbot.waitUntil(lambda: panel.page is None)


def test_who_is_hidden_has_no_page(
    page: FoundPage, panel: Inspector, engine: FakeEngine, qtbot: QtBot
) -> None:
    page.hide_button.click()
    assert engine.snapshot().patch.network.hidden == ("mioXL A3",)
    qtbot.waitUntil(lambda: panel.page is None)


def test_who_has_gone_has_no_page(
    page: FoundPage, panel: Inspector, mio: Found, engine: FakeEngine, qtbot: QtBot
) -> None:
    assert panel.page is page
    engine.remove_found(mio.id)
    qtbot.waitUntil(lambda: panel.page is None)


def test_it_is_examined_where_it_is(page: FoundPage, examined: list[tuple[str, str]]) -> None:
    page.examine_button.click()
    assert examined == [("mioXL A3", "192.0.2.40:5004")]


def test_files_are_for_nobody_who_is_only_found(page: FoundPage, panel: Inspector) -> None:
    assert page.isVisibleTo(panel)
    assert panel.end is None


def test_a_click_on_canvas_or_table_shows_it(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow, qtbot: QtBot
) -> None:
    worlds.studio(engine)
    nearby = engine.snapshot().found[0]
    canvas = PatchCanvas(client, undo, theme)
    window: MainWindow = open_window(canvas)
    join_canvas(window, canvas)
    Hand(canvas).click(FoundEnd(nearby.id))
    qtbot.waitUntil(lambda: isinstance(window.inspector.page, FoundPage))
    assert window.inspector.page is not None
    assert window.inspector.page.title.text() == nearby.name
    assert canvas.board.marks.chosen == FoundEnd(nearby.id)
    window.actions_by_id[ActionId.TABLE].trigger()
    [row] = window.table.places.rows
    assert row.end == FoundEnd(nearby.id), "what is selected is selected in the tables, too"
