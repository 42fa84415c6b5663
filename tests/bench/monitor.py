"""The monitor with 100 000 rows: how long the window needs for each frame, and what it costs the notes.

First the table alone, filled as fast as it goes; then the hop of `bench hop` with the monitor open and every message
in it. Wanted: frames under 16 ms in p95, and the hop's p99 under 1 ms.
"""

import argparse
import statistics
import time

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.engine.api import MonitorRow
from app.ui.client import Client
from app.ui.monitor_filter import ALL_KINDS, RowFilter
from app.ui.monitor_panel import FETCH_MS, MonitorPanel
from app.ui.preferences import Preferences
from app.ui.theme import Theme
from tests.bench.hop import measure, row, two_ends
from tests.support.fake_engine import FakeEngine

ROWS = 100_000
PER_FRAME = (4, 40, 400)
FRAMES = 120
MESSAGES = tuple(
    bytes.fromhex(text)
    for text in ("903c60", "b0407f", "e02b4a", "803c40", "f8", "f0423059" + "00" * 40 + "f7")
)


def main(arguments: list[str]) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(prog="bench monitor")
    parser.add_argument("--count", type=int, default=2000, help="messages of the hop")
    options = parser.parse_args(arguments)
    measure_table()
    print(f"\n{'hop, microseconds':30} {'p50':>8} {'p95':>8} {'p99':>8} {'max':>8}   CPU sender / receiver")
    for name, window in (("headless", "none"), ("window", "idle"), ("window with the monitor", "monitor")):
        with two_ends("none", window) as (first, second):
            if window == "monitor":
                measure(first, second, options.count, 1.0)  # so that there are rows before it counts
            row(name, *measure(first, second, options.count, 3.0))
    return 0


def measure_table() -> None:
    """Fill the table, then let rows come while it is full, filtered and not."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    engine = FakeEngine()
    client = Client(engine)
    panel = MonitorPanel(client, Theme(application.styleHints(), "dark"), Preferences())
    panel.resize(1200, 500)
    panel.show()
    panel._timer.stop()
    _add(engine, ROWS + 2000)
    begin = time.perf_counter()
    while panel.model.rowCount() < ROWS * 5 // 6:
        panel._fetch()
        _turn()
    print(f"{panel.model.rowCount()} of {ROWS} rows shown after {time.perf_counter() - begin:.2f} s")
    print(f"\n{'frames, ms':44} {'p50':>8} {'p95':>8} {'max':>8}")
    for name, wanted in (
        ("full", RowFilter(ALL_KINDS)),
        ("clock hidden", RowFilter()),
        ("filter “pedal”", RowFilter(ALL_KINDS, "pedal")),
    ):
        panel.model.show_only(wanted)
        _settle(panel)
        for each in PER_FRAME:
            _row(
                f"{name}, {each} rows a frame ({each * 1000 // FETCH_MS} a second)",
                _frames(engine, panel, each),
            )
    begin = time.perf_counter()
    panel.model.show_only(RowFilter(ALL_KINDS, "velocity"))
    turns = _settle(panel)
    print(f"\nfiltering all rows: {time.perf_counter() - begin:.2f} s, longest turn {max(turns):.1f} ms")
    panel.close()
    client.close()


def _frames(engine: FakeEngine, panel: MonitorPanel, each: int) -> list[float]:
    """Time fetching and painting of one frame after the other."""
    times = []
    for _ in range(FRAMES):
        _add(engine, each)
        begin = time.perf_counter()
        panel._fetch()
        panel.table.viewport().repaint()
        times.append((time.perf_counter() - begin) * 1000)
        _turn()
    return times


def _settle(panel: MonitorPanel) -> list[float]:
    """Let the filter look at all rows; give how long each turn took."""
    times = [0.0]
    while panel.model._turn.isActive():
        begin = time.perf_counter()
        _turn()
        times.append((time.perf_counter() - begin) * 1000)
    return times


def _turn() -> None:
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()


def _add(engine: FakeEngine, count: int) -> None:
    first = len(engine.rows)
    engine.rows.extend(
        MonitorRow(number + 1, time.time(), "Keystation 49", "Stage piano", MESSAGES[number % len(MESSAGES)])
        for number in range(first, first + count)
    )


def _row(name: str, times: list[float]) -> None:
    cuts = statistics.quantiles(times, n=100)
    print(f"{name:44} {cuts[49]:8.2f} {cuts[94]:8.2f} {max(times):8.2f}", flush=True)
