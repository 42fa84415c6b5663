"""Who wants to know which controls are moved: learning a mapping, printing events as channel specs.

While nobody listens the MIDI thread pays one comparison per message; what it notes is read on the engine's tick.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.engine.api import Heard, Hearer
from app.engine.monitor import Monitor
from app.engine.ports import PortName
from app.engine.router import Router, Tap
from app.engine.wiring import Ends
from app.midi.detect import Detector
from app.model.endpoints import Endpoint, PortEnd

log = logging.getLogger("longwire.midi")

TAP_MESSAGES = 4096
"""Far more than anybody plays between two ticks; a storm loses its oldest."""


@dataclass(eq=False, slots=True)
class _Ear:
    """Somebody who listens; `source` None is everything."""

    source: Endpoint | None
    hear: Hearer
    detectors: dict[int, Detector] = field(default_factory=dict)


class Listening:
    """Tells listeners what moves at the sources they chose. Belongs to the engine's loop."""

    def __init__(self, router: Router, monitor: Monitor, find: Callable[[Endpoint], Ends]) -> None:
        self._router = router
        self._monitor = monitor
        self._find = find
        self._ears: list[_Ear] = []
        self._tap: Tap | None = None

    def add(self, source: Endpoint | None, hear: Hearer) -> Callable[[], None]:
        """Tell from now on what moves; call the result to end it."""
        ear = _Ear(source, hear)
        self._ears.append(ear)
        if self._tap is None:
            self._tap = deque(maxlen=TAP_MESSAGES)
            self._router.add_tap(self._tap)
        return lambda: self._remove(ear)

    def ports(self) -> Iterator[PortName]:
        """List the local inputs that must be open for listeners."""
        for ear in self._ears:
            if isinstance(ear.source, PortEnd):
                yield PortName(ear.source.name, ear.source.nth, "in")

    def tick(self) -> None:
        """Tell what arrived since the last time."""
        tap = self._tap
        if tap is None:
            return
        sources = {ear: self._sources(ear) for ear in self._ears}
        while tap:
            _, source, message = tap.popleft()
            for ear, wanted in sources.items():
                if (wanted is None or source in wanted) and ear in self._ears:
                    self._tell(ear, source, message)

    def _sources(self, ear: _Ear) -> tuple[int, ...] | None:
        return None if ear.source is None else self._find(ear.source).ids

    def _tell(self, ear: _Ear, source: int, message: bytes) -> None:
        detector = ear.detectors.setdefault(source, Detector())
        for spec, share in detector.feed(message):
            try:
                ear.hear(Heard(self._monitor.name_of(source), str(spec), share))
            except Exception:  # the boundary to the window and the command line
                log.exception("a listener failed on %s", spec)

    def _remove(self, ear: _Ear) -> None:
        if ear in self._ears:
            self._ears.remove(ear)
        if not self._ears and self._tap is not None:
            self._router.remove_tap(self._tap)
            self._tap = None
