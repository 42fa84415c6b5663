"""What the engine orders about files that are played and sent, and what the MIDI thread tells of them."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from app.engine.phrases import Reason
from app.midi.opening import Opening

Events: TypeAlias = tuple[tuple[int, bytes], ...]
"""A song as (ticks from its start, message), oldest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a song to go on, and what it has set by then: SysEx, which take their time, and the other messages."""

    ticks: int = 0
    sysex: tuple[bytes, ...] = ()
    settings: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class StartPlaying:
    """Play a song as a source of its own."""

    playback: int
    source: int
    events: Events
    length_ticks: int
    loop: bool
    place: Place = Place()
    opening: Opening = field(default_factory=Opening)


@dataclass(frozen=True, slots=True)
class SetPlaying:
    """Hold a song or go on, begin it anew at its end or not; None leaves that as it is."""

    playback: int
    paused: bool | None = None
    loop: bool | None = None


@dataclass(frozen=True, slots=True)
class SeekPlaying:
    """Release what a song sounds and go on elsewhere in it, now or when it goes on at all."""

    playback: int
    place: Place


@dataclass(frozen=True, slots=True)
class EndPlaying:
    """Play no more of a song; what sounds through its cable is released with the cable."""

    playback: int


@dataclass(frozen=True, slots=True)
class SendDump:
    """Send SysEx messages into destinations, each when the one before has left and the gap is over.

    `ticks_per_octet` is added to the gap for what a MIDI cable behind the destination needs.
    """

    sending: int
    source: int
    destinations: tuple[int, ...]
    messages: tuple[bytes, ...]
    gap_ticks: int
    ticks_per_octet: float = 0.0


@dataclass(frozen=True, slots=True)
class CancelDump:
    """Send no more of these messages; a long one on its way is made void."""

    sending: int


PlayOrder: TypeAlias = StartPlaying | SetPlaying | SeekPlaying | EndPlaying | SendDump | CancelDump


@dataclass(frozen=True, slots=True)
class PlayingMoved:
    """Where a song is, in ticks from its start; told now and then, and at its end."""

    playback: int
    position_ticks: int
    state: Literal["playing", "paused", "done"]


@dataclass(frozen=True, slots=True)
class DumpMoved:
    """How many messages and octets of a dump have left; told now and then, and at its end."""

    sending: int
    messages_sent: int
    octets_sent: int
    state: Literal["sending", "done", "cancelled", "failed"]
    reason: Reason | None = None


PlayReport: TypeAlias = PlayingMoved | DumpMoved
