"""Zooming and panning a graphics view."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QGraphicsView

from app.ui.canvas.layout import BOTTOM

LEAST, MOST = 0.15, 3.0
STEP = 1.15
LARGEST_FIT = 1.0
"""Fitting makes a large patch small enough, but never a small one larger than life."""


class Zoom:
    """Zooms `view` between `LEAST` and `MOST`, in steps."""

    def __init__(self, view: QGraphicsView) -> None:
        self._view = view
        self._followers: list[Callable[[float], None]] = []

    def follow(self, follower: Callable[[float], None]) -> None:
        """Tell the factor whenever it changes."""
        self._followers.append(follower)

    @property
    def factor(self) -> float:
        """How large everything is; 1 is life-size."""
        return self._view.transform().m11()

    def step(self, steps: float) -> None:
        """Zoom in by steps, out by negative ones, around the view's anchor."""
        self._set(self.factor * STEP**steps)

    def pinch(self, share: float) -> None:
        """Zoom as two fingers on a track pad do: by a share of what there is."""
        self._set(self.factor * (1.0 + share))

    def reset(self) -> None:
        """Go back to life-size."""
        self._set(1.0)

    def fit(self) -> None:
        """Show everything at once."""
        rect, view = self._view.scene().sceneRect(), self._view.maximumViewportSize()
        if rect.isEmpty():
            return
        # The room at the bottom is for what lies over the view there, and that does not shrink with the rest.
        high = (view.height() - BOTTOM) / (rect.height() - BOTTOM)
        self._set(min(view.width() / rect.width(), high, LARGEST_FIT))
        self._view.centerOn(rect.center())

    def pan(self, by: QPointF) -> None:
        """Move what is shown by pixels of the viewport."""
        for bar, pixels in (
            (self._view.horizontalScrollBar(), by.x()),
            (self._view.verticalScrollBar(), by.y()),
        ):
            bar.setValue(bar.value() - round(pixels))

    def key(self, key: int) -> bool:
        """Zoom by a key that came with Ctrl; tell whether it means something."""
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.step(1)
            case Qt.Key.Key_Minus:
                self.step(-1)
            case Qt.Key.Key_0:
                self.reset()
            case Qt.Key.Key_9:
                self.fit()
            case _:
                return False
        return True

    def _set(self, factor: float) -> None:
        factor = max(LEAST, min(MOST, factor))
        self._view.setTransform(self._view.transform().fromScale(factor, factor))
        for follower in self._followers:
            follower(factor)
