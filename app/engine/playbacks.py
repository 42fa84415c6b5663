"""The files that are played into endpoints: a song is a source of its own with a cable that nobody sees."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.engine.api import CommandError, Phrase, Playback, PlaybackChanged, Problem, reason_of
from app.engine.bus import Bus
from app.engine.midi_thread import MidiThread
from app.engine.monitor import Monitor
from app.engine.phrases import Reason
from app.engine.play_orders import EndPlaying, PlayingMoved, SetPlaying, StartPlaying
from app.engine.ports import PortName
from app.engine.shelf import Shelf
from app.engine.ticks import NS_PER_TICK, TICKS_PER_SECOND
from app.midi.smf import SmfError, Song, read_song
from app.model.endpoints import Endpoint, PortEnd

log = logging.getLogger("longwire.midi")

LARGEST_FILE = 4 << 20
"""A million events; whole operas need a tenth of it."""
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class ExtraCable:
    """A cable that is in no patch: everything a source plays goes into an endpoint."""

    number: int
    source: int
    destination: Endpoint


class Playbacks:
    """Plays songs. Belongs to the engine's loop; the MIDI thread keeps the time."""

    def __init__(
        self,
        thread: MidiThread,
        monitor: Monitor,
        bus: Bus,
        next_id: Callable[[], int],
        rewire: Callable[[], None],
    ) -> None:
        self._thread = thread
        self._monitor = monitor
        self._bus = bus
        self._next_id = next_id
        self._rewire = rewire
        self._cables: dict[int, ExtraCable] = {}
        self._reading: set[asyncio.Task[None]] = set()
        self._begin_paused: set[int] = set()
        self.views: Shelf[Playback] = Shelf(
            lambda view: view.is_over, lambda view: bus.emit(PlaybackChanged(view))
        )

    @property
    def cables(self) -> tuple[ExtraCable, ...]:
        """The cables of all songs that play."""
        return tuple(self._cables.values())

    def ports(self) -> Iterator[PortName]:
        """List the local outputs that must be open for songs."""
        for cable in self._cables.values():
            if isinstance(cable.destination, PortEnd):
                yield PortName(cable.destination.name, cable.destination.nth, "out")

    def start(self, number: int, file: str, destination: Endpoint, *, loop: bool) -> None:
        """Read a file and play it; raises CommandError when it cannot be read."""
        octets = read_small(file, LARGEST_FILE, "play.failed")
        source = self._next_id()
        self._monitor.name(source, Path(file).name)
        self._cables[number] = ExtraCable(self._next_id(), source, destination)
        self.views.put(number, Playback(number, destination, file, loop=loop))
        task = asyncio.ensure_future(self._read(number, source, octets))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    def change(self, number: int, *, paused: bool | None = None, loop: bool | None = None) -> None:
        """Hold a song or go on; loop or not. One that has ended stays as it is."""
        view = self.views.get(number)
        if view is None or view.is_over:
            return
        if loop is not None:
            self.views.put(number, replace(view, loop=loop))
        if view.state != "reading":
            self._thread.submit(SetPlaying(number, paused, loop))
        elif paused is not None:
            (self._begin_paused.add if paused else self._begin_paused.discard)(number)

    def stop(self, number: int) -> None:
        """Play no more and release what sounds; one that has ended stays as it is."""
        view = self.views.get(number)
        if view is not None and not view.is_over:
            self._end(replace(view, state="stopped"))

    def stop_all(self) -> None:
        """Play nothing any more."""
        for number in list(self._cables):
            self.stop(number)

    def close(self) -> None:
        """Read nothing any more."""
        for task in self._reading:
            task.cancel()

    def report(self, report: PlayingMoved) -> None:
        """Take where a song is."""
        view = self.views.get(report.playback)
        if view is None or view.is_over:
            return
        moved = replace(view, position=report.position_ticks / TICKS_PER_SECOND, state=report.state)
        if report.state == "done":
            self._end(replace(moved, position=view.length))
        else:
            self.views.put(view.id, moved)

    async def _read(self, number: int, source: int, octets: bytes) -> None:
        try:
            order = await asyncio.to_thread(lambda: _order(number, source, read_song(octets)))
        except SmfError as error:
            self._fail(number, Phrase(f"midi_file.{error.code}", {"detail": error.detail}))
            return
        except Exception as error:  # the task's boundary: a song must not be read for ever
            log.exception("a fault while reading a song")
            self._fail(number, str(error) or type(error).__name__)
            return
        if not order.events:
            self._fail(number, Phrase("midi_file.silent"))
        else:
            self._begin(order)

    def _begin(self, order: StartPlaying) -> None:
        number = order.playback
        view = self.views.get(number)
        if view is None or view.is_over:
            return  # stopped while it was read
        self._rewire()
        hold = (SetPlaying(number, paused=True),) if number in self._begin_paused else ()
        self._thread.submit(replace(order, loop=view.loop), *hold)
        self.views.put(number, replace(view, state="playing", length=order.length_ticks / TICKS_PER_SECOND))

    def _fail(self, number: int, reason: Reason) -> None:
        view = self.views.get(number)
        if view is None or view.is_over:
            return
        self._end(replace(view, state="failed", reason=reason))
        self._bus.raise_problem(
            Problem("play.failed", {"file": view.file, "reason": reason}, {"file": view.file})
        )

    def _end(self, view: Playback) -> None:
        self._cables.pop(view.id, None)
        self._begin_paused.discard(view.id)
        self._thread.submit(EndPlaying(view.id))
        self._rewire()
        self.views.put(view.id, view)


def _order(number: int, source: int, song: Song) -> StartPlaying:
    """Make the order for a song; a million events take so long that the loop must not do it."""
    events = tuple((at_ns // NS_PER_TICK, message) for at_ns, message in song.events)
    return StartPlaying(number, source, events, -(-song.length_ns // NS_PER_TICK), loop=False)


def read_small(file: str, most: int, code: str) -> bytes:
    """Read a file that the user chose; CommandError with that problem for one that is too large or unreadable."""
    try:
        with Path(file).open("rb") as opened:
            octets = opened.read(most + 1)
    except OSError as error:
        raise CommandError(Problem(code, {"file": file, "reason": reason_of(error)})) from error
    if len(octets) > most:
        reason = Phrase("file.large", {"limit": most // MEGABYTE})
        raise CommandError(Problem(code, {"file": file, "reason": reason}))
    return octets
