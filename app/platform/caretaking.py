"""What is done for the computer and the program while something plays, and in the pauses between."""

from collections.abc import Iterable, Mapping, Sequence
from time import monotonic
from typing import Protocol

from app.platform.awake import Inhibitor, KeepAwake, messages_played
from app.platform.garbage import PauseKeeper


class Take(Protocol):
    """Something that takes hold of messages."""

    @property
    def messages(self) -> int:
        """How many it has."""


class Caretaker:
    """Keeps the computer awake while something plays, and has the program tidied up in pauses."""

    def __init__(self, inhibitors: Sequence[Inhibitor], pauses: PauseKeeper | None = None) -> None:
        """Without inhibitors the computer may sleep."""
        self._keep = KeepAwake(inhibitors)
        self._pauses = PauseKeeper() if pauses is None else pauses

    def look(self, meters: Mapping[str, int], takes: Iterable[Take], wanted: bool = True) -> None:
        """Take what the engine has counted and the takes there are; `wanted`: whether it may be kept awake."""
        now, messages = monotonic(), messages_played(meters, (take.messages for take in takes))
        self._keep.tick(now, messages, wanted)
        self._pauses.tick(now, messages)

    def close(self) -> None:
        """Let the computer sleep."""
        self._keep.close()
