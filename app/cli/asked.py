"""What a Longwire that runs does for this one: `ctl`, and a second start, which shows the window of the first.

Importing this must stay quick: the engine and its libraries are not needed for it, and take half a second to load.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from app.cli.arguments import Arguments
from app.cli.single import MEANWHILE, START_S, STILL_ENDING, has_shown
from app.control.claim import END_S, require_free
from app.control.errors import AlreadyRunningError, ControlError
from app.options import Options, control_place
from app.platform.display import has_display
from app.platform.streams import is_reader_gone

Code = TypeVar("Code", int, int | None)

FINE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130


def run_asked(arguments: Arguments) -> int | None:
    """Have a running Longwire do it; gives the exit code, or None when this one has to do it itself."""
    return guarded(lambda: _ask(arguments))


def guarded(run: Callable[[], Code]) -> Code | int:
    """Give the exit code of `run`, also when it is interrupted or nobody reads its output any more."""
    try:
        return run()
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if not is_reader_gone(error):
            raise
        sys.stdout = None  # whoever read our output has enough
        return FINE


def options_of(arguments: Arguments, *, can_ask: bool = False) -> Options:
    """Give what was typed as the rest of the program wants it."""
    return Options(
        patch=arguments.patch,
        config_dir=arguments.config_dir,
        midi_api=arguments.midi_api,
        interfaces=tuple(arguments.interface),
        mdns=arguments.mdns,
        can_ask=can_ask,
    )


def has_window(arguments: Arguments) -> bool:
    """Tell whether the program is to have a window, and can."""
    return arguments.command == "run" and not arguments.headless and has_display()


def _ask(arguments: Arguments) -> int | None:
    options = options_of(arguments)
    if arguments.command == "ctl":
        from app.cli.ctl.run import run_ctl

        return run_ctl(arguments, options)
    if arguments.command == "run":
        _let_end(options)
    if has_window(arguments) and has_shown(options):
        return FINE
    return _look_for_another(arguments, options) if arguments.command == "run" else None


def _let_end(options: Options) -> None:
    """Wait for the Longwire that has these settings if it is ending, as after `longwire ctl quit`."""
    place = control_place(options)
    with suppress(ControlError):  # which is seen again, and said, when the place is wanted
        if place is not None:
            require_free(place, END_S)


def _look_for_another(arguments: Arguments, options: Options) -> int | None:
    """Leave it to the Longwire that has these settings, if one does: it is known before the engine is loaded."""
    place = control_place(options)
    try:
        if place is not None:
            require_free(place)
    except AlreadyRunningError as error:
        return leave_it(error, options, with_window=has_window(arguments))
    except ControlError:
        pass  # the log will say so when the place is claimed
    return None


def leave_it(error: AlreadyRunningError, options: Options, *, with_window: bool) -> int:
    """Show the window of the Longwire that runs, or else say that it does; gives the exit code."""
    if with_window and not error.is_ending and has_shown(options, START_S):
        return FINE
    advice = STILL_ENDING if error.is_ending else MEANWHILE
    print(f"longwire: {error} with these settings. {advice}", file=sys.stderr)
    return FAILED
