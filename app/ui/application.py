"""The program with a window: one Qt application, one loop, the engine started and stopped in order."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app import REPOSITORY, __version__
from app.bootstrap import (
    SettingsStore,
    build_engine,
    network_interfaces,
    settings_store,
)
from app.control.place import Place
from app.control.server import ControlServer
from app.engine.api import EngineApi
from app.options import DEFAULT_PATCH, Options
from app.platform.autostart import autostart
from app.platform.folders import config_folder, data_folder
from app.platform.garbage import settle
from app.platform.updates import UpdateCheck
from app.ui.awake import Wakefulness, inhibitors
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.doctor.examiner import Examine, examiner
from app.ui.interrupts import Interrupts
from app.ui.joining import join_canvas
from app.ui.language import chosen_language, speak
from app.ui.loop import QEventLoop, make_loop
from app.ui.main_window import MainWindow, WindowParts
from app.ui.preferences import Preferences
from app.ui.qt_messages import log_faults, log_qt_messages
from app.ui.settings_dialog import Surroundings
from app.ui.theme import system_theme
from app.ui.tray import Tray
from app.ui.undo import UndoVerbs
from app.ui.update_notice import UpdateNotice
from app.ui.window_state import WindowState

_log = logging.getLogger("longwire.ui")

STOP_SECONDS: Final = 5.0
"""The engine promises to stop within 3 s; after this the program ends without it."""
PICTURES_KIB: Final = 96 * 1024
"""What Qt may keep painted: Qt's own 10 MiB are less than a frozen canvas on one screen of twice the pixels."""

Demo: TypeAlias = Callable[[EngineApi], Coroutine[object, object, None]]
"""Brings a second Longwire to play with; runs on the application's loop until it is cancelled."""


@dataclass(frozen=True, slots=True)
class Launch:
    """What a window is opened on. `folder` keeps the window's state, None forgets it; `demo` is offered first."""

    engine: EngineApi
    folder: Path | None = None
    demo: Demo | None = None
    demo_at_once: bool = False
    place: Place | None = None
    """Where other processes of this user steer it; this program has claimed it."""
    settings: SettingsStore | None = None
    """Where the user's settings are kept; None forgets them."""
    picture: Path | None = None
    """Where the window leaves a picture of itself when it ends."""
    in_tray: bool = False
    """Whether the window stays away at first."""
    examine: Examine | None = None
    """How peers are examined that do not connect; None offers no doctor."""
    keep_awake: bool = True
    """Whether the computer is kept awake while something plays, if the settings say so."""


def run_window(
    options: Options, demo: Demo | None = None, place: Place | None = None, *, demo_at_once: bool = False
) -> int:
    """Build the engine and show it until the user ends it; gives the exit code. Raises what `start` raises."""
    folder = options.config_dir or config_folder()
    settings = settings_store(options)
    launch = Launch(
        build_engine(options),
        folder,
        demo,
        demo_at_once,
        place,
        settings,
        options.picture,
        options.in_tray,
        examiner(options),
        options.keep_awake,
    )
    return run_launch(launch)


def run_launch(launch: Launch) -> int:
    """Show an engine in a window until the user ends it; gives the exit code."""
    application = make_application()
    preferences = Preferences(launch.settings, application)
    speak(chosen_language(preferences.settings.window.language), application)
    loop = make_loop(application)
    asyncio.set_event_loop(loop)
    with loop:
        _run(loop, loop.create_task(_live_and_stop(launch, preferences)))
    return 0


def make_application() -> QApplication:
    """Make the Qt application: its name, its style, its warnings in the log."""
    log_qt_messages()
    log_faults()
    application = QApplication(["longwire"])
    application.setApplicationName("Longwire")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("longwire")
    application.setStyle("Fusion")
    QPixmapCache.setCacheLimit(PICTURES_KIB)
    application.setQuitOnLastWindowClosed(False)
    return application


def _run(loop: QEventLoop, living: asyncio.Task[None]) -> None:
    living.add_done_callback(lambda _living: loop.stop())
    # Not until it is complete: Qt's loop may end before, and then qasync handles what is due once more on no loop.
    loop.run_forever()
    if living.done():
        loop.run_until_complete(living)
        return
    # The system ended Qt's loop before we did, as Cmd+Q and logging out do: still end in order.
    living.cancel()
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(living)


async def _live_and_stop(launch: Launch, preferences: Preferences) -> None:
    """Live, and stop the engine on the same run of the loop: between two runs its tick would find none."""
    try:
        await _live(launch, preferences)
    finally:
        await _stop(launch.engine)


