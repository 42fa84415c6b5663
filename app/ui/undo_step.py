"""What every step on the undo stack has in common."""

from PySide6.QtGui import QUndoCommand

from app.ui.client import Client


class Step(QUndoCommand):
    """A command that drops out of the stack when the engine refuses it."""

    def __init__(self, client: Client, text: str) -> None:
        super().__init__(text)
        self._client = client

    def _check(self, *done: bool) -> None:
        if not all(done):
            self.setObsolete(True)
