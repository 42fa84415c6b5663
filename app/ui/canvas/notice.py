"""Something that is said on the canvas for a moment."""

from PySide6.QtCore import QObject, QTimer

from app.ui.canvas.scene import PatchScene

NOTICE_MS = 1800


class Notice(QObject):
    """Says one thing at a time on `scene`, and takes it away by itself."""

    def __init__(self, scene: PatchScene, parent: QObject) -> None:
        super().__init__(parent)
        self._scene = scene
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTICE_MS)
        self._timer.timeout.connect(self._end)

    def say(self, text: str, at: tuple[float, float]) -> None:
        """Say something at a point of the scene."""
        self._scene.pull.say(text, at)
        self._timer.start()

    def _end(self) -> None:
        if not self._scene.pull.line.isVisible():  # else a cable hangs there by now, with a word of its own
            self._scene.pull.hide()
