"""Every word that the canvas shows or says, in one place and translatable."""

from math import ceil

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDateTime, QLocale

from app.ui.canvas.connect import Plan, Refusal
from app.ui.canvas.elements import (
    Button,
    Cable,
    CableKey,
    CanvasEnd,
    Condition,
    Deed,
    Element,
    Graph,
    Kind,
    Look,
    SessionBox,
    Socket,
    Terminal,
    Way,
)
from app.ui.canvas.layout import Sentence

CONTEXT = "PatchCanvas"
HALF_A_DAY_S = 12 * 3600

DEEDS: dict[Deed, object] = {
    Deed.INVITE: QT_TRANSLATE_NOOP("PatchCanvas", "Invite"),
    Deed.DISCONNECT: QT_TRANSLATE_NOOP("PatchCanvas", "Disconnect"),
    Deed.STOP_TRYING: QT_TRANSLATE_NOOP("PatchCanvas", "Stop trying"),
    Deed.INVITE_AGAIN: QT_TRANSLATE_NOOP("PatchCanvas", "Invite again"),
    Deed.ADD_ADDRESS: QT_TRANSLATE_NOOP("PatchCanvas", "+ Add by address…"),
    Deed.SHOW_HIDDEN: QT_TRANSLATE_NOOP("PatchCanvas", "{count} hidden"),
    Deed.COPY_ADDRESS: QT_TRANSLATE_NOOP("PatchCanvas", "Copy"),
    Deed.JOIN_ASK: QT_TRANSLATE_NOOP("PatchCanvas", "asks before anyone joins"),
    Deed.JOIN_KNOWN: QT_TRANSLATE_NOOP("PatchCanvas", "known peers may join"),
    Deed.JOIN_ANYONE: QT_TRANSLATE_NOOP("PatchCanvas", "anyone may join"),
    Deed.JOIN_NOBODY: QT_TRANSLATE_NOOP("PatchCanvas", "nobody may join"),
}
REFUSALS: dict[Refusal, object] = {
    Refusal.SAME: QT_TRANSLATE_NOOP("PatchCanvas", "That is where the cable starts"),
    Refusal.ONLY_SENDS: QT_TRANSLATE_NOOP("PatchCanvas", "{name} only sends"),
    Refusal.ONLY_RECEIVES: QT_TRANSLATE_NOOP("PatchCanvas", "{name} only receives"),
    Refusal.ALREADY: QT_TRANSLATE_NOOP("PatchCanvas", "Already connected"),
    Refusal.BOTH_FOUND: QT_TRANSLATE_NOOP("PatchCanvas", "Invite one of the two first"),
    Refusal.MEMBER: QT_TRANSLATE_NOOP("PatchCanvas", "Already part of everyone in the session"),
    Refusal.GONE: QT_TRANSLATE_NOOP("PatchCanvas", "That is no longer there"),
}
LOOKS: dict[Look, object] = {
    Look.ACTIVE: QT_TRANSLATE_NOOP("PatchCanvas", "connected"),
    Look.WAITING: QT_TRANSLATE_NOOP("PatchCanvas", "waiting"),
    Look.MUTED: QT_TRANSLATE_NOOP("PatchCanvas", "muted"),
    Look.BROKEN: QT_TRANSLATE_NOOP("PatchCanvas", "broken"),
}

SENTENCES: dict[Sentence, object] = {
    Sentence.NO_DEVICE: QT_TRANSLATE_NOOP(
        "PatchCanvas",
        "No MIDI device yet. Plug one in and it shows up here. Until then, the test keyboard can play.",
    ),
    Sentence.NO_SESSION: QT_TRANSLATE_NOOP(
        "PatchCanvas",
        "No session is open, so nobody can be invited yet.",
    ),
    Sentence.NOBODY_NEARBY: QT_TRANSLATE_NOOP(
        "PatchCanvas",
        "Nobody found yet. Start Longwire on the other computer, or switch on its network MIDI. "
        "If it stays empty, add it by its address.",
    ),
    Sentence.NOBODY_ELSE: QT_TRANSLATE_NOOP(
        "PatchCanvas",
        "Nobody else was found. Whoever is missing: start Longwire there, or switch on its network MIDI, "
        "or add it by its address.",
    ),
}

