"""The patch that is open: the one place where it changes, and from where it is saved."""

import logging
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from app.engine.api import PatchChanged, PatchStore
from app.engine.bus import Bus
from app.engine.rewrite import with_peer, without_routes
from app.model.patch import Patch, Peer, Route

log = logging.getLogger("longwire.app")

SAVE_AFTER_S = 0.4
"""A drag makes several changes; they are written together."""
RETRY_AFTER_S = 5.0
NOT_SAVED = frozenset(("patch.read_only",))
"""What may heal by itself: a full disk, a folder that cannot be written at the moment."""
SAVED = frozenset(("patch.changed",))
"""Worth a word, but the patch is on disk."""


class Desk:
    """Holds the patch, tells about changes, and saves a moment after the last one."""

    def __init__(self, store: PatchStore, bus: Bus, on_change: Callable[[], None]) -> None:
        self._store = store
        self._bus = bus
        self._on_change = on_change
        self._save_at: float | None = None
        self.patch = Patch()

    @property
    def path(self) -> str | None:
        """The file, for people."""
        return self._store.path

    def load(self) -> None:
        """Read the patch; problems go to the bus."""
        self.patch, problems = self._store.load()
        for problem in problems:
            self._bus.raise_problem(problem)

    def change(self, patch: Patch) -> None:
        """Put a new patch in place of the old one."""
        if patch == self.patch:
            return
        self.patch = patch
        self._save_at = perf_counter() + SAVE_AFTER_S
        self._bus.emit(PatchChanged(patch, saved=False))
        self._on_change()

    def tick(self, now: float) -> None:
        """Save when it is time."""
        if self._save_at is not None and self._save_at <= now:
            self.save()

    def save(self) -> None:
        """Write what is not yet on disk; a failure is told, kept, and tried again."""
        if self._save_at is None:
            return
        problem = self._store.save(self.patch)
        self._save_at = None
        if problem is not None:
            self._bus.raise_problem(problem)
            if problem.code in NOT_SAVED:
                self._save_at = perf_counter() + RETRY_AFTER_S
            if problem.code not in SAVED:
                return
        self._bus.clear_problem("patch.read_only")
        self._bus.emit(PatchChanged(self.patch, saved=True))

    # -- edits ----------------------------------------------------------------------------------------------

    def put_peer(self, peer: Peer) -> None:
        """Add a peer, or replace the one with its id."""
        self.change(with_peer(self.patch, peer))

    def put_route(self, route: Route) -> None:
        """Add a route, or replace the one with its id."""
        routes = self.patch.routes
        if any(each.id == route.id for each in routes):
            routes = tuple(route if each.id == route.id else each for each in routes)
        else:
            routes = (*routes, route)
        self.change(replace(self.patch, routes=routes))

    def drop_route(self, route: str) -> None:
        """Take a route out."""
        self.change(without_routes(self.patch, lambda each: each.id == route))
