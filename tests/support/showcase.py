"""Fills a fake engine with a stage setup and grabs the window: `showcase.py FOLDER light|dark`."""

import math
import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.engine.api import Counters, PeerEvening, RoundTrip
from app.model.endpoints import KEYBOARD, MONITOR, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import MapRule, Patch, Route, Scene, VirtualPort
from app.ui.actions import ActionId
from app.ui.canvas.elements import FoundEnd
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.help_pages import ABOUT
from app.ui.help_window import HelpWindow
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow, WindowParts
from app.ui.preferences import Preferences
from app.ui.settings_dialog import Surroundings
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from app.ui.window_state import WindowState
from tests.support.fake_engine import FakeEngine

MESSAGES = (
    ("903c60", "Keystation 49", "Stage piano", False),
    ("b0407f", "Keystation 49", "Stage piano", False),
    ("e02b4a", "Stage piano", "Volca Keys", False),
    ("803c40", "Stage piano", "Volca Keys", True),
    ("f0423059" + "00" * 407 + "f7", "Rehearsal PC", "Longwire 1", False),
)


class NoAutostart:
    """Starting at login that is off and stays so."""

    is_enabled = False

    def enable(self) -> None:
        """Do nothing."""

    def disable(self) -> None:
        """Do nothing."""


def stage(engine: FakeEngine) -> None:
    """Put the devices, peers and cables of a rehearsal into the engine."""
    session = engine.add_session("Studio")
    engine.add_port("Keystation 49", "in")
    engine.add_port("Volca Keys", "out")
    engine.edit.add_port(VirtualPort("Longwire 1"))
    piano = engine.add_participant("Stage piano", session.id, rtt_ms=0.4)
    piano = engine.set_participant(piano, counters=piano_counters(), since_wall=time.time() - 2472)
    engine.set_details(piano.id, counters=piano.counters, round_trips=round_trips(), jitter_ms=0.3)
    engine.set_details(piano.id, journal_octets_out=48_210)
    loft = engine.add_participant("Loft Mac", session.id, address="192.0.2.8")
    engine.set_participant(loft, state="waiting", next_try=time.monotonic() + 4, since_wall=time.time() - 300)
    engine.add_participant("Rehearsal PC", session.id, address="192.0.2.11", rtt_ms=2.1)
    engine.add_found("mioXL A3", "mioxl.local")
    engine.add_found("Windows DAW", "desktop-7.local", 5006)
    made: list[str] = []
    for source, destination in (
        (PortEnd("Keystation 49"), PeerEnd("Studio", "stage-piano")),
        (PeerEnd("Studio", "stage-piano"), PortEnd("Volca Keys")),
        (PortEnd("Longwire 1"), PeerEnd("Studio", "rehearsal-pc")),
        (PeerEnd("Studio", "rehearsal-pc"), PortEnd("Longwire 1")),
        (KEYBOARD, PeerEnd("Studio", "loft-mac")),
        (PeerEnd("Studio", "stage-piano"), MONITOR),
    ):
        made.append(engine.add_route(Route("", source, destination)))
    first = made[0]
    keys = engine.snapshot().ports[0].id
    engine.counts = {f"in:{keys}": 18_204, first: 18_204, f"out:{piano.id}": 18_204}
    mapped = replace(engine.snapshot().patch.routes[0], id=first, maps=(MapRule("ch0.cc20", "ch0.cc74"),))
    engine.change_route(mapped)
    engine.edit.put_scene(Scene("Ballad", tuple(made[:2])))
    engine.edit.put_scene(Scene("Whole band", tuple(made)))
    engine.evenings = (
        PeerEvening("Loft Mac", "Studio", 1_210.0, 1, 84, 3_310, 118, 12, {"N": 5}, 3.4, 8.1, 40.2),
        PeerEvening(
            "Rehearsal PC", "Studio", 2_031.0, 0, 951, 640, 1_204, p50_ms=2.1, p95_ms=3.0, max_ms=7.7
        ),
        PeerEvening(
            "Stage piano", "Studio", 2_472.0, 0, 8_214, 18_204, 9_120, 3, {"N": 2, "C": 1}, 0.4, 0.6, 0.9
        ),
    )
    began = time.time() - 1
    for place, (message, start, end, repaired) in enumerate(MESSAGES):
        engine.add_row(bytes.fromhex(message), start, end, repaired=repaired, time=began + 0.187 * place)


def piano_counters() -> Counters:
    """Give what three lost packets of an evening leave behind."""
    return Counters(
        packets_in=9_120,
        messages_out=18_204,
        lost=3,
        repaired={"N": 2, "C": 1},
        journal_octets=212_400,
        confirmed_at=time.monotonic() - 0.6,
    )


def round_trips() -> tuple[RoundTrip, ...]:
    """Give ten minutes of a good network with a busy moment or two."""
    now = time.monotonic()
    usual = [0.38 + 0.05 * math.sin(nth * 1.7) + 0.04 * math.sin(nth * 0.61) for nth in range(64)]
    usual[23], usual[24], usual[49] = 0.93, 0.61, 0.74
    return tuple(RoundTrip(now - 10 * (63 - nth), ms) for nth, ms in enumerate(usual))


def empty(engine: FakeEngine) -> None:
    """Leave it as it is at the first start."""
    engine.add_session("Longwire")


