"""What pointer and keys change on the canvas: cables, places, and what is selected."""

from PySide6.QtCore import QObject, Signal

from app.model.endpoints import BuiltinEnd, Endpoint
from app.ui.canvas.board import Board
from app.ui.canvas.connect import Plan
from app.ui.canvas.edits import CanvasEdits
from app.ui.canvas.elements import Button, Cable, CableKey, CanvasEnd, Element, SessionBox, Socket
from app.ui.canvas.focus import owner_of
from app.ui.canvas.known_as import KnownAs
from app.ui.canvas.nodes import NodeKey
from app.ui.canvas.order import orders_after, row_key, rows_with, with_row_at
from app.ui.canvas.places import places_after, within_reach
from app.ui.canvas.standing import Standing
from app.ui.selection import Selection


class Changes(QObject):
    """Carries changes out on `board`."""

    selected = Signal(object)
    inspection_requested = Signal()
    panel_requested = Signal(object)
    """A built-in end that was chosen: all there is to see of it is its panel."""

    def __init__(self, parent: QObject, board: Board, commands: CanvasEdits) -> None:
        super().__init__(parent)
        self._board = board
        self._commands = commands
        self._told = Selection()
        board.book.renamed.connect(self._keep_told)

    def select(self, cables: frozenset[CableKey], nodes: frozenset[NodeKey] = frozenset()) -> None:
        """Select exactly these cables and nodes."""
        self._board.select(cables, nodes)
        self.tell_selection()

    def tell_selection(self) -> None:
        """Tell what is selected, if that is news: not on the way, since what then opens moves the canvas about."""
        selection = self._selection()
        if selection != self._told:
            self._told = selection
            self.selected.emit(selection)

    def show_selection(self, selection: Selection) -> None:
        """Select what is selected elsewhere, and tell nobody."""
        self._told = selection
        if selection.end is not None:
            self._board.choose(selection.end)
            return
        cables = (
            each for each in self._board.graph.cables for route in each.routes if route.id in selection.routes
        )
        self._board.select(frozenset(cable.key for cable in cables))

    def catch_up(self) -> None:
        """Show what came while nothing was shown, and what was selected elsewhere meanwhile."""
        self._board.refresh()
        if self._selection() != self._told:
            self.show_selection(self._told)

    def select_all(self) -> None:
        """Select every cable and every node."""
        self.select(frozenset(cable.key for cable in self._board.graph.cables), frozenset(self._board.nodes))

    def toggle_node(self, node: NodeKey) -> None:
        """Add a node to what is selected, or take it out."""
        marks = self._board.marks
        chosen = None if marks.chosen is None else self._board.node_of(marks.chosen)
        picked = marks.picked | ({chosen} if chosen is not None else frozenset())
        self.select(marks.selected, picked ^ {node})

    def choose_end(self, end: CanvasEnd) -> None:
        """Select one end and no cable; what is built in has a panel instead of more to say."""
        if isinstance(end, BuiltinEnd):
            self.deselect()
            self.panel_requested.emit(end)
        else:
            self._board.choose(end)
            self.tell_selection()

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

    def end_meant(self, element: Element | None) -> CanvasEnd | None:
        """Give the end to which an element belongs, or without one the selected end; None for a cable.

        What is gone by now is not meant.
        """
        if isinstance(element, CableKey):
            return None
        end = self._board.marks.chosen if element is None else self._owner(element)
        return end if end in self._board.graph.terminals else None

    def move(self, standing: Standing) -> None:
        """Let everything stand so from now on."""
        self._commands.move(standing)

    def walk(self, dx: float, dy: float) -> None:
        """Move what is selected, or what has the focus, by pixels of the scene."""
        board = self._board
        ends = [board.marks.chosen, owner_of(board.marks.focused) if board.marks.focused else None]
        owners = [board.node_of(end) for end in ends if end is not None]
        nodes = board.marks.picked or frozenset(node for node in owners[:1] if node is not None)
        if nodes:
            moves = within_reach(board.layout, board.nodes, nodes, (dx, dy))
            standing = board.book.standing
            places = places_after(board.layout, board.nodes, standing.places, moves)
            self._commands.move(Standing(places, standing.orders), nodes)

    def shift_row(self, end: CanvasEnd, step: int) -> tuple[int, int] | None:
        """Move a row down (1) or up (-1) in its box; gives its new place from 1 on, and how many there are."""
        found, standing = rows_with(self._board.graph, end), self._board.book.standing
        if found is None:
            return None
        box, rows = found
        place = next(number for number, row in enumerate(rows) if row.end == end)
        goal = min(max(place + step, 0), len(rows) - 1)
        if goal != place:
            orders = orders_after(standing.orders, box, with_row_at(rows, end, goal))
            walk = frozenset({f"{box} {row_key(rows[place])}"})
            self._commands.move(Standing(standing.places, orders), walk)
        return goal + 1, len(rows)

    def arrange(self) -> None:
        """Let everything stand by itself again."""
        self._commands.arrange()

    def replug(self, cable: Cable, kept: Endpoint, plan: Plan) -> None:
        """Put the end of a cable away from `kept` elsewhere."""
        self._commands.replug(cable, kept, plan)

    def remove(self) -> None:
        """Remove the selected cables."""
        self._commands.remove(self._board.selected_cables())

    def connect_plan(self, plan: Plan) -> None:
        """Make the cables of a plan."""
        self._commands.connect(plan)

    def _keep_told(self, known: KnownAs) -> None:
        """Take no new name for another selection: whoever was told follows names as well."""
        self._told = known.selection(self._told)

    def _selection(self) -> Selection:
        """Say what the board shows as selected."""
        cables = self._board.selected_cables() if self._board.marks.selected else []
        routes = tuple(route.id for cable in cables for route in cable.routes)
        return Selection(routes, self._board.marks.chosen)

    def _owner(self, element: Socket | Button) -> CanvasEnd | None:
        if isinstance(element, Button) and element.session is not None:
            box = self._box(element)
            return box.rows[0].end if box else None
        return element.end

    def _box(self, button: Button) -> SessionBox | None:
        return next((box for box in self._board.graph.sessions if box.id == button.session), None)
