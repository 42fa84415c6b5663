"""What every step on the undo stack has in common."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QUndoCommand, QUndoStack

from app.ui.client import Client


class Step(QUndoCommand):
    """A command that drops out of the stack when the engine refuses it."""

    def __init__(self, client: Client, text: str) -> None:
        super().__init__(text)
        self._client = client

    def _check(self, *done: bool) -> None:
        if not all(done):
            self.setObsolete(True)


@contextmanager
def one_step(stack: QUndoStack, text: str) -> Iterator[None]:
    """Make what is pushed inside one step on `stack`; none if nothing was."""
    stack.beginMacro(text)
    try:
        yield
    finally:
        stack.endMacro()
        whole = stack.command(stack.count() - 1)
        if whole is not None and whole.childCount() == 0:
            whole.setObsolete(True)
            stack.undo()  # by which an obsolete step goes
