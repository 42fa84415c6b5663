"""What to type on the other side, each line with a button that copies it."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.engine.api import Session
from app.ui.controls import ElidedLabel, button, label, row
from app.ui.inspector.fields import captioned, clear, rows, section
from app.ui.theme import SPACE
from app.ui.wording import shown_name


class TypedHeading(QWidget):
    """Says what such lines are for."""

    def __init__(self) -> None:
        super().__init__()
        lines = rows(self)
        lines.addLayout(section(self.tr("On the other side")))
        self.how = label(role="muted")
        self.how.setWordWrap(True)
        lines.addWidget(self.how)

    def show_sessions(self, views: Sequence[Session]) -> None:
        """Say how these are reached; nothing where there are none."""
        if any(view.published for view in views):
            self.how.setText(self.tr("It is found by name. Where it is not, type this there:"))
        else:
            self.how.setText(self.tr("It is not shown to other computers. Type this there:"))
        self.setVisible(bool(views))


class TypedLines(QWidget):
    """Lines of a caption and a text to copy."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, str], ...] = ()
        self._lines = rows(self)
        self._lines.setSpacing(SPACE // 2)

    def show_session(self, view: Session) -> None:
        """Show the name, the addresses and the port of a session."""
        self.show_lines(
            (
                (self.tr("Name"), shown_name(view.published_name or view.name)),
                *((self.tr("Address"), address) for address in view.addresses),
                (self.tr("Port"), str(view.control)),
            )
        )

    def show_lines(self, wanted: Sequence[tuple[str, str]]) -> None:
        """Show these captions and texts."""
        if tuple(wanted) == self._shown:
            return
        self._shown = tuple(wanted)
        clear(self._lines)
        for caption, text in wanted:
            self._lines.addWidget(self._line(caption, text))

    def _line(self, caption: str, text: str) -> QWidget:
        field = QWidget()
        line = row(field)
        shown = ElidedLabel("body")
        shown.set_whole(text)
        copy = button(self.tr("Copy"), "small", name=self.tr("Copy {text}").format(text=text))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        line.addWidget(shown)
        line.addStretch(1)
        line.addWidget(copy)
        return captioned(caption, field)
