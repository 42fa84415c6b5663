"""Loading every native part of a frozen program."""

import shutil
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.cli.parts import load_parts, native_modules, plugins
from tests.support.program import run_longwire


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder like that of a frozen program, with one real part, a library that is none, and Python's own."""
    suffix = EXTENSION_SUFFIXES[0]
    for name in ("rtmidi", "python3.11/lib-dynload"):
        (tmp_path / name).mkdir(parents=True)
    spec = find_spec("rtmidi._rtmidi")
    assert spec is not None
    assert spec.origin is not None
    shutil.copy(spec.origin, tmp_path / "rtmidi" / f"_rtmidi{suffix}")
    (tmp_path / "python3.11/lib-dynload" / f"math{suffix}").touch()
    (tmp_path / "libpyside6.abi3.so.6.11").touch()
    (tmp_path / "libjack-5305d520.so.0.1.0").touch()
    return tmp_path


def test_parts_have_the_names_they_are_imported_by(bundle: Path) -> None:
    (bundle / "zeroconf" / "_services").mkdir(parents=True)
    (bundle / "zeroconf" / "_services" / f"__init__{EXTENSION_SUFFIXES[0]}").touch()
    assert sorted(native_modules(bundle)) == ["math", "rtmidi._rtmidi", "zeroconf._services"]


def test_a_whole_bundle_loads(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert load_parts(bundle)
    out, err = capsys.readouterr()
    assert (out.split(), err) == (["math", "rtmidi._rtmidi"], "")


def test_a_part_that_does_not_load_is_named(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bundle / f"_missing{EXTENSION_SUFFIXES[0]}").touch()
    assert not load_parts(bundle)
    assert "_missing does not load" in capsys.readouterr().err


def test_a_plugin_is_loaded_as_a_library(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = bundle / "PySide6" / "Qt" / "plugins" / "platforms"
    folder.mkdir(parents=True)
    (folder / "libqxcb.so").touch()
    assert [file.name for file in plugins(bundle)] == ["libqxcb.so"]
    assert not load_parts(bundle)
    assert "libqxcb.so does not load" in capsys.readouterr().err


def test_in_a_checkout_nothing_is_bundled() -> None:
    done = run_longwire("parts")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing is bundled" in done.stderr
    assert "parts" not in run_longwire("--help").stdout.split()
