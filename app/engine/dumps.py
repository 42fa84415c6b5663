"""The long SysEx that are on their way, as the MIDI thread reports them."""

from collections.abc import Callable

from app.engine.api import CommandError, Problem, SysexChanged, SysexTransfer
from app.engine.bus import Bus
from app.engine.orders import CancelSysex, Order, SysexMoved


class Dumps:
    """Shows how far each is, and gives them up when asked."""

    def __init__(self, bus: Bus, submit: Callable[[Order], None], name_of: Callable[[int], str]) -> None:
        self._bus = bus
        self._submit = submit
        self._name_of = name_of
        self._shown: dict[int, SysexTransfer] = {}

    @property
    def views(self) -> tuple[SysexTransfer, ...]:
        """All that are on their way, the oldest first."""
        return tuple(self._shown.values())

    def report(self, report: SysexMoved) -> None:
        """Take how far one is."""
        name = self._name_of(report.destination)
        view = SysexTransfer(report.transfer, name, report.size, report.sent, report.state)
        if report.state in ("waiting", "sending"):
            self._shown[view.id] = view
        else:
            self._shown.pop(view.id, None)
        self._bus.emit(SysexChanged(view))
        if report.state == "refused":
            params = {"name": name, "size": report.size}
            self._bus.raise_problem(Problem("sysex.refused", params, {"destination": name}))

    def cancel(self, transfer: int) -> None:
        """Give one up; raises CommandError when it has ended."""
        if transfer not in self._shown:
            raise CommandError(Problem("sysex.unknown"))
        self._submit(CancelSysex(transfer))
