"""A terminal: a card with a name, a few words, its sockets, and on the network a state and one button."""

from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from app.ui.canvas.elements import Condition, Kind, Socket, Terminal
from app.ui.canvas.figures.button import ButtonFigure
from app.ui.canvas.figures.label import Label
from app.ui.canvas.figures.shapes import rounded
from app.ui.canvas.figures.socket import SocketFigure
from app.ui.canvas.figures.state import StateDot
from app.ui.canvas.layout import Layout, Rect
from app.ui.canvas.style import Style
from app.ui.canvas.words import detail_of, name_of
from app.ui.theme import RADIUS, TextRole

TEXT_INSET = 18.0
DOT_AT = 22.0
TEXT_AFTER_DOT = 38.0
SOCKET_ROOM = 18.0
LINE_SPREAD = 9.5
DIMMED = 0.35
Z_TERMINAL = 1.0
Z_MOVED = 1.4
Z_LIFTED = 1.5
URGENT: dict[Condition, str] = {
    Condition.WAITING: "waiting",
    Condition.INVITING: "waiting",
    Condition.SILENT: "waiting",
    Condition.REFUSED: "broken",
    Condition.LOST: "broken",
}


class TerminalFigure:
    """Shows one terminal at its rectangle."""

    def __init__(self, style: Style, parent: QGraphicsItem, kind: Kind) -> None:
        self._style = style
        self._rect = Rect(0, 0, 0, 0)
        self._light: tuple[bool, bool] | None = None
        self._chosen = self._raised = False
        self.terminal: Terminal | None = None
        self.card = QGraphicsPathItem(parent)
        self.card.setZValue(Z_TERMINAL)
        self.name = Label(style, name_role(kind), self.card)
        self.detail = Label(style, TextRole.SMALL, self.card, in_parts=True)
        self.dot: StateDot | None = None
        self.sockets: dict[Socket, SocketFigure] = {}
        self.button: ButtonFigure | None = None

    def show(self, terminal: Terminal, layout: Layout, plugged: frozenset[Socket], now: float) -> None:
        """Look as `terminal` says, where `layout` says."""
        before, self.terminal = self.terminal, terminal
        self._place_card(layout.terminals[terminal.end])
        self.card.setZValue(Z_TERMINAL)
        self._show_sockets(terminal, layout, plugged)
        if before is None or before.button != terminal.button:
            self._replace_button(terminal)
        if self.button is not None and terminal.button is not None:
            self.button.place(layout.buttons[terminal.button], (self._rect.x, self._rect.y))
        self._show_state(terminal)
        self._light = None
        self.show_words(now)
        self.light(lit=False, aimed=False, dimmed=False)

    def move(self, rect: Rect) -> None:
        """Stand elsewhere, as large as before."""
        self._place_card(rect)
        self.card.setZValue(Z_MOVED)

    def lift(self) -> None:
        """Lie above the others that are moved with it."""
        self.card.setZValue(Z_LIFTED)

    def show_words(self, now: float) -> None:
        """Say what is to be said at this second."""
        terminal = self.terminal
        if terminal is None:
            return
        left = TEXT_AFTER_DOT if self.dot else TEXT_INSET
        detail, middle = detail_of(terminal, now), self._rect.height / 2
        spread = LINE_SPREAD if detail else 0.0
        ink = URGENT.get(terminal.condition, "muted")
        self.name.show(name_of(terminal), self._right_at(middle - spread) - left, self._name_ink(terminal))
        self.detail.show(detail, self._right_at(middle + spread) - left, ink)
        self.name.place(left, middle - spread)
        self.detail.place(left, middle + spread)

    def light(self, *, lit: bool, aimed: bool, dimmed: bool) -> None:
        """Look as a possible target, as the one that is aimed at, or as one that is impossible."""
        if self._light != (lit, aimed):
            self._light = (lit, aimed)
            self._dress(lit=lit, aimed=aimed)
        self.card.setOpacity(DIMMED if dimmed else 1.0)

    def choose(self, *, chosen: bool) -> None:
        """Look as the selected one."""
        if chosen != self._chosen:
            self._chosen = chosen
            self._dress(lit=False, aimed=False)

    def raise_edge(self, *, raised: bool) -> None:
        """Look raised under the pointer."""
        if raised != self._raised:
            self._raised = raised
            self._dress(lit=False, aimed=False)

    def _dress(self, *, lit: bool, aimed: bool) -> None:
        if aimed or self._chosen:
            self.card.setPen(self._style.pen("accent", 1.5))
        else:
            self.card.setPen(self._style.soft_pen("accent") if lit else self._edge())
        self.card.setBrush(
            self._style.brush("accent_tint" if aimed else "canvas" if self._is_absent else "node")
        )

    def _edge(self) -> QPen:
        pen = QPen(self._style.pen("border_strong" if self._is_absent or self._raised else "border"))
        if self._is_absent:
            pen.setDashPattern([4.0, 3.0])
        return pen

    @property
    def tooltip(self) -> str:
        """What does not fit, in full."""
        return "\n".join(label.full for label in (self.name, self.detail) if label.is_elided)

    def remove(self) -> None:
        """Take everything off the scene."""
        scene = self.card.scene()
        if scene is not None:
            scene.removeItem(self.card)

    def _right_at(self, y: float) -> float:
        """Say how far to the right a line may go: to the button if that reaches up to it, else to the sockets."""
        at = None if self.button is None else self.button.item.pos()
        return self._rect.width - SOCKET_ROOM if at is None or at.y() > y else at.x() - TEXT_INSET / 2

    def _name_ink(self, terminal: Terminal) -> str:
        return "muted" if terminal.kind is Kind.EVERYONE or self._is_absent else "text"

    @property
    def _is_absent(self) -> bool:
        return self.terminal is not None and self.terminal.condition is Condition.ABSENT

    def _place_card(self, rect: Rect) -> None:
        if (rect.width, rect.height) != (self._rect.width, self._rect.height):
            self.card.setPath(rounded(rect.width, rect.height, RADIUS))
        self.card.setPos(rect.x, rect.y)
        self._rect = rect

    def _show_sockets(self, terminal: Terminal, layout: Layout, plugged: frozenset[Socket]) -> None:
        wanted = list(terminal.sockets())
        for socket in [socket for socket in self.sockets if socket not in wanted]:
            self._drop(self.sockets.pop(socket).item)
        for socket in wanted:
            spot = layout.sockets[socket]
            figure = self.sockets.get(socket)
            if figure is None:
                figure = self.sockets[socket] = SocketFigure(self._style, socket.way, spot.outward, self.card)
            figure.place(spot.x - self._rect.x, spot.y - self._rect.y)
            figure.show(plugged=socket in plugged, lit=False, hovered=False)

    def _replace_button(self, terminal: Terminal) -> None:
        if self.button is not None:
            self._drop(self.button.item)
        self.button = ButtonFigure(self._style, terminal.button, self.card) if terminal.button else None

    def _show_state(self, terminal: Terminal) -> None:
        if terminal.kind in (Kind.PEER, Kind.FOUND):
            if self.dot is None:
                self.dot = StateDot(self._style, self.card)
            self.dot.show(terminal.condition, DOT_AT, self._rect.height / 2)

    def _drop(self, item: QGraphicsItem) -> None:
        self.card.scene().removeItem(item)


def name_role(kind: Kind) -> TextRole:
    """Give the size and weight in which a name stands; everyone is nobody's name."""
    return TextRole.BODY if kind is Kind.EVERYONE else TextRole.NAME
