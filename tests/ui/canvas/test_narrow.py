"""The narrowest canvas: everything fits, names give way with a tip, cables can be gripped."""

import pytest
from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.model.endpoints import PeerEnd, PortEnd
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Deed
from app.ui.canvas.figures.label import Label
from app.ui.canvas.nodes import NEARBY
from app.ui.canvas.places import TOP
from app.ui.canvas.standing import Standing
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.support.languages import german
from tests.ui.canvas import worlds

NARROW = 514


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> object:
    if request.param == "en":
        yield
    else:
        with german(qapp):
            yield


@pytest.fixture(params=["studio", "troubled", "crowd"])
def canvas(
    request: pytest.FixtureRequest,
    language: object,
    engine: FakeEngine,
    client: Client,
    undo: UndoVerbs,
    theme: Theme,
    qtbot: QtBot,
) -> PatchCanvas:
    getattr(worlds, request.param)(engine)
    canvas = PatchCanvas(client, undo, theme)
    qtbot.addWidget(canvas)
    canvas.resize(NARROW, 620)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.deeds.choose_end(next(end for end in canvas.board.graph.terminals if isinstance(end, PeerEnd)))
    return canvas


def names(canvas: PatchCanvas) -> dict[CanvasEnd, Label]:
    return {end: figure.name for end, figure in canvas.board.scene.terminals.items()}


def test_everything_is_in_sight_without_scrolling_sideways(canvas: PatchCanvas) -> None:
    assert canvas.horizontalScrollBar().maximum() == 0
    canvas.board.book.put(Standing({"port:Volca Keys#1": (0.0, TOP + 600.0)}))
    assert canvas.horizontalScrollBar().maximum() == 0, "nor after something was moved"


def test_words_and_buttons_stay_on_their_card_and_off_each_other(canvas: PatchCanvas) -> None:
    for end, figure in canvas.board.scene.terminals.items():
        card = figure.card.sceneBoundingRect()
        parts = [figure.name.item.sceneBoundingRect(), figure.detail.item.sceneBoundingRect()]
        if figure.button is not None:
            parts.append(figure.button.item.sceneBoundingRect().adjusted(1, 2, -1, -1))
        shown = [part for part in parts if not part.isEmpty()]
        assert all(card.contains(part) for part in shown), end
        assert not any(one.intersects(other) for nth, one in enumerate(shown) for other in shown[:nth]), end


def test_a_name_keeps_most_of_its_room_and_has_a_tip_where_it_is_cut(
    canvas: PatchCanvas, qtbot: QtBot
) -> None:
    cut = {end: label for end, label in names(canvas).items() if label.is_elided}
    assert all(len(label.full) > 13 for label in cut.values()), "names of usual length are whole"
    assert all(label.room.width() >= 100 for label in names(canvas).values())
    for end, label in list(cut.items())[:1]:
        place = canvas.place_of(end)
        assert place is not None
        event = QHelpEvent(QEvent.Type.ToolTip, place, canvas.viewport().mapToGlobal(place))
        QApplication.sendEvent(canvas.viewport(), event)
        assert QToolTip.text().startswith(label.full)
        QToolTip.hideText()
        qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_what_is_said_below_a_name_begins_as_it_does_in_full(canvas: PatchCanvas) -> None:
    details = [figure.detail for figure in canvas.board.scene.terminals.values()]
    assert all(detail.full.startswith(detail.item.text().rstrip("…")) for detail in details)


def test_cables_are_seen_and_gripped_between_the_columns(canvas: PatchCanvas) -> None:
    board = canvas.board
    between = QRectF(board.layout.local.right, 0, board.layout.network.x - board.layout.local.right, 1e6)
    ends = {end: terminal.is_local for end, terminal in board.graph.terminals.items()}
    across = [cable for cable in board.graph.cables if ends[cable.key.first] != ends[cable.key.second]]
    assert across
    for cable in across:
        curve = board.scene.shapes[cable.key].main
        points = [curve.point(t) for t in (0.15, 0.3, 0.5, 0.7, 0.85)]
        assert all(between.contains(*point) for point in points)
        assert all(isinstance(board.element_at(*point), CableKey) for point in points[1:-1])


def test_a_wide_word_in_a_row_gives_way_to_the_name_and_its_first_part_stays(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot
) -> None:
    worlds.studio(engine)
    canvas = PatchCanvas(client, undo, theme)
    qtbot.addWidget(canvas)
    canvas.resize(NARROW, 600)
    with qtbot.waitExposed(canvas):
        canvas.show()
    figure = canvas.board.scene.terminals[PeerEnd("Studio", "stage-piano")]
    assert figure.detail.full == "connected · 0.4 ms"
    assert figure.detail.item.text() == "connected"
    assert figure.tooltip == "connected · 0.4 ms"
    assert figure.name.item.text() == "Stage piano"
    add = canvas.board.scene.button_figure(Button(Deed.ADD_ADDRESS))
    assert add is not None
    assert not add.label.is_elided, "below the title there is room for it"
    assert not canvas.board.scene.terminals[PortEnd("Keystation 49")].name.is_elided
    canvas.resize(700, 600)
    assert figure.detail.item.text() == "connected · 0.4 ms"


@pytest.mark.parametrize("width", [NARROW, 560, 640, 760, 1100])
def test_no_word_at_the_head_of_those_found_is_cut(
    width: int, engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot
) -> None:
    worlds.studio(engine)
    for number in range(12):
        engine.add_found(f"Printer {number}")
        undo.parts.hide_peer(f"Printer {number}", True)
    canvas = PatchCanvas(client, undo, theme)
    qtbot.addWidget(canvas)
    canvas.resize(width, 600)
    with qtbot.waitExposed(canvas):
        canvas.show()
    box = canvas.board.scene.boxes[NEARBY]
    words = [figure.label for figure in box.buttons.values()]
    assert [word.full for word in words] == ["+ Add by address…", "12 hidden ▾"]
    assert not any(word.is_elided for word in (*words, box.title))
