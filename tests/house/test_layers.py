"""The layer contracts hold, and each of them really catches what it forbids."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.source import ROOT

# Contract (the beginning of its name) -> wrong imports: who, the line, whom it reaches.
PLANTED = {
    "Layers": [
        ("app.midi.planted", "import app.wire.reader", "app.wire.reader"),
        ("app.midi.planted_too", "from app.model import patch", "app.model.patch"),
        ("app.media.planted", "import app.session.session", "app.session.session"),
        ("app.wire.planted", "def late():\n    import app.engine.api", "app.engine.api"),
        ("app.engine.planted", "from app.platform.resources import resource", "app.platform.resources"),
        ("app.config.planted", "import app.bootstrap", "app.bootstrap"),
        ("app.engine.planted_too", "import app.control", "app.control"),
        ("app.doctor.planted", "import app.control", "app.control"),
        ("app.control.planted", "import app.options", "app.options"),
        ("app.ui.planted", "import app.cli", "app.cli"),
    ],
    "Only the window knows Qt": [
        ("app.engine.planted", "from PySide6.QtCore import QTimer", "PySide6"),
        ("app.platform.planted", "import PySide6", "PySide6"),
        ("app.cli.planted", "def late():\n    import qasync", "qasync"),
        ("app.planted", "import PySide6.QtWidgets", "PySide6"),
    ],
    "The window and the command line see": [
        ("app.ui.planted", "from app.engine import problems", "app.engine.problems"),
        ("app.ui.canvas.planted", "import app.wire.reader", "app.wire.reader"),
        ("app.cli.planted", "import app.config", "app.config"),
        ("app.control.planted", "from app.engine.engine import Engine", "app.engine.engine"),
    ],
    "One module speaks to the MIDI system": [
        ("app.engine.planted", "import rtmidi", "rtmidi"),
        ("app.cli.planted", "def late():\n    from rtmidi import MidiIn", "rtmidi"),
    ],
    "One module speaks mDNS": [
        ("app.engine.planted", "from zeroconf.asyncio import AsyncZeroconf", "zeroconf"),
        ("app.ui.planted", "import zeroconf", "zeroconf"),
    ],
    "The protocol core": [
        ("app.session.planted", "import asyncio", "asyncio"),
        ("app.media.planted", "from time import monotonic", "time"),
        ("app.wire.journal.planted", "import secrets", "secrets"),
        ("app.model.planted", "import os", "os"),
        ("app.midi.planted", "import threading", "threading"),
    ],
}


def test_every_contract_holds():
    done = _lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


def test_every_contract_has_planted_imports():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]
    starts = [next((start for start in PLANTED if name.startswith(start)), name) for name in names]
    assert sorted(starts) == sorted(PLANTED)


@pytest.mark.parametrize("contract", PLANTED)
def test_wrong_imports_are_caught(contract: str, tmp_path: Path):
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for module, line, _ in PLANTED[contract]:
        file = tmp_path / (module.replace(".", "/") + ".py")
        file.write_text(f"{line}\n", encoding="utf-8")
    done = _lint_imports(tmp_path)
    assert done.returncode == 1
    broken = [line for line in done.stdout.splitlines() if " BROKEN" in line]
    assert any(line.startswith(contract) for line in broken), done.stdout
    for module, _, reached in PLANTED[contract]:
        assert f"{module} -> {reached} (" in done.stdout


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    command = [str(program), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)