def make_window(engine: FakeEngine, theme: Theme) -> MainWindow:
    """Put the window on an engine."""
    client = Client(engine)
    undo = UndoVerbs(client)
    canvas = PatchCanvas(client, undo, theme, None)
    preferences = Preferences()
    preferences.change("window", theme=theme.choice)
    around = Surroundings(("eth0", "wlan0"), NoAutostart(), has_tray=True, system="linux")
    state = WindowState()
    parts = WindowParts(
        client,
        undo,
        theme,
        canvas,
        state,
        preferences,
        demo=lambda: None,
        surroundings=around,
        examine=lambda _target, _tell: lambda: None,
    )
    window = MainWindow(parts)
    window.closing.connect(undo.close)
    join_canvas(window, canvas)
    return window


def settle(milliseconds: int = 600) -> None:
    """Let the window draw itself."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def grab(window: QWidget, file: Path) -> None:
    """Save a picture of a window."""
    settle()
    window.grab().save(str(file))


def show_scenes(folder: Path, theme: Theme) -> None:
    """Grab every scene in one theme."""
    engine = FakeEngine(Patch(name="Tuesday gig"))
    stage(engine)
    window = make_window(engine, theme)
    window.resize(1400, 920)
    window.actions_by_id[ActionId.MONITOR].trigger()
    window.show()
    grab(window, folder / f"patch-{theme.choice}.png")
    inspect(window, engine, folder, theme)
    engine.add_invitation("Kitchen iPad")
    engine.add_invitation("Drummer")
    window.actions_by_id[ActionId.KEYBOARD].trigger()
    window.actions_by_id[ActionId.MONITOR].trigger()
    engine.raise_problem("net.mdns", reason="port 5353 is taken by another program")
    engine.raise_problem("peer.silent", peer="Loft Mac", address="192.0.2.8:5004")
    grab(window, folder / f"busy-{theme.choice}.png")
    window.open_add_address()
    for dialog in window.findChildren(QWidget, "add-address"):
        grab(dialog, folder / f"address-{theme.choice}.png")
    show_companions(window, folder, theme)
    window.close()

    first = FakeEngine()
    empty(first)
    window = make_window(first, theme)
    window.resize(1280, 800)
    window.show()
    grab(window, folder / f"first-{theme.choice}.png")
    window.close()


def play_on(engine: FakeEngine, *meters: str) -> QTimer:
    """Let messages be counted there until the timer is stopped."""

    def play() -> None:
        for meter in meters:
            engine.counts[meter] = engine.counts.get(meter, 0) + 1

    timer = QTimer()
    timer.setInterval(40)
    timer.timeout.connect(play)
    timer.start()
    return timer


def inspect(window: MainWindow, engine: FakeEngine, folder: Path, theme: Theme) -> None:
    """Grab the window with each kind of thing selected."""
    (canvas,) = window.findChildren(PatchCanvas)
    size = window.size()
    window.resize(1480, 1000)
    canvas.deeds.select(frozenset({canvas.board.graph.cables[0].key}))
    piano = next(each.id for each in engine.snapshot().participants if each.name == "Stage piano")
    playing = play_on(engine, engine.snapshot().routes[1].id, f"in:{piano}")
    grab(window, folder / f"cable-{theme.choice}.png")
    playing.stop()
    window.resize(size)
    lights = engine.add_link("Lights", peers=("192.0.2.20:9001",), learn=True)
    counters = Counters(messages_in=1_204, messages_out=33, lost=2, repaired={"N": 2})
    engine.set_details(engine.learn_peer(lights, "192.0.2.60", 9002).id, counters=counters)
    for name, end in (
        ("participant", PeerEnd("Studio", "stage-piano")),
        ("session", SessionEnd("Studio")),
        ("port", PortEnd("Volca Keys")),
        ("virtual", PortEnd("Longwire 1")),
        ("link", LinkEnd("Lights")),
        ("found", FoundEnd(engine.snapshot().found[0].id)),
    ):
        canvas.deeds.choose_end(end)
        grab(window, folder / f"{name}-{theme.choice}.png")
    window.actions_by_id[ActionId.TABLE].trigger()
    grab(window, folder / f"table-{theme.choice}.png")
    window.actions_by_id[ActionId.TABLE].trigger()
    window.shapes.open_split(engine.snapshot().routes[0].id)
    for dialog in window.findChildren(QWidget, "split"):
        grab(dialog, folder / f"split-{theme.choice}.png")
        dialog.close()
    canvas.deeds.deselect()
    engine.edit.remove_link("Lights")


def show_companions(window: MainWindow, folder: Path, theme: Theme) -> None:
    """Grab the windows beside the main one."""
    window.companions.open_settings()
    window.companions.open_help()
    for name in ("settings", "help"):
        for dialog in window.findChildren(QWidget, name):
            grab(dialog, folder / f"{name}-{theme.choice}.png")
    for dialog in window.findChildren(HelpWindow):
        for page in ("5-no-connection.md", ABOUT):
            dialog.open_page(page)
            grab(dialog, folder / f"{Path(page).stem}-{theme.choice}.png")


def main() -> int:
    """Grab the scenes in the theme given into the folder given."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    show_scenes(folder, Theme(application.styleHints(), sys.argv[2]))  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
