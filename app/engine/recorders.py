"""The takes that are being recorded, and those that were."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

from app.engine.api import CommandError, Problem, Recording, RecordingChanged, reason_of
from app.engine.bus import Bus
from app.engine.ears import DestinationEar, Ear, SourceEar
from app.engine.file_api import RecordingState
from app.engine.midi_thread import MidiThread
from app.engine.monitor import Monitor
from app.engine.origins import OURSELVES
from app.engine.patchbay import UNKNOWN, Patchbay
from app.engine.ports import PortName
from app.engine.shelf import Shelf
from app.engine.take_writer import TakeWriter
from app.model.endpoints import BuiltinEnd, Endpoint, PortEnd

TELL_EVERY_S = 0.25
GONE_S = 2.0
"""Who has gone is heard for so long: what it played is taken every quarter of a second. Strangers who come and go all
night must not make the list of those who are heard grow."""
END_S = 3.0
"""How long quitting waits for the last octets; what was written before is complete without."""


@dataclass(slots=True)
class _Take:
    ear: Ear
    writer: TakeWriter
    told_at: float = 0.0
    seen_at: dict[int, float] = field(default_factory=dict)

    def hear(self, ids: Iterable[int], now: float) -> None:
        """Hear these, and for a while who has gone: to the end of what it played."""
        self.seen_at |= dict.fromkeys(ids, now)
        gone = [each for each, at in self.seen_at.items() if now - at >= GONE_S]
        for each in gone:
            del self.seen_at[each]
        self.ear.ids = frozenset(self.seen_at)
        self.writer.gone.extend(gone)


class Recorders:
    """Records what endpoints play. Belongs to the engine's loop; the files are written by threads of their own."""

    def __init__(self, thread: MidiThread, monitor: Monitor, patchbay: Patchbay, bus: Bus) -> None:
        self._thread = thread
        self._monitor = monitor
        self._patchbay = patchbay
        self._bus = bus
        self._takes: dict[int, _Take] = {}
        self.views: Shelf[Recording] = Shelf(
            lambda view: view.is_over, lambda view: bus.emit(RecordingChanged(view))
        )

    def ports(self) -> Iterator[PortName]:
        """List the local inputs that must be open for takes."""
        for number, take in self._takes.items():
            view = self.views.get(number)
            if view is not None and isinstance(view.source, PortEnd) and isinstance(take.ear, SourceEar):
                yield PortName(view.source.name, view.source.nth, "in")

    def start(self, number: int, source: Endpoint, file: str, *, plays: bool) -> None:
        """Record what an endpoint plays, or what is played into it; raises CommandError."""
        ends = (self._patchbay.sources if plays else self._patchbay.destinations)(source)
        if ends == UNKNOWN:
            raise CommandError(Problem("take.nowhere"))
        router = self._thread.router
        ear: Ear = SourceEar(router) if plays else DestinationEar(router, self._thread.ring)
        ear.ids = frozenset(ends.ids)  # before the writer begins to listen
        try:
            writer = TakeWriter(Path(file), ear.take, self._name_of, apart=plays)
        except OSError as error:
            ear.close()
            raise CommandError(
                Problem("take.failed", {"file": file, "reason": reason_of(error)}, {"file": file})
            ) from error
        self._takes[number] = _Take(ear, writer)
        self.views.put(number, Recording(number, source, file))
        writer.start()

    def end(self, number: int) -> None:
        """Complete a take; one that has ended stays as it is."""
        take = self._takes.get(number)
        if take is not None:
            take.ear.close()
            take.writer.end()

    def tick(self) -> bool:
        """Follow who stands for each endpoint, and tell how far the takes are; True when one has ended."""
        now, ended = perf_counter(), False
        for number, take in list(self._takes.items()):
            view = self.views.get(number)
            assert view is not None
            find = self._patchbay.sources if isinstance(take.ear, SourceEar) else self._patchbay.destinations
            take.hear(find(view.source).ids, now)
            if take.writer.over:
                del self._takes[number]
                take.ear.close()
                ended = True
                self._tell_end(view, take.writer)
            elif now - take.told_at >= TELL_EVERY_S:
                take.told_at = now
                self.views.put(number, _updated(view, take.writer))
        return ended

    def end_all(self) -> None:
        """Complete every take and wait for it, within limits."""
        for number in list(self._takes):
            self.end(number)
        for take in self._takes.values():
            take.writer.join(END_S)

    def _name_of(self, source: int) -> str:
        return self._monitor.name_of(source) if source else OURSELVES

    def _tell_end(self, view: Recording, writer: TakeWriter) -> None:
        view = _updated(view, writer)
        self.views.put(
            view.id, replace(view, state="failed" if writer.reason else "done", reason=writer.reason)
        )
        if writer.reason is not None:
            params = {"file": view.file, "reason": writer.reason}
            self._bus.raise_problem(Problem("take.ended", params, {"file": view.file}))


def plays(source: Endpoint, ports: Iterator[PortName]) -> bool:
    """Tell whether an endpoint is recorded by what it plays: all do, but the monitor and what can only be played."""
    if isinstance(source, PortEnd):
        ways = {port.direction for port in ports if (port.name, port.nth) == (source.name, source.nth)}
        return ways != {"out"}
    return source != BuiltinEnd("monitor")


def _updated(view: Recording, writer: TakeWriter) -> Recording:
    state: RecordingState = "saving" if writer.saving else "recording" if writer.messages else "waiting"
    return replace(view, state=state, messages=writer.messages, seconds=writer.nanoseconds / 1e9)
