"""The recovery journal under loss: simulated streams, and real music between two programs over an impaired network.

`--runs N` simulates N random streams, each judged after every packet. Then complete performances (by default the
densest of Debian's planetblupi-music-midi) are played twice: between two real processes over loopback UDP, faster
than written, and through a virtual network, where the device behind the receiver is compared with the one before the
sender at every received packet. What the networks lose and reorder is given by a seed.
"""

import argparse
import time
from pathlib import Path

from tests.bench import _journal_processes, _journal_virtual
from tests.media.simulation.run import Simulation
from tests.support.performance import MUSIC, densest

QUICK_S = 120


def main(arguments: list[str]) -> int:
    """Run the three parts and print their tables."""
    parser = argparse.ArgumentParser(prog="bench journal", description=__doc__)
    parser.add_argument("--runs", type=int, default=500, help="simulated streams (default 500)")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, default=1, help="of the networks for the music")
    parser.add_argument(
        "--speed", type=float, default=20, help="of the two processes (default 20 times as written)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="only the first two minutes between the processes"
    )
    parser.add_argument(
        "--tshark", action="store_true", help="let tshark read all that the two processes sent"
    )
    parser.add_argument("--all", action="store_true", help="play all performances, not only the densest")
    parser.add_argument("music", nargs="*", type=Path, help="MIDI files")
    options = parser.parse_args(arguments)
    failed = simulate(range(options.first, options.first + options.runs))
    found = sorted(MUSIC.glob("*.mid"))
    for path in options.music or (found if options.all else densest(found)):
        seconds = QUICK_S if options.quick else 0
        run = _journal_processes.Run(path, options.speed, seconds, options.seed, options.tshark)
        failed += _journal_processes.play_all_conditions(run)
        _journal_virtual.play_all_conditions(path, options.seed)
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