REASONS: dict[str | None, object] = {
    "unplugged": QT_TRANSLATE_NOOP("PatchCanvas", "the device is unplugged"),
    "away": QT_TRANSLATE_NOOP("PatchCanvas", "the other side is not connected"),
    "nobody": QT_TRANSLATE_NOOP("PatchCanvas", "nobody is in the session yet"),
    "silent": QT_TRANSLATE_NOOP("PatchCanvas", "the other side does not answer"),
    "unknown": QT_TRANSLATE_NOOP("PatchCanvas", "an end of it is no longer in the patch"),
}


def say(source: object, **values: object) -> str:
    """Translate a sentence that was marked for translation, and fill in its place-holders."""
    return QCoreApplication.translate(CONTEXT, str(source)).format(**values)


def name_of(terminal: Terminal) -> str:
    """Name a terminal."""
    match terminal.kind:
        case Kind.KEYBOARD:
            return QCoreApplication.translate("PatchCanvas", "Test keyboard")
        case Kind.MONITOR:
            return QCoreApplication.translate("PatchCanvas", "Monitor")
        case Kind.EVERYONE:
            return QCoreApplication.translate("PatchCanvas", "Everyone in the session")
    return terminal.name


def detail_of(terminal: Terminal, now: float) -> str:
    """Say in a few words what a terminal is or how it is; `now` is monotonic seconds."""
    if terminal.kind in (Kind.PEER, Kind.FOUND):
        return _peer_detail(terminal, now)
    if terminal.condition is Condition.ABSENT:
        return QCoreApplication.translate("PatchCanvas", "unplugged")
    match terminal.kind:
        case Kind.KEYBOARD | Kind.MONITOR:
            return QCoreApplication.translate("PatchCanvas", "built in")
        case Kind.VIRTUAL:
            return QCoreApplication.translate("PatchCanvas", "virtual port")
        case Kind.LINK:
            port = terminal.peering.port
            return QCoreApplication.translate("PatchCanvas", "direct link · port {port}").format(port=port)
        case Kind.EVERYONE:
            return ""
    return _port_detail(terminal)


def _port_detail(terminal: Terminal) -> str:
    if terminal.sends and terminal.receives:
        return QCoreApplication.translate("PatchCanvas", "MIDI device")
    if terminal.sends:
        return QCoreApplication.translate("PatchCanvas", "controller")
    return QCoreApplication.translate("PatchCanvas", "synth")


def _peer_detail(terminal: Terminal, now: float) -> str:
    peering = terminal.peering
    match terminal.condition:
        case Condition.CONNECTED:
            return _connected(terminal)
        case Condition.WAITING:
            return _waiting(terminal, now)
        case Condition.INVITING:
            return QCoreApplication.translate("PatchCanvas", "connecting…")
        case Condition.SILENT:
            source = QCoreApplication.translate("PatchCanvas", "silent since {time}")
        case Condition.REFUSED:
            return QCoreApplication.translate("PatchCanvas", "refused the invitation")
        case Condition.LEFT:
            here = QCoreApplication.translate("PatchCanvas", "disconnected here at {time}")
            gone = QCoreApplication.translate("PatchCanvas", "left at {time}")
            source = here if peering.ended_here else gone
        case Condition.LOST:
            source = QCoreApplication.translate("PatchCanvas", "lost at {time}")
        case Condition.ABSENT:
            return QCoreApplication.translate("PatchCanvas", "not connected")
        case _:
            return f"{peering.address} · {peering.port}" if peering.address else ""
    return source.format(time=clock(peering.since_wall))


