"""What pointer and keys set in motion on the canvas: menus, notices, and what is said aloud."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QGraphicsView, QMenu

from app.ui.canvas.board import Board
from app.ui.canvas.changes import Changes
from app.ui.canvas.edits import CanvasEdits
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Deed, Element, Socket
from app.ui.canvas.figures.button import PILLS
from app.ui.canvas.layout import Rect
from app.ui.canvas.menus import cable_menu, canvas_menu, connect_menu, end_menu, joining_menu
from app.ui.canvas.notice import Notice
from app.ui.canvas.words import copied_text, describe_element, end_name, place_text, session_address
from app.ui.canvas.zoom import Zoom

REVEAL_MARGIN = 60
FOLLOW_MARGIN = 24


class CanvasDeeds(Changes):
    """Carries out deeds on `board` as shown by `view`."""

    add_address_requested = Signal()
    hidden_requested = Signal(QPoint)
    """Who is hidden is to be offered, there on the screen."""
    menu_opening = Signal(object, object)
    """An end, or None for the canvas, and its menu: whoever knows what else can be done with it adds that."""
    rename_requested = Signal(object)
    """An end that is to be called something else."""
    shape_requested = Signal(str, bool, QPoint)
    """A route that is to be split (True) or layered, and where on the screen its cable is."""

    def __init__(self, view: QGraphicsView, board: Board, commands: CanvasEdits, zoom: Zoom) -> None:
        super().__init__(view, board, commands)
        self._view = view
        self._zoom = zoom
        self._notice = Notice(board.scene, self)

    def press(self, button: Button) -> None:
        """Do what a button says."""
        if button.deed is Deed.ADD_ADDRESS:
            self.add_address_requested.emit()
        elif button.deed is Deed.SHOW_HIDDEN and (centre := self._board.centre_of(button)):
            self.hidden_requested.emit(self._on_screen(*centre))
        elif button.deed is Deed.COPY_ADDRESS:
            self._copy_address(button)
        elif button.deed in PILLS and (box := self._box(button)) is not None:
            self._pop_up(joining_menu(self._view, box, self._commands), button)
        elif button.end is not None and (terminal := self._board.latest.terminals.get(button.end)):
            self._commands.press(button, terminal)

    def choose(self, socket: Socket) -> None:
        """Offer the list of what a socket could be connected to, and what else can be done with its end."""
        menu = connect_menu(self._view, self._board.latest, (socket,), self._commands.connect)
        self.menu_opening.emit(socket.end, menu)
        self._pop_up(menu, socket)

    def offer(self, element: Element | None) -> None:
        """Offer what can be done with an element; with None, with what is selected, or the canvas."""
        if element is None:
            element = next((cable.key for cable in self._board.selected_cables()), None)
        end = self.end_meant(element)
        if isinstance(element, CableKey):
            self._offer_cable(element, self._board.centre_of(element))
        elif end is not None:
            terminal = self._bring(end)
            self._offer_end(end, self._board.centre_of(element) if element else (terminal.x, terminal.middle))
        else:
            middle = self._view.mapToScene(self._view.viewport().rect().center())
            self._offer_canvas((middle.x(), middle.y()))

    def offer_at(self, x: float, y: float) -> None:
        """Offer what can be done with what is at a point of the scene: a cable, an end, or the canvas."""
        element, end = self._board.element_at(x, y), self._board.end_at(x, y)
        if isinstance(element, CableKey):
            self._offer_cable(element, (x, y))
        elif end is not None:
            self._offer_end(end, (x, y))
        else:
            self._offer_canvas((x, y))

    def _offer_cable(self, key: CableKey, at: tuple[float, float] | None) -> None:
        if at is None or self._board.graph.cable(key) is None:
            return
        if key not in self._board.marks.selected:
            self.select(frozenset({key}))
        cables, place = self._board.selected_cables(), self._on_screen(*at)

        def shape(route: str, splits: bool) -> None:
            self.shape_requested.emit(route, splits, place)

        cable_menu(self._view, self._board.graph, cables, self._commands, shape).popup(place)

    def _offer_end(self, end: CanvasEnd, at: tuple[float, float] | None) -> None:
        graph = self._board.latest
        if at is None or end not in graph.terminals:
            return
        menu = end_menu(self._view, graph, end, self._commands, lambda text: self.copy(text, at))
        self.menu_opening.emit(end, menu)
        self._pop_up_at(menu, *at)

    def _offer_canvas(self, at: tuple[float, float]) -> None:
        menu = canvas_menu(self._view, self._verbs())
        self.menu_opening.emit(None, menu)
        self._pop_up_at(menu, *at)

    def copy(self, text: str, at: tuple[float, float]) -> None:
        """Put a text on the clipboard and say so."""
        QGuiApplication.clipboard().setText(text)
        self.notice(copied_text(text), at)

    def say_put_back(self, at: tuple[float, float]) -> None:
        """Say that a cable that was dropped in the open is where it was."""
        text = QCoreApplication.translate("PatchCanvas", "Put back. Press Delete to remove a cable.")
        self.notice(text, at)

    def notice(self, text: str, at: tuple[float, float]) -> None:
        """Say something at a point of the scene for a moment."""
        self._notice.say(text, at)
        self._announce(text)

    def reveal(self, element: Element) -> None:
        """Scroll to what has the focus, and say what it is."""
        centre = self._board.centre_of(element)
        if centre is not None:
            self._view.ensureVisible(*centre, 1, 1, REVEAL_MARGIN, REVEAL_MARGIN)
        self.retell()

    def retell(self) -> None:
        """Say what has the focus, unless that is what was said last: it may be joined or lost by now."""
        focused = self._board.marks.focused
        text = "" if focused is None else describe_element(self._board.graph, focused)
        if text and text != self._view.accessibleDescription():
            self._view.setAccessibleDescription(text)
            self._announce(text)

    def shift(self, end: CanvasEnd, step: int) -> None:
        """Move a row down (1) or up (-1) in its box, and say where it is now."""
        place = self.shift_row(end, step)
        if place is not None:
            self._bring(end)
            self._announce(place_text(end_name(self._board.graph, end), *place))

    def rename(self, end: CanvasEnd) -> None:
        """Ask for another name of an end where it can be seen."""
        self._bring(end)
        self.rename_requested.emit(end)

    def follow(self, x: float, y: float) -> None:
        """Scroll when a pulled cable comes near the edge of what is seen."""
        self._view.ensureVisible(x, y, 1, 1, FOLLOW_MARGIN, FOLLOW_MARGIN)

    def explain(self) -> None:
        """Say how the canvas is used with the keys."""
        text = QCoreApplication.translate(
            "PatchCanvas",
            "Tab goes from socket to socket, Enter connects, I shows details, Delete removes a cable, "
            "Shift and an arrow key move a device or a session, Alt and an arrow key a row within its box, F2 renames.",
        )
        self._view.setAccessibleDescription(text)

    def _verbs(self) -> Iterator[tuple[str, Callable[[], None], bool]]:
        yield QCoreApplication.translate("PatchCanvas", "Show everything"), self._zoom.fit, True
        yield (
            QCoreApplication.translate("PatchCanvas", "Life-size"),
            self._zoom.reset,
            self._zoom.factor != 1.0,
        )
        yield QCoreApplication.translate("PatchCanvas", "Select everything"), self.select_all, True
        text = QCoreApplication.translate("PatchCanvas", "Put everything in order again")
        yield text, self.arrange, bool(self._board.book.standing)

    def _bring(self, end: CanvasEnd) -> Rect:
        """Scroll to an end, and say where it stands."""
        rect = self._board.layout.terminals[end]
        self._view.ensureVisible(rect.x, rect.y, rect.width, rect.height, 0, REVEAL_MARGIN)
        return rect

    def _copy_address(self, button: Button) -> None:
        box, centre = self._box(button), self._board.centre_of(button)
        if box is not None and centre is not None:
            self.copy(session_address(box), centre)

    def _pop_up(self, menu: QMenu, element: Element) -> None:
        centre = self._board.centre_of(element)
        if centre is not None:
            self._pop_up_at(menu, *centre)

    def _pop_up_at(self, menu: QMenu, x: float, y: float) -> None:
        menu.popup(self._on_screen(x, y))

    def _on_screen(self, x: float, y: float) -> QPoint:
        return self._view.viewport().mapToGlobal(self._view.mapFromScene(QPointF(x, y)))

    def _announce(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, text))
