"""While many cables glow, what stands still is one picture: it looks as before, and is not painted again."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from app.ui.canvas.activity import CALM, CROWD_FRAMES, DARK
from app.ui.canvas.clocks import FRAME_MS
from app.ui.canvas.figures.cable import CORE_LINE, LIT_LINE, SELECTED_LINE
from app.ui.canvas.view import PatchCanvas
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds
from tests.ui.canvas.conftest import settle

ROUNDING = 8
"""Edges that are mixed with a picture, not with what lies under it, may differ by so many of 255 steps."""


class Watched(QGraphicsRectItem):
    """An item that counts how often it is painted."""

    painted = 0

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self.painted += 1


@pytest.fixture
def crowd(engine: FakeEngine, canvas: PatchCanvas) -> PatchCanvas:
    """Enough cables for a storm; the canvas' own clock does not run."""
    worlds.crowd(engine, devices=20, peers=10, cables=CALM + 10)
    settle()
    canvas.hide()  # stops the clock
    canvas.show()
    canvas._clocks._frames.stop()
    return canvas


def play(engine: FakeEngine, canvas: PatchCanvas, cables: int) -> None:
    """Let the first cables play, and give the canvas a frame to see it."""
    routes = [cable.routes[0].id for cable in canvas.board.graph.cables]
    before = {route: engine.counts.get(route, 0) for route in routes}
    engine.counts = before
    canvas.board.glow()
    engine.counts = {route: count + (place < cables) for place, (route, count) in enumerate(before.items())}
    canvas.board.glow()


def picture(canvas: PatchCanvas) -> QImage:
    return canvas.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def differ(one: QImage, other: QImage) -> int:
    """Give the largest difference of any colour of any pixel, 0 to 255."""
    assert one.size() == other.size()
    return max(abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


def test_a_storm_freezes_and_its_end_thaws(engine: FakeEngine, crowd: PatchCanvas):
    still = crowd.board.scene.still
    play(engine, crowd, CALM)
    assert not still.is_frozen
    play(engine, crowd, CALM + 1)
    assert still.is_frozen
    for _ in range(DARK + 1):
        crowd.board.glow()
    assert not still.is_frozen


def test_in_a_storm_the_canvas_looks_half_as_often(engine: FakeEngine, crowd: PatchCanvas):
    clock = crowd._clocks._frames
    crowd._clocks.run()
    assert (clock.isActive(), clock.interval()) == (True, FRAME_MS)
    play(engine, crowd, CALM + 1)
    clock.timeout.emit()
    assert (clock.isActive(), clock.interval()) == (True, CROWD_FRAMES * FRAME_MS)
    for _ in range(DARK + 1):
        clock.timeout.emit()
    assert (clock.isActive(), clock.interval()) == (True, FRAME_MS)


def test_what_is_frozen_thaws_when_no_cable_is_left_to_glow(engine: FakeEngine, crowd: PatchCanvas):
    play(engine, crowd, CALM + 1)
    for route in engine.snapshot().routes:
        engine.remove_route(route.id)
    settle()
    assert not crowd.board.scene.still.is_frozen


def test_in_a_storm_only_the_middle_of_a_line_is_alight(engine: FakeEngine, crowd: PatchCanvas):
    key = crowd.board.graph.cables[0].key
    lit = crowd.board.scene.cables[key].lit
    play(engine, crowd, 1)
    assert lit.isVisible()
    assert lit.pen().widthF() == LIT_LINE
    play(engine, crowd, CALM + 1)
    assert lit.pen().widthF() == CORE_LINE
    crowd.board.select(frozenset({key}))
    assert lit.pen().widthF() == CORE_LINE
    for _ in range(DARK + 1):
        crowd.board.glow()
    assert not lit.isVisible()
    play(engine, crowd, 1)
    assert lit.pen().widthF() == SELECTED_LINE


def test_what_stands_still_is_painted_once(engine: FakeEngine, crowd: PatchCanvas):
    watched = Watched(QRectF(0, 0, 50, 50), crowd.board.scene.still.item)
    play(engine, crowd, CALM + 1)
    settle()
    painted = watched.painted
    assert painted
    for _ in range(5):
        play(engine, crowd, CALM + 5)
        crowd.viewport().update()
        settle()
    assert watched.painted == painted
    crowd.board.scene.still.thaw()
    crowd.viewport().update()
    settle()
    assert watched.painted > painted


@pytest.mark.parametrize("look", ["as it was", "scrolled", "zoomed", "fitted", "resized", "selected"])
def test_frozen_looks_as_thawed(engine: FakeEngine, crowd: PatchCanvas, look: str):
    play(engine, crowd, CALM + 1)
    match look:
        case "scrolled":
            crowd.verticalScrollBar().setValue(137)
        case "zoomed":
            crowd.zoom.step(-2)
        case "fitted":
            crowd.zoom.fit()
        case "resized":
            crowd.resize(1200, 700)
            settle()
        case "selected":
            crowd.board.select(frozenset({crowd.board.graph.cables[0].key}))
    still = crowd.board.scene.still
    assert still.is_frozen
    frozen = picture(crowd)
    still.thaw()
    assert differ(frozen, picture(crowd)) <= ROUNDING


def test_what_changes_meanwhile_shows(engine: FakeEngine, crowd: PatchCanvas):
    play(engine, crowd, CALM + 1)
    settle()
    before = picture(crowd)
    engine.set_participant(engine.snapshot().participants[0], rtt_ms=77.7)
    settle()
    crowd.board.refresh()
    assert crowd.board.scene.still.is_frozen
    assert differ(before, picture(crowd)) > ROUNDING


def test_the_theme_can_change_meanwhile(engine: FakeEngine, crowd: PatchCanvas, theme):
    play(engine, crowd, CALM + 1)
    theme.choose("light")
    play(engine, crowd, CALM + 1)
    assert crowd.board.scene.still.is_frozen
    frozen = picture(crowd)
    crowd.board.scene.still.thaw()
    assert differ(frozen, picture(crowd)) <= ROUNDING
