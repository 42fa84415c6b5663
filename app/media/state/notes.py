"""Notes of a channel, counted as Chapters N and E count them (wire sheet 7.5, 7.6)."""


class HeldNote:
    """A note that is down. `count`: reference count of Chapter E; `struck` of these were really played."""

    __slots__ = ("count", "packet", "struck", "ticks", "velocity")

    def __init__(self, count: int, struck: int, velocity: int, packet: int, ticks: int) -> None:
        self.count = count
        self.struck = struck
        self.velocity = velocity
        self.packet = packet
        """Extended number of the packet of the latest NoteOn."""
        self.ticks = ticks
        """RTP time of the latest NoteOn, 32-bit."""


class NoteState:
    """The notes that are down, by note number."""

    __slots__ = ("held",)

    def __init__(self) -> None:
        self.held: dict[int, HeldNote] = {}

    def on(self, note: int, velocity: int, packet: int, ticks: int) -> None:
        """Apply a NoteOn with a velocity above 0."""
        held = self.held.get(note)
        if held is None:
            self.held[note] = HeldNote(1, 1, velocity, packet, ticks)
            return
        held.count += 1
        held.struck += 1
        held.velocity = velocity
        held.packet = packet
        held.ticks = ticks

    def off(self, note: int) -> None:
        """Apply a NoteOff, or a NoteOn with velocity 0."""
        held = self.held.get(note)
        if held is None:
            return
        if held.count == 1:
            del self.held[note]
            return
        held.count -= 1
        held.struck = max(0, held.struck - 1)

    def silence(self) -> None:
        """Apply CC120, CC123 to CC127, or a Reset State command."""
        self.held.clear()
