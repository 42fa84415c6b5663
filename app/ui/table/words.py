"""What the tables say: how a cable is, where somebody belongs, how it is with them."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.engine.api import RouteState, RouteView
from app.ui.canvas.cables import SILENCE
from app.ui.canvas.elements import Condition, Graph, Kind, Look, SessionBox, Terminal
from app.ui.canvas.words import REASONS, detail_of
from app.ui.canvas.words import say as say_canvas
from app.ui.wording import shown_name

CONTEXT = "Connections"
CABLE_STATES: dict[RouteState, object] = {
    "active": QT_TRANSLATE_NOOP("Connections", "connected"),
    "waiting": QT_TRANSLATE_NOOP("Connections", "waiting"),
    "muted": QT_TRANSLATE_NOOP("Connections", "muted"),
    "looped": QT_TRANSLATE_NOOP("Connections", "stopped: what it plays comes back to it"),
}


def say(source: object, **values: object) -> str:
    """Translate a text that was marked for translation, and fill in its place-holders."""
    return QCoreApplication.translate(CONTEXT, str(source)).format(**values)


def cable_state(view: RouteView, look: Look) -> str:
    """Say how a cable is, and why when it does not play."""
    if look is Look.BROKEN and view.state == "waiting":
        return QCoreApplication.translate("Connections", "broken: the other side refused")
    if look is Look.WAITING and view.state == "active":
        return f"{say(CABLE_STATES['waiting'])}: {say_canvas(REASONS[SILENCE])}"
    text = say(CABLE_STATES[view.state])
    if view.state == "waiting" and view.reason in REASONS:
        text += f": {say_canvas(REASONS[view.reason])}"
    return text


def whereabouts(graph: Graph, terminal: Terminal) -> str:
    """Say where something belongs: here, in a session, nearby."""
    match terminal.kind:
        case Kind.LINK:
            return QCoreApplication.translate("Connections", "Direct link")
        case Kind.FOUND:
            return QCoreApplication.translate("Connections", "Found nearby")
        case Kind.PEER | Kind.EVERYONE:
            box = graph.session_of(terminal.end)
            name = shown_name(box.name) if box else ""
            return QCoreApplication.translate("Connections", "Session “{name}”").format(name=name)
    return QCoreApplication.translate("Connections", "This computer")


def condition_text(graph: Graph, terminal: Terminal, now: float) -> str:
    """Say how it is with somebody; `now` is monotonic seconds."""
    if terminal.condition is Condition.CONNECTED:
        return QCoreApplication.translate("Connections", "connected")
    if terminal.kind is Kind.EVERYONE:
        box = graph.session_of(terminal.end)
        return "" if box is None else people_text(box)
    return detail_of(terminal, now)


def people_text(box: SessionBox) -> str:
    """Say how many are in a session."""
    here = (Condition.CONNECTED, Condition.SILENT)
    count = sum(row.condition in here for row in box.rows)
    if not count:
        return QCoreApplication.translate("Connections", "nobody is in it")
    if count == 1:
        return QCoreApplication.translate("Connections", "1 is in it")
    return QCoreApplication.translate("Connections", "{count} are in it").format(count=count)
