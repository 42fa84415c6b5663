"""Verbs that watch, play and stop, as they are typed and as their outcome is told."""

from typing import Any, Final

from app.cli.ctl.typed import ENDS, Outcome, Verbs, take, whole_number


def add_watching(verbs: Verbs) -> None:
    """Add status, events and detect."""
    status = verbs.add("status", "show sessions, who is in them, cables, and what was counted")
    status.add_argument("--json", action="store_true", help="print everything as one JSON object")
    events = verbs.add("events", "print what happens, one JSON object per line, until Longwire ends")
    events.add_argument("--monitor", action="store_true", help="also what the monitor hears")
    detect = verbs.add(
        "detect", "print the channel spec of each control that is moved, and its value from 0 to 1"
    )
    take(detect, "from", "END", f"only there: {ENDS}", nargs="?")
    detect.add_argument("--once", action="store_true", help="end after the first")
    detect.add_argument("--json", action="store_true", help="print one JSON object per line")


def add_playing(verbs: Verbs) -> None:
    """Add send, sysex and panic."""
    send = verbs.add("send", "play a message on the test keyboard, or into one end")
    send.add_argument("--to", metavar="END", help=ENDS)
    example = "such as “note C4 96”, “cc 7 100 ch 2”, or hex “90 3C 60”"
    send.add_argument("message", nargs="+", metavar="MESSAGE", help=example)
    sysex = verbs.family("sysex", "long SysEx on their way: list, cancel")
    sysex.list("sysex", "list them with their progress")
    cancel = sysex.add("cancel", "give one up; the receiver is told that it is void", "sysex.cancel")
    take(cancel, "id", "ID", "the id that `list` shows; all without it", nargs="?", type=whole_number)
    verbs.add("panic", "silence everything everywhere")
    verbs.add("quit", "end it in order, and wait until it has ended")


PLAYING: Final[dict[str, Outcome]] = {
    "sysex.cancel": lambda result: f"Given up: {', '.join(map(str, result['ids']))}.",
    "panic": "Everything is silenced.",
}


def heard_line(heard: dict[str, Any]) -> str:
    """Say which control was moved; what comes first can be pasted into a mapping."""
    return f"{heard['spec']:<16}{heard['value']:.3f}  {heard['source']}"
