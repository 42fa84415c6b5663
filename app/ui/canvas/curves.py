"""The shape of a cable: from sockets to Bezier curves and the places of its arrowheads. Pure: no Qt here."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, degrees

from app.ui.canvas.layout import Spot

Point = tuple[float, float]

REACH = 9.0
"""From the centre of a socket to where its cable starts."""
JUNCTION = 26.0
"""From the centre of a socket to where the two strands of a cable with both directions join."""
ARROW_AT = 0.62
"""How far along its way a direction has its arrowhead: off the middle, where cables cross."""
SLACK = (40.0, 240.0)
BULGE = 80.0
"""A cable between two sockets of one side leaves at least this far, so that its arrowhead has room."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One cubic Bezier curve."""

    start: Point
    control1: Point
    control2: Point
    end: Point

    def point(self, t: float) -> Point:
        """Give the point at `t`, 0 to 1."""
        return self._mix(t, 0), self._mix(t, 1)

    def angle(self, t: float) -> float:
        """Give the direction at `t` in degrees, clockwise from the right as screens count."""
        return degrees(atan2(self._slope(t, 1), self._slope(t, 0)))

    def reversed(self) -> "Curve":
        """Give the same curve the other way round."""
        return Curve(self.end, self.control2, self.control1, self.start)

    def _mix(self, t: float, axis: int) -> float:
        u = 1.0 - t
        a, b, c, d = self.start[axis], self.control1[axis], self.control2[axis], self.end[axis]
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d

    def _slope(self, t: float, axis: int) -> float:
        u = 1.0 - t
        a, b, c, d = self.start[axis], self.control1[axis], self.control2[axis], self.end[axis]
        return 3 * u * u * (b - a) + 6 * u * t * (c - b) + 3 * t * t * (d - c)


@dataclass(frozen=True, slots=True)
class CableShape:
    """The curve of a cable, and the strands that lead into it where it carries both directions."""

    main: Curve
    strands: tuple[Curve, ...] = ()

    def curves(self) -> Iterator[Curve]:
        """Give all that is to be drawn."""
        yield self.main
        yield from self.strands


def single(first: Spot, second: Spot) -> CableShape:
    """Lead from one socket to another."""
    return CableShape(between(_edge(first), first.outward, _edge(second), second.outward))


def double(first: tuple[Spot, Spot], second: tuple[Spot, Spot]) -> CableShape:
    """Lead from both sockets of one terminal to both of another, as one cable that parts at its ends."""
    here, there = _junction(first), _junction(second)
    main = between(here, first[0].outward, there, second[0].outward)
    strands = [_strand(spot, here) for spot in first] + [_strand(spot, there) for spot in second]
    return CableShape(main, tuple(strands))


def between(start: Point, leaving: int, end: Point, arriving: int) -> Curve:
    """Lead a curve from `start`, leaving to the side `leaving`, to `end`, whose own side is `arriving`."""
    width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
    if leaving == arriving:
        slack = BULGE + min(SLACK[1], height * 0.3 + width * 0.5)
    else:
        slack = max(SLACK[0], min(SLACK[1], width * 0.45))
    return Curve(start, (start[0] + leaving * slack, start[1]), (end[0] + arriving * slack, end[1]), end)


def hanging(spot: Spot, end: Point) -> Curve:
    """Lead a loose end from a socket to where the pointer is."""
    start = _edge(spot)
    ahead = (end[0] - start[0]) * spot.outward
    slack = max(SLACK[0], min(SLACK[1], abs(ahead) * 0.45))
    arrival = end[0] - spot.outward * slack if ahead > 2 * slack else end[0]
    return Curve(start, (start[0] + spot.outward * slack, start[1]), (arrival, end[1]), end)


def _edge(spot: Spot) -> Point:
    return spot.x + spot.outward * REACH, spot.y


def _junction(pair: tuple[Spot, Spot]) -> Point:
    return pair[0].x + pair[0].outward * JUNCTION, (pair[0].y + pair[1].y) / 2


def _strand(spot: Spot, junction: Point) -> Curve:
    start = _edge(spot)
    half = (start[0] + junction[0]) / 2
    return Curve(start, (half, start[1]), (half, junction[1]), junction)
