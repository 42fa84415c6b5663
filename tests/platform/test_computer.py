"""The computer's name for people, its folders, its hints, and starting ourselves again."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from app.platform.autostart import autostart
from app.platform.computer import computer_name, host_label
from app.platform.folders import config_folder, data_folder, runtime_folder
from app.platform.program import login_command, own_command, own_environment


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


@pytest.fixture
def frozen(monkeypatch, tmp_path):
    """Make this a frozen program; gives a function that says where it lies, and with what beside it."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    def lies_at(file, *beside):
        program = tmp_path / file
        program.parent.mkdir(parents=True, exist_ok=True)
        for each in (program, *(program.with_name(name) for name in beside)):
            each.touch()
        monkeypatch.setattr(sys, "executable", str(program))
        return program

    return lies_at


def test_a_frozen_program_starts_its_own_file(frozen):
    program = frozen("longwire")
    assert own_command() == login_command({}, "linux") == [str(program)]
    # Otherwise PyInstaller takes the second one for a part of the first.
    assert own_environment({})["PYINSTALLER_RESET_ENVIRONMENT"] == "1"


def test_windows_starts_the_program_of_the_terminal_to_talk_to_and_the_other_at_login(frozen):
    window = frozen("longwire.exe", "longwire-cli.exe")
    console = window.with_name("longwire-cli.exe")
    assert (own_command(), login_command({}, "win32")) == ([str(console)], [str(window)])
    frozen("longwire-cli.exe")
    assert (own_command(), login_command({}, "win32")) == ([str(console)], [str(window)])


def test_an_appimage_is_found_again_by_its_own_file(frozen):
    frozen("tmp/.mount_longwiAb3/usr/bin/longwire")
    assert login_command({"APPIMAGE": "/home/kim/Longwire.AppImage"}, "linux") == [
        "/home/kim/Longwire.AppImage"
    ]


def test_macos_opens_the_bundle_so_that_its_permissions_are_asked_for(frozen, tmp_path):
    frozen("Applications/Longwire.app/Contents/MacOS/longwire")
    bundle = tmp_path / "Applications" / "Longwire.app"
    assert login_command({}, "darwin") == ["/usr/bin/open", str(bundle)]
    frozen("AppTranslocation/4711/d/Longwire.app/Contents/MacOS/longwire")
    assert login_command({}, "darwin") is None
    assert autostart("darwin") is None


def test_sockets_and_locks_are_not_among_temporary_files_on_windows():
    assert runtime_folder("win32") == data_folder() / "run"
