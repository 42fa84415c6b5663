"""Small windows: no row of a list is cut, lists scroll rather than be squeezed, and names give way with an ellipsis."""

from collections.abc import Iterator
from contextlib import nullcontext
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QSpinBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.model.endpoints import PeerEnd, PortEnd
from app.model.patch import Scene
from app.ui.actions import ActionId
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.joining import join_canvas
from app.ui.keyboard_panel import KeyboardPanel
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.support.languages import german
from tests.ui.canvas.worlds import STUDIO, studio
from tests.ui.conftest import OpenWindow
from tests.ui.test_keyboard import panel

__all__ = ["panel"]

LOW = 560
"""What a laptop of 1366 x 768 leaves at 125 %."""
LOWEST = 496
"""What one of 1280 x 720 leaves at 125 % between title and task bar."""


@pytest.fixture
def window(engine: FakeEngine, open_window: OpenWindow) -> MainWindow:
    studio(engine)
    for _ in range(100):
        engine.add_row(bytes.fromhex("903c60"))
    made = open_window()
    for action in (ActionId.TABLE, ActionId.MONITOR):
        made.actions_by_id[action].trigger()
    return made


def open_all(canvas: PatchCanvas, window: MainWindow) -> None:
    """Open details, monitor and test keyboard."""
    join_canvas(window, canvas)
    for action in (ActionId.MONITOR, ActionId.KEYBOARD):
        window.actions_by_id[action].trigger()
    canvas.deeds.choose_end(PeerEnd(STUDIO, "stage-piano"))


@pytest.fixture(params=["en", "de"])
def full_window(
    request: pytest.FixtureRequest,
    engine: FakeEngine,
    client: Client,
    undo: UndoVerbs,
    theme: Theme,
    open_window: OpenWindow,
    qapp: QApplication,
) -> Iterator[MainWindow]:
    """Everything open at once: details, monitor, test keyboard, a question and a problem."""

    def open_it() -> MainWindow:
        studio(engine)
        canvas = PatchCanvas(client, undo, theme)
        window = open_window(canvas)
        open_all(canvas, window)
        for name in ("Kitchen iPad", "Drummer"):
            engine.add_invitation(name)
        engine.raise_problem("net.mdns", reason="port 5353 is taken by another program")
        return window

    if request.param == "en":
        yield open_it()
    else:
        with german(qapp):
            yield open_it()


def parts_in_sight(parent: QWidget) -> Iterator[QWidget]:
    """Give what is shown below a widget, but not what scrolls."""
    for child in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isVisible() and not child.isWindow():
            yield child
            if not isinstance(child, QAbstractScrollArea):
                yield from parts_in_sight(child)


def is_whole(widget: QWidget) -> bool:
    """Tell whether a widget lies within its parent and has the height that it needs."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
    else:
        hint = (
            0 if isinstance(widget, QSpinBox) else widget.minimumSizeHint().height()
        )  # Fusion's asks for more
        needed = min(hint, widget.maximumHeight())
    return widget.height() >= needed and widget.parentWidget().rect().contains(widget.geometry())


def place_in(window: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint()), part.size())


@pytest.mark.parametrize("view", ["canvas", "table"])
@pytest.mark.parametrize("width", [1024, 1280])
def test_everything_open_fits_a_low_screen(
    full_window: MainWindow, qtbot: QtBot, width: int, view: str
) -> None:
    window = full_window
    if view == "table":
        window.actions_by_id[ActionId.TABLE].trigger()
    assert_all_is_whole_in(window, width, LOW, qtbot)
    shown = (window.top_bar, window.views, window.monitor, window.keyboard)
    places = [place_in(window, part) for part in shown]
    assert all(above.bottom() < below.top() for above, below in pairwise(places))
    bars = [place_in(window, bar) for bar in (window.invitations, window.problems)]
    assert bars[0].bottom() < bars[1].top()
    assert not place_in(window, window.inspector).intersects(places[1])


def assert_all_is_whole_in(window: MainWindow, width: int, height: int, qtbot: QtBot) -> None:
    window.resize(width, height)

    def assert_all_is_whole() -> None:
        assert window.height() == height
        cut = [part for part in parts_in_sight(window) if not is_whole(part)]
        assert not cut, cut

    qtbot.waitUntil(assert_all_is_whole)


@pytest.mark.parametrize("language", ["en", "de"])
def test_all_panels_fit_the_lowest_screen_beside_a_device(
    engine: FakeEngine,
    client: Client,
    undo: UndoVerbs,
    theme: Theme,
    open_window: OpenWindow,
    qapp: QApplication,
    qtbot: QtBot,
    language: str,
) -> None:
    studio(engine)
    with german(qapp) if language == "de" else nullcontext():
        canvas = PatchCanvas(client, undo, theme)
        window = open_window(canvas)
        open_all(canvas, window)
        assert_all_is_whole_in(window, 1024, LOWEST, qtbot)
        label = canvas.board.scene.terminals[PortEnd("Keystation 49")].name
        name = canvas.mapFromScene(label.room).boundingRect()
        assert canvas.viewport().rect().contains(name)
        assert not canvas.zoom_bar.geometry().intersects(name)


def test_the_welcome_goes_where_it_would_be_cut(
    engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    assert window.hint.isVisible()
    for action in (ActionId.MONITOR, ActionId.KEYBOARD):
        window.actions_by_id[action].trigger()
    engine.add_invitation("Kitchen iPad")
    window.resize(1024, LOW)
    qtbot.waitUntil(lambda: not window.hint.isVisible())
    window.resize(1024, 900)
    qtbot.waitUntil(window.hint.isVisible)


def test_a_bar_with_many_words_is_whole_in_a_narrow_window(full_window: MainWindow, qtbot: QtBot) -> None:
    full_window.resize(10, 10)
    qtbot.waitUntil(
        lambda: (
            all(is_whole(part) for part in parts_in_sight(full_window.problems))
            and all(is_whole(part) for part in parts_in_sight(full_window.invitations))
        )
    )


class Requests(QObject):
    """Counts how often a widget is to be laid out anew."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.LayoutRequest
        return False


