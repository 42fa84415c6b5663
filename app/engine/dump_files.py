"""SysEx files that are sent, and dumps that are received."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from app.engine.api import (
    CommandError,
    Phrase,
    Problem,
    Receiving,
    ReceivingChanged,
    Sending,
    SendingChanged,
    Told,
)
from app.engine.bus import Bus
from app.engine.ears import SourceEar
from app.engine.midi_thread import MidiThread
from app.engine.monitor import Monitor
from app.engine.origins import SYSEX_FILE, file_origin
from app.engine.patchbay import Patchbay
from app.engine.phrases import Reason
from app.engine.play_orders import CancelDump, DumpMoved, SendDump
from app.engine.ports import PortName
from app.engine.readings import Readings
from app.engine.savings import Savings, some
from app.engine.shelf import Shelf
from app.engine.ticks import CABLE_TICKS_PER_OCTET, TICKS_PER_MS
from app.engine.whole_file import MEGABYTE, read_whole
from app.midi.messages import SYSEX, SYSEX_LIMIT_OCTETS
from app.midi.syx import SyxError, read_syx
from app.model.endpoints import Endpoint, PortEnd

LARGEST_FILE = 64 * MEGABYTE
"""The whole sample memory of most samplers."""
RECEIVED_OCTETS = 64 * MEGABYTE
"""The same the other way round; more is not held in memory."""


@dataclass(slots=True)
class _Dump:
    ear: SourceEar
    messages: list[bytes] = field(default_factory=list)


class DumpFiles:
    """Sends and receives SysEx. Belongs to the engine's loop; the MIDI thread keeps the pauses."""

    def __init__(
        self,
        thread: MidiThread,
        patchbay: Patchbay,
        monitor: Monitor,
        savings: Savings,
        bus: Bus,
    ) -> None:
        self._thread = thread
        self._patchbay = patchbay
        self._monitor = monitor
        self._savings = savings
        self._bus = bus
        self._dumps: dict[int, _Dump] = {}
        self._readings = Readings()
        self.sendings: Shelf[Sending] = Shelf(
            lambda view: view.is_over, lambda view: bus.emit(SendingChanged(view))
        )
        self.receivings: Shelf[Receiving] = Shelf(
            lambda _view: False, lambda view: bus.emit(ReceivingChanged(view))
        )

    # -- sending ------------------------------------------------------------------------------------------------

    def send(self, number: int, file: str, destination: Endpoint, gap_ms: int) -> None:
        """Read a file and send every message of it into an endpoint that is open; what is wrong is told later."""
        if not self._patchbay.destinations(destination).ids:
            raise CommandError(Problem("command.nowhere"))
        self.sendings.put(number, Sending(number, destination, file))
        self._readings.read(
            lambda: _messages_of(Path(file)),
            partial(self._begin, number, gap_ms),
            partial(self._refuse, number),
        )

    def cancel(self, number: int) -> None:
        """Send no more of a file; one that has ended stays as it is."""
        view = self.sendings.get(number)
        if view is not None and view.state == "reading":
            self.sendings.put(number, replace(view, state="cancelled"))
        self._thread.submit(CancelDump(number))

    def cancel_all(self) -> None:
        """Send no more of anything."""
        for view in self.sendings:
            if not view.is_over:
                self.cancel(view.id)

    def report(self, report: DumpMoved) -> None:
        """Take how far a file is."""
        view = self.sendings.get(report.sending)
        if view is None:
            return
        counted = replace(view, messages_sent=report.messages_sent, sent=report.octets_sent)
        if report.reason is None:
            self.sendings.put(view.id, replace(counted, state=report.state))
        else:
            self._fail(counted, report.reason)

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

    def save(self, number: int, file: str, told: Told) -> None:
        """Write what has come by now into a file, and tell what came of it."""
        dump = self._dumps.get(number)
        messages = tuple(dump.messages) if dump is not None else ()
        self._savings.write(file, lambda: some(messages), told)

    def tick(self) -> None:
        """Take what came since the last time."""
        for view in self.receivings:
            if view.listening:
                dump = self._dumps[view.id]
                dump.ear.ids = frozenset(self._patchbay.sources(view.source).ids)
                self.receivings.put(view.id, _taken(view, dump))

    def close(self) -> None:
        """Hear no more, and read nothing any more."""
        self._readings.close()
        for dump in self._dumps.values():
            dump.ear.close()

    # -- inside -------------------------------------------------------------------------------------------------

    def _begin(self, number: int, gap_ms: int, messages: tuple[bytes, ...]) -> None:
        view = self.sendings.get(number)
        if view is None or view.is_over:
            return  # given up while it was read
        ids = self._patchbay.destinations(view.destination).ids
        slow = CABLE_TICKS_PER_OCTET if isinstance(view.destination, PortEnd) else 0.0
        size = sum(map(len, messages))
        self.sendings.put(number, replace(view, state="sending", messages=len(messages), size=size))
        source = self._monitor.add(file_origin(SYSEX_FILE, view.file))
        self._thread.submit(SendDump(number, source, ids, messages, gap_ms * TICKS_PER_MS, slow))

    def _refuse(self, number: int, reason: Reason) -> None:
        view = self.sendings.get(number)
        if view is not None and not view.is_over:
            self._fail(view, reason)

    def _fail(self, view: Sending, reason: Reason) -> None:
        self.sendings.put(view.id, replace(view, state="failed", reason=reason))
        params = {"file": view.file, "reason": reason}
        self._bus.raise_problem(Problem("sysex.file", params, {"file": view.file}))


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


def _messages_of(file: Path) -> tuple[bytes, ...]:
    """Read the messages of a file; raises OSError with a phrase for what is no SysEx file."""
    try:
        return read_syx(read_whole(file, LARGEST_FILE))
    except SyxError as error:
        reason = Phrase(f"syx.{error.code}", {"place": error.place, "limit": SYSEX_LIMIT_OCTETS})
        raise OSError(reason) from error
