"""The part of a page with which an end is recorded, played into from files, and reached by SysEx."""

from PySide6.QtWidgets import QWidget

from app.model.endpoints import Endpoint
from app.ui.controls import button, column
from app.ui.files.take_part import TakePart
from app.ui.files.tools import Tool
from app.ui.inspector.fields import section
from app.ui.inspector.page import Means


class FilePart(QWidget):
    """Buttons for files under a heading of their own."""

    def __init__(self, means: Means) -> None:
        super().__init__()
        self._use = means.use
        self._end: Endpoint | None = None
        self.take = TakePart(means.client, means.preferences)
        self.sysex_button = button(self.tr("SysEx…"), tip=self.tr("Send a SysEx file, or receive a dump"))
        self.sysex_button.clicked.connect(self._open_sysex)
        lines = column(self)
        lines.addLayout(section(self.tr("Files")))
        lines.addWidget(self.take)
        lines.addWidget(self.sysex_button)

    def aim(self, end: Endpoint | None) -> None:
        """Be about this end from now on."""
        if end != self._end:
            self._end = end
            self.take.aim(end)

    def refresh(self) -> None:
        """Follow what the end can do now."""
        self.take.refresh()

    def _open_sysex(self) -> None:
        if self._end is not None:
            self._use(Tool.SYSEX, self._end)
