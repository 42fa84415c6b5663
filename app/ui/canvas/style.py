"""Pens, brushes, fonts and measures of one theme, made once and shared by all figures."""

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPixmap

from app.ui.theme import TextRole, Tokens, font_for

DOT_STEP = 24


class Style:
    """What the figures paint with; a new theme means a new style."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.nothing = QBrush(Qt.BrushStyle.NoBrush)
        self.no_pen = QPen(Qt.PenStyle.NoPen)
        self.color = cache(self._color)
        self.brush = cache(self._brush)
        self.pen = cache(self._pen)
        self.font = cache(font_for)
        self.metrics = cache(self._metrics)
        self.glow = cache(self._glow)

    def width(self, text: str, role: TextRole) -> float:
        """Measure a text in logical pixels."""
        return self.metrics(role).horizontalAdvance(text)

    def soft_pen(self, token: str) -> QPen:
        """Make a thin pen that lets half of the ground through."""
        color = QColor(self.color(token))
        color.setAlphaF(0.6)
        return QPen(color, 1.25)

    def ground(self) -> QBrush:
        """Make the dotted ground of the canvas."""
        tile = QPixmap(DOT_STEP, DOT_STEP)
        tile.fill(self.color("canvas"))
        painter = QPainter(tile)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color("canvas_dots"))
        painter.drawRect(0, 0, 2, 2)
        painter.end()
        return QBrush(tile)

    def _glow(self, level: float) -> QBrush:
        """Mix the glow into the ground: filling an opaque shape costs a frame half of what a clear one does."""
        ground, glow = self.color("canvas"), self.color("live_glow")
        share = glow.alphaF() * level
        mixed = [
            round(over * share + under * (1 - share))
            for over, under in zip(glow.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
        ]
        return QBrush(QColor(*mixed))

    def _color(self, token: str) -> QColor:
        return QColor(getattr(self.tokens, token))

    def _brush(self, token: str) -> QBrush:
        return QBrush(self.color(token))

    def _pen(self, token: str, width: float = 1.0) -> QPen:
        pen = QPen(self.color(token), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _metrics(self, role: TextRole) -> QFontMetricsF:
        return QFontMetricsF(self.font(role))
