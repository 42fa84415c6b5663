"""One quiet line when there is a newer Longwire, with a button to the page that tells of it."""

import asyncio
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.engine.api import Problem
from app.platform.updates import Update, UpdateCheck
from app.ui.preferences import Preferences
from app.ui.problem_bar import ProblemBar
from app.ui.window_state import WindowState

CODE = "update.available"

FIRST_S = 20.0
"""After the start there is enough to do, for the computer and for its user."""

AGAIN_S = 3600.0
"""How often it is looked whether a day has passed; a stage box runs for weeks."""


class UpdateNotice(QObject):
    """Looks for new versions while the user wants it, and shows each one until it was put aside."""

    def __init__(
        self,
        check: UpdateCheck,
        bar: ProblemBar,
        preferences: Preferences,
        state: WindowState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._bar = bar
        self._preferences = preferences
        self._state = state
        self._shown: Problem | None = None
        bar.put_aside.connect(self._remember)
        preferences.follow(self.refresh)

    def refresh(self) -> None:
        """Show what is known, or take it away."""
        update = self._check.update() if self._preferences.settings.updates.check else None
        if update is not None and self._state.read_text("update_put_aside") == update.version:
            update = None
        wanted = None if update is None else _problem(update)
        if wanted == self._shown:
            return
        if self._shown is not None:
            self._bar.remove(self._shown)
        if wanted is not None:
            self._bar.add(wanted)
        self._shown = wanted

    async def watch(self, first_s: float = FIRST_S, again_s: float = AGAIN_S) -> None:
        """Ask once a day, until cancelled."""
        await asyncio.sleep(first_s)
        while True:
            if self._preferences.settings.updates.check and self._check.is_due():
                await in_thread(self._check.ask)
                self.refresh()
            await asyncio.sleep(again_s)

    def _remember(self, problem: Problem) -> None:
        if problem.code == CODE:
            self._state.write("update_put_aside", str(problem.params["version"]))
            self._shown = None


def open_page(problem: Problem) -> None:
    """Show the page of a new version in the user's browser."""
    QDesktopServices.openUrl(QUrl(str(problem.params["page"])))


async def in_thread(work: Callable[[], None]) -> None:
    """Wait for work in a thread that the end of the program does not wait for."""
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def run() -> None:
        try:
            work()
        finally:
            _tell(loop, done)

    threading.Thread(target=run, name="updates", daemon=True).start()
    await done.wait()


def _tell(loop: asyncio.AbstractEventLoop, done: asyncio.Event) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(done.set)


def _problem(update: Update) -> Problem:
    return Problem(CODE, {"version": update.version, "page": update.page}, {"update": "newest"})
