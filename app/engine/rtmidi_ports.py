"""MIDI ports through python-rtmidi, the only module that knows it (session sheet 11, design 3 "Local outputs").

No failure leaves this module but as `PortError`. Note that `rtmidi.SystemError` is not the builtin one.
"""

import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter_ns
from typing import Final, TypeVar

import rtmidi

from app.engine.hush import hushed_stderr
from app.engine.phrases import Phrase
from app.engine.polling import Poller
from app.engine.port_handles import CalledInput, Midi, Output, PolledInput, PortHandle, contained, release
from app.engine.ports import (
    Direction,
    InputHandle,
    NoMidi,
    OnMessage,
    OutputHandle,
    PortBackend,
    PortError,
    PortName,
    name_ports,
    normalise,
)
from app.engine.pulse import Pulse

log = logging.getLogger("longwire.midi")

CLIENT: Final = "Longwire"
QUEUED_MESSAGES: Final = 8_192
"""What RtMidi keeps for a polled input: some seconds of the densest playing, while this program stands still."""
REVIVE_NS: Final = 5_000_000_000
"""How often a vanished JACK server is looked for: every attempt makes its library print five lines."""

_NEVER_NS: Final = 1 << 63
_PULSE_LABEL: Final = "pulse"
_PULSE: Final = 0xF3
"""Song select, whose value is the number of the pulse."""
_OTHERS_PULSE: Final = f"{CLIENT}:{_PULSE_LABEL}"
"""Another Longwire on the same JACK server: its pulse is nobody's instrument."""
_DIRECTIONS: Final[tuple[Direction, Direction]] = ("in", "out")
_Handle = TypeVar("_Handle", bound=PortHandle)


@dataclass(frozen=True, slots=True)
class _System:
    api: int
    max_octets: int
    octets_per_ms: float
    polled: bool = False
    server: str | None = None
    """What runs apart from the system and may come and go."""


_SYSTEMS: Final = {
    "core": _System(rtmidi.API_MACOSX_CORE, max_octets=65_535, octets_per_ms=48),
    # A send waits until the driver has taken all of it, with the interpreter lock: 16 kB are 5 s on a DIN cable.
    "winmm": _System(rtmidi.API_WINDOWS_MM, max_octets=16_000, octets_per_ms=48),
    # One event must fit the kernel's pool of 500 cells of 28 octets. USB MIDI takes 16 messages per millisecond.
    "alsa": _System(rtmidi.API_LINUX_ALSA, max_octets=12_000, octets_per_ms=48),
    # RtMidi's ring holds 16 384 octets; a note takes 7 of it, and 2048 frames pass before it is emptied.
    "jack": _System(rtmidi.API_UNIX_JACK, max_octets=16_000, octets_per_ms=100, polled=True, server="JACK"),
}
"""In the order in which they are tried."""


def open_backend(api: str | None = None) -> PortBackend:
    """Open the MIDI system with that name, or the first that works; `NoMidi` with the reason if none does.

    One that was asked for by name and needs a server is waited for.
    """
    if api == "none":
        return NoMidi("MIDI is switched off")
    reasons = []
    for name in [api] if api else _SYSTEMS:
        system = _SYSTEMS.get(name)
        if system is None or system.api not in rtmidi.get_compiled_api():
            reasons.append(f"{name} is not available in this build")
            continue
        try:
            return RtMidiBackend(name, system, _Listing(system))
        except PortError as error:
            if api and system.server:
                return RtMidiBackend(name, system, None)
            reasons.append(f"{name}: {error}")
    log.info("no MIDI system: %s", "; ".join(reasons))
    return NoMidi("; ".join(reasons))


