"""How exactly a file is played and a take is recorded: each event's time against what the file says.

The real engine with ports in memory, headless and beside the real window whose canvas is repainted. Wanted: p99 of the
lateness under 1 ms, and a take that is true to a tick of its file (52 microseconds).
"""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import mido

from app.midi.smf import compose, sorted_tracks
from tests.bench.hop import End, row
from tests.support.ports import free_pair

STEP_MS = 5
READY_S = 30.0


def main(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="bench takes")
    parser.add_argument("--count", type=int, default=2000, help="events of the file")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        song = _song(Path(folder) / "song.mid", options.count)
        print(f"{'microseconds late':30} {'p50':>8} {'p95':>8} {'p99':>8} {'max':>8}", flush=True)
        for window in ("none", "idle", "busy"):
            take = Path(folder) / f"take-{window}.mid"
            end = End("A", free_pair(), 0, f"--window={window}", module="takes_end")
            try:
                _wait_until_ready(end)
                time.sleep(2)
                played = end.ask(f"play {song}")["heard"]
                row(f"song, window {window}", _late([stamp for stamp, _ in played]))
                injected = end.ask(f"record {take} {options.count} {STEP_MS}")["injected"]
                row(f"take, window {window}", _off(injected, take))
            finally:
                end.close()
    return 0


def _song(file: Path, count: int) -> Path:
    events = ((nth * STEP_MS * 1_000_000, "song", bytes((0x90, nth % 128, 64))) for nth in range(count))
    file.write_bytes(b"".join(compose(sorted_tracks("song", events))))
    return file


def _late(stamps: list[int]) -> list[float]:
    """Give how much later than the earliest possible beginning each event came."""
    offsets = [(stamp - nth * STEP_MS * 1_000_000) / 1000 for nth, stamp in enumerate(stamps)]
    return [offset - min(offsets) for offset in offsets]


def _off(injected: list[int], take: Path) -> list[float]:
    at, times = 0.0, []
    for message in mido.MidiFile(take, charset="utf-8"):
        at += message.time
        if message.type == "note_on":  # what ends them at the end of the take was not injected
            times.append(at)
    if len(times) != len(injected):
        print(
            f"   {len(injected) - len(times)} of {len(injected)} messages are not in the take",
            file=sys.stderr,
        )
    return [
        abs((stamp - injected[0]) / 1000 - time * 1e6) for stamp, time in zip(injected, times, strict=False)
    ]


def _wait_until_ready(end: End) -> None:
    deadline = time.monotonic() + READY_S
    while not end.ask("ready")["ready"]:
        if time.monotonic() > deadline:
            raise SystemExit("the engine did not start")
        time.sleep(0.1)
