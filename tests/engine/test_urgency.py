"""Real-time priority: of one thread only, and never a reason to fail."""

import os
import threading

import pytest

from app.engine.urgency import PRIORITY, make_urgent


def in_a_thread() -> tuple[bool, int, int]:
    told: list[tuple[bool, int, int]] = []

    def ask() -> None:
        urgent = make_urgent()
        told.append((urgent, os.sched_getscheduler(0), os.sched_getparam(0).sched_priority))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return told[0]


def test_the_thread_that_asks_gets_what_the_system_allows_and_no_other_thread_does() -> None:
    before = os.sched_getscheduler(0)
    urgent, policy, priority = in_a_thread()
    if urgent:
        assert (policy & ~os.SCHED_RESET_ON_FORK, priority) == (os.SCHED_RR, PRIORITY)
    else:
        assert policy == before
    assert os.sched_getscheduler(0) == before


@pytest.mark.parametrize("fault", [PermissionError("not you"), AttributeError("not here")])
def test_a_system_that_does_not_allow_it_or_has_no_such_thing_is_fine(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuse(*_: object) -> None:
        raise fault

    monkeypatch.setattr("os.sched_setscheduler", refuse)
    assert make_urgent() is False
