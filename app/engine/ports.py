"""What a MIDI port is to the engine: stable names for what every system numbers anew, and who opens them.

A port is kept by its normalised name and its ordinal among equals, never by an index (session sheet 11).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeAlias

Direction: TypeAlias = Literal["in", "out"]
OnMessage: TypeAlias = Callable[[bytes, int], None]
"""Gets one whole message and the `perf_counter_ns` of its arrival, on a thread of the MIDI system."""

_ALSA_NUMBERS: Final = re.compile(r"\s\d+:\d+$")
_WINDOWS_INDEX: Final = re.compile(r"\s\d+$")
_JACK_COPY: Final = re.compile(r"-\d\d(?=:)")  # the second client called "synth" is "synth-01"
_BRIDGE_NUMBER: Final = re.compile(r"\s\[\d+\]")  # a2jmidid puts ALSA's client number in the name


class PortError(OSError):
    """A port cannot be listed, opened or written to; the text is for people."""


class PortBusyError(PortError):
    """The port takes nothing just now; the message was not sent and may be tried again in some milliseconds."""


@dataclass(frozen=True, slots=True, order=True)
class PortName:
    """A port as the patch knows it. `nth` counts from 1 among equals; `in` plays to us."""

    name: str
    nth: int
    direction: Direction


class InputHandle(Protocol):
    """An open input."""

    def close(self) -> None:
        """Give it back; no message comes after. May take long on a broken driver; calling it twice is fine."""


class OutputHandle(Protocol):
    """An open output, for one thread at a time."""

    max_octets: int
    octets_per_ms: float

    def send(self, message: bytes) -> None:
        """Send one whole message of at most `max_octets`; raises nothing but PortError."""

    def close(self) -> None:
        """Give it back. Nobody may be sending. Calling it twice is fine."""


class PortBackend(Protocol):
    """A MIDI system. `list` and the `open` methods belong to one thread (CoreMIDI demands it)."""

    @property
    def name(self) -> str | None:
        """What `--midi-api` calls it; None when there is no MIDI system."""

    @property
    def missing_server(self) -> str | None:
        """What the server is called that has to run and does not at the moment; it is looked for by every `list`."""

    def list(self) -> Sequence[PortName]:
        """List the inputs and outputs of others as they are now; PortError when that is impossible."""

    def open_input(self, port: PortName, on_message: OnMessage) -> InputHandle:
        """Open an input; PortError when it is not there or busy."""

    def open_output(self, port: PortName) -> OutputHandle:
        """Open an output; PortError when it is not there or busy."""

    def open_virtual_input(self, name: str, on_message: OnMessage) -> InputHandle:
        """Make a port that other programs play into; PortError where the system has none."""

    def open_virtual_output(self, name: str) -> OutputHandle:
        """Make a port that plays to other programs; PortError where the system has none."""

    def close(self) -> None:
        """Let go of the MIDI system, after all handles are closed; calling it twice is fine."""


class NoMidi:
    """The MIDI system of a computer without one; `reason` is for people."""

    name = None
    missing_server = None

    def __init__(self, reason: str = "there is no MIDI system") -> None:
        self.reason = reason

    def list(self) -> Sequence[PortName]:
        """List nothing."""
        return ()

    def open_input(self, port: PortName, on_message: OnMessage) -> InputHandle:
        """Refuse."""
        raise PortError(self.reason)

    def open_output(self, port: PortName) -> OutputHandle:
        """Refuse."""
        raise PortError(self.reason)

    def open_virtual_input(self, name: str, on_message: OnMessage) -> InputHandle:
        """Refuse."""
        raise PortError(self.reason)

    def open_virtual_output(self, name: str) -> OutputHandle:
        """Refuse."""
        raise PortError(self.reason)

    def close(self) -> None:
        """Nothing is held."""


def normalise(system: str, raw: str) -> str:
    """Strip from a port name what changes at every replug or start, and keep it readable."""
    name = " ".join(raw.split())
    if system == "alsa":
        return _without_repeated_client(_ALSA_NUMBERS.sub("", name))
    if system == "winmm":
        return _WINDOWS_INDEX.sub("", name)
    if system == "jack":
        return _BRIDGE_NUMBER.sub("", _JACK_COPY.sub("", name, count=1))
    return name


def name_ports(system: str, raw_names: Iterable[str], direction: Direction) -> list[PortName]:
    """Give each port its key, in the order of the system's list."""
    seen: Counter[str] = Counter()
    keys = []
    for raw in raw_names:
        name = normalise(system, raw)
        seen[name] += 1
        keys.append(PortName(name, seen[name], direction))
    return keys


def _without_repeated_client(name: str) -> str:
    client, colon, port = name.partition(":")
    return port if colon and port.startswith(client) else name
