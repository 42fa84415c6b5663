"""Where a message is: the counter at each hop of a cable, from who plays it to who has it for sure."""

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.ui.controls import column, label, row, set_surface
from app.ui.theme import SPACE


class Tile(QFrame):
    """One number and what it counts."""

    def __init__(self, caption: str, tip: str) -> None:
        super().__init__()
        set_surface(self, "tile")
        self._caption = caption
        self.value: QLabel = label("0", "figure")
        self.setToolTip(tip)
        lines = column(self, margins=(2, SPACE // 2, 2, SPACE // 2))
        lines.setSpacing(0)
        self._under = label(caption, "small")
        for part in (self.value, self._under):
            part.setAlignment(part.alignment().AlignHCenter)
            lines.addWidget(part)

    def show_value(self, text: str | None, caption: str | None = None) -> None:
        """Show a number or a time, under another caption where one is given; None hides the tile."""
        self.setVisible(text is not None)
        caption = caption or self._caption
        if text is not None and (text, caption) != (self.value.text(), self._under.text()):
            self.value.setText(text)
            self._under.setText(caption)
            self.setAccessibleName(f"{caption}: {text}")


class Hops(QWidget):
    """The tiles of a cable, in the order in which a message passes them."""

    def __init__(self) -> None:
        super().__init__()
        self.played = Tile(self.tr("played"), self.tr("Messages that came from there since the start"))
        self.passed = Tile(self.tr("passed on"), self.tr("Messages that went through this cable"))
        self.sent = Tile(self.tr("sent"), self.tr("Messages that went there through all cables"))
        self.confirmed = Tile(
            self.tr("confirmed"), self.tr("When the other side last said that it has received everything")
        )
        self.in_all = self.tr("sent in all")
        """What `sent` is called where other cables lead as well: an end does not count by cable."""
        line = row(self)
        line.setSpacing(SPACE // 2)
        for tile in (self.played, self.passed, self.sent, self.confirmed):
            line.addWidget(tile, 1)
