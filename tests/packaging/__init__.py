"""What makes the installers is beside this; its modules import each other by their bare names."""

import sys
from pathlib import Path

PACKAGING = Path(__file__).parents[2] / "packaging"
sys.path += [str(PACKAGING), str(PACKAGING / "pyinstaller"), str(PACKAGING / "linux")]
