"""Foreign RTP-MIDI programs that the tests play with, from npm: pinned, checked by their hashes, kept beside the rest.

`python packaging/foreign.py` puts them there and prints their folder; a sentence and code 1 where that cannot be.
"""

# Standard library only, and no syntax newer than Python 3.8, as in dev.py.

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "packaging" / "node"
FOLDER = ROOT / ".venv" / "node"
FILES = ("package.json", "package-lock.json")
# Not `npm ci`: it wants an optional package in the list that is in no registry.
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--omit=optional", "--no-save", "--loglevel=error")


def provide() -> str | None:
    """Install what is missing; gives the reason where it cannot be had."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return "node and npm are not installed"
    if _is_there():
        return None
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(LIST / name, FOLDER / name)
    (FOLDER / ".done").unlink(missing_ok=True)
    done = subprocess.run(
        [npm, "install", *QUIET], cwd=FOLDER, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        last = done.stdout.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
        return f"npm could not install them: {last[0]}"
    shutil.copyfile(LIST / FILES[1], FOLDER / ".done")
    return None


def _is_there() -> bool:
    try:
        return (FOLDER / ".done").read_bytes() == (LIST / FILES[1]).read_bytes()
    except OSError:
        return False


if __name__ == "__main__":
    reason = provide()
    print(reason or FOLDER)
    sys.exit(reason is not None)
