"""The part of the fake engine that records, plays, sends and saves: commands are noted, what comes of them is told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.engine import api
from app.engine.problems import Problem
from app.model.endpoints import Endpoint

if TYPE_CHECKING:
    from tests.support.fake_engine import FakeEngine


class FakeFiles:
    """Implements `FileApi`, `TakeApi` and `SysexApi`; `set_...` lets time go on."""

    def __init__(self, engine: "FakeEngine") -> None:
        self._engine = engine
        self.recordings: dict[int, api.Recording] = {}
        self.playbacks: dict[int, api.Playback] = {}
        self.sendings: dict[int, api.Sending] = {}
        self.receivings: dict[int, api.Receiving] = {}

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

    # -- FileApi ---------------------------------------------------------------------------------------------

    def rows(self, rows: Sequence[api.MonitorRow], file: str, told: api.Told) -> None:
        self._engine._note("save_rows", tuple(rows), file)
        told(Problem("file.saved", {"file": file}))

    def packets(self, file: str, told: api.Told) -> None:
        self._engine._note("save_packets", file)
        told(Problem("file.saved", {"file": file}))

    # -- TakeApi ---------------------------------------------------------------------------------------------

    def record(self, source: Endpoint, file: str) -> int:
        self._engine._note("record", source, file)
        number = self._engine._next()
        self.recordings[number] = api.Recording(number, source, file)
        self.set_recording(number)
        return number

    def stop_recording(self, recording: int) -> None:
        self._engine._note("stop_recording", recording)
        self.set_recording(recording, state="done")

    def play(self, file: str, destination: Endpoint, loop: bool = False) -> int:
        self._engine._note("play_file", file, destination, loop)
        number = self._engine._next()
        self.playbacks[number] = api.Playback(number, destination, file, loop=loop)
        self.set_playback(number, state="playing", length=60.0)
        return number

    def pause(self, playback: int, paused: bool) -> None:
        self._engine._note("pause", playback, paused)
        self.set_playback(playback, state="paused" if paused else "playing")

    def loop(self, playback: int, loop: bool) -> None:
        self._engine._note("loop", playback, loop)
        self.set_playback(playback, loop=loop)

    # -- SysexApi, and what it shares with TakeApi -----------------------------------------------------------

    def stop(self, number: int) -> None:
        self._engine._note("stop", number)
        if number in self.playbacks:
            self.set_playback(number, state="stopped")
        else:
            self.set_receiving(number, listening=False)

    def send(self, file: str, destination: Endpoint, gap_ms: int) -> int:
        self._engine._note("send_sysex", file, destination, gap_ms)
        number = self._engine._next()
        self.sendings[number] = api.Sending(number, destination, file, 3, 12_288)
        self.set_sending(number)
        return number

    def cancel(self, sending: int) -> None:
        self._engine._note("cancel_sending", sending)
        self.set_sending(sending, state="cancelled")

    def receive(self, source: Endpoint) -> int:
        self._engine._note("receive_sysex", source)
        number = self._engine._next()
        self.receivings[number] = api.Receiving(number, source)
        self.set_receiving(number)
        return number

    def save(self, receiving: int, file: str) -> None:
        self._engine._note("save_sysex", receiving, file)

    def forget(self, receiving: int) -> None:
        self._engine._note("forget_sysex", receiving)
        self.receivings.pop(receiving, None)
