"""The smoke test of the installers, on a program out of the checkout: it passes, and it finds what is wrong."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import smoke_test

from tests.house.source import ROOT

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the stand-in for a frozen program is a shell script"
)


@pytest.fixture
def longwire(tmp_path: Path) -> Iterator[smoke_test.Longwire]:
    """A program like a frozen one."""
    program = tmp_path / "longwire"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m app "$@"\n')
    program.chmod(0o755)
    made = smoke_test.Longwire(
        argparse.Namespace(
            program=str(program),
            chroot=None,
            user=None,
            midi_api="none",
            display="",
            picture=tmp_path / "window.png",
        )
    )
    yield made
    made.close()


def test_it_passes_on_a_program_that_works(longwire: smoke_test.Longwire) -> None:
    assert smoke_test.commands(longwire).startswith("Longwire ")
    assert "octets of SysEx arrive; the window is" in smoke_test.play(longwire)
    assert longwire.wanted.picture.read_bytes().startswith(b"\x89PNG")


def test_native_parts_that_are_missing_are_found(longwire: smoke_test.Longwire) -> None:
    with pytest.raises(smoke_test.SmokeError, match="nothing is bundled"):
        smoke_test.parts(longwire)


def test_lines_that_nobody_expects_are_found(longwire: smoke_test.Longwire) -> None:
    with pytest.raises(smoke_test.SmokeError, match="exit code 2"):
        longwire.run("check", "/no/such/file")
    said = "16:00 Qt: This plugin does not support propagateSizeHints()\nSegmentation fault\n"
    assert smoke_test.unexpected(said) == ["Segmentation fault"]
