"""A performance between two real programs over loopback UDP, through a network that loses its packets by a seed."""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from app.model.patch import JournalMode
from tests.bench.hop import End, wait_until_ready
from tests.support.bad_network import bad_network
from tests.support.dissector_defects import Verdict, judge
from tests.support.impairment import CONDITIONS, Condition, Impairment
from tests.support.pcap import recording
from tests.support.performance import TICKS_PER_SECOND, count, device, load, strikes, wrongs
from tests.support.ports import free_pair

MODES: tuple[JournalMode, ...] = ("auto", "off")
"""What a session has by itself, and none."""
AFTER_S = 1.0
TITLE = (
    "                                                              1 s after the end: stuck      wrong     wrong\n"
    "condition       mode      sent   lost  noticed  repaired  unplayed         notes  controllers  programs"
)


@dataclass(frozen=True, slots=True)
class Run:
    """What is played, how much faster than written, how much of it (0: all), and by which seed packets are lost."""

    music: Path
    speed: float
    seconds: float
    seed: int
    tshark: bool = False


@dataclass(slots=True)
class Row:
    """What one network did to the performance; `wrong` is one second after its end.

    `unplayed` notes were over before a later packet could tell of them. Where there is no journal nothing hangs either,
    because a receiver that is told nothing after a loss ends every note.
    """

    condition: str
    mode: JournalMode
    sent: int
    lost: int
    wrong: dict[str, int]
    receiver: dict[str, int]
    unplayed: int
    behind_ms: float
    verdict: Verdict = field(default_factory=Verdict)

    def print(self) -> None:
        """Print it as a line of the table."""
        wrong, receiver = self.wrong, self.receiver
        print(
            f"{self.condition:15} {self.mode:7} {self.sent:6} {self.lost:6} {receiver['lost']:8}"
            f" {receiver['repaired']:9} {self.unplayed:9} {wrong['notes']:13} {wrong['controllers']:12}"
            f" {wrong['programs']:9}",
            flush=True,
        )


def play_all_conditions(run: Run) -> int:
    """Print one line per condition, with journal and without, both at the same time; count the faults."""
    events = load(run.music, run.seconds)
    print(
        f"\ntwo processes: {run.music.name}, {len(events)} messages in {events[-1][0] / TICKS_PER_SECOND:.0f} s,"
        f" played {run.speed:g} times as fast; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )
    print(TITLE)
    rows: list[Row] = []
    with ThreadPoolExecutor(len(MODES)) as both:
        for condition in CONDITIONS:
            for row in both.map(lambda mode, given=condition: play(run, given, mode), MODES):
                row.print()
                rows.append(row)
    print(f"the player was late by {max(row.behind_ms for row in rows):.0f} ms at most")
    print(
        f"wanted with journal: 0 everywhere {AFTER_S:.0f} s after the end; load {os.getloadavg()[0]:.1f} at the end"
    )
    faults = sum(sum(row.wrong.values()) for row in rows if row.mode != "off")
    return faults + (report_tshark(rows) if run.tshark else 0)


def play(run: Run, condition: Condition, mode: JournalMode) -> Row:
    """Play the performance through one network."""
    impairment = Impairment(condition, Random(run.seed))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with playing(impairment, mode, folder / "all.pcap") as (player, listener):
            performed = player.ask(f"perform {run.speed} {run.seconds} {run.music}")
            time.sleep(AFTER_S)
            receiver = listener.ask("counters")
            heard = [bytes.fromhex(message) for _, message in listener.ask("heard")["heard"]]
        verdict = judge(folder / "all.pcap", folder) if run.tshark else Verdict()
    played = [message for _, message in load(run.music, run.seconds)]
    truth, found = device(played), device(heard)
    wrong = count(wrongs(truth.elements(), truth.notes(), found.elements(), found.notes()))
    unplayed = strikes(played) - strikes(heard)
    sent, lost, behind_ms = impairment.sent, impairment.lost, performed["behind"] * 1000
    return Row(condition.name, mode, sent, lost, wrong, receiver, unplayed, behind_ms, verdict)


@contextmanager
def playing(impairment: Impairment, mode: JournalMode, capture: Path) -> Iterator[tuple[End, End]]:
    """Run a player and a listener that reach each other through the network; what was sent is in `capture`."""
    from_player, from_listener = free_pair(), free_pair()
    journal = f"--journal={mode}"
    with (
        recording(capture) as captured,
        bad_network(from_player, from_listener, impairment.take, captured) as network,
    ):
        listener = End("Listener", from_listener, 0, journal, module="journal_end")
        player = End("Player", from_player, network.port, journal, module="journal_end")
        try:
            wait_until_ready(player, listener)
            yield player, listener
        finally:
            player.close()
            listener.close()


def report_tshark(rows: list[Row]) -> int:
    """Print what tshark said of all packets; give the number of those that no defect of its own explains."""
    explained: Counter[str] = sum((row.verdict.explained for row in rows), Counter[str]())
    unexplained: list[bytes] = [each for row in rows for each in row.verdict.unexplained]
    sent, read = sum(row.sent for row in rows), sum(row.verdict.read for row in rows)
    print(
        f"tshark read {read} of {sent} packets; malformed by its own defects (wire sheet 13): {dict(explained)};"
    )
    print(f"malformed without an explanation: {len(unexplained)} (wanted 0)")
    for datagram in unexplained[:3]:
        print(f"   {datagram.hex()}")
    return len(unexplained) + (sent - read)
