"""What every chapter's repair works with: the record, what is known of the loss, and where the mending goes."""

from dataclasses import dataclass, field
from typing import Final

from app.media.state.channel import ChannelState
from app.media.state.stream import StreamState
from app.midi.messages import CONTROL_CHANGE

MAX_CLICKS: Final = 1024
"""Increments and decrements of one repair: a log may ask for 16 383 and a packet has room for hundreds of logs."""


@dataclass(slots=True)
class PeerHabits:
    """What a peer's packets have shown of how it writes journals (wire sheet 12); kept while the stream lasts."""

    sends_journal: bool = False
    journals_sysex: bool = False
    """It has sent Chapter X: a SysEx that is not in it lost nothing."""
    unordered_logs: bool = False
    """An S=0 log stood before an S=1 log: its lists are not oldest-first (macOS)."""
    counts_unplayed_clocks: bool = False
    """It coded D=0 where no F2 can locate: it never says D=1 (macOS)."""


@dataclass(slots=True)
class Loss:
    """One loss event as the packet that ends it shows it."""

    single: bool
    """Exactly one packet is missing, so that elements with S=1 cannot have changed."""
    packet: int
    """Extended number of the packet that ends the loss."""
    checkpoint: int
    """Extended number of the first packet that the journal covers."""
    ticks: int
    """Its RTP timestamp, 32-bit."""
    may_strike: bool
    """Whether a NoteOn with Y=1 is still worth playing: the packet was not late itself."""

    def skips(self, s: bool) -> bool:
        """Tell whether an element with this S bit cannot have changed in the loss (wire sheet 5.1)."""
        return self.single and s


@dataclass(slots=True)
class Repair:
    """A repair under way. Every message sent is applied to the record at once, and counted by its chapter."""

    state: StreamState
    habits: PeerHabits
    loss: Loss
    messages: list[bytes] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    clicks_left: int = MAX_CLICKS

    def send(self, chapter: str, message: bytes) -> None:
        """Play a message that mends what this chapter (its letter) told."""
        self.state.apply(message, self.loss.packet - 1, self.loss.ticks)
        self.messages.append(message)
        self.counts[chapter] = self.counts.get(chapter, 0) + 1

    def take_clicks(self, wanted: int) -> int:
        """Give how many of the wanted clicks may still be played."""
        granted = min(wanted, self.clicks_left)
        self.clicks_left -= granted
        return granted

    def control(self, chapter: str, channel: ChannelState, number: int, value: int) -> None:
        """Play a Control Change."""
        self.send(chapter, bytes((CONTROL_CHANGE | channel.number, number, value)))
