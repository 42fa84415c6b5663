"""Where the words on cables lie: on their cable, beside each other, clear of both columns. Pure: no Qt here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.ui.canvas.curves import ARROW_AT, Curve, Point

ALONG = (0.34, 0.24, 0.46, 0.8, 0.16, 0.88)
"""Places along the way, in the order in which they are tried."""
APART = 4.0
HEAD = 14.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word to be placed: the way it lies on, in the direction of the cable, and its size in pixels."""

    way: Curve
    width: float
    height: float


def spread_words(words: Iterable[Word], left: float, right: float) -> list[Point]:
    """Give the centre of each word; `left` and `right` are the edges of the room between the columns."""
    shown = list(words)
    taken = [(word.way.point(ARROW_AT), Word(word.way, HEAD, HEAD)) for word in shown]
    placed: list[Point] = []
    for word in shown:
        places = (clamped(point, word.width, left, right) for point in _candidates(word, len(taken)))
        placed.append(
            next(place for place in places if not any(_overlap(place, word, *other) for other in taken))
        )
        taken.append((placed[-1], word))
    return placed


def _candidates(word: Word, others: int) -> Iterator[Point]:
    """Give places on the way, then above and below the first of them: more than `others` words can take."""
    yield from (word.way.point(t) for t in ALONG)
    x, y = word.way.point(ALONG[0])
    pitch = word.height + APART + 1.0
    for step in range(1, others + 2):
        yield x, y + step * pitch
        yield x, y - step * pitch


def clamped(place: Point, width: float, left: float, right: float) -> Point:
    """Give the nearest centre at which a word so wide lies between two edges, or else over both of them alike."""
    least, most = left + width / 2, right - width / 2
    return (min(max(place[0], least), most) if least <= most else (left + right) / 2, place[1])


def _overlap(place: Point, word: Word, other_place: Point, other: Word) -> bool:
    across = abs(place[0] - other_place[0]) < (word.width + other.width) / 2 + APART
    return across and abs(place[1] - other_place[1]) < (word.height + other.height) / 2 + APART
