"""What came with an event of the initiator's table."""

from dataclasses import dataclass

from app.model.address import Address
from app.session.reasons import Reason
from app.wire.applemidi import Accepted


@dataclass(frozen=True, slots=True)
class Cue:
    """The time, and of a packet the rest; `at_once` skips the back-off."""

    now: float
    address: Address | None = None
    answer: Accepted | None = None
    reason: Reason | None = None
    at_once: bool = False
