"""Values of a patch refuse what they cannot be, and say what they expected."""

from collections.abc import Callable

import pytest

from app.model.address import Address, join_host_port, split_host_port
from app.model.checks import FieldError
from app.model.endpoints import KEYBOARD, MONITOR, BuiltinEnd, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import (
    Link,
    MapRule,
    Network,
    Patch,
    Peer,
    Route,
    Scene,
    Session,
    VirtualPort,
    next_control_port,
)

WRONG: list[tuple[str, Callable[[], object]]] = [
    ("name", lambda: Network(name=" ")),
    ("interfaces", lambda: Network(interfaces=("eth0", ""))),
    ("name", lambda: Session("")),
    ("name", lambda: Session("ü" * 32)),
    ("port", lambda: Session("Studio", port=5005)),
    ("port", lambda: Session("Studio", port=-2)),
    ("port", lambda: Session("Studio", port=65_536)),
    ("listen", lambda: Session("Studio", listen=())),
    ("listen", lambda: Session("Studio", listen=("studio.local",))),
    ("accept", lambda: Session("Studio", accept="everyone")),  # type: ignore[arg-type]
    ("playout_ms", lambda: Session("Studio", playout_ms=201)),
    ("journal", lambda: Session("Studio", journal="yes")),  # type: ignore[arg-type]
    ("ssrc", lambda: Session("Studio", ssrc=0)),
    ("ssrc", lambda: Session("Studio", ssrc=1 << 32)),
    ("epn_tx", lambda: Session("Studio", epn_tx="long")),  # type: ignore[arg-type]
    ("id", lambda: Peer("", name="Piano")),
    ("name", lambda: Peer("piano")),
    ("address", lambda: Peer("piano", address="192.0.2.7")),
    ("session", lambda: Peer("piano", name="Piano", session="")),
    ("access", lambda: Peer("piano", name="Piano", access="yes")),  # type: ignore[arg-type]
    ("name", lambda: Link("", 9001)),
    ("port", lambda: Link("Lights", 65_536)),
    ("listen", lambda: Link("Lights", 9001, listen=("eth0",))),
    ("peers", lambda: Link("Lights", 9001, peers=("10.1.2.3",))),
    ("peers", lambda: Link("Lights", 9001, peers=("10.1.2.3:9001", "10.1.2.3:9001"))),
    ("marker", lambda: Link("Lights", 9001, marker="one")),  # type: ignore[arg-type]
    ("ssrc", lambda: Link("Lights", 9001, ssrc=-1)),
    ("name", lambda: VirtualPort("")),
    ("direction", lambda: VirtualPort("Longwire 1", direction="inout")),  # type: ignore[arg-type]
    ("from", lambda: MapRule("", "ch0.note1")),
    ("to", lambda: MapRule("ch0.note1", "")),
    ("from", lambda: Route("r1", MONITOR, MONITOR)),
    ("to", lambda: Route("r1", KEYBOARD, KEYBOARD)),
    ("channels", lambda: Route("r1", KEYBOARD, MONITOR, channels=(0,))),
    ("channels", lambda: Route("r1", KEYBOARD, MONITOR, channels=(17,))),
    ("channels", lambda: Route("r1", KEYBOARD, MONITOR, channels=(1, 1))),
    ("types", lambda: Route("r1", KEYBOARD, MONITOR, types=("notes",))),  # type: ignore[arg-type]
    ("types", lambda: Route("r1", KEYBOARD, MONITOR, types=("note", "note"))),
    ("notes", lambda: Route("r1", KEYBOARD, MONITOR, notes=(60, 36))),
    ("notes", lambda: Route("r1", KEYBOARD, MONITOR, notes=(0, 128))),
    ("transpose", lambda: Route("r1", KEYBOARD, MONITOR, transpose=128)),
    ("to_channel", lambda: Route("r1", KEYBOARD, MONITOR, to_channel=0)),
    ("to_channel", lambda: Route("r1", KEYBOARD, MONITOR, to_channel=17)),
    ("velocity_curve", lambda: Route("r1", KEYBOARD, MONITOR, velocity_curve="round")),  # type: ignore[arg-type]
    ("velocity_range", lambda: Route("r1", KEYBOARD, MONITOR, velocity_range=(0, 127))),
    ("velocity_range", lambda: Route("r1", KEYBOARD, MONITOR, velocity_range=(100, 99))),
    ("velocity_range", lambda: Route("r1", KEYBOARD, MONITOR, velocity_range=(1, 128))),
    ("name", lambda: Scene("")),
    ("routes", lambda: Scene("Ballad", routes=("r1", "r1"))),
    ("port", lambda: PortEnd("")),
    ("nth", lambda: PortEnd("Keystation", nth=0)),
    ("session", lambda: SessionEnd("")),
    ("session", lambda: PeerEnd("", "piano")),
    ("peer", lambda: PeerEnd("Studio", "")),
    ("link", lambda: LinkEnd("")),
    ("builtin", lambda: BuiltinEnd("speaker")),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("key", "make"), WRONG, ids=[f"{key}-{nth}" for nth, (key, _) in enumerate(WRONG)])
def test_a_wrong_value_names_its_key_and_what_was_expected(key: str, make: Callable[[], object]) -> None:
    with pytest.raises(FieldError) as caught:
        make()
    assert caught.value.key == key
    assert caught.value.expected in str(caught.value)


def test_the_edges_of_every_range_are_allowed() -> None:
    Session("S", port=0, playout_ms=200, ssrc=0xFFFF_FFFF, listen=("*",))
    Session("ü" * 31, port=65_534, playout_ms=0, ssrc=1, listen=("::1", "127.0.0.1", "fe80::1%eth0"))
    Peer("p", name="P")
    Peer("p", address="[fe80::1%eth0]:5004")
    Link("L", 0)
    Link("L", 65_535, peers=("lights.local:9001", "[2001:db8::1]:1"))
    Route("", KEYBOARD, MONITOR, channels=tuple(range(1, 17)), notes=(0, 127), transpose=-127)
    Route("r", KEYBOARD, MONITOR, notes=(60, 60), transpose=127)
    assert Patch().version == 1


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("192.0.2.7:5004", "192.0.2.7", 5004),
        ("stage.local:1", "stage.local", 1),
        ("[2001:db8::7]:65535", "2001:db8::7", 65_535),
        ("[fe80::1%eth0]:5004", "fe80::1%eth0", 5004),
    ],
)
def test_host_and_port_are_read_and_written(text: str, host: str, port: int) -> None:
    assert split_host_port(text) == (host, port)
    assert join_host_port(host, port) == text


@pytest.mark.parametrize(
    "text",
    ["", ":", "5004", "host", "host:", ":5004", "host:0", "host:65536", "host:five", "host:\u0665",
     "2001:db8::7:5004", "[host]:5004", "[::1]5004", "a b:5004", "[::1]:", "[]:1"],
)  # fmt: skip
def test_what_is_no_host_and_port_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        split_host_port(text)


def test_an_address_keeps_its_scope_at_another_port() -> None:
    assert Address("fe80::1", 5004, 3).with_port(5005) == Address("fe80::1", 5005, 3)
    assert str(Address("fe80::1", 5004, 3)) == "[fe80::1]:5004"
    assert str(Address("192.0.2.7", 5004)) == "192.0.2.7:5004"


def test_a_new_session_takes_the_port_that_no_other_asks_for():
    assert next_control_port(()) == 5004
    assert next_control_port((Session("A", 5004), Session("B", 5008), Session("C", 0))) == 5006
