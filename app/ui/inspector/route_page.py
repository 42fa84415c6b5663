"""The page of a cable: where its messages are, how well they get there, what it lets through, its rules."""

import time
from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.engine.api import Participant, RouteView, Snapshot
from app.model.endpoints import MONITOR, Endpoint, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Route
from app.ui.canvas.words import REASONS, clock
from app.ui.canvas.words import say as say_canvas
from app.ui.controls import button, label, row
from app.ui.inspector.fields import clear, elided, section
from app.ui.inspector.hops import Hops
from app.ui.inspector.page import Means, Page
from app.ui.inspector.plays_as import PlaysAs
from app.ui.inspector.rules import RulesEditor
from app.ui.inspector.stream_parts import StreamParts
from app.ui.inspector.trial import MIDDLE_C, TrialNote
from app.ui.inspector.words import ago, duration, whole
from app.ui.shaping import Shapes
from app.ui.theme import SPACE
from app.ui.wording import endpoint_name, in_action, in_tip

WAY_TEXT_WIDTH = SPACE * 13
SILENT_REPORTS_S = 5.0
"""Who has not reported so long after it was first sent something does not report at all."""


class RoutePage(Page):
    """Shows one route of a cable; a cable both ways offers its two directions."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._ids: tuple[str, ...] = ()
        self._shown = ""
        self._note = TrialNote(means.client, self)
        self.directions = Directions()
        self.directions.buttons.idClicked.connect(self._turn)
        self.hops = Hops()
        self.quiet = label(role="small")
        self.quiet.setWordWrap(True)
        self.stream = StreamParts(means.theme, thorough=False)
        self.plays_as = PlaysAs(means.theme, means.preferences)
        self.rules = RulesEditor(means.client, means.theme, means.preferences)
        for part in (self.plays_as, self.rules):
            part.changed.connect(self._undo.change_route)
        self.test_button = button(self.tr("Send test note"), "raised")
        self._shapes = Shapes(means.client, means.undo, means.preferences, self)
        self.split_button = button(
            self.tr("Split…"), tip=self.tr("Lead the notes on one side of a key elsewhere")
        )
        self.layer_button = button(self.tr("Layer…"), tip=self.tr("Play something else along with it"))
        self.split_button.clicked.connect(lambda: self._shapes.open_split(self._shown))
        self.layer_button.clicked.connect(self._layer)
        self.mute_button = button(self.tr("Mute"))
        self.mute_button.setCheckable(True)
        self.remove_button = button(self.tr("Remove cable"))
        self.test_button.clicked.connect(self._play)
        self.mute_button.clicked.connect(self._mute)
        self.remove_button.clicked.connect(lambda: self._undo.remove_routes([self._shown]))
        self._lay_out()

    def aim(self, ids: tuple[str, ...]) -> None:
        """Be about these routes from now on; all of them lie in one cable."""
        self._ids = ids
        self._shown = ids[0]
        self.directions.offer(ids)

    def refresh(self) -> bool:
        snapshot = self._client.snapshot
        there = [each.id for each in snapshot.routes if each.id in self._ids]
        if not there:
            return False
        if self._shown not in there:
            self._shown = there[0]
        view, route = self._view(snapshot), self._route(snapshot)
        if view is None or route is None:
            return False
        self._name(view, snapshot)
        self.directions.show_ways(snapshot, there, self._shown)
        self.plays_as.show_route(route)
        self.rules.show_route(route)
        self.mute_button.setChecked(route.muted)
        one_way = self.tr("Remove this direction") if len(there) > 1 else self.tr("Remove cable")
        self.remove_button.setText(one_way)
        self.remove_button.setAccessibleName(one_way)
        self.test_button.setVisible(route.destination != MONITOR)
        self.tick()
        return True

    def tick(self) -> None:
        snapshot = self._client.snapshot
        view = self._view(snapshot)
        if view is None:
            return
        meters = self._client.meters()
        source, destination = _meter(view.source, snapshot, "in"), _meter(view.destination, snapshot, "out")
        self.hops.played.show_value(None if source is None else whole(meters.get(source, 0)))
        self.hops.passed.show_value(whole(meters.get(view.id, 0)))
        sent = None if destination is None else whole(meters.get(destination, 0))
        self.hops.sent.show_value(sent, self.hops.in_all if _is_shared(view, snapshot) else None)
        self._state(view)
        self._show_stream(view, snapshot)

    def leave(self) -> None:
        self._note.end()
        self.rules.leave()

    # -- inside -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        lines = self._lines
        lines.addWidget(self.directions)
        lines.addLayout(section(self.tr("Where it is")))
        for part in (self.hops, self.quiet, self.stream):
            lines.addWidget(part)
        lines.addLayout(section(self.tr("Plays as")))
        lines.addWidget(self.plays_as)
        lines.addLayout(section(self.tr("Rules")))
        lines.addWidget(self.rules)
        lines.addSpacing(SPACE // 2)
        for pair in (
            (self.split_button, self.layer_button),
            (self.test_button, self.mute_button),
            (self.remove_button,),
        ):
            line = row()
            for each in pair:
                line.addWidget(each, 1)
            lines.addLayout(line)
        lines.addStretch(1)

    def _name(self, view: RouteView, snapshot: Snapshot) -> None:
        source, destination = endpoint_name(view.source, snapshot), endpoint_name(view.destination, snapshot)
        self.title.setText(f"{source} → {destination}")
        note = self._means.preferences.note_name(MIDDLE_C)
        tip = self.tr("Plays {note} into {name}, past this cable").format(note=note, name=destination)
        self.test_button.setToolTip(in_tip(tip))

    def _state(self, view: RouteView) -> None:
        since = time.time() - view.since_wall
        match view.state:
            case "active" if (silent := self._silent(view)) is not None:
                text = self.tr("no answer since {time}").format(time=clock(silent.since_wall))
            case "active":
                text = self.tr("connected for {time}").format(time=duration(since))
            case "muted":
                text = self.tr("muted")
            case "looped":
                text = self.tr("stopped: what it plays comes back to it")
            case _:
                text = self.tr("waiting since {time}").format(time=clock(view.since_wall))
                if view.reason in REASONS:
                    text += f": {say_canvas(REASONS[view.reason])}"
        if self.state.text() != text:
            self.state.setText(text)

    def _silent(self, view: RouteView) -> Participant | None:
        snapshot = self._client.snapshot
        ends = (_participant(end, snapshot) for end in (view.destination, view.source))
        return next((one for one in ends if one is not None and one.state == "silent"), None)

    def _show_stream(self, view: RouteView, snapshot: Snapshot) -> None:
        target, source = _participant(view.destination, snapshot), _participant(view.source, snapshot)
        someone = target or source
        self.stream.setVisible(someone is not None and someone.is_in_touch)
        if someone is not None:
            self.stream.show_details(self._client.details(someone.id))
        self._show_confirmed(target)

    def _show_confirmed(self, target: Participant | None) -> None:
        counters = None if target is None else self._client.details(target.id).counters
        at = counters.confirmed_at if counters else None
        self.hops.confirmed.show_value(None if at is None else ago(time.monotonic() - at))
        waited = target is not None and time.monotonic() - target.since > SILENT_REPORTS_S
        silent = counters is not None and at is None and counters.messages_out > 0 and waited
        text = self.tr("This device does not report what it has received.") if silent else ""
        self.quiet.setText(text)
        self.quiet.setVisible(silent)

    def _turn(self, number: int) -> None:
        self.rules.leave()
        self._shown = self._ids[number]
        self.refresh()

    def _play(self) -> None:
        route = self._route(self._client.snapshot)
        if route is not None:
            self._note.play(route.destination, route.to_channel or next(iter(route.channels), 1))

    def _layer(self) -> None:
        under = self.layer_button
        self._shapes.offer_layer(self._shown, under.mapToGlobal(under.rect().bottomLeft()))

    def _mute(self) -> None:
        route = self._route(self._client.snapshot)
        if route is not None:
            self._undo.change_route(replace(route, muted=not route.muted))

    def _view(self, snapshot: Snapshot) -> RouteView | None:
        return next((each for each in snapshot.routes if each.id == self._shown), None)

    def _route(self, snapshot: Snapshot) -> Route | None:
        return next((each for each in snapshot.patch.routes if each.id == self._shown), None)


class Directions(QWidget):
    """One button for each direction of a cable."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: tuple[str, ...] = ()
        self.buttons = QButtonGroup(self)
        self._line = row(self)
        self._line.setSpacing(SPACE // 2)

    def offer(self, ids: tuple[str, ...]) -> None:
        """Have a button for each of these routes."""
        self._ids = ids
        for way in self.buttons.buttons():
            self.buttons.removeButton(way)
        clear(self._line)
        for number, _each in enumerate(ids):
            made = button("")
            made.setCheckable(True)
            self.buttons.addButton(made, number)
            self._line.addWidget(made, 1)

    def show_ways(self, snapshot: Snapshot, there: list[str], shown: str) -> None:
        """Name the directions that are there; a single one needs no choice."""
        self.setVisible(len(there) > 1)
        views = {each.id: each for each in snapshot.routes}
        for number, route in enumerate(self._ids):
            way: QPushButton = self.buttons.button(number)  # type: ignore[assignment]
            way.setVisible(route in there)
            way.setChecked(route == shown)
            if route in views:
                whole_name = endpoint_name(views[route].destination, snapshot)
                way.setText(in_action(elided(way, f"→ {whole_name}", WAY_TEXT_WIDTH)))
                way.setToolTip(in_tip(whole_name))
                way.setAccessibleName(self.tr("To {name}").format(name=whole_name))


def _meter(end: Endpoint, snapshot: Snapshot, direction: str) -> str | None:
    """Give the key of the counter of an end; None where several or none count."""
    if isinstance(end, PortEnd):
        ports = (
            port.id
            for port in snapshot.ports
            if (port.name, port.nth, port.direction) == (end.name, end.nth, direction)
        )
        port = next(ports, None)
        return None if port is None else f"{direction}:{port}"
    participant = _participant(end, snapshot)
    return None if participant is None else f"{direction}:{participant.id}"


def _is_shared(view: RouteView, snapshot: Snapshot) -> bool:
    """Tell whether other cables lead where this one does, by name or to everyone there."""
    ends: list[Endpoint] = [view.destination]
    if isinstance(view.destination, PeerEnd):
        ends.append(SessionEnd(view.destination.session))
    return any(route.destination in ends and route.id != view.id for route in snapshot.routes)


def _participant(end: Endpoint, snapshot: Snapshot) -> Participant | None:
    if not isinstance(end, PeerEnd):
        return None
    sessions = {session.name: session.id for session in snapshot.sessions}
    return next(
        (
            one
            for one in snapshot.participants
            if (one.session, one.peer) == (sessions.get(end.session), end.peer)
        ),
        None,
    )
