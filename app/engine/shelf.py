"""What goes on for a while and is still shown when it is over: takes, songs, dumps."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

View = TypeVar("View")

KEPT = 32
"""Who asks what became of something asks soon."""


class Shelf(Generic[View]):
    """The views by their ids; `tell` gets each that differs from what was there, the oldest ended ones go."""

    def __init__(self, is_over: Callable[[View], bool], tell: Callable[[View], None]) -> None:
        self._views: dict[int, View] = {}
        self._is_over = is_over
        self._tell = tell

    def __iter__(self) -> Iterator[View]:
        return iter(tuple(self._views.values()))

    def get(self, number: int) -> View | None:
        """Find one."""
        return self._views.get(number)

    def put(self, number: int, view: View) -> None:
        """Show one as it is now."""
        if self._views.get(number) == view:
            return
        self._views[number] = view
        if self._is_over(view):
            for gone in [each for each, kept in self._views.items() if self._is_over(kept)][:-KEPT]:
                del self._views[gone]
        self._tell(view)

    def drop(self, number: int) -> View | None:
        """Show one no longer."""
        return self._views.pop(number, None)
