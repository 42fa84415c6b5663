"""What is on the scene: nothing leaks, nothing is touched in vain, no text is cut or covered."""

import gc
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QTranslator
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd
from app.model.patch import Route
from app.ui.canvas.elements import Button, CableKey, Condition, Deed, Look, Socket, Way
from app.ui.canvas.figures.button import ButtonFigure
from app.ui.canvas.figures.heard import Z_HEARD
from app.ui.canvas.layout import Rect
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds
from tests.ui.canvas.conftest import settle, terminal

WORLDS = {"empty": lambda engine: engine, "studio": worlds.studio, "troubled": worlds.troubled}


def items(canvas: PatchCanvas) -> int:
    return len(canvas.scene().items())


def test_a_thousand_changes_leave_no_item_behind(engine: FakeEngine, canvas: PatchCanvas):
    worlds.studio(engine)
    settle()
    settled = items(canvas)
    people = list(engine.snapshot().participants)
    states = ("connected", "waiting", "refused", "silent", "inviting")
    for number in range(1000):
        person = people[number % len(people)]
        engine.set_participant(person, state=states[number // 3 % len(states)], rtt_ms=number % 40 / 10)
        canvas.board.refresh()
    for person in people:
        engine.set_participant(person)
    canvas.board.refresh()
    assert items(canvas) == settled


def test_nothing_stays_painted_where_it_stood(engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot):
    def on_screen() -> QImage:
        return canvas.screen().grabWindow(canvas.winId()).toImage()

    empty = on_screen()
    worlds.studio(engine)
    qtbot.waitUntil(lambda: on_screen() != empty)
    engine.remove_found(engine.snapshot().found[0].id)
    engine.add_participant("mioXL A3")
    canvas.board.refresh()
    # As when something goes that lay over the canvas.
    canvas.viewport().repaint(420, 500, 80, 80)
    for _ in range(5):
        settle()
    shown = on_screen()
    assert shown == canvas.grab().toImage().convertToFormat(shown.format())


def test_what_comes_and_goes_leaves_no_item_behind(engine: FakeEngine, canvas: PatchCanvas, undo: UndoVerbs):
    worlds.studio(engine)
    settle()
    settled = items(canvas)
    for _ in range(20):
        found = engine.add_found("Organ")
        route = engine.add_route(Route("", KEYBOARD, MONITOR))
        canvas.board.refresh()
        assert items(canvas) > settled
        engine.remove_found(found.id)
        engine.remove_route(route)
        canvas.board.refresh()
        assert items(canvas) == settled


def test_a_change_touches_only_what_changed(engine: FakeEngine, canvas: PatchCanvas, monkeypatch):
    worlds.studio(engine)
    settle()
    scene = canvas.board.scene
    shown: list[str] = []
    for end, figure in scene.terminals.items():
        show = figure.show
        monkeypatch.setattr(
            figure, "show", lambda *given, end=end, show=show: (shown.append(end), show(*given))
        )
    before = dict(scene.terminals), dict(scene.cables)
    piano = next(one for one in engine.snapshot().participants if one.name == "Stage piano")
    engine.set_participant(piano, rtt_ms=9.9)
    settle()
    assert shown == [PeerEnd("Studio", "stage-piano")]
    assert scene.terminals[shown[0]].detail.full == "connected · 9.9 ms"
    assert (dict(scene.terminals), dict(scene.cables)) == before
    engine.set_participant(piano, rtt_ms=9.91)
    settle()
    assert len(shown) == 1


def test_cables_glow_with_the_counters_while_it_is_seen(
    engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot
):
    worlds.studio(engine)
    settle()
    cables = canvas.board.scene.cables
    routes = {cable.key: cable.routes[0].id for cable in canvas.board.graph.cables}
    engine.counts = dict.fromkeys(routes.values(), 7)
    canvas.board.glow()
    assert not any(figure.glow.isVisible() for figure in cables.values())
    key = next(iter(routes))
    engine.counts = {**engine.counts, routes[key]: 8}
    qtbot.waitUntil(cables[key].glow.isVisible)
    assert [other for other, figure in cables.items() if figure.glow.isVisible()] == [key]
    qtbot.waitUntil(lambda: not cables[key].glow.isVisible())
    canvas.hide()
    engine.counts = {**engine.counts, routes[key]: 9}
    for _ in range(5):
        settle()
    assert not cables[key].glow.isVisible()


def test_a_socket_lights_up_when_its_device_or_peer_plays_without_a_cable(
    engine: FakeEngine, canvas: PatchCanvas, theme: Theme, qtbot: QtBot
) -> None:
    keys, synth = engine.add_port("Keys", "in"), engine.add_port("Synth", "out")
    piano = engine.add_participant("Stage piano")
    settle()
    board = canvas.board
    assert not board.graph.cables
    engine.counts = {f"in:{keys.id}": 7, f"in:{piano.id}": 7, f"out:{synth.id}": 7}
    board.glow()
    assert not board.scene.heard.lit, "what was played before lights nothing"
    assert board.graph.meters[f"in:{keys.id}"] == Socket(PortEnd("Keys"), Way.SENDS)
    for meter, socket in board.graph.meters.items():
        counts = engine.counts
        engine.counts = {**counts, meter: 8, f"out:{synth.id}": counts[f"out:{synth.id}"] + 1}
        qtbot.waitUntil(lambda socket=socket: board.scene.heard.lit == {socket})
        spot = board.layout.sockets[socket]
        assert [light.pos() for light in lights(canvas)] == [QPointF(spot.x, spot.y)]
        qtbot.waitUntil(lambda: not board.scene.heard.lit)
        assert not lights(canvas)


def test_a_lit_socket_stays_lit_where_it_goes_and_in_another_look(
    engine: FakeEngine, canvas: PatchCanvas, theme: Theme
) -> None:
    keys = engine.add_port("Keys", "in", virtual=True)
    settle()
    canvas._clocks._frames.stop()
    board = canvas.board
    board.glow()
    engine.counts = {f"in:{keys.id}": 1}
    board.glow()
    (light,) = lights(canvas)
    before = light.y()
    engine.add_port("Device", "in")
    settle()
    canvas._clocks._frames.stop()
    socket = board.graph.meters[f"in:{keys.id}"]
    (light,) = lights(canvas)
    assert light.y() == board.layout.sockets[socket].y > before, "devices stand above ports of our own"
    theme.choose("light" if theme.tokens.name == "dark" else "dark")
    board.glow()
    (light,) = lights(canvas)
    assert light.y() == board.layout.sockets[socket].y


def lights(canvas: PatchCanvas) -> list[QGraphicsItem]:
    """Give the lights that can be seen."""
    return [each for each in canvas.board.scene.items() if each.zValue() == Z_HEARD and each.isVisible()]


def test_seconds_count_down_only_where_something_is_waited_for(engine: FakeEngine, canvas: PatchCanvas):
    now = time.monotonic()
    mac = engine.add_participant("Loft Mac", state="waiting", next_try=now + 5.5)
    settle()
    assert canvas.board.is_counting
    figure = canvas.board.scene.terminals[PeerEnd("Studio", mac.peer)]
    assert "next try" in figure.detail.full
    figure.show_words(now)
    assert "next try 6 s" in figure.detail.full
    figure.show_words(now + 4)
    assert "next try 2 s" in figure.detail.full
    figure.show_words(now + 60)
    assert "trying now" in figure.detail.full
    engine.set_participant(mac, state="connected", next_try=None)
    settle()
    assert not canvas.board.is_counting


def test_an_unplugged_device_stays_grey_with_its_cable(engine: FakeEngine, canvas: PatchCanvas):
    port = engine.add_port("Synth", "out")
    engine.add_route(Route("", KEYBOARD, PortEnd("Synth")))
    settle()
    engine.set_port(port, state="removed")
    settle()
    assert terminal(canvas, "Synth").condition is Condition.ABSENT
    assert canvas.board.scene.terminals[PortEnd("Synth")].detail.full == "unplugged"
    assert canvas.board.graph.cable(CableKey(PortEnd("Synth"), KEYBOARD)).look is Look.WAITING


def test_an_empty_world_says_what_to_do(canvas: PatchCanvas):
    said = " ".join(line.text() for text in canvas.board.scene.paragraphs.values() for line in text.lines)
    assert "Plug one in" in said
    assert "Nobody found yet" in said


def test_a_new_theme_dresses_everything_anew(engine: FakeEngine, canvas: PatchCanvas, theme: Theme):
    worlds.studio(engine)
    settle()
    canvas.board.select(frozenset({canvas.board.graph.cables[0].key}))
    canvas.board.focus(Socket(KEYBOARD, Way.SENDS))
    before, ground = items(canvas), canvas.scene().backgroundBrush().textureImage()
    theme.choose("light")
    assert items(canvas) == before
    assert canvas.scene().backgroundBrush().textureImage() != ground
    assert canvas.board.scene.ring.item.isVisible()
    card = canvas.board.scene.terminals[KEYBOARD].card
    assert card.brush().color() == theme.color("node")


def test_resizing_keeps_what_is_shown(engine: FakeEngine, canvas: PatchCanvas):
    worlds.studio(engine)
    settle()
    before = items(canvas)
    for width, height in ((700, 400), (1900, 1000), (400, 300), (1040, 640)):
        canvas.resize(width, height)
        settle()
        assert items(canvas) == before
        place = canvas.place_of(Socket(KEYBOARD, Way.SENDS))
        assert place is not None
        assert 0 <= place.x() <= width
        assert canvas.horizontalScrollBar().maximum() == 0 or width < 680


def test_the_canvas_is_gone_when_it_is_gone(
    client: Client, undo: UndoVerbs, theme: Theme, engine: FakeEngine
):
    worlds.studio(engine)
    gone = []
    for _ in range(3):
        canvas = PatchCanvas(client, undo, theme)
        canvas.destroyed.connect(lambda: gone.append(True))
        canvas.deleteLater()
        del canvas
        QCoreApplication.sendPostedEvents(None, 52)
    gc.collect()
    assert len(gone) == 3
    engine.add_found("Organ")
    settle()


# -- texts ---------------------------------------------------------------------------------------------------


class LongWords(QTranslator):
    """A language whose words are as long as German ones can be."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return f"{source} verlängerungsweise" if context == "PatchCanvas" else ""


@pytest.fixture(params=["English", "long words"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    translator = LongWords()
    if request.param == "long words":
        qapp.installTranslator(translator)
    yield request.param
    qapp.removeTranslator(translator)


def texts(canvas: PatchCanvas) -> list[QRectF]:
    """Give the rectangles of all texts that show, a little smaller than their line to allow for leading."""
    found = [item for item in canvas.scene().items() if isinstance(item, QGraphicsSimpleTextItem)]
    return [
        item.sceneBoundingRect().adjusted(0.5, 2, -0.5, -2)
        for item in found
        if item.isVisible() and item.text()
    ]


@pytest.mark.parametrize("width", [700, 1040, 1400])
@pytest.mark.parametrize("world", list(WORLDS))
def test_no_text_lies_on_another_or_leaves_its_card(
    language: str, engine: FakeEngine, world: str, width: int, client: Client, undo: UndoVerbs, theme: Theme
):
    WORLDS[world](engine)
    canvas = PatchCanvas(client, undo, theme)
    canvas.resize(width, 600)
    canvas.board.set_width(width)
    rects = texts(canvas)
    assert len(rects) > 8
    for number, one in enumerate(rects):
        for other in rects[:number]:
            assert not one.intersects(other)
    for figure in canvas.board.scene.terminals.values():
        card = figure.card.sceneBoundingRect()
        for label in (figure.name, figure.detail):
            assert card.contains(label.item.sceneBoundingRect()) or not label.full
        if figure.button:
            button = figure.button.item.sceneBoundingRect()
            assert button.contains(figure.button.label.item.sceneBoundingRect())
            assert not figure.name.item.sceneBoundingRect().intersects(button)
            assert not figure.detail.item.sceneBoundingRect().intersects(button)
    canvas.deleteLater()


def test_what_is_cut_is_told_in_full(engine: FakeEngine, canvas: PatchCanvas):
    worlds.troubled(engine)
    settle()
    long = terminal(canvas, "Native Instruments Komplete Kontrol S61 MK3 Hauptklaviatur unten")
    figure = canvas.board.scene.terminals[long.end]
    assert figure.name.item.text().endswith("…")
    assert figure.tooltip == long.name


def test_a_button_that_opens_a_menu_keeps_its_mark_when_its_word_is_cut(canvas: PatchCanvas):
    button = ButtonFigure(canvas.board.scene.style_in_use, Button(Deed.JOIN_ASK, session=1))
    for width in (400.0, 90.0):
        button.place(Rect(0, 0, width, 24))
        assert button.label.item.text().endswith(" ▾")
    assert "…" in button.label.item.text()
    assert button.tooltip.endswith(" ▾")
