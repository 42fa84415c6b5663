"""The inspector over a fake world: every field changes the patch at once, and every change can be taken back."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QSpinBox, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.engine.api import Buffer, Counters, Details, RoundTrip
from app.model.endpoints import KEYBOARD, PeerEnd, PortEnd, SessionEnd
from app.model.patch import MapRule, Peer, Route, Session
from app.ui.client import Client
from app.ui.inspector.page import Means, Page
from app.ui.inspector.panel import Inspector
from app.ui.inspector.participant_page import ParticipantPage
from app.ui.inspector.port_page import PortPage
from app.ui.inspector.route_page import RoutePage
from app.ui.inspector.session_page import SessionPage
from app.ui.inspector.several_page import SeveralPage
from app.ui.selection import Selection
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas.conftest import POPS_UP

P = TypeVar("P", bound=Page)
PIANO = PeerEnd("Studio", "stage-piano")


@pytest.fixture
def panel(client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot) -> Inspector:
    made = Inspector(Means(client, undo, theme))
    qtbot.addWidget(made)
    made.resize(made.width(), 900)
    return made


@pytest.fixture
def cable(engine: FakeEngine) -> str:
    engine.add_port("Keystation 49")
    engine.add_participant("Stage piano", address="192.0.2.7")
    return engine.add_route(Route("", PortEnd("Keystation 49"), PIANO))


def show(panel: Inspector, kind: type[P], selection: Selection) -> P:
    panel.show_selection(selection)
    assert isinstance(panel.page, kind)
    return panel.page


def press(widget: QAbstractButton, qtbot: QtBot) -> None:
    assert widget.isVisible()
    assert widget.isEnabled()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def write(field: QWidget, text: str, qtbot: QtBot) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, text) if text else qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def route(client: Client, name: str) -> Route:
    return next(each for each in client.snapshot.patch.routes if each.id == name)


def test_it_is_there_only_for_what_is_selected(
    panel: Inspector, cable: str, client: Client, qtbot: QtBot
) -> None:
    assert not panel.isVisible()
    page = show(panel, RoutePage, Selection((cable,)))
    assert panel.isVisible()
    assert page.title.text() == "Keystation 49 → Stage piano"
    client.remove_route(cable)
    qtbot.waitUntil(lambda: not panel.isVisible())
    panel.show_selection(Selection(end=KEYBOARD))
    assert panel.page is None


@pytest.mark.parametrize("end", [PIANO, SessionEnd("Studio"), PortEnd("Keystation 49"), None])
def test_every_page_shows_its_thing_and_leaves_nothing_behind(
    panel: Inspector, cable: str, end: PeerEnd | SessionEnd | PortEnd | None
) -> None:
    panel.show_selection(Selection((cable,)))
    panel.show_selection(Selection(end=end))
    assert panel.isVisible() == (end is not None)


def test_escape_and_the_cross_give_the_canvas_back(panel: Inspector, cable: str, qtbot: QtBot) -> None:
    panel.show_selection(Selection((cable,)))
    with qtbot.waitSignal(panel.dismissed):
        press(panel.close_button, qtbot)
    with qtbot.waitSignal(panel.dismissed):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)


# -- cables --------------------------------------------------------------------------------------------------


def test_the_hops_of_a_cable_count(engine: FakeEngine, panel: Inspector, cable: str, client: Client) -> None:
    port, piano = client.snapshot.ports[0].id, client.snapshot.participants[0].id
    engine.counts = {f"in:{port}": 12, cable: 11, f"out:{piano}": 10}
    engine.set_details(piano, counters=Counters(messages_out=10, confirmed_at=time.monotonic() - 90))
    page = show(panel, RoutePage, Selection((cable,)))
    hops = page.hops
    assert [tile.value.text() for tile in (hops.played, hops.passed, hops.sent)] == ["12", "11", "10"]
    assert hops.confirmed.value.text() == "1 min ago"
    assert not page.quiet.isVisible()
    assert hops.sent.accessibleName() == "sent: 10"
    client.add_route(Route("", KEYBOARD, SessionEnd("Studio")))
    page.tick()
    assert hops.sent.accessibleName() == "sent in all: 10", "what the other cable brought is among them"


def test_a_cable_to_somebody_silent_says_so(
    engine: FakeEngine, panel: Inspector, cable: str, client: Client, qtbot: QtBot
) -> None:
    page = show(panel, RoutePage, Selection((cable,)))
    assert page.state.text().startswith("connected for ")
    engine.set_participant(client.snapshot.participants[0], state="silent")
    qtbot.waitUntil(lambda: page.state.text().startswith("no answer since "))


def test_whoever_is_gone_says_who_ended_it(
    engine: FakeEngine, panel: Inspector, cable: str, client: Client, qtbot: QtBot
) -> None:
    page = show(panel, ParticipantPage, Selection(end=PIANO))
    piano = client.snapshot.participants[0]
    engine.set_participant(piano, state="left", reason="user")
    qtbot.waitUntil(lambda: page.state.text().startswith("disconnected here at "))
    engine.set_participant(piano, state="left", reason="bye")
    qtbot.waitUntil(lambda: page.state.text().startswith("left at "))


def test_a_device_that_never_reports_is_named_so(
    engine: FakeEngine, panel: Inspector, cable: str, client: Client
) -> None:
    piano = engine.set_participant(client.snapshot.participants[0], since=time.monotonic() - 60)
    engine.set_details(piano.id, counters=Counters(messages_out=10))
    page = show(panel, RoutePage, Selection((cable,)))
    assert not page.hops.confirmed.isVisible()
    assert page.quiet.isVisible()


def test_loss_and_repair_are_said_in_words(
    engine: FakeEngine, panel: Inspector, cable: str, client: Client
) -> None:
    piano = client.snapshot.participants[0].id
    trips = (RoundTrip(1.0, 0.4), RoundTrip(61.0, 2.5))
    counters = Counters(lost=3, late=1, repaired={"N": 2, "C": 1, "Q": 1})
    engine.set_details(piano, counters=counters, round_trips=trips, jitter_ms=0.3, journal_octets_out=1500)
    stream = show(panel, ParticipantPage, Selection(end=PIANO)).stream
    assert stream.loss.text() == "3 packets lost on the way, nothing missing."
    assert stream.repairs.text() == "Repaired: notes (2), sequencer (1), controllers (1)"
    assert stream.oddities.text() == "Packets: 1 late"
    assert stream.latency.text() == "2.5 ms · at worst 2.5 ms"
    assert stream.samples.text() == "2 round trips in 1.0 min · jitter 0.3 ms"
    assert stream.journal.text() == "Recovery journal: 0 bytes received, 1.5 kB sent"
    assert not stream.plot.pixmap().isNull()
    page = panel.page
    assert isinstance(page, ParticipantPage)
    assert not page.buffer.isVisible()
    engine.set_details(piano, counters=Counters(lost=1, uncovered=1), buffer=Buffer(20, late=4))
    assert panel.page is not None
    panel.page.tick()
    assert page.buffer.text() == "4 came too late to be held back: longer would be steadier."
    engine.set_details(piano, buffer=Buffer(20, trusts_stamps=False))
    page.tick()
    assert page.buffer.text() == "Its timestamps are of no use, so it plays at once."
    engine.set_details(piano, counters=Counters(lost=1, uncovered=1))
    page.tick()
    assert stream.loss.text() == "1 packet lost on the way, not all of it could be brought back."


Choose = Callable[[RoutePage, QtBot], None]


def rights(panel: Inspector, page: Page) -> list[int]:
    """Give where each button of a page ends."""
    seen = [each for each in page.findChildren(QAbstractButton) if each.isVisible()]
    assert seen
    return [each.mapTo(panel, each.rect().bottomRight()).x() for each in seen]


def test_a_long_name_pushes_nothing_out_of_sight(engine: FakeEngine, panel: Inspector, qtbot: QtBot) -> None:
    name = "W" * 200
    long = PortEnd(name)
    for direction in ("in", "out"):
        engine.add_port(name, direction)
    one = engine.add_participant(name)
    person = PeerEnd("Studio", one.peer)
    ways = tuple(engine.add_route(Route("", *ends)) for ends in ((long, person), (person, long)))
    for selection in (Selection(end=long), Selection(end=person), Selection(ways)):
        panel.show_selection(selection)
        page = panel.page
        assert page is not None
        qtbot.waitExposed(panel)
        panel.grab()  # lays everything out
        assert max(rights(panel, page)) < panel.width(), selection


@pytest.mark.parametrize(
    ("choose", "fields"),
    [
        (lambda page, qtbot: write(page.plays_as.channels, "1, 3-5", qtbot), {"channels": (1, 3, 4, 5)}),
        (lambda page, qtbot: write(page.plays_as.notes, "C2-b4", qtbot), {"notes": (36, 71)}),
        (lambda page, qtbot: press(page.plays_as.transpose.more, qtbot), {"transpose": 1}),
        (lambda page, _: page.plays_as.types.actions_by_type["cc"].trigger(), {}),
        (lambda page, _: page.plays_as.to_channel.activated.emit(3), {"to_channel": 3}),
        (lambda page, _: page.plays_as.velocity.activated.emit(1), {"velocity_curve": "soft"}),
        (lambda page, qtbot: press(page.mute_button, qtbot), {"muted": True}),
    ],
    ids=["channels", "notes", "transpose", "types", "to channel", "velocity", "mute"],
)
def test_what_is_chosen_is_the_cable_at_once_and_can_be_taken_back(
    panel: Inspector,
    cable: str,
    client: Client,
    undo: UndoVerbs,
    qtbot: QtBot,
    choose: Choose,
    fields: dict[str, object],
) -> None:
    before = route(client, cable)
    choose(show(panel, RoutePage, Selection((cable,))), qtbot)
    after = route(client, cable)
    assert after != before
    assert {name: getattr(after, name) for name in fields} == fields
    assert undo.stack.count() == 1
    undo.stack.undo()
    assert route(client, cable) == before


def test_what_cannot_be_read_is_marked_and_changes_nothing(
    panel: Inspector, cable: str, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    page = show(panel, RoutePage, Selection((cable,)))
    for field, text in ((page.plays_as.channels, "17"), (page.plays_as.notes, "H9")):
        write(field, text, qtbot)
        assert field.property("wrong") is True
        assert QToolTip.text() == field.toolTip() != ""
        write(field, "all", qtbot)
        assert field.property("wrong") is False
    assert undo.stack.count() == 0


@POPS_UP
def test_kinds_of_messages_are_ticked_in_one_go(
    panel: Inspector, cable: str, client: Client, qtbot: QtBot
) -> None:
    types = show(panel, RoutePage, Selection((cable,))).plays_as.types
    qtbot.waitExposed(panel)
    press(types.button, qtbot)
    menu = types.menu
    qtbot.waitUntil(menu.isVisible)
    for kind in ("clock", "sysex"):
        action = types.actions_by_type[kind]
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    menu.setActiveAction(types.actions_by_type["program"])
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    left_out = {"clock", "sysex", "program", "sensing"}
    assert set(route(client, cable).types) == set(types.actions_by_type) - left_out
    qtbot.waitUntil(types.all_action.isEnabled)
    menu.setActiveAction(types.all_action)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert route(client, cable).types == ()
    assert not menu.isVisible()


def test_turning_the_transposition_is_one_step(
    panel: Inspector, cable: str, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    page = show(panel, RoutePage, Selection((cable,)))
    for _ in range(3):
        press(page.plays_as.transpose.less, qtbot)
    assert route(client, cable).transpose == -3
    assert undo.stack.count() == 1
    undo.stack.undo()
    assert route(client, cable).transpose == 0


def test_a_rule_is_learned_and_removed(
    engine: FakeEngine, panel: Inspector, cable: str, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    page = show(panel, RoutePage, Selection((cable,)))
    rules = page.rules
    press(rules.learn_button, qtbot)
    assert rules.prompt.isVisible()
    engine.move_control(PortEnd("Other"), "ch3.cc3")
    engine.move_control(PortEnd("Keystation 49"), "ch0.note9")
    assert not engine.hears
    rules.editor.target.show_spec(rules.editor.target.spec)
    rules.editor.target.channel.setValue(2)
    rules.editor.target.number.setValue(4)
    press(rules.editor.add_button, qtbot)
    assert route(client, cable).maps == (MapRule("ch0.note9", "ch1.cc4"),)
    qtbot.waitUntil(rules.others.isVisible)
    press(rules.others, qtbot)
    assert not route(client, cable).pass_others
    rules.remove(MapRule("ch0.note9", "ch1.cc4"))
    assert route(client, cable).maps == ()
    assert undo.stack.count() == 3


def test_a_rule_is_changed_where_it_stands(
    panel: Inspector, cable: str, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    pads, wheel, pedal = (MapRule(f"ch0.{one}", "ch1.cc4") for one in ("note9", "pitch", "cc64"))
    client.change_route(replace(route(client, cable), maps=(pads, wheel, pedal)))
    rules = show(panel, RoutePage, Selection((cable,))).rules
    line = next(
        each
        for each in rules.findChildren(QAbstractButton)
        if each.isVisible() and each.accessibleName().startswith("Change rule: Pitch")
    )
    line.click()
    assert rules.editor.source.spec.kind == "pitch"
    assert rules.editor.add_button.text() == "Change rule"
    rules.editor.target.number.setValue(7)
    press(rules.editor.add_button, qtbot)
    assert route(client, cable).maps == (pads, replace(wheel, destination="ch1.cc7"), pedal)
    assert not rules.editor.isVisible()
    press(rules.new_button, qtbot)
    assert rules.editor.add_button.text() == "Add rule"
    undo.stack.undo()
    assert route(client, cable).maps == (pads, wheel, pedal)


def test_enter_in_a_number_makes_the_rule(panel: Inspector, cable: str, client: Client, qtbot: QtBot) -> None:
    rules = show(panel, RoutePage, Selection((cable,))).rules
    press(rules.new_button, qtbot)
    said = [words.text() for words in rules.editor.findChildren(QLabel)]
    assert said == ["From · Modulation", "To · Modulation"]
    number = rules.editor.target.number
    number.selectAll()
    qtbot.keyClicks(number, "74")
    assert [words.text() for words in rules.editor.findChildren(QLabel)] == [
        "From · Modulation",
        "To · Brightness",
    ]
    rules.editor.source.kind.setCurrentIndex(0)
    assert next(words.text() for words in rules.editor.findChildren(QLabel)) == "From"
    rules.editor.source.kind.setCurrentIndex(1)
    rules.editor.source.number.setValue(1)
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert route(client, cable).maps == (MapRule("ch0.cc1", "ch0.cc74"),)
    assert not rules.editor.isVisible()


def test_the_wheel_scrolls_the_page_and_changes_nothing_that_plays(
    panel: Inspector, cable: str, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    page = show(panel, RoutePage, Selection((cable,)))
    press(page.rules.new_button, qtbot)
    fields = [*page.findChildren(QComboBox), *page.findChildren(QSpinBox)]
    assert len(fields) > 6
    for field in fields:
        field.setFocus()
        before = field.currentIndex() if isinstance(field, QComboBox) else field.value()
        turn = QWheelEvent(
            *(QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120)),
            *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
        )
        QCoreApplication.sendEvent(field, turn)
        assert not turn.isAccepted()
        assert before == (field.currentIndex() if isinstance(field, QComboBox) else field.value())
    assert undo.stack.count() == 0


def test_listening_ends_with_the_page(engine: FakeEngine, panel: Inspector, cable: str, qtbot: QtBot) -> None:
    press(show(panel, RoutePage, Selection((cable,))).rules.learn_button, qtbot)
    assert engine.hears
    panel.show_selection(Selection())
    assert not engine.hears


def test_a_test_note_ends_by_itself_or_with_the_page(
    engine: FakeEngine, panel: Inspector, cable: str, qtbot: QtBot
) -> None:
    on, off = ("send", PIANO, b"\x90\x3c\x60"), ("send", PIANO, b"\x80\x3c\x00")
    press(show(panel, RoutePage, Selection((cable,))).test_button, qtbot)
    qtbot.waitUntil(lambda: engine.commands[-2:] == [on, off])
    press(show(panel, ParticipantPage, Selection(end=PIANO)).test_button, qtbot)
    panel.hide()
    assert engine.commands[-2:] == [on, off]


def test_a_cable_both_ways_shows_one_way_at_a_time(
    panel: Inspector, cable: str, client: Client, qtbot: QtBot
) -> None:
    client.add_route(Route("back", PIANO, PortEnd("Keystation 49")))
    page = show(panel, RoutePage, Selection((cable, "back")))
    press(page.directions.buttons.button(1), qtbot)
    assert page.title.text() == "Stage piano → Keystation 49"
    press(page.remove_button, qtbot)
    assert [each.id for each in client.snapshot.routes] == [cable]
    qtbot.waitUntil(lambda: page.title.text() == "Keystation 49 → Stage piano")
    assert not page.directions.isVisible()


def test_several_cables_are_muted_and_removed_in_one_step(
    panel: Inspector, cable: str, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    other = client.add_route(Route("", KEYBOARD, PIANO))
    assert other is not None
    page = show(panel, SeveralPage, Selection((cable, other)))
    press(page.mute_button, qtbot)
    assert [each.muted for each in client.snapshot.patch.routes] == [True, True]
    press(page.remove_button, qtbot)
    assert not client.snapshot.routes
    undo.stack.undo()
    undo.stack.undo()
    assert [each.muted for each in client.snapshot.patch.routes] == [False, False]


# -- people, sessions, devices -------------------------------------------------------------------------------


def test_what_we_call_a_peer_and_what_it_may_do(
    panel: Inspector, cable: str, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    page = show(panel, ParticipantPage, Selection(end=PIANO))
    write(page.nickname, "Left stack", qtbot)
    qtbot.waitUntil(lambda: page.title.text() == "Left stack")
    page.access.activated.emit(1)
    press(page.playout.more, qtbot)
    (peer,) = client.snapshot.patch.peers
    known = Peer(
        "stage-piano",
        "Stage piano",
        "192.0.2.7:5004",
        "Studio",
        wanted=True,
        access="always",
        nickname="Left stack",
        playout_ms=1,
    )
    assert peer == known
    undo.stack.undo()
    undo.stack.undo()
    undo.stack.undo()
    assert client.snapshot.participants[0].name == "Stage piano"
    assert client.snapshot.patch.peers[0].nickname is None


def test_what_came_and_went_is_counted_without_a_cable(engine: FakeEngine, panel: Inspector) -> None:
    piano = engine.add_participant("Stage piano", address="192.0.2.7")
    engine.counts = {f"in:{piano.id}": 439, f"out:{piano.id}": 6}
    page = show(panel, ParticipantPage, Selection(end=PIANO))
    assert page.traffic.text() == "Messages: 439 from there, 6 to there"


def test_who_is_away_is_tried_again_and_who_is_in_is_sent_away(
    engine: FakeEngine, panel: Inspector, cable: str, client: Client, qtbot: QtBot
) -> None:
    piano = engine.set_participant(client.snapshot.participants[0], state="refused")
    page = show(panel, ParticipantPage, Selection(end=PIANO))
    assert not page.stream.isVisible()
    press(page.retry_button, qtbot)
    assert engine.commands[-1] == ("retry", piano.id)
    engine.set_participant(piano, state="connected")
    qtbot.waitUntil(page.stream.isVisible)
    assert not page.retry_button.isVisible()
    press(page.leave_button, qtbot)
    assert engine.commands[-1] == ("leave", piano.id)
    qtbot.waitUntil(lambda: not panel.isVisible())


def test_a_session_is_renamed_moved_and_opened(
    panel: Inspector, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    page = show(panel, SessionPage, Selection(end=SessionEnd("Studio")))
    write(page.name, "Hall", qtbot)
    write(page.port, "5010", qtbot)
    page.accept.activated.emit(2)
    press(page.publish, qtbot)
    press(page.anywhere, qtbot)
    (spec,) = client.snapshot.patch.sessions
    assert spec == Session("Hall", 5010, accept="anyone", publish=False, accept_from="anywhere")
    for _ in range(5):
        undo.stack.undo()
    (spec,) = client.snapshot.patch.sessions
    assert spec == Session("Studio", 5004)


def test_a_session_does_not_take_what_cannot_be(
    engine: FakeEngine, panel: Inspector, undo: UndoVerbs, qtbot: QtBot
) -> None:
    engine.add_session("Hall", 5010)
    page = show(panel, SessionPage, Selection(end=SessionEnd("Studio")))
    for field, text in ((page.name, "Hall"), (page.name, ""), (page.port, "5005"), (page.port, "many")):
        write(field, text, qtbot)
        assert field.property("wrong") is True
    assert undo.stack.count() == 0


def test_what_to_type_on_the_other_side_is_copied(panel: Inspector, qtbot: QtBot) -> None:
    page = show(panel, SessionPage, Selection(end=SessionEnd("Studio")))
    copies = [each for each in page.typed.findChildren(QAbstractButton) if each.isVisible()]
    for button in copies:
        press(button, qtbot)
        assert QGuiApplication.clipboard().text() in button.accessibleName()
    assert [each.accessibleName() for each in copies] == ["Copy Studio", "Copy 192.0.2.5", "Copy 5004"]


def test_a_device_says_what_it_is_and_waits_while_unplugged(
    engine: FakeEngine, panel: Inspector, client: Client, qtbot: QtBot
) -> None:
    synth = engine.add_port("Volca Keys", "out")
    engine.counts = {f"out:{synth.id}": 7}
    page = show(panel, PortPage, Selection(end=PortEnd("Volca Keys")))
    assert (page.kind.text(), page.received.text()) == ("synth: it is played", "7")
    press(page.test_button, qtbot)
    assert engine.commands[-1] == ("send", PortEnd("Volca Keys"), b"\x90\x3c\x60")
    engine.set_port(synth, state="removed")
    qtbot.waitUntil(lambda: page.state.text() == "unplugged: its cables wait for it")
    assert not page.test_button.isVisible()


@pytest.mark.parametrize(("system", "heard"), [("jack", True), ("winmm", False)])
def test_a_device_is_heard_while_its_page_is_seen(
    engine: FakeEngine, panel: Inspector, system: str, heard: bool
) -> None:
    engine.midi_system = system
    for name in ("Keys", "Pads"):
        engine.add_port(name, "in")
    show(panel, PortPage, Selection(end=PortEnd("Keys")))
    assert engine.listens_to == [PortEnd("Keys")] * heard
    show(panel, PortPage, Selection(end=PortEnd("Pads")))
    assert engine.listens_to == [PortEnd("Pads")] * heard
    panel.hide()
    assert engine.listens_to == []


@pytest.mark.parametrize(
    ("system", "direction", "told"), [("winmm", "out", True), ("winmm", "in", False), ("jack", "out", False)]
)
def test_where_a_long_sysex_stops_the_music_the_device_says_so(
    engine: FakeEngine, panel: Inspector, system: str, direction: str, told: bool
) -> None:
    engine.midi_system = system
    engine.add_port("Sampler", direction)
    page = show(panel, PortPage, Selection(end=PortEnd("Sampler")))
    assert page.blocking.isVisible() is told


def test_details_of_nobody_are_empty(client: Client) -> None:
    assert client.details(99) == Details()
