"""`longwire ctl`: each verb typed, sent to the running Longwire, and what came of it in words."""

import json
import sys
import time
from typing import Any

from app.bootstrap import Options, control_place
from app.cli.arguments import Arguments
from app.cli.status_lines import status_lines
from app.control.claim import is_free
from app.control.client import Steering, steer
from app.control.errors import NotRunningError, RefusedError, RequestError
from app.control.place import Place
from app.midi.typed import read_message

FINE, FAILED, WRONG = 0, 1, 2

END_S = 20.0
"""Longwire promises to end within 5 s; a busy computer may take longer."""

LOOK_AGAIN_S = 0.1
NOT_RUNNING = (
    "No Longwire runs with these settings. "
    "Start one with “longwire”, or “longwire --headless” without a window."
)


def run_ctl(arguments: Arguments, options: Options) -> int:
    """Carry out a verb; gives 0 fine, 1 failed, 2 wrong usage, with a sentence on standard error."""
    try:
        message = read_message(arguments.message).hex() if arguments.verb == "send" else ""
        place = control_place(options)
        assert place is not None  # only a scratch patch has none
        with steer(place, beside=options.patch is None) as steering:
            return _carry_out(steering, arguments, message)
    except NotRunningError:
        return _say(NOT_RUNNING, FAILED)
    except RefusedError as error:
        return _say(str(error), FAILED)
    except (RequestError, ValueError) as error:
        return _say(str(error), WRONG)


def _carry_out(steering: Steering, arguments: Arguments, message: str) -> int:
    match arguments.verb:
        case "events":
            for line in steering.events(monitor=arguments.monitor):
                print(line, flush=True)
        case "status":
            _print_status(steering.ask("status"), as_json=arguments.json)
        case "send":
            steering.ask("send", to=arguments.to, message=message)
        case "quit":
            steering.ask("quit")
            _wait_for_the_end(steering.place)
            print("Longwire has ended.")
        case _:
            print(_outcome(arguments.verb, steering.ask(arguments.verb, **_values(arguments))))
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


def _values(arguments: Arguments) -> dict[str, Any]:
    match arguments.verb:
        case "invite":
            return {"peer": arguments.peer, "session": arguments.session, "name": arguments.name}
        case "leave":
            return {"peer": arguments.peer, "session": arguments.session}
        case "accept":
            return {"who": arguments.who, "always": arguments.always}
        case "decline":
            return {"who": arguments.who, "never": arguments.never}
        case "route.add":
            return {
                "from": arguments.source,
                "to": arguments.destination,
                "channels": arguments.channel,
                "types": arguments.type,
                "notes": arguments.notes,
                "transpose": arguments.transpose,
                "muted": arguments.muted,
            }
        case "route.remove" if arguments.destination is None:
            return {"id": arguments.source}
        case "route.remove":
            return {"from": arguments.source, "to": arguments.destination}
        case _:
            return {}


def _outcome(verb: str, result: dict[str, Any]) -> str:
    match verb:
        case "invite":
            return f"Longwire invites “{result['peer']}” and keeps trying until you say leave."
        case "leave":
            return f"“{result['name']}” is disconnected and no longer wanted."
        case "accept":
            return f"“{result['name']}” may join."
        case "decline":
            return f"“{result['name']}” is refused."
        case "route.add":
            return f"Cable {result['id']} is {result['state']}."
        case "route.remove":
            return f"Removed: {', '.join(result['ids'])}."
        case _:
            return "Everything is silenced."


def _print_status(status: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(status, ensure_ascii=False, indent=2))
        return
    for line in status_lines(status):
        print(line)


def _say(sentence: str, code: int) -> int:
    print(f"longwire: {sentence}", file=sys.stderr)
    return code
