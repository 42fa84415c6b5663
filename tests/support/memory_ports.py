"""A MIDI system in memory: what is injected at an input's callback, and what comes to an output, with stamps."""

from collections.abc import Sequence
from time import perf_counter_ns

from app.engine.ports import InputHandle, OnMessage, OutputHandle, PortError, PortName


class MemoryInput:
    """An open input; `inject` is what RtMidi's callback thread does."""

    def __init__(self, on_message: OnMessage) -> None:
        self._on_message = on_message
        self.open = True

    def inject(self, message: bytes) -> int:
        """Hand a message in; gives its stamp."""
        stamp_ns = perf_counter_ns()
        if self.open:
            self._on_message(message, stamp_ns)
        return stamp_ns

    def close(self) -> None:
        self.open = False


class MemoryOutput:
    """An open output that keeps (stamp, message)."""

    max_octets = 65_536
    octets_per_ms = 100_000.0

    def __init__(self) -> None:
        self.heard: list[tuple[int, bytes]] = []
        self.open = True

    def send(self, message: bytes) -> None:
        if not self.open:
            raise PortError("closed")
        self.heard.append((perf_counter_ns(), message))

    def close(self) -> None:
        self.open = False

    @property
    def messages(self) -> list[bytes]:
        """What came, without the stamps."""
        return [message for _, message in self.heard]


class MemoryBackend:
    """Devices that are plugged and unplugged by changing `ports`."""

    name = "memory"
    missing_server: str | None = None

    def __init__(self, *ports: PortName) -> None:
        self.ports = list(ports)
        self.inputs: dict[str, MemoryInput] = {}
        self.outputs: dict[str, MemoryOutput] = {}

    def list(self) -> Sequence[PortName]:
        return tuple(self.ports)

    def open_input(self, port: PortName, on_message: OnMessage) -> InputHandle:
        self._check(port)
        return self.open_virtual_input(port.name, on_message)

    def open_output(self, port: PortName) -> OutputHandle:
        self._check(port)
        return self.open_virtual_output(port.name)

    def open_virtual_input(self, name: str, on_message: OnMessage) -> InputHandle:
        self.inputs[name] = MemoryInput(on_message)
        return self.inputs[name]

    def open_virtual_output(self, name: str) -> OutputHandle:
        self.outputs[name] = MemoryOutput()
        return self.outputs[name]

    def close(self) -> None:
        """There is nothing to give back."""

    def _check(self, port: PortName) -> None:
        if port not in self.ports:
            raise PortError("no such port")
