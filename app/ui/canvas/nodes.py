"""What can be moved on the canvas: a device, or a box of the network side with all its rows. Pure: no Qt here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from app.model.endpoints import BuiltinEnd, PortEnd
from app.ui.canvas.elements import Button, CanvasEnd, Deed, Graph, Socket, Way
from app.ui.canvas.layout import BOTTOM, BOX_GAP, DEVICE_GAP, Layout, Rect, Sentence, Spot

NodeKey: TypeAlias = str
"""Names a node in every run alike: by the names of things, never by their ids."""
LINKS, NEARBY = "links", "nearby"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that moves as a whole; `session` is the id of the session that a box shows."""

    key: NodeKey
    ends: tuple[CanvasEnd, ...]
    is_local: bool = False
    session: int | None = None

    def has_button(self, button: Button) -> bool:
        """Tell whether a button stands on it."""
        if button.end is not None:
            return button.end in self.ends
        if button.session is not None:
            return button.session == self.session
        return button.deed in (Deed.ADD_ADDRESS, Deed.SHOW_HIDDEN) and self.key == NEARBY


Moves: TypeAlias = Mapping[NodeKey, tuple[float, float]]
"""How far each node is moved, in pixels."""


def nodes_of(graph: Graph) -> dict[NodeKey, Node]:
    """List the nodes of a graph from top to bottom, this computer first."""
    return {node.key: node for node in _every_node(graph)}


def _every_node(graph: Graph) -> Iterator[Node]:
    for device in graph.devices:
        yield Node(_device_key(device.end), (device.end,), is_local=True)
    for box in graph.sessions:
        yield Node(session_key(box.name), tuple(row.end for row in box.rows), session=box.id)
    if graph.links:
        yield Node(LINKS, tuple(link.end for link in graph.links))
    yield Node(NEARBY, tuple(peer.end for peer in graph.nearby))


def session_key(name: str) -> NodeKey:
    """Name the box of a session."""
    return f"session:{name}"


def port_key(name: str, nth: int = 1) -> NodeKey:
    """Name the node of a device."""
    return f"port:{name}#{nth}"


def _device_key(end: CanvasEnd) -> NodeKey:
    match end:
        case PortEnd(name, nth):
            return port_key(name, nth)
        case BuiltinEnd(kind):
            return f"builtin:{kind}"
    raise ValueError(f"{end} is no device")


def rect_of(node: Node, layout: Layout) -> Rect:
    """Say where a node stands."""
    if node.is_local:
        return layout.terminals[node.ends[0]]
    if node.session is not None:
        return layout.sessions[node.session]
    return layout.links if node.key == LINKS and layout.links is not None else layout.nearby


def node_at(nodes: Mapping[NodeKey, Node], layout: Layout, x: float, y: float) -> Node | None:
    """Give the node there."""
    return next((node for node in nodes.values() if rect_of(node, layout).contains(x, y)), None)


def gap_below(node: Node) -> float:
    """Say how much room there is between a node and the next."""
    return DEVICE_GAP if node.is_local else BOX_GAP


def with_ends_moved(layout: Layout, moves: Mapping[CanvasEnd, tuple[float, float]]) -> Layout:
    """Give the layout with ends moved, each with its sockets and its button."""
    terminals, sockets, buttons = dict(layout.terminals), dict(layout.sockets), dict(layout.buttons)
    for end, (dx, dy) in moves.items():
        terminals[end] = terminals[end].moved(dx, dy)
        for socket in (Socket(end, way) for way in Way):
            if spot := layout.sockets.get(socket):
                sockets[socket] = Spot(spot.x + dx, spot.y + dy, spot.outward)
    for button, rect in layout.buttons.items():
        if button.end is not None and button.end in moves:
            buttons[button] = rect.moved(*moves[button.end])
    return replace(layout, terminals=terminals, sockets=sockets, buttons=buttons)


def shifted(layout: Layout, nodes: Mapping[NodeKey, Node], moves: Moves) -> Layout:
    """Give the layout with nodes moved; its bounds are as before: nothing scrolls away under the hand."""
    layout = with_ends_moved(layout, {end: by for key, by in moves.items() for end in nodes[key].ends})
    buttons, sessions = dict(layout.buttons), dict(layout.sessions)
    boxes, sentences = {LINKS: layout.links, NEARBY: layout.nearby}, dict(layout.sentences)
    for key, (dx, dy) in moves.items():
        node = nodes[key]
        for button, rect in () if node.is_local else layout.buttons.items():
            if button.end is None and node.has_button(button):
                buttons[button] = rect.moved(dx, dy)
        if node.session is not None:
            sessions[node.session] = sessions[node.session].moved(dx, dy)
        elif (box := boxes.get(key)) is not None:
            boxes[key] = box.moved(dx, dy)
        for about in (Sentence.NOBODY_NEARBY, Sentence.NOBODY_ELSE) if key == NEARBY else ():
            if sentence := sentences.get(about):
                sentences[about] = sentence.moved(dx, dy)
    return replace(
        layout,
        buttons=buttons,
        sessions=sessions,
        links=boxes[LINKS],
        nearby=boxes[NEARBY] or layout.nearby,
        sentences=sentences,
    )


def bounds_of(layout: Layout, nodes: Iterable[Node]) -> Rect:
    """Say how much room a layout needs."""
    rects = [rect_of(node, layout) for node in nodes] + list(layout.sentences.values())
    margin = layout.local.x
    right = max(rect.right for rect in rects) + margin
    bottom = max(rect.bottom for rect in rects) + BOTTOM
    return Rect(0, 0, max(layout.network.right + margin, right), bottom)
