"""Events out of the engine, and the problems that are open at the moment."""

import logging
from collections.abc import Callable

from app.engine.api import Event, Listener, Problem, ProblemRaised

log = logging.getLogger("longwire.app")

OPEN_PROBLEMS = 64
"""More than a person reads; a peer that causes a new one each second must not fill the memory."""


class Bus:
    """Gives every event to every listener, in order; a listener that raises is logged and stays."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._problems: dict[tuple[str, tuple[tuple[str, str], ...]], Problem] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The open problems, oldest first."""
        return tuple(self._problems.values())

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; call the result to remove it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def emit(self, event: Event) -> None:
        """Tell everybody."""
        for listener in tuple(self._listeners):
            try:
                listener(event)
            except Exception:  # the boundary to the window and the command line
                log.exception("a listener failed on %s", type(event).__name__)

    def raise_problem(self, problem: Problem) -> None:
        """Open a problem; one about the same thing is replaced, and told again only if its words differ."""
        key = _key(problem.code, problem.about)
        known = self._problems.get(key)
        if known is not None and known.text() == problem.text():
            return
        self._problems.pop(key, None)
        self._problems[key] = problem
        while len(self._problems) > OPEN_PROBLEMS:
            self._problems.pop(next(iter(self._problems)))
        self.emit(ProblemRaised(problem))

    def clear_problem(self, code: str, about: dict[str, str] | None = None) -> None:
        """Close a problem that is over; unknown ones are fine."""
        problem = self._problems.pop(_key(code, about or {}), None)
        if problem is not None:
            self.emit(ProblemRaised(problem, cleared=True))


def _key(code: str, about: object) -> tuple[str, tuple[tuple[str, str], ...]]:
    assert isinstance(about, dict) or hasattr(about, "items")
    return code, tuple(sorted(about.items()))
