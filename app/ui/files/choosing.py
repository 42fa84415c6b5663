"""A choice among ends that follows what is plugged in and who is there."""

from collections.abc import Callable, Sequence

from app.engine.api import Snapshot
from app.model.endpoints import Endpoint
from app.ui.client import Client
from app.ui.inspector.fields import Choice


class EndChoice(Choice):
    """Offers the ends that `list_ends` finds; the chosen one stays as long as it is there."""

    def __init__(
        self, name: str, client: Client, list_ends: Callable[[Snapshot], Sequence[tuple[Endpoint, str]]]
    ) -> None:
        super().__init__(name, [])
        self._client = client
        self._list = list_ends
        client.changed.connect(self.refresh)
        self.refresh()

    @property
    def end(self) -> Endpoint | None:
        """The end that is chosen."""
        chosen: Endpoint | None = self.currentData()
        return chosen

    def choose(self, end: Endpoint | None) -> None:
        """Choose an end, if it is offered."""
        for place in range(self.count()):
            if self.itemData(place) == end:
                self.setCurrentIndex(place)

    def refresh(self) -> None:
        """Offer what there is now."""
        offered = list(self._list(self._client.snapshot))
        if offered == [(self.itemData(place), self.itemText(place)) for place in range(self.count())]:
            return
        chosen = self.end
        self.blockSignals(True)
        self.clear()
        for end, name in offered:
            self.addItem(name, end)
        self.choose(chosen)
        self.blockSignals(False)
        self.currentIndexChanged.emit(self.currentIndex())
