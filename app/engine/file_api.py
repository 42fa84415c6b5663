"""The part of the front door behind which files are written, recorded and played; `api` gives it all out again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeAlias

from app.engine.phrases import Reason
from app.engine.problems import Problem
from app.model.endpoints import Endpoint

CAPTURE_SUFFIX: Final = ".pcap"
"""A file that is called so gets packets, any other a Standard MIDI File."""

RecordingState: TypeAlias = Literal["waiting", "recording", "saving", "done", "failed"]
PlaybackState: TypeAlias = Literal["reading", "playing", "paused", "done", "stopped", "failed"]
SendingState: TypeAlias = Literal["reading", "sending", "done", "cancelled", "failed"]
Told: TypeAlias = Callable[[Problem], None]
"""Gets the sentence that says what came of it, later and on the engine's loop."""


@dataclass(frozen=True, slots=True)
class MonitorRow:
    """One message on one hop. `time` is seconds since the epoch; `number` grows by one per row."""

    number: int
    time: float
    source: str
    destination: str
    message: bytes
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """A take of what an endpoint plays (of what is played into it, when it only receives).

    It is `waiting` until the first message, with which the file begins. `seconds` since then. `reason` when `failed`.
    """

    id: int
    source: Endpoint
    file: str
    state: RecordingState = "waiting"
    messages: int = 0
    seconds: float = 0.0
    reason: Reason | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes into its file."""
        return self.state in ("done", "failed")


@dataclass(frozen=True, slots=True)
class Playback:
    """A file that is played into an endpoint. Times in seconds of the file; `reason` when `failed`."""

    id: int
    destination: Endpoint
    file: str
    state: PlaybackState = "reading"
    position: float = 0.0
    length: float = 0.0
    loop: bool = False
    has_sysex: bool = False
    reason: Reason | None = None

    @property
    def is_over(self) -> bool:
        """Whether it plays no more."""
        return self.state in ("done", "stopped", "failed")


@dataclass(frozen=True, slots=True)
class Sending:
    """A SysEx file on its way into an endpoint; sizes in octets, 0 while it is `reading`. `reason` when `failed`."""

    id: int
    destination: Endpoint
    file: str
    messages: int = 0
    size: int = 0
    state: SendingState = "reading"
    messages_sent: int = 0
    sent: int = 0
    reason: Reason | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more of it is sent."""
        return self.state not in ("reading", "sending")


@dataclass(frozen=True, slots=True)
class Receiving:
    """SysEx that is being taken from an endpoint until it is stopped; `full` when no more could be held."""

    id: int
    source: Endpoint
    messages: int = 0
    octets: int = 0
    listening: bool = True
    full: bool = False


@dataclass(frozen=True, slots=True)
class RecordingChanged:
    """A take began, went on or ended."""

    recording: Recording


@dataclass(frozen=True, slots=True)
class PlaybackChanged:
    """A file begins to be played, goes on or ended."""

    playback: Playback


@dataclass(frozen=True, slots=True)
class SendingChanged:
    """A SysEx file begins to be sent, goes on or ended."""

    sending: Sending


@dataclass(frozen=True, slots=True)
class ReceivingChanged:
    """SysEx came, or no more is taken."""

    receiving: Receiving


FileEvent: TypeAlias = RecordingChanged | PlaybackChanged | SendingChanged | ReceivingChanged


class FileApi(Protocol):
    """Writing what the monitor holds, and what a window has to write: all of it aside, a disk may be slow."""

    def rows(self, rows: Sequence[MonitorRow], file: str, told: Told) -> None:
        """Write rows into a Standard MIDI File, or into a capture file when it is called .pcap."""

    def all_rows(self, file: str, told: Told) -> None:
        """Do so with all that the monitor holds."""

    def packets(self, file: str, told: Told) -> None:
        """Write the network packets of the last minutes, as they were sent and received, into a capture file."""

    def write(self, file: str, parts: Callable[[], Iterable[bytes]], told: Told) -> None:
        """Write what `parts` gives, which is called on another thread."""


class TakeApi(Protocol):
    """Recording endpoints into Standard MIDI Files, and playing such files into endpoints."""

    def record(self, source: Endpoint, file: str) -> int:
        """Record into a new file from now on; gives the id. CommandError when it cannot be made."""

    def stop_recording(self, recording: int) -> None:
        """End a take and complete its file; an ended one stays as it is."""

    def play(
        self, file: str, destination: Endpoint, loop: bool = False, begin: float = 0.0, sysex: bool = False
    ) -> int:
        """Play a file from `begin` on, as `seek` does; gives the id. CommandError when the endpoint is not there.

        What is wrong with the file is told later.
        """

    def pause(self, playback: int, paused: bool) -> None:
        """Hold a file where it is, what sounds is released; or go on, and what the pause put to rest is set again."""

    def seek(self, playback: int, position: float, sysex: bool = False) -> None:
        """Go on at a place, in seconds, having set what the file would have by then; a held one is held there.

        With `sysex` that begins with its SysEx, which take their time. An ended one stays as it is.
        """

    def loop(self, playback: int, loop: bool) -> None:
        """Begin anew at the end, or not."""

    def stop(self, playback: int) -> None:
        """Play no more and release exactly what sounds through it; an ended one stays as it is."""


class SysexApi(Protocol):
    """SysEx files into endpoints, and dumps from endpoints into files."""

    def send(self, file: str, destination: Endpoint, gap_ms: int) -> int:
        """Send every message of a file, with a pause after each; gives the id. CommandError when nobody is there.

        What is wrong with the file is told later.
        """

    def cancel(self, sending: int) -> None:
        """Send no more; a long message on its way is made void. An ended one stays as it is."""

    def receive(self, source: Endpoint) -> int:
        """Take the SysEx that an endpoint plays from now on; gives the id."""

    def stop(self, receiving: int) -> None:
        """Take no more; what came stays until `forget`."""

    def save(self, receiving: int, file: str, told: Told) -> None:
        """Write what has come by now into a file."""

    def forget(self, receiving: int) -> None:
        """Take no more and keep nothing."""
