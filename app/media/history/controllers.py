"""History of controllers: Chapter C (wire sheet 7.2)."""

from typing import Final, NamedTuple

from app.media.history.chapter import ChapterHistory, since
from app.media.state.controllers import ControllerState
from app.wire.journal import MAX_LOGS, encode_controllers
from app.wire.journal.values import ControllerChapter, ControllerLog, Tool

_VALUE: Final = (Tool.VALUE,)
_SWITCH: Final = (Tool.VALUE, Tool.TOGGLE)
_EVENT: Final = (Tool.COUNT,)
_EVENT_WITH_DATA: Final = (Tool.COUNT, Tool.VALUE)

_TOOLS: Final = (
    dict.fromkeys(range(128), _VALUE)
    | dict.fromkeys(range(64, 70), _SWITCH)
    | dict.fromkeys((120, 121, 123, 124, 125, 127), _EVENT)
    | dict.fromkeys((84, 122, 126), _EVENT_WITH_DATA)
)
"""Tools by controller, in the order that one command's logs must have: count, value, toggle (wire sheet 7.2)."""


class _Command(NamedTuple):
    """The latest command of a controller with the counts as they were right after it: later CC121 change no log."""

    last: int
    value: int
    toggles: int
    commands: int

    def log(self, controller: int, tool: Tool, s: bool) -> ControllerLog:
        coded = self.value
        if tool is not Tool.VALUE:
            coded = self.commands if tool is Tool.COUNT else self.toggles
        return ControllerLog(controller, tool, coded, s)


class ControllerHistory(ChapterHistory):
    """Chapter C: the latest active command of each controller, parameter selection and entry excepted."""

    def __init__(self) -> None:
        super().__init__()
        self.state = ControllerState()
        self._commands: dict[int, _Command] = {}

    def set(self, controller: int, value: int, number: int) -> None:
        """Record a Control Change."""
        state = self.state
        state.set(controller, value)
        self._commands.pop(controller, None)
        self._commands[controller] = _Command(
            number, value, state.toggles[controller] or 0, state.commands[controller] or 0
        )
        self.changed(number)

    def clear(self) -> None:
        """Forget values and counts: a Reset State command."""
        super().clear()
        self.state.reset()
        self._commands.clear()

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        commands = since(self._commands, checkpoint)
        self.oldest = commands[0][1].last
        logs = [
            command.log(controller, tool, command.last != number - 1)
            for controller, command in commands
            for tool in _TOOLS[controller]
        ]
        if len(logs) > MAX_LOGS:
            # LEN ends at 128 logs: each controller keeps the first of its tools.
            logs = [
                command.log(controller, _TOOLS[controller][0], command.last != number - 1)
                for controller, command in commands
            ]
        return encode_controllers(ControllerChapter(tuple(logs)))
