"""The files that are played into endpoints: a song is a source of its own with a cable that nobody sees."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from app.engine.api import Phrase, Playback, PlaybackChanged, Problem
from app.engine.bus import Bus
from app.engine.midi_thread import MidiThread
from app.engine.monitor import Monitor
from app.engine.origins import SONG, file_origin
from app.engine.phrases import Reason
from app.engine.play_orders import (
    EndPlaying,
    Events,
    Place,
    PlayingMoved,
    SeekPlaying,
    SetPlaying,
    StartPlaying,
)
from app.engine.ports import PortName
from app.engine.readings import Readings
from app.engine.shelf import Shelf
from app.engine.song_places import place_at
from app.engine.ticks import NS_PER_TICK, TICKS_PER_SECOND
from app.engine.whole_file import MEGABYTE, read_whole
from app.midi.messages import SYSEX
from app.midi.opening import Opening
from app.midi.song import SmfError, played_time, read_song
from app.model.endpoints import Endpoint, PortEnd

LARGEST_FILE = 2 * MEGABYTE
"""Half a million events, which take mido some seconds; whole operas need a tenth of it."""


@dataclass(frozen=True, slots=True)
class ExtraCable:
    """A cable that is in no patch: everything a source plays goes into an endpoint."""

    number: int
    source: int
    destination: Endpoint


@dataclass(frozen=True, slots=True)
class From:
    """Where to begin, in seconds, and whether the SysEx before that are sent first."""

    seconds: float = 0.0
    sysex: bool = False

    @property
    def ticks(self) -> int:
        """The same in ticks."""
        return max(0, round(self.seconds * TICKS_PER_SECOND))


@dataclass(frozen=True, slots=True)
class _Score:
    """A song that was read, and the place where it was to begin then."""

    events: Events
    length_ticks: int
    has_sysex: bool
    opening: Opening
    begin: From
    place: Place

    def at(self, begin: From) -> "_Score":
        """Find another place to begin at, the end at the most."""
        ticks = min(begin.ticks, self.length_ticks)
        return replace(self, begin=begin, place=place_at(self.events, ticks, sysex=begin.sysex))


@dataclass(slots=True)
class _Song:
    cable: ExtraCable
    begin: From
    paused: bool = False
    score: _Score | None = None
    """What the MIDI thread plays."""
    looking: bool = True
    """Whether the song, or a place in it, is being looked up."""


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
        self._songs: dict[int, _Song] = {}
        self._readings = Readings()
        self.views: Shelf[Playback] = Shelf(
            lambda view: view.is_over, lambda view: bus.emit(PlaybackChanged(view))
        )

    @property
    def cables(self) -> tuple[ExtraCable, ...]:
        """The cables of all songs that play."""
        return tuple(song.cable for song in self._songs.values())

    def ports(self) -> Iterator[PortName]:
        """List the local outputs that must be open for songs."""
        for cable in self.cables:
            if isinstance(cable.destination, PortEnd):
                yield PortName(cable.destination.name, cable.destination.nth, "out")

    def start(self, number: int, file: str, destination: Endpoint, begin: From, *, loop: bool) -> None:
        """Read a file and play it; what is wrong with it is told later."""
        source = self._monitor.add(file_origin(SONG, file))
        self._songs[number] = _Song(ExtraCable(self._next_id(), source, destination), begin)
        self.views.put(number, Playback(number, destination, file, position=begin.seconds, loop=loop))
        self._readings.read(
            lambda: _read(Path(file), begin), partial(self._found, number), partial(self._fail, number)
        )

    def change(self, number: int, *, paused: bool | None = None, loop: bool | None = None) -> None:
        """Hold a song or go on; loop or not. One that has ended stays as it is."""
        view, song = self.views.get(number), self._songs.get(number)
        if view is None or song is None:
            return
        if loop is not None:
            self.views.put(number, replace(view, loop=loop))
        if paused is not None:
            song.paused = paused
        if song.score is not None:
            self._thread.submit(SetPlaying(number, paused, loop))

    def seek(self, number: int, begin: From) -> None:
        """Go on elsewhere in a song, set up for it; of several places the last counts."""
        view, song = self.views.get(number), self._songs.get(number)
        if view is None or song is None:
            return
        song.begin = begin
        if song.score is not None and not song.looking:
            self._look_up(number, song, song.score)
        self.views.put(number, replace(view, position=min(begin.seconds, view.length or begin.seconds)))

    def stop(self, number: int) -> None:
        """Play no more and release what sounds; one that has ended stays as it is."""
        view = self.views.get(number)
        if view is not None and not view.is_over:
            self._end(replace(view, state="stopped"))

    def stop_all(self) -> None:
        """Play nothing any more."""
        for number in list(self._songs):
            self.stop(number)

    def close(self) -> None:
        """Read nothing any more."""
        self._readings.close()

    def report(self, report: PlayingMoved) -> None:
        """Take where a song is."""
        view, song = self.views.get(report.playback), self._songs.get(report.playback)
        if view is None or song is None:
            return
        if report.state == "done" and song.looking:
            song.score = None  # it was sent elsewhere before it ended, and begins anew there
        elif report.state == "done":
            self._end(replace(view, state="done", position=view.length))
        elif not song.looking:  # else it will soon be elsewhere
            position = report.position_ticks / TICKS_PER_SECOND
            self.views.put(view.id, replace(view, position=position, state=report.state))

    # -- inside -------------------------------------------------------------------------------------------------

    def _look_up(self, number: int, song: _Song, score: _Score) -> None:
        song.looking, begin = True, song.begin
        self._readings.read(
            lambda: score.at(begin), partial(self._found, number), partial(self._fail, number)
        )

    def _found(self, number: int, score: _Score) -> None:
        view, song = self.views.get(number), self._songs.get(number)
        if view is None or song is None:
            return  # stopped meanwhile
        if song.begin != score.begin:
            self._look_up(number, song, score)
            return
        song.looking = False
        if song.score is None:
            self._begin(view, song, score)
        else:
            self._thread.submit(SeekPlaying(number, score.place))

    def _begin(self, view: Playback, song: _Song, score: _Score) -> None:
        number, song.score = view.id, score
        self._rewire()
        source, length_ticks = song.cable.source, score.length_ticks
        start = StartPlaying(
            number, source, score.events, length_ticks, view.loop, score.place, score.opening
        )
        hold = (SetPlaying(number, paused=True),) if song.paused else ()
        self._thread.submit(start, *hold)
        length = length_ticks / TICKS_PER_SECOND
        self.views.put(number, replace(view, state="playing", length=length, has_sysex=score.has_sysex))

    def _fail(self, number: int, reason: Reason) -> None:
        view = self.views.get(number)
        if view is None or view.is_over:
            return
        self._end(replace(view, state="failed", reason=reason))
        self._bus.raise_problem(
            Problem("play.failed", {"file": view.file, "reason": reason}, {"file": view.file})
        )

    def _end(self, view: Playback) -> None:
        self._songs.pop(view.id, None)
        self._thread.submit(EndPlaying(view.id))
        self._rewire()
        self.views.put(view.id, view)


def _read(file: Path, begin: From) -> _Score:
    """Read a song; raises OSError with a phrase for what cannot be played."""
    try:
        song = read_song(read_whole(file, LARGEST_FILE))
    except SmfError as error:
        raise OSError(Phrase(f"midi_file.{error.code}", {"place": error.place})) from error
    if not song.events:
        raise OSError(Phrase("midi_file.silent"))
    length = -(-song.length_ns // NS_PER_TICK)
    if begin.ticks > length:
        times = {"end": played_time(length / TICKS_PER_SECOND), "place": played_time(begin.seconds)}
        raise OSError(Phrase("midi_file.short", times))
    events = tuple((at_ns // NS_PER_TICK, message) for at_ns, message in song.events)
    has_sysex = any(message[0] == SYSEX for _, message in events)
    opening = Opening(message for _, message in events)
    return _Score(events, length, has_sysex, opening, From(), Place()).at(begin)
