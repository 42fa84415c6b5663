"""Patches for tests: the example of the design, and hypothesis strategies that draw any valid patch."""

from pathlib import Path

from hypothesis import strategies as st

from app.model.endpoints import KEYBOARD, MONITOR, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import (
    Device,
    FoundPeer,
    Link,
    MapRule,
    Network,
    Patch,
    Peer,
    Route,
    Scene,
    Session,
    VirtualPort,
)

EXAMPLE = Path(__file__).parents[1] / "config" / "example.toml"

WORDS = st.sampled_from(
    [
        "Studio",
        "Hall 2",
        "Küche",
        "a",
        'quo"te',
        "back\\slash",
        "#hash",
        "[x]",
        "日本",
        "a.b",
        "tab\tin",
        "new\nline",
    ]
)
IDS = st.sampled_from(["r1", "r2", "r3", "stage-piano", "x y", "ü", "a.b"])
SPECS = st.sampled_from(["ch0.note9", "channel15.pressure1", "ch1.pitch", "ch2.nrpn900", "ch3.program"])
TYPES = st.sampled_from(["note", "cc", "program", "pitch", "sysex", "clock"])
HOSTS = st.sampled_from(["192.0.2.7:5004", "[2001:db8::7]:5006", "stage.local:1"])
STREAM = {
    "ssrc": st.none() | st.integers(1, 0xFFFF_FFFF),
    "journal": st.sampled_from(["auto", "on", "off"]),
    "epn_tx": st.sampled_from(["full", "short"]),
}
LISTEN = st.sampled_from([("*",), ("127.0.0.1",), ("::1", "192.0.2.7")])

NETWORKS = st.builds(
    Network,
    name=st.none() | WORDS,
    interfaces=st.lists(WORDS, max_size=2).map(tuple),
    hidden=st.lists(WORDS, max_size=2, unique=True).map(tuple),
)
SESSIONS = st.builds(
    Session,
    name=WORDS,
    port=st.integers(0, 32_767).map(lambda half: half * 2),
    listen=LISTEN,
    accept=st.sampled_from(["ask", "known", "anyone", "nobody"]),
    invite_all=st.booleans(),
    playout_ms=st.integers(0, 200),
    publish=st.booleans(),
    **STREAM,
)
LINKS = st.builds(
    Link,
    name=WORDS,
    port=st.integers(0, 65_535),
    listen=LISTEN,
    peers=st.lists(HOSTS, unique=True, max_size=2).map(tuple),
    learn=st.booleans(),
    marker=st.sampled_from(["rfc", "zero"]),
    **STREAM,
)
PORTS = st.builds(VirtualPort, name=WORDS, direction=st.sampled_from(["in", "out", "both"]))
DEVICES = st.builds(Device, name=WORDS, nickname=WORDS, nth=st.integers(1, 2))
FOUND = st.builds(FoundPeer, name=WORDS, nickname=WORDS)
RULES = st.builds(MapRule, source=SPECS, destination=SPECS)


@st.composite
def patches(draw: st.DrawFn) -> Patch:
    """Any patch in which every name leads somewhere."""
    sessions = draw(_some(SESSIONS, "name"))
    links = draw(_some(LINKS, "name"))
    peers = draw(_some(_peers([session.name for session in sessions]), "id"))
    ends = _ends(sessions, peers, links)
    routes = draw(_some(_routes(ends), "id"))
    return Patch(
        name=draw(st.just("") | WORDS),
        network=draw(NETWORKS),
        sessions=sessions,
        peers=peers,
        links=links,
        ports=draw(_some(PORTS, "name")),
        devices=draw(st.lists(DEVICES, max_size=3, unique_by=lambda one: (one.name, one.nth)).map(tuple)),
        found=draw(_some(FOUND, "name")),
        routes=routes,
        scenes=draw(_some(_scenes([route.id for route in routes], ends), "name")),
    )


def _some(one, key):
    return st.lists(one, max_size=3, unique_by=lambda value: getattr(value, key)).map(tuple)


def _peers(sessions):
    return st.builds(
        Peer,
        id=IDS,
        name=WORDS,
        address=st.none() | HOSTS,
        session=st.sampled_from([None, *sessions]),
        wanted=st.booleans(),
        access=st.sampled_from(["always", "never", "ask"]),
        last_address=st.none() | HOSTS,
        seen=st.none() | st.dates(),
    )


def _ends(sessions, peers, links):
    ends = [
        PortEnd("Keystation 49"),
        PortEnd("Synth", 2),
        *(SessionEnd(session.name) for session in sessions),
    ]
    ends += [PeerEnd(session.name, peer.id) for session in sessions for peer in peers]
    return ends + [LinkEnd(link.name) for link in links]


def _routes(ends):
    return st.builds(
        Route,
        id=IDS,
        source=st.sampled_from([*ends, KEYBOARD]),
        destination=st.sampled_from([*ends, MONITOR]),
        channels=st.lists(st.integers(1, 16), unique=True, max_size=3).map(tuple),
        types=st.lists(TYPES, unique=True, max_size=3).map(tuple),
        notes=st.none() | st.tuples(st.integers(0, 60), st.integers(60, 127)),
        transpose=st.integers(-127, 127),
        muted=st.booleans(),
        pass_others=st.booleans(),
        maps=st.lists(RULES, max_size=3).map(tuple),
        to_channel=st.none() | st.integers(1, 16),
        velocity_curve=st.sampled_from(["linear", "soft", "hard"]),
        velocity_range=st.tuples(st.integers(1, 64), st.integers(64, 127)),
    )


def _scenes(routes, ends):
    chosen = st.lists(st.sampled_from(routes), unique=True).map(tuple) if routes else st.just(())
    cue = st.just({}) | st.fixed_dictionaries(
        {
            "source": st.sampled_from([*ends, KEYBOARD]),
            "control": st.sampled_from(["ch0.program", "ch15.cc80"]),
            "value": st.integers(0, 127),
        }
    )
    return st.builds(lambda name, routes, cue: Scene(name, routes, **cue), name=WORDS, routes=chosen, cue=cue)
