"""The pictures people look at: grabbed in both themes and at both densities, kept as artefacts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

ROOT = Path(__file__).parents[2]
SCENES = (
    "patch",
    "cable",
    "participant",
    "session",
    "port",
    "virtual",
    "link",
    "found",
    "table",
    "split",
    "busy",
    "address",
    "first",
    "settings",
    "help",
    "about",
)


@pytest.fixture(scope="module")
def folders() -> dict[int, Path]:
    """The folder of each density, filled by four processes at once: most of the time each waits for its window."""
    folders = {density: ROOT / "artefacts" / f"window-{density}x" for density in (1, 2)}
    with ExitStack() as stack:
        running = [
            stack.enter_context(_showcase(folder, theme, density))
            for density, folder in folders.items()
            for theme in ("dark", "light")
        ]
        assert [process.wait(100) for process in running] == [0] * 4
    return folders


@pytest.mark.parametrize("density", [1, 2])
def test_every_scene_is_drawn_light_and_dark(folders: dict[int, Path], density: int) -> None:
    for scene in SCENES:
        dark = QImage(str(folders[density] / f"{scene}-dark.png"))
        light = QImage(str(folders[density] / f"{scene}-light.png"))
        assert dark.size() == light.size()
        assert _ground(dark).lightness() < 64 < 192 < _ground(light).lightness()
    assert QImage(str(folders[density] / "patch-dark.png")).width() == 1400 * density


@contextmanager
def _showcase(folder: Path, theme: str, density: int) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.showcase", str(folder), theme],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(density)},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _ground(image: QImage) -> QColor:
    return image.pixelColor(4, 4)
