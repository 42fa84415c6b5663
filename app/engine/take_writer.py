"""The file of a take while it is recorded, written by a thread of its own.

What is held when a source goes, or when the take ends, ends in the file too. Until then it is a Standard MIDI File of
one track that is complete after every write: a power cut costs two seconds, not the evening. At the end it is replaced
by the same events parted into a track for each source and channel.
"""

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter_ns
from typing import Final, TypeAlias

from app.engine.phrases import Reason, reason_of
from app.engine.whole_file import write_whole
from app.midi.messages import SYSEX
from app.midi.smf import Track, compose, end_of_track, header, is_kept, tempo_track
from app.midi.sounding import Sounding

log = logging.getLogger("longwire.midi")

Heard: TypeAlias = tuple[int, int, bytes]
"""When it was played on the clock of `perf_counter_ns`, source id, message."""

WRITE_EVERY_S: Final = 0.25
SYNC_EVERY: Final = 8
"""Writes until the system is asked to put it on the disk for good: two seconds."""
PARTED_OCTETS: Final = 64 << 20
"""Kept in memory for parting into tracks: days of playing, a thousand bank dumps. A larger take stays in one track."""
PARTED_TRACKS: Final = 2000
"""More has no sequencer use for. Each name and channel makes one, and strangers who come and go have many names."""
TOGETHER: Final = 0
"""What Longwire ends by itself comes from nobody: this id."""
_LENGTH_AT: Final = len(header(0, 1)) + 4


class TakeWriter:
    """Records what `hear` gives into a file that is new; raises OSError when it cannot be made."""

    def __init__(
        self,
        file: Path,
        hear: Callable[[], Iterable[Heard]],
        name_of: Callable[[int], str],
        *,
        apart: bool = True,
    ) -> None:
        """`apart`: what one source holds is ended by that source only; else by whoever plays there."""
        self._path = file
        self._hear = hear
        self._name_of = name_of
        self._file = file.open("x+b", buffering=0)
        self._growing = tempo_track(file.stem)
        self._tracks: dict[str, Track] = {}
        self._parted_octets = 0
        self._apart = apart
        self._sounding: dict[int, Sounding] = {}
        self.gone: deque[int] = deque()
        """Sources that have gone, appended by any thread: nothing of theirs will come any more."""
        self._end = _LENGTH_AT + 4
        self._start_ns: int | None = None
        self._source: int | None = None
        self._writes = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="longwire-take", daemon=True)
        self.messages = 0
        self.nanoseconds = 0
        self.saving = False
        self.over = False
        self.reason: Reason | None = None
        """Why it ended by itself; any thread may read these plain values."""
        self._begin_file()

    def start(self) -> None:
        """Record from now on."""
        self._thread.start()

    def end(self) -> None:
        """Write what was heard until now and complete the file, meanwhile."""
        self._ended.set()

    def join(self, seconds: float) -> None:
        """Wait for the end."""
        self._thread.join(seconds)

    # -- the thread -------------------------------------------------------------------------------------------

    def _begin_file(self) -> None:
        try:
            self._file.write(header(0, 1) + b"MTrk\0\0\0\0")
            self._append()
        except OSError:
            self._file.close()
            self._path.unlink(missing_ok=True)
            raise

    def _run(self) -> None:
        try:
            while not self._ended.wait(WRITE_EVERY_S):
                self._take()
            self._take()
            self._end_notes(list(self._sounding))
        except OSError as error:
            log.warning("the take %s ends: %s", self._path, error)
            self.reason = reason_of(error)
        except Exception as error:  # the thread's boundary
            log.exception("a fault while recording")
            self.reason = str(error) or type(error).__name__
        finally:
            try:
                self._complete()
            finally:
                self.over = True

    def _take(self) -> None:
        for stamp_ns, source, message in self._hear():
            if is_kept(message):
                self._note(stamp_ns, source, message)
                self.messages += 1
                self._sounding.setdefault(source if self._apart else TOGETHER, Sounding()).feed(message)
        self._end_notes([self.gone.popleft() for _ in range(len(self.gone))])

    def _end_notes(self, sources: Iterable[int]) -> None:
        """End now what these hold, and write all there is."""
        for source in sources:
            sounding = self._sounding.pop(source, None)
            for message in sounding.release() if sounding is not None else ():
                self._note(perf_counter_ns(), source, message)
        if self._growing.octets:
            self._append()

    def _note(self, stamp_ns: int, source: int, message: bytes) -> None:
        if self._start_ns is None:
            self._start_ns = stamp_ns
        at_ns = max(0, stamp_ns - self._start_ns)
        name = self._name_of(source)
        if source != self._source:
            self._source = source
            self._growing.note_device(at_ns, name)
        self._growing.add(at_ns, message)
        self.nanoseconds = max(at_ns, self.nanoseconds)
        if self._is_parted():
            part = "SysEx" if message[0] == SYSEX else f"ch {(message[0] & 0x0F) + 1}"
            track = self._tracks.setdefault(f"{name} · {part}", Track(f"{name} · {part}"))
            track.add(at_ns, message)
            self._parted_octets += len(message) + 2

    def _is_parted(self) -> bool:
        return self._parted_octets <= PARTED_OCTETS and len(self._tracks) <= PARTED_TRACKS

    def _append(self) -> None:
        """Write the events and the end of the track in one go, and then how long the track is."""
        octets = bytes(self._growing.octets)
        self._growing.octets.clear()
        try:
            self._write_at(self._end, octets + end_of_track())
        except OSError:
            self._mend()
            raise
        self._end += len(octets)
        self._write_length()
        self._writes += 1
        if self._writes % SYNC_EVERY == 0:
            os.fsync(self._file.fileno())

    def _mend(self) -> None:
        """Part of the events may have been written: end the track where it ended before."""
        try:
            self._write_at(self._end, end_of_track())
            self._file.truncate(self._end + len(end_of_track()))
        except OSError as error:
            log.warning("the end of %s could not be written: %s", self._path, error)

    def _write_at(self, place: int, octets: bytes) -> None:
        self._file.seek(place)
        rest = memoryview(octets)
        while rest:
            rest = rest[self._file.write(rest) :]

    def _write_length(self) -> None:
        length = self._end + len(end_of_track()) - _LENGTH_AT - 4
        self._write_at(_LENGTH_AT, length.to_bytes(4, "big"))

    def _complete(self) -> None:
        self.saving = True
        try:
            self._file.close()
            if not self.messages:
                self._path.unlink(missing_ok=True)
            elif self.reason is None and self._is_parted():
                write_whole(self._path, compose([tempo_track(self._path.stem), *self._tracks.values()]))
        except OSError as error:  # it stays as it is: one track, and complete
            log.warning("the take %s could not be parted into tracks: %s", self._path, error)
