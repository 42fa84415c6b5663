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
from app.cli.ctl.playing import PLAYING, heard_line
from app.cli.ctl.typed import Outcome, request_values
from app.cli.file_lines import sent_text
from app.cli.status_lines import SECTIONS, status_lines
from app.control.claim import has_ended, holder
from app.control.client import Steering, steer
from app.control.errors import ControlError, NotRunningError, RefusedError, RequestError
from app.control.place import Place
from app.midi.typed import read_message
from app.options import Options, control_place

FINE, FAILED, WRONG = 0, 1, 2

END_S = 20.0
"""Longwire promises to end within 5 s; a busy computer may take longer."""

LOOK_AGAIN_S = 0.1
TELL_EVERY_S = 1.0
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
        message = _message(arguments) if arguments.verb == "send" else b""
        place = control_place(options)
        assert place is not None  # only a scratch patch has none
        with steer(place, beside=options.patch is None) as steering:
            return _carry_out(steering, arguments, message)
    except NotRunningError:
        return _say(NOT_RUNNING, FAILED)
    except RefusedError as error:
        return _say(str(error), FAILED)
    except (RequestError, _WrongUsageError) as error:
        return _say(str(error), WRONG)


def _message(arguments: Arguments) -> bytes:
    """Read what is to be sent before anybody is asked; raises _WrongUsageError."""
    try:
        return read_message(arguments.message)
    except ValueError as error:
        raise _WrongUsageError(str(error)) from error


def _carry_out(steering: Steering, arguments: Arguments, message: bytes) -> int:
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
        case "dump.send":
            return _send_dump(steering, values, as_json=arguments.json)
        case "send":
            steering.ask("send", to=arguments.to, message=message.hex())
        case "quit":
            process = holder(steering.place)
            steering.ask("quit")
            wait_for_the_end(steering.place, process)
            print("Longwire has ended.")
        case _ if verb.startswith("list."):
            _list(steering, verb.removeprefix("list."), as_json=arguments.json)
        case _:
            outcome, result = OUTCOMES[verb], steering.ask(verb, **values)
            print(outcome.format(**result) if isinstance(outcome, str) else outcome(result))
    return FINE


def wait_for_the_end(place: Place, process: int | None) -> None:
    """Wait until the program of that number has let go of its files. Raises RefusedError."""
    deadline = time.monotonic() + END_S
    while not _has_ended(place, process):
        if time.monotonic() > deadline:
            raise RefusedError(
                f"Longwire was asked to end {END_S:g} s ago and still runs; does its window hang?"
            )
        time.sleep(LOOK_AGAIN_S)


def _has_ended(place: Place, process: int | None) -> bool:
    try:
        return has_ended(place, process)
    except ControlError as error:
        raise RefusedError(
            f"Longwire was asked to end, but whether it has ended cannot be seen: {error}."
        ) from error


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


def _send_dump(steering: Steering, values: dict[str, Any], *, as_json: bool) -> int:
    """Have a SysEx file sent, and say how far it is until it has left."""
    told_at = float("-inf")
    try:
        for line in steering.follow("dump.send", **values, follow=True):
            if "event" not in line:
                return _dump_ended(line["result"], as_json=as_json)
            if as_json:
                print(json.dumps(line, ensure_ascii=False), flush=True)
            elif time.monotonic() - told_at >= TELL_EVERY_S:
                told_at = time.monotonic()
                print(sent_text(line), flush=True)
    except KeyboardInterrupt:
        return _say("The file goes on being sent; “longwire ctl dump cancel” gives it up.", FAILED)
    return FAILED


def _dump_ended(dump: dict[str, Any], *, as_json: bool) -> int:
    if dump["state"] == "done":
        _print([json.dumps(dump, ensure_ascii=False) if as_json else f"Sent: {sent_text(dump)}."])
        return FINE
    reason = f": {dump['reason']}" if dump["reason"] else ""
    return _say(f"Sending ended early ({dump['state']}){reason}. {sent_text(dump)} were sent.", FAILED)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


def _pretty(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2)


def _say(sentence: str, code: int) -> int:
    print(f"longwire: {sentence}", file=sys.stderr)
    return code
