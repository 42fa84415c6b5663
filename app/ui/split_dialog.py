"""Asks at which note a cable is split, and who plays the other half; it blocks nothing."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.model.patch import Route
from app.ui.canvas.elements import CanvasEnd
from app.ui.controls import DropDown, ElidedLabel, button, column, label, row
from app.ui.inspector.specs import KeySpin
from app.ui.preferences import Preferences
from app.ui.table.connect_bar import EndBox
from app.ui.theme import SPACE

MIDDLE_C: Final = 60
ALL_NOTES: Final = (0, 127)


class SplitDialog(QDialog):
    """`chosen` tells the first note of the upper half, the other target, and whether this cable stays below.

    `names` are those of the two ends of the cable. `route` gives the cable as it is now, None when it is gone, and
    `targets` whoever could play the other half, by name.
    """

    chosen = Signal(int, object, bool)

    def __init__(
        self,
        names: tuple[str, str],
        route: Callable[[], Route | None],
        targets: Callable[[], Mapping[CanvasEnd, str]],
        preferences: Preferences,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Split at a note"))
        self.setObjectName("split")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preferences = preferences
        self._names, self._route, self._targets = names, route, targets
        self._can_split = False
        self.note = KeySpin(preferences)
        self.side, self.target = DropDown(), EndBox(self.tr("The other half"))
        self.side.addItems([self.tr("below that note"), self.tr("from that note up")])
        self.target.setPlaceholderText(self.tr("Choose…"))
        self.outcome = label(role="muted")
        self.outcome.setWordWrap(True)
        self.split_button = button(self.tr("Split"), "primary")
        self.cancel_button = button(self.tr("Cancel"))
        self._set_up()
        self._lay_out()
        self.refresh()
        low, high = self.note.minimum() - 1, self.note.maximum()
        self.note.setValue(MIDDLE_C if low < MIDDLE_C <= high else (low + high + 1) // 2)

    def refresh(self) -> None:
        """Offer the notes of the cable and whoever is there now; what was chosen stays so as long as it can."""
        route = self._route()
        if route is None:
            self.reject()
            return
        low, high = route.notes or ALL_NOTES
        self._can_split = low < high
        self.note.setRange(min(low + 1, high), high)
        self.target.offer([(end, name, "") for end, name in self._targets().items()])
        self._judge()

    def accept(self) -> None:
        if self.split_button.isEnabled():
            self.chosen.emit(self.note.value(), self.target.end, self.side.currentIndex() == 0)
            super().accept()

    def _set_up(self) -> None:
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self.side, self.side.view()):
            part.setAccessibleName(self.tr("Stays"))
        for box in (self.side, self.target):
            box.currentIndexChanged.connect(self._judge)
        self.note.valueChanged.connect(self._judge)
        self.split_button.setDefault(True)
        self.split_button.clicked.connect(self.accept)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 2)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        for at, (caption, field) in enumerate(
            (
                (self.tr("Note"), self.note),
                (self.tr("{name} plays").format(name=self._names[1]), self.side),
                (self.tr("The other half goes to"), self.target),
            )
        ):
            words = ElidedLabel()
            words.set_whole(caption)
            words.setBuddy(field)
            grid.addWidget(words, at, 0)
            grid.addWidget(field, at, 1)
        buttons = row()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.split_button)
        whole = column(self, margins=(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2))
        title = ElidedLabel("title")
        title.set_whole(self.tr("Split {source} at a note").format(source=self._names[0]))
        whole.addWidget(title)
        whole.addSpacing(SPACE)
        whole.addLayout(grid)
        whole.addWidget(self.outcome)
        whole.addSpacing(SPACE)
        whole.addLayout(buttons)
        self.setMinimumWidth(SPACE * 56)

    def _judge(self) -> None:
        self.split_button.setEnabled(self._can_split and self.target.end is not None)
        if not self._can_split:
            self.outcome.setText(self.tr("This cable lets a single note through, which cannot be split."))
            return
        if self.target.end is None:
            self.outcome.setText(self.tr("Choose who plays the other half."))
            return
        ends = [self._names[1], self.target.currentText()]
        if self.side.currentIndex() == 1:
            ends.reverse()
        note = self.note.value()
        text = self.tr(
            "Up to {below} it plays {first}, from {above} on {second}. Pedals and wheels reach both."
        )
        name = self._preferences.note_name
        self.outcome.setText(
            text.format(below=name(note - 1), above=name(note), first=ends[0], second=ends[1])
        )
