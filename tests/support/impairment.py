"""How a network treats packets: lost at random or in bursts, overtaken; the same every time for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

_OVERTAKEN = 0.1


@dataclass(frozen=True, slots=True)
class Condition:
    """A network: how many packets are lost at random or in bursts, how many may overtake one."""

    name: str
    loss: float = 0.0
    burst: int = 1
    reorder: int = 0


CONDITIONS = (
    Condition("no loss"),
    Condition("1 % random", 0.01),
    Condition("5 % random", 0.05),
    Condition("10 % random", 0.10),
    Condition("30 % random", 0.30),
    Condition("bursts of 2-8", 0.02, burst=8),
    Condition("reorder by 4", 0.01, reorder=4),
)


class Impairment:
    """Takes packets as they are sent and gives them as they arrive."""

    def __init__(self, condition: Condition, random: Random) -> None:
        self.sent = 0
        self.lost = 0
        self._condition = condition
        self._random = random
        self._burst = 0
        self._held_back: bytes | None = None
        self._overtakers = 0

    def take(self, datagram: bytes) -> Iterator[bytes]:
        """Give what arrives when this one has been sent: nothing, it, or also one that it has overtaken."""
        self.sent += 1
        if self._is_lost():
            self.lost += 1
            return
        if self._condition.reorder and self._held_back is None and self._random.random() < _OVERTAKEN:
            self._held_back = datagram
            self._overtakers = self._random.randint(1, self._condition.reorder)
            return
        yield datagram
        if self._held_back is not None:
            self._overtakers -= 1
            if not self._overtakers:
                late, self._held_back = self._held_back, None
                yield late

    def _is_lost(self) -> bool:
        condition = self._condition
        if self._burst == 0 and self._random.random() < condition.loss:
            self._burst = self._random.randint(2, condition.burst) if condition.burst > 1 else 1
        if self._burst == 0:
            return False
        self._burst -= 1
        return True