class RtMidiBackend:
    """One MIDI system of this computer. Ports of our own are not listed."""

    def __init__(self, name: str, system: _System, listing: "_Listing | None") -> None:
        """Without a `listing` the system's server does not run yet."""
        self.name = name
        self._system = system
        self._poller = Poller()
        self._open: dict[PortHandle, frozenset[str]] = {}  # and as what the system lists our end of it
        self._listing = listing
        self._attempt_at_ns = 0 if listing else perf_counter_ns() + REVIVE_NS
        self._has_untold_loss = False
        self._lock = threading.Lock()

    @property
    def missing_server(self) -> str | None:
        """What the server is called, while it does not run."""
        return self._system.server if self._listing is None else None

    def list(self) -> Sequence[PortName]:
        """List the ports of others; nothing while the JACK server does not run.

        Nothing once, too, when it let go of us and had us again at once: what was open to others must be opened anew.
        """
        listing = self._living_listing()
        had_loss, self._has_untold_loss = self._has_untold_loss, False
        if listing is None or had_loss:
            return ()
        with contained("listing ports"):
            return [key for direction in _DIRECTIONS for _, key in self._foreign(listing, direction)]

    def open_input(self, port: PortName, on_message: OnMessage) -> InputHandle:
        """Open an input of another program or device."""
        return self._opened(self._input(on_message), port)

    def open_output(self, port: PortName) -> OutputHandle:
        """Open an output of another program or device."""
        return self._opened(self._output(), port)

    def open_virtual_input(self, name: str, on_message: OnMessage) -> InputHandle:
        """Make a port that other programs play into, as soon as there is a server."""
        return self._made(self._input(on_message), name)

    def open_virtual_output(self, name: str) -> OutputHandle:
        """Make a port that plays to other programs, as soon as there is a server."""
        return self._made(self._output(), name)

    def close(self) -> None:
        """Close what is still open, and the clients that list."""
        for port in self._open.copy():
            port.close()
        listing, self._listing = self._listing, None
        if listing is not None:
            listing.close()
        self._attempt_at_ns = _NEVER_NS

    def _input(self, on_message: OnMessage) -> CalledInput | PolledInput:
        if self._system.polled:
            return PolledInput(self._new_input, self._forget, on_message, self._poller)
        return CalledInput(self._new_input, self._forget, on_message)

    def _output(self) -> Output:
        return Output(self._new_output, self._forget, self._system.max_octets, self._system.octets_per_ms)

    def _new_input(self) -> Midi:
        return _new_input(self._system)

    def _new_output(self) -> Midi:
        return rtmidi.MidiOut(self._system.api, name=CLIENT)

    def _made(self, port: _Handle, name: str) -> _Handle:
        if self._living_listing() is not None:
            return self._opened(port, name)
        port.announce(name)
        with self._lock:
            self._open[port] = frozenset()
        return port

    def _opened(self, port: _Handle, target: PortName | str) -> _Handle:
        listing = self._living_listing()
        if listing is None:
            raise PortError(Phrase("midi.server", {"name": self._system.server}))
        try:
            with contained(str(target)):
                self._attach(port, target, listing)
        except PortError:
            port.close()
            raise
        return port

    def _attach(self, port: PortHandle, target: PortName | str, listing: "_Listing") -> None:
        seen_as: Direction = "out" if port.direction == "in" else "in"
        before = frozenset(listing.names(seen_as))
        if isinstance(target, str):
            port.make_virtual(target)
        else:
            port.connect(self._index(listing, target), target.name)
        new = frozenset(listing.names(seen_as)) - before
        if isinstance(port, Output) and listing.pulse is not None:
            port.reckon_with(listing.pulse)
        with self._lock:  # ports are closed by other threads
            if not self._open:
                self._poller.add(listing.ask)
            self._open[port] = frozenset(raw for raw in new if port.label in raw)

    def _index(self, listing: "_Listing", wanted: PortName) -> int:
        for index, key in self._foreign(listing, wanted.direction):
            if key == wanted:
                return index
        raise PortError(Phrase("midi.missing"))

    def _foreign(self, listing: "_Listing", direction: Direction) -> Iterable[tuple[int, PortName]]:
        own = listing.own.union(*self._open.copy().values())
        raw_names = [
            (index, raw)
            for index, raw in enumerate(listing.names(direction))
            if raw not in own and normalise(self.name, raw) != _OTHERS_PULSE
        ]
        keys = name_ports(self.name, [raw for _, raw in raw_names], direction)
        return zip((index for index, _ in raw_names), keys, strict=True)

    def _forget(self, port: PortHandle) -> None:
        with self._lock:
            was_open = self._open.pop(port, None) is not None
            if was_open and not self._open and self._listing is not None:
                self._poller.remove(self._listing.ask)

    # -- a server that goes and comes back ------------------------------------------------------------------

    def _living_listing(self) -> "_Listing | None":
        now = perf_counter_ns()
        if self._listing is not None:
            self._listing.ask(now)
            if self._listing.is_dead(now):
                self._lose(self._listing)
        if self._listing is None and now >= self._attempt_at_ns:
            self._attempt_at_ns = now + REVIVE_NS
            self._revive()
        return self._listing

    def _lose(self, listing: "_Listing") -> None:
        """Let go of everything: JACK's library frees what is left itself when it connects again."""
        log.warning("the %s server has gone", self.name)
        self._has_untold_loss = True
        self._poller.remove(listing.ask)
        self._listing = None
        listing.close()
        for port in self._open.copy():
            port.detach()

    def _revive(self) -> None:
        """Find the server again and make our own ports anew; others' are opened by whoever wants them."""
        try:
            listing = self._listing = _Listing(self._system)
        except PortError as error:
            log.info("%s: %s", self.name, error)
            return
        virtual = [port for port in self._open.copy() if port.virtual]
        self._open.clear()
        for port in virtual:
            try:
                with contained(port.label):
                    self._attach(port, port.label, listing)
            except PortError as error:
                log.warning("virtual port: %s", error)


