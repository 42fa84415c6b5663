"""How the window was left: place, panels, what was dismissed; an INI file beside the settings."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FILE_NAME = "window.ini"


class WindowState:
    """Reads and writes the state; without a folder it forgets everything, which is what tests want."""

    def __init__(self, folder: Path | None = None) -> None:
        self._values = (
            QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat) if folder is not None else None
        )

    def read_bytes(self, key: str) -> QByteArray:
        """Give what Qt saved under a key; empty when there is nothing."""
        value = self._read(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def read_flag(self, key: str, default: bool) -> bool:
        """Give a yes or no."""
        value = self._read(key)
        return default if value is None else str(value).lower() == "true"

    def read_text(self, key: str) -> str:
        """Give a text; empty when there is none."""
        value = self._read(key)
        return value if isinstance(value, str) else ""

    def read_number(self, key: str, default: int, limits: range) -> int:
        """Give a whole number; the default for what is none, or is not within the limits."""
        try:
            number = int(str(self._read(key)))  # a number until it is saved, a text afterwards
        except ValueError:
            return default
        return number if number in limits else default

    def write(self, key: str, value: QByteArray | bool | str | int) -> None:
        """Keep a value; a folder that cannot be written loses it and nothing else."""
        if self._values is not None:
            self._values.setValue(key, value)

    def save(self) -> None:
        """Bring everything to disk."""
        if self._values is not None:
            self._values.sync()

    def _read(self, key: str) -> object:
        return self._values.value(key) if self._values is not None else None
