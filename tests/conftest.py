"""What every test has: no display, no home of the user's, nothing left behind, no warning unnoticed."""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.support.display",
    "tests.support.hosts",
    "tests.support.jack",
    "tests.support.leaks",
    "tests.support.logs",
    "tests.support.reached",
    "pytester",
]

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"

# A red run must be the change's own doing: the suite draws the same examples each time, and does not judge
# how long they take. `HYPOTHESIS_PROFILE=explore` draws new and more ones; what it finds becomes an @example.
settings.register_profile(
    "suite", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("explore", settings.get_profile("suite"), derandomize=False, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(scope="session", autouse=True)
def _strange_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, caches and patches of the person who runs the tests are out of reach."""
    home = tmp_path_factory.mktemp("home")
    folders = (
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "APPDATA",
        "LOCALAPPDATA",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name in folders:
            patch.setenv(name, str(home / name.lower()))
        runtime = home / "run"
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        yield


@pytest.fixture(scope="session", autouse=True)
def _programs_start_quickly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where Python may leave no compiled files in the checkout, the programs of the tests share them elsewhere.

    Each of some hundred would compile all of Longwire otherwise, which is half of its start.
    """
    with pytest.MonkeyPatch.context() as patch:
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("compiled")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _signals_end_programs() -> None:
    """Programs of the tests heed signals that the tests themselves may have been started to ignore.

    A shell has what it runs in the background ignore SIGINT, and `nohup` SIGHUP; programs would inherit that, but not
    a handler.
    """
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda _number, _frame: None)
