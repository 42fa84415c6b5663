"""The part of the fake engine that records, plays, sends and saves: commands are noted, what comes of them is told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.engine import api
from app.engine.problems import Problem
from app.engine.whole_file import write_whole
from app.model.endpoints import Endpoint

if TYPE_CHECKING:
    from tests.support.fake_engine import FakeEngine


class FakeFiles:
    """What there is of takes, songs and dumps; `set_...` lets time go on."""

    def __init__(self, engine: "FakeEngine") -> None:
        self._engine = engine
        self.recordings: dict[int, api.Recording] = {}
        self.playbacks: dict[int, api.Playback] = {}
        self.sendings: dict[int, api.Sending] = {}
        self.receivings: dict[int, api.Receiving] = {}
        self.refusal: api.Phrase | None = None
        """Why nothing can be written at the moment."""
        self.reads_slowly = False
        """Whether files that are played and sent from now on stay in state `reading`."""
        self.waiting: list[Callable[[], None]] | None = None
        """What a disk has yet to write; None for one that does so at once."""

    def written(self, file: str) -> Problem:
        """Say what came of writing a file."""
        if self.refusal is None:
            return Problem("file.saved", {"file": file})
        return Problem("file.failed", {"file": file, "reason": self.refusal})

    def views(self) -> dict[str, Any]:
        """Give what a snapshot shows of this."""
        return {
            name: tuple(getattr(self, name).values())
            for name in ("recordings", "playbacks", "sendings", "receivings")
        }

    def set_recording(self, number: int, **fields: Any) -> api.Recording:
        """Change a take."""
        view = self.recordings[number] = replace(self.recordings[number], **fields)
        self._engine.emit(api.RecordingChanged(view))
        return view

    def set_playback(self, number: int, **fields: Any) -> api.Playback:
        """Change a file that is played."""
        view = self.playbacks[number] = replace(self.playbacks[number], **fields)
        self._engine.emit(api.PlaybackChanged(view))
        return view

    def set_sending(self, number: int, **fields: Any) -> api.Sending:
        """Change a file that is sent."""
        view = self.sendings[number] = replace(self.sendings[number], **fields)
        self._engine.emit(api.SendingChanged(view))
        return view

    def set_receiving(self, number: int, **fields: Any) -> api.Receiving:
        """Change a dump that comes in."""
        view = self.receivings[number] = replace(self.receivings[number], **fields)
        self._engine.emit(api.ReceivingChanged(view))
        return view


class _Facet:
    """Notes its commands with the name of the facet in front."""

    def __init__(self, engine: "FakeEngine", name: str) -> None:
        self._engine = engine
        self._name = name

    def _note(self, verb: str, *values: Any) -> FakeFiles:
        self._engine._note(f"{self._name}.{verb}", *values)
        return self._engine.shelf


class FakeSavings(_Facet):
    """Implements `FileApi`."""

    def rows(self, rows: Sequence[api.MonitorRow], file: str, told: api.Told) -> None:
        told(self._note("rows", tuple(rows), file).written(file))

    def all_rows(self, file: str, told: api.Told) -> None:
        told(self._note("all_rows", file).written(file))

    def packets(self, file: str, told: api.Told) -> None:
        told(self._note("packets", file).written(file))

    def write(self, file: str, parts: Callable[[], Iterable[bytes]], told: api.Told) -> None:
        """Write it really, at once or when the disk answers."""
        shelf = self._note("write", file)

        def answer() -> None:
            try:
                write_whole(Path(file), parts())
            except OSError as error:
                told(Problem("file.failed", {"file": file, "reason": api.reason_of(error)}))
            else:
                told(Problem("file.saved", {"file": file}))

        if shelf.waiting is None:
            answer()
        else:
            shelf.waiting.append(answer)


class FakeTakes(_Facet):
    """Implements `TakeApi`."""

    def record(self, source: Endpoint, file: str) -> int:
        shelf, number = self._note("record", source, file), self._engine._next()
        shelf.recordings[number] = api.Recording(number, source, file)
        shelf.set_recording(number)
        return number

    def stop_recording(self, recording: int) -> None:
        self._note("stop_recording", recording).set_recording(recording, state="done")

    def play(
        self, file: str, destination: Endpoint, loop: bool = False, begin: float = 0.0, sysex: bool = False
    ) -> int:
        shelf, number = self._note("play", file, destination, loop, begin, sysex), self._engine._next()
        shelf.playbacks[number] = api.Playback(number, destination, file, position=begin, loop=loop)
        shelf.set_playback(number, **({} if shelf.reads_slowly else {"state": "playing", "length": 60.0}))
        return number

    def pause(self, playback: int, paused: bool) -> None:
        self._note("pause", playback, paused).set_playback(playback, state="paused" if paused else "playing")

    def seek(self, playback: int, position: float, sysex: bool = False) -> None:
        self._note("seek", playback, position, sysex).set_playback(playback, position=position)

    def loop(self, playback: int, loop: bool) -> None:
        self._note("loop", playback, loop).set_playback(playback, loop=loop)

    def stop(self, playback: int) -> None:
        self._note("stop", playback).set_playback(playback, state="stopped")


class FakeSysex(_Facet):
    """Implements `SysexApi`."""

    def send(self, file: str, destination: Endpoint, gap_ms: int) -> int:
        shelf, number = self._note("send", file, destination, gap_ms), self._engine._next()
        shelf.sendings[number] = api.Sending(number, destination, file)
        read = {"state": "sending", "messages": 3, "size": 12_288}
        shelf.set_sending(number, **({} if shelf.reads_slowly else read))
        return number

    def cancel(self, sending: int) -> None:
        self._note("cancel", sending).set_sending(sending, state="cancelled")

    def receive(self, source: Endpoint) -> int:
        shelf, number = self._note("receive", source), self._engine._next()
        shelf.receivings[number] = api.Receiving(number, source)
        shelf.set_receiving(number)
        return number

    def stop(self, receiving: int) -> None:
        self._note("stop", receiving).set_receiving(receiving, listening=False)

    def save(self, receiving: int, file: str, told: api.Told) -> None:
        self._note("save", receiving, file)
        told(self._engine.shelf.written(file))

    def forget(self, receiving: int) -> None:
        self._note("forget", receiving).receivings.pop(receiving, None)
