"""What holds for every page: each control says what it is, every word is translated, nothing is cut off."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.engine.api import Counters, RoundTrip
from app.model.endpoints import Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import MapRule, Peer, Route, VirtualPort
from app.ui.client import Client
from app.ui.inspector.page import Means
from app.ui.inspector.panel import Inspector
from app.ui.selection import Selection
from app.ui.stylesheet import stylesheet
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.support.languages import german
from tests.ui.test_every_widget import CONTROLS, own_texts, widgets

KEYS, PIANO = PortEnd("Keystation 49"), PeerEnd("Studio", "stage-piano")
PAGES = [None, PIANO, SessionEnd("Studio"), KEYS, LinkEnd("Lights"), PortEnd("Longwire 1")]


@pytest.fixture
def world(engine: FakeEngine) -> str:
    engine.add_port("Keystation 49")
    engine.add_port("Keystation 49", nth=2)
    engine.edit.add_port(VirtualPort("Longwire 1"))
    lights = engine.add_link("Lights", peers=("192.0.2.9:9001",), learn=True)
    engine.learn_peer(lights)
    piano = engine.add_participant("Stage piano")
    engine.edit.change_peer(Peer("stage-piano", "Stage piano", session="Studio"))
    counters = Counters(lost=3, late=1, malformed=2, repaired={"N": 2, "X": 1, "Q": 1}, messages_out=1)
    trips = (RoundTrip(1.0, 0.4), RoundTrip(61.0, 2.5))
    engine.set_details(piano.id, counters=counters, round_trips=trips, jitter_ms=0.3, offset_ms=1.5)
    return engine.add_route(Route("", KEYS, PIANO, maps=(MapRule("ch0.note9", "ch1.cc4"),)))


@pytest.fixture
def panel(client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot, world: str) -> Inspector:
    made = Inspector(Means(client, undo, theme))
    qtbot.addWidget(made)
    made.setStyleSheet(stylesheet(theme.tokens))
    made.resize(made.width(), 1200)
    return made


def open_page(panel: Inspector, end: Endpoint | None, route: str) -> None:
    panel.show_selection(Selection((route,)) if end is None else Selection(end=end))
    assert panel.isVisible()


def fits(panel: Inspector, qtbot: QtBot) -> None:
    """Wait until the page is as wide as its place and no wider."""
    (area,) = panel.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())


@pytest.mark.parametrize("end", PAGES)
def test_every_control_says_what_it_is_and_is_reached_by_tab(
    panel: Inspector, world: str, end: Endpoint | None
) -> None:
    open_page(panel, end, world)
    controls = [widget for widget in widgets(panel) if isinstance(widget, CONTROLS) and widget.isVisible()]
    assert controls
    for widget in controls:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    chain: list[QWidget] = []
    at: QWidget = panel
    while (at := at.nextInFocusChain()) not in chain:
        chain.append(at)
    for button in (widget for widget in controls if isinstance(widget, QAbstractButton)):
        assert button in chain
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("end", PAGES)
def test_every_page_speaks_german_and_fits(
    client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot, world: str, end: Endpoint | None
) -> None:
    with german(QApplication.instance()) as missing:
        panel = Inspector(Means(client, undo, theme))
        qtbot.addWidget(panel)
        panel.setStyleSheet(stylesheet(theme.tokens))
        panel.resize(panel.width(), 1200)
        open_page(panel, end, world)
        texts = {text for widget in widgets(panel) for text in own_texts(widget) if text}
    fits(panel, qtbot)
    assert not missing
    assert "Einzelheiten" in texts


def test_a_page_follows_the_theme_and_a_long_name(
    engine: FakeEngine, panel: Inspector, world: str, theme: Theme, client: Client, qtbot: QtBot
) -> None:
    open_page(panel, PIANO, world)
    piano = client.snapshot.participants[0]
    engine.set_participant(piano, name="A name as long as names can be " * 9)
    theme.choose("light")
    qtbot.waitUntil(lambda: panel.page is not None and panel.page.title.text().endswith("…"))
    fits(panel, qtbot)
    engine.set_participant(replace(piano, state="lost"))
    assert panel.isVisible()
