"""What canvas, tables and window say to each other."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from app.ui.actions import ActionId
from app.ui.canvas.elements import CanvasEnd
from app.ui.canvas.view import PatchCanvas
from app.ui.main_window import MainWindow


def join_canvas(window: MainWindow, canvas: PatchCanvas) -> None:
    """Let the window follow what happens on its canvas and in its tables, and the other way round."""
    table = window.table
    for view in (canvas, table):
        view.add_address_requested.connect(window.open_add_address)
        view.selected.connect(window.inspector.show_selection)
        view.inspection_requested.connect(window.inspector.take_focus)
    _join_menus(window, canvas)
    for show in (window.inspector.show_selection, table.show_selection, canvas.deeds.show_selection):
        window.adding.made.connect(show)
    canvas.selected.connect(table.show_selection)
    table.selected.connect(canvas.deeds.show_selection)

    def deselect() -> None:
        shown = table if window.views.shows_table else canvas
        shown.deselect()

    window.inspector.dismissed.connect(deselect)
    window.middle.stage_changed.connect(canvas.share)
    canvas.share(window.middle.stage)
    window.middle.covered.connect(canvas.stay_clear)
    _join_overview(window)
    canvas.deeds.panel_requested.connect(window.ends.open_panel)


def _join_overview(window: MainWindow) -> None:
    """Let the details stay open where they have a place of their own; tables take all the width there is."""

    def offer(_change: object = None) -> None:
        window.inspector.stay(window.middle.stage.has_place and not window.views.shows_table)

    window.middle.stage_changed.connect(offer)
    window.views.currentChanged.connect(offer)
    offer()


def _join_menus(window: MainWindow, canvas: PatchCanvas) -> None:
    table, shapes = window.table, window.shapes

    def fill(end: CanvasEnd | None, menu: QMenu) -> None:
        if end is None:
            _fill_ground(window, menu)
        else:
            window.ends.fill(menu, end, canvas.renamer, canvas.deeds.choose_end)

    def fill_row(end: CanvasEnd, menu: QMenu) -> None:
        window.ends.fill(menu, end, table.renamer, lambda _end: table.inspection_requested.emit())

    def shape(route: str, splits: bool, at: QPoint) -> None:
        if splits:
            shapes.open_split(route)
        else:
            shapes.offer_layer(route, at)

    canvas.deeds.menu_opening.connect(fill)
    table.menu_opening.connect(fill_row)
    canvas.deeds.shape_requested.connect(shape)
    canvas.deeds.hidden_requested.connect(lambda at: window.adding.pop_up_hidden(canvas, at))
    table.hidden_requested.connect(lambda at: window.adding.pop_up_hidden(table, at))


def _fill_ground(window: MainWindow, menu: QMenu) -> None:
    """Add what concerns the whole window to the menu of the canvas."""
    actions = window.actions_by_id
    menu.addSeparator()
    adding = menu.addMenu(actions[ActionId.ADD].text())
    adding.setToolTipsVisible(True)
    window.adding.fill(adding)
    for group in ((ActionId.UNDO, ActionId.REDO), (ActionId.PANIC,)):
        menu.addSeparator()
        menu.addActions([actions[each] for each in group])
