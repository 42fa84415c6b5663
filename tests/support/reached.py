"""Notes by the way what the tests of the wire and the journal reach, so that nobody has to run them twice for that.

Only while such a test runs is there a tracer; all others run as fast as ever. What a random drawing reaches it may miss
after the next change, so tests that draw do not count: what counts is what names the rule.
"""

import runpy
import sys
from collections.abc import Generator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from coverage import Coverage

ROOT = Path(__file__).resolve().parents[2]
JUDGED = (
    "app/wire/**/*.py",
    "app/media/history/*.py",
    "app/media/repair/*.py",
    "app/media/state/*.py",
    "app/media/sender.py",
    "app/media/receiver.py",
    "app/media/feedback.py",
    "app/media/guards.py",
)
TESTS = ("tests/wire", "tests/media", "tests/fuzz")
NOT_COUNTED = (
    "tests/media/test_simulation.py",  # draws
    "tests/media/test_robustness.py",  # draws
    "tests/media/test_echo_watch.py",  # long, and about a module that is not held to its last branch
    "tests/wire/journal/test_tshark.py",  # has another program judge what is written
)

_COVERAGE = pytest.StashKey[Coverage]()


@pytest.fixture
def reached(request: pytest.FixtureRequest) -> Coverage:
    """What was reached until now; the test that asks for it comes last."""
    coverage = request.config.stash[_COVERAGE]
    with _traced(coverage):
        for file in _judged_files():
            runpy.run_path(file)  # once more what runs only at import, which was long before any test
    return coverage


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put last who asks what was reached; if nobody does, nothing is traced."""
    items.sort(key=_asks)
    if items and _asks(items[-1]):
        config.stash[_COVERAGE] = Coverage(
            data_file=None, config_file=False, branch=True, include=_judged_files()
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Trace a test that counts."""
    coverage = item.config.stash.get(_COVERAGE, None)
    with _traced(coverage) if coverage is not None and _counts(item) else nullcontext():
        return (yield)


def _traced(coverage: Coverage) -> AbstractContextManager[None]:
    """Trace unless somebody does so already: there is one place for a tracer, and a debugger may have it."""
    return nullcontext() if sys.gettrace() is not None else coverage.collect()


def _judged_files() -> list[str]:
    return [str(file) for pattern in JUDGED for file in sorted(ROOT.glob(pattern))]


def _asks(item: pytest.Item) -> bool:
    return reached.__name__ in getattr(item, "fixturenames", ())


def _counts(item: pytest.Item) -> bool:
    draws = item.get_closest_marker("hypothesis") is not None
    return item.nodeid.startswith(TESTS) and not item.nodeid.startswith(NOT_COUNTED) and not draws
