"""The rounded area in the middle: the canvas, and the bars that lie over it and push nothing away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.ui.controls import set_surface
from app.ui.theme import SPACE


class Centre(QFrame):
    """Lays bars over any widget: `above` at its top, `card` above that, `below` at its bottom."""

    def __init__(self, canvas: QWidget, above: QWidget, card: QWidget, below: QWidget) -> None:
        super().__init__()
        set_surface(self, "canvas")
        self.setMinimumHeight(SPACE * 30)
        layers = QGridLayout(self)
        layers.setContentsMargins(SPACE // 2, SPACE // 2, SPACE // 2, SPACE // 2)
        layers.setSpacing(0)
        layers.setRowStretch(1, 1)
        layers.addWidget(above, 0, 0)  # first, so that Tab comes to it before it enters the canvas
        layers.addWidget(canvas, 0, 0, 3, 1)
        layers.addWidget(card, 1, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter)
        layers.addWidget(below, 2, 0)
        for bar in (above, card, below):
            bar.setProperty("over", True)
            bar.raise_()
