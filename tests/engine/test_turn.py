"""A turn sends everything first; what only helps the next one is done bit by bit, and only where nothing waits."""

import pytest

from app.engine.timers import Timers
from app.engine.turn import Timed, Turn


class Sender:
    """Sends at the end of a turn, and has something to prepare after it; all write into one diary."""

    def __init__(self, name: str, turn: Turn, diary: list[str]) -> None:
        self.name = name
        self._turn = turn
        self._diary = diary
        self.due: int | None = None
        self.passes_on_to: Sender | None = None

    def flush(self, now: int) -> None:
        self._diary.append(f"{self.name} sends at {now}")
        self._turn.at_leisure(self.prepare)
        if self.passes_on_to is not None:
            self._turn.touch(self.passes_on_to)

    def prepare(self, now: int) -> None:
        self._diary.append(f"{self.name} prepares at {now}")

    def get_timer(self) -> int | None:
        return self.due

    def handle_timer(self, now: int) -> None:
        raise AssertionError("nobody asked")


@pytest.fixture
def diary() -> list[str]:
    return []


@pytest.fixture
def timers() -> Timers[Timed]:
    return Timers()


@pytest.fixture
def turn(timers: Timers[Timed]) -> Turn:
    return Turn(timers)


def test_all_send_before_anybody_prepares(turn: Turn, diary: list[str]) -> None:
    for name in ("first", "second"):
        turn.touch(Sender(name, turn, diary))
    turn.flush(7)
    assert diary == ["first sends at 7", "second sends at 7"]


def test_leisure_is_used_one_work_at_a_time(turn: Turn, diary: list[str]) -> None:
    for name in ("first", "second"):
        turn.touch(Sender(name, turn, diary))
    turn.flush(7)
    del diary[:]
    turn.use_leisure(8)
    assert (diary, turn.has_work) == (["first prepares at 8"], True)
    turn.use_leisure(9)
    assert (diary[1:], turn.has_work) == (["second prepares at 9"], False)
    turn.use_leisure(10)
    assert len(diary) == 2


def test_who_sends_again_before_there_was_time_prepares_once(turn: Turn, diary: list[str]) -> None:
    sender = Sender("it", turn, diary)
    for now in (1, 2, 3):
        turn.touch(sender)
        turn.flush(now)
    del diary[:]
    turn.use_leisure(4)
    turn.use_leisure(5)
    assert diary == ["it prepares at 4"]


def test_who_is_touched_while_others_flush_is_flushed_too(turn: Turn, diary: list[str]) -> None:
    first, second = Sender("first", turn, diary), Sender("second", turn, diary)
    first.passes_on_to = second
    turn.touch(first)
    turn.flush(3)
    assert diary == ["first sends at 3", "second sends at 3"]


def test_a_flushed_one_is_asked_when_it_is_due(turn: Turn, timers: Timers[Timed], diary: list[str]) -> None:
    sender = Sender("it", turn, diary)
    sender.due = 50
    turn.touch(sender)
    assert timers.next_due() is None
    turn.flush(3)
    assert timers.next_due() == 50
