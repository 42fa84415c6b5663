"""Takes, songs and SysEx files of the status in words, a line each."""

from collections.abc import Iterator
from typing import Any, TypeAlias

Status: TypeAlias = dict[str, Any]

_TAKES = {
    "waiting": "waits for the first message",
    "recording": "is recorded",
    "saving": "is being completed",
    "done": "is complete",
    "failed": "has ended",
}


def take_lines(status: Status) -> Iterator[str]:
    """Say how far each take is."""
    for take in status["takes"]:
        why = f" ({take['reason']})" if take["reason"] else ""
        counted = f"{take['messages']} messages, {take['seconds']:.1f} s"
        yield f"Take {take['id']} of {take['from']} {_TAKES[take['state']]}{why}: {counted}, {take['file']}."


def song_lines(status: Status) -> Iterator[str]:
    """Say where each song is."""
    for song in status["songs"]:
        why = f" ({song['reason']})" if song["reason"] else ""
        where = f"{song['position']:.1f} of {song['length']:.1f} s{', looped' if song['loop'] else ''}"
        yield f"Song {song['id']} into {song['to']} is {_state(song)}{why}: {where}, {song['file']}."


def dump_lines(status: Status) -> Iterator[str]:
    """Say how far SysEx files are that are sent, and what has come in."""
    for dump in status["dumps"]:
        why = f" ({dump['reason']})" if dump["reason"] else ""
        yield f"Dump {dump['id']} into {dump['to']} is {_state(dump)}{why}: {sent_text(dump)}, {dump['file']}."
    for dump in status["dumps_in"]:
        state = "full" if dump["full"] else "waiting for more" if dump["listening"] else "stopped"
        yield f"Dump {dump['id']} from {dump['from']}: {dump['messages']} messages, {dump['octets']} octets, {state}."


def sent_text(dump: Status) -> str:
    """Say how much of a SysEx file has left."""
    return f"{dump['messages_sent']} of {dump['messages']} messages, {dump['sent']} of {dump['size']} octets"


def _state(file: Status) -> str:
    return "being read" if file["state"] == "reading" else str(file["state"])
