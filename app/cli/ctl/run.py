"""A verb typed, sent to the running Longwire, and what came of it in words."""

import json
import sys
import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

from app.cli.arguments import Arguments
from app.cli.ctl.cables import CABLES
from app.cli.ctl.files import FILES
from app.cli.ctl.people import PEOPLE, details_lines
from app.cli.ctl.places import PLACES
from app.cli.ctl.playing import PLAYING, has_one_thing, heard_line
from app.cli.ctl.syx import read_syx, send_file
from app.cli.ctl.typed import Outcome, request_values
from app.cli.status_lines import SECTIONS, status_lines
from app.control.claim import is_free
from app.control.client import Steering, steer
from app.control.errors import NotRunningError, RefusedError, RequestError
from app.control.place import Place
from app.midi.typed import read_message
from app.options import Options, control_place

FINE, FAILED, WRONG = 0, 1, 2

END_S = 20.0
"""Longwire promises to end within 5 s; a busy computer may take longer."""

LOOK_AGAIN_S = 0.1
NOT_RUNNING = (
    "No Longwire runs with these settings. "
    "Start one with “longwire”, or “longwire --headless” without a window."
)

OUTCOMES: Final[Mapping[str, Outcome]] = {**PEOPLE, **CABLES, **PLACES, **PLAYING, **FILES}


class _WrongUsageError(Exception):
    """What was typed makes no sense; the text is a sentence."""


def run_ctl(arguments: Arguments, options: Options) -> int:
    """Carry out a verb; gives 0 fine, 1 failed, 2 wrong usage, with a sentence on standard error."""
    try:
        messages = _messages(arguments) if arguments.verb == "send" else []
        place = control_place(options)
        assert place is not None  # only a scratch patch has none
        with steer(place, beside=options.patch is None) as steering:
            return _carry_out(steering, arguments, messages)
    except NotRunningError:
        return _say(NOT_RUNNING, FAILED)
    except RefusedError as error:
        return _say(str(error), FAILED)
    except (RequestError, _WrongUsageError) as error:
        return _say(str(error), WRONG)


def _messages(arguments: Arguments) -> list[bytes]:
    """Read what is to be sent before anybody is asked; raises _WrongUsageError and RefusedError."""
    if not has_one_thing(arguments):
        raise _WrongUsageError("Say what to send: a message such as “note C4 96”, or a file with --file.")
    try:
        return read_syx(arguments.syx) if arguments.syx else [read_message(arguments.message)]
    except ValueError as error:
        raise _WrongUsageError(str(error)) from error
    except OSError as error:
        raise RefusedError(f"{arguments.syx} could not be read: {error.strerror or error}.") from error


def _carry_out(steering: Steering, arguments: Arguments, messages: list[bytes]) -> int:
    verb, values = arguments.verb, request_values(arguments)
    match verb:
        case "events":
            _print(steering.events("events", monitor=arguments.monitor))
        case "detect":
            return _detect(steering, arguments, values)
        case "status":
            status = steering.ask("status")
            _print([_pretty(status)] if arguments.json else status_lines(status))
        case "details":
            details = steering.ask("details", **values)
            _print([_pretty(details)] if arguments.json else details_lines(details))
        case "send" if arguments.syx:
            return _send_file(steering, arguments.to, messages)
        case "send":
            steering.ask("send", to=arguments.to, message=messages[0].hex())
        case "quit":
            steering.ask("quit")
            _wait_for_the_end(steering.place)
            print("Longwire has ended.")
        case _ if verb.startswith("list."):
            _list(steering, verb.removeprefix("list."), as_json=arguments.json)
        case _:
            outcome, result = OUTCOMES[verb], steering.ask(verb, **values)
            print(outcome.format(**result) if isinstance(outcome, str) else outcome(result))
    return FINE


def _wait_for_the_end(place: Place) -> None:
    """Wait until the program has let go of its files. Raises RefusedError."""
    deadline = time.monotonic() + END_S
    while not is_free(place):
        if time.monotonic() > deadline:
            raise RefusedError(
                f"Longwire was asked to end {END_S:g} s ago and still runs; does its window hang?"
            )
        time.sleep(LOOK_AGAIN_S)


def _list(steering: Steering, what: str, *, as_json: bool) -> None:
    status = steering.ask("status")
    lines = [_pretty(status[what])] if as_json else list(SECTIONS[what](status))
    _print(lines or ["There is none."])


def _detect(steering: Steering, arguments: Arguments, values: dict[str, Any]) -> int:
    print("Move a control, or press Ctrl+C to end.", file=sys.stderr)
    for line in steering.events("listen", **values):
        print(line if arguments.json else heard_line(json.loads(line)), flush=True)
        if arguments.once:
            return FINE
    return FAILED if arguments.once else FINE


def _send_file(steering: Steering, to: str | None, messages: list[bytes]) -> int:
    try:
        _print(send_file(steering, to, messages))
    except ValueError as error:
        return _say(str(error), FAILED)
    except KeyboardInterrupt:
        steering.close()
        return _say("What is on its way goes on; “longwire ctl sysex cancel” gives it up.", FAILED)
    return FINE


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


def _pretty(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2)


def _say(sentence: str, code: int) -> int:
    print(f"longwire: {sentence}", file=sys.stderr)
    return code
