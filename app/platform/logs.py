"""Where log records go: to standard error, and into a bounded memory for reports of problems."""

import logging
import sys
from collections import deque
from typing import Final

OURS: Final = "longwire"
DEFAULT_LEVEL: Final = "warning"
RING_LINES: Final = 2000
"""Some minutes of a lively evening; bounds what a peer that provokes log lines can make us keep."""
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_logging(level: str) -> None:
    """Send log records to standard error from `level` on, of the libraries only errors; remember the last ones.

    What a library warns of, such as an interface without IPv6, becomes a problem of ours where it matters.
    """
    said = _StandardError()
    kept = LogRing()
    logging.basicConfig(handlers=[said, kept], force=True)
    set_log_level(level)


def set_log_level(level: str) -> None:
    """Change how much is said from now on; nothing happens where `start_logging` has not been called."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _StandardError):
            handler.choose(level)
            # What is remembered is at least what a report needs.
            logging.getLogger().setLevel(min(logging.INFO, handler.ours, handler.theirs))


def recent_lines() -> tuple[str, ...]:
    """Give the last log lines, oldest first; none where `start_logging` has not been called."""
    rings = [handler for handler in logging.getLogger().handlers if isinstance(handler, LogRing)]
    return tuple(line for ring in rings for line in ring.lines)


class LogRing(logging.Handler):
    """Remembers the last lines, whatever level is shown."""

    def __init__(self, limit: int = RING_LINES) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=limit)
        self.setFormatter(logging.Formatter(_FORMAT))
        self.addFilter(lambda record: _is_ours(record) or record.levelno >= logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class _StandardError(logging.StreamHandler):  # type: ignore[type-arg]  # generic only for type checkers
    """Says records of ours from one level on, those of others from another."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(logging.Formatter(_FORMAT, "%H:%M:%S"))
        # Here, since libraries such as zeroconf set the levels of their loggers themselves.
        self.addFilter(lambda record: record.levelno >= (self.ours if _is_ours(record) else self.theirs))
        self.choose(DEFAULT_LEVEL)

    def choose(self, level: str) -> None:
        """Take a level by its name."""
        self.ours: int = getattr(logging, level.upper())
        self.theirs = logging.DEBUG if level == "debug" else logging.ERROR


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.startswith(OURS)
