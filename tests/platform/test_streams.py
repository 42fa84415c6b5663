"""Standard streams as each system gives them: none, with few letters, or with a reader that has gone."""

import errno
import io
import subprocess
import sys

import pytest

from app.platform.streams import KEPT_CHARACTERS, Unseen, is_reader_gone, prepare_streams, show_unseen
from tests.support.program import ROOT


def take_streams_away(patch: pytest.MonkeyPatch) -> None:
    """Leave none, as in a program with a window on Windows; not in a fixture, as pytest puts its own in after it."""
    patch.setattr(sys, "stdout", None)
    patch.setattr(sys, "stderr", None)


def test_a_program_without_streams_can_print(monkeypatch: pytest.MonkeyPatch) -> None:
    take_streams_away(monkeypatch)
    prepare_streams("win32")
    print("“Studio” → everyone", flush=True)
    print("why", file=sys.stderr, flush=True)
    assert isinstance(sys.stdout, Unseen)
    assert isinstance(sys.stderr, Unseen)
    assert (sys.stdout.text, sys.stderr.text) == ("“Studio” → everyone\n", "why\n")


def test_what_nobody_sees_does_not_fill_the_memory() -> None:
    unseen = Unseen()
    for number in range(10_000):
        print(number, file=unseen)
    assert len(unseen.text) == KEPT_CHARACTERS
    assert unseen.text.endswith("9999\n")


def test_why_it_failed_is_shown_once_it_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    take_streams_away(monkeypatch)
    prepare_streams("win32")
    shown: list[str] = []
    show_unseen(1, shown.append)
    print("longwire: this file is wrong", file=sys.stderr)
    show_unseen(0, shown.append)
    show_unseen(None, shown.append)
    assert shown == []
    show_unseen(2, shown.append)
    assert shown == ["longwire: this file is wrong"]


def test_nothing_is_shown_twice_where_there_is_a_terminal() -> None:
    shown: list[str] = []
    print("longwire: this file is wrong", file=sys.stderr)
    show_unseen(2, shown.append)
    assert shown == []


@pytest.mark.parametrize(
    ("system", "octets"), [("win32", "“Ü” →".encode()), ("linux", b"\\u201c\xdc\\u201d \\u2192")]
)
def test_a_pipe_takes_every_text(monkeypatch: pytest.MonkeyPatch, system: str, octets: bytes) -> None:
    below = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(below, encoding="latin-1"))
    prepare_streams(system)
    print("“Ü” →", end="", flush=True)
    assert below.getvalue() == octets


def test_a_reader_that_has_gone_is_known_on_each_system() -> None:
    invalid = OSError(errno.EINVAL, "Invalid argument")
    assert is_reader_gone(BrokenPipeError(), "linux")
    assert is_reader_gone(invalid, "win32")
    assert not is_reader_gone(invalid, "linux")
    assert not is_reader_gone(OSError(errno.ENOSPC, "No space left on device"), "win32")


@pytest.mark.parametrize("arguments", [["--version"], ["check", "none.toml"], ["--wrong"]])
def test_the_program_runs_without_streams_as_with_them(arguments: list[str]) -> None:
    code = (
        "import sys; out = sys.stderr; sys.stdin = sys.stdout = sys.stderr = None\n"
        "from app.__main__ import main\n"
        "try:\n    code = main(sys.argv[1:])\nexcept SystemExit as end:\n    code = end.code\n"
        "print(code, sys.stdout.text, sys.stderr.text, file=out)"
    )
    command = [sys.executable, "-c", code, *arguments]
    blind = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stderr
    seen = subprocess.run(
        [sys.executable, "-m", "app", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert blind.split() == f"{seen.returncode} {seen.stdout} {seen.stderr}".split()
