"""Local MIDI ports as the engine sees them, whatever library stands behind: names that last, and handles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

Direction: TypeAlias = Literal["in", "out"]
OnMessage: TypeAlias = Callable[[bytes, int], None]
"""Gets one whole message and its `perf_counter_ns` stamp, on a thread of the MIDI library."""


class PortError(OSError):
    """A port cannot be listed, opened or played; the text says why."""


@dataclass(frozen=True, slots=True, order=True)
class PortName:
    """A stable key: the name without what changes at every replug, and the ordinal among equal names from 1."""

    name: str
    nth: int
    direction: Direction


class InputHandle(Protocol):
    """An open input."""

    def close(self) -> None:
        """Give it back; no message comes after that."""


class OutputHandle(Protocol):
    """An open output with what its MIDI system can take (design 3, local outputs)."""

    max_octets: int
    octets_per_ms: float

    def send(self, message: bytes) -> None:
        """Send one whole message; raises PortError."""

    def close(self) -> None:
        """Give it back."""


class PortBackend(Protocol):
    """One MIDI system, or none; every failure is a PortError."""

    @property
    def name(self) -> str | None:
        """What people call it; None when there is no MIDI system."""

    def list(self) -> Sequence[PortName]:
        """List the ports of other programs and devices that are there now."""

    def open_input(self, port: PortName, on_message: OnMessage) -> InputHandle:
        """Open an input."""

    def open_output(self, port: PortName) -> OutputHandle:
        """Open an output."""

    def open_virtual_input(self, name: str, on_message: OnMessage) -> InputHandle:
        """Make a port that other programs play into."""

    def open_virtual_output(self, name: str) -> OutputHandle:
        """Make a port that plays to other programs."""


class NoMidi:
    """The MIDI system of a computer that has none: the network side works all the same."""

    name = None

    def __init__(self, reason: str = "") -> None:
        self.reason = reason

    def list(self) -> Sequence[PortName]:
        """There is nothing."""
        return ()

    def open_input(self, port: PortName, on_message: OnMessage) -> InputHandle:
        """Fail."""
        raise PortError("there is no MIDI system")

    def open_output(self, port: PortName) -> OutputHandle:
        """Fail."""
        raise PortError("there is no MIDI system")

    def open_virtual_input(self, name: str, on_message: OnMessage) -> InputHandle:
        """Fail."""
        raise PortError("there is no MIDI system")

    def open_virtual_output(self, name: str) -> OutputHandle:
        """Fail."""
        raise PortError("there is no MIDI system")
