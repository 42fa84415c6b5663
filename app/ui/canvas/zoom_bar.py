"""The small bar in the corner of the canvas: smaller, life-size, larger, everything at once, everything in order."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from app.ui.canvas.zoom import Zoom
from app.ui.controls import IconButton, button, row, set_surface
from app.ui.theme import SPACE, Theme

INSET = SPACE + SPACE // 2
FOLDED_INSET = 1
GAP = SPACE // 4
ASIDE_MS = 400


class ZoomBar(QFrame):
    """Lies over the lower left corner of `view`, below the shorter column; `arrange` puts back what was moved.

    Where it would lie on something, as `lies_on` tells of pixels of the viewport, it folds to one button beside that.
    While the view is scrolled it steps aside: pixels under another widget cannot be shifted, only painted anew, and
    with a crowd on the canvas that takes six times as long.
    """

    def __init__(
        self, view: QAbstractScrollArea, zoom: Zoom, theme: Theme, lies_on: Callable[[QRect], bool]
    ) -> None:
        super().__init__(view)
        self._viewport = view.viewport()
        self._lies_on = lies_on
        self._covered = 0
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(ASIDE_MS)
        self._back.timeout.connect(self._come_back)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self._step_aside)
        set_surface(self, "info")
        self._tools = QWidget()
        self._smaller = IconButton("minus", self.tr("Smaller"), theme, "bare")
        self._larger = IconButton("plus", self.tr("Larger"), theme, "bare")
        self._share = button("", "small", tip=self.tr("Life-size (Ctrl+0)"))
        self._fit = IconButton("fit", self.tr("Show everything (Ctrl+9)"), theme, "bare")
        self.arrange = IconButton("arrange", self.tr("Put everything in order again"), theme, "bare")
        self.unfold = IconButton("zoom", self.tr("Zoom"), theme, "bare")
        self.unfold.clicked.connect(self._unfold)
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

    @property
    def is_folded(self) -> bool:
        """Whether all that is to be seen of it is the button that unfolds it."""
        return self._tools.isHidden()

    def offer_arranging(self, *, offered: bool) -> None:
        """Offer to put things in order only while something was moved."""
        self.arrange.setEnabled(offered)

    def stay_clear(self, pixels: int) -> None:
        """Keep above so many pixels at the bottom, where another bar lies."""
        self._covered = pixels
        self.settle()

    def settle(self) -> None:
        """Find a place beside what is shown now; whoever is on it keeps it as it is."""
        if not self._is_in_use():
            self._fold(self._lies_on(self._place_of(self._tools, INSET)))
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let nothing through to the canvas that would be meant for what was chosen there."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._viewport:
            if event.type() == QEvent.Type.FocusOut:
                self._back.start()
        elif event.type() == QEvent.Type.Resize:
            self.settle()
        return False

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._back.start()

    def _is_in_use(self) -> bool:
        focused = QApplication.focusWidget()
        return self.underMouse() or (focused is not None and self.isAncestorOf(focused))

    def _step_aside(self) -> None:
        if not self._is_in_use():
            self.hide()
            self._back.start()

    def _come_back(self) -> None:
        self.settle()
        self.show()

    def _unfold(self) -> None:
        had_focus = self.unfold.hasFocus()
        self._fold(False)
        self._place()
        if had_focus:
            self._smaller.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, folded: bool) -> None:
        self._tools.setHidden(folded)
        self.unfold.setVisible(folded)

    def _lay_out(self) -> None:
        parts = (self._smaller, self._share, self._larger, self._fit, self.arrange)
        tools = row(self._tools)
        tools.setSpacing(GAP)
        for part in parts:
            tools.addWidget(part)
        whole = row(self, margins=(GAP, GAP, GAP, GAP))
        whole.setSpacing(0)
        whole.addWidget(self.unfold)
        whole.addWidget(self._tools)
        for part in (*parts, self.unfold):
            part.installEventFilter(self)
        self._fold(False)

    def _show(self, factor: float) -> None:
        share = self.locale().toString(round(factor * 100))
        self._share.setText(self.tr("{share} %").format(share=share))
        self._share.setAccessibleName(self.tr("Life-size; now {share} %").format(share=share))
        self.settle()

    def _place(self) -> None:
        folded = self.is_folded
        place = self._place_of(self.unfold if folded else self._tools, FOLDED_INSET if folded else INSET)
        self.setGeometry(place.translated(self._viewport.pos()))

    def _place_of(self, shown: QWidget, inset: int) -> QRect:
        """Say where the bar lies, in pixels of the viewport, when nothing but `shown` is in it."""
        now: QWidget = self.unfold if self.is_folded else self._tools
        size = self.sizeHint() - now.sizeHint() + shown.sizeHint()
        return QRect(QPoint(inset, self._viewport.height() - self._covered - inset - size.height()), size)
