"""A performance through a sender, a virtual network and a receiver, judged at every received packet."""

import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from app.media.receiver import RtpReceiver
from app.media.sender import RtpSender
from app.model.patch import JournalMode
from app.wire.applemidi import Feedback
from app.wire.rtp import decode_rtp
from tests.media.simulation.synth import Synth
from tests.support.impairment import CONDITIONS, Condition, Impairment
from tests.support.performance import KINDS, TICKS_PER_SECOND, count, load, wrongs

GATHER_TICKS = 10
SILENCE_TICKS = TICKS_PER_SECOND


@dataclass
class Result:
    """What went wrong, counted when it began; the last three numbers are for one second after the end."""

    packets: int = 0
    lost: int = 0
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    at_end: dict[str, int] = field(default_factory=dict)
    octets: list[int] = field(default_factory=list)
    journal_octets: list[int] = field(default_factory=list)
    micros: list[float] = field(default_factory=list)


def play_all_conditions(path: Path, seed: int) -> None:
    """Print one line per condition, with journal and without."""
    events = load(path)
    print(
        f"\nvirtual network: {path.name}, {len(events)} messages in {events[-1][0] / TICKS_PER_SECOND:.0f} s"
    )
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
        self._network = Impairment(condition, random)
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
        self.result.at_end = count(self._compare(final))
        self.result.lost = self._network.lost

    def _remember(self, datagram: bytes) -> None:
        self.result.packets += 1
        self._states[decode_rtp(datagram).sequence] = (self._truth.elements(), self._truth.notes())

    def _transmit(self, datagram: bytes, now: int, whole: bool) -> None:
        for arrived in self._network.take(datagram):
            self._receive(arrived, now, whole)

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
        return wrongs(*self._states[sequence], self._heard.elements(), self._heard.notes())
