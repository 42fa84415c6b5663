"""The state of a whole MIDI stream: sixteen channels and the system commands (wire sheet 10.4)."""

from typing import Final

from app.media.state.channel import ChannelState
from app.media.state.sequencer import STATUSES as SEQUENCER_STATUSES
from app.media.state.sequencer import Sequencer
from app.media.state.timecode import Timecode, is_full_frame
from app.midi.messages import (
    ACTIVE_SENSING,
    QUARTER_FRAME,
    SONG_SELECT,
    SYSEX,
    SYSTEM_RESET,
    TUNE_REQUEST,
    is_reset,
)

SHORT_MODULUS: Final = 128
LONG_MODULUS: Final = 256


class StreamState:
    """What the commands of a stream have left behind. Counts (as chapters code them) survive resets."""

    def __init__(self) -> None:
        self.channels = tuple(ChannelState(number) for number in range(16))
        self.counts = {SYSTEM_RESET: 0, TUNE_REQUEST: 0, ACTIVE_SENSING: 0}
        self.song: int | None = None
        self.sequencer = Sequencer()
        self.timecode = Timecode()
        self.sysex_count = 0

    def apply(self, message: bytes, packet: int, ticks: int) -> None:
        """Apply a whole message that came in the packet with this extended number, at this RTP time."""
        status = message[0]
        if status < SYSEX:
            self.channels[status & 15].apply(message, packet, ticks)
        elif status in SEQUENCER_STATUSES:
            self.sequencer = self.sequencer.after(message)
        elif status == SYSEX:
            self._apply_sysex(message)
        elif status == QUARTER_FRAME:
            self.timecode = self.timecode.after(message)
        elif status == SONG_SELECT:
            self.song = message[1]
        else:
            self.counts[status] = (self.counts[status] + 1) % SHORT_MODULUS
            if status == SYSTEM_RESET:
                self.reset()

    def begin_sysex(self) -> None:
        """Count a SysEx, whole or not: `apply` is for what it does once it is whole."""
        self.sysex_count = (self.sysex_count + 1) % LONG_MODULUS

    def reset(self) -> None:
        """Apply a Reset State command to all but the counts (wire sheet 5, 9.2)."""
        for channel in self.channels:
            channel.reset()
        self.song = None
        self.sequencer = Sequencer()
        self.timecode = Timecode()

    def release(self) -> list[bytes]:
        """List the messages that let go of exactly what the stream holds, channel by channel."""
        return [message for channel in self.channels for message in channel.release()]

    def _apply_sysex(self, message: bytes) -> None:
        if is_full_frame(message):
            self.timecode = self.timecode.after(message)
        elif is_reset(message):
            self.reset()
