"""What is shown on the canvas, and what lies where on it."""

from PySide6.QtCore import QRectF

from app.ui.canvas.elements import Cable, CableKey, CanvasEnd, Element, Graph
from app.ui.canvas.figures.shapes import to_rectf
from app.ui.canvas.focus import centre_of
from app.ui.canvas.hits import button_at, end_at, socket_at
from app.ui.canvas.layout import Layout
from app.ui.canvas.marks import Marks
from app.ui.canvas.nodes import NodeKey, node_at, nodes_of, rect_of
from app.ui.canvas.scene import PatchScene


class Sight:
    """Answers questions about what is shown now: the graph, where the layout has it, and what is marked."""

    def __init__(self, scene: PatchScene, graph: Graph, layout: Layout) -> None:
        self.scene = scene
        self.marks = Marks()
        self.graph = graph
        self.nodes = nodes_of(graph)
        self.layout = layout

    def element_at(self, x: float, y: float) -> Element | None:
        """Give what can be gripped there."""
        return socket_at(self.layout, x, y) or button_at(self.layout, x, y) or self.scene.cable_at(x, y)

    def end_at(self, x: float, y: float) -> CanvasEnd | None:
        """Give the end that a cable dropped there would go to."""
        return end_at(self.layout, self.graph, x, y)

    def node_of(self, end: CanvasEnd) -> NodeKey | None:
        """Give the node to which an end belongs."""
        return next((node.key for node in self.nodes.values() if end in node.ends), None)

    def node_at(self, x: float, y: float) -> NodeKey | None:
        """Give the node there."""
        node = node_at(self.nodes, self.layout, x, y)
        return node.key if node else None

    def is_taken(self, rect: QRectF) -> bool:
        """Tell whether a node lies in a rectangle, if only with a part of it."""
        return any(rect.intersects(to_rectf(rect_of(node, self.layout))) for node in self.nodes.values())

    def caught_in(self, rect: QRectF) -> tuple[frozenset[CableKey], frozenset[NodeKey]]:
        """Give the cables that pass through a rectangle, and the nodes that lie wholly within it."""
        cables = (key for key, figure in self.scene.cables.items() if figure.crosses(rect))
        nodes = (
            key for key, node in self.nodes.items() if rect.contains(to_rectf(rect_of(node, self.layout)))
        )
        return frozenset(cables), frozenset(nodes)

    def centre_of(self, element: Element) -> tuple[float, float] | None:
        """Say where an element stands."""
        return centre_of(element, self.layout, self.scene.shapes)

    def selected_cables(self) -> list[Cable]:
        """Give the selected cables, or the one that has the focus."""
        keys = set(self.marks.selected)
        if not keys and isinstance(self.marks.focused, CableKey):
            keys = {self.marks.focused}
        return [cable for cable in self.graph.cables if cable.key in keys]
