"""The ground on which the columns stand: how wide they are, where they stand on it, how far it can be scrolled."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtWidgets import QGraphicsView, QStyle

from app.ui.canvas.layout import BOTTOM, WIDEST

LEAST_COLUMNS = 620.0
"""With less, buttons would have to stand below names; what does not fit beside the details is scrolled to."""
BAR_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Stage:
    """The width that the canvas shares with what opens beside it, and the width of that, in pixels of the window."""

    whole: float
    beside: float = 0.0

    @property
    def columns(self) -> float:
        """The width in which the columns are arranged, whether anything is open beside them or not.

        They leave it its place, as far as they have enough themselves.
        """
        return max(self.whole - self.beside, min(self.whole, LEAST_COLUMNS))

    @property
    def has_place(self) -> bool:
        """Whether that what opens beside the columns has a place of its own, where it covers none of them."""
        return self.whole - self.beside >= LEAST_COLUMNS

    def indent(self, content: float, factor: float) -> float:
        """Give the ground at the left of everything, as wide as `content`, at a zoom factor, in pixels of the scene.

        At life-size it is the same however far to the right somebody put something: that would shift all the rest.
        """
        width = min(self.columns, WIDEST.whole)
        return max(
            0.0, ((self.whole - self.beside) / factor - (max(width, content) if factor < 1 else width)) / 2
        )


class Ground(QObject):
    """Says what of the scene `view` can be scrolled to, so that nothing shifts when its own size changes.

    What is scrolled into sight stays there when there is more room, until somebody scrolls.
    """

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self._stage: Stage | None = None
        self._covered = 0
        view.scene().sceneRectChanged.connect(self.spread)
        view.horizontalScrollBar().valueChanged.connect(self.spread)

    def share(self, stage: Stage) -> None:
        """Share the width with what opens beside the view; without this it has all of its width for itself."""
        self._stage = stage
        self.spread()

    def stay_clear(self, pixels: int) -> None:
        """Let what stands last be scrolled from under a bar so high at the bottom."""
        self._covered = pixels
        self.spread()

    @property
    def columns(self) -> float:
        """The width in which the columns are arranged."""
        return self._shared().columns

    def spread(self, _change: object = None) -> None:
        """Take account of another size, zoom or scene."""
        view, factor = self._view, self._view.transform().m11()
        content = view.scene().sceneRect()
        left = -self._shared().indent(content.width(), factor)
        fitting = left + (view.width() - self._bar_width()) / factor
        over = max(BOTTOM, self._covered + BAR_GAP)  # which does not shrink with the rest
        low = content.bottom() + max(0.0, over / factor - BOTTOM)
        ground = QRectF(QPointF(left, content.top()), self._seen(content.right(), fitting, low, factor))
        if ground != view.sceneRect():
            view.setSceneRect(ground)

    def _seen(self, right: float, fitting: float, low: float, factor: float) -> QPointF:
        """Give the lower right corner, beyond which nothing is in sight that was scrolled there.

        Downwards that is only what a scroll bar at the bottom leaves when it goes: more room is there to be filled. It
        goes where nothing is beyond `fitting`, and before it has gone Qt scrolls into the room that it will leave.
        """
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        right = max(right, fitting)
        if across.value() > across.minimum():
            right = max(right, (across.value() + self._view.viewport().width()) / factor)
        bar = self._bar_width()
        lowest = (down.value() + self._view.maximumViewportSize().height() - bar * (right > fitting)) / factor
        if lowest - low <= bar / factor:
            low = max(low, lowest)
        return QPointF(right, low)

    def _shared(self) -> Stage:
        """Give the stage without the room to keep for the scroll bar, so that nothing shifts when that comes."""
        stage = self._stage or Stage(self._view.width())
        return Stage(stage.whole - self._bar_width(), stage.beside)

    def _bar_width(self) -> int:
        """Give the width of a scroll bar.

        Qt reckons with the width of the bare style even where a style sheet makes the bar narrower.
        """
        bare = self._view.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return max(bare, self._view.verticalScrollBar().sizeHint().width())
