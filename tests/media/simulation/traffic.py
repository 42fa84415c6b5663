"""Random commands of all kinds, close together in few channels, notes and controllers so that they collide."""

from random import Random

CONTROLLERS = (0, 32, 1, 33, 7, 11, 64, 64, 65, 66, 69, 68, 84, 122, 6, 38, 96, 97, 43, 11, 1)
MODES = (120, 121, 121, 123, 123, 124, 125, 126, 127)
PARAMETERS = ((False, 0, 0), (False, 0, 1), (True, 5, 3), (True, 1, 2))


class Traffic:
    """One source. `styles` decides per run which rare things happen."""

    def __init__(self, random: Random):
        self.random = random
        self.channels = random.sample(range(16), random.randint(1, 3))
        self.rare = random.random() < 0.5
        self.resets = random.random() < 0.3
        self.timecode = random.choice((None, None, "quarter", "full"))
        self.sensing = random.random() < 0.2
        self.big_sysex = random.random() < 0.2
        self.quarter = 0
        self.serial = 0
        self.selected = {}
        self.held = []

    def batch(self):
        size = self.random.choice((1, 1, 1, 2, 3, 6))
        return [message for _ in range(size) for message in self.some()]

    def some(self):
        random = self.random
        kind = random.random()
        if kind < 0.4:
            return [self.note()]
        if kind < 0.62:
            return [self.controller()]
        if kind < 0.74:
            return self.parameter()
        if kind < 0.82:
            return [self.expression()]
        if kind < 0.88:
            return self.program()
        if kind < 0.94:
            return [self.sequencer()]
        return self.system()

    def channel(self):
        return self.random.choice(self.channels)

    def note(self):
        random = self.random
        if self.held and random.random() < 0.55:
            channel, note = self.held.pop(random.randrange(len(self.held)))
            form = random.random()
            if form < 0.2:
                return bytes((0x90 | channel, note, 0))
            return bytes((0x80 | channel, note, 64 if form < 0.7 else random.randrange(128)))
        channel, note = self.channel(), random.randint(58, 66)
        self.held.append((channel, note))
        return bytes((0x90 | channel, note, random.choice((1, 64, 100))))

    def controller(self):
        random = self.random
        number = random.choice(CONTROLLERS)
        if self.rare and random.random() < 0.2:
            number = random.choice(MODES)
        channel = self.channel()
        if number == 121:
            self.selected[channel] = None  # no MSB is known any more, so an LSB alone would mean nothing
        return bytes((0xB0 | channel, number, random.choice((0, 0, 20, 64, 127, random.randrange(128)))))

    def parameter(self):
        random = self.random
        channel = self.channel()
        status = 0xB0 | channel
        nrpn, msb, lsb = random.choice(PARAMETERS)
        msb_number, lsb_number = (99, 98) if nrpn else (101, 100)
        form = random.random()
        if form < 0.35:
            self.selected[channel] = nrpn
            messages = [(msb_number, msb), (lsb_number, lsb)]
            messages += [(random.choice((6, 6, 38, 96, 97)), random.randrange(128))] * random.randrange(3)
        elif form < 0.45:
            self.selected[channel] = nrpn
            messages = [(msb_number, msb)]
        elif form < 0.55 and self.selected.get(channel) is not None:
            messages = [(98 if self.selected[channel] else 100, lsb)]
        elif form < 0.7:
            self.selected[channel] = None
            messages = [(msb_number, 127), (lsb_number, 127)]
        else:
            messages = [(random.choice((6, 38, 96, 97)), random.randrange(128))]
        if random.random() < 0.2:
            messages = messages[:1]
        return [bytes((status, number, value)) for number, value in messages]

    def expression(self):
        random = self.random
        channel = self.channel()
        kind = random.randrange(3)
        if kind == 0:
            return bytes((0xE0 | channel, random.choice((0, 0, 5)), random.choice((64, 64, 0, 127))))
        if kind == 1:
            return bytes((0xD0 | channel, random.choice((0, 30, 127))))
        return bytes((0xA0 | channel, random.randint(58, 66), random.choice((0, 30, 127))))

    def program(self):
        random = self.random
        channel = self.channel()
        bank = [
            bytes((0xB0 | channel, number, random.randrange(3)))
            for number in (0, 32)
            if random.random() < 0.4
        ]
        return [*bank, bytes((0xC0 | channel, random.randrange(4)))]

    def sequencer(self):
        random = self.random
        status = random.choice((0xF8, 0xF8, 0xF8, 0xF8, 0xFA, 0xFB, 0xFC, 0xF2))
        if status == 0xF2:
            return bytes((0xF2, random.randrange(4), random.randrange(2)))
        return bytes((status,))

    def system(self):
        random = self.random
        choice = random.random()
        if self.resets and choice < 0.15:
            self.selected = {}
            return [random.choice((b"\xff", b"\xf0\x7e\x7f\x09\x01\xf7", b"\xf0\x7e\x7f\x09\x03\xf7"))]
        if choice < 0.3:
            return [random.choice((bytes((0xF3, random.randrange(4))), b"\xf6"))]
        if self.sensing and choice < 0.5:
            return [b"\xfe"]
        if self.timecode and choice < 0.7:
            return self.mtc()
        return [self.sysex()]

    def mtc(self):
        if self.timecode == "full":
            return [bytes((0xF0, 0x7F, 0x7F, 1, 1, 0x21, self.random.randrange(3), 5, 6, 0xF7))]
        count = self.random.randint(1, 10)
        messages = []
        for _ in range(count):
            messages.append(bytes((0xF1, self.quarter << 4 | (0, 0, 3, 1, 5, 0, 1, 2)[self.quarter])))
            self.quarter = (self.quarter + 1) % 8
        return messages

    def sysex(self):
        self.serial += 1
        length = self.random.choice((0, 3, 20, 120))
        if self.big_sysex and self.random.random() < 0.4:
            length = self.random.choice((249, 250, 251, 600, 2000))
        return bytes((0xF0, 0x7D, self.serial >> 7, self.serial & 127, *[self.serial % 128] * length, 0xF7))
