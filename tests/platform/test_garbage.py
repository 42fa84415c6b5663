"""What is there when all stands is never looked at again; what comes later is."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import count, repeat

from app.platform.garbage import EVERY_S, PAUSE_S, PauseKeeper

PROBE = """
import gc, weakref
from app.platform.garbage import loading, settle

class Ring:
    def __init__(self):
        self.me = self

with loading():
    import json
assert gc.isenabled()
loaded = gc.get_freeze_count()
kept = [[number] for number in range(10_000)]
lost = weakref.ref(Ring())
settle()
assert lost() is None, "what was garbage by then is gone"
assert gc.get_freeze_count() >= loaded + 10_000
later = weakref.ref(Ring())
looked = len(gc.get_objects())
gc.collect()
assert later() is None, "what becomes garbage later is found"
print(loaded > 0, looked < 10_000, gc.get_threshold()[2] > 100)
"""


def test_what_stands_is_not_looked_at_again() -> None:
    probe = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, encoding="utf-8", check=False)
    assert (probe.stdout, probe.stderr) == ("True True True\n", "")


def test_everything_is_looked_through_in_pauses_only() -> None:
    looks: list[float] = []
    now = 1000.0
    keeper = PauseKeeper(lambda: looks.append(now))

    def pass_time(seconds: float, messages: Iterator[int]) -> None:
        nonlocal now
        end = now + seconds
        while now < end:
            now += 5.0
            keeper.tick(now, next(messages))

    pass_time(2 * EVERY_S, count(1))
    assert looks == [], "somebody plays all the time"
    pass_time(PAUSE_S, repeat(0))
    assert looks == [], "a breath is no pause"
    pass_time(5.0, repeat(0))
    assert len(looks) == 1
    pass_time(EVERY_S - 5.0, repeat(0))
    assert len(looks) == 1, "not again so soon"
    pass_time(5.0, repeat(0))
    assert len(looks) == 2
    pass_time(EVERY_S + PAUSE_S, count(1))
    assert len(looks) == 2, "somebody plays again"
