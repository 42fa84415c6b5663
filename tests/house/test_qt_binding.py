"""The Qt binding keeps its references to None: PySide6 6.12.0 lost them, and aborted sooner or later."""

import subprocess
import sys

# Each call of a void Qt method must leave the count of None as it was; where None is immortal it cannot move.
_CALLS = """
import sys
from PySide6.QtGui import QPainterPath
path = QPainterPath()
before = sys.getrefcount(None)
for _ in range(20_000):
    path.cubicTo(1, 2, 3, 4, 5, 6)
lost = before - sys.getrefcount(None)
print("lost" if lost > 100 else "kept")
"""


def test_void_calls_keep_their_references():
    done = subprocess.run([sys.executable, "-c", _CALLS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "kept"), done.stderr
