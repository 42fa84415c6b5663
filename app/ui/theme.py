"""Design tokens of the window: colours, radii, spaces and fonts, light and dark (design 5)."""

from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QStyleHints

ThemeChoice: TypeAlias = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as `#rrggbb` or `#aarrggbb`; text on its own ground reaches 4.5:1."""

    name: Literal["light", "dark"]
    window: str
    canvas: str
    canvas_dots: str
    panel: str
    node: str
    raised: str
    hover: str
    border: str
    border_strong: str
    text: str
    muted: str
    socket: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_tint: str
    live: str
    live_lit: str
    live_core: str
    live_glow: str
    live_tint: str
    waiting: str
    waiting_tint: str
    broken: str
    broken_tint: str
    shadow: str
    key_white: str
    on_key_white: str
    key_black: str
    on_key_black: str


DARK: Final = Tokens(
    name="dark",
    window="#14171b",
    canvas="#171a1f",
    canvas_dots="#20252c",
    panel="#1d2127",
    node="#22272e",
    raised="#2b313a",
    hover="#363e49",
    border="#2e353f",
    border_strong="#454f5c",
    text="#e9edf2",
    muted="#9aa4b1",
    socket="#e9edf2",
    accent="#63aefc",
    accent_hover="#85c0ff",
    on_accent="#0c1826",
    accent_tint="#21364d",
    live="#3ecfae",
    live_lit="#8df0d9",
    live_core="#f4fffc",
    live_glow="#5563aefc",
    live_tint="#213838",
    waiting="#f0b341",
    waiting_tint="#3a3020",
    broken="#f47f7f",
    broken_tint="#40262a",
    shadow="#90000000",
    key_white="#dfe4ea",
    on_key_white="#4b5563",
    key_black="#101317",
    on_key_black="#9aa4b1",
)

LIGHT: Final = Tokens(
    name="light",
    window="#eef0f3",
    canvas="#f7f8fa",
    canvas_dots="#e6e9ed",
    panel="#ffffff",
    node="#ffffff",
    raised="#eceff3",
    hover="#e0e5eb",
    border="#dde2e8",
    border_strong="#b8c1cc",
    text="#1b2027",
    muted="#5d6774",
    socket="#1b2027",
    accent="#1b6cc9",
    accent_hover="#1559a8",
    on_accent="#ffffff",
    accent_tint="#dcebfb",
    live="#0b8a70",
    live_lit="#079c7e",
    live_core="#4be3bd",
    live_glow="#551f74d6",
    live_tint="#dff2ee",
    waiting="#8f5c00",
    waiting_tint="#fdf1d8",
    broken="#c02f2f",
    broken_tint="#fbe4e4",
    shadow="#30101828",
    key_white="#ffffff",
    on_key_white="#4b5563",
    key_black="#262c35",
    on_key_black="#aab4c0",
)

SPACE: Final = 8
"""The rhythm in logical pixels: every margin and gap is a multiple of it or its half."""
RADIUS_SMALL: Final = 6
RADIUS: Final = 8
RADIUS_LARGE: Final = 12
CONTROL_HEIGHT: Final = 32
BAR_HEIGHT: Final = 48
"""Height of the bars that lie over the top of the canvas; what stands there should tolerate being covered."""


class TextRole(Enum):
    """What a text is for: its value is size in logical pixels and weight."""

    BRAND = (18, QFont.Weight.Bold)
    TITLE = (15, QFont.Weight.DemiBold)
    NAME = (14, QFont.Weight.DemiBold)
    BODY = (13, QFont.Weight.Normal)
    READING = (14, QFont.Weight.Normal)
    STRONG = (13, QFont.Weight.DemiBold)
    SMALL = (11, QFont.Weight.Normal)
    HEADING = (11, QFont.Weight.Bold)


def font_for(role: TextRole) -> QFont:
    """Give the system's own interface font in the size and weight of a role."""
    size, weight = role.value
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def fixed_font() -> QFont:
    """Give the system's fixed-width font for bytes and times."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(12)
    return font


class Theme(QObject):
    """The tokens in use; follows the system's colour scheme unless told which to take."""

    changed = Signal(object)
    """The new `Tokens`."""

    def __init__(
        self, hints: QStyleHints, choice: ThemeChoice = "system", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._hints = hints
        self._choice: ThemeChoice = choice
        self._tokens = self._wanted()
        hints.colorSchemeChanged.connect(self._refresh)

    @property
    def tokens(self) -> Tokens:
        """The colours to paint with now."""
        return self._tokens

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Take light, dark, or whatever the system says."""
        self._choice = choice
        self._refresh()

    def color(self, token: str) -> QColor:
        """Give a token by its field name as a colour."""
        return QColor(getattr(self._tokens, token))

    def _refresh(self) -> None:
        tokens = self._wanted()
        if tokens is not self._tokens:
            self._tokens = tokens
            self.changed.emit(tokens)

    def _wanted(self) -> Tokens:
        if self._choice != "system":
            return LIGHT if self._choice == "light" else DARK
        return LIGHT if self._hints.colorScheme() == Qt.ColorScheme.Light else DARK


def system_theme(parent: QObject | None = None) -> Theme:
    """Make the theme that follows the running application's system."""
    return Theme(QGuiApplication.styleHints(), parent=parent)
