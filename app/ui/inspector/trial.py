"""One note to hear whether an end plays; it ends by itself, also when the panel goes."""

from PySide6.QtCore import QObject, QTimer

from app.midi.messages import NOTE_OFF, NOTE_ON
from app.model.endpoints import Endpoint
from app.ui.client import Client

MIDDLE_C = 60
VELOCITY = 96
LENGTH_MS = 500


class TrialNote(QObject):
    """Plays middle C into an end."""

    def __init__(self, client: Client, parent: QObject) -> None:
        super().__init__(parent)
        self._client = client
        self._sounding: tuple[Endpoint, int] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LENGTH_MS)
        self._timer.timeout.connect(self.end)

    def play(self, end: Endpoint, channel: int = 1) -> None:
        """Let the note sound on a channel from 1 to 16."""
        self.end()
        if self._client.send(end, bytes((NOTE_ON | channel - 1, MIDDLE_C, VELOCITY))):
            self._sounding = end, channel
            self._timer.start()

    def end(self) -> None:
        """Let it end now."""
        self._timer.stop()
        sounding, self._sounding = self._sounding, None
        if sounding is not None:
            self._client.send(sounding[0], bytes((NOTE_OFF | sounding[1] - 1, MIDDLE_C, 0)))
