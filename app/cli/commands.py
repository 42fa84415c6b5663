"""Each command of the command line, from its arguments to its exit code."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TypeAlias

from app.bootstrap import PatchError, build_engine, load_patch, settings_store
from app.cli.arguments import Arguments
from app.cli.asked import FAILED, FINE, WRONG, guarded, has_window, leave_it, options_of
from app.cli.demo import bring_demo, demo_options, run_demo
from app.cli.doctor import run_doctor
from app.cli.headless import run_headless
from app.cli.importing import import_file
from app.cli.letting_in import ctl_command
from app.cli.listing import check_file, list_peers, list_ports
from app.cli.parts import load_parts
from app.cli.single import claimed
from app.control.errors import AlreadyRunningError
from app.control.place import Place
from app.engine.api import EngineApi, Problem
from app.options import Options
from app.platform.awake import Inhibitor, system_inhibitor
from app.platform.display import has_display
from app.platform.logs import set_log_level

Demo: TypeAlias = Callable[[EngineApi], Coroutine[object, object, None]]
OpenWindow: TypeAlias = Callable[[Options, Demo, bool, Place | None], int]
"""Builds an engine and shows it in a window, with a demo to offer, or to play at once; gives the exit code.

The place is where it can be steered; this program has claimed it.
"""


def run(arguments: Arguments, open_window: OpenWindow) -> int:
    """Carry out a command; gives 0 fine, 1 failed, 2 invalid file (with a sentence on standard error)."""
    try:
        return guarded(lambda: _run(arguments, open_window))
    except PatchError as error:
        print(f"longwire: {error}", file=sys.stderr)
        return WRONG


def _run(arguments: Arguments, open_window: OpenWindow) -> int:
    match arguments.command:
        case "ports":
            list_ports(options_of(arguments), as_json=arguments.json)
        case "peers":
            list_peers(options_of(arguments), arguments.seconds, as_json=arguments.json)
        case "parts":
            return FINE if load_parts() else FAILED
        case "check":
            check_file(arguments.file)
        case "import-midimonster":
            return FINE if import_file(arguments.file, arguments.output) else FAILED
        case "doctor":
            return run_doctor(arguments.target, options_of(arguments), as_json=arguments.json)
        case "demo":
            return _demo(arguments, open_window)
        case _:
            return _run_program(arguments, open_window)
    return FINE


def _run_program(arguments: Arguments, open_window: OpenWindow) -> int:
    with_window = has_window(arguments)
    options = replace(
        options_of(arguments, can_ask=with_window),
        picture=arguments.picture,
        in_tray=arguments.tray,
        keep_awake=arguments.keep_awake,
    )
    _obey_settings(arguments, options, tell=not with_window)
    if options.patch is not None and options.patch.exists():
        load_patch(options.patch)  # a wrong file ends the program before anything is opened
    try:
        with claimed(options) as place:
            return _run_alone(arguments, options, place, open_window if with_window else None)
    except AlreadyRunningError as error:
        return leave_it(error, options, with_window=with_window)


def _obey_settings(arguments: Arguments, options: Options, *, tell: bool) -> None:
    """Take the log level that the user prefers, unless one was typed; tell what is wrong with the settings."""
    settings, problems = settings_store(options).load()
    set_log_level(arguments.log_level or settings.log.level)
    for problem in problems if tell else ():
        print(f"longwire: {problem.text()}", file=sys.stderr)


def _run_alone(
    arguments: Arguments, options: Options, place: Place | None, open_window: OpenWindow | None
) -> int:
    if open_window is not None:
        return open_window(options, bring_demo, False, place)
    if not arguments.headless:
        print(Problem("display.none").text(), file=sys.stderr)
    engine = build_engine(options)
    run_headless(
        engine,
        place,
        ctl_command(options),
        _inhibitors(options),
        as_json=arguments.json,
        monitor=arguments.monitor,
        until_eof=arguments.until_eof,
    )
    return FINE


def _inhibitors(options: Options) -> tuple[Inhibitor, ...]:
    """Give what keeps the computer awake, unless the user does not want that, typed or in the settings."""
    settings, _ = settings_store(options).load()
    wanted = options.keep_awake and settings.window.keep_awake
    own = system_inhibitor() if wanted else None
    return () if own is None else (own,)


def _demo(arguments: Arguments, open_window: OpenWindow) -> int:
    options = demo_options(options_of(arguments))
    if has_display():
        return open_window(options, bring_demo, True, None)
    engine = build_engine(replace(options, midi_api="none"))
    return FINE if asyncio.run(run_demo(engine)) else FAILED
