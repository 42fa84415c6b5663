import re

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from app.ui.stylesheet import palette, stylesheet
from app.ui.theme import DARK, LIGHT, TextRole, Theme, Tokens, font_for

READABLE = 4.5
"""Contrast that WCAG 2.1 asks for text (level AA)."""
VISIBLE = 3.0
"""Contrast that it asks for graphics that carry a meaning."""


class Hints(QObject):
    colorSchemeChanged = Signal()  # noqa: N815

    def __init__(self, scheme: Qt.ColorScheme) -> None:
        super().__init__()
        self.scheme = scheme

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme


def luminance(colour: str) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in QColor(colour).getRgbF()
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(
    ("ink", "grounds"),
    [
        ("text", "window canvas panel node raised hover accent_tint live_tint waiting_tint broken_tint"),
        ("muted", "window canvas panel node accent_tint live_tint"),
        ("on_accent", "accent accent_hover"),
        ("waiting", "canvas panel node"),
        ("live", "canvas panel"),
        ("broken", "window canvas panel node broken_tint"),
        ("on_key_white", "key_white"),
        ("on_key_black", "key_black"),
    ],
)
def test_text_can_be_read(tokens: Tokens, ink: str, grounds: str) -> None:
    for ground in grounds.split():
        need = VISIBLE if ink == "live" else READABLE
        assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= need, (ink, ground)


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.name)
def test_the_style_sheet_is_complete(tokens: Tokens) -> None:
    sheet = stylesheet(tokens)
    assert "$" not in sheet
    assert set(re.findall(r"#[0-9a-f]{6}\b", sheet)) >= {tokens.text, tokens.accent, tokens.border}
    assert palette(tokens).windowText().color() == QColor(tokens.text)


def test_the_theme_follows_the_system() -> None:
    hints = Hints(Qt.ColorScheme.Light)
    theme = Theme(hints)  # type: ignore[arg-type]
    seen: list[Tokens] = []
    theme.changed.connect(seen.append)
    assert theme.tokens is LIGHT
    hints.scheme = Qt.ColorScheme.Dark
    hints.colorSchemeChanged.emit()
    assert theme.tokens is DARK
    theme.choose("light")
    hints.colorSchemeChanged.emit()
    theme.choose("system")
    assert [tokens.name for tokens in seen] == ["dark", "light", "dark"]
    assert theme.choice == "system"
    assert theme.color("accent") == QColor(DARK.accent)


def test_fonts_have_the_size_of_their_role(qapp: object) -> None:
    assert font_for(TextRole.SMALL).pixelSize() < font_for(TextRole.BODY).pixelSize()
    assert font_for(TextRole.BRAND).weight() > font_for(TextRole.BODY).weight()
