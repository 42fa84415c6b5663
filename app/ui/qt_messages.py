"""What Qt itself has to say, and faults in our slots, go where everything else goes: into the log."""

import logging
import sys
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("longwire.ui")

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_qt_messages() -> None:
    """Send every message of Qt to the log, at the level that Qt gives it."""
    qInstallMessageHandler(_take)


def log_faults() -> None:
    """Send exceptions that reach Qt to the log: a slot that fails must not end the music."""
    sys.excepthook = _take_fault


def _take_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    _log.error("A fault in the window", exc_info=(kind, fault, trace))


def _take(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s (%s)", message, context.category or "default")
