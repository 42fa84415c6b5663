"""The pages of direct links and of devices: every field changes the patch at once and can be taken back."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from app.engine.api import Counters
from app.model.endpoints import KEYBOARD, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Link, Peer, Route, VirtualPort
from app.ui.client import Client
from app.ui.inspector.link_page import LinkPage
from app.ui.inspector.page import Means
from app.ui.inspector.panel import Inspector
from app.ui.inspector.participant_page import ParticipantPage
from app.ui.inspector.port_page import PortPage
from app.ui.inspector.session_page import SessionPage
from app.ui.selection import Selection
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.inspector.test_panel import press, show, write

LIGHTS = LinkEnd("Lights")


@pytest.fixture
def panel(client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot) -> Inspector:
    made = Inspector(Means(client, undo, theme))
    qtbot.addWidget(made)
    made.resize(made.width(), 1400)
    return made


def link(client: Client) -> Link:
    (spec,) = client.snapshot.patch.links
    return spec


def test_a_link_is_renamed_and_stays_on_its_page(
    engine: FakeEngine, client: Client, panel: Inspector, undo: UndoVerbs, qtbot: QtBot
) -> None:
    engine.add_link("Lights", learn=True)
    engine.add_route(Route("", KEYBOARD, LIGHTS))
    page = show(panel, LinkPage, Selection(end=LIGHTS))
    assert page.state.text() == "nobody plays with it yet"
    write(page.name, "Rig", qtbot)
    qtbot.waitUntil(lambda: page.title.text() == "Rig")
    assert client.snapshot.patch.routes[0].destination == LinkEnd("Rig")
    write(page.port, "9100", qtbot)
    assert link(client).port == 9100
    undo.stack.undo()
    undo.stack.undo()
    qtbot.waitUntil(lambda: page.title.text() == "Lights")
    assert panel.page is page


def test_how_a_link_speaks_and_whom_it_learns(
    engine: FakeEngine, client: Client, panel: Inspector, undo: UndoVerbs, qtbot: QtBot
) -> None:
    engine.add_link("Lights")
    page = show(panel, LinkPage, Selection(end=LIGHTS))
    press(page.learn, qtbot)
    for field, row in ((page.journal, 2), (page.marker, 1), (page.epn, 1)):
        field.setCurrentIndex(row)
        field.activated.emit(row)
    assert link(client) == Link("Lights", 9001, learn=True, journal="off", marker="zero", epn_tx="short")
    for _ in range(4):
        undo.stack.undo()
    assert link(client) == Link("Lights", 9001)


def test_peers_of_a_link_are_added_counted_and_let_go(
    engine: FakeEngine, client: Client, panel: Inspector, undo: UndoVerbs, qtbot: QtBot
) -> None:
    view = engine.add_link("Lights", learn=True)
    page = show(panel, LinkPage, Selection(end=LIGHTS))
    write(page.address, "192.0.2.9:9001", qtbot)
    assert link(client).peers == ("192.0.2.9:9001",)
    assert page.address.text() == ""
    for wrong in ("nowhere", "192.0.2.9:9001", "192.0.2.9:99999"):
        write(page.address, wrong, qtbot)
        assert page.address.property("wrong") is True
    learned = engine.learn_peer(view, "192.0.2.60", 9002)
    engine.set_details(learned.id, counters=Counters(messages_in=204, lost=2, repaired={"N": 2}))
    qtbot.waitUntil(lambda: page.state.text() == "plays with 2")
    page.tick()
    assert page.peers.counts[learned.id].text() == "204 received, 0 sent · 2 lost · Repaired: notes (2)"
    leave = {button.accessibleName(): button for button in page.peers.findChildren(QAbstractButton)}
    press(leave["Play with 192.0.2.60:9002 no longer"], qtbot)
    assert engine.commands[-1] == ("forget_link_peer", view.id, learned.id)
    qtbot.waitUntil(lambda: page.state.text() == "plays with 1")

    def buttons() -> list[QAbstractButton]:
        return [each for each in page.peers.findChildren(QAbstractButton) if each.isVisible()]

    qtbot.waitUntil(lambda: len(buttons()) == 1)
    press(*buttons(), qtbot)
    assert link(client).peers == ()
    undo.stack.undo()
    assert link(client).peers == ("192.0.2.9:9001",)


def test_what_to_send_to_is_copied_and_a_link_is_removed(
    engine: FakeEngine, client: Client, panel: Inspector, undo: UndoVerbs, qtbot: QtBot
) -> None:
    view = engine.add_link("Lights")
    page = show(panel, LinkPage, Selection(end=LIGHTS))
    copies = {each.accessibleName(): each for each in page.typed.findChildren(QPushButton)}
    assert set(copies) == {"Copy 192.0.2.5", "Copy 9001"}
    press(copies["Copy 192.0.2.5"], qtbot)
    assert QGuiApplication.clipboard().text() == "192.0.2.5"
    engine.set_link(view, state="waiting")
    qtbot.waitUntil(lambda: page.state.text() == "waits: its port is taken by another program")
    press(page.remove_button, qtbot)
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert client.snapshot.patch.links == ()
    undo.stack.undo()
    assert link(client) == Link("Lights", 9001)


def test_a_port_of_ours_is_renamed_turned_and_removed(
    engine: FakeEngine, client: Client, panel: Inspector, undo: UndoVerbs, qtbot: QtBot
) -> None:
    engine.edit.add_port(VirtualPort("Longwire 1"))
    engine.add_port("Volca Keys", "out")
    page = show(panel, PortPage, Selection(end=PortEnd("Longwire 1")))
    assert page.name.isVisible()
    assert not page.nickname.isVisible()
    write(page.name, "Volca Keys", qtbot)
    assert page.name.property("wrong") is True
    write(page.name, "To Live", qtbot)
    assert client.snapshot.patch.ports == (VirtualPort("To Live"),)
    assert page.title.text() == "To Live"
    page.ways.setCurrentIndex(2)
    page.ways.activated.emit(2)
    assert client.snapshot.patch.ports == (VirtualPort("To Live", "out"),)
    press(page.remove_button, qtbot)
    qtbot.waitUntil(lambda: not panel.isVisible())
    for _ in range(3):
        undo.stack.undo()
    assert client.snapshot.patch.ports == (VirtualPort("Longwire 1"),)


def test_a_device_is_given_a_name_of_ours(
    engine: FakeEngine, client: Client, panel: Inspector, undo: UndoVerbs, qtbot: QtBot
) -> None:
    engine.add_port("Keystation 49")
    page = show(panel, PortPage, Selection(end=PortEnd("Keystation 49")))
    assert not page.name.isVisible()
    assert not page.remove_button.isVisible()
    assert page.nickname.placeholderText() == "Keystation 49"
    write(page.nickname, "Left hand", qtbot)
    qtbot.waitUntil(lambda: page.title.text() == "Left hand")
    write(page.nickname, "", qtbot)
    qtbot.waitUntil(lambda: page.title.text() == "Keystation 49")
    undo.stack.undo()
    qtbot.waitUntil(lambda: page.nickname.text() == "Left hand")


def test_a_session_holds_back_and_is_removed(
    engine: FakeEngine, client: Client, panel: Inspector, undo: UndoVerbs, qtbot: QtBot
) -> None:
    page = show(panel, SessionPage, Selection(end=SessionEnd("Studio")))
    page.playout.spin.setValue(12)
    assert client.snapshot.patch.sessions[0].playout_ms == 12
    press(page.remove_button, qtbot)
    qtbot.waitUntil(lambda: not panel.isVisible())
    undo.stack.undo()
    assert [each.name for each in client.snapshot.patch.sessions] == ["Studio"]


def test_a_peer_is_forgotten_and_its_clock_is_told(
    engine: FakeEngine, client: Client, panel: Inspector, undo: UndoVerbs, qtbot: QtBot
) -> None:
    piano = engine.add_participant("Stage piano")
    end = PeerEnd("Studio", "stage-piano")
    page = show(panel, ParticipantPage, Selection(end=end))
    assert not page.forget_button.isVisible()
    engine.set_details(piano.id, offset_ms=-12.34)
    engine.edit.change_peer(Peer("stage-piano", "Stage piano", session="Studio"))
    qtbot.waitUntil(page.forget_button.isVisible)
    page.tick()
    assert page.stream.offset.text() == "Clocks 12.3 ms apart, allowed for"
    press(page.forget_button, qtbot)
    assert client.snapshot.patch.peers == ()
    qtbot.waitUntil(lambda: not panel.isVisible())
    undo.stack.undo()
    assert client.snapshot.patch.peers == (Peer("stage-piano", "Stage piano", session="Studio"),)
