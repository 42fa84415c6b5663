"""Log lines on standard error."""

import logging
import sys

OURS = "longwire"


def start_logging(level: str) -> None:
    """Send log records to standard error: ours from `level` on, and of the libraries only errors.

    What a library warns of, such as an interface without IPv6, becomes a problem of ours where it matters.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    ours, theirs = getattr(logging, level.upper()), logging.DEBUG if level == "debug" else logging.ERROR
    # On the handler, since libraries such as zeroconf set the levels of their loggers themselves.
    handler.addFilter(lambda record: record.levelno >= (ours if record.name.startswith(OURS) else theirs))
    logging.basicConfig(level=min(ours, theirs), handlers=[handler], force=True)
