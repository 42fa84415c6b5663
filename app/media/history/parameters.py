"""History of RPN and NRPN: Chapter M with the value tool (wire sheet 7.3)."""

from app.media.history.chapter import NEVER, ChapterHistory, since
from app.media.state.parameters import (
    DECREMENT,
    ENTRY_MSB,
    INCREMENT,
    MAX_PARAMETERS,
    Parameter,
    ParameterState,
    ParameterValue,
)
from app.wire.journal import encode_parameters
from app.wire.journal.values import Button, Entry, ParameterChapter, ParameterLog, Pending


class _Trace:
    """When commands of one parameter came, and which of its fields a CC121 has come after."""

    __slots__ = ("button_last", "buttons_before_reset", "last", "lsb_before_reset", "msb_before_reset")

    def __init__(self) -> None:
        self.last = NEVER
        self.button_last = NEVER
        self.msb_before_reset = False
        self.lsb_before_reset = False
        self.buttons_before_reset = False

    def entered(self, controller: int, number: int) -> None:
        if controller in (INCREMENT, DECREMENT):
            self.button_last = number
            self.buttons_before_reset = False
        elif controller == ENTRY_MSB:
            self.msb_before_reset = False
        else:
            self.lsb_before_reset = False

    def reset_controllers(self) -> None:
        self.msb_before_reset = self.lsb_before_reset = self.buttons_before_reset = True


class ParameterHistory(ChapterHistory):
    """Chapter M: a log with all known fields for each parameter of a transaction since the checkpoint."""

    def __init__(self) -> None:
        super().__init__()
        self.state = ParameterState()
        self._traces: dict[Parameter, _Trace] = {}
        self._last_selection = NEVER
        self._last_edge = NEVER
        """Packet of an MSB alone or of the null parameter, if it is the latest command of any transaction."""

    def select(self, controller: int, value: int, number: int) -> None:
        """Record CC98 to CC101."""
        self.state.select(controller, value)
        selected = self.state.selected
        self._last_selection = number
        self._last_edge = number if selected is None else NEVER
        if selected is not None:
            self._touch(selected, number)
        self.changed(number)

    def enter(self, controller: int, value: int, number: int) -> bool:
        """Record CC6, 38, 96 or 97; False when no parameter is selected and it belongs to Chapter C."""
        parameter = self.state.enter(controller, value)
        if parameter is None:
            return False
        self._last_edge = NEVER
        self._touch(parameter, number).entered(controller, number)
        self.changed(number)
        return True

    def reset_controllers(self) -> None:
        """Record CC121: no transaction is open, and X says that it came after all of these."""
        self.state.reset_controllers()
        self._last_edge = NEVER
        for trace in self._traces.values():
            trace.reset_controllers()
        self.settled = False

    def clear(self) -> None:
        """Forget all: a Reset State command."""
        super().clear()
        self.state.reset()
        self._traces.clear()
        self._last_selection = self._last_edge = NEVER

    def _touch(self, parameter: Parameter, number: int) -> _Trace:
        trace = self._traces.pop(parameter, None) or _Trace()
        trace.last = number
        self._traces[parameter] = trace
        if len(self._traces) > MAX_PARAMETERS:
            del self._traces[next(iter(self._traces))]
        return trace

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes | None:
        traces = since(self._traces, checkpoint)
        if not traces and self._last_edge < checkpoint:
            return None
        if traces:
            self.oldest = traces[0][1].last
        if self._last_edge >= checkpoint:
            self.oldest = min(self.oldest, self._last_edge)
        logs = [self._log(parameter, trace, number, checkpoint) for parameter, trace in traces]
        state = self.state
        pending = None if state.pending is None else Pending(*state.pending)
        chapter = ParameterChapter.compact(
            logs, pending, state.selected is not None, self._last_selection != number - 1
        )
        return encode_parameters(chapter)

    def _log(self, parameter: Parameter, trace: _Trace, number: int, checkpoint: int) -> ParameterLog:
        value = self.state.values[parameter]
        has_buttons = value.buttons != 0 or trace.button_last >= checkpoint
        return ParameterLog(
            parameter.nrpn,
            parameter.number,
            trace.last != number - 1,
            None if value.msb is None else Entry(value.msb, trace.msb_before_reset),
            None if value.lsb is None else Entry(value.lsb, trace.lsb_before_reset),
            Button(value.buttons, trace.buttons_before_reset) if has_buttons else None,
            _later_buttons(value, trace) if has_buttons else None,
        )


def _later_buttons(value: ParameterValue, trace: _Trace) -> int | None:
    """C-BUTTON, left out where A-BUTTON says it too."""
    if trace.buttons_before_reset or value.buttons_since_reset == value.buttons:
        return None
    return value.buttons_since_reset
