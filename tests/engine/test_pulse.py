from app.engine.pulse import PULSE_EVERY_NS, REPEAT_NS, RING_OCTETS, SILENCE_NS, Pulse, RingRoom

NOTE = 3
NOTE_IN_RING = 7


class Server:
    """Gives the pulse that is under way back when it is told to; `late` are others that come with it."""

    def __init__(self) -> None:
        self.sent: list[int] = []
        self.returns = False
        self.late: list[int] = []
        self.pulse = Pulse(self.sent.append, self._receive)
        self.now = 0

    def _receive(self) -> list[int]:
        returned = [*self.late, *(self.sent[-1:] if self.returns else ())]
        self.returns, self.late = False, []
        return returned

    def turn(self) -> None:
        """Let the pulse that is under way come back, and the next go out."""
        self.returns = True
        self.now += PULSE_EVERY_NS
        self.pulse.ask(self.now)


def test_the_next_pulse_leaves_when_the_last_is_back_and_not_too_soon() -> None:
    server = Server()
    server.pulse.ask(0)
    server.pulse.ask(PULSE_EVERY_NS)
    assert len(server.sent) == 1
    server.returns = True
    server.pulse.ask(PULSE_EVERY_NS)
    assert (len(server.sent), server.pulse.turn) == (2, 1)
    server.returns = True
    server.pulse.ask(PULSE_EVERY_NS + 1)
    assert (len(server.sent), server.pulse.turn) == (2, 2)


def test_a_pulse_that_was_lost_is_sent_again_and_the_server_goes_on() -> None:
    server = Server()
    server.pulse.ask(0)
    server.pulse.ask(REPEAT_NS - 1)
    assert len(server.sent) == 1
    server.pulse.ask(REPEAT_NS)
    assert len(set(server.sent)) == 2
    server.returns = True
    server.pulse.ask(SILENCE_NS + 1)
    assert not server.pulse.is_silent(SILENCE_NS + 1)
    assert server.pulse.turn == 1


def test_one_that_was_only_late_shows_life_but_no_turn() -> None:
    server = Server()
    server.pulse.ask(0)
    server.pulse.ask(REPEAT_NS)
    server.late = server.sent[:1]
    server.pulse.ask(SILENCE_NS)
    assert not server.pulse.is_silent(SILENCE_NS + 1)
    assert server.pulse.turn == 0, "what was written before the second may not be out yet"


def test_a_server_that_gives_nothing_back_has_stopped() -> None:
    server = Server()
    assert not server.pulse.is_silent(SILENCE_NS * 2)
    server.pulse.ask(0)
    assert not server.pulse.is_silent(SILENCE_NS)
    assert server.pulse.is_silent(SILENCE_NS + 1)
    server.turn()
    assert not server.pulse.is_silent(server.now + SILENCE_NS)


def fill(room: RingRoom) -> int:
    count = 0
    while room.take(NOTE):
        count += 1
    return count


def test_no_more_is_taken_than_the_ring_holds_until_a_full_turn_has_passed() -> None:
    server = Server()
    server.pulse.ask(0)
    room = RingRoom(server.pulse)
    full = RING_OCTETS // NOTE_IN_RING
    assert fill(room) == full
    server.turn()
    assert fill(room) == 0
    server.turn()
    assert fill(room) == full


def test_what_was_written_during_a_pulse_counts_until_the_next_is_back() -> None:
    server = Server()
    server.pulse.ask(0)
    room = RingRoom(server.pulse)
    assert room.take(RING_OCTETS // 2)
    server.turn()
    assert room.take(RING_OCTETS // 4)
    assert not room.take(RING_OCTETS // 2)
    server.turn()
    assert room.take(RING_OCTETS // 2)


def test_after_a_rest_there_is_all_the_room() -> None:
    server = Server()
    server.pulse.ask(0)
    room = RingRoom(server.pulse)
    fill(room)
    for _ in range(3):
        server.turn()
    assert fill(room) == RING_OCTETS // NOTE_IN_RING


def test_what_never_fits_is_never_taken() -> None:
    assert not RingRoom(Server().pulse).take(RING_OCTETS)
