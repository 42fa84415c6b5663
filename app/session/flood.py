"""Token buckets against invitation floods (session sheet 7)."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.session.limits import Limits

TOLD_S: Final = 10.0
"""Who was told NO is told again only after so long a pause; honest peers wait longer after a refusal."""


class Gate(Enum):
    """What an invitation from an unknown source gets: a hearing, one NO, or nothing at all."""

    OPEN = "open"
    REFUSE = "refuse"
    SILENT = "silent"


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float
    told_until: float = 0.0

    def fill(self, rate: float, top: float, now: float) -> None:
        self.level = min(top, self.level + rate * max(0.0, now - self.at))
        self.at = now


class FloodGate:
    """One bucket per host, and one for all; hosts over the limit are forgotten oldest first."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all: _Bucket | None = None
        self._hosts: dict[str, _Bucket] = {}

    def knock(self, host: str, now: float) -> Gate:
        """Judge one invitation by the pace of its host; under a flood NO comes once, then silence."""
        bucket = self._bucket(host, now)
        if bucket.level < 1.0:
            return self._refuse(bucket, now)
        if not self._spend_common(now):
            return Gate.SILENT
        bucket.level -= 1.0
        return Gate.OPEN

    def refuse(self, host: str, now: float) -> Gate:
        """Judge whether a host turned away for another limit is told: once, until it has been quiet for a while."""
        return self._refuse(self._bucket(host, now), now)

    def _refuse(self, bucket: _Bucket, now: float) -> Gate:
        told = now < bucket.told_until
        bucket.told_until = now + TOLD_S
        return Gate.SILENT if told else Gate.REFUSE

    def _spend_common(self, now: float) -> bool:
        top = self._limits.total_per_second
        if self._all is None:
            self._all = _Bucket(top, now)
        self._all.fill(top, top, now)
        if self._all.level < 1.0:
            return False
        self._all.level -= 1.0
        return True

    def _bucket(self, host: str, now: float) -> _Bucket:
        # Putting it back at the end keeps the dict in the order of last use.
        bucket = self._hosts.pop(host, None) or _Bucket(self._limits.burst, now)
        self._hosts[host] = bucket
        bucket.fill(self._limits.per_second, self._limits.burst, now)
        if len(self._hosts) > self._limits.hosts:
            del self._hosts[next(iter(self._hosts))]
        return bucket

    def __len__(self) -> int:
        return len(self._hosts)
