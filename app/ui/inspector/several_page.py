"""The page of several cables at once."""

from app.model.patch import Route
from app.ui.controls import button, row
from app.ui.inspector.page import Means, Page


class SeveralPage(Page):
    """Mutes or removes all of them in one step."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._ids: tuple[str, ...] = ()
        self.state.setText(self.tr("Select one of them to see more about it."))
        self.mute_button = button(self.tr("Mute"))
        self.mute_button.setCheckable(True)
        self.remove_button = button(self.tr("Remove"))
        self.mute_button.clicked.connect(self._mute)
        self.remove_button.clicked.connect(lambda: self._undo.remove_routes(self._ids))
        line = row()
        for each in (self.mute_button, self.remove_button):
            line.addWidget(each, 1)
        self._lines.addLayout(line)
        self._lines.addStretch(1)

    def aim(self, ids: tuple[str, ...], cables: int) -> None:
        """Be about these routes from now on."""
        self._ids = ids
        self.title.setText(self.tr("{count} cables").format(count=cables))

    def refresh(self) -> bool:
        routes = self._routes
        self.mute_button.setChecked(bool(routes) and all(route.muted for route in routes))
        return bool(routes)

    @property
    def _routes(self) -> list[Route]:
        return [route for route in self._client.snapshot.patch.routes if route.id in self._ids]

    def _mute(self, muted: bool) -> None:
        self._undo.mute_routes(self._ids, muted=muted)
