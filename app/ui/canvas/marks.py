"""What is marked on the canvas: hovered, pressed, focused, selected, lit as a target: one value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.ui.canvas.connect import Answer, Plan
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Element, Graph, Socket
from app.ui.canvas.focus import centre_of
from app.ui.canvas.known_as import KnownAs
from app.ui.canvas.layout import Layout
from app.ui.canvas.nodes import NodeKey, nodes_of
from app.ui.canvas.scene import PatchScene, box_key


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks at one moment. `targets` is empty unless a cable is pulled, out of `origin`."""

    hovered: Element | None = None
    near: CanvasEnd | None = None
    pressed: Button | None = None
    focused: Element | None = None
    selected: frozenset[CableKey] = frozenset()
    chosen: CanvasEnd | None = None
    picked: frozenset[NodeKey] = frozenset()
    origin: Socket | None = None
    targets: Mapping[CanvasEnd, Answer] = field(default_factory=dict)
    over: CanvasEnd | None = None
    loose: CableKey | None = None

    def followed(self, known: KnownAs) -> "Marks":
        """Give the marks on what was renamed; what a drag marks is as it was when that began."""
        return replace(
            self,
            hovered=None if self.hovered is None else known.element(self.hovered),
            near=None if self.near is None else known.end(self.near),
            focused=None if self.focused is None else known.element(self.focused),
            selected=frozenset(map(known.element, self.selected)),
            chosen=None if self.chosen is None else known.end(self.chosen),
            picked=frozenset(known.nodes.get(node, node) for node in self.picked),
        )


def apply_marks(scene: PatchScene, graph: Graph, layout: Layout, before: Marks | None, now: Marks) -> None:
    """Show `now`; with `before`, touch only what differs from it."""
    for cable in _touched_cables(scene, before, now):
        figure = scene.cables[cable]
        figure.emphasise(selected=cable in now.selected, hovered=cable == now.hovered)
        figure.fade(faint=cable == now.loose)
    for element in _touched(before, now):
        _show_element(scene, graph, now, element)
    for end in scene.terminals.keys() & {now.near, before.near if before else None}:
        scene.terminals[end].raise_edge(raised=end == now.near)
    if before is None or (before.chosen, before.picked) != (now.chosen, now.picked):
        _choose(scene, graph, now)
    if before is None or (before.origin, before.targets) != (now.origin, now.targets):
        _light(scene, graph, now, scene.terminals)
    elif before.over != now.over:
        _light(scene, graph, now, scene.terminals.keys() & {before.over, now.over})
    if before is None or before.focused != now.focused:
        place = None if now.focused is None else centre_of(now.focused, layout, scene.shapes)
        scene.ring.show(now.focused, layout, place)


def _touched_cables(scene: PatchScene, before: Marks | None, now: Marks) -> set[CableKey]:
    if before is None:
        return set(scene.cables)
    changed = set(before.selected ^ now.selected)
    if before.hovered != now.hovered:
        changed |= {one for one in (before.hovered, now.hovered) if isinstance(one, CableKey)}
    if before.loose != now.loose:
        changed |= {one for one in (before.loose, now.loose) if one is not None}
    return changed & scene.cables.keys()


def _touched(before: Marks | None, now: Marks) -> set[Element]:
    elements = {now.hovered, now.pressed}
    if before is not None:
        elements |= {before.hovered, before.pressed}
    return {element for element in elements if element is not None}


def _show_element(scene: PatchScene, graph: Graph, now: Marks, element: Element) -> None:
    if isinstance(element, Socket) and (socket := scene.socket_figure(element)):
        lit = _is_lit(now, element)
        socket.show(plugged=element in graph.plugged, lit=lit, hovered=element == now.hovered)
    elif isinstance(element, Button) and (button := scene.button_figure(element)):
        button.show(hovered=element == now.hovered, pressed=element == now.pressed)


def _choose(scene: PatchScene, graph: Graph, now: Marks) -> None:
    headers = {box.id: box.rows[0].end for box in graph.sessions}
    rows = {end for end in graph.terminals if end == now.chosen} - set(headers.values())
    nodes = nodes_of(graph).values()
    rows |= {node.ends[0] for node in nodes if node.is_local and node.key in now.picked}
    for end, figure in scene.terminals.items():
        figure.choose(chosen=end in rows)
    for node in nodes:
        if not node.is_local:
            is_header = node.session is not None and headers[node.session] == now.chosen
            scene.boxes[box_key(node)].choose(chosen=is_header or node.key in now.picked)


def _light(scene: PatchScene, graph: Graph, now: Marks, ends: Iterable[CanvasEnd]) -> None:
    pulling = now.origin is not None
    for end in ends:
        figure = scene.terminals[end]
        possible = isinstance(now.targets.get(end), Plan)
        is_origin = now.origin is not None and now.origin.end == end
        figure.light(
            lit=pulling and possible,
            aimed=possible and end == now.over,
            dimmed=pulling and not possible and not is_origin,
        )
        for socket, shown in figure.sockets.items():
            hovered = possible and end == now.over and _is_lit(now, socket)
            shown.show(plugged=socket in graph.plugged, lit=_is_lit(now, socket), hovered=hovered)


def _is_lit(now: Marks, socket: Socket) -> bool:
    """Tell whether a socket is where the pulled cable comes from or could go to."""
    if now.origin is None:
        return False
    if socket == now.origin:
        return True
    answer = now.targets.get(socket.end)
    return isinstance(answer, Plan) and socket.way is now.origin.way.opposite
