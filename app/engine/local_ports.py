"""The MIDI ports of this computer: which there are, which are open because a cable uses them (session sheet 11)."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

from app.engine import api
from app.engine.api import PortChanged, Problem
from app.engine.bus import Bus
from app.engine.loopbacks import is_loopback
from app.engine.midi_thread import MidiThread
from app.engine.orders import CloseOutput, OpenOutput, Output
from app.engine.phrases import reason_of
from app.engine.ports import InputHandle, PortBackend, PortError, PortName
from app.model.patch import VirtualPort

log = logging.getLogger("longwire.midi")

POLL_S = 1.0
CLOSE_S = 3.0
"""WinMM may never come back from a close while SysEx arrives; the worker that does it is then left behind."""
RETRY_S = 5.0


class LocalPorts:
    """Lists, opens and closes ports on the main thread (CoreMIDI demands it); polls for plugged and unplugged ones."""

    def __init__(
        self, backend: PortBackend, thread: MidiThread, bus: Bus, next_id: Callable[[], int]
    ) -> None:
        self._backend = backend
        self._thread = thread
        self._bus = bus
        self._next_id = next_id
        self._ids: dict[PortName, int] = {}
        self._present: set[PortName] = set()
        self._own: set[PortName] = set()
        self._virtual: set[PortName] = set()
        self._inputs: dict[PortName, InputHandle] = {}
        self._outputs: set[PortName] = set()
        self._retry_at: dict[PortName, float] = {}
        self._polled_at = float("-inf")
        self._closing: list[threading.Thread] = []

    @property
    def system(self) -> str | None:
        """The name of the MIDI system; None when there is none."""
        return self._backend.name

    def views(self) -> tuple[api.Port, ...]:
        """Show every port that is or was there."""
        return tuple(self._view(name) for name in self._ids)

    def name_of(self, port: int) -> str:
        """Tell a port's name."""
        return next((name.name for name, number in self._ids.items() if number == port), "")

    def source(self, name: str, nth: int) -> int | None:
        """Give the id of an input that is open."""
        key = PortName(name, nth, "in")
        return self._ids.get(key) if key in self._inputs else None

    def destination(self, name: str, nth: int) -> int | None:
        """Give the id of an output that is open."""
        key = PortName(name, nth, "out")
        return self._ids.get(key) if key in self._outputs else None

    def loopbacks(self) -> dict[int, int]:
        """Give for each open output that certainly comes back the open input where it does."""
        pairs = (
            (name, PortName(name.name, name.nth, "in")) for name in self._outputs if is_loopback(name.name)
        )
        return {self._ids[name]: self._ids[back] for name, back in pairs if back in self._inputs}

    def follow(self, ports: Iterable[VirtualPort]) -> None:
        """Have the ports of our own that the patch names; those that are there already stay as they are."""
        own = {name for port in ports for name in _names(port)}
        gone, new = self._own - own, own - self._own
        self._own = own
        for name in sorted(gone, key=str):
            self._bus.clear_problem("midi.no_virtual", {"port": name.name})
            self._virtual.discard(name)
            self._present.discard(name)
            self._close(name)
            self._bus.emit(PortChanged(self._view(name)))
            del self._ids[name]  # what we took away ourselves is not shown as unplugged
        for name in sorted(new, key=str):
            self._make_virtual(name)
        if gone or new:
            self._polled_at = float("-inf")

    def poll(self, now: float, wanted: Iterable[PortName]) -> bool:
        """Look what is there and open what cables want; True when something changed."""
        if now - self._polled_at < POLL_S:
            return False
        self._polled_at = now
        return self._refresh() | self.use(wanted)

    def use(self, wanted: Iterable[PortName]) -> bool:
        """Have exactly the wanted ports open, as far as they are there; True when something changed."""
        wanted = set(wanted) & self._present
        opened = self._inputs.keys() | self._outputs
        changed = False
        for name in opened - wanted - self._virtual:
            self._close(name)
            changed = True
        for name in wanted - opened:
            changed |= self._try_open(name)
        return changed

    def returned(self, output: Output) -> None:
        """Close an output that the MIDI thread gave back."""
        self._close_aside(output.close)

    def close(self) -> None:
        """Give all inputs back and wait for those that are being closed; outputs come back from the MIDI thread."""
        for name in list(self._inputs):
            self._close(name)
        until = perf_counter() + CLOSE_S
        for worker in self._closing:
            worker.join(max(0.0, until - perf_counter()))
        self._backend.close()

    # -- inside -----------------------------------------------------------------------------------------------

    def _refresh(self) -> bool:
        try:
            listed = set(self._backend.list()) | self._virtual
        except PortError as error:
            log.warning("listing ports: %s", error)
            return False
        self._tell_server()
        gone, new = self._present - listed, listed - self._present
        self._present = listed
        for name in sorted(gone, key=str):
            self._close(name, gone=True)
            self._bus.emit(PortChanged(self._view(name)))
        for name in sorted(new, key=str):
            self._retry_at.pop(name, None)
            self._ids.setdefault(name, self._next_id())
            self._bus.emit(PortChanged(self._view(name)))
        return bool(gone or new)

    def _tell_server(self) -> None:
        missing = self._backend.missing_server
        if missing:
            self._bus.raise_problem(Problem("midi.server", {"name": missing}))
        else:
            self._bus.clear_problem("midi.server")

    def _view(self, name: PortName) -> api.Port:
        state: api.PortState = "added" if name in self._present else "removed"
        return api.Port(
            self._ids[name], name.name, name.nth, name.direction, state, virtual=name in self._virtual
        )

    def _try_open(self, name: PortName) -> bool:
        now = perf_counter()
        if self._retry_at.get(name, now) > now:
            return False
        about = {"port": name.name}
        try:
            self._open(name)
        except PortError as error:
            self._retry_at[name] = now + RETRY_S
            params = {"port": name.name, "reason": reason_of(error)}
            self._bus.raise_problem(Problem("midi.port_open", params, about))
            return False
        self._bus.clear_problem("midi.port_open", about)
        return True

    def _open(self, name: PortName) -> None:
        if name.direction == "in":
            self._inputs[name] = self._backend.open_input(name, self._listener(name))
        else:
            self._thread.submit(OpenOutput(self._ids[name], self._backend.open_output(name)))
            self._outputs.add(name)

    def _make_virtual(self, name: PortName) -> None:
        number = self._ids.setdefault(name, self._next_id())
        try:
            if name.direction == "in":
                self._inputs[name] = self._backend.open_virtual_input(name.name, self._listener(name))
            else:
                self._thread.submit(OpenOutput(number, self._backend.open_virtual_output(name.name)))
                self._outputs.add(name)
        except PortError as error:
            log.warning("virtual port %s: %s", name.name, error)
            self._bus.raise_problem(Problem("midi.no_virtual", {"port": name.name}, {"port": name.name}))
        else:
            self._virtual.add(name)

    def _listener(self, name: PortName) -> Callable[[bytes, int], None]:
        play, source = self._thread.play, self._ids.setdefault(name, self._next_id())
        return lambda message, stamp_ns: play(source, message, stamp_ns)

    def _close(self, name: PortName, *, gone: bool = False) -> None:
        if name in self._outputs:
            self._outputs.discard(name)
            self._thread.submit(CloseOutput(self._ids[name], gone))
        handle = self._inputs.pop(name, None)
        if handle is not None:
            self._close_aside(handle.close)

    def _close_aside(self, close: Callable[[], None]) -> None:
        worker = threading.Thread(target=close, name="longwire-close-port", daemon=True)
        self._closing = [each for each in self._closing if each.is_alive()] + [worker]
        worker.start()


def _names(port: VirtualPort) -> Iterator[PortName]:
    if port.direction != "out":
        yield PortName(port.name, 1, "in")
    if port.direction != "in":
        yield PortName(port.name, 1, "out")
