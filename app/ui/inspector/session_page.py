"""The page of one of our sessions: its name and port, who may join, and what to type on the other side."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from app.engine.api import Session as SessionView
from app.model.endpoints import SessionEnd
from app.model.patch import MAX_PLAYOUT_MS, Accept, Session
from app.ui.called import renamed
from app.ui.controls import button, label
from app.ui.inspector.fields import Choice, NumberField, TextField, Tick, captioned, changed, section
from app.ui.inspector.file_part import FilePart
from app.ui.inspector.page import Means, Page
from app.ui.inspector.typed_lines import TypedHeading, TypedLines
from app.ui.inspector.words import say
from app.ui.theme import SPACE
from app.ui.wording import shown_name

ACCEPT: dict[Accept, object] = {
    "ask": QT_TRANSLATE_NOOP("Inspector", "whoever I let in"),
    "known": QT_TRANSLATE_NOOP("Inspector", "whom I know"),
    "anyone": QT_TRANSLATE_NOOP("Inspector", "anyone"),
    "nobody": QT_TRANSLATE_NOOP("Inspector", "nobody"),
}


class SessionPage(Page):
    """Shows one session; edits apply at once."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._id = 0
        self.name = TextField(
            self.tr("Name"), self._read_name, self.tr("What other computers see; each session has its own")
        )
        self.port = TextField(
            self.tr("Port"), self._read_port, self.tr("An even number; the next one is used too")
        )
        self.accept = Choice(self.tr("May join"), [(value, say(text)) for value, text in ACCEPT.items()])
        self.anywhere = Tick(self.tr("Also from other networks"))
        self.publish = Tick(self.tr("Show it to other computers"))
        self.playout = NumberField(self.tr("Hold back"), (0, MAX_PLAYOUT_MS), means.theme, self.tr(" ms"))
        self.typed_heading, self.typed = TypedHeading(), TypedLines()
        self.remove_button = button(self.tr("Remove session"))
        self.name.entered.connect(self._undo_change)
        self.port.entered.connect(self._undo_change)
        self.accept.chosen.connect(lambda accept: self._change(accept=accept))
        self.anywhere.chosen.connect(
            lambda anywhere: self._change(accept_from="anywhere" if anywhere else "near")
        )
        self.publish.chosen.connect(lambda publish: self._change(publish=publish))
        self.files = FilePart(means)
        self.playout.chosen.connect(lambda ms: self._change(playout_ms=ms))
        self.remove_button.clicked.connect(self._remove)
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
        self.playout.show_value(spec.playout_ms)
        self.typed_heading.show_sessions((view,))
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
            (self.tr("Hold back"), self.playout),
        ):
            lines.addWidget(captioned(caption, field))
        held = label(
            self.tr("Whoever comes in is held back so long, unless something else is set for them."), "small"
        )
        held.setWordWrap(True)
        lines.addWidget(held)
        lines.addWidget(self.anywhere)
        lines.addWidget(self.publish)
        lines.addWidget(self.typed_heading)
        lines.addWidget(self.typed)
        lines.addWidget(self.files)
        lines.addSpacing(SPACE)
        lines.addWidget(self.remove_button)
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
        count = sum(one.session == self._id and one.is_in_touch for one in people)
        if view.state == "moved":
            return self.tr("That port is taken, so it listens on {port}").format(port=view.control)
        if not count:
            return self.tr("nobody is in it")
        return self.tr("1 is in it") if count == 1 else self.tr("{count} are in it").format(count=count)

    def _read_name(self, text: str) -> Session:
        sessions = self._client.snapshot.patch.sessions
        return renamed(self._required_spec(), text, (each.name for each in sessions))

    def _read_port(self, text: str) -> Session:
        return changed(self._required_spec(), port=int(text))

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
            self._undo.edit.change_session(spec.name, changed(spec, **fields))

    def _remove(self) -> None:
        spec = self._spec
        if spec is not None:
            self._undo.parts.remove_session(spec.name)
