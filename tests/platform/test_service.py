"""The systemd user unit: what it starts is what can be started, and systemd itself takes it."""

import configparser
import os
import shutil
import subprocess
from pathlib import Path

from app.cli.arguments import parse_arguments
from app.cli.commands import WRONG
from tests.support.program import ROOT

UNIT = ROOT / "packaging" / "linux" / "longwire.service"


def _service() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT, encoding="utf-8")
    return parser["Service"]


def test_it_starts_what_the_command_line_knows():
    env, command, *arguments = _service()["ExecStart"].split()
    assert (env, command) == ("/usr/bin/env", "longwire")
    assert parse_arguments(arguments).headless


def test_a_wrong_patch_is_not_tried_again():
    assert _service()["RestartPreventExitStatus"] == str(WRONG)


def test_systemd_takes_it(tmp_path: Path):
    program = shutil.which("systemd-analyze")
    if program is None:
        print("no systemd here: the unit is only read")
        return
    # The manual page is there only once Longwire is installed.
    command = [program, "--user", "--man=no", "verify", str(UNIT)]
    tmp_path.chmod(0o700)
    env = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
