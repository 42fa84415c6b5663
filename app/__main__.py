"""Picks the window, the engine alone or a sub-command: `longwire`, or `python -m app`."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.cli.arguments import parse_arguments
from app.platform.garbage import loading
from app.platform.logs import DEFAULT_LEVEL, start_logging
from app.platform.streams import prepare_streams, show_unseen

if TYPE_CHECKING:
    from app.cli.commands import Demo
    from app.control.place import Place
    from app.options import Options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit code (design 6)."""
    prepare_streams()
    try:
        code = _run(arguments)
    except SystemExit as wrong_usage:
        show_unseen(wrong_usage.code)
        raise
    show_unseen(code)
    return code


def _run(arguments: Sequence[str] | None) -> int:
    parsed = parse_arguments(arguments)
    start_logging(parsed.log_level or DEFAULT_LEVEL)
    # Here and not above, one after the other: the engine's libraries take half a second to load, and `--help`, `ctl`
    # and a second start, which shows the window of the first, must not wait for them.
    with loading():
        from app.cli.asked import run_asked
    code = run_asked(parsed)
    if code is not None:
        return code
    with loading():
        from app.cli.commands import run

    return run(parsed, _open_window)


def _open_window(options: "Options", demo: "Demo", demo_at_once: bool, place: "Place | None") -> int:
    # Here and not above: a stage box has no display libraries, and nothing else needs Qt.
    with loading():
        from app.ui.application import run_window

    return run_window(options, demo, place, demo_at_once=demo_at_once)


if __name__ == "__main__":
    sys.exit(main())
