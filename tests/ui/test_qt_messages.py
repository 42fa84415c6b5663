import logging
import sys

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from app.ui.qt_messages import log_faults, log_qt_messages
from tests.support.logs import ExpectLog


def test_warnings_of_qt_are_logged(expect_log: ExpectLog) -> None:
    expect_log("longwire.ui: Qt: something odd")
    log_qt_messages()
    try:
        qWarning("something odd")
    finally:
        qInstallMessageHandler(None)


def test_a_fault_that_nobody_caught_is_logged(
    expect_log: ExpectLog, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    expect_log("A fault in the window")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    log_faults()
    with caplog.at_level(logging.ERROR):
        sys.excepthook(ValueError, ValueError("no such peer"), None)
    assert "no such peer" in caplog.text
