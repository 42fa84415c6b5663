"""The canvas's menus; they pop up beside what they concern and stop nothing."""

from collections.abc import Callable, Collection, Iterable, Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.engine.api import RouteView
from app.ui.canvas.commands import CanvasCommands
from app.ui.canvas.connect import Plan, Refusal, possible_targets
from app.ui.canvas.edits import CanvasEdits
from app.ui.canvas.elements import JOINING, Cable, CanvasEnd, FoundEnd, Graph, Look, SessionBox, Socket
from app.ui.canvas.naming import names_apart
from app.ui.canvas.words import DEEDS, end_name, refusal_text, say
from app.ui.files.tools import UseTool, tool_name, tools_for
from app.ui.wording import in_action, in_tip, shown_name


def connect_menu(parent: QWidget, graph: Graph, origin: Socket, connect: Callable[[Plan], None]) -> QMenu:
    """Make the list "Connect to…" of a socket: every end it could go to, and those it is connected to, ticked."""
    menu = _menu(parent, QCoreApplication.translate("PatchCanvas", "Connect to…"))
    menu.addSection(menu.title())
    answers, names = possible_targets(graph, origin), names_apart(graph)
    sides = [[end for end in answers if graph.terminals[end].is_local is local] for local in (True, False)]
    # The far side first: that is where most cables go.
    for side in sides if not graph.terminals[origin.end].is_local else reversed(sides):
        for end in side:
            _add_target(menu, names[end], answers[end], connect)
        menu.addSeparator()
    return menu


def add_tools(menu: QMenu, graph: Graph, end: CanvasEnd, use: UseTool) -> None:
    """Offer below what can be done with an end besides connecting it; nothing for one that is only nearby."""
    if isinstance(end, FoundEnd):
        return
    terminal = graph.terminals[end]
    menu.addSeparator()
    for tool in tools_for(end, sends=terminal.sends, receives=terminal.receives):
        action = menu.addAction(tool_name(tool))
        action.triggered.connect(lambda _checked=False, tool=tool: use(tool, end))


def _add_target(menu: QMenu, name: str, answer: Plan | Refusal, connect: Callable[[Plan], None]) -> None:
    if isinstance(answer, Plan):
        text = (
            QCoreApplication.translate("PatchCanvas", "{name} (invite)")
            if answer.found is not None
            else "{name}"
        )
        action = menu.addAction(in_action(text.format(name=name)))
        action.triggered.connect(lambda _checked=False: connect(answer))
    elif answer is Refusal.ALREADY:
        action = menu.addAction(in_action(name))
        action.setCheckable(True)
        action.setChecked(True)
        action.setEnabled(False)
        action.setToolTip(in_tip(refusal_text(answer, name)))


def add_hiding(menu: QMenu, graph: Graph, end: FoundEnd, hide: Callable[[str], None]) -> None:
    """Offer to show a peer that is only found no longer."""
    terminal = graph.terminals[end]
    text = QCoreApplication.translate("PatchCanvas", "Hide {name}").format(name=shown_name(terminal.name))
    menu.addSeparator()
    action = menu.addAction(in_action(text))
    action.triggered.connect(lambda _checked=False: hide(terminal.peering.own_name))


def cable_menu(
    parent: QWidget, graph: Graph, cable: Cable, selected: Collection[Cable], commands: CanvasCommands
) -> QMenu:
    """Make the menu of a cable; all that are selected are removed together."""
    menu = _menu(parent, QCoreApplication.translate("PatchCanvas", "Cable"))
    muted = cable.look is Look.MUTED
    mute = QCoreApplication.translate("PatchCanvas", "Mute")
    unmute = QCoreApplication.translate("PatchCanvas", "Unmute")
    action = menu.addAction(unmute if muted else mute)
    action.triggered.connect(lambda _checked=False: commands.mute(cable, muted=not muted))
    if cable.is_duplex:
        _add_ways(menu, graph, cable, commands)
    menu.addSeparator()
    one = QCoreApplication.translate("PatchCanvas", "Remove cable")
    many = QCoreApplication.translate("PatchCanvas", "Remove {count} cables")
    action = menu.addAction(one if len(selected) <= 1 else many.format(count=len(selected)))
    action.triggered.connect(lambda _checked=False: commands.remove(selected))
    return menu


