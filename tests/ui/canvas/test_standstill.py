"""Nothing on the canvas moves because of a click: not when the details open, not when they close."""

from collections.abc import Callable
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.model.endpoints import MONITOR, PeerEnd, PortEnd, SessionEnd
from app.ui.canvas.elements import Button, CableKey, Deed, Element
from app.ui.canvas.figures.shapes import to_rectf
from app.ui.canvas.ground import LEAST_COLUMNS, Stage
from app.ui.canvas.layout import TOP, WIDEST
from app.ui.canvas.nodes import NEARBY, rect_of
from app.ui.canvas.standing import Standing
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds
from tests.ui.canvas.conftest import Hand, settle
from tests.ui.conftest import OpenWindow

PIANO = PeerEnd("Studio", "stage-piano")
KEYS = PortEnd("Keystation 49")
CABLE = CableKey(KEYS, PIANO)
WIDTHS = (10, 900, 1024, 1280, 1480, 1920)
DETAILS = 344
"""The width of the details and the gap beside them."""


class Room:
    """A window with a canvas, its details, and where things stand in it."""

    def __init__(self, window: MainWindow, canvas: PatchCanvas, qtbot: QtBot) -> None:
        self.window, self.canvas, self._qtbot = window, canvas, qtbot
        self.hand = Hand(canvas)

    def resize(self, width: int, height: int = 700) -> None:
        self.window.resize(width, height)
        self.wait_for_details(opened=False)

    def places(self) -> dict[str, QPoint]:
        """Say where everything stands in the window."""
        canvas, board = self.canvas, self.canvas.board
        rects = {key: rect_of(node, board.layout) for key, node in board.nodes.items()}
        corners = {key: canvas.mapFromScene(rect.x, rect.y) for key, rect in rects.items()}
        return {key: canvas.viewport().mapTo(self.window, at) for key, at in corners.items()}

    def wait_for_details(self, *, opened: bool) -> None:
        """Wait until they are about something, or closed, or an overview; and the canvas has what is left."""
        middle, canvas, inspector = self.window.middle, self.canvas, self.window.inspector
        self._qtbot.waitUntil(
            lambda: (
                inspector.close_button.isVisible() is opened
                and inspector.isVisible() is (opened or middle.stage.has_place)
                and abs(middle.width() - canvas.width() - DETAILS * inspector.isVisible()) < 20
            )
        )

    def click(self, target: Element) -> None:
        self.hand.click(target)
        self.wait_for_details(opened=True)

    def click_ground(self) -> None:
        self.hand.click(QPoint(self.canvas.viewport().width() - 4, 4))
        self.wait_for_details(opened=False)


@pytest.fixture
def room(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow, qtbot: QtBot
) -> Room:
    worlds.studio(engine)
    canvas = PatchCanvas(client, undo, theme)
    window = open_window(canvas)
    join_canvas(window, canvas)
    return Room(window, canvas, qtbot)


def as_it_comes(_room: Room) -> None:
    """Leave everything where it stands by itself."""


def moved_by_hand(room: Room) -> None:
    places = {"port:Volca Keys#1": (40.0, 500.0), "session:Studio": (60.0, TOP + 40.0)}
    room.canvas.board.book.put(Standing(places))


def moved_far_right(room: Room) -> None:
    room.canvas.board.book.put(Standing({"builtin:monitor": (room.canvas.width() - 250.0, 500.0)}))


def zoomed_out(room: Room) -> None:
    room.canvas.zoom.step(-4)


def zoomed_in(room: Room) -> None:
    room.canvas.zoom.step(1)
    bar = room.canvas.horizontalScrollBar()
    bar.setValue(bar.minimum() + 20)


@pytest.mark.parametrize(
    ("width", "prepare"),
    [
        *((width, as_it_comes) for width in WIDTHS),
        *product((900, 1280, 1920), (moved_by_hand, moved_far_right, zoomed_out, zoomed_in)),
    ],
)
def test_nothing_moves_when_the_details_open_and_close(
    room: Room, width: int, prepare: Callable[[Room], None]
) -> None:
    room.resize(width)
    prepare(room)
    before = room.places()
    assert len(before) > 5
    room.click(CABLE)
    assert room.places() == before
    room.click_ground()
    assert room.places() == before


