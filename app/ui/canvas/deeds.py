"""What pointer and keys set in motion on the canvas: commands, menus, selection, and what is said about them."""

from PySide6.QtCore import QCoreApplication, QPointF, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QGraphicsView, QMenu

from app.model.endpoints import PeerEnd, PortEnd, SessionEnd
from app.ui.canvas.board import Board
from app.ui.canvas.commands import CanvasCommands
from app.ui.canvas.connect import Plan
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Deed, Element, Socket
from app.ui.canvas.menus import cable_menu, connect_menu
from app.ui.canvas.words import copied_text, describe_element, session_address
from app.ui.selection import Selection

NOTICE_MS = 1800
REVEAL_MARGIN = 60
FOLLOW_MARGIN = 24


class CanvasDeeds(QTimer):
    """Carries out deeds on `board` as shown by `view`; as a timer it ends the notice that is shown."""

    add_address_requested = Signal()
    selected = Signal(object)
    inspection_requested = Signal()

    def __init__(self, view: QGraphicsView, board: Board, commands: CanvasCommands) -> None:
        super().__init__(view)
        self._view = view
        self._board = board
        self._commands = commands
        self.setSingleShot(True)
        self.setInterval(NOTICE_MS)
        self.timeout.connect(self._end_notice)

    def connect_plan(self, plan: Plan) -> None:
        """Make the cables of a plan."""
        self._commands.connect(plan)

    def press(self, button: Button) -> None:
        """Do what a button says."""
        if button.deed is Deed.ADD_ADDRESS:
            self.add_address_requested.emit()
        elif button.deed is Deed.COPY_ADDRESS:
            self._copy_address(button)
        elif button.end is not None and (terminal := self._board.latest.terminals.get(button.end)):
            self._commands.press(button, terminal)

    def choose(self, socket: Socket) -> None:
        """Offer the list of what a socket could be connected to."""
        self._pop_up(connect_menu(self._view, self._board.latest, socket, self._commands.connect), socket)

    def offer(self, element: Element | None) -> None:
        """Offer what can be done with an element."""
        if isinstance(element, Socket):
            self.choose(element)
        elif isinstance(element, CableKey) and (cable := self._board.graph.cable(element)):
            self.select(frozenset({element}))
            self._pop_up(cable_menu(self._view, self._board.graph, cable, self._commands), element)

    def select(self, cables: frozenset[CableKey]) -> None:
        """Select exactly these cables."""
        if cables != self._board.marks.selected or self._board.marks.chosen is not None:
            self._board.select(cables)
            chosen = self._board.selected_cables() if cables else []
            self.selected.emit(Selection(tuple(route.id for cable in chosen for route in cable.routes)))

    def show_selection(self, selection: Selection) -> None:
        """Select what is selected elsewhere, and tell nobody."""
        if selection.end is not None:
            self._board.choose(selection.end)
            return
        cables = (
            each for each in self._board.graph.cables for route in each.routes if route.id in selection.routes
        )
        self._board.select(frozenset(cable.key for cable in cables))

    def choose_end(self, end: CanvasEnd) -> None:
        """Select one end and no cable; what is only nearby or built in has nothing more to say."""
        if isinstance(end, PortEnd | PeerEnd | SessionEnd):
            self._board.choose(end)
            self.selected.emit(Selection(end=end))
        else:
            self.deselect()

    def deselect(self) -> None:
        """Select nothing."""
        self.select(frozenset())

    def inspect(self, element: Element) -> None:
        """Select what an element is or belongs to, and ask for more about it."""
        if isinstance(element, CableKey):
            self.select(frozenset({element}))
        elif (end := self._owner(element)) is not None:
            self.choose_end(end)
        self.inspection_requested.emit()

    def remove(self) -> None:
        """Remove the selected cables."""
        self._commands.remove(self._board.selected_cables())

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
            "Tab goes from socket to socket, Enter connects, I shows details, Delete removes a cable.",
        )
        self._view.setAccessibleDescription(text)

    def _owner(self, element: Socket | Button) -> CanvasEnd | None:
        if isinstance(element, Button) and element.session is not None:
            boxes = (box for box in self._board.graph.sessions if box.id == element.session)
            return next((box.rows[0].end for box in boxes), None)
        return element.end

    def _copy_address(self, button: Button) -> None:
        box = next(box for box in self._board.graph.sessions if box.id == button.session)
        address = session_address(box)
        QGuiApplication.clipboard().setText(address)
        centre = self._board.centre_of(button)
        if centre is not None:
            self.notice(copied_text(address), centre)

    def _pop_up(self, menu: QMenu, element: Element) -> None:
        centre = self._board.centre_of(element)
        if centre is not None:
            place = self._view.mapFromScene(QPointF(*centre))
            menu.popup(self._view.viewport().mapToGlobal(place))

    def _end_notice(self) -> None:
        self._board.scene.pull.hide()

    def _announce(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, text))
