"""Worlds for the canvas: a studio evening, an empty house, a crowd."""

import time

from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Route
from tests.support.fake_engine import FakeEngine

STUDIO = "Studio"


def studio(engine: FakeEngine) -> FakeEngine:
    """Fill the world of the shared pictures: every look of a cable, every state of a peer."""
    engine.add_port("Keystation 49", "in")
    engine.add_port("Volca Keys", "out")
    for direction in ("in", "out"):
        engine.add_port("Longwire 1", direction, virtual=True)
    piano = engine.add_participant("Stage piano", rtt_ms=0.4)
    pc = engine.add_participant("Rehearsal PC", rtt_ms=2.1)
    mac = engine.add_participant("Loft Mac")
    engine.set_participant(mac, state="waiting", next_try=time.monotonic() + 3.5)
    engine.add_found("mioXL A3", "mioxl.local.")
    engine.add_found("Windows DAW", "desktop-7.local.", 5006)
    ends = {one.peer: PeerEnd(STUDIO, one.peer) for one in (piano, pc, mac)}
    for source, destination in (
        (PortEnd("Keystation 49"), ends["stage-piano"]),
        (ends["stage-piano"], PortEnd("Volca Keys")),
        (PortEnd("Longwire 1"), ends["rehearsal-pc"]),
        (ends["rehearsal-pc"], PortEnd("Longwire 1")),
        (KEYBOARD, ends["loft-mac"]),
        (ends["stage-piano"], MONITOR),
    ):
        engine.add_route(Route("", source, destination))
    return engine


def crowd(engine: FakeEngine, devices: int = 60, peers: int = 40, cables: int = 150) -> FakeEngine:
    """Fill a world with many of everything."""
    for number in range(devices):
        for direction in ("in", "out"):
            engine.add_port(f"Device {number}", direction)
    people = [engine.add_participant(f"Peer {number}", rtt_ms=0.5) for number in range(peers)]
    for number in range(cables):
        port = PortEnd(f"Device {number % devices}")
        peer = PeerEnd(STUDIO, people[(number * 7 + number // devices) % peers].peer)
        engine.add_route(Route("", port, peer))
    return engine


def troubled(engine: FakeEngine) -> FakeEngine:
    """Fill a world with long names and everything that can go wrong."""
    long = "Native Instruments Komplete Kontrol S61 MK3 Hauptklaviatur unten"
    keys = engine.add_port(long, "in")
    engine.add_port(long, "out")
    engine.add_port(long, "in", nth=2)
    gone = engine.add_port("Alter Synthesizer", "out")
    engine.set_port(gone, state="removed")
    people = {}
    for state in ("connected", "inviting", "silent", "waiting", "refused", "left", "lost"):
        name = f"{state.title()} Musikschulrechner im großen Probenraum"
        people[state] = engine.add_participant(name, peer=state)
        engine.set_participant(people[state], state=state, next_try=time.monotonic() + 8, rtt_ms=12.3)
    engine.add_found("Bühnenrechner der Musikhochschule Nord 1", "buehnenrechner-musikhochschule.local.")
    port = PortEnd(keys.name)
    engine.add_route(Route("", port, PeerEnd(STUDIO, "refused")))
    engine.add_route(Route("", PeerEnd(STUDIO, "connected"), PortEnd("Alter Synthesizer")))
    engine.add_route(Route("", PortEnd(keys.name, 2), SessionEnd(STUDIO), muted=True))
    engine.add_route(Route("", PeerEnd(STUDIO, "absent-friend"), MONITOR))
    engine.add_route(Route("", port, port))
    return engine
