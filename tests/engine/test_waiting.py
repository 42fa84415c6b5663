"""Waiting gives what can be read, comes back in time, and does not run in circles while nothing happens."""

import selectors
import socket
from collections.abc import Iterator
from time import perf_counter

import pytest

from app.engine.waiting import Waiting

SELECTORS = [selectors.DefaultSelector, selectors.SelectSelector]


@pytest.fixture(params=SELECTORS)
def selector(request: pytest.FixtureRequest) -> Iterator[selectors.BaseSelector]:
    made = request.param()
    yield made
    made.close()


@pytest.mark.parametrize("seconds", [0.0, 0.0003, 0.02, 10.0])
def test_what_can_be_read_comes_at_once(selector: selectors.BaseSelector, seconds: float) -> None:
    here, there = socket.socketpair()
    with here, there:
        selector.register(here, selectors.EVENT_READ, "purpose")
        there.send(b"x")
        assert [key.data for key in Waiting(selector).ready(seconds)] == ["purpose"]


@pytest.mark.parametrize("seconds", [0.0, 0.0004, 0.0056])
def test_a_due_time_is_reached_in_a_few_waits(selector: selectors.BaseSelector, seconds: float) -> None:
    here, there = socket.socketpair()
    with here, there:
        selector.register(here, selectors.EVENT_READ, None)
        waiting = Waiting(selector)
        due, waits = perf_counter() + seconds, 0
        while (left := due - perf_counter()) > 0:
            assert waiting.ready(left) == []
            waits += 1
        assert waits <= 20
