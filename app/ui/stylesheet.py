"""The look of stock controls, made from the tokens of a theme."""

from dataclasses import asdict
from string import Template

from PySide6.QtGui import QColor, QPalette

from app.platform.resources import resource
from app.ui.theme import CONTROL_HEIGHT, RADIUS, RADIUS_LARGE, RADIUS_SMALL, Tokens


def stylesheet(tokens: Tokens) -> str:
    """Give the style sheet of a theme."""
    sheet = Template(resource("window.qss").read_text(encoding="utf-8"))
    return sheet.substitute(
        asdict(tokens),
        icons=resource("icons").as_posix(),
        radius=RADIUS,
        radius_small=RADIUS_SMALL,
        radius_large=RADIUS_LARGE,
        inner_height=CONTROL_HEIGHT - 2,
        focus_height=CONTROL_HEIGHT - 4,
    )


def palette(tokens: Tokens) -> QPalette:
    """Give the palette of a theme, for what the style sheet does not reach."""
    colours = {
        QPalette.ColorRole.Window: tokens.window,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.panel,
        QPalette.ColorRole.AlternateBase: tokens.node,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Button: tokens.raised,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.Accent: tokens.accent,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    return result
