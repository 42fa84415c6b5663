"""A desktop's screen saver on the session bus, for tests: prints each inhibition, and who leaves the bus."""

import sys

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection


class ScreenSaver(QObject):
    """What `org.freedesktop.ScreenSaver` offers, as far as we use it."""

    @Slot(str, str, result="uint")
    def Inhibit(self, who: str, why: str) -> int:
        print(f"inhibit {who}: {why}", flush=True)
        return 17


if __name__ == "__main__":
    application = QCoreApplication(sys.argv)
    saver, bus = ScreenSaver(), QDBusConnection.sessionBus()
    assert bus.registerObject(
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        saver,
        QDBusConnection.RegisterOption.ExportAllSlots,
    )
    assert bus.registerService("org.freedesktop.ScreenSaver")
    bus.interface().serviceOwnerChanged.connect(
        lambda name, _old, new: None if new else print(f"gone {name}", flush=True)
    )
    print("ready", flush=True)
    sys.exit(application.exec())
