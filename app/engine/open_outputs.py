"""The local outputs inside the MIDI thread that are open."""

from collections.abc import Callable

from app.engine.orders import OpenOutput, OutputReturned, Report
from app.engine.outputs import LocalOutput
from app.engine.router import Router


class OpenOutputs:
    """Opens and closes outputs as sinks of the router. Belongs to the MIDI thread."""

    def __init__(
        self,
        router: Router,
        report: Callable[[Report], None],
        touch: Callable[[LocalOutput], None],
        next_transfer: Callable[[], int],
    ) -> None:
        self._router = router
        self._report = report
        self._touch = touch
        self._next_transfer = next_transfer
        self._outputs: dict[int, LocalOutput] = {}
        self._retiring: set[LocalOutput] = set()
        self._owed: dict[int, list[bytes]] = {}
        """What ends the notes of outputs that vanished while they sounded. A port is known by one number for good."""

    @property
    def closing(self) -> bool:
        """Whether an output that is being closed has still something to say."""
        return bool(self._retiring)

    def open(self, order: OpenOutput, now: int) -> None:
        """Play into an output from now on; one that vanished in the middle of a note is told first that it ended."""
        local = LocalOutput(order.port, order.output, self._report, self._touch, self._next_transfer)
        self._outputs[order.port] = local
        self._router.add_sink(order.port, local)
        for message in self._owed.pop(order.port, ()):
            local.deliver(message, now)

    def close(self, port: int, now: int, *, gone: bool = False) -> None:
        """Release what sounds there and give the handle back when that is out; unknown ones are fine."""
        local = self._outputs.pop(port, None)
        if local is None:
            return
        releases = self._router.remove_sink(port, now)
        if gone and releases:
            self._owed[port] = releases
        self._retiring.add(local)
        local.retire(now, self._closed)

    def close_all(self, now: int) -> None:
        """Release and give back everything."""
        for port in list(self._outputs):
            self.close(port, now)

    def cancel_sysex(self, transfer: int) -> None:
        """Give up a long SysEx, if it waits for one of these."""
        for local in self._outputs.values():
            local.cancel(transfer)

    def _closed(self, local: LocalOutput) -> None:
        self._retiring.discard(local)
        self._report(OutputReturned(local.output))

    def hush(self) -> None:
        """Everything is being silenced: no SysEx may keep that waiting."""
        for local in self._outputs.values():
            local.hush()
