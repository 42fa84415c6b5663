"""From round trips to an estimate of how two clocks stand to each other (session sheet 5.3).

`shift` is own clock minus peer's clock in ticks of 100 us; it is kept doubled so that half ticks are not lost.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

TICKS_PER_S: Final = 10_000

KEPT_SAMPLES: Final = 16
"""About two and a half minutes at one per 10 s."""

BEST_AGE_TICKS: Final = 90 * TICKS_PER_S
RTT_FLOOR_TICKS: Final = 10
"""1 ms: below that a slower round trip says nothing about the way."""

STEP_TICKS: Final = 500
STEP_SAMPLES: Final = 3
"""So many in a row further off than 50 ms: the peer slept or started anew."""

DRIFT_SPAN_TICKS: Final = 60 * TICKS_PER_S
DRIFT_LIMIT: Final = 200e-6
"""Crystals are better than this."""

COARSE_DRIFT_SAMPLES: Final = 5
COARSE_DRIFT_FLOOR: Final = 1e-3
COARSE_DRIFT_LIMIT: Final = 0.02
"""Clocks that count timer ticks are this bad, and plainly so: a small residual over five samples (sheet 5.3)."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One round trip: when it ended on our clock, twice the shift it shows, and how long it took."""

    at: int
    shift2: int
    rtt: int


class OffsetFilter:
    """Keeps the last samples and the estimate made of the good ones among them."""

    def __init__(self) -> None:
        self._samples: deque[Sample] = deque(maxlen=KEPT_SAMPLES)
        self._good: deque[Sample] = deque(maxlen=KEPT_SAMPLES)
        self._off: list[Sample] = []
        self._base: Sample | None = None
        self._drift = 0.0

    @property
    def has_estimate(self) -> bool:
        """Whether there is one: the first good sample makes it."""
        return self._base is not None

    @property
    def shift2(self) -> int | None:
        """Twice the shift the best sample shows, exactly; None without an estimate."""
        return None if self._base is None else self._base.shift2

    @property
    def best_rtt(self) -> int | None:
        """The shortest recent round trip, in ticks."""
        return min((sample.rtt for sample in self._recent()), default=None)

    def add(self, sample: Sample) -> bool:
        """Take a sample; True when it was the third in a row that shows a step: all before it is forgotten."""
        self._samples.append(sample)
        best = min(kept.rtt for kept in self._recent())
        if sample.rtt > best + max(RTT_FLOOR_TICKS, best // 2):
            return False
        if self._base is not None and self._is_off(sample):
            self._off.append(sample)
            if len(self._off) < STEP_SAMPLES:
                return False
            self.flush()
            self._samples.append(sample)
            self._accept(sample)
            return True
        self._off.clear()
        self._accept(sample)
        return False

    def shift(self, at: int) -> float:
        """Give the estimated shift at a moment of our clock, in ticks; needs an estimate."""
        if self._base is None:
            raise ValueError("no estimate yet")
        return self._base.shift2 / 2 + self._drift * (at - self._base.at)

    def flush(self) -> None:
        """Forget everything."""
        self._samples.clear()
        self._good.clear()
        self._off.clear()
        self._base = None
        self._drift = 0.0

    def _recent(self) -> list[Sample]:
        return [kept for kept in self._samples if self._samples[-1].at - kept.at <= BEST_AGE_TICKS]

    def _is_off(self, sample: Sample) -> bool:
        return abs(sample.shift2 / 2 - self.shift(sample.at)) > max(sample.rtt, STEP_TICKS)

    def _accept(self, sample: Sample) -> None:
        self._good.append(sample)
        recent = [kept for kept in self._good if sample.at - kept.at <= BEST_AGE_TICKS]
        # Among equals the youngest: its age carries the least drift.
        self._base = min(reversed(recent), key=lambda kept: kept.rtt)
        self._drift = _drift(self._good)


def _drift(samples: Sequence[Sample]) -> float:
    """Least squares over the samples, clamped to what real clocks do."""
    span = samples[-1].at - samples[0].at
    if len(samples) < COARSE_DRIFT_SAMPLES or span <= 0:
        return 0.0
    slope, residual = _line(samples)
    if residual <= RTT_FLOOR_TICKS and abs(slope) >= COARSE_DRIFT_FLOOR:
        return max(-COARSE_DRIFT_LIMIT, min(COARSE_DRIFT_LIMIT, slope))
    return max(-DRIFT_LIMIT, min(DRIFT_LIMIT, slope)) if span >= DRIFT_SPAN_TICKS else 0.0


def _line(samples: Sequence[Sample]) -> tuple[float, float]:
    """Give the slope of the shift, in ticks per tick, and the largest distance from the line, in ticks."""
    first = samples[0]
    points = [(sample.at - first.at, (sample.shift2 - first.shift2) / 2) for sample in samples]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return slope, max(abs(y - mean_y - slope * (x - mean_x)) for x, y in points)
