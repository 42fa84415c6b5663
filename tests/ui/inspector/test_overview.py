"""While nothing is selected the details show an overview, where they have a place of their own."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.engine.api import PeerEvening
from app.model.endpoints import PeerEnd, PortEnd
from app.ui.actions import ActionId
from app.ui.canvas.elements import CableKey
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.evening_dialog import EveningDialog
from app.ui.inspector.evening_lines import SHOWN, EveningLines
from app.ui.inspector.overview_page import TICKS, OverviewPage
from app.ui.inspector.page import Means
from app.ui.inspector.panel import Inspector
from app.ui.inspector.route_page import RoutePage
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds
from tests.ui.canvas.conftest import Hand
from tests.ui.conftest import OpenWindow

CABLE = CableKey(PortEnd("Keystation 49"), PeerEnd("Studio", "stage-piano"))
WIDE, NARROW = 1280, 900
HOUR = PeerEvening("Stage piano", "Studio", 3_600.0, p50_ms=0.42)


@pytest.fixture
def window(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow
) -> MainWindow:
    worlds.studio(engine)
    engine.evenings = (HOUR,)
    canvas = PatchCanvas(client, undo, theme)
    window = open_window(canvas)
    join_canvas(window, canvas)
    return window


@pytest.fixture
def hand(window: MainWindow) -> Hand:
    return Hand(window.findChildren(PatchCanvas)[0])


@pytest.fixture
def panel(client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot) -> Inspector:
    made = Inspector(Means(client, undo, theme))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(panel: Inspector) -> OverviewPage:
    panel.stay(True)
    panel.show()
    assert isinstance(panel.page, OverviewPage)
    return panel.page


def widen(window: MainWindow, width: int, qtbot: QtBot) -> None:
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.middle.width() == width - 32)


def test_a_wide_window_shows_it_until_something_is_selected(
    window: MainWindow, hand: Hand, qtbot: QtBot
) -> None:
    widen(window, WIDE, qtbot)
    inspector = window.inspector
    assert isinstance(inspector.page, OverviewPage)
    assert inspector.isVisible()
    assert not inspector.close_button.isVisible(), "there is nothing to go back to"
    hand.click(CABLE)
    qtbot.waitUntil(lambda: isinstance(inspector.page, RoutePage))
    assert inspector.close_button.isVisible()
    inspector.close_button.click()
    qtbot.waitUntil(lambda: isinstance(inspector.page, OverviewPage))
    assert inspector.isVisible()


def test_a_narrow_window_has_no_place_for_it(window: MainWindow, qtbot: QtBot) -> None:
    widen(window, WIDE, qtbot)
    widen(window, NARROW, qtbot)
    qtbot.waitUntil(lambda: not window.inspector.isVisible())
    widen(window, WIDE, qtbot)
    qtbot.waitUntil(window.inspector.isVisible)


def test_what_is_shown_of_a_cable_stays_however_wide_the_window_is(
    window: MainWindow, hand: Hand, qtbot: QtBot
) -> None:
    widen(window, WIDE, qtbot)
    hand.click(CABLE)
    qtbot.waitUntil(lambda: isinstance(window.inspector.page, RoutePage))
    for width in (NARROW, WIDE):
        widen(window, width, qtbot)
        assert isinstance(window.inspector.page, RoutePage)


def test_tables_take_all_the_width(window: MainWindow, qtbot: QtBot) -> None:
    widen(window, WIDE, qtbot)
    window.actions_by_id[ActionId.TABLE].trigger()
    qtbot.waitUntil(lambda: not window.inspector.isVisible())
    window.actions_by_id[ActionId.TABLE].trigger()
    qtbot.waitUntil(window.inspector.isVisible)


def test_the_keyboard_goes_back_to_the_canvas_from_what_is_closed(
    window: MainWindow, hand: Hand, qtbot: QtBot
) -> None:
    widen(window, WIDE, qtbot)
    hand.click(CABLE)
    qtbot.waitUntil(lambda: isinstance(window.inspector.page, RoutePage))
    window.inspector.take_focus()
    qtbot.keyClick(window.inspector, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), PatchCanvas))


def test_the_report_of_the_evening_opens_from_it(window: MainWindow, qtbot: QtBot) -> None:
    widen(window, WIDE, qtbot)
    assert isinstance(window.inspector.page, OverviewPage)
    window.inspector.page.report_button.click()
    [dialog] = window.findChildren(EveningDialog)
    assert dialog.peers == (HOUR,)


def test_it_says_what_to_type_on_the_other_side_for_each_session(
    page: OverviewPage, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.add_session("Hall", 5010)
    qtbot.waitUntil(lambda: len(page.typed) == 2)
    copies = {button.accessibleName(): button for button in page.typed[1].findChildren(QPushButton)}
    copies["Copy 5010"].click()
    assert QGuiApplication.clipboard().text() == "5010"
    engine.edit.remove_session("Hall")
    qtbot.waitUntil(lambda: len(page.typed) == 1)


def test_what_is_to_be_typed_is_introduced_as_it_is(
    page: OverviewPage, engine: FakeEngine, client: Client, qtbot: QtBot
) -> None:
    heading = page.typed_heading
    assert heading.how.text() == "It is found by name. Where it is not, type this there:"
    [studio] = client.snapshot.patch.sessions
    engine.edit.change_session("Studio", replace(studio, publish=False))
    qtbot.waitUntil(lambda: heading.how.text() == "It is not shown to other computers. Type this there:")
    engine.edit.remove_session("Studio")
    qtbot.waitUntil(heading.isHidden)


def test_it_counts_who_is_connected_and_follows_the_evening(
    page: OverviewPage, engine: FakeEngine, qtbot: QtBot
) -> None:
    assert (page.count.text(), page.evening.texts) == ("", [])
    assert page.evening.nobody.isVisible()
    assert not page.report_button.isVisible()
    engine.add_participant("Stage piano")
    qtbot.waitUntil(lambda: page.count.text() == "1 connected")
    engine.evenings = (HOUR,)
    for _ in range(TICKS):
        page.tick()
    assert page.evening.texts == [("Stage piano", "01:00:00 · 0.4 ms")]
    assert not page.evening.nobody.isVisible()
    assert page.report_button.isVisible()
    engine.evenings = (HOUR, PeerEvening("Loft Mac", "Hall", 1.0), PeerEvening("Loft Mac", "Studio", 2.0))
    loft = engine.add_participant("Loft Mac")
    qtbot.waitUntil(lambda: page.count.text() == "2 connected")
    engine.set_participant(loft, state="silent")
    qtbot.waitUntil(lambda: page.count.text() == "1 connected")
    said = [said for _name, said in page.evening.texts]
    assert said == ["01:00:00 · 0.4 ms", "00:00:02", "00:00:01"], (
        "who is in goes before who was, session by session"
    )


def test_what_went_wrong_is_said_and_nothing_of_what_did_not(qtbot: QtBot) -> None:
    lines = EveningLines()
    qtbot.addWidget(lines)
    once = PeerEvening("One", "Studio", 61.0, drops=1, lost=1, repaired={"N": 1})
    often = PeerEvening("Two", "Studio", 61.0, drops=2, lost=12, repaired={"N": 3, "C": 2})
    lines.show_people((once, often), ())
    assert [said for _name, said in lines.texts] == [
        "00:01:01 · 1 drop · 1 lost · 1 repaired",
        "00:01:01 · 2 drops · 12 lost · 5 repaired",
    ]


def test_who_is_connected_goes_first_and_the_rest_is_counted(qtbot: QtBot) -> None:
    lines = EveningLines()
    qtbot.addWidget(lines)
    people = [PeerEvening(f"Guest {number}", "Studio") for number in range(SHOWN + 2)]
    lines.show_people(people, {("Studio", "Guest 7"), ("Hall", "Guest 6")})
    assert [name for name, _said in lines.texts] == ["Guest 7", *(f"Guest {number}" for number in range(5))]
    assert lines.more.text() == "and 2 more"
    lines.show_people(people[:1], ())
    assert [name for name, _said in lines.texts] == ["Guest 0"]
    assert lines.more.isHidden()
