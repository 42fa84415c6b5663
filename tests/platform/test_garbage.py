"""What is there when all stands is never looked at again; what comes later is."""

import subprocess
import sys

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
print(loaded > 0, looked < 10_000)
"""


def test_what_stands_is_not_looked_at_again() -> None:
    probe = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, encoding="utf-8", check=False)
    assert (probe.stdout, probe.stderr) == ("True True\n", "")
