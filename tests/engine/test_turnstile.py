"""What a flood of strangers' packets leaves for the session core to judge."""

from app.engine.ticks import TICKS_PER_SECOND
from app.engine.turnstile import BURST, PER_SECOND, Turnstile

NOW = 5_000_000


def passed(turnstile: Turnstile, count: int, now: int, command: bytes = b"IN") -> int:
    return sum(turnstile.lets_in(command, now) for _ in range(count))


def test_a_burst_passes_then_so_many_a_second() -> None:
    turnstile = Turnstile()
    assert passed(turnstile, 10_000, NOW) == BURST
    assert passed(turnstile, 10_000, NOW + TICKS_PER_SECOND) == PER_SECOND
    assert passed(turnstile, 10_000, NOW + 1000 * TICKS_PER_SECOND) == BURST


def test_answers_pass_while_invitations_flood_whatever_else_comes() -> None:
    turnstile = Turnstile()
    for number in range(10_000):
        turnstile.lets_in(b"IN", NOW)
        turnstile.lets_in(number.to_bytes(2, "big"), NOW)
    assert [turnstile.lets_in(command, NOW) for command in (b"IN", b"XX", b"OK", b"NO", b"BY")] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_a_clock_that_stands_still_or_goes_back_gives_nothing() -> None:
    turnstile = Turnstile()
    passed(turnstile, BURST, NOW)
    assert passed(turnstile, 10, NOW - TICKS_PER_SECOND) == 0
