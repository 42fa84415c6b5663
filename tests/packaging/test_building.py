"""Building for download: names, sums, and the refusal to build what no commit has."""

import subprocess
from pathlib import Path

import pytest
from building import refuse_changes, write_sums
from lists import SetupError
from release import changes, this_release

from app import __version__
from tests.house.source import ROOT


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("linux", "x86_64", "linux-x86_64.deb"),
        ("linux", "aarch64", "linux-aarch64.deb"),
        ("win32", "AMD64", "windows-x86_64.deb"),
        ("darwin", "arm64", "macos-arm64.deb"),
    ],
)
def test_files_have_the_same_name_in_every_build(system: str, machine: str, name: str) -> None:
    assert this_release(ROOT, system, machine).file_name(".deb") == f"longwire-{__version__}-{name}"


def test_a_folder_without_git_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text('APP_NAME = "Longwire"\n__version__ = "1"\n')
    with pytest.raises(SetupError, match="git checkout"):
        this_release(tmp_path)


def test_changes_are_refused_unless_they_are_allowed(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    refuse_changes(tmp_path, allowed=False)
    (tmp_path / "new.py").touch()
    assert changes(tmp_path) == ["?? new.py"]
    with pytest.raises(SetupError, match=r"new\.py(.|\n)*--dirty"):
        refuse_changes(tmp_path, allowed=False)
    refuse_changes(tmp_path, allowed=True)


def test_sums_are_what_sha256sum_reads(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"")
    (tmp_path / "a").write_bytes(b"abc")
    sums = write_sums(tmp_path / "SHA256SUMS", [tmp_path / "b", tmp_path / "a"])
    assert sums.read_text().splitlines() == [
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b",
    ]