@pytest.mark.parametrize("width", [900, 1280])
def test_what_is_selected_is_still_under_the_pointer(room: Room, width: int) -> None:
    room.resize(width)
    at = room.hand.at(CABLE)
    room.click(CABLE)
    there = room.canvas.mapToScene(at)
    assert room.canvas.board.element_at(there.x(), there.y()) == CABLE
    assert room.canvas.board.marks.hovered == CABLE, "nor does it lose what shows that the pointer is on it"


@pytest.mark.parametrize("width", [1280, 1480, 1920])
def test_what_is_carried_to_the_right_takes_nothing_else_along(room: Room, width: int) -> None:
    room.resize(width)
    before = room.places()
    start = room.hand.at(MONITOR)
    room.hand.press(start)
    for x in (start.x() + 12, width - 200):
        room.hand.move(QPoint(x, 560))
    room.hand.release(QPoint(width - 200, 560))
    after = room.places()
    moved = before.pop("builtin:monitor"), after.pop("builtin:monitor")
    assert moved[0].x() + 300 < moved[1].x()
    assert after == before


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("width", [900, 1480])
def test_what_was_put_far_to_the_right_is_shown_with_everything_else(
    room: Room, qtbot: QtBot, width: int, opened: bool
) -> None:
    room.resize(width)
    room.canvas.board.book.put(Standing({"builtin:monitor": (1500.0, 700.0)}))
    if opened:
        room.click(CABLE)
    room.canvas.zoom.fit()
    nodes, layout = room.canvas.board.nodes.values(), room.canvas.board.layout

    def assert_all_is_in_sight() -> None:
        sight = room.canvas.mapToScene(room.canvas.viewport().rect()).boundingRect()
        assert all(sight.contains(to_rectf(rect_of(node, layout))) for node in nodes)

    qtbot.waitUntil(assert_all_is_in_sight)


@pytest.mark.parametrize("width", [1024, 1280, 1480, 1920])
def test_beside_the_details_there_is_everything(room: Room, width: int) -> None:
    room.resize(width)
    room.click(CABLE)
    seen = room.canvas.mapToScene(room.canvas.viewport().rect()).boundingRect()
    layout = room.canvas.board.layout
    assert seen.left() <= layout.local.x
    assert layout.network.right <= seen.right()


def test_in_a_narrow_window_names_are_in_sight_and_the_rest_is_reached(room: Room) -> None:
    room.resize(900)
    room.click(CABLE)
    canvas = room.canvas
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert seen.contains(canvas.board.scene.terminals[PIANO].name.item.sceneBoundingRect())
    bar = canvas.horizontalScrollBar()
    bar.setValue(bar.maximum())
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert canvas.board.layout.network.right <= seen.right()


def test_what_was_scrolled_into_sight_stays_when_the_details_close_until_somebody_scrolls(room: Room) -> None:
    room.resize(900)
    room.click(CABLE)
    bar = room.canvas.horizontalScrollBar()
    bar.setValue(bar.maximum())
    before = room.places()
    room.click_ground()
    assert room.places() == before
    bar.setValue(bar.minimum())
    assert bar.maximum() == bar.minimum(), "then there is nothing left to scroll"


def test_what_was_scrolled_up_stays_when_the_bar_at_the_bottom_goes(room: Room) -> None:
    room.resize(900, 420)
    room.click(CABLE)
    across, down = room.canvas.horizontalScrollBar(), room.canvas.verticalScrollBar()
    assert across.isVisible()
    down.setValue(down.maximum())
    before = room.places()
    room.window.inspector.close_button.click()
    room.wait_for_details(opened=False)
    assert not across.isVisible()
    assert room.places() == before


def test_what_the_keyboard_asks_about_is_kept_in_sight(room: Room, qtbot: QtBot) -> None:
    room.resize(900)
    room.canvas.setFocus()
    button = room.canvas.board.graph.terminals[PIANO].button
    room.canvas.board.focus(button)
    qtbot.keyClick(room.canvas, Qt.Key.Key_I)
    room.wait_for_details(opened=True)
    qtbot.waitUntil(lambda: room.canvas.viewport().rect().contains(room.canvas.place_of(button)))


