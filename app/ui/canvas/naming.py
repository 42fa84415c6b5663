"""Names of ends for lists in which nothing but the name is shown: no two of them are alike."""

from collections import Counter
from collections.abc import Mapping

from app.model.address import join_host_port
from app.model.endpoints import PortEnd
from app.ui.canvas.elements import CanvasEnd, Graph, Kind, Terminal
from app.ui.canvas.words import end_name
from app.ui.wording import shown_name


def names_apart(graph: Graph) -> Mapping[CanvasEnd, str]:
    """Name every end; where several have one name each says what it is called itself or where it is, or its number."""
    names = {end: _name(graph, terminal) for end, terminal in graph.terminals.items()}
    often = Counter(names.values())
    taken: set[str] = set()
    for end, name in names.items():
        if often[name] > 1 and (mark := _mark(graph.terminals[end])) not in ("", name):
            name = f"{name} ({mark})"
        names[end] = _numbered(name, taken)
        taken.add(names[end])
    return names


def _name(graph: Graph, terminal: Terminal) -> str:
    """Name an end; somebody in a session says in which one when there are several."""
    name = shown_name(end_name(graph, terminal.end))
    box = graph.session_of(terminal.end) if terminal.kind is Kind.PEER else None
    return name if box is None or len(graph.sessions) < 2 else f"{name} ({shown_name(box.name)})"


def _mark(terminal: Terminal) -> str:
    """Say what tells an end from others of its name; empty when there is nothing."""
    peering = terminal.peering
    if isinstance(terminal.end, PortEnd):
        return shown_name(terminal.end.name)
    if peering.address:
        return join_host_port(shown_name(peering.address), peering.port)
    return str(peering.port) if peering.port else ""


def _numbered(name: str, taken: set[str]) -> str:
    number, numbered = 1, name
    while numbered in taken:
        number += 1
        numbered = f"{name} ({number})"
    return numbered
