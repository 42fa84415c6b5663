"""Since when something waits: a time of day, and a date where that alone would be taken for another day."""

import time

import pytest
from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtWidgets import QApplication

from app.ui.canvas.words import clock

HOUR_S = 3600


def time_of_day(wall: float) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(wall))
    return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)


@pytest.mark.parametrize("hours", [0, 1, 6, 11])
def test_what_began_in_this_night_has_no_date_though_midnight_lies_between(
    qapp: QApplication, hours: int
) -> None:
    wall = time.time() - hours * HOUR_S
    assert clock(wall) == time_of_day(wall)


@pytest.mark.parametrize("hours", [13, 24, 400])
def test_what_is_half_a_day_ago_has_one(qapp: QApplication, hours: int) -> None:
    wall = time.time() - hours * HOUR_S
    assert clock(wall).endswith(f" {time_of_day(wall)}")
