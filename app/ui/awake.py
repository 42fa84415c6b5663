"""Looks now and then whether something plays: then the computer is kept awake, in pauses the program tidies up."""

import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from app.platform.awake import LOOK_S, Inhibitor, system_inhibitor
from app.platform.caretaking import Caretaker
from app.ui.client import Client
from app.ui.preferences import Preferences

_SERVICE: Final = "org.freedesktop.ScreenSaver"
_PATH: Final = "/org/freedesktop/ScreenSaver"
_CONNECTION: Final = "longwire-awake"


class DesktopInhibitor:
    """Linux desktops: the session's own inhibition of sleep and screen saver, which GNOME and KDE obey.

    It lasts as long as the connection that asked for it (idle inhibition of freedesktop.org): ours is for that only.
    """

    def __init__(self, address: str | None = None) -> None:
        """Use the bus at an address, otherwise that of the session."""
        self._address = address

    def hold(self) -> None:
        """Ask the desktop; one that does not offer it is left alone."""
        bus = self._connect()
        if bus.isConnected():
            asked = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "Inhibit")
            asked.setArguments(["Longwire", "MIDI is being played"])
            bus.send(asked)  # the window waits for no answer

    def release(self) -> None:
        """Hang up."""
        QDBusConnection.disconnectFromBus(_CONNECTION)

    def _connect(self) -> QDBusConnection:
        if self._address is not None:
            return QDBusConnection.connectToBus(self._address, _CONNECTION)
        return QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)


class Wakefulness(QObject):
    """Belongs to the window's program, whether the window is shown or not."""

    def __init__(
        self, client: Client, preferences: Preferences, inhibitors: Sequence[Inhibitor], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._client, self._preferences = client, preferences
        self._caretaker = Caretaker(inhibitors)
        self._timer = QTimer(self)
        self._timer.setInterval(round(LOOK_S * 1000))
        self._timer.timeout.connect(self.look)
        self._timer.start()
        preferences.follow(self.look)

    def look(self) -> None:
        """See whether anything has passed since the last time."""
        wanted = self._preferences.settings.window.keep_awake
        self._caretaker.look(self._client.meters(), self._client.snapshot.recordings, wanted)

    def close(self) -> None:
        """Look no more, and let the computer sleep."""
        self._timer.stop()
        self._preferences.changed.disconnect(self.look)
        self._caretaker.close()


def inhibitors(system: str = sys.platform) -> list[Inhibitor]:
    """Give every way to keep this computer awake."""
    own = system_inhibitor(system)
    found: list[Inhibitor] = [] if own is None else [own]
    if system == "linux":
        found.append(DesktopInhibitor())
    return found
