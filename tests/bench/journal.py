"""The recovery journal under loss: simulated streams, and real music through an impaired virtual network.

`--runs N` simulates N random streams, each judged after every packet. Then complete performances (by default those
of Debian's planetblupi-music-midi) are played through a sender, a network that loses and reorders by a seed, and a
receiver; at every received packet the device behind it is compared with the one before the sender.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import mido

from app.media.receiver import RtpReceiver
from app.media.sender import RtpSender
from app.model.patch import JournalMode
from app.wire.applemidi import Feedback
from app.wire.rtp import decode_rtp
from tests.media.simulation.run import Simulation
from tests.media.simulation.synth import Synth

MUSIC = Path("/usr/share/planetblupi/music")
TICKS_PER_SECOND = 10_000
GATHER_TICKS = 10
SILENCE_TICKS = TICKS_PER_SECOND


@dataclass(frozen=True)
class Condition:
    """A network: how many packets are lost at random or in bursts, how many may be overtaken."""

    name: str
    loss: float = 0.0
    burst: int = 1
    reorder: int = 0


CONDITIONS = (
    Condition("no loss"),
    Condition("1 % random", 0.01),
    Condition("5 % random", 0.05),
    Condition("10 % random", 0.10),
    Condition("30 % random", 0.30),
    Condition("bursts of 2-8", 0.02, burst=8),
    Condition("reorder by 4", 0.01, reorder=4),
)


@dataclass
class Result:
    """What went wrong, counted when it began; the last three numbers are for one second after the end."""

    packets: int = 0
    lost: int = 0
    wrong: dict[str, int] = field(default_factory=lambda: {"notes": 0, "controllers": 0, "programs": 0})
    at_end: dict[str, int] = field(default_factory=dict)
    octets: list[int] = field(default_factory=list)
    journal_octets: list[int] = field(default_factory=list)
    micros: list[float] = field(default_factory=list)


def main(arguments: list[str]) -> int:
    """Run both parts and print their tables."""
    parser = argparse.ArgumentParser(prog="bench journal", description=__doc__)
    parser.add_argument("--runs", type=int, default=500, help="simulated streams (default 500)")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, default=1, help="of the networks for the music")
    parser.add_argument("music", nargs="*", type=Path, help="MIDI files")
    options = parser.parse_args(arguments)
    failed = simulate(range(options.first, options.first + options.runs))
    for path in options.music or densest(sorted(MUSIC.glob("*.mid"))):
        play_all_conditions(path, options.seed)
    return 1 if failed else 0


def simulate(seeds: range) -> int:
    """Run the simulation of the tests; give how many seeds failed."""
    started = time.perf_counter()
    failed = packets = lost = uncovered = repaired = 0
    for seed in seeds:
        try:
            outcome = Simulation(seed).run()
        except AssertionError as error:
            print(str(error)[:200])
            failed += 1
            continue
        packets += outcome.packets
        lost += outcome.lost
        uncovered += outcome.uncovered
        repaired += sum(outcome.repaired.values())
    seconds = time.perf_counter() - started
    print(f"{len(seeds)} simulated streams in {seconds:.0f} s: {failed} failed (wanted 0);")
    print(
        f"{packets} packets, {lost} lost, {repaired} repair messages, {uncovered} losses uncovered, and known to be"
    )
    return failed


def densest(paths: list[Path]) -> list[Path]:
    """Choose the performance with the most messages per second."""
    if not paths:
        print(f"no music in {MUSIC}: install planetblupi-music-midi, or name MIDI files")
        return []
    return [max(paths, key=lambda path: len(load(path)) / load(path)[-1][0])]


def load(path: Path) -> list[tuple[int, bytes]]:
    """Read a MIDI file as (ticks, message)."""
    seconds = 0.0
    events = []
    for message in mido.MidiFile(path):
        seconds += message.time
        if not message.is_meta:
            events.append((round(seconds * TICKS_PER_SECOND), bytes(message.bytes())))
    return events


def play_all_conditions(path: Path, seed: int) -> None:
    """Print one line per condition, with journal and without."""
    events = load(path)
    print(f"\n{path.name}: {len(events)} messages in {events[-1][0] / TICKS_PER_SECOND:.0f} s")
    print(
        "condition       journal   lost  stuck notes  wrong controllers  wrong programs   1 s after the end"
    )
    modes: tuple[JournalMode, ...] = ("on", "off")
    for condition in CONDITIONS:
        for mode in modes:
            result = play(events, condition, mode, seed)
            wrong, end = result.wrong, result.at_end
            print(
                f"{condition.name:15} {mode:7} {result.lost:6} {wrong['notes']:12} {wrong['controllers']:18}"
                f" {wrong['programs']:15}   {end['notes']} / {end['controllers']} / {end['programs']}"
            )
            if condition is CONDITIONS[0] and mode == "on":
                figures = result
    print("wanted with journal: 0 everywhere")
    report("octets per packet", figures.octets, "median under 100")
    report("  of these journal", figures.journal_octets, "")
    report("encode + decode, us", figures.micros, "median under 60")


def report(name: str, samples: list[int] | list[float], wanted: str) -> None:
    """Print median and p99."""
    ordered = sorted(samples)
    median, p99 = statistics.median(ordered), ordered[len(ordered) * 99 // 100]
    print(f"{name:20} median {median:7.1f}   p99 {p99:7.1f}   {wanted}")


def play(events: list[tuple[int, bytes]], condition: Condition, mode: JournalMode, seed: int) -> Result:
    """Play a performance through one network."""
    stage = Stage(condition, mode, Random(seed))
    batch: list[tuple[int, bytes]] = []
    for ticks, message in events:
        if batch and ticks > batch[0][0] + GATHER_TICKS:
            stage.send(batch, batch[-1][0])
            batch = []
        stage.wait(ticks)
        batch.append((ticks, message))
    stage.send(batch, batch[-1][0])
    stage.wait(batch[-1][0] + SILENCE_TICKS)
    stage.finish()
    return stage.result


class Stage:
    """A sender, a network and a receiver with a device at both ends."""

    def __init__(self, condition: Condition, mode: JournalMode, random: Random) -> None:
        self.result = Result()
        self._condition = condition
        self._random = random
        self._sender = RtpSender(1, 1000, journal=mode)
        self._receiver = RtpReceiver()
        self._truth, self._heard = Synth(), Synth()
        self._states: dict[int, tuple[dict[str, object], dict[object, int]]] = {}
        self._held_back: list[bytes] = []
        self._burst = 0
        self._wrong: set[str] = set()

    def send(self, batch: list[tuple[int, bytes]], now: int) -> None:
        """Send a batch; its datagrams share the state behind the batch, which is one datagram nearly always."""
        journal_octets = self._sender.counters.journal_octets
        started = time.perf_counter()
        datagrams = self._sender.packets(batch, now)
        self._encoded = (time.perf_counter() - started) * 1e6 / len(datagrams)
        self.result.journal_octets.append(
            (self._sender.counters.journal_octets - journal_octets) // len(datagrams)
        )
        for _, message in batch:
            self._truth.hear(message)
        for datagram in datagrams:
            self.result.octets.append(len(datagram))
            self._remember(datagram)
            self._transmit(datagram, now, whole=datagram is datagrams[-1])

    def wait(self, until: int) -> None:
        """Let guard packets and reports go on until a time."""
        while True:
            timers = [
                due for due in (self._sender.get_timer(), self._receiver.get_timer()) if due is not None
            ]
            if not timers or min(timers) >= until:
                return
            now = min(timers)
            for datagram in self._sender.handle_timer(now):
                self._remember(datagram)
                self._transmit(datagram, now, whole=True)
            number = self._receiver.feedback_due(max(now, 0))
            if number is not None and self._random.random() >= self._condition.loss:
                self._sender.feedback(Feedback(2, number), now)

    def finish(self) -> None:
        """Count what is wrong in the end."""
        final = max(self._states)
        wrong = self._compare(final)
        self.result.at_end = {
            kind: sum(name.startswith(kind) for name in wrong) for kind in self.result.wrong
        }

    def _remember(self, datagram: bytes) -> None:
        self.result.packets += 1
        self._states[decode_rtp(datagram).sequence] = (self._truth.elements(), self._truth.notes())

    def _transmit(self, datagram: bytes, now: int, whole: bool) -> None:
        random, condition = self._random, self._condition
        if self._burst == 0 and random.random() < condition.loss:
            self._burst = random.randint(2, condition.burst) if condition.burst > 1 else 1
        if self._burst:
            self._burst -= 1
            self.result.lost += 1
            return
        for arrived in self._reordered(datagram):
            self._receive(arrived, now, whole)

    def _reordered(self, datagram: bytes) -> Iterator[bytes]:
        if self._condition.reorder and not self._held_back and self._random.random() < 0.1:
            self._held_back = [datagram]
            self._overtakers = self._random.randint(1, self._condition.reorder)
            return
        yield datagram
        if self._held_back:
            self._overtakers -= 1
            if not self._overtakers:
                yield self._held_back.pop()

    def _receive(self, datagram: bytes, now: int, whole: bool) -> None:
        started = time.perf_counter()
        rtp = decode_rtp(datagram)
        played = self._receiver.receive(rtp, now)
        self.result.micros.append((time.perf_counter() - started) * 1e6 + getattr(self, "_encoded", 0.0))
        for _, message, _ in played:
            self._heard.hear(message)
        highest = self._receiver.highest
        if whole and highest is not None and highest & 0xFFFF == rtp.sequence:
            wrong = self._compare(rtp.sequence)
            for name in wrong - self._wrong:
                self.result.wrong[name.partition(" ")[0]] += 1
            self._wrong = wrong

    def _compare(self, sequence: int) -> set[str]:
        """Name what the heard device has and the sender's has not: notes that hang, controllers, programs."""
        expected, sounding = self._states[sequence]
        heard, notes = self._heard.elements(), self._heard.notes()
        wrong = {f"notes {note}" for note, count in notes.items() if count > sounding.get(note, 0)}
        for name in expected.keys() | heard.keys():
            if expected.get(name) != heard.get(name) and "any" not in (expected.get(name), heard.get(name)):
                kind = "programs" if name.endswith("program") else "controllers"
                wrong.add(f"{kind} {name}")
        return wrong
