"""Each icon file is read back: by readers of Qt's own, and box by box."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtSvg import QSvgRenderer

from app.ui.icons import tray_icon
from tests.house.source import ROOT

SCRIPT = ROOT / "packaging" / "icons.py"


@pytest.fixture(scope="module")
def icons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("icons") / "not yet there"
    subprocess.run([sys.executable, str(SCRIPT), str(folder)], check=True)
    return folder


def test_the_ico_holds_a_crisp_image_of_each_size(icons: Path):
    reader = QImageReader(str(icons / "longwire.ico"))
    images = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        images.append(reader.read())
    assert [image.width() for image in images] == [16, 20, 24, 32, 40, 48, 64, 256]
    for image in images:
        _is_longwire(image)


def test_the_icns_holds_png_files_of_the_sizes_that_their_kinds_promise(icons: Path):
    data = (icons / "longwire.icns").read_bytes()
    assert data[:8] == b"icns" + struct.pack(">I", len(data))
    sizes, at = {}, 8
    while at < len(data):
        kind, octets = data[at : at + 4].decode(), struct.unpack_from(">I", data, at + 4)[0]
        image = QImage.fromData(data[at + 8 : at + octets], "PNG")
        sizes[kind] = image.width()
        assert image.pixelColor(0, image.height() // 2).alpha() == 0  # the margin of Apple's grid
        at += octets
    kinds = ("ic11", "ic12", "ic07", "ic13", "ic08", "ic14", "ic09", "ic10")
    assert sizes == dict(zip(kinds, (32, 64, 128, 256, 256, 512, 512, 1024), strict=True))


def test_qt_reads_the_icns_too(icons: Path):
    reader = QImageReader(str(icons / "longwire.icns"))
    assert reader.format() == b"icns"
    assert not reader.read().isNull()


def test_linux_gets_the_folders_of_the_icon_theme(icons: Path):
    for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        image = QImage(str(icons / f"hicolor/{size}x{size}/apps/longwire.png"))
        assert (image.width(), image.height()) == (size, size)
        _is_longwire(image)
    svg = (icons / "hicolor/scalable/apps/longwire.svg").read_bytes()
    assert svg == (ROOT / "resources" / "icon.svg").read_bytes()


def test_the_symbolic_icon_has_one_colour_and_no_ground(icons: Path):
    svg = (icons / "hicolor/symbolic/apps/longwire-symbolic.svg").read_bytes()
    assert QSvgRenderer(QByteArray(svg)).isValid()
    words = svg.decode().split('"')
    assert {word for word in words if word.startswith("#")} == {"#2e3436"}
    assert not {word for word in words if "url(" in word or word == "ground"}


def test_the_same_drawing_gives_the_same_octets(icons: Path, tmp_path: Path):
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], check=True)
    files = [file.relative_to(icons) for file in icons.rglob("*") if file.is_file()]
    assert len(files) == 13
    assert [(tmp_path / file).read_bytes() for file in files] == [
        (icons / file).read_bytes() for file in files
    ]


def test_without_a_folder_it_says_how_it_is_used():
    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "icons.py FOLDER" in done.stderr


def test_the_menu_bar_of_macos_colours_the_icon_itself(qapp):
    icon = tray_icon("darwin")
    assert icon.isMask()
    image = icon.pixmap(32, 32).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(32) for y in range(32)}
    assert seen == {"#000000"}
    assert image.pixelColor(1, 1).alpha() == 0
    assert not tray_icon("win32").isMask()


def _is_longwire(image: QImage) -> None:
    """Check ground, plug and ring at their places, the right way up, and free corners."""
    size = image.width()
    assert image.pixelColor(0, 0).alpha() < 128
    ground, plug, ring = ((0.5, 0.15), (0.2, 0.68), (0.62, 0.3))
    assert image.pixelColor(*_at(ground, size)).lightness() < 100
    assert image.pixelColor(*_at(plug, size)).lightness() > 200
    assert image.pixelColor(*_at(ring, size)).lightness() > 150


def _at(place: tuple[float, float], size: int) -> tuple[int, int]:
    return int(place[0] * size), int(place[1] * size)
