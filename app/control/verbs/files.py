"""The verbs that record endpoints, play files into them, and send and receive SysEx files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol, TypeVar

from app.control.ends import parse_end
from app.control.errors import RefusedError, RequestError
from app.control.naming import settle_end
from app.control.protocol import Request
from app.control.verbs.outcomes import saved, was_read
from app.control.verbs.values import Result, Verb
from app.engine.api import CAPTURE_SUFFIX, EngineApi
from app.midi.song import played_time
from app.model.endpoints import Endpoint

SONG_SUFFIXES: Final = (".mid", ".midi")
GAP_MS: Final = 60
"""Between two SysEx, where nothing else is asked for: what most devices of any age can follow."""


class _Numbered(Protocol):
    @property
    def id(self) -> int:
        """The number by which it is asked for."""


View = TypeVar("View", bound=_Numbered)


def _record(engine: EngineApi, request: Request) -> Result:
    file = request.text("file")
    return {"id": engine.takes.record(_end(engine, request, "from"), file), "file": file}


def _end_take(engine: EngineApi, request: Request) -> Result:
    number = _chosen(request, (each for each in engine.snapshot().recordings if not each.is_over), "take")
    engine.takes.stop_recording(number)
    return {"id": number}


async def _play(engine: EngineApi, request: Request) -> Result:
    file, end, begin = request.text("file"), _end(engine, request, "to"), request.number("position", 0.0)
    number = engine.takes.play(file, end, request.flag("loop"), begin, request.flag("sysex"))
    await was_read(engine, lambda: _of(engine.snapshot().playbacks, number), "play.failed")
    return {"id": number, "file": file}


def _pause(engine: EngineApi, request: Request) -> Result:
    number = _song(engine, request)
    engine.takes.pause(number, request.flag("paused"))
    return {"id": number}


def _seek(engine: EngineApi, request: Request) -> Result:
    number, position = _song(engine, request), request.number("position")
    length = _of(engine.snapshot().playbacks, number).length
    if length and position > length:
        raise RefusedError(
            f"The song ends at {played_time(length)}, so it cannot go on at {played_time(position)}."
        )
    engine.takes.seek(number, position, request.flag("sysex"))
    return {"id": number, "position": position}


def _loop(engine: EngineApi, request: Request) -> Result:
    number = _song(engine, request)
    engine.takes.loop(number, request.flag("loop"))
    return {"id": number}


def _stop(engine: EngineApi, request: Request) -> Result:
    number = _song(engine, request)
    engine.takes.stop(number)
    return {"id": number}


async def _send(engine: EngineApi, request: Request) -> Result:
    file, end = request.text("file"), _end(engine, request, "to")
    number = engine.sysex.send(file, end, request.whole("gap_ms", GAP_MS))
    await was_read(engine, lambda: _of(engine.snapshot().sendings, number), "sysex.file")
    return {"id": number, "file": file}


def _cancel(engine: EngineApi, request: Request) -> Result:
    going = (each for each in engine.snapshot().sendings if not each.is_over)
    number = _chosen(request, going, "SysEx file on its way")
    engine.sysex.cancel(number)
    return {"id": number}


def _receive(engine: EngineApi, request: Request) -> Result:
    return {"id": engine.sysex.receive(_end(engine, request, "from"))}


def _stop_receiving(engine: EngineApi, request: Request) -> Result:
    number = _dump(engine, request)
    engine.sysex.stop(number)
    return {"id": number}


async def _save(engine: EngineApi, request: Request) -> Result:
    number, file = _dump(engine, request), request.text("file")
    view = _of(engine.snapshot().receivings, number)
    await saved(lambda told: engine.sysex.save(number, file, told))
    return {"id": number, "file": file, "messages": view.messages, "octets": view.octets}


def _forget(engine: EngineApi, request: Request) -> Result:
    number = _dump(engine, request)
    engine.sysex.forget(number)
    return {"id": number}


async def _save_monitor(engine: EngineApi, request: Request) -> Result:
    file, packets = request.text("file"), request.flag("packets")
    suffix = Path(file).suffix.lower()
    if packets and suffix != CAPTURE_SUFFIX:
        raise RequestError(
            f"“{Path(file).name}” does not end in {CAPTURE_SUFFIX}, which network packets need."
        )
    if suffix not in (CAPTURE_SUFFIX, *SONG_SUFFIXES):
        raise RequestError(f"“{Path(file).name}” must end in .mid for a MIDI file or in .pcap for Wireshark.")
    await saved(lambda told: (engine.files.packets if packets else engine.files.all_rows)(file, told))
    return {"file": file}


def _end(engine: EngineApi, request: Request, key: str) -> Endpoint:
    return settle_end(engine.snapshot(), parse_end(request.text(key)))


def _song(engine: EngineApi, request: Request) -> int:
    return _chosen(request, (each for each in engine.snapshot().playbacks if not each.is_over), "song")


def _dump(engine: EngineApi, request: Request) -> int:
    return _chosen(request, engine.snapshot().receivings, "dump")


def _of(there: Iterable[View], number: int) -> View:
    return next(each for each in there if each.id == number)


def _chosen(request: Request, going: Iterable[_Numbered], what: str) -> int:
    """Give the id that is named, or that of the only one; raises RefusedError when that is none."""
    there = [each.id for each in going]
    if "id" not in request.values and len(there) == 1:
        return there[0]
    number = request.whole("id", 0)
    if number not in there:
        shown = ", ".join(map(str, there))
        raise RefusedError(f"There is no such {what}{f'; there is {shown}' if shown else ''}.")
    return number


FILES: Final[dict[str, Verb]] = {
    "take.record": _record,
    "take.end": _end_take,
    "song.play": _play,
    "song.pause": _pause,
    "song.seek": _seek,
    "song.loop": _loop,
    "song.stop": _stop,
    "dump.send": _send,
    "dump.cancel": _cancel,
    "dump.receive": _receive,
    "dump.stop": _stop_receiving,
    "dump.save": _save,
    "dump.forget": _forget,
    "monitor.save": _save_monitor,
}