async def _live(launch: Launch, preferences: Preferences) -> None:
    ended = asyncio.Event()
    client = Client(launch.engine)
    show = _Show(launch)
    undo = UndoVerbs(client)
    window = _make_window(client, undo, launch, preferences, show.play)
    place = launch.place
    control = None
    if place is not None:
        control = ControlServer(place, launch.engine, lambda: _bring_forward(window), window.quit)
    interrupts = Interrupts(window)
    interrupts.raised.connect(window.quit)
    window.closing.connect(ended.set)
    state = WindowState(launch.folder)
    tray = _make_tray(client, window, preferences, state)
    updates = _watch_for_updates(window, preferences, state)
    awake = Wakefulness(client, preferences, inhibitors() if launch.keep_awake else (), window)
    try:
        await launch.engine.start()
        in_tray = launch.in_tray or preferences.settings.window.start_hidden
        show_first(window, in_tray=in_tray and not launch.demo_at_once, has_tray=tray is not None)
        settle()
        if control is not None:
            await control.start()
        if launch.demo_at_once:
            window.play_demo()
        await ended.wait()
    finally:
        updates.cancel()
        if control is not None:
            await control.stop()
        await show.end()
        interrupts.close()
        awake.close()
        if tray is not None:
            tray.close()
        if launch.picture is not None and not window.grab().save(str(launch.picture)):
            _log.error("The picture %s cannot be written", launch.picture)
        if window.isVisible():
            window.quit()
        client.close()
        undo.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _make_window(
    client: Client, undo: UndoVerbs, launch: Launch, preferences: Preferences, play_demo: Callable[[], None]
) -> MainWindow:
    theme = system_theme()
    state = WindowState(launch.folder)
    canvas = PatchCanvas(client, undo, theme, state=state)
    demo = play_demo if launch.demo is not None else None
    window = MainWindow(
        WindowParts(
            client,
            undo,
            theme,
            canvas,
            state,
            preferences,
            demo,
            DEFAULT_PATCH,
            _surroundings(),
            launch.examine,
        )
    )
    join_canvas(window, canvas)
    return window


def _surroundings() -> Surroundings:
    has_tray = QSystemTrayIcon.isSystemTrayAvailable()
    return Surroundings(network_interfaces(), autostart(), has_tray, bool(REPOSITORY))


def _watch_for_updates(
    window: MainWindow, preferences: Preferences, state: WindowState
) -> asyncio.Task[None]:
    """Look for newer versions in the background; without a published address nobody is asked."""
    if not REPOSITORY:
        return asyncio.ensure_future(asyncio.sleep(0))
    notice = UpdateNotice(UpdateCheck(REPOSITORY, data_folder()), window.problems, preferences, state, window)
    return asyncio.ensure_future(notice.watch())


def _make_tray(
    client: Client, window: MainWindow, preferences: Preferences, state: WindowState
) -> Tray | None:
    """Put an icon in the tray, where there is one, and let the window go there when it is closed."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return None
    tray = Tray(client, window.actions_by_id, lambda: window.isHidden() or window.isMinimized(), window)
    tray.show_wanted.connect(lambda: _bring_forward(window))
    tray.hide_wanted.connect(window.hide)
    tray.answer_wanted.connect(lambda: _bring_forward(window))
    tray.answer_wanted.connect(window.invitations.focus_answer)
    window.stay_when_closed(lambda: preferences.settings.window.keep_in_tray)

    def tell_once() -> None:
        if not state.read_flag("tray_told", False):
            tray.tell_staying()
            state.write("tray_told", True)

    window.hidden.connect(tell_once)
    return tray


def _bring_forward(window: MainWindow) -> None:
    """Show the window in front of the others, as far as the desktop lets a program do that."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def show_first(window: MainWindow, *, in_tray: bool, has_tray: bool) -> None:
    """Show the window; started into the tray it stays away, as far as the desktop has a tray by now."""
    if not in_tray:
        window.show()
    elif not has_tray:
        window.showMinimized()


async def _stop(engine: EngineApi) -> None:
    try:
        await asyncio.wait_for(engine.stop(), STOP_SECONDS)
    except TimeoutError:
        _log.error("The engine did not stop within %s s; ending without it", STOP_SECONDS)


class _Show:
    """The demo while it plays: once at a time, ended with the window."""

    def __init__(self, launch: Launch) -> None:
        self._launch = launch
        self._task: asyncio.Task[None] | None = None

    def play(self) -> None:
        """Start the demo, if there is one and it does not play yet."""
        if (self._task is None or self._task.done()) and self._launch.demo is not None:
            self._task = asyncio.ensure_future(self._launch.demo(self._launch.engine))
            self._task.add_done_callback(_log_failure)

    async def end(self) -> None:
        """End the demo and give it time to put things back."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=STOP_SECONDS)


def _log_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        _log.error("The demo ended with a fault", exc_info=task.exception())