def _connected(terminal: Terminal) -> str:
    parts = [QCoreApplication.translate("PatchCanvas", "connected")]
    if terminal.peering.rtt_ms is not None:
        number = QLocale().toString(terminal.peering.rtt_ms, "f", 1)
        parts.append(QCoreApplication.translate("PatchCanvas", "{number} ms").format(number=number))
    if terminal.peering.repaired:
        number = QLocale().toString(terminal.peering.repaired)
        parts.append(QCoreApplication.translate("PatchCanvas", "{number} repaired").format(number=number))
    return " · ".join(parts)


def _waiting(terminal: Terminal, now: float) -> str:
    peering = terminal.peering
    since = QCoreApplication.translate("PatchCanvas", "waiting since {time}")
    parts = [since.format(time=clock(peering.since_wall))]
    if peering.next_try is not None:
        left = ceil(peering.next_try - now)
        next_try = QCoreApplication.translate("PatchCanvas", "next try {seconds} s")
        trying = QCoreApplication.translate("PatchCanvas", "trying now")
        parts.append(next_try.format(seconds=left) if left > 0 else trying)
    return " · ".join(parts)


def clock(wall: float) -> str:
    """Give the time of day of `wall` (seconds since the epoch), with its date when that is half a day away.

    What began before midnight has no date: evenings are long.
    """
    moment = QDateTime.fromSecsSinceEpoch(int(wall))
    short = QLocale.FormatType.ShortFormat
    time = QLocale().toString(moment.time(), short)
    if abs(moment.secsTo(QDateTime.currentDateTime())) < HALF_A_DAY_S:
        return time
    return f"{QLocale().toString(moment.date(), short)} {time}"


def session_detail(box: SessionBox) -> str:
    """Say that a session is ours, and what to type on the other side."""
    if box.state == "closed":
        return QCoreApplication.translate("PatchCanvas", "your session · closed")
    text = QCoreApplication.translate("PatchCanvas", "your session · {address}")
    return text.format(address=session_address(box))


def session_address(box: SessionBox) -> str:
    """Give the first address of a session with its control port; empty when there is none."""
    if not box.addresses:
        return QCoreApplication.translate("PatchCanvas", "port {port}").format(port=box.control)
    host = f"[{box.addresses[0]}]" if ":" in box.addresses[0] else box.addresses[0]
    return f"{host}:{box.control}"


def place_text(name: str, place: int, count: int) -> str:
    """Say at which place of a box a row stands, counted from 1."""
    text = QCoreApplication.translate("PatchCanvas", "{name} is at place {place} of {count}")
    return text.format(name=name, place=place, count=count)


def copied_text(address: str) -> str:
    """Say that an address is on the clipboard."""
    return QCoreApplication.translate("PatchCanvas", "Copied {address}").format(address=address)


# -- what is said of the thing under the pointer or the focus ------------------------------------------------


def end_name(graph: Graph, end: CanvasEnd) -> str:
    """Name an end; a session as such by its own name."""
    terminal = graph.terminals.get(end)
    if terminal is None:
        return ""
    box = graph.session_of(end) if terminal.kind is Kind.EVERYONE else None
    return (
        QCoreApplication.translate("PatchCanvas", "Everyone in “{session}”").format(session=box.name)
        if box
        else name_of(terminal)
    )


def refusal_text(refusal: Refusal, name: str) -> str:
    """Say why the end called `name` cannot be the target."""
    return say(REFUSALS[refusal], name=name)


def plan_text(graph: Graph, plan: Plan, target: CanvasEnd) -> str:
    """Say what letting go on `target` would do."""
    name = end_name(graph, target)
    if plan.found is not None:
        return QCoreApplication.translate("PatchCanvas", "Invite {name} and connect").format(name=name)
    return QCoreApplication.translate("PatchCanvas", "Connect to {name}").format(name=name)


def describe_button(graph: Graph, button: Button) -> str:
    """Say what a button does, and to whom."""
    if button.deed is Deed.SHOW_HIDDEN:
        return hidden_text(graph.hidden)
    word = say(DEEDS[button.deed])
    name = "" if button.end is None else end_name(graph, button.end)
    box = next((box for box in graph.sessions if box.id == button.session), None)
    if box is not None:
        name = f"{box.name}, {session_address(box)}" if button.deed is Deed.COPY_ADDRESS else box.name
    return f"{word}: {name}" if name else word


