"""The program with its window, in a process that also says where on the screen things are.

`python -m tests.support.window_guide ARGS...` is `longwire ARGS...`, except that each line on stdin is a question,
answered by a line of JSON on stdout: `button TEXT`, `socket NAME sends|receives` (a place, or null) and `cables`.
"""

import json
import sys
import threading
from collections.abc import Iterator
from typing import IO

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.__main__ import main
from app.ui.canvas.elements import Cable, Socket, Way
from app.ui.canvas.view import PatchCanvas


class _Question(QEvent):
    """A line from stdin on its way to the main thread."""

    def __init__(self, text: str) -> None:
        super().__init__(QEvent.Type.User)
        self.text = text


class _Guide(QObject):
    """Answers in the main thread, where the widgets may be looked at."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, _Question):
            print(json.dumps(_answer(event.text)), flush=True)
            return True
        return super().event(event)


def _answer(question: str) -> object:
    verb, _, rest = question.partition(" ")
    if verb == "button":
        return _place_of_button(rest)
    canvases = [widget for widget in QApplication.allWidgets() if isinstance(widget, PatchCanvas)]
    if not canvases or not canvases[0].isVisible():
        return [] if verb == "cables" else None
    if verb == "socket":
        return _place_of_socket(canvases[0], *rest.rsplit(" ", 1))
    return [list(_cable(canvases[0], cable)) for cable in canvases[0].board.graph.cables]


def _place_of_button(text: str) -> list[int] | None:
    for widget in QApplication.allWidgets():
        is_meant = isinstance(widget, QAbstractButton) and widget.text() == text
        if is_meant and widget.isVisible() and widget.isEnabled():
            return _pixels(widget.mapToGlobal(widget.rect().center()))
    return None


def _place_of_socket(canvas: PatchCanvas, name: str, way: str) -> list[int] | None:
    for terminal in canvas.board.graph.terminals.values():
        if terminal.name == name and (place := canvas.place_of(Socket(terminal.end, Way(way)))):
            return _pixels(canvas.viewport().mapToGlobal(place))
    return None


def _cable(canvas: PatchCanvas, cable: Cable) -> Iterator[str]:
    """Give the name at each end, in alphabetical order, and how the cable looks."""
    terminals = canvas.board.graph.terminals
    yield from sorted(terminals[end].name for end in (cable.key.first, cable.key.second))
    yield cable.look.value


def _pixels(point: QPoint) -> list[int]:
    """Give a point as the screen counts it, which has more pixels than the window knows when it is scaled."""
    scale = QGuiApplication.primaryScreen().devicePixelRatio()
    return [round(point.x() * scale), round(point.y() * scale)]


def _pass_on(lines: IO[str], guide: _Guide) -> None:
    for line in lines:
        QCoreApplication.postEvent(guide, _Question(line.strip()))


if __name__ == "__main__":
    listener = threading.Thread(target=_pass_on, args=(sys.stdin, _Guide()), daemon=True)
    listener.start()
    sys.exit(main(sys.argv[1:]))
