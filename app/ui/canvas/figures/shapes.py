"""The paths that figures are made of."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from app.ui.canvas.curves import Curve
from app.ui.canvas.layout import Rect


def to_rectf(rect: Rect) -> QRectF:
    """Give a rectangle of the layout in Qt's words."""
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def rounded(width: float, height: float, radius: float) -> QPainterPath:
    """Give a rectangle with round corners, its upper left corner at the origin."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, width, height), radius, radius)
    return path


def triangle(half: float, outward: int) -> QPolygonF:
    """Give the triangle of a socket that sends, its tip to the side `outward`."""
    return QPolygonF(
        [
            QPointF(-outward * half * 0.8, -half),
            QPointF(outward * half, 0),
            QPointF(-outward * half * 0.8, half),
        ]
    )


def arrowhead(length: float) -> QPolygonF:
    """Give an arrowhead that points to the right, its middle at the origin."""
    return QPolygonF(
        [QPointF(-length / 2, -length * 0.45), QPointF(length / 2, 0), QPointF(-length / 2, length * 0.45)]
    )


def append_curve(path: QPainterPath, curve: Curve) -> None:
    """Add a curve to a path as a line of its own."""
    path.moveTo(*curve.start)
    path.cubicTo(*curve.control1, *curve.control2, *curve.end)


def cross(half: float) -> QPainterPath:
    """Give a small cross around the origin."""
    path = QPainterPath()
    for slope in (1, -1):
        path.moveTo(-half, -half * slope)
        path.lineTo(half, half * slope)
    return path


def disc(radius: float) -> QPainterPath:
    """Give a disc around the origin."""
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), radius, radius)
    return path


def half_disc(radius: float) -> QPainterPath:
    """Give the lower half of a disc around the origin."""
    path = QPainterPath(QPointF(-radius, 0))
    path.arcTo(QRectF(-radius, -radius, 2 * radius, 2 * radius), 180, 180)
    path.closeSubpath()
    return path


def hands(radius: float) -> QPainterPath:
    """Give the hands of a clock of that radius around the origin: three o'clock."""
    path = QPainterPath(QPointF(0, -radius * 0.55))
    path.lineTo(0, 0)
    path.lineTo(radius * 0.45, 0)
    return path
