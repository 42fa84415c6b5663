"""The computer's name for people, its folders, its hints, and starting ourselves again."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from app.platform.computer import computer_name, host_label
from app.platform.folders import config_folder, data_folder
from app.platform.program import own_command, own_environment


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('PRETTY_HOSTNAME="Stage left"\n', "Stage left"),
        ("CHASSIS=laptop\nPRETTY_HOSTNAME=Studio\n", "Studio"),
        ('PRETTY_HOSTNAME="Anna\'s \\"big\\" Mac"\n', 'Anna\'s "big" Mac'),
        ('PRETTY_HOSTNAME="unclosed\n', '"unclosed'),
    ],
)
def test_a_pretty_name_is_preferred(tmp_path, content, name):
    (tmp_path / "machine-info").write_text(content)
    assert computer_name("linux", tmp_path / "machine-info") == name


@pytest.mark.parametrize("content", ["", "PRETTY_HOSTNAME=\n", b"PRETTY_HOSTNAME=\xff\n", None])
def test_without_one_it_is_the_host_name(tmp_path, content):
    file = tmp_path / "machine-info"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert computer_name("linux", file) == computer_name("win32")


@pytest.mark.parametrize(
    ("host", "name"), [("studio.local", "studio"), ("vm", "vm"), ("localhost", "Longwire"), ("", "Longwire")]
)
def test_a_host_name_loses_its_domain(host, name):
    assert host_label(host) == name


def test_the_folders_are_the_users(tmp_path):
    for folder in (config_folder(), data_folder()):
        assert folder.name == "Longwire"
        assert Path.home() in folder.parents


def test_we_can_start_ourselves_from_anywhere(tmp_path):
    done = subprocess.run(
        [*own_command(), "--version"],
        cwd=tmp_path,
        env=own_environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == f"Longwire {__version__}\n"
    assert own_environment({"PYTHONPATH": "a"})["PYTHONPATH"].endswith("a")


def test_a_frozen_program_starts_its_own_file(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == [sys.executable]
