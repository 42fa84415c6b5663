"""One entry for contributors: sets up what is missing, then runs, tests, lints, measures or builds Longwire.

python3 packaging/dev.py run [ARGS...]            the program; ARGS go to it (run --headless --patch gig.toml)
python3 packaging/dev.py test [ARGS...]           all tests and linters; ARGS go to pytest (test tests/wire)
python3 packaging/dev.py lint                     linters, type check and layer contracts only
python3 packaging/dev.py bench [NAME] [ARGS...]   the benchmarks, or one of them
python3 packaging/dev.py screens [ARGS...]        pictures of a whole story in the window, in every look
python3 packaging/dev.py translate                collect the texts of the window, compile their translations
python3 packaging/dev.py build [--dirty]          what this system can make for download, in dist/
python3 packaging/dev.py smoke [ARGS...]          try the program that `build` has frozen
python3 packaging/dev.py check-install [ARGS...]  try the packages in a new Debian (Linux, as root)
"""

# Standard library only, and no syntax newer than Python 3.8: an old Python gets a sentence, not a traceback.
# What is said here goes to stderr: stdout belongs to the program that is started.

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import debian
from environment import Environment
from lists import SetupError

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "packaging"
LINTERS = (
    ["ruff", "check"],
    ["ruff", "format", "--check"],
    ["codespell"],
    ["mypy"],
    ["lint-imports", "--no-cache"],
)


def main(arguments: list[str]) -> int:
    """Carry out one sub-command and return its exit code; 2 for wrong usage, 1 when setting up failed."""
    commands = {
        "run": run,
        "test": test,
        "lint": lint,
        "bench": bench,
        "screens": screens,
        "translate": translate,
        "build": build,
        "smoke": smoke,
        "check-install": check_install,
    }
    if not arguments or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 0 if arguments and arguments[0] in ("-h", "--help") else 2
    try:
        return commands[arguments[0]](arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Start the program, in the caller's folder so that relative file names mean what they say."""
    environment = Environment(ROOT / ".venv")
    environment.prepare(LISTS / "requirements-run.txt")
    # Without a display nothing of Qt's is loaded: a stage box needs none of these.
    wants_window = "--headless" not in arguments and any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    debian.provide(environment.stamps, LISTS / "debian-run.txt", required=wants_window)
    return _become([str(environment.python), "-m", "app", *arguments])


def test(arguments: list[str]) -> int:
    """Run pytest over everything, or over what the arguments name."""
    return _become([str(_workshop().python), "-m", "pytest", *arguments])


def lint(arguments: list[str]) -> int:
    """Run every linter, also when an earlier one has complaints; 1 if any has."""
    scripts = _workshop().scripts
    return max(subprocess.call([str(scripts / tool[0]), *tool[1:], *arguments]) != 0 for tool in LINTERS)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks."""
    return _become([str(_workshop().python), "-m", "tests.bench", *arguments])


def screens(arguments: list[str]) -> int:
    """Play the whole story in a real window, light and dark, at both densities; pictures go to artefacts/."""
    os.environ["LONGWIRE_STORY"] = "every look"
    return _become([str(_workshop().python), "-m", "pytest", "tests/e2e/test_story.py", *arguments])


def translate(arguments: list[str]) -> int:
    """Bring resources/translations/ up to date; 1 while a text is not translated."""
    return _become([str(_workshop().python), "packaging/translations.py", *arguments])


def build(arguments: list[str]) -> int:
    """Make installers, archives and the wheel in an environment of their own."""
    import building  # here, since no other command needs it

    return building.build(ROOT, arguments)


def smoke(arguments: list[str]) -> int:
    """Try the frozen program with this Python, which needs no packages for that."""
    return _become([sys.executable, str(LISTS / "smoke_test.py"), *arguments])


def check_install(arguments: list[str]) -> int:
    """Install, try, measure and remove the packages in systems made for that."""
    return _become([sys.executable, str(LISTS / "linux" / "check_install.py"), *arguments])


def _workshop() -> Environment:
    """Everything needed to work on Longwire; makes the project's folder the current one."""
    os.chdir(ROOT)
    environment = Environment(ROOT / ".venv")
    environment.prepare(LISTS / "requirements-run.txt", LISTS / "requirements-dev.txt")
    for name in ("debian-run.txt", "debian-dev.txt"):
        debian.provide(environment.stamps, LISTS / name, required=True)
    return environment


def _become(command: list[str]) -> int:
    """Hand this process over: signals and exit code are the program's own. On Windows wait for it instead."""
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
