"""The pictures people look at: grabbed in both themes and at both densities, kept as artefacts."""

import os
import subprocess
import sys
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
    "table",
    "split",
    "busy",
    "address",
    "first",
    "settings",
    "help",
    "about",
)


@pytest.mark.parametrize("density", ["1", "2"])
def test_every_scene_is_drawn_light_and_dark(density: str) -> None:
    folder = ROOT / "artefacts" / f"window-{density}x"
    subprocess.run(
        [sys.executable, "-m", "tests.support.showcase", str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": density},
        check=True,
        timeout=100,
    )
    for scene in SCENES:
        dark = QImage(str(folder / f"{scene}-dark.png"))
        light = QImage(str(folder / f"{scene}-light.png"))
        assert dark.size() == light.size()
        assert _ground(dark).lightness() < 64 < 192 < _ground(light).lightness()
    assert QImage(str(folder / "patch-dark.png")).width() == 1400 * int(density)


def _ground(image: QImage) -> QColor:
    return image.pixelColor(4, 4)
