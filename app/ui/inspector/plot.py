"""A small picture of the last round trips: one line on a pixmap, drawn anew only when there is something new."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.engine.api import RoundTrip
from app.ui.theme import RADIUS_SMALL, SPACE, Theme, Tokens

HEIGHT = SPACE * 7
INSET = SPACE * 0.75
HEADROOM = 1.25
LEAST_MS = 0.5
"""A line that is flat in life is flat in the picture: noise below this is not blown up."""
DOT = 1.6


class LatencyPlot(QLabel):
    """Shows round trips over time, the newest at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tokens = theme.tokens
        self._trips: tuple[RoundTrip, ...] = ()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Latency over time"))
        theme.changed.connect(self._dress)

    def show_trips(self, trips: Sequence[RoundTrip]) -> None:
        """Show these round trips, oldest first."""
        trips = tuple(trips)
        if trips != self._trips or self.pixmap().isNull():
            self._trips = trips
            self._draw()

    def sizeHint(self) -> QSize:
        return QSize(SPACE * 20, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _dress(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._draw()

    def _draw(self) -> None:
        density = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * density)
        pixmap.setDevicePixelRatio(density)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(self._tokens.border), 1))
        painter.setBrush(QColor(self._tokens.canvas))
        painter.drawRoundedRect(frame, RADIUS_SMALL, RADIUS_SMALL)
        points = _points(self._trips, frame.adjusted(INSET, INSET, -INSET, -INSET))
        if points:
            self._draw_line(painter, points, frame)
        painter.end()
        self.setPixmap(pixmap)

    def _draw_line(self, painter: QPainter, points: list[QPointF], frame: QRectF) -> None:
        line = QColor(self._tokens.live)
        ground = QColor(line)
        ground.setAlphaF(0.12)
        area = QPainterPath()
        area.addPolygon(
            QPolygonF(
                [
                    QPointF(points[0].x(), frame.bottom() - 1),
                    *points,
                    QPointF(points[-1].x(), frame.bottom() - 1),
                ]
            )
        )
        painter.fillPath(area, ground)
        painter.setPen(
            QPen(line, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line)
        painter.drawEllipse(points[-1], DOT * 1.5, DOT * 1.5)


def _points(trips: Sequence[RoundTrip], frame: QRectF) -> list[QPointF]:
    """Place the round trips in a frame."""
    if not trips:
        return []
    first, last = trips[0].at, trips[-1].at
    most = max(LEAST_MS, *(trip.ms for trip in trips)) * HEADROOM
    span = last - first
    return [
        QPointF(
            frame.left() + frame.width() * ((trip.at - first) / span if span else 1.0),
            frame.bottom() - frame.height() * trip.ms / most,
        )
        for trip in trips
    ]
