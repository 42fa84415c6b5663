"""The middle of the window: the patch, and at its right the details, which come and go."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.canvas.ground import Stage
from app.ui.centre import Centre
from app.ui.controls import row


class Middle(QWidget):
    """Puts `details`, which are as wide as they are, beside `centre`; `stage_changed` as its own width changes."""

    stage_changed = Signal(object)
    """The new `Stage`; it is the same whether the details are open or not."""

    def __init__(self, centre: Centre, details: QWidget) -> None:
        super().__init__()
        self._centre, self._details = centre, details
        self.covered = centre.covered
        self._side_by_side = row(self)
        self._side_by_side.addWidget(centre, 1)
        self._side_by_side.addWidget(details)
        self._leave_free()
        details.installEventFilter(self)

    @property
    def stage(self) -> Stage:
        """What canvas and details share."""
        beside = self._details.maximumWidth() + self._side_by_side.spacing()
        return Stage(self.width() - self._centre.frame_width(), beside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._leave_free()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.stage_changed.emit(self.stage)

    def _leave_free(self) -> None:
        """Let the card over the patch be where it is, whether the details are open or not."""
        self._centre.leave_free(round(self.stage.beside) if self._details.isHidden() else 0)
