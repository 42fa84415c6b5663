"""Open ports of an RtMidi client. What RtMidi raises becomes a PortError here; RtMidi itself is not imported."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter_ns
from typing import Any, Final, TypeAlias

from app.engine.phrases import Phrase
from app.engine.polling import ArrivalClock, Poller
from app.engine.ports import Direction, OnMessage, PortBusyError, PortError
from app.engine.pulse import Pulse, RingRoom
from app.midi.stream import ByteParser

log = logging.getLogger("longwire.midi")

Midi: TypeAlias = Any  # rtmidi.MidiIn or rtmidi.MidiOut: the library has no types
NewClient: TypeAlias = Callable[[], Midi]

LONGEST_LABEL: Final = 60
"""JACK refuses names that are too long together with the client's."""

_FAULTS: Final = (
    OSError,
    ValueError,
    RuntimeError,
    TypeError,
    MemoryError,
)  # RtMidi's errors are kinds of these


@contextmanager
def contained(what: str) -> Iterator[None]:
    """Turn what RtMidi raises inside the block into a PortError."""
    try:
        yield
    except PortError:
        raise
    except _FAULTS as error:
        raise PortError(f"{what}: {error}") from error


def release(midi: Midi) -> None:
    """Close a client and free it at once; a fault on the way is logged: there is nothing more to be done."""
    try:
        with contained("closing"):
            midi.close_port()
            midi.delete()
    except PortError as error:
        log.warning("%s", error)


class PortHandle:
    """One open port, ours or another's; a client of its own, as RtMidi wants it."""

    direction: Direction

    def __init__(self, new_client: NewClient, forget: Callable[["PortHandle"], None]) -> None:
        self.label = ""
        self.virtual = False
        self._new_client = new_client
        self._forget = forget
        self._midi: Midi = None
        self._closed = False
        self._lock = threading.Lock()  # a client must not be freed under somebody who uses it

    def connect(self, index: int, name: str) -> None:
        """Open the port with that index in the list of the system."""
        midi = self._begin(name)
        midi.open_port(index, name=self.label)

    def announce(self, name: str) -> None:
        """Be a port of our own that is made when there is a server."""
        self.virtual, self.label = True, _labelled(name)

    def make_virtual(self, name: str) -> None:
        """Make a port of our own, or make it again on a new server."""
        self.virtual = True
        midi = self._begin(name)
        midi.open_virtual_port(self.label)

    def close(self) -> None:
        """Give it back; nothing comes after."""
        if self._closed:
            return
        self._closed = True
        self._end()
        self._replace(None)
        self._forget(self)

    def detach(self) -> None:
        """Let go of a MIDI system that has stopped; `close` or `make_virtual` follows."""
        self._replace(None)

    def _begin(self, name: str) -> Midi:
        self.label = _labelled(name)
        midi = self._new_client()
        self._replace(midi)
        return midi

    def _end(self) -> None:
        """Stop what goes on while it is open."""

    def _replace(self, midi: Midi) -> None:
        with self._lock:
            old, self._midi = self._midi, midi
        if old is not None:
            release(old)


class CalledInput(PortHandle):
    """An input that RtMidi calls back for, on a thread of its own."""

    direction = "in"

    def __init__(
        self, new_client: NewClient, forget: Callable[[PortHandle], None], on_message: OnMessage
    ) -> None:
        super().__init__(new_client, forget)
        self._on_message = on_message
        self._parser = ByteParser()

    def _begin(self, name: str) -> Midi:
        midi = super()._begin(name)
        midi.set_callback(self._called)
        return midi

    def _end(self) -> None:
        if self._midi is not None:
            self._midi.cancel_callback()

    def _called(self, event: tuple[list[int], float], _: object) -> None:
        stamp_ns = perf_counter_ns()
        if self._closed:
            return
        try:
            for message in self._parser.feed(bytes(event[0])):
                self._on_message(message, stamp_ns)
        except Exception:
            log.exception("a message from %s was lost", self.label)


class PolledInput(PortHandle):
    """An input that RtMidi queues for and the poller fetches from."""

    direction = "in"

    def __init__(
        self,
        new_client: NewClient,
        forget: Callable[[PortHandle], None],
        on_message: OnMessage,
        poller: Poller,
    ) -> None:
        super().__init__(new_client, forget)
        self._on_message = on_message
        self._poller = poller
        self._parser = ByteParser()
        self._clock = ArrivalClock()
        poller.add(self._fetch)

    def _end(self) -> None:
        self._poller.remove(self._fetch)

    def _fetch(self, now_ns: int) -> None:
        while (event := self._next_event()) is not None:
            octets, delta_s = event
            stamp_ns = self._clock.stamp(delta_s, now_ns)
            for message in self._parser.feed(bytes(octets)):
                self._on_message(message, stamp_ns)

    def _next_event(self) -> tuple[list[int], float] | None:
        with self._lock:
            if self._midi is None:
                return None
            event: tuple[list[int], float] | None = self._midi.get_message()
            return event


class Output(PortHandle):
    """An output; with a pulse it never sends what it would have to wait for (see `pulse`)."""

    direction = "out"

    def __init__(
        self,
        new_client: NewClient,
        forget: Callable[[PortHandle], None],
        max_octets: int,
        octets_per_ms: float,
    ) -> None:
        super().__init__(new_client, forget)
        self.max_octets = max_octets
        self.octets_per_ms = octets_per_ms
        self._pulse: Pulse | None = None
        self._room: RingRoom | None = None

    def reckon_with(self, pulse: Pulse) -> None:
        """Have the ring of this output watched from now on, while it is empty."""
        self._pulse, self._room = pulse, RingRoom(pulse)

    def send(self, message: bytes) -> None:
        """Send one whole message; PortBusyError when it had to wait, PortError when it cannot be sent at all."""
        with self._lock:
            if self._midi is None:
                raise PortError(f"{self.label} is closed")
            if self._room is not None and not self._room.take(len(message)):
                self._refuse()
            try:
                self._midi.send_message(message)
            except _FAULTS as error:
                raise PortError(f"{self.label}: {error}") from error

    def _refuse(self) -> None:
        if self._pulse is not None and self._pulse.is_silent(perf_counter_ns()):
            raise PortError(Phrase("midi.stopped"))
        raise PortBusyError(f"{self.label} takes nothing for the moment")


def _labelled(name: str) -> str:
    return " ".join(name.replace(":", " ").split())[:LONGEST_LABEL] or "port"
