"""Where takes go: the folder that the user chose, or one of their music folder."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.ui.preferences import Preferences

OWN_FOLDER = "Longwire"


def takes_folder(preferences: Preferences) -> Path:
    """Give the folder; it need not be there yet."""
    chosen = preferences.settings.files.takes
    if chosen:
        return Path(chosen)
    music = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
    return Path(music or Path.home()) / OWN_FOLDER
