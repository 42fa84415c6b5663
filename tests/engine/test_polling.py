import threading

from app.engine.polling import LATEST_NS, ArrivalClock, Poller
from tests.support.logs import ExpectLog
from tests.support.waiting import wait_for

MS = 1_000_000


def test_the_spacing_of_messages_survives_a_late_fetch() -> None:
    clock = ArrivalClock()
    assert clock.stamp(0.0, 100 * MS) == 100 * MS
    assert [clock.stamp(0.001, 120 * MS) for _ in range(3)] == [101 * MS, 102 * MS, 103 * MS]


def test_no_message_is_stamped_in_the_future() -> None:
    clock = ArrivalClock()
    assert clock.stamp(0.0, 110 * MS) == 110 * MS  # fetched late: the clock is set too late at first
    assert clock.stamp(0.020, 121 * MS) == 121 * MS
    assert clock.stamp(0.020, 142 * MS) == 141 * MS


def test_a_clock_that_went_astray_is_set_anew() -> None:
    clock = ArrivalClock()
    clock.stamp(0.0, 0)
    assert clock.stamp(0.001, LATEST_NS * 3) == LATEST_NS * 3


def rounds(poller: Poller) -> list[int]:
    seen: list[int] = []
    poller.add(seen.append)
    return seen


def polling() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "longwire-poll"]


def test_a_poller_runs_while_there_is_somebody_to_ask() -> None:
    poller = Poller()
    first = rounds(poller)
    wait_for(lambda: len(first) > 2, "the first rounds")
    assert first == sorted(first)
    second = rounds(poller)
    wait_for(lambda: second, "a second one being asked")
    assert len(polling()) == 1
    poller.remove(first.append)
    wait_for(polling, "the thread going on")
    poller.remove(second.append)
    wait_for(lambda: not polling(), "the thread to end")
    third = rounds(poller)
    wait_for(lambda: third, "the thread beginning again")
    poller.remove(third.append)
    wait_for(lambda: not polling(), "the thread to end again")


def test_one_that_fails_is_left_alone_and_the_others_go_on(expect_log: ExpectLog) -> None:
    expect_log("a polled MIDI port failed and is left alone")
    poller = Poller()
    asked: list[int] = []

    def fail(now: int) -> None:
        asked.append(now)
        raise ValueError("broken driver")

    poller.add(fail)
    others = rounds(poller)
    wait_for(lambda: len(others) > 3, "rounds after the fault")
    poller.remove(others.append)
    wait_for(lambda: not polling(), "the thread to end")
    assert len(asked) == 1
