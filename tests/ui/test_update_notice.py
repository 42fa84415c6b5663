"""A newer version is one quiet line: shown until it is put aside, never again after that, and only if it is wanted."""

import asyncio
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QCheckBox

from app.engine.api import Problem
from app.platform.updates import Update
from app.ui.actions import ActionId
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.settings_dialog import Surroundings
from app.ui.update_notice import CODE, UpdateNotice, in_thread
from app.ui.window_state import WindowState
from tests.ui.conftest import OpenWindow
from tests.ui.test_companions import control, opened

PAGE = "https://github.com/someone/longwire/releases/tag/v1.2.3"
NEWER = Update("1.2.3", PAGE)


class Check:
    """Stands for the question: what is known, and how often it was asked."""

    def __init__(self, known: Update | None, answer: Update | None = None) -> None:
        self.known = known
        self.answer = answer
        self.asked: list[str] = []
        self.is_due_now = True

    def is_due(self) -> bool:
        return self.is_due_now

    def ask(self) -> None:
        self.asked.append(threading.current_thread().name)
        self.known = self.answer
        self.is_due_now = False

    def update(self) -> Update | None:
        return self.known


@pytest.fixture
def state(tmp_path: Path) -> WindowState:
    return WindowState(tmp_path)


def notice(window: MainWindow, check: Check, preferences: Preferences, state: WindowState) -> UpdateNotice:
    return UpdateNotice(check, window.problems, preferences, state, window)  # type: ignore[arg-type]


def button(window: MainWindow, name: str) -> QAbstractButton:
    return next(one for one in window.problems.findChildren(QAbstractButton) if one.accessibleName() == name)


def test_a_newer_version_is_shown_with_its_page(open_window, preferences, state, monkeypatch):
    window = open_window()
    notice(window, Check(NEWER), preferences, state)
    shown = window.problems.problem
    assert isinstance(shown, Problem)
    assert (shown.code, shown.severity, shown.params["version"]) == (CODE, "info", "1.2.3")
    opened_pages: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened_pages.append(url.toString()))
    button(window, "What is new…").click()
    assert opened_pages == [PAGE]
    assert window.problems.problem is shown


def test_what_was_put_aside_does_not_come_back_but_the_next_version_does(open_window, preferences, state):
    window = open_window()
    notice(window, Check(NEWER), preferences, state)
    button(window, "Dismiss").click()
    assert window.problems.problem is None
    check = Check(NEWER)
    again = notice(window, check, preferences, state)  # the next start
    assert window.problems.problem is None
    check.known = Update("1.3.0", PAGE)
    again.refresh()
    assert window.problems.problem.params["version"] == "1.3.0"


def test_other_problems_that_are_put_aside_leave_it_alone(open_window, preferences, state):
    window = open_window()
    notice(window, Check(NEWER), preferences, state)
    window.problems.add(Problem("settings.autostart", {"reason": "x"}))
    button(window, "Dismiss").click()
    assert window.problems.problem.code == CODE
    assert state.read_text("update_put_aside") == ""


def test_who_switches_it_off_sees_and_asks_nothing(open_window: OpenWindow, preferences, state):
    window = open_window(surroundings=Surroundings(has_updates=True))
    notice(window, Check(NEWER), preferences, state)
    switch = control(opened(window, ActionId.SETTINGS, "settings"), "Tell me of newer versions")
    assert isinstance(switch, QCheckBox)
    assert switch.isChecked()
    switch.setChecked(False)
    assert not preferences.settings.updates.check
    assert window.problems.problem is None
    switch.setChecked(True)
    assert window.problems.problem.code == CODE


def test_without_a_page_to_ask_there_is_no_such_setting(open_window: OpenWindow):
    dialog = opened(open_window(), ActionId.SETTINGS, "settings")
    assert "Tell me of newer versions" not in {one.accessibleName() for one in dialog.findChildren(QCheckBox)}


async def test_it_asks_in_a_thread_when_a_day_has_passed_and_only_then(open_window, preferences, state):
    window = open_window()
    check = Check(None, NEWER)
    watching = asyncio.ensure_future(notice(window, check, preferences, state).watch(0, 0.001))
    while window.problems.problem is None:
        await asyncio.sleep(0.001)
    assert check.asked == ["updates"]
    preferences.change("updates", check=False)
    check.is_due_now = True
    for _ in range(20):
        await asyncio.sleep(0.001)
    assert len(check.asked) == 1
    watching.cancel()
    await asyncio.wait([watching])


def test_the_end_of_the_program_does_not_wait_for_an_answer():
    release, started = threading.Event(), threading.Event()
    threads: list[threading.Thread] = []

    def work() -> None:
        threads.append(threading.current_thread())
        started.set()
        release.wait()

    async def begin() -> None:
        asking = asyncio.ensure_future(in_thread(work))
        while not started.is_set():
            await asyncio.sleep(0.001)
        asking.cancel()

    asyncio.run(begin())
    release.set()
    [thread] = threads
    thread.join()
    assert thread.daemon
