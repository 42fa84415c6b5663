import logging
from collections.abc import Iterator

import pytest

from app.platform.logs import LogRing, recent_lines, set_log_level, start_logging


@pytest.fixture
def fresh_logging() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)


def said(name: str, level: int, text: str) -> None:
    logging.getLogger(name).log(level, text)


def test_ours_from_the_level_on_and_of_others_only_errors(
    fresh_logging: None, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging("info")
    said("longwire.ui", logging.INFO, "one")
    said("longwire.ui", logging.DEBUG, "two")
    said("library", logging.WARNING, "three")
    said("library", logging.ERROR, "four")
    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[-1] for line in lines] == ["one", "four"]


def test_the_level_can_change_while_running(fresh_logging: None, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("warning")
    said("longwire.ui", logging.INFO, "one")
    set_log_level("debug")
    said("longwire.ui", logging.DEBUG, "two")
    said("library", logging.DEBUG, "three")
    set_log_level("error")
    said("longwire.ui", logging.WARNING, "four")
    assert [line.split()[-1] for line in capsys.readouterr().err.splitlines()] == ["two", "three"]
    assert [line.split()[-1] for line in recent_lines()] == ["one", "two", "four"]


def test_memory_is_bounded() -> None:
    ring = LogRing(limit=3)
    for number in range(10):
        ring.handle(logging.LogRecord("longwire.ui", logging.INFO, "", 0, "line %d", (number,), None))
    assert [line.split()[-1] for line in ring.lines] == ["7", "8", "9"]
