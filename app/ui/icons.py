"""Line icons in the colours of a theme, and the program's own icon."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.platform.resources import resource

SCALES = (1, 2, 3)
"""Device pixels per logical pixel that an icon is drawn for."""


def app_icon() -> QIcon:
    """Give the icon of the program, crisp at every size that a desktop asks for."""
    svg = _read("icon.svg")
    icon = QIcon()
    for pixels in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(_draw(svg, pixels, 1))
    return icon


def line_icon(name: str, colour: str, disabled: str, size: int = 16) -> QIcon:
    """Give a line icon of `resources/icons` in a colour, and in another while its button is disabled."""
    icon = QIcon()
    for mode, paint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        svg = _read(f"icons/{name}.svg").replace("currentColor", paint)
        for scale in SCALES:
            icon.addPixmap(_draw(svg, size, scale), mode)
    return icon


def _read(name: str) -> str:
    return resource(name).read_text(encoding="utf-8")


def _draw(svg: str, size: int, scale: int) -> QPixmap:
    pixmap = QPixmap(size * scale, size * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
