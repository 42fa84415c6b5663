import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from app.platform.autostart import Autostart, LaunchAgent, RunKey, XdgAutostart, autostart

COMMAND = ["/opt/my $tools/py", "-m", "app", '50%"x"\\']


class Registry:
    """The values of one key, in memory."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.approvals: dict[str, bytes] = {}

    def read(self, name: str) -> str | None:
        return self.values.get(name)

    def write(self, name: str, value: str) -> None:
        self.values[name] = value

    def delete(self, name: str) -> None:
        self.values.pop(name, None)

    def approval(self, name: str) -> bytes:
        return self.approvals.get(name, b"")

    def forget_approval(self, name: str) -> None:
        self.approvals.pop(name, None)


@pytest.fixture(params=["xdg", "agent", "run"])
def mechanism(request: pytest.FixtureRequest, tmp_path: Path) -> Autostart:
    folder = tmp_path / "not yet there"
    made: dict[str, Autostart] = {
        "xdg": XdgAutostart(folder, COMMAND, tmp_path),
        "agent": LaunchAgent(folder, COMMAND, tmp_path),
        "run": RunKey(Registry(), COMMAND),
    }
    return made[request.param]


def test_it_is_switched_on_and_off(mechanism: Autostart) -> None:
    assert not mechanism.is_enabled
    mechanism.disable()
    mechanism.enable()
    mechanism.enable()
    assert mechanism.is_enabled
    mechanism.disable()
    assert not mechanism.is_enabled


def test_the_desktop_entry_starts_exactly_our_command(tmp_path: Path) -> None:
    XdgAutostart(tmp_path, COMMAND, tmp_path).enable()
    entry = dict(
        line.split("=", 1) for line in (tmp_path / "longwire.desktop").read_text().splitlines() if "=" in line
    )
    assert entry["Type"] == "Application"
    assert entry["Path"] == str(tmp_path)
    value = entry["Exec"].replace("\\\\", "\\").replace("%%", "%")
    heard = subprocess.run(
        ["sh", "-c", f"printf '%s\\n' {value}"], capture_output=True, text=True, check=True
    )
    assert heard.stdout.splitlines() == COMMAND  # a shell has the rules of the specification for these words


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_a_desktop_can_switch_it_off(tmp_path: Path, line: str) -> None:
    mechanism = XdgAutostart(tmp_path, COMMAND, tmp_path)
    mechanism.enable()
    with (tmp_path / "longwire.desktop").open("a") as file:
        file.write(line + "\n")
    assert not mechanism.is_enabled
    mechanism.enable()
    assert mechanism.is_enabled


def test_the_agent_starts_exactly_our_command(tmp_path: Path) -> None:
    LaunchAgent(tmp_path, COMMAND, tmp_path).enable()
    agent = plistlib.loads((tmp_path / "longwire.plist").read_bytes())
    assert agent == {
        "Label": "longwire",
        "ProgramArguments": COMMAND,
        "WorkingDirectory": str(tmp_path),
        "RunAtLoad": True,
    }


def test_the_registry_holds_one_command_line() -> None:
    registry = Registry()
    RunKey(registry, [r"C:\Program Files\Longwire\longwire.exe"]).enable()
    assert registry.values == {"Longwire": r'"C:\Program Files\Longwire\longwire.exe"'}


def test_what_the_task_manager_switched_off_is_off_until_it_is_wanted_again() -> None:
    registry = Registry()
    run = RunKey(registry, COMMAND)
    run.enable()
    registry.approvals["Longwire"] = bytes((3, 0, 0, 0)) + bytes(8)
    assert not run.is_enabled
    registry.approvals["Longwire"] = bytes((2, 0, 0, 0)) + bytes(8)
    assert run.is_enabled
    registry.approvals["Longwire"] = bytes((3, 0, 0, 0)) + bytes(8)
    run.enable()
    assert run.is_enabled


def test_a_frozen_program_names_no_folder_of_its_own_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "longwire"))
    for system in ("linux", "darwin"):
        mechanism = autostart(system)
        assert mechanism is not None
        mechanism.enable()
    entry = next(Path(os.environ["XDG_CONFIG_HOME"]).rglob("longwire.desktop")).read_text()
    agent = plistlib.loads((Path.home() / "Library/LaunchAgents/longwire.plist").read_bytes())
    assert "Path=" not in entry
    assert f'Exec="{tmp_path / "longwire"}"' in entry
    assert agent == {
        "Label": "longwire",
        "ProgramArguments": [str(tmp_path / "longwire"), "--tray"],
        "RunAtLoad": True,
    }
    for system in ("linux", "darwin"):
        mechanism = autostart(system)
        assert mechanism is not None
        mechanism.disable()


def test_a_checkout_cannot_be_started_by_the_registry() -> None:
    assert autostart("win32") is None


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the registry, which is the user's own")
def test_this_system_has_a_way_below_the_users_own_folders() -> None:
    mechanism = autostart()
    assert mechanism is not None
    mechanism.enable()
    assert mechanism.is_enabled
    mechanism.disable()
    assert "home" in os.environ["HOME"]  # the home of the tests, not of a person