def test_the_tables_come_to_rest_under_a_bar(full_window: MainWindow, qtbot: QtBot) -> None:
    requests = Requests()
    full_window.views.installEventFilter(requests)
    full_window.actions_by_id[ActionId.TABLE].trigger()
    qtbot.waitUntil(lambda: requests.count > 0)

    def assert_no_more() -> None:
        before = requests.count
        for _turn in range(5):
            QApplication.sendPostedEvents()
        assert requests.count == before

    qtbot.waitUntil(assert_no_more)


def rows_in_sight(table: QTableView) -> list[QRect]:
    model = table.model()
    rects = (table.visualRect(model.index(row, 0)) for row in range(model.rowCount()))
    return [rect for rect in rects if rect.intersects(table.viewport().rect())]


@pytest.mark.parametrize("height", [600, 701, 777, 850, 913, 1003])
def test_no_row_is_cut(window: MainWindow, qtbot: QtBot, height: int) -> None:
    window.resize(1200, height)
    qtbot.waitUntil(lambda: window.monitor.model.rowCount() == 100)
    qtbot.waitUntil(lambda: window.monitor.table.rowAt(window.monitor.table.viewport().height() - 1) == 99)
    for table in (window.monitor.table, window.table.cables, window.table.places):
        rows = rows_in_sight(table)
        assert rows
        sight = table.viewport().rect()
        assert all(sight.top() <= rect.top() and rect.bottom() <= sight.bottom() for rect in rows), table


def test_lists_keep_three_rows_in_the_lowest_window(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_id[ActionId.KEYBOARD].trigger()
    window.resize(10, 10)
    qtbot.waitUntil(lambda: len(rows_in_sight(window.table.cables)) >= 3)
    assert len(rows_in_sight(window.table.places)) >= 3
    qtbot.waitUntil(lambda: bool(rows_in_sight(window.monitor.table)))


def test_a_long_scene_makes_no_window_wider(engine: FakeEngine, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(10, 10)
    before, narrowest = window.width(), window.scenes.minimumSizeHint()
    name = "The song with the long name and a second part"
    engine.edit.put_scene(
        Scene(name, tuple(route.id for route in engine.snapshot().patch.routes if not route.muted))
    )
    qtbot.waitUntil(lambda: window.scenes.accessibleName() == f"Scene: {name}")
    window.resize(10, 10)
    assert window.scenes.minimumSizeHint() == narrowest
    assert window.width() <= before
    assert window.scenes.text().endswith("…")
    assert window.scenes.toolTip() == f"Scene: {name}"


def test_a_fader_is_as_wide_as_its_name(panel: KeyboardPanel, qtbot: QtBot) -> None:
    panel.resize(1200, 200)
    for fader in panel.faders:
        fader.choice.setCurrentIndex(74)
        text = fader.choice.fontMetrics().horizontalAdvance(fader.choice.currentText())
        qtbot.waitUntil(lambda choice=fader.choice, text=text: choice.width() >= text + 16)
