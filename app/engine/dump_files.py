"""SysEx files that are sent, and dumps that are received."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.engine.api import (
    CommandError,
    Phrase,
    Problem,
    Receiving,
    ReceivingChanged,
    Sending,
    SendingChanged,
    reason_of,
)
from app.engine.bus import Bus
from app.engine.ears import SourceEar
from app.engine.midi_thread import MidiThread
from app.engine.patchbay import Patchbay
from app.engine.play_orders import CancelDump, DumpMoved, SendDump
from app.engine.playbacks import read_small
from app.engine.ports import PortName
from app.engine.shelf import Shelf
from app.engine.ticks import TICKS_PER_MS
from app.engine.whole_file import write_whole
from app.midi.messages import SYSEX, SYSEX_LIMIT_OCTETS
from app.midi.syx import SyxError, read_syx
from app.model.endpoints import Endpoint, PortEnd

LARGEST_FILE = 64 << 20
"""The whole sample memory of most samplers."""
RECEIVED_OCTETS = 64 << 20
"""The same the other way round; more is not held in memory."""
CABLE_TICKS_PER_OCTET = 3.2
"""A MIDI cable passes 3125 octets a second. What is plugged into this computer often has one inside, and drops what
comes faster than its driver can hold."""


@dataclass(slots=True)
class _Dump:
    ear: SourceEar
    messages: list[bytes] = field(default_factory=list)


class DumpFiles:
    """Sends and receives SysEx. Belongs to the engine's loop; the MIDI thread keeps the pauses."""

    def __init__(self, thread: MidiThread, patchbay: Patchbay, bus: Bus, keyboard: int) -> None:
        self._thread = thread
        self._patchbay = patchbay
        self._keyboard = keyboard
        self._bus = bus
        self._dumps: dict[int, _Dump] = {}
        self.sendings: Shelf[Sending] = Shelf(
            lambda view: view.state != "sending", lambda view: bus.emit(SendingChanged(view))
        )
        self.receivings: Shelf[Receiving] = Shelf(
            lambda _view: False, lambda view: bus.emit(ReceivingChanged(view))
        )

    # -- sending ------------------------------------------------------------------------------------------------

    def send(self, number: int, file: str, destination: Endpoint, gap_ms: int) -> None:
        """Send every message of a file into an endpoint that is open."""
        messages = _messages_of(file)
        ids = self._patchbay.destinations(destination).ids
        if not ids:
            raise CommandError(Problem("command.nowhere"))
        slow = CABLE_TICKS_PER_OCTET if isinstance(destination, PortEnd) else 0.0
        size = sum(map(len, messages))
        self.sendings.put(number, Sending(number, destination, file, len(messages), size))
        self._thread.submit(SendDump(number, self._keyboard, ids, messages, gap_ms * TICKS_PER_MS, slow))

    def cancel(self, number: int) -> None:
        """Send no more of a file; one that has ended stays as it is."""
        self._thread.submit(CancelDump(number))

    def cancel_all(self) -> None:
        """Send no more of anything."""
        for view in self.sendings:
            if view.state == "sending":
                self.cancel(view.id)

    def report(self, report: DumpMoved) -> None:
        """Take how far a file is."""
        view = self.sendings.get(report.sending)
        if view is None:
            return
        self.sendings.put(
            view.id,
            replace(
                view,
                state=report.state,
                messages_sent=report.messages_sent,
                sent=report.octets_sent,
                reason=report.reason,
            ),
        )
        if report.reason is not None:
            params = {"file": view.file, "reason": report.reason}
            self._bus.raise_problem(Problem("sysex.file", params, {"file": view.file}))

    # -- receiving ----------------------------------------------------------------------------------------------

    def ports(self) -> Iterator[PortName]:
        """List the local inputs that must be open for dumps."""
        for view in self.receivings:
            if view.listening and isinstance(view.source, PortEnd):
                yield PortName(view.source.name, view.source.nth, "in")

    def receive(self, number: int, source: Endpoint) -> None:
        """Take what an endpoint plays of SysEx."""
        self._dumps[number] = _Dump(SourceEar(self._thread.router))
        self.receivings.put(number, Receiving(number, source))

    def stop(self, number: int) -> None:
        """Take no more; what came stays."""
        view = self.receivings.get(number)
        if view is not None and view.listening:
            self.tick()
            self._dumps[number].ear.close()
            view = self.receivings.get(number) or view
            self.receivings.put(number, replace(view, listening=False))

    def forget(self, number: int) -> None:
        """Take no more and keep nothing."""
        self.stop(number)
        self._dumps.pop(number, None)
        self.receivings.drop(number)

    def save(self, number: int, file: str) -> None:
        """Write what came into a file; raises CommandError."""
        dump = self._dumps.get(number)
        try:
            write_whole(Path(file), dump.messages if dump is not None else ())
        except OSError as error:
            raise CommandError(Problem("file.failed", {"file": file, "reason": reason_of(error)})) from error

    def tick(self) -> None:
        """Take what came since the last time."""
        for view in self.receivings:
            if view.listening:
                dump = self._dumps[view.id]
                dump.ear.ids = frozenset(self._patchbay.sources(view.source).ids)
                self.receivings.put(view.id, _taken(view, dump))

    def close(self) -> None:
        """Hear no more."""
        for dump in self._dumps.values():
            dump.ear.close()


def _taken(view: Receiving, dump: _Dump) -> Receiving:
    octets, full = view.octets, view.full
    for _, _, message in dump.ear.take():
        if message[0] != SYSEX:
            continue
        full = full or octets + len(message) > RECEIVED_OCTETS
        if not full:
            dump.messages.append(message)
            octets += len(message)
    return replace(view, messages=len(dump.messages), octets=octets, full=full)


def _messages_of(file: str) -> tuple[bytes, ...]:
    octets = read_small(file, LARGEST_FILE, "sysex.file")
    try:
        return read_syx(octets)
    except SyxError as error:
        reason = Phrase(f"syx.{error.code}", {"place": error.place, "limit": SYSEX_LIMIT_OCTETS})
        raise CommandError(Problem("sysex.file", {"file": file, "reason": reason})) from error
