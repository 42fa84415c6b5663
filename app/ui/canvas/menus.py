"""The canvas's menus; they pop up beside what they concern and stop nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.engine.api import RouteView
from app.model.endpoints import SessionEnd
from app.ui.canvas.commands import CanvasCommands
from app.ui.canvas.connect import Answer, Plan, Refusal, possible_targets
from app.ui.canvas.edits import CanvasEdits
from app.ui.canvas.elements import JOINING, Cable, CanvasEnd, Graph, Look, SessionBox, Socket
from app.ui.canvas.grips import best_first
from app.ui.canvas.naming import names_apart
from app.ui.canvas.words import DEEDS, end_name, refusal_text, say
from app.ui.wording import in_action, in_tip


def connect_menu(
    parent: QWidget, graph: Graph, origins: Sequence[Socket], connect: Callable[[Plan], None]
) -> QMenu:
    """Make the list "Connect to…" of some sockets of one end, the best one first.

    It has every end that they could go to, and those that they are connected to, ticked.
    """
    menu = _menu(parent, QCoreApplication.translate("PatchCanvas", "Connect to…"))
    if not isinstance(parent, QMenu):
        _head(menu)
    answers, names = _best_answers(graph, origins), names_apart(graph)
    sides = [[end for end in answers if graph.terminals[end].is_local is local] for local in (True, False)]
    # The far side first: that is where most cables go.
    for side in sides if not graph.terminals[origins[0].end].is_local else reversed(sides):
        for end in side:
            _add_target(menu, names[end], answers[end], connect)
        menu.addSeparator()
    return menu


def _best_answers(graph: Graph, origins: Sequence[Socket]) -> dict[CanvasEnd, Answer]:
    """Say for every other end what a cable from there would do: out of the first socket that can."""
    best: dict[CanvasEnd, Answer] = {}
    for origin in origins:
        for end, answer in possible_targets(graph, origin).items():
            if end not in best or (isinstance(answer, Plan) and not isinstance(best[end], Plan)):
                best[end] = answer
    return best


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


def cable_menu(
    parent: QWidget,
    graph: Graph,
    cables: Sequence[Cable],
    commands: CanvasCommands,
    shape: Callable[[str, bool], None],
) -> QMenu:
    """Make the menu of a cable, or of several that are selected: what it says is done to all of them.

    `shape` makes two cables of one: it is given the route, and whether it is split rather than layered.
    """
    menu = _menu(parent, QCoreApplication.translate("PatchCanvas", "Cable"))
    muted = all(cable.look is Look.MUTED for cable in cables)
    action = menu.addAction(_muting(len(cables), muted))
    action.triggered.connect(lambda _checked=False: commands.mute(cables, muted=not muted))
    if len(cables) == 1:
        if cables[0].is_duplex:
            _add_ways(menu, graph, cables[0], commands)
        menu.addSeparator()
        _add_shapes(menu, graph, cables[0], shape)
    menu.addSeparator()
    one = QCoreApplication.translate("PatchCanvas", "Remove cable")
    many = QCoreApplication.translate("PatchCanvas", "Remove {count} cables").format(count=len(cables))
    action = menu.addAction(one if len(cables) == 1 else many)
    action.triggered.connect(lambda _checked=False: commands.remove(cables))
    return menu


def _muting(count: int, muted: bool) -> str:
    if count == 1:
        mute = QCoreApplication.translate("PatchCanvas", "Mute")
        unmute = QCoreApplication.translate("PatchCanvas", "Unmute")
    else:
        mute = QCoreApplication.translate("PatchCanvas", "Mute {count} cables")
        unmute = QCoreApplication.translate("PatchCanvas", "Unmute {count} cables")
    return (unmute if muted else mute).format(count=count)


def _add_shapes(menu: QMenu, graph: Graph, cable: Cable, shape: Callable[[str, bool], None]) -> None:
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
    names = names_apart(graph)
    first, second = names[cable.key.first], names[cable.key.second]
    yield first, second, cable.forward
    yield second, first, cable.backward


def joining_menu(parent: QWidget, box: SessionBox, commands: CanvasEdits) -> QMenu:
    """Make the list of who may join a session, the choice of now ticked."""
    menu = _menu(parent, QCoreApplication.translate("PatchCanvas", "Who may join"))
    _head(menu)
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


def end_menu(
    parent: QWidget, graph: Graph, end: CanvasEnd, commands: CanvasEdits, copy: Callable[[str], None]
) -> QMenu:
    """Make the menu of an end: to connect it, to invite or disconnect it, and in a session's what to type elsewhere.

    `copy` puts a text on the clipboard.
    """
    terminal = graph.terminals[end]
    menu = _menu(parent, end_name(graph, end))
    menu.addMenu(connect_menu(menu, graph, best_first(terminal), commands.connect))
    button = terminal.button
    if button is not None:
        action = menu.addAction(say(DEEDS[button.deed]))
        action.triggered.connect(lambda _checked=False: commands.press(button, terminal))
    box = graph.session_of(end) if isinstance(end, SessionEnd) else None
    if box is not None:
        menu.addMenu(joining_menu(menu, box, commands))
        menu.addSeparator()
        _add_addresses(menu, box, copy)
    return menu


def _add_addresses(menu: QMenu, box: SessionBox, copy: Callable[[str], None]) -> None:
    """Offer to copy each thing to type on the other side by itself."""
    source = QCoreApplication.translate("PatchCanvas", "Copy {text}")
    for text in (box.name, *box.addresses, str(box.control)):
        action = menu.addAction(in_action(source.format(text=text)))
        action.triggered.connect(lambda _checked=False, text=text: copy(text))


def canvas_menu(parent: QWidget, entries: Iterable[tuple[str, Callable[[], None], bool]]) -> QMenu:
    """Make the menu of the bare ground of what can be done: text, deed, and whether it does anything now."""
    menu = _menu(parent, QCoreApplication.translate("PatchCanvas", "Canvas"))
    for text, deed, enabled in entries:
        action = menu.addAction(text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False, deed=deed: deed())
    return menu


def _head(menu: QMenu) -> None:
    """Show its title above the entries; a section's text is not drawn where menus have a style sheet."""
    menu.addAction(menu.title()).setEnabled(False)
    menu.addSeparator()


def _menu(parent: QWidget, title: str) -> QMenu:
    menu = QMenu(in_action(title), parent)
    menu.setAccessibleName(title)
    menu.setToolTipsVisible(True)
    if not isinstance(parent, QMenu):  # one within another comes and goes with the pointer
        menu.aboutToHide.connect(menu.deleteLater)
    return menu