class _Listing:
    """The two clients that list ports, on JACK joined by a pulse: they would never notice that the server died."""

    def __init__(self, system: _System) -> None:
        self.own: frozenset[str] = frozenset()
        self.pulse: Pulse | None = None
        with contained("no connection"), hushed_stderr():
            self._in = _new_input(system)
            self._out = rtmidi.MidiOut(system.api, name=CLIENT)
            if system.polled:
                self._start_pulse()

    def names(self, direction: Direction) -> list[str]:
        """List what the system calls the ports that play to us (`in`) or listen to us (`out`)."""
        client = self._in if direction == "in" else self._out
        return [name or "" for name in client.get_ports()]

    def ask(self, now_ns: int) -> None:
        """Keep the pulse going, where there is one."""
        if self.pulse is not None:
            self.pulse.ask(now_ns)

    def is_dead(self, now_ns: int) -> bool:
        """Tell whether the server has stopped."""
        return self.pulse is not None and self.pulse.is_silent(now_ns)

    def close(self) -> None:
        """Give both clients back."""
        self.pulse = None
        release(self._in)
        release(self._out)

    def _start_pulse(self) -> None:
        others = frozenset(self.names("in")) | frozenset(self.names("out"))
        self._out.open_virtual_port(_PULSE_LABEL)
        (ours,) = (name for name in self.names("in") if name not in others and _PULSE_LABEL in name)
        self._in.open_port(self.names("in").index(ours), name=_PULSE_LABEL)
        self.own = (frozenset(self.names("in")) | frozenset(self.names("out"))) - others
        self.pulse = Pulse(lambda number: self._out.send_message((_PULSE, number)), self._take_pulses)

    def _take_pulses(self) -> list[int]:
        numbers = []
        while (event := self._in.get_message()) is not None:
            numbers.append(event[0][-1])
        return numbers


def _new_input(system: _System) -> Midi:
    midi = rtmidi.MidiIn(system.api, name=CLIENT, queue_size_limit=QUEUED_MESSAGES)
    midi.ignore_types(sysex=False, timing=False, active_sense=False)
    return midi
