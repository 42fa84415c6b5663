"""The dialog that says by what each scene is called: learned by playing it, or numbered through."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QSizePolicy, QWidget

from app.engine.api import Heard, Snapshot
from app.midi.cues import CUE_KINDS, read_cue
from app.midi.messages import PEDAL_DOWN
from app.midi.specs import from_share, parse_spec
from app.model.endpoints import KEYBOARD, Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Scene
from app.ui.client import Client
from app.ui.controls import ElidedLabel, IconButton, button, column, label, row
from app.ui.inspector.fields import Choice, clear
from app.ui.inspector.specs import say_spec
from app.ui.preferences import Preferences
from app.ui.theme import SPACE, Theme
from app.ui.undo import UndoVerbs
from app.ui.wording import endpoint_name, shown_name


class SceneCuesDialog(QDialog):
    """Lists the scenes with their cues beside the window; each change applies at once and can be undone."""

    def __init__(
        self, client: Client, undo: UndoVerbs, theme: Theme, preferences: Preferences, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._client, self._undo, self._theme, self._preferences = client, undo, theme, preferences
        self._stop_listening: Callable[[], None] | None = None
        self._learns: str | None = None
        self._shown: tuple[Scene, ...] = ()
        self.setWindowTitle(self.tr("Call scenes by playing"))
        self.setObjectName("scene-cues")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.source = Choice(self.tr("Played at"), _sources(client.snapshot))
        self.programs = button(
            self.tr("Programs 1, 2, 3 …"),
            tip=self.tr("Program 1 on channel 1 calls the first scene, program 2 the second, and so on"),
        )
        self.prompt = label(role="live")
        self.learns: list[QPushButton] = []
        self.forgets: list[IconButton] = []
        self._lines = QGridLayout()
        self._set_up()
        self._lay_out()
        client.changed.connect(self._show)
        self._show()

    def done(self, result: int) -> None:
        self._listen(None)
        super().done(result)

    def _set_up(self) -> None:
        known = next((scene.source for scene in self._client.snapshot.patch.scenes if scene.source), None)
        if known is not None:
            self.source.show_value(known)
        self.source.chosen.connect(lambda _source: self._listen(None))
        self.source.setMinimumContentsLength(22)
        self.programs.clicked.connect(self._number)
        self.programs.setAutoDefault(False)
        self.prompt.setWordWrap(True)

    def _lay_out(self) -> None:
        whole = column(self, margins=(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2))
        whole.addWidget(label(self.tr("Scenes can be called by what you play"), "title"))
        words = label(
            self.tr("A foot switch, a pad or a program change: press Learn, then play it."), "muted"
        )
        words.setWordWrap(True)
        whole.addWidget(words)
        whole.addSpacing(SPACE)
        head = row()
        caption = label(self.tr("Played at"), "muted")
        caption.setBuddy(self.source)
        head.addWidget(caption)
        head.addWidget(self.source, 1)
        head.addWidget(self.programs)
        whole.addLayout(head)
        whole.addSpacing(SPACE)
        self._lines.setHorizontalSpacing(SPACE * 2)
        for at, share in enumerate((2, 3)):
            self._lines.setColumnStretch(at, share)
        whole.addLayout(self._lines)
        whole.addWidget(self.prompt)
        whole.addStretch(1)
        foot = row(margins=(0, SPACE, 0, 0))
        close = button(self.tr("Close"), "primary")
        close.clicked.connect(self.close)
        foot.addStretch(1)
        foot.addWidget(close)
        whole.addLayout(foot)
        self.setMinimumWidth(SPACE * 80)

    def _show(self) -> None:
        scenes = self._client.snapshot.patch.scenes
        if scenes == self._shown and self.learns:
            return
        self._shown = scenes
        clear(self._lines)
        self.learns, self.forgets = [], []
        for place, scene in enumerate(scenes):
            self._add(place, scene)
        self.programs.setEnabled(bool(scenes))
        self._say()

    def _add(self, place: int, scene: Scene) -> None:
        name = shown_name(scene.name)
        title, cue = ElidedLabel("body"), ElidedLabel("muted")
        title.set_whole(name)
        cue.set_whole(self._cue_text(scene))
        learn = button(self.tr("Learn"), "small", name=self.tr("Learn what calls “{name}”").format(name=name))
        learn.setCheckable(True)
        learn.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        learn.setAutoDefault(False)
        learn.setChecked(self._learns == scene.name)
        learn.clicked.connect(lambda on: self._listen(scene.name if on else None))
        forget = IconButton(
            "close", self.tr("Forget what calls “{name}”").format(name=name), self._theme, "bare"
        )
        forget.setEnabled(scene.source is not None)
        forget.clicked.connect(lambda: self._put(scene.name, None, None, None))
        self.learns.append(learn)
        self.forgets.append(forget)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for at, text in enumerate((title, cue)):
            self._lines.addWidget(text, place, at, left)
        for at, deed in enumerate((learn, forget), 2):
            self._lines.addWidget(deed, place, at)

    def _cue_text(self, scene: Scene) -> str:
        if scene.source is None or scene.control is None:
            return self.tr("not by playing yet")
        return self.tr("{cue} · {source}").format(
            cue=cue_text(scene, self._preferences), source=endpoint_name(scene.source, self._client.snapshot)
        )

    def _listen(self, scene: str | None) -> None:
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        self._learns = scene
        source = self.source.currentData()
        if scene is not None and source is not None:
            self._stop_listening = self._client.listen(source, self._hear)
        for learn, each in zip(self.learns, self._shown, strict=True):
            learn.setChecked(each.name == scene)
        self._say()

    def _hear(self, heard: Heard) -> None:
        spec = parse_spec(heard.spec)
        value = from_share(spec.kind, heard.share)
        pressed = value >= PEDAL_DOWN if spec.kind == "cc" else spec.kind == "program" or value > 0
        if self._learns is None or spec.kind not in CUE_KINDS or not pressed:
            return
        scene = self._learns
        self._listen(None)
        self._put(scene, self.source.currentData(), heard.spec, value if spec.kind == "program" else None)

    def _put(self, name: str, source: Endpoint | None, control: str | None, value: int | None) -> None:
        scene = next((each for each in self._client.snapshot.patch.scenes if each.name == name), None)
        if scene is not None:
            self._undo.edit.put_scene(replace(scene, source=source, control=control, value=value))

    def _number(self) -> None:
        source = self.source.currentData()
        if source is not None:
            self._undo.edit.call_by_programs(source)

    def _say(self) -> None:
        if self._learns is not None:
            text = self.tr("Play what calls “{name}” now…").format(name=shown_name(self._learns))
        elif not self._shown:
            text = self.tr("There is no scene yet: save one first.")
        else:
            text = ""
        self.prompt.setText(text)


def cue_text(scene: Scene, preferences: Preferences) -> str:
    """Say by what a scene is called, as musicians count; empty when by nothing."""
    if scene.control is None:
        return ""
    cue = read_cue(scene.control, scene.value)
    if cue.spec.kind == "program":
        words = QCoreApplication.translate("SceneCuesDialog", "Program {number}, ch {channel}")
        return words.format(number=(cue.value or 0) + 1, channel=cue.spec.channel + 1)
    words = say_spec(scene.control, preferences.settings.window.middle_c)
    return words if cue.value is None else f"{words} = {cue.value}"


def _sources(snapshot: Snapshot) -> Iterator[tuple[Endpoint, str]]:
    ends: list[Endpoint] = [PortEnd(port.name, port.nth) for port in snapshot.ports if port.direction == "in"]
    sessions = {session.id: session.name for session in snapshot.sessions}
    ends += [
        PeerEnd(sessions[one.session], one.peer) for one in snapshot.participants if one.session in sessions
    ]
    ends += [SessionEnd(name) for name in sessions.values()]
    ends += [LinkEnd(link.name) for link in snapshot.links]
    ends += [scene.source for scene in snapshot.patch.scenes if scene.source is not None]
    for end in dict.fromkeys((*ends, KEYBOARD)):
        yield end, endpoint_name(end, snapshot)
