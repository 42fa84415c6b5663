"""What canvas, tables and window say to each other."""

from PySide6.QtGui import QCursor

from app.ui.canvas.view import PatchCanvas
from app.ui.main_window import MainWindow


def join_canvas(window: MainWindow, canvas: PatchCanvas) -> None:
    """Let the window follow what happens on its canvas and in its tables, and the other way round."""
    table = window.table
    for view in (canvas, table):
        view.add_address_requested.connect(window.open_add_address)
        view.selected.connect(window.inspector.show_selection)
        view.inspection_requested.connect(window.inspector.take_focus)
    canvas.deeds.end_offered.connect(window.end_menus(canvas.deeds.choose_end).offer)
    canvas.deeds.tool_wanted.connect(window.companions.use)
    for show in (window.inspector.show_selection, table.show_selection, canvas.deeds.show_selection):
        window.adding.made.connect(show)
    canvas.selected.connect(table.show_selection)
    table.selected.connect(canvas.deeds.show_selection)

    def shape(route: str, splits: bool) -> None:
        if splits:
            shapes.open_split(route)
        else:
            shapes.offer_layer(route, QCursor.pos())

    canvas.deeds.hide_requested.connect(window.adding.hide_peer)
    shapes = window.shapes
    canvas.deeds.shape_requested.connect(shape)

    def deselect() -> None:
        shown = table if window.views.shows_table else canvas
        shown.deselect()

    window.inspector.dismissed.connect(deselect)
