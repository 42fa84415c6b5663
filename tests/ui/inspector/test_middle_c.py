"""The inspector names keys as the user counts octaves, and reads them so."""

import gc

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR
from app.model.patch import MapRule, Route
from app.ui.client import Client
from app.ui.inspector.page import Means
from app.ui.inspector.panel import Inspector
from app.ui.inspector.route_page import RoutePage
from app.ui.inspector.specs import say_rule
from app.ui.preferences import Preferences
from app.ui.selection import Selection
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine

RULE = MapRule("ch0.note60", "ch1.cc4")


def test_a_rule_is_said_with_the_octave_that_was_chosen() -> None:
    assert "C4" in say_rule(RULE)
    assert "C3" in say_rule(RULE, 3)


def test_a_page_follows_the_setting(
    engine: FakeEngine,
    client: Client,
    undo: UndoVerbs,
    theme: Theme,
    preferences: Preferences,
    qtbot: QtBot,
) -> None:
    route = engine.add_route(Route("", KEYBOARD, MONITOR, notes=(60, 72), maps=(RULE,)))
    panel = Inspector(Means(client, undo, theme, preferences))
    qtbot.addWidget(panel)
    panel.show_selection(Selection(routes=(route,)))
    page = panel.page
    assert isinstance(page, RoutePage)
    page.rules.editor.source.kind.show_value("note")
    page.rules.editor.source.number.setValue(60)
    assert page.plays_as.notes.text() == "C4 \N{EN DASH} C5"
    preferences.change("window", middle_c=3)
    assert page.plays_as.notes.text() == "C3 \N{EN DASH} C4"
    assert page.rules.editor.source.number.text() == "C3"
    assert page.rules.editor.source.number.valueFromText("C3") == 60


def test_a_page_that_is_gone_is_not_told(
    engine: FakeEngine,
    client: Client,
    undo: UndoVerbs,
    theme: Theme,
    preferences: Preferences,
    qtbot: QtBot,
) -> None:
    route = engine.add_route(Route("", KEYBOARD, MONITOR, notes=(60, 72), maps=(RULE,)))
    panel = Inspector(Means(client, undo, theme, preferences))
    qtbot.addWidget(panel)
    panel.show_selection(Selection(routes=(route,)))
    panel.show_selection(Selection())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    preferences.change("window", middle_c=3)  # a fault in a slot would fail the test
