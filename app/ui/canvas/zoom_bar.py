"""The small bar in the corner of the canvas: smaller, life-size, larger, everything at once, everything in order."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QHBoxLayout

from app.ui.canvas.zoom import Zoom
from app.ui.controls import IconButton, button, set_surface
from app.ui.theme import SPACE, Theme

INSET = SPACE + SPACE // 2
GAP = SPACE // 4
ASIDE_MS = 400


class ZoomBar(QFrame):
    """Lies over the lower left corner of `view`, below the shorter column; `arrange` puts back what was moved.

    While the view is scrolled it steps aside: pixels under another widget cannot be shifted, only painted anew, and
    with a crowd on the canvas that takes six times as long.
    """

    def __init__(self, view: QAbstractScrollArea, zoom: Zoom, theme: Theme) -> None:
        super().__init__(view)
        self._viewport = view.viewport()
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(ASIDE_MS)
        self._back.timeout.connect(self.show)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self._step_aside)
        set_surface(self, "info")
        self._smaller = IconButton("minus", self.tr("Smaller"), theme, "bare")
        self._larger = IconButton("plus", self.tr("Larger"), theme, "bare")
        self._share = button("", "small", tip=self.tr("Life-size (Ctrl+0)"))
        self._fit = IconButton("fit", self.tr("Show everything (Ctrl+9)"), theme, "bare")
        self.arrange = IconButton("arrange", self.tr("Put everything in order again"), theme, "bare")
        for each, slot in (
            (self._smaller, lambda: zoom.step(-1)),
            (self._share, zoom.reset),
            (self._larger, lambda: zoom.step(1)),
            (self._fit, zoom.fit),
        ):
            each.clicked.connect(lambda _checked=False, slot=slot: slot())
        self._lay_out()
        zoom.follow(self._show)
        self._show(zoom.factor)
        self._viewport.installEventFilter(self)

    def offer_arranging(self, *, offered: bool) -> None:
        """Offer to put things in order only while something was moved."""
        self.arrange.setEnabled(offered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let nothing through to the canvas that would be meant for what was chosen there."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _step_aside(self) -> None:
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            return
        self.hide()
        self._back.start()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP, GAP, GAP)
        row.setSpacing(GAP)
        for each in (self._smaller, self._share, self._larger, self._fit, self.arrange):
            row.addWidget(each)

    def _show(self, factor: float) -> None:
        share = self.locale().toString(round(factor * 100))
        self._share.setText(self.tr("{share} %").format(share=share))
        self._share.setAccessibleName(self.tr("Life-size; now {share} %").format(share=share))
        self._place()

    def _place(self) -> None:
        self.adjustSize()
        around = self._viewport.geometry()
        self.move(around.left() + INSET, around.bottom() - INSET - self.height())