@pytest.mark.parametrize("width", [900, 1280])
def test_a_theme_or_a_device_that_comes_moves_nothing_sideways(
    room: Room, engine: FakeEngine, theme: Theme, qtbot: QtBot, width: int
) -> None:
    room.resize(width)
    before = room.places()
    room.click(CABLE)
    theme.choose("light")
    engine.add_port("Drum pad", "in")
    qtbot.waitUntil(lambda: "port:Drum pad#1" in room.canvas.board.nodes)
    assert {key: room.places()[key].x() for key in before} == {key: at.x() for key, at in before.items()}


# -- what lies over the canvas -------------------------------------------------------------------------------


def place_in(window: MainWindow, part: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint()), part.size())


@pytest.mark.parametrize("width", WIDTHS)
def test_the_welcome_stays_where_it_is_and_off_the_zoom_bar(
    client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow, qtbot: QtBot, width: int
) -> None:
    canvas = PatchCanvas(client, undo, theme)
    window = open_window(canvas)
    join_canvas(window, canvas)
    room = Room(window, canvas, qtbot)
    room.resize(width, 800)
    qtbot.waitUntil(window.hint.isVisible)
    settle()
    before = place_in(window, window.hint)
    assert not place_in(window, canvas.zoom_bar).intersects(before)
    canvas.deeds.choose_end(SessionEnd("Studio"))
    room.wait_for_details(opened=True)
    qtbot.waitUntil(lambda: place_in(window, window.hint) == before)
    assert not place_in(window, canvas.zoom_bar).intersects(before)
    canvas.deselect()
    room.wait_for_details(opened=False)
    qtbot.waitUntil(lambda: place_in(window, window.hint) == before)


@pytest.mark.parametrize("width", [900, 1280])
def test_a_problem_lies_on_nothing_that_cannot_be_reached(
    room: Room, engine: FakeEngine, qtbot: QtBot, width: int
) -> None:
    room.resize(width, 500)
    room.click(CABLE)
    before = room.places()
    engine.raise_problem("net.mdns", reason="port 5353 is taken by another program")
    window, canvas = room.window, room.canvas
    qtbot.waitUntil(window.problems.isVisible)
    bar = canvas.zoom_bar
    qtbot.waitUntil(lambda: place_in(window, bar).bottom() < place_in(window, window.problems).top())
    assert room.places() == before
    down = canvas.verticalScrollBar()
    down.setValue(down.maximum())
    last = max(rect.bottom for rect in canvas.board.layout.terminals.values())
    edge = canvas.viewport().mapTo(window, canvas.mapFromScene(0.0, last)).y()
    assert edge < place_in(window, window.problems).top()
    window.problems.dismiss()
    qtbot.waitUntil(lambda: bar.isVisible() and bar.geometry().bottom() > canvas.viewport().height() - 20)


def test_the_button_that_adds_somebody_and_the_title_beside_it_are_whole_in_a_narrow_window(
    room: Room,
) -> None:
    room.resize(900)
    scene = room.canvas.board.scene
    button = scene.button_figure(Button(Deed.ADD_ADDRESS))
    assert button is not None
    assert not button.label.is_elided
    assert not scene.boxes[NEARBY].title.is_elided


# -- the stage -----------------------------------------------------------------------------------------------


def test_a_stage_leaves_the_details_their_place_but_what_the_columns_need() -> None:
    assert Stage(700.0).columns == 700.0, "where nothing opens beside them they have it all"
    assert Stage(1238.0, 344.0).columns == 894.0
    assert Stage(900.0, 344.0).columns == LEAST_COLUMNS
    assert Stage(600.0, 344.0).columns == 600.0


def test_what_the_columns_do_not_need_is_shared_out_at_both_sides() -> None:
    stage = Stage(2000.0, 344.0)
    assert stage.indent(WIDEST.whole, 1.0) == (2000.0 - 344.0 - WIDEST.whole) / 2
    assert Stage(1238.0, 344.0).indent(894.0, 1.0) == 0.0
    assert Stage(1238.0, 344.0).indent(894.0, 0.5) == 894.0 / 2


def test_what_was_put_far_to_the_right_shifts_nothing_at_life_size() -> None:
    stage = Stage(2000.0, 344.0)
    assert stage.indent(3000.0, 1.0) == stage.indent(WIDEST.whole, 1.0) > 0.0
    assert stage.indent(3400.0, 0.5) == 0.0
