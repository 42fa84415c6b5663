"""A canvas that nobody sees does nothing, and is up to date as soon as it is seen."""

import pytest

from app.model.endpoints import PortEnd
from app.ui.actions import ActionId
from app.ui.canvas import board
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.selection import Selection
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas.worlds import studio
from tests.ui.conftest import OpenWindow

SYNTH = PortEnd("A new synth")


@pytest.fixture
def canvas(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow
) -> PatchCanvas:
    studio(engine)
    canvas = PatchCanvas(client, undo, theme)
    join_canvas(open_window(canvas), canvas)
    return canvas


def test_nothing_is_worked_out_behind_the_tables(
    canvas: PatchCanvas, engine: FakeEngine, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = canvas.window()
    assert isinstance(window, MainWindow)
    worked: list[str] = []
    for name in ("derive_graph", "arrange"):
        real = getattr(board, name)
        monkeypatch.setattr(
            board, name, lambda *args, real=real, name=name: worked.append(name) or real(*args)
        )
    window.actions_by_id[ActionId.TABLE].trigger()
    worked.clear()
    engine.add_port(SYNTH.name, "out")
    client.changed.emit()
    assert not worked
    window.table.selected.emit(Selection(end=SYNTH))
    window.actions_by_id[ActionId.TABLE].trigger()
    assert worked.count("derive_graph") == 1
    assert SYNTH in canvas.board.graph.terminals
    assert canvas.board.marks.chosen == SYNTH, "what was chosen in the tables meanwhile"


def test_what_was_picked_stays_when_the_window_comes_back(canvas: PatchCanvas) -> None:
    canvas.deeds.select_all()
    marks = canvas.board.marks
    canvas.window().hide()
    canvas.window().show()
    assert canvas.board.marks == marks
