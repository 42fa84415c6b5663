"""The journal of one channel: its chapters in TOC order (wire sheet 6, 9.2)."""

from typing import Final

from app.media.history.chapter import NEVER
from app.media.history.controllers import ControllerHistory
from app.media.history.expression import PolyPressureHistory, PressureHistory, ProgramHistory, WheelHistory
from app.media.history.notes import NoteExtraHistory, NoteHistory
from app.media.history.parameters import ParameterHistory
from app.media.state.channel import SILENCERS
from app.media.state.parameters import ENTRIES, SELECTORS
from app.midi.messages import (
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    DEFAULT_RELEASE_VELOCITY,
    NOTE_OFF,
    NOTE_ON,
    PITCH_BEND,
    PROGRAM_CHANGE,
    RESET_CONTROLLERS,
)
from app.wire.journal import join_channel

_BANK: Final = frozenset((0, 32))


class ChannelHistory:
    """What the packets since the checkpoint changed on one channel."""

    def __init__(self, channel: int) -> None:
        self.latest = NEVER
        self._channel = channel
        self._program = ProgramHistory()
        self._controllers = ControllerHistory()
        self._parameters = ParameterHistory()
        self._wheel = WheelHistory()
        self._notes = NoteHistory()
        self._extras = NoteExtraHistory(self._notes)
        self._pressure = PressureHistory()
        self._poly_pressure = PolyPressureHistory()
        self._chapters = (
            self._program,
            self._controllers,
            self._parameters,
            self._wheel,
            self._notes,
            self._extras,
            self._pressure,
            self._poly_pressure,
        )
        self._settled = False
        self._valid = (NEVER, NEVER)
        self._octets: bytes | None = None

    def encode(self, number: int, checkpoint: int, ticks: int) -> bytes | None:
        """Give the channel journal for packet `number`; None when it is not needed, JournalTooLarge above 1023.

        Only for a channel whose `latest` is not before the checkpoint.
        """
        if self._settled and self._valid[0] <= checkpoint <= self._valid[1]:
            return self._octets
        octets: list[bytes | None] = []
        self._settled = True
        oldest = number
        for chapter in self._chapters:
            if chapter.latest < checkpoint:
                octets.append(None)
                continue
            octets.append(chapter.encode(number, checkpoint, ticks))
            self._settled = self._settled and chapter.settled
            oldest = min(oldest, chapter.oldest)
        self._valid = (checkpoint, oldest)
        self._octets = join_channel(self._channel, octets) if any(octets) else None
        return self._octets

    def record(self, message: bytes, number: int, ticks: int) -> None:
        """Take in a channel message that packet `number` carried for RTP time `ticks`."""
        self.latest = number
        self._settled = False
        kind = message[0] & 0xF0
        if kind == NOTE_ON and message[2]:
            self._extras.note(self._notes.on(message[1], message[2], number, ticks))
        elif kind == NOTE_ON:
            self._extras.note(self._notes.off(message[1], DEFAULT_RELEASE_VELOCITY, number))
        elif kind == NOTE_OFF:
            self._extras.note(self._notes.off(message[1], message[2], number))
        elif kind == CONTROL_CHANGE:
            self._control(message[1], message[2], number)
        else:
            self._express(kind, message, number)

    def reset(self) -> None:
        """Drop what codes earlier commands: a Reset State command."""
        self._settled = False
        for chapter in self._chapters:
            chapter.clear()

    def _express(self, kind: int, message: bytes, number: int) -> None:
        if kind == PITCH_BEND:
            self._wheel.move(message[1], message[2], number)
        elif kind == PROGRAM_CHANGE:
            self._program.change(message[1], number)
        elif kind == CHANNEL_PRESSURE:
            self._pressure.press(message[1], number)
        else:
            self._poly_pressure.press(message[1], message[2], number)

    def _control(self, controller: int, value: int, number: int) -> None:
        if controller in SELECTORS:
            self._parameters.select(controller, value, number)
            return
        if controller in ENTRIES and self._parameters.enter(controller, value, number):
            return
        self._controllers.set(controller, value, number)
        if controller in _BANK:
            self._program.state.select_bank(controller, value)
        elif controller == RESET_CONTROLLERS:
            self._reset_controllers()
        elif controller in SILENCERS:
            self._silence()

    def _reset_controllers(self) -> None:
        self._program.state.reset_controllers()
        self._controllers.state.reset_controllers()
        self._parameters.reset_controllers()
        for chapter in (self._wheel, self._pressure, self._poly_pressure):
            chapter.clear()

    def _silence(self) -> None:
        for chapter in (self._notes, self._extras, self._pressure):
            chapter.clear()
        self._poly_pressure.silence()
