"""Name the test that leaves a thread or a window behind, or that blocks the event loop."""

import sys
import threading
import time
from collections.abc import Iterator

import pytest
from blockbuster import BlockBuster, blockbuster_ctx

# Joining is the program's duty; the time allows for a busy machine, not for a thread that nobody ends.
_ENDING_SECONDS = 30.0


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _ENDING_SECONDS
    for thread in set(threading.enumerate()) - before:
        # A dummy is a thread that Qt or RtMidi made and that Python only met: it cannot be joined.
        if not isinstance(thread, threading._DummyThread):
            thread.join(max(0.0, deadline - time.monotonic()))
            assert not thread.is_alive(), f"the test left the thread {thread.name!r} running"


@pytest.fixture(autouse=True)
def _no_window_left() -> Iterator[None]:
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.hide()  # so that the next test is not blamed for it
    assert not left, f"the test left windows open: {left}"


@pytest.fixture
def no_blocking_calls() -> Iterator[BlockBuster]:
    """Any call that blocks inside an event loop, made from `app`, raises BlockingError."""
    with blockbuster_ctx("app") as blockbuster:
        yield blockbuster
