"""A .syx file, sent message by message with its progress."""

from collections.abc import Iterator
from pathlib import Path

from app.control.client import Steering
from app.midi.messages import SYSEX
from app.midi.stream import ByteParser

FOLLOW_OCTETS = 16_384
"""So much of a file is under way before we wait until it has arrived: no queue on the way overflows."""


def read_syx(file: Path) -> list[bytes]:
    """Read the messages of a .syx file; raises ValueError with a sentence, and OSError."""
    parser = ByteParser()
    messages = parser.feed(file.read_bytes())
    if parser.dropped or not messages or any(message[0] != SYSEX for message in messages):
        raise ValueError(
            f"{file} is no .syx file: expected SysEx messages, each from F0 to F7, and nothing else."
        )
    return messages


def send_file(steering: Steering, to: str | None, messages: list[bytes]) -> Iterator[str]:
    """Send the messages one after the other and give lines about the progress; the last one says how it ended."""
    sent, ahead, total, failed = 0, 0, sum(map(len, messages)), 0
    for number, message in enumerate(messages, 1):
        ahead += len(message)
        follow = ahead >= FOLLOW_OCTETS or number == len(messages)
        values = {"to": to, "message": message.hex(), "follow": follow}
        for reply in steering.follow("send", **values):
            if "event" in reply:
                yield f"{reply['to']}: {reply['sent']} of {reply['size']} octets, {reply['state']}"
            else:
                failed += len(reply["result"].get("failed", ()))
        sent += len(message)
        ahead = 0 if follow else ahead
        if follow:
            yield f"{number} of {len(messages)} messages, {sent} of {total} octets"
    if failed:
        raise ValueError(f"{failed} of the messages did not arrive.")
