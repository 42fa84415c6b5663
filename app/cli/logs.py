"""Log lines on standard error."""

import logging
import sys


def start_logging(level: str) -> None:
    """Send log records to standard error: ours from `level` on, those of libraries from warning on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("longwire").setLevel(level.upper())