def add_shapes(menu: QMenu, graph: Graph, cable: Cable, shape: Callable[[str, bool], None]) -> None:
    """Offer to make two cables of one: `shape` is given the route, and whether it is split rather than layered."""
    menu.addSeparator()
    if not cable.is_duplex:
        _add_shapes_of(menu, cable.routes[0].id, shape)
        return
    for source, destination, routes in _ways(graph, cable):
        way = menu.addMenu(in_action(f"{source} → {destination}"))
        way.setAccessibleName(f"{source} → {destination}")
        _add_shapes_of(way, routes[0].id, shape)


def _add_shapes_of(menu: QMenu, route: str, shape: Callable[[str, bool], None]) -> None:
    split = QCoreApplication.translate("PatchCanvas", "Split at a note…")
    layer = QCoreApplication.translate("PatchCanvas", "Layer onto…")
    for text, splits in ((split, True), (layer, False)):
        action = menu.addAction(text)
        action.triggered.connect(lambda _checked=False, splits=splits: shape(route, splits))


def _add_ways(menu: QMenu, graph: Graph, cable: Cable, commands: CanvasCommands) -> None:
    only = QCoreApplication.translate("PatchCanvas", "Only {source} → {destination}")
    for source, destination, kept in _ways(graph, cable):
        action = menu.addAction(in_action(only.format(source=source, destination=destination)))
        action.triggered.connect(lambda _checked=False, kept=kept: commands.keep_only(cable, kept))


def _ways(graph: Graph, cable: Cable) -> Iterator[tuple[str, str, tuple[RouteView, ...]]]:
    """Give both ways of a cable: the names from and to, and the routes."""
    first, second = end_name(graph, cable.key.first), end_name(graph, cable.key.second)
    yield first, second, cable.forward
    yield second, first, cable.backward


def joining_menu(parent: QWidget, box: SessionBox, commands: CanvasEdits) -> QMenu:
    """Make the list of who may join a session, the choice of now ticked."""
    menu = _menu(parent, QCoreApplication.translate("PatchCanvas", "Who may join"))
    menu.addSection(menu.title())
    group = QActionGroup(menu)
    for accept, deed in JOINING.items():
        word = say(DEEDS[deed])
        action = menu.addAction(word[:1].upper() + word[1:])
        action.setCheckable(True)
        action.setChecked(accept == box.accept)
        group.addAction(action)
        action.triggered.connect(
            lambda _checked=False, accept=accept: commands.change_accept(box.name, accept)
        )
    return menu


def session_menu(
    parent: QWidget,
    box: SessionBox,
    commands: CanvasEdits,
    copy: Callable[[str, tuple[float, float]], None],
    at: tuple[float, float],
) -> QMenu:
    """Make the menu of a session's header: each thing to type on the other side by itself, and who may join."""
    menu = _menu(parent, box.name)
    source = QCoreApplication.translate("PatchCanvas", "Copy {text}")
    for text in (box.name, *box.addresses, str(box.control)):
        action = menu.addAction(in_action(source.format(text=text)))
        action.triggered.connect(lambda _checked=False, text=text: copy(text, at))
    menu.addSeparator()
    menu.addMenu(joining_menu(menu, box, commands))
    return menu


def canvas_menu(parent: QWidget, entries: Iterable[tuple[str, Callable[[], None], bool]]) -> QMenu:
    """Make the menu of the bare ground of what can be done: text, deed, and whether it does anything now."""
    menu = _menu(parent, QCoreApplication.translate("PatchCanvas", "Canvas"))
    for text, deed, enabled in entries:
        action = menu.addAction(text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False, deed=deed: deed())
    return menu


def _menu(parent: QWidget, title: str) -> QMenu:
    menu = QMenu(title, parent)
    menu.setAccessibleName(title)
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