def hidden_text(count: int) -> str:
    """Say how many are not shown, and that the button offers them."""
    text = QCoreApplication.translate("PatchCanvas", "{count} hidden: show again…")
    return text.format(count=count)


def describe_socket(graph: Graph, socket: Socket) -> str:
    """Say what a socket is and what can be done with it."""
    name = end_name(graph, socket.end)
    if socket.way is Way.SENDS:
        text = QCoreApplication.translate("PatchCanvas", "{name} sends here. Drag it to where it shall play.")
    else:
        text = QCoreApplication.translate(
            "PatchCanvas", "{name} receives here. Drag it to what shall play it."
        )
    return text.format(name=name)


def describe_cable(graph: Graph, cable: Cable) -> str:
    """Say from where to where a cable goes, and how it is."""
    return f"{cable_title(graph, cable.key, cable)} · {describe_look(graph, cable)}"


def describe_look(graph: Graph, cable: Cable) -> str:
    """Say how a cable is, since when, and why."""
    parts = [cable_label(graph, cable) or say(LOOKS[cable.look])]
    if cable.look is Look.WAITING and cable.since_wall:
        since = QCoreApplication.translate("PatchCanvas", "waiting since {time}")
        parts = [since.format(time=clock(cable.since_wall))]
    if cable.look is not Look.ACTIVE and cable.reason in REASONS:
        parts.append(say(REASONS[cable.reason]))
    return " · ".join(parts)


def describe_element(graph: Graph, element: Element) -> str:
    """Say what an element is and what can be done with it."""
    match element:
        case Socket():
            return spoken_socket(graph, element)
        case Button():
            return describe_button(graph, element)
    cable = graph.cable(element)
    return describe_cable(graph, cable) if cable else ""


def spoken_socket(graph: Graph, socket: Socket) -> str:
    """Say for those who do not see it what a socket is joined to, and the key that joins it."""
    routes = [route for cable in graph.cables for route in cable.routes]
    if socket.way is Way.SENDS:
        others = [route.destination for route in routes if route.source == socket.end]
        joined = QCoreApplication.translate("PatchCanvas", "{name} sends to {others}. Enter connects it.")
        alone = QCoreApplication.translate("PatchCanvas", "{name} sends, to nobody yet. Enter connects it.")
    else:
        others = [route.source for route in routes if route.destination == socket.end]
        joined = QCoreApplication.translate("PatchCanvas", "{name} is played by {others}. Enter connects it.")
        alone = QCoreApplication.translate(
            "PatchCanvas", "{name} receives, from nobody yet. Enter connects it."
        )
    names = ", ".join(end_name(graph, end) for end in others)
    return (joined if names else alone).format(name=end_name(graph, socket.end), others=names)


def cable_title(graph: Graph, key: CableKey, cable: Cable) -> str:
    """Name a cable by its ends, with an arrow for each direction."""
    first, second = end_name(graph, key.first), end_name(graph, key.second)
    if cable.is_duplex:
        return f"{first} ↔ {second}"
    return f"{first} → {second}" if cable.forward else f"{second} → {first}"


def cable_label(graph: Graph, cable: Cable) -> str:
    """Give the word that lies on a cable that does not play and does not mend by itself; empty otherwise."""
    if cable.look is Look.MUTED:
        return QCoreApplication.translate("PatchCanvas", "muted")
    if cable.look is not Look.BROKEN:
        return ""
    if any(route.state == "looped" for route in cable.routes):
        return QCoreApplication.translate("PatchCanvas", "loop")
    ends = (graph.terminals.get(cable.key.first), graph.terminals.get(cable.key.second))
    if any(end is not None and end.condition is Condition.REFUSED for end in ends):
        return QCoreApplication.translate("PatchCanvas", "refused")
    return QCoreApplication.translate("PatchCanvas", "broken")
