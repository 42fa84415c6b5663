"""A ratchet: what reads strangers' octets and what repairs a stream is tested to its last branch, and stays so."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PERFECT = ("app/wire", "app/media/history", "app/media/repair", "app/media/state")
PERFECT_FILES = (
    "app/media/sender.py",
    "app/media/receiver.py",
    "app/media/feedback.py",
    "app/media/guards.py",
)
TESTS = ("tests/wire", "tests/media", "tests/fuzz")
NOT_NEEDED = "tests/media/test_simulation.py"
"""Random runs reach every branch too, but by luck: what counts is the test that names the rule."""


@pytest.mark.timeout(900)
def test_the_wire_and_the_journal_are_covered_to_the_last_branch(tmp_path: Path) -> None:
    coverage = [sys.executable, "-m", "coverage"]
    data = f"--data-file={tmp_path / 'coverage'}"
    source = f"--source={','.join((*PERFECT, 'app/media'))}"
    arguments = [*TESTS, "-q", "-p", "no:cacheprovider", f"--ignore={NOT_NEEDED}"]
    run = subprocess.run(
        [*coverage, "run", "--branch", data, source, "-m", "pytest", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:]
    include = f"--include={','.join([*(f'{place}/*' for place in PERFECT), *PERFECT_FILES])}"
    report = subprocess.run(
        [*coverage, "report", data, include, "--fail-under=100", "--show-missing", "--skip-covered"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert report.returncode == 0, report.stdout
