"""Whether a widget can be seen: what nobody sees neither follows nor counts, and catches up when it is shown."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


def is_seen(widget: QWidget) -> bool:
    """Tell whether a widget is shown, in a window that is not minimised."""
    return widget.isVisible() and not widget.window().isMinimized()  # Qt calls what is minimised visible


def run_while_seen(timer: QTimer, widget: QWidget, *, needed: bool = True) -> None:
    """Start or stop a timer; to be called when the widget is shown or hidden, which minimising does as well."""
    if not (needed and is_seen(widget)):
        timer.stop()
    elif not timer.isActive():
        timer.start()
