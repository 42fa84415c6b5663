"""Each command of the command line, from its arguments to its exit code."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from app.bootstrap import Options, PatchError, build_engine, load_patch
from app.cli.arguments import Arguments
from app.cli.demo import Demo, demo_options, open_demo_window, run_demo
from app.cli.headless import run_headless
from app.cli.listing import check_file, list_peers, list_ports
from app.engine.api import EngineApi, Problem
from app.platform.display import has_display
from app.platform.folders import data_folder

FINE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130

OpenWindow = Callable[[EngineApi, Path | None, Callable[[], object] | None], int]
"""Shows an engine in a window; gets the folder for the window's state and what starts the demo."""


def run(arguments: Arguments, open_window: OpenWindow) -> int:
    """Carry out a command; gives 0 fine, 1 failed, 2 invalid file (with a sentence on standard error)."""
    try:
        return _run(arguments, open_window)
    except PatchError as error:
        print(f"longwire: {error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has enough
        sys.stdout = None
        return FINE


def _run(arguments: Arguments, open_window: OpenWindow) -> int:
    match arguments.command:
        case "ports":
            list_ports(_options(arguments), as_json=arguments.json)
        case "peers":
            list_peers(_options(arguments), arguments.seconds, as_json=arguments.json)
        case "check":
            check_file(arguments.file)
        case "demo":
            return _demo(arguments, open_window)
        case _:
            return _run_program(arguments, open_window)
    return FINE


def _options(arguments: Arguments, *, can_ask: bool = False) -> Options:
    return Options(
        patch=arguments.patch,
        config_dir=arguments.config_dir,
        midi_api=arguments.midi_api,
        interfaces=tuple(arguments.interface),
        mdns=arguments.mdns,
        can_ask=can_ask,
    )


def _run_program(arguments: Arguments, open_window: OpenWindow) -> int:
    with_window = not arguments.headless and has_display()
    options = _options(arguments, can_ask=with_window)
    if options.patch is not None and options.patch.exists():
        load_patch(options.patch)  # a wrong file ends the program before anything is opened
    engine = build_engine(options)
    if with_window:
        return open_window(engine, arguments.config_dir or data_folder(), open_demo_window)
    if not arguments.headless:
        print(Problem("display.none").text(), file=sys.stderr)
    run_headless(engine, as_json=arguments.json, monitor=arguments.monitor, until_eof=arguments.until_eof)
    return FINE


def _demo(arguments: Arguments, open_window: OpenWindow) -> int:
    engine = build_engine(demo_options(_options(arguments)))
    if not has_display():
        return FINE if asyncio.run(run_demo(engine)) else FAILED
    demo = Demo(engine)
    demo.start_when_ready()
    try:
        return open_window(engine, None, demo.start)
    finally:
        demo.close()
