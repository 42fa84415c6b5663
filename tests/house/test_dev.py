"""The contributor's entry: quick when all is there, and a sentence that helps when something is not."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

# dev.py makes `.venv` beside itself: each test works on a copy, with this Python's packages as its `.venv`.


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of packaging/ with a program that prints its arguments, and an environment that is complete."""
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").touch()
    (tmp_path / "app" / "__main__.py").write_text("import sys; print(sys.argv[1:]); sys.exit(7)\n")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / ".venv")], check=True)
    _stamp(tmp_path, "requirements-run.txt", "requirements-dev.txt", "debian-run.txt", "debian-dev.txt")
    return tmp_path


def test_run_hands_on_arguments_and_exit_code_and_touches_nothing(checkout: Path, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    # No pip in that environment and no tools on the path: anything but starting the program would fail.
    done = _dev(checkout, "run", "--headless", "--patch", "gig.toml", cwd=elsewhere, PATH="")
    assert done.stdout.splitlines() == ["['--headless', '--patch', 'gig.toml']"]
    assert (done.returncode, done.stderr) == (7, "")


def test_a_changed_list_is_installed_again(checkout: Path):
    pins = checkout / "packaging" / "requirements-run.txt"
    pins.write_text(pins.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    # The environment of this test has no pip, like one whose making was interrupted: it is made anew.
    done = _dev(
        checkout,
        "run",
        PIP_NO_INDEX="1",
        PIP_FIND_LINKS="",
        PIP_EXTRA_INDEX_URL="",
        PIP_CONFIG_FILE=os.devnull,
    )
    assert "Making " in done.stderr
    assert "Installing requirements-run.txt" in done.stderr
    assert "could not be installed" in done.stderr.splitlines()[-1]
    assert (done.returncode, done.stdout) == (1, "")
    # And a Python that has pip by now, but not the packages, is not taken for complete.
    assert (checkout / ".venv" / "pyvenv.cfg").is_file()
    assert not (checkout / ".venv" / "longwire" / "requirements-run.txt").exists()


def test_an_unsuitable_python_looks_for_another_and_else_says_so(checkout: Path):
    code = (
        "import sys; sys.path.insert(0, 'packaging'); sys.version_info = (3, 14, 0)\n"
        "import environment, lists\n"
        "try: print(environment.find_interpreter())\n"
        "except lists.SetupError as error: print(error)\n"
    )
    alone = _python(checkout, "-c", code, PATH="")
    assert alone.stdout.startswith("Longwire needs Python 3.11 or 3.12, and this is 3.14;")
    if sys.platform != "win32":
        (checkout / "bin").mkdir()
        (checkout / "bin" / "python3.11").symlink_to(sys.executable)
        beside = _python(checkout, "-c", code, PATH=str(checkout / "bin"))
        assert beside.stdout.strip() == "['python3.11']"


def test_an_old_python_gets_as_far_as_that_sentence():
    for file in (ROOT / "packaging").glob("*.py"):
        ast.parse(file.read_text(encoding="utf-8"), str(file), feature_version=(3, 8))


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's package tools")
def test_without_root_the_one_command_is_printed(checkout: Path):
    (checkout / ".venv" / "longwire" / "debian-run.txt").unlink()
    _tools(
        checkout / "tools",
        {
            "dpkg-query": "echo 'libegl1 installed'; echo 'xvfb deinstalled'",
            "apt-cache": '[ "$3" = libasound2t64 ] && echo "Package: libasound2t64"',
            "apt-get": "exit 1",
        },
    )
    code = "import os, runpy, sys; os.geteuid = lambda: 1000; sys.argv = sys.argv[1:]; sys.path.insert(0, 'packaging')"
    code += "; runpy.run_path(sys.argv[0], run_name='__main__')"
    tools = f"{checkout / 'tools'}:/bin"
    done = _python(checkout, "-c", code, "packaging/dev.py", "run", PATH=tools, DISPLAY=":99")
    [typed] = [line.strip() for line in done.stderr.splitlines() if line.strip().startswith("sudo ")]
    words = typed.split()
    assert typed.startswith("sudo apt-get update && sudo apt-get install -y --no-install-recommends ")
    assert {"libasound2t64", "libglib2.0-0", "libxcb-cursor0"} <= set(words)
    assert not {"libegl1", "libasound2", "|"} & set(words)
    assert (done.returncode, done.stdout) == (1, "")
    # A stage box without a display needs none of it.
    headless = _python(checkout, "-c", code, "packaging/dev.py", "run", PATH=tools, DISPLAY="")
    assert headless.returncode == 7


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["dance"], 2), (["--help"], 0)])
def test_wrong_usage_prints_the_commands(checkout: Path, arguments: list[str], code: int):
    done = _dev(checkout, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    for command in ("run", "test", "lint", "bench", "translate", "build"):
        assert f"python3 packaging/dev.py {command} " in done.stderr


def _dev(
    checkout: Path, *arguments: str, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    return _python(cwd or checkout, str(checkout / "packaging" / "dev.py"), *arguments, **env)


def _python(cwd: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )


def _stamp(checkout: Path, *names: str) -> None:
    code = "import sys; sys.path.insert(0, 'packaging')\nfrom lists import Stamps\nfrom pathlib import Path\n"
    code += "for name in sys.argv[1:]: Stamps(Path('.venv/longwire')).put(Path('packaging', name))"
    subprocess.run([sys.executable, "-c", code, *names], cwd=checkout, check=True)


def _tools(folder: Path, scripts: dict[str, str]) -> None:
    folder.mkdir()
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
