"""What pointer and keys set in motion on the canvas: menus, notices, and what is said aloud."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QPointF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QGraphicsView, QMenu

from app.model.endpoints import LinkEnd, PeerEnd, PortEnd
from app.ui.canvas.board import Board
from app.ui.canvas.changes import Changes
from app.ui.canvas.edits import CanvasEdits
from app.ui.canvas.elements import Button, CableKey, Deed, Element, FoundEnd, SessionBox, Socket
from app.ui.canvas.figures.button import PILLS
from app.ui.canvas.menus import (
    add_hiding,
    add_shapes,
    add_tools,
    cable_menu,
    canvas_menu,
    connect_menu,
    joining_menu,
    session_menu,
)
from app.ui.canvas.words import copied_text, describe_element, session_address
from app.ui.canvas.zoom import Zoom

NOTICE_MS = 1800
REVEAL_MARGIN = 60
FOLLOW_MARGIN = 24


class CanvasDeeds(Changes):
    """Carries out deeds on `board` as shown by `view`; as a timer it ends the notice that is shown."""

    add_address_requested = Signal()
    end_offered = Signal(object, object)
    """A device or a peer, and the place on the screen where its menu belongs."""
    tool_wanted = Signal(object, object)
    """`Tool` and the endpoint it is wanted for."""
    hide_requested = Signal(str)
    """The name of a peer that is found and shall not be shown."""
    rename_requested = Signal(object)
    """An end that is to be called something else."""
    shape_requested = Signal(str, bool)
    """A route that is to be split (True) or layered."""

    def __init__(self, view: QGraphicsView, board: Board, commands: CanvasEdits, zoom: Zoom) -> None:
        super().__init__(view, board, commands)
        self._view = view
        self._zoom = zoom
        self.setSingleShot(True)
        self.setInterval(NOTICE_MS)
        self.timeout.connect(self._end_notice)

    def press(self, button: Button) -> None:
        """Do what a button says."""
        if button.deed is Deed.ADD_ADDRESS:
            self.add_address_requested.emit()
        elif button.deed is Deed.COPY_ADDRESS:
            self._copy_address(button)
        elif button.deed in PILLS and (box := self._box(button)) is not None:
            self._pop_up(joining_menu(self._view, box, self._commands), button)
        elif button.end is not None and (terminal := self._board.latest.terminals.get(button.end)):
            self._commands.press(button, terminal)

    def choose(self, socket: Socket) -> None:
        """Offer the list of what a socket could be connected to."""
        graph = self._board.latest
        menu = connect_menu(self._view, graph, socket, self._commands.connect)
        add_tools(menu, graph, socket.end, self.tool_wanted.emit)
        if isinstance(socket.end, FoundEnd):
            add_hiding(menu, graph, socket.end, self.hide_requested.emit)
        self._pop_up(menu, socket)

    def offer(self, element: Element | None) -> None:
        """Offer what can be done with an element; with None, with the canvas."""
        if isinstance(element, Socket):
            self.choose(element)
        elif element is None:
            middle = self._view.mapToScene(self._view.viewport().rect().center())
            self._pop_up_at(canvas_menu(self._view, self._verbs()), middle.x(), middle.y())
        elif isinstance(element, Button) and (box := self._box(element)) is not None:
            self._offer_session(box, self._board.centre_of(element) or (0.0, 0.0))
        elif isinstance(element, CableKey) and (cable := self._board.graph.cable(element)):
            if element not in self._board.marks.selected:
                self.select(frozenset({element}))
            selected = self._board.selected_cables()
            menu = cable_menu(self._view, self._board.graph, cable, selected, self._commands)
            add_shapes(menu, self._board.graph, cable, self.shape_requested.emit)
            self._pop_up(menu, element)

    def offer_at(self, x: float, y: float) -> None:
        """Offer what can be done with what is at a point of the scene: an element, a session, or the canvas."""
        element, end = self._board.element_at(x, y), self._board.end_at(x, y)
        box = self._board.graph.session_of(end) if end is not None else None
        if isinstance(element, Socket | CableKey):
            self.offer(element)
        elif box is not None and end == box.rows[0].end:
            self._offer_session(box, (x, y))
        elif isinstance(end, PortEnd | PeerEnd | LinkEnd | FoundEnd):
            place = self._view.mapFromScene(QPointF(x, y))
            self.end_offered.emit(end, self._view.viewport().mapToGlobal(place))
        else:
            self._pop_up_at(canvas_menu(self._view, self._verbs()), x, y)

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
        self._board.scene.pull.say(text, at)
        self.start()
        self._announce(text)

    def reveal(self, element: Element) -> None:
        """Scroll to what has the focus, and say what it is."""
        centre = self._board.centre_of(element)
        if centre is not None:
            self._view.ensureVisible(*centre, 1, 1, REVEAL_MARGIN, REVEAL_MARGIN)
        text = describe_element(self._board.graph, element)
        self._view.setAccessibleDescription(text)
        self._announce(text)

    def follow(self, x: float, y: float) -> None:
        """Scroll when a pulled cable comes near the edge of what is seen."""
        self._view.ensureVisible(x, y, 1, 1, FOLLOW_MARGIN, FOLLOW_MARGIN)

    def explain(self) -> None:
        """Say how the canvas is used with the keys."""
        text = QCoreApplication.translate(
            "PatchCanvas",
            "Tab goes from socket to socket, Enter connects, I shows details, Delete removes a cable, "
            "Shift and an arrow key move a device or a session.",
        )
        self._view.setAccessibleDescription(text)

    def _offer_session(self, box: SessionBox, at: tuple[float, float]) -> None:
        self._pop_up_at(session_menu(self._view, box, self._commands, self.copy, at), *at)

    def _verbs(self) -> Iterator[tuple[str, Callable[[], None], bool]]:
        yield QCoreApplication.translate("PatchCanvas", "Show everything"), self._zoom.fit, True
        yield (
            QCoreApplication.translate("PatchCanvas", "Life-size"),
            self._zoom.reset,
            self._zoom.factor != 1.0,
        )
        yield QCoreApplication.translate("PatchCanvas", "Select everything"), self.select_all, True
        text = QCoreApplication.translate("PatchCanvas", "Put everything in order again")
        yield text, self.arrange, bool(self._board.book.places)
        yield (
            QCoreApplication.translate("PatchCanvas", "Add by address…"),
            self.add_address_requested.emit,
            True,
        )

    def _copy_address(self, button: Button) -> None:
        box, centre = self._box(button), self._board.centre_of(button)
        if box is not None and centre is not None:
            self.copy(session_address(box), centre)

    def _pop_up(self, menu: QMenu, element: Element) -> None:
        centre = self._board.centre_of(element)
        if centre is not None:
            self._pop_up_at(menu, *centre)

    def _pop_up_at(self, menu: QMenu, x: float, y: float) -> None:
        place = self._view.mapFromScene(QPointF(x, y))
        menu.popup(self._view.viewport().mapToGlobal(place))

    def _end_notice(self) -> None:
        self._board.scene.pull.hide()

    def _announce(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, text))
