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
NOT_NEEDED = (
    "tests/media/test_simulation.py",  # reaches every branch too, but by luck: what counts is what names the rule
    "tests/media/test_echo_watch.py",  # long, and about a module that is not held to its last branch
    "tests/wire/journal/test_tshark.py",  # has another program judge what is written
)


@pytest.mark.timeout(900)
def test_the_wire_and_the_journal_are_covered_to_the_last_branch(tmp_path: Path) -> None:
    coverage = [sys.executable, "-m", "coverage"]
    data = f"--data-file={tmp_path / 'coverage'}"
    source = f"--source={','.join((*PERFECT, 'app/media'))}"
    arguments = [*TESTS, "-q", "-p", "no:cacheprovider", *(f"--ignore={file}" for file in NOT_NEEDED)]
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
