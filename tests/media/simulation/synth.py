"""A device as a musician hears it, written from the MIDI specification and RP-015, not from app.media.

It hears what was sent (the truth) or what a receiver played, and two of them are compared.
"""

from dataclasses import dataclass, field

RESETS = {b"\x09\x00", b"\x09\x01", b"\x09\x03", b"\x0a\x01", b"\x0a\x02"}
DATA_LESS = (120, 121, 123, 124, 125, 127)


@dataclass
class Channel:
    notes: dict = field(default_factory=dict)
    controllers: dict = field(default_factory=dict)
    program: tuple | None = None
    bank: tuple = (None, 0)
    wheel: tuple = (0, 64)
    pressure: int | None = 0
    keys: dict = field(default_factory=dict)
    parameters: dict = field(default_factory=dict)
    selection: tuple | None = None
    msb: dict = field(default_factory=dict)

    def hear(self, kind, a, b):
        if kind == 0x90 and b:
            self.notes[a] = self.notes.get(a, 0) + 1
        elif kind in (0x80, 0x90):
            if self.notes.get(a, 0) > 1:
                self.notes[a] -= 1
            else:
                self.notes.pop(a, None)
        elif kind == 0xA0:
            self.keys[a] = b
            if not b:
                del self.keys[a]
        elif kind == 0xB0:
            self.control(a, b)
        elif kind == 0xC0:
            self.program = (a, *self.bank)
        elif kind == 0xD0:
            self.pressure = a
        elif kind == 0xE0:
            self.wheel = (a, b)

    def control(self, number, value):
        if number in (98, 99, 100, 101):
            self.select(number < 100, number % 2 == 1, value)
            return
        if number in (6, 38, 96, 97) and self.selection is not None:
            self.enter(number, value)
            return
        if number not in DATA_LESS:
            self.controllers[number] = value
        if number == 0:
            self.bank = (value, 0)
        elif number == 32 and self.bank[0] is not None:
            self.bank = (self.bank[0], value)
        elif number == 121:
            self.controllers.update({1: 0, 11: 127, 64: 0, 65: 0, 66: 0, 67: 0})
            self.selection, self.msb = None, {}
            self.wheel, self.pressure, self.keys = (0, 64), 0, {}
        elif number == 120 or number >= 123:
            self.notes.clear()
            self.pressure = (
                None  # no chapter tells it after an end of all notes, and no note is left to hear it
            )
            if number >= 124:
                self.controllers[number & ~1] = (number, value if number == 126 else 0)

    def select(self, nrpn, is_msb, value):
        if is_msb:
            self.msb[nrpn] = value
            self.selection = ("pending", nrpn, value)
            return
        msb = self.msb.get(nrpn, 127)
        self.selection = None if (msb, value) == (127, 127) else ("open", nrpn, msb, value)

    def enter(self, number, value):
        if self.selection[0] == "pending":
            self.selection = ("open", *self.selection[1:], 0)
        msb, lsb, clicks = self.parameters.get(self.selection, (None, None, 0))
        if number == 6:
            msb, lsb, clicks = value, None, 0
        elif number == 38:
            lsb, clicks = value, 0
        else:
            clicks += 1 if number == 96 else -1
        self.parameters[self.selection] = (msb, lsb, clicks)

    def elements(self):
        """Everything but notes, by name; what equals its default has no entry."""
        for number, value in self.controllers.items():
            if number != 32 or value:
                yield f"cc{number}", value
        for parameter, value in self.parameters.items():
            if value != (None, None, 0):
                yield f"parameter{parameter}", value
        yield from ((f"key{note}", value) for note, value in self.keys.items())
        yield "program", self.program
        yield "wheel", self.wheel
        yield "pressure", self.pressure
        yield "selection", self.selection


class Synth:
    def __init__(self):
        self.resets = 0
        self.clear()

    def clear(self):
        self.channels = {}
        self.sequencer = (False, 0, False)
        self.song = None
        self.quarters = []
        self.time = None

    def hear(self, message):
        status = message[0]
        if status < 0xF0:
            channel = self.channels.get(status & 15)
            if channel is None:
                channel = self.channels[status & 15] = Channel()
            channel.hear(status & 0xF0, message[1], message[2] if len(message) > 2 else 0)
        elif status == 0xFF or (message[1:2] == b"\x7e" and message[3:5] in RESETS and len(message) == 6):
            self.resets += 1
            self.clear()
        elif status in (0xF2, 0xF8, 0xFA, 0xFB, 0xFC):
            self.drive(status, message)
        elif status == 0xF3:
            self.song = message[1]
        elif status == 0xF1:
            self.hear_quarter(message[1] >> 4, message[1] & 15)
        elif message[1:2] == b"\x7f" and message[3:5] == b"\x01\x01":
            self.time, self.quarters = tuple(message[5:9]), []

    def drive(self, status, message):
        running, position, played = self.sequencer
        if status == 0xF2:
            position, played = 6 * (message[1] | message[2] << 7), False
        elif status == 0xFA:
            running, position, played = True, 0, False
        elif status != 0xF8:
            running = status == 0xFB
        elif running:
            position, played = position + played, True
        self.sequencer = (running, position, played)

    def hear_quarter(self, kind, nibble):
        """Only forward series are played here, from type 0 on."""
        self.quarters = [] if kind == 0 else self.quarters
        if kind == len(self.quarters):
            self.quarters = [*self.quarters, nibble]
        if len(self.quarters) == 8:
            f, s, m, h = (self.quarters[i] | self.quarters[i + 1] << 4 for i in (0, 2, 4, 6))
            seconds, frames = divmod(((h & 31) * 60 + m) * 60 * 25 + s * 25 + f + 2, 25)
            self.time = (h & 0x60 | seconds // 3600 % 24, seconds // 60 % 60, seconds % 60, frames)
            self.quarters = []

    def elements(self):
        """Everything but notes as one dictionary; what a channel that was never used has is left out."""
        found = {"sequencer": self.sequencer, "song": self.song, "time": self.time, "quarters": self.quarters}
        for number, channel in self.channels.items():
            for name, value in channel.elements():
                if value not in (None, (0, 64)) and not (value == 0 and name == "pressure"):
                    found[f"{number}.{name}"] = value
                elif name == "pressure" and value is None:
                    found[f"{number}.pressure"] = "any"
        return found

    def notes(self):
        return {
            (number, note): count
            for number, channel in self.channels.items()
            for note, count in channel.notes.items()
        }
