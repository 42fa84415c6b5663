"""The options of MIDIMonster's rtpmidi backend, both versions of it, as parts of a patch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from app.config.monster_file import Option, Place
from app.model.checks import MAX_PORT, MAX_SSRC
from app.model.patch import EpnMode

Mode = str
DIRECT, APPLE = "direct", "apple"


@dataclass(slots=True)
class Globals:
    """What `[backend rtpmidi]` says."""

    mdns_name: str | None = None
    interfaces: list[str] = field(default_factory=list)
    notes: list[tuple[Place, str]] = field(default_factory=list)

    def take(self, option: Option) -> None:
        """Read one option. Raises PatchError."""
        match option.name:
            case "detect":
                if _one_of(option, ("on", "off")) == "on":
                    self._note(
                        option,
                        "Longwire prints the channel spec of each control that is moved with `longwire ctl detect`",
                    )
            case "mdns-name":
                self.mdns_name = _text(option)
            case "mdns-interface":
                self.interfaces.append(_text(option))
            case "mdns-bind":
                _host_port(option)
                self._note(
                    option, "has no effect: Longwire shares port 5353 with the system's mDNS responder"
                )
            case _:
                _refuse(option, ("detect", "mdns-name", "mdns-bind", "mdns-interface"))

    def _note(self, option: Option, text: str) -> None:
        self.notes.append((option.place, f"{option.name}: {text}"))


@dataclass(slots=True)
class Instance:
    """What `[rtpmidi NAME]` says. `bind_port` is as written: the port in direct mode, the data port in apple mode."""

    place: Place
    name: str
    mode: Mode | None = None
    ssrc: int | None = None
    peers: list[tuple[str, int]] = field(default_factory=list)
    bind_host: str = "::"
    bind_port: int = 0
    bind_place: Place | None = None
    learn: bool = False
    session: str | None = None
    invite: list[str] = field(default_factory=list)
    join: list[str] = field(default_factory=list)
    epn_tx: EpnMode = "full"

    def take(self, option: Option) -> None:
        """Read one option. Raises PatchError."""
        read = _READERS.get(option.name)
        if read is None:
            _refuse(option, tuple(_READERS))
        needed = _MODES.get(option.name)
        if needed is not None and self.mode != needed:
            option.place.fail(option.name, f"mode = {needed} before this option")
        read(self, option)

    def check(self) -> None:
        """Raise PatchError if there is no mode."""
        if self.mode is None:
            self.place.fail("mode", "mode = direct or mode = apple in every rtpmidi instance")


def _take_mode(instance: Instance, option: Option) -> None:
    instance.mode = _one_of(option, (DIRECT, APPLE))


def _take_ssrc(instance: Instance, option: Option) -> None:
    ssrc = _number(option)
    if ssrc is None or not 0 <= ssrc <= MAX_SSRC:
        option.place.fail("ssrc", "a 32-bit number: decimal, 0x hexadecimal or 0 octal", option.value)
    instance.ssrc = ssrc or None


def _take_peer(instance: Instance, option: Option) -> None:
    host, port = _host_port(option)
    if not port:
        option.place.fail("peer", "HOST PORT", option.value)
    instance.peers.append((host, port))


def _take_bind(instance: Instance, option: Option) -> None:
    if instance.mode is None:
        option.place.fail("bind", "mode = direct or mode = apple before this option")
    instance.bind_host, instance.bind_port = _host_port(option)
    instance.bind_place = option.place


def _take_learn(instance: Instance, option: Option) -> None:
    instance.learn = _one_of(option, ("true", "false")) == "true"


def _take_session(instance: Instance, option: Option) -> None:
    instance.session = _text(option)


def _take_invite(instance: Instance, option: Option) -> None:
    instance.invite.append(_text(option))


def _take_join(instance: Instance, option: Option) -> None:
    instance.join.append(_text(option))


def _take_epn_tx(instance: Instance, option: Option) -> None:
    instance.epn_tx = "short" if _one_of(option, ("full", "short")) == "short" else "full"


_READERS: Mapping[str, Callable[[Instance, Option], None]] = {
    "mode": _take_mode,
    "ssrc": _take_ssrc,
    "peer": _take_peer,
    "bind": _take_bind,
    "learn": _take_learn,
    "session": _take_session,
    "invite": _take_invite,
    "join": _take_join,
    "epn-tx": _take_epn_tx,
}
_MODES = {"learn": DIRECT, "session": APPLE, "invite": APPLE, "join": APPLE}
"""The mode that an option needs."""


def _refuse(option: Option, known: tuple[str, ...]) -> NoReturn:
    option.place.fail(option.name, f"one of the options {', '.join(known)}")


def _text(option: Option) -> str:
    if not option.value:
        option.place.fail(option.name, "a value")
    return option.value


def _one_of(option: Option, choices: tuple[str, ...]) -> str:
    if option.value not in choices:
        option.place.fail(option.name, " or ".join(choices), option.value)
    return option.value


def _number(option: Option) -> int | None:
    """Read a number as C does."""
    text = option.value.lower()
    base = 16 if text.startswith("0x") else 8 if text.startswith("0") and len(text) > 1 else 10
    digits = text.removeprefix("0x")
    try:
        return int(digits, base) if digits.isascii() and digits.isalnum() else None
    except ValueError:
        return None


def _host_port(option: Option) -> tuple[str, int]:
    """Read `HOST [PORT]`, separated by white space; 0 where there is no port."""
    words = option.value.split()
    port = words[1] if len(words) == 2 else "0"
    if not 1 <= len(words) <= 2 or not (port.isascii() and port.isdigit()) or int(port) > MAX_PORT:
        option.place.fail(option.name, "HOST PORT, separated by a space", option.value)
    return words[0], int(port)
