"""Making a cable without dragging: from where, to where, and why not where it cannot be."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QWidget

from app.ui.canvas.commands import CanvasCommands
from app.ui.canvas.connect import Answer, Plan, Refusal, possible_targets
from app.ui.canvas.elements import CanvasEnd, Graph, Socket, Way
from app.ui.canvas.words import refusal_text
from app.ui.controls import DropDown, button, column, label, row
from app.ui.theme import SPACE

LEAST_LETTERS: Final = 5


class EndBox(DropDown):
    """Chooses an end; those that cannot be chosen are greyed, with the reason behind their name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        for part in (self, self.view()):
            part.setAccessibleName(name)
        self.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_LETTERS)
        self._shown: list[tuple[CanvasEnd, str, str]] = []

    @property
    def end(self) -> CanvasEnd | None:
        """The end that is chosen."""
        row = self.currentIndex()
        return self._shown[row][0] if 0 <= row < len(self._shown) else None

    def choose(self, end: CanvasEnd | None) -> None:
        """Choose an end; one that is not in the list chooses nothing."""
        self.setCurrentIndex(next((nth for nth, each in enumerate(self._shown) if each[0] == end), -1))

    def offer(self, ends: list[tuple[CanvasEnd, str, str]]) -> None:
        """Offer ends with their names and the reasons why not; what was chosen stays chosen, if it can."""
        if ends == self._shown:
            return
        chosen = self.end
        self._shown = ends
        model = QStandardItemModel(self)
        for _end, name, reason in ends:
            item = QStandardItem(f"{name} \N{EM DASH} {reason}" if reason else name)
            item.setEnabled(not reason)
            model.appendRow(item)
        self.blockSignals(True)
        self.setModel(model)  # deletes the one before
        self.choose(chosen)
        self.blockSignals(False)


class ConnectBar(QWidget):
    """Two lists and a button; what it does is one step to undo."""

    def __init__(self, commands: CanvasCommands) -> None:
        super().__init__()
        self._commands = commands
        self._graph = Graph()
        self._names: Mapping[CanvasEnd, str] = {}
        self._answers: dict[CanvasEnd, Answer] = {}
        self.source = EndBox(self.tr("From"))
        self.target = EndBox(self.tr("To"))
        self.both_ways = QCheckBox(self.tr("Both ways"))
        self.both_ways.setAccessibleName(self.tr("Both ways"))
        self.both_ways.setToolTip(self.tr("A cable back as well, where both can play and be played"))
        self.both_ways.setChecked(True)
        self.connect_button = button(self.tr("Connect"), "primary")
        for box in (self.source, self.target):
            box.setPlaceholderText(self.tr("Choose…"))
        self.note = label(role="small")
        self.note.setWordWrap(True)
        self.source.currentIndexChanged.connect(self._offer_targets)
        self.target.currentIndexChanged.connect(self._judge)
        self.both_ways.toggled.connect(self._offer_targets)
        self.connect_button.clicked.connect(self._connect)
        self._lay_out()

    def show_graph(self, graph: Graph, names: Mapping[CanvasEnd, str]) -> None:
        """Offer what is there now, under these names."""
        self._graph, self._names = graph, names
        senders = [each for each in graph.terminals.values() if each.sends]
        self.source.offer([(each.end, names[each.end], "") for each in senders])
        self._offer_targets()

    def start_at(self, end: CanvasEnd) -> None:
        """Let a cable begin at an end, and ask where to; an end that only receives is taken as the target."""
        terminal = self._graph.terminals.get(end)
        if terminal is None:
            return
        self.source.choose(end if terminal.sends else None)
        if not terminal.sends:
            self.target.choose(end)
        (self.target if terminal.sends else self.source).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- inside -----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        line = row()
        for caption, field in ((self.tr("From"), self.source), (self.tr("To"), self.target)):
            words = label(caption, "muted")
            words.setBuddy(field)
            line.addWidget(words)
            line.addWidget(field, 1)
        line.addWidget(self.connect_button)
        under = row()
        under.addWidget(self.note, 1)
        under.addWidget(self.both_ways)
        whole = column(self)
        whole.setSpacing(SPACE // 2)
        whole.addLayout(line)
        whole.addLayout(under)

    def _offer_targets(self) -> None:
        source = self.source.end
        if source is None:
            self._answers = {}
            receivers = [each for each in self._graph.terminals.values() if each.receives]
            self.target.offer([(each.end, self._names[each.end], "") for each in receivers])
        else:
            found = possible_targets(self._graph, Socket(source, Way.SENDS))
            self._answers = {end: self._narrowed(answer, source) for end, answer in found.items()}
            self.target.offer([self._offered(end, answer) for end, answer in self._answers.items()])
        self._judge()

    def _narrowed(self, answer: Answer, source: CanvasEnd) -> Answer:
        """Leave of a plan what goes the wanted way."""
        if not isinstance(answer, Plan) or self.both_ways.isChecked():
            return answer
        onward = tuple(each for each in answer.connections if each.source == source)
        return replace(answer, connections=onward) if onward else Refusal.ALREADY

    def _offered(self, end: CanvasEnd, answer: Answer) -> tuple[CanvasEnd, str, str]:
        name = self._names[end]
        if isinstance(answer, Refusal):
            return end, name, refusal_text(answer, name)
        if answer.found is not None:
            name = QCoreApplication.translate("PatchCanvas", "{name} (invite)").format(name=name)
        return end, name, ""

    def _judge(self) -> None:
        answer = self._answer
        self.connect_button.setEnabled(isinstance(answer, Plan))
        self.note.setText(self._sentence(answer))

    @property
    def _answer(self) -> Answer | None:
        target = self.target.end
        return None if target is None else self._answers.get(target)

    def _sentence(self, answer: Answer | None) -> str:
        target = self._graph.terminals.get(self.target.end) if self.target.end is not None else None
        if isinstance(answer, Refusal) and target is not None:
            return refusal_text(answer, self._names[target.end])
        if isinstance(answer, Plan) and answer.found is not None:
            return self.tr("It is invited first, and the cable waits until it answers.")
        return "" if isinstance(answer, Plan) else self.tr("Choose what plays and what is to sound.")

    def _connect(self) -> None:
        answer = self._answer
        if isinstance(answer, Plan):
            self._commands.connect(answer)
