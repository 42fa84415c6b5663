"""The scene: keeps one figure per thing that is shown, and touches only what changed."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeAlias, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene

from app.ui.canvas.curves import JUNCTION, CableShape, Curve, Point, double, single
from app.ui.canvas.elements import (
    Button,
    Cable,
    CableKey,
    CanvasEnd,
    Condition,
    Graph,
    Look,
    Socket,
    Terminal,
    Way,
)
from app.ui.canvas.figures.band import BandFigure
from app.ui.canvas.figures.box import BoxFigure
from app.ui.canvas.figures.button import ButtonFigure
from app.ui.canvas.figures.cable import CableFigure
from app.ui.canvas.figures.heard import HeardLights
from app.ui.canvas.figures.label import Label
from app.ui.canvas.figures.paragraph import Paragraph
from app.ui.canvas.figures.pill import HEIGHT, pill_width
from app.ui.canvas.figures.pull import PullFigure
from app.ui.canvas.figures.ring import FocusRing
from app.ui.canvas.figures.socket import SocketFigure
from app.ui.canvas.figures.still import StillLayer
from app.ui.canvas.figures.terminal import TerminalFigure
from app.ui.canvas.labels import Word, spread_words
from app.ui.canvas.layout import HEADING_HEIGHT, Layout, Rect, Sentence, Spot
from app.ui.canvas.nodes import LINKS, NEARBY, Node, rect_of
from app.ui.canvas.style import Style
from app.ui.canvas.words import SENTENCES, cable_label, describe_look, say, session_detail
from app.ui.theme import TextRole

EXPLAINED = frozenset({Look.WAITING, Look.BROKEN})
HEADING_INSET = 2.0
CLEAR = 10.0
"""What is said of a cable keeps clear of the sockets at both sides."""
BoxKey: TypeAlias = int | str
Shown: TypeAlias = tuple[Terminal, Rect, Rect | None, tuple[bool, ...]]
Wired: TypeAlias = tuple[tuple[Cable, ...], Mapping[Socket, Spot]]


class PatchScene(QGraphicsScene):
    """Shows a graph as a layout places it. It holds no state of its own: it can be emptied at any time."""

    def __init__(self, style: Style, parent: QObject) -> None:
        super().__init__(parent)
        # The items change often and are few under any point: an index would cost more than it saves.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.terminals: dict[CanvasEnd, TerminalFigure] = {}
        self.cables: dict[CableKey, CableFigure] = {}
        self.boxes: dict[BoxKey, BoxFigure] = {}
        self.shapes: dict[CableKey, CableShape] = {}
        self.paragraphs: dict[Sentence, Paragraph] = {}
        self._shown: dict[CanvasEnd, Shown] = {}
        self._wired: Wired | None = None
        self._found: tuple[frozenset[CanvasEnd], tuple[CableKey, ...]] | None = None
        self._furnish(style)

    def change_style(self, style: Style) -> None:
        """Forget every figure; the next `show` makes them anew in the new style."""
        self.clear()
        for figures in (self.terminals, self.cables, self.boxes, self.shapes, self.paragraphs, self._shown):
            figures.clear()
        self._wired = None
        self._furnish(style)

    def show(self, graph: Graph, layout: Layout, now: float) -> None:
        """Show `graph` where `layout` places it; `now` is monotonic seconds."""
        self._show_headings(layout)
        self._show_boxes(graph, layout)
        self._show_terminals(graph, layout, now)
        self._show_cables(graph, layout)
        self._show_sentences(layout)
        self.heard.follow(layout.sockets)
        # Last, since a scroll bar that comes or goes makes the view arrange everything anew from within.
        self.setSceneRect(0, 0, layout.bounds.width, layout.bounds.height)

    def follow(self, layout: Layout, nodes: Iterable[Node]) -> None:
        """Take nodes, and the cables that are plugged into them, to where `layout` has them, and nothing else."""
        ends: set[CanvasEnd] = set()
        for node in nodes:
            ends.update(node.ends)
            for end in node.ends:
                self.terminals[end].move(layout.terminals[end])
            if not node.is_local:
                self.boxes[box_key(node)].move(rect_of(node, layout))
        for key in self._touching(frozenset(ends)):
            figure = self.cables[key]
            if figure.cable is not None:
                self.shapes[key] = shape_of(figure.cable, layout)
                figure.bend(self.shapes[key])
        self._show_sentences(layout)
        self.heard.follow(layout.sockets)
        self._shown = {end: shown for end, shown in self._shown.items() if end not in ends}
        self._wired = None

    def paint_anew(self) -> None:
        """Paint all that is in sight, as something has moved.

        Left to itself, Qt keeps what stood there before when a part of the view is painted between the move and the
        frame that shows it, as happens when something goes that lay over the canvas.
        """
        for view in self.views():
            view.viewport().update()

    def show_words(self, now: float) -> None:
        """Count down where something is waited for."""
        for figure in self.terminals.values():
            if figure.terminal is not None and is_counting(figure.terminal):
                figure.show_words(now)

    def cable_at(self, x: float, y: float) -> CableKey | None:
        """Give the cable there, the one on top first."""
        point = QPointF(x, y)
        return next((key for key, figure in reversed(self.cables.items()) if figure.has_at(point)), None)

    def socket_figure(self, socket: Socket) -> SocketFigure | None:
        """Give the figure of a socket."""
        terminal = self.terminals.get(socket.end)
        return terminal.sockets.get(socket) if terminal else None

    def button_figure(self, button: Button) -> ButtonFigure | None:
        """Give the figure of a button."""
        if button.end is not None:
            terminal = self.terminals.get(button.end)
            return terminal.button if terminal else None
        box = self.boxes.get(NEARBY if button.session is None else button.session)
        return box.buttons.get(button) if box else None

    def set_glow(self, levels: Mapping[CableKey, float], *, calm: bool) -> None:
        """Let cables be alight: with a glow around each if `calm`, else with as little to paint as there can be."""
        for key, level in levels.items():
            if key in self.cables:
                self.cables[key].set_glow(level, halo=calm)
        if calm:
            self.still.thaw()
        else:
            self.still.freeze(self._in_sight())

    def keep_up(self) -> None:
        """Follow the view to another part of the scene."""
        if self.still.is_frozen:
            self.still.freeze(self._in_sight())

    # -- within -----------------------------------------------------------------------------------------------

    def _in_sight(self) -> QRectF:
        view = self.views()[0]
        return view.mapToScene(view.viewport().rect()).boundingRect()

    def _touching(self, ends: frozenset[CanvasEnd]) -> tuple[CableKey, ...]:
        """Find the cables at some of `ends`; remembered, since the same nodes are asked for in frame after frame."""
        if self._found is None or self._found[0] != ends:
            keys = tuple(key for key in self.cables if key.first in ends or key.second in ends)
            self._found = ends, keys
        return self._found[1]

    def _furnish(self, style: Style) -> None:
        self.style_in_use = style
        self.setBackgroundBrush(style.ground())
        self.still = StillLayer(style, self)
        self._headings = tuple(Label(style, TextRole.HEADING, self.still.item) for _column in range(2))
        self.heard = HeardLights(style, self)
        self.pull = PullFigure(style, self)
        self.ring = FocusRing(style, self)
        self.band = BandFigure(style, self)

    def _show_headings(self, layout: Layout) -> None:
        texts = (
            QCoreApplication.translate("PatchCanvas", "This computer"),
            QCoreApplication.translate("PatchCanvas", "Network"),
        )
        for heading, text, column in zip(self._headings, texts, (layout.local, layout.network), strict=True):
            heading.show(text.upper(), column.width, "muted")
            heading.place(column.x + HEADING_INSET, column.y + HEADING_HEIGHT / 2 - 4)

    def _show_boxes(self, graph: Graph, layout: Layout) -> None:
        wanted: dict[BoxKey, tuple[Rect, str, str, tuple[Button, ...]]] = {
            box.id: (layout.sessions[box.id], box.name, session_detail(box), box.buttons)
            for box in graph.sessions
        }
        if layout.links is not None:
            title = QCoreApplication.translate("PatchCanvas", "Direct links")
            wanted[LINKS] = (layout.links, title, "", ())
        title = QCoreApplication.translate("PatchCanvas", "Found nearby")
        wanted[NEARBY] = (layout.nearby, title, "", graph.buttons)
        _prune(self.boxes, wanted)
        for key, (rect, title, detail, buttons) in wanted.items():
            if key not in self.boxes:
                self.boxes[key] = BoxFigure(self.style_in_use, self.still.item)
            self.boxes[key].show(rect, title, detail, {button: layout.buttons[button] for button in buttons})

    def _show_terminals(self, graph: Graph, layout: Layout, now: float) -> None:
        _prune(self.terminals, graph.terminals)
        self._shown = {end: shown for end, shown in self._shown.items() if end in graph.terminals}
        for end, terminal in graph.terminals.items():
            figure = self.terminals.get(end)
            if figure is None:
                figure = self.terminals[end] = TerminalFigure(
                    self.style_in_use, self.still.item, terminal.kind
                )
            button = layout.buttons[terminal.button] if terminal.button else None
            plugs = tuple(socket in graph.plugged for socket in terminal.sockets())
            shown = (terminal, layout.terminals[end], button, plugs)
            if self._shown.get(end) != shown:
                self._shown[end] = shown
                figure.show(terminal, layout, graph.plugged, now)

    def _show_cables(self, graph: Graph, layout: Layout) -> None:
        if (graph.cables, layout.sockets) == self._wired:
            return
        self._wired = (graph.cables, layout.sockets)
        self._found = None
        wanted = {cable.key: cable for cable in graph.cables}
        if not wanted:
            self.still.thaw()  # where nothing can glow, nobody looks again whether anything does
        _prune(self.cables, wanted)
        self.shapes = {key: shape_of(cable, layout) for key, cable in wanted.items()}
        labels = {key: cable_label(graph, cable) for key, cable in wanted.items()}
        places = self._label_places(labels, layout, wanted)
        for key, cable in wanted.items():
            figure = self.cables.get(key)
            if figure is None:
                figure = self.cables[key] = CableFigure(self.style_in_use, self, self.still.item)
            figure.show(cable, self.shapes[key], labels[key], places.get(key))
            why = describe_look(graph, cable) if cable.look in EXPLAINED else ""
            figure.explain(why, layout.local.right + CLEAR, layout.network.x - CLEAR)

    def _label_places(
        self, labels: Mapping[CableKey, str], layout: Layout, cables: Mapping[CableKey, Cable]
    ) -> dict[CableKey, Point]:
        shown = {key: label for key, label in labels.items() if label}
        words = [
            Word(way_of(cables[key], self.shapes[key]), pill_width(label, self.style_in_use), HEIGHT)
            for key, label in shown.items()
        ]
        left, right = layout.local.right + JUNCTION, layout.network.x - JUNCTION
        return dict(zip(shown, spread_words(words, left, right), strict=True))

    def _show_sentences(self, layout: Layout) -> None:
        _prune(self.paragraphs, layout.sentences)
        for sentence, rect in layout.sentences.items():
            if sentence not in self.paragraphs:
                self.paragraphs[sentence] = Paragraph(self.style_in_use, self.still.item)
            self.paragraphs[sentence].show(say(SENTENCES[sentence]), rect)


class Figure(Protocol):
    """What can be taken off the scene."""

    def remove(self) -> None:
        """Take everything off the scene."""


Key = TypeVar("Key")
Shape = TypeVar("Shape", bound=Figure)


def _prune(figures: dict[Key, Shape], wanted: Iterable[Key]) -> None:
    for key in figures.keys() - set(wanted):
        figures.pop(key).remove()


def box_key(node: Node) -> BoxKey:
    """Give the key of the box that a node of the network side is."""
    return node.key if node.session is None else node.session


def is_counting(terminal: Terminal) -> bool:
    """Tell whether what is said of a terminal changes by the second."""
    return terminal.condition is Condition.WAITING and terminal.peering.next_try is not None


def way_of(cable: Cable, shape: CableShape) -> Curve:
    """Give the curve of a cable in the direction in which it plays."""
    return shape.main if cable.forward else shape.main.reversed()


def shape_of(cable: Cable, layout: Layout) -> CableShape:
    """Lead a cable from socket to socket."""
    first, second = cable.key.first, cable.key.second
    spots = layout.sockets
    if cable.is_duplex:
        return double(
            (spots[Socket(first, Way.SENDS)], spots[Socket(first, Way.RECEIVES)]),
            (spots[Socket(second, Way.SENDS)], spots[Socket(second, Way.RECEIVES)]),
        )
    way = Way.SENDS if cable.forward else Way.RECEIVES
    return single(spots[Socket(first, way)], spots[Socket(second, way.opposite)])
