"""Every icon of Longwire out of resources/icon.svg: `python packaging/icons.py FOLDER`.

Writes longwire.ico (Windows), longwire.icns (macOS) and hicolor/ (Linux: ready to be copied to share/icons/).
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.ui.icons import symbolic  # noqa: E402

SVG = ROOT / "resources" / "icon.svg"
NAME = "longwire"
LINUX_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""What Windows asks for at 100, 125, 150, 200 and 250 %; anything between is scaled down from 256."""

MAC_KINDS = {
    "ic11": 32,  # 16 points at 2x; Finder misreads PNG in the kinds for 16 and 32 pixels at 1x
    "ic12": 64,
    "ic07": 128,
    "ic13": 256,
    "ic08": 256,
    "ic14": 512,
    "ic09": 512,
    "ic10": 1024,
}
MAC_MARGIN = 100 / 1024
"""Apple's grid keeps this much free on each side, so that all icons of the Dock look equally large."""

SYMBOLIC_COLOUR = "#2e3436"
"""What GTK and KDE expect in a symbolic icon, and replace by the colour of their text."""


def main(arguments: list[str]) -> int:
    """Write all icons into a folder; 2 for wrong usage."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    make_icons(Path(arguments[0]))
    return 0


def make_icons(folder: Path, svg_file: Path = SVG) -> None:
    """Write the .ico, the .icns and the tree of hicolor/; folders are made, files replaced."""
    svg = svg_file.read_text(encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.ico").write_bytes(ico(draw(svg, size) for size in WINDOWS_SIZES))
    images = {kind: draw(svg, size, MAC_MARGIN) for kind, size in MAC_KINDS.items()}
    (folder / f"{NAME}.icns").write_bytes(icns({kind: png(image) for kind, image in images.items()}))
    for size in LINUX_SIZES:
        _write(folder / f"hicolor/{size}x{size}/apps/{NAME}.png", png(draw(svg, size)))
    _write(folder / f"hicolor/scalable/apps/{NAME}.svg", svg.encode())
    plain = symbolic(svg, SYMBOLIC_COLOUR)
    _write(folder / f"hicolor/symbolic/apps/{NAME}-symbolic.svg", plain.encode())


def draw(svg: str, size: int, margin: float = 0.0) -> QImage:
    """Draw an SVG as `size` by `size` pixels, with a margin in parts of the size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    free = size * margin
    drawn = size - 2 * free
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(free, free, drawn, drawn))
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Give an image as the octets of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as octets
    return bytes(buffer.data().data())


def ico(images: Iterable[QImage]) -> bytes:
    """Give the octets of an .ico: a PNG for 256 pixels, bitmaps for the smaller ones, which every reader knows."""
    parts = [(image.width(), png(image) if image.width() >= 256 else _bitmap(image)) for image in images]
    entry = struct.Struct("<4B2H2I")
    at = 6 + entry.size * len(parts)
    directory = struct.pack("<3H", 0, 1, len(parts))
    for size, data in parts:
        # A width of 256 does not fit an octet, and is written as 0.
        directory += entry.pack(size % 256, size % 256, 0, 0, 1, 32, len(data), at)
        at += len(data)
    return directory + b"".join(data for _, data in parts)


def icns(parts: dict[str, bytes]) -> bytes:
    """Give the octets of an .icns out of PNG files by their four-letter kinds."""
    body = b"".join(kind.encode() + struct.pack(">I", len(data) + 8) + data for kind, data in parts.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def _bitmap(image: QImage) -> bytes:
    """Give BITMAPINFOHEADER, rows of BGRA from the bottom up, and a mask that hides nothing: alpha does that."""
    size = image.width()
    header = struct.pack("<3I2H6I", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    pixels = bytes(image.constBits())
    rows = (pixels[4 * size * y : 4 * size * (y + 1)] for y in reversed(range(size)))
    mask_row = (size + 31) // 32 * 4
    return header + b"".join(rows) + bytes(mask_row * size)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
