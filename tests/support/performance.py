"""Complete performances from MIDI files, and what is wrong with a device that heard one over a network."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import mido

from tests.media.simulation.synth import Synth

MUSIC = Path("/usr/share/planetblupi/music")
"""Where Debian's planetblupi-music-midi puts its ten performances."""
TICKS_PER_SECOND = 10_000
KINDS = ("notes", "controllers", "programs")

Event = tuple[int, bytes]


def load(path: Path, longest_s: float = 0) -> list[Event]:
    """Read a MIDI file as (ticks, message), whole or only its first seconds."""
    seconds = 0.0
    events = []
    for message in mido.MidiFile(path):
        seconds += message.time
        if longest_s and seconds > longest_s:
            break
        if not message.is_meta:
            events.append((round(seconds * TICKS_PER_SECOND), bytes(message.bytes())))
    return events


def densest(paths: list[Path]) -> list[Path]:
    """Choose the performance with the most messages per second."""
    if not paths:
        print(f"no music in {MUSIC}: install planetblupi-music-midi, or name MIDI files")
        return []
    return [max(paths, key=lambda path: len(load(path)) / load(path)[-1][0])]


def device(messages: Iterable[bytes]) -> Synth:
    """Give a device that has heard this."""
    synth = Synth()
    for message in messages:
        synth.hear(message)
    return synth


def strikes(messages: Iterable[bytes]) -> int:
    """Count the notes that begin."""
    return sum(message[0] & 0xF0 == 0x90 and message[2] > 0 for message in messages)


def wrongs(
    expected: Mapping[str, object],
    sounding: Mapping[object, int],
    heard: Mapping[str, object],
    notes: Mapping[object, int],
) -> set[str]:
    """Name what a device has and the sender's has not, each beginning with its kind: notes that hang, and so on."""
    wrong = {f"notes {note}" for note, count in notes.items() if count > sounding.get(note, 0)}
    for name in expected.keys() | heard.keys():
        if expected.get(name) != heard.get(name) and "any" not in (expected.get(name), heard.get(name)):
            kind = "programs" if name.endswith("program") else "controllers"
            wrong.add(f"{kind} {name}")
    return wrong


def count(wrong: Iterable[str]) -> dict[str, int]:
    """Count what is wrong by kind."""
    names = list(wrong)
    return {kind: sum(name.startswith(kind) for name in names) for kind in KINDS}
