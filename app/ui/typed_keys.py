"""Which key of the computer is which key of the piano: by its place, whatever letter stands on it there."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

PLACES: Final = (30, 17, 31, 18, 32, 33, 20, 34, 21, 35, 22, 36, 37, 24, 38, 25)
"""From C upwards, in the order of the semitones: the scan codes of what is A W S E D F … on an American keyboard."""
ABOVE: Final = {"windows": 0, "xcb": 8, "wayland": 8}
"""How much higher a platform of Qt counts scan codes. macOS tells none: there the letters have to do."""
AMERICAN: Final = "AWSEDFTGYHUJKOLP"


def letters() -> str:
    """Give what stands on these keys where this language is typed: in German, Z and Y have changed places."""
    return QCoreApplication.translate("PianoKeys", "AWSEDFTGYHUJKOLP")


def semitone(event: QKeyEvent, platform: str = "") -> int | None:
    """Tell how far above the C a key plays; None if it is none of these."""
    if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        return None
    above = ABOVE.get(platform or QGuiApplication.platformName())
    if above is not None and event.nativeScanCode() - above in PLACES:
        return PLACES.index(event.nativeScanCode() - above)
    letter = chr(event.key()) if event.key() < 128 else ""
    known = (each for each in (letters(), AMERICAN) if letter and letter in each)
    return next((each.index(letter) for each in known), None)
