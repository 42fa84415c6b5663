"""One end of the journal benchmark: the real engine with ports in memory, which can play a whole performance."""

import argparse
import asyncio
import threading
import time
from pathlib import Path

from tests.bench.hop_end import Orders, build, headless
from tests.support.performance import TICKS_PER_SECOND, load


class PlayerOrders(Orders):
    """Plays a file as fast as it is told, and tells what the journal did."""

    def obey_else(self, words: list[str]) -> None:
        """Know `perform SPEED SECONDS PATH` and `counters`."""
        if words[0] == "perform":
            self._perform(float(words[1]), float(words[2]), Path(" ".join(words[3:])))
        elif words == ["counters"]:
            [peer] = self.engine.snapshot().participants
            found = peer.counters
            repaired = sum(found.repaired.values())
            self.answer({"lost": found.lost, "uncovered": found.uncovered, "repaired": repaired})
        else:
            super().obey_else(words)

    def _perform(self, speed: float, seconds: float, path: Path) -> None:
        events, keys, latest = load(path, seconds), self.backend.inputs["Keys"], 0.0
        begin = time.perf_counter()
        for ticks, message in events:
            due = begin + ticks / TICKS_PER_SECOND / speed
            now = time.perf_counter()
            if due > now:
                time.sleep(due - now)
            latest = max(latest, now - due)
            keys.inject(message)
        self.answer({"behind": latest, "seconds": time.perf_counter() - begin})


def main() -> None:
    """Serve as one end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--peer", type=int, default=0)
    parser.add_argument("--journal", choices=("auto", "on", "off"), default="auto")
    arguments = parser.parse_args()
    engine, backend = build(arguments.name, arguments.port, arguments.peer, arguments.journal)
    orders = PlayerOrders(backend, engine)
    threading.Thread(target=orders.obey, daemon=True).start()
    asyncio.run(headless(engine, orders))


if __name__ == "__main__":
    main()
