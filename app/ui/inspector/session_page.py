"""The page of one of our sessions: its name and port, who may join, and what to type on the other side."""

from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.engine.api import Session as SessionView
from app.model.checks import FieldError
from app.model.endpoints import SessionEnd
from app.model.patch import Accept, Session
from app.ui.controls import ElidedLabel, button, label, row
from app.ui.inspector.fields import Choice, TextField, Tick, captioned, clear, rows, section
from app.ui.inspector.file_part import FilePart
from app.ui.inspector.page import Means, Page
from app.ui.inspector.words import say
from app.ui.theme import SPACE
from app.ui.wording import shown_name

ACCEPT: dict[Accept, object] = {
    "ask": QT_TRANSLATE_NOOP("Inspector", "whoever I let in"),
    "known": QT_TRANSLATE_NOOP("Inspector", "whom I know"),
    "anyone": QT_TRANSLATE_NOOP("Inspector", "anyone"),
    "nobody": QT_TRANSLATE_NOOP("Inspector", "nobody"),
}
IN_TOUCH = ("connected", "silent")


class SessionPage(Page):
    """Shows one session; edits apply at once."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._id = 0
        self.name = TextField(self.tr("Name"), self._read_name, self.tr("What other computers see"))
        self.port = TextField(
            self.tr("Port"), self._read_port, self.tr("An even number; the next one is used too")
        )
        self.accept = Choice(self.tr("May join"), [(value, say(text)) for value, text in ACCEPT.items()])
        self.anywhere = Tick(self.tr("Also from other networks"))
        self.publish = Tick(self.tr("Show it to other computers"))
        self.typed = TypedLines()
        self.name.entered.connect(self._undo_change)
        self.port.entered.connect(self._undo_change)
        self.accept.chosen.connect(lambda accept: self._change(accept=accept))
        self.anywhere.chosen.connect(
            lambda anywhere: self._change(accept_from="anywhere" if anywhere else "near")
        )
        self.publish.chosen.connect(lambda publish: self._change(publish=publish))
        self.files = FilePart(means)
        self._lay_out()

    def aim(self, session: int) -> None:
        """Be about this session from now on."""
        self._id = session

    def refresh(self) -> bool:
        view, spec = self._view, self._spec
        if view is None or spec is None:
            return False
        self.title.setText(shown_name(view.name))
        self.state.setText(self._state(view))
        self.name.show_text(spec.name)
        self.port.show_text(str(spec.port))
        self.accept.show_value(spec.accept)
        self.anywhere.setChecked(spec.accept_from == "anywhere")
        self.publish.setChecked(spec.publish)
        self.typed.show_session(view)
        self.files.aim(SessionEnd(view.name))
        self.files.refresh()
        return True

    # -- inside -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        lines = self._lines
        lines.addLayout(section(self.tr("Session")))
        for caption, field in (
            (self.tr("Name"), self.name),
            (self.tr("Port"), self.port),
            (self.tr("May join"), self.accept),
        ):
            lines.addWidget(captioned(caption, field))
        lines.addWidget(self.anywhere)
        lines.addWidget(self.publish)
        lines.addLayout(section(self.tr("On the other side")))
        how = label(self.tr("It is found by name. Where it is not, type this there:"), "muted")
        how.setWordWrap(True)
        lines.addWidget(how)
        lines.addWidget(self.typed)
        lines.addWidget(self.files)
        lines.addStretch(1)

    @property
    def _view(self) -> SessionView | None:
        return next((each for each in self._client.snapshot.sessions if each.id == self._id), None)

    @property
    def _spec(self) -> Session | None:
        view = self._view
        specs = self._client.snapshot.patch.sessions
        return None if view is None else next((each for each in specs if each.name == view.name), None)

    def _state(self, view: SessionView) -> str:
        people = self._client.snapshot.participants
        count = sum(one.session == self._id and one.state in IN_TOUCH for one in people)
        if view.state == "moved":
            return self.tr("That port is taken, so it listens on {port}").format(port=view.control)
        if not count:
            return self.tr("nobody is in it")
        return self.tr("1 is in it") if count == 1 else self.tr("{count} are in it").format(count=count)

    def _read_name(self, text: str) -> Session:
        name, spec = text.strip(), self._required_spec()
        if any(each.name == name for each in self._client.snapshot.patch.sessions if each != spec):
            raise ValueError(name)
        return _changed(spec, name=name)

    def _read_port(self, text: str) -> Session:
        return _changed(self._required_spec(), port=int(text))

    def _required_spec(self) -> Session:
        spec = self._spec
        if spec is None:
            raise ValueError(self._id)
        return spec

    def _undo_change(self, session: Session) -> None:
        spec = self._spec
        if spec is not None:
            self._undo.edit.change_session(spec.name, session)

    def _change(self, **fields: object) -> None:
        spec = self._spec
        if spec is not None:
            self._undo.edit.change_session(spec.name, _changed(spec, **fields))


class TypedLines(QWidget):
    """What to type on the other side, each line with a button that copies it."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, str], ...] = ()
        self._lines = rows(self)
        self._lines.setSpacing(SPACE // 2)

    def show_session(self, view: SessionView) -> None:
        """Show the name, the addresses and the port of a session."""
        wanted = (
            (self.tr("Name"), shown_name(view.published_name or view.name)),
            *((self.tr("Address"), address) for address in view.addresses),
            (self.tr("Port"), str(view.control)),
        )
        if wanted == self._shown:
            return
        self._shown = wanted
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


def _changed(spec: Session, **fields: object) -> Session:
    """Give a session with other fields; ValueError for what the patch does not take."""
    try:
        return replace(spec, **fields)  # type: ignore[arg-type]
    except FieldError as error:
        raise ValueError(str(error)) from None
