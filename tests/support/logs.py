"""A warning that nobody expected fails the test, as an exception would."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

ExpectLog = Callable[[str], None]


class _Watch(logging.Handler):
    """Keeps the records of warnings and worse that no pattern covers."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.expected: dict[re.Pattern[str], int] = {}
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = f"{record.name}: {record.getMessage()}"
        for pattern in self.expected:
            if pattern.search(line):
                self.expected[pattern] += 1
                return
        if record.exc_info:
            line += "\n" + logging.Formatter().formatException(record.exc_info)
        self.unexpected.append(f"{record.levelname} {line}")


@pytest.fixture(autouse=True)
def _log_watch() -> Iterator[_Watch]:
    """Fail a test that logs a warning it did not announce, or announces one that never comes."""
    watch = _Watch()
    with _installed(watch):
        yield watch
    missing = [pattern.pattern for pattern, hits in watch.expected.items() if not hits]
    assert not watch.unexpected, "unexpected log lines:\n" + "\n".join(watch.unexpected)
    assert not missing, f"log lines announced but never written: {missing}"


@pytest.fixture
def expect_log(_log_watch: _Watch) -> ExpectLog:
    """`expect_log(pattern)` announces a warning: a regular expression searched in "logger.name: message"."""

    def expect(pattern: str) -> None:
        _log_watch.expected[re.compile(pattern)] = 0

    return expect


def _installed(handler: logging.Handler) -> AbstractContextManager[None]:
    @contextmanager
    def install() -> Iterator[None]:
        root = logging.getLogger()
        root.addHandler(handler)
        try:
            yield
        finally:
            root.removeHandler(handler)

    return install()
