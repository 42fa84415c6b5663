"""The linters and the type checker have nothing to say."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

TOOLS = ("ruff check", "ruff format --check", "codespell", "mypy")


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tool_is_content(tool: str):
    program, *arguments = tool.split()
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
