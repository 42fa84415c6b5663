"""Line icons in the colours of a theme, and the program's own icon."""

import sys
from typing import Final
from xml.etree import ElementTree as ET

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.platform.resources import resource

SCALES = (1, 2, 3)
"""Device pixels per logical pixel that an icon is drawn for."""


_SVG: Final = "http://www.w3.org/2000/svg"


def app_icon() -> QIcon:
    """Give the icon of the program, crisp at every size that a desktop asks for."""
    return _in_sizes(_read("icon.svg"))


def tray_icon(system: str = sys.platform) -> QIcon:
    """Give the icon for the tray: in the menu bar's own colour on macOS, else with its ground, legible on any bar."""
    if system != "darwin":
        return app_icon()
    icon = _in_sizes(symbolic(_read("icon.svg"), "#000000"))
    icon.setIsMask(True)
    return icon


def symbolic(svg: str, colour: str) -> str:
    """Give a drawing without its element `ground`, and everything else in one colour."""
    ET.register_namespace("", _SVG)
    drawing = ET.fromstring(svg)
    for left_out in (f"{{{_SVG}}}defs", "*[@id='ground']"):
        for element in drawing.findall(left_out):
            drawing.remove(element)
    for element in drawing.iter():
        for paint in ("fill", "stroke"):
            if element.get(paint, "none") != "none":
                element.set(paint, colour)
    return ET.tostring(drawing, encoding="unicode")


def line_icon(name: str, colour: str, disabled: str, size: int = 16) -> QIcon:
    """Give a line icon of `resources/icons` in a colour, and in another while its button is disabled."""
    icon = QIcon()
    for mode, paint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        svg = _read(f"icons/{name}.svg").replace("currentColor", paint)
        for scale in SCALES:
            icon.addPixmap(_draw(svg, size, scale), mode)
    return icon


def _in_sizes(svg: str) -> QIcon:
    icon = QIcon()
    for pixels in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(_draw(svg, pixels, 1))
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
