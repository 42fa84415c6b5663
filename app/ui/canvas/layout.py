"""Where everything stands: from the graph and the width of the window to rectangles. Pure: no Qt here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from app.ui.canvas.elements import (
    Button,
    CanvasEnd,
    Condition,
    Deed,
    Graph,
    Kind,
    SessionBox,
    Socket,
    Terminal,
)


class Sentence(Enum):
    """What is said where there is nothing to show yet."""

    NO_DEVICE = "no device"
    NO_SESSION = "no session"
    NOBODY_NEARBY = "nobody nearby"
    NOBODY_ELSE = "nobody else"


class Measure(Protocol):
    """How large texts are, in pixels; the layout itself knows no fonts."""

    def button_width(self, button: Button) -> float:
        """Give the width of a button's word."""

    def detail_width(self, box: SessionBox) -> float:
        """Give the width of what is said under the name of a session."""

    def sentence_height(self, sentence: Sentence, width: float) -> float:
        """Give the height of a sentence that is wrapped at `width`."""


MARGIN = 28.0
TOP = 38.0  # with the heading, a bar that lies over the canvas covers no card
BOTTOM = 64.0  # what stands last can be scrolled clear of a bar at the bottom
HEADING_HEIGHT = 28.0
LOCAL_WIDTH = (190.0, 300.0)
NETWORK_WIDTH = (310.0, 430.0)
GAP_WIDTH = (104.0, 520.0)
NETWORK_FIRST = 1.7  # that side has more to say, so it grows faster
WIDE = 560.0  # this much more than the least, and the columns are as wide as they get
DEVICE_HEIGHT = 60.0
DEVICE_GAP = 16.0
BOX_HEADER = 62.0
HEADER_SPREAD = 11.0
HEADER_SHARE = 0.58
TITLE_INSET = 20.0
BOX_GAP = 20.0
BOX_PADDING = 12.0
ROW_INSET = 20.0  # the sockets of a row straddle the edge of its box, as those of a device do
ROW_HEIGHT = 52.0
EVERYONE_HEIGHT = 40.0
ROW_GAP = 6.0
SOCKET_SPREAD = 20.0
BUTTON_HEIGHT = 28.0
SMALL_HEIGHT = 22.0
BUTTON_PADDING = 12.0
BUTTON_SHARE = 0.42  # of a row: the name must not be squeezed out by a long word on a button


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in the canvas's own pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point lies in it."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def overlaps(self, other: "Rect") -> bool:
        """Tell whether they share more than an edge."""
        beside = self.right <= other.x or other.right <= self.x
        return not (beside or self.bottom <= other.y or other.bottom <= self.y)

    def moved(self, dx: float, dy: float) -> "Rect":
        """Give the same rectangle elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Spot:
    """The centre of a socket; `outward` is +1 when its cables leave to the right, -1 when to the left."""

    x: float
    y: float
    outward: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands; `sentences` are the places for what is said where something is missing."""

    local: Rect
    network: Rect
    terminals: Mapping[CanvasEnd, Rect]
    sockets: Mapping[Socket, Spot]
    buttons: Mapping[Button, Rect]
    sessions: Mapping[int, Rect]
    links: Rect | None
    nearby: Rect
    sentences: Mapping[Sentence, Rect]
    bounds: Rect


@dataclass(slots=True)
class _Build:
    """What is collected on the way down a column."""

    measure: Measure
    terminals: dict[CanvasEnd, Rect] = field(default_factory=dict)
    sockets: dict[Socket, Spot] = field(default_factory=dict)
    buttons: dict[Button, Rect] = field(default_factory=dict)
    sessions: dict[int, Rect] = field(default_factory=dict)
    sentences: dict[Sentence, Rect] = field(default_factory=dict)

    def place_sentence(self, sentence: Sentence, x: float, y: float, width: float) -> float:
        """Place a sentence and give its lower edge."""
        rect = Rect(x, y, width, self.measure.sentence_height(sentence, width))
        self.sentences[sentence] = rect
        return rect.bottom


def arrange(graph: Graph, width: float, measure: Measure) -> Layout:
    """Place everything for a window `width` pixels wide; a narrower one than the least is scrolled."""
    local_width, gap, network_width = _columns(width)
    build = _Build(measure)
    local = Rect(MARGIN, TOP, local_width, 0)
    network = Rect(MARGIN + local_width + gap, TOP, network_width, 0)
    left_end = _place_devices(graph, local, build)
    right_end, links, nearby = _place_network(graph, network, build)
    bottom = max(left_end, right_end) + BOTTOM
    return Layout(
        Rect(local.x, TOP, local_width, bottom - TOP),
        Rect(network.x, TOP, network_width, bottom - TOP),
        build.terminals,
        build.sockets,
        build.buttons,
        build.sessions,
        links,
        nearby,
        build.sentences,
        Rect(0, 0, network.right + MARGIN, bottom),
    )


def _columns(width: float) -> tuple[float, float, float]:
    """Share the width between the two columns and the cables; the cables get what the columns leave."""
    spare = width - 2 * MARGIN - LOCAL_WIDTH[0] - NETWORK_WIDTH[0] - GAP_WIDTH[0]
    local = _grown(LOCAL_WIDTH, spare / WIDE)
    network = _grown(NETWORK_WIDTH, NETWORK_FIRST * spare / WIDE)
    gap = width - 2 * MARGIN - local - network
    return local, max(GAP_WIDTH[0], min(GAP_WIDTH[1], gap)), network


def _grown(width: tuple[float, float], share: float) -> float:
    return width[0] + max(0.0, min(1.0, share)) * (width[1] - width[0])


# -- this computer -------------------------------------------------------------------------------------------


def _place_devices(graph: Graph, column: Rect, build: _Build) -> float:
    y = column.y + HEADING_HEIGHT
    for device in graph.devices:
        rect = Rect(column.x, y, column.width, DEVICE_HEIGHT)
        build.terminals[device.end] = rect
        _place_sockets(device, rect, rect.right, 1, build)
        y = rect.bottom + DEVICE_GAP
    if has_own_devices(graph):
        return y - DEVICE_GAP
    return build.place_sentence(Sentence.NO_DEVICE, column.x + BOX_PADDING, y, column.width - 2 * BOX_PADDING)


def has_own_devices(graph: Graph) -> bool:
    """Tell whether anything stands on this computer's side but what is built in."""
    return any(not device.is_built_in for device in graph.devices)


def _place_sockets(terminal: Terminal, rect: Rect, x: float, outward: int, build: _Build) -> None:
    sockets = list(terminal.sockets())
    top = rect.middle - SOCKET_SPREAD * (len(sockets) - 1) / 2
    for number, socket in enumerate(sockets):
        build.sockets[socket] = Spot(x, top + number * SOCKET_SPREAD, outward)


# -- the network ---------------------------------------------------------------------------------------------


def _place_network(graph: Graph, column: Rect, build: _Build) -> tuple[float, Rect | None, Rect]:
    y = column.y + HEADING_HEIGHT
    for box in graph.sessions:
        rect = _place_session(box, Rect(column.x, y, column.width, 0), build)
        build.sessions[box.id] = rect
        y = rect.bottom + BOX_GAP
    if not graph.sessions:
        y = build.place_sentence(Sentence.NO_SESSION, column.x, y, column.width) + BOX_GAP
    links = None
    if graph.links:
        links = _place_box(graph.links, Rect(column.x, y, column.width, 0), build)
        y = links.bottom + BOX_GAP
    nearby = _place_nearby(graph, Rect(column.x, y, column.width, 0), build)
    return nearby.bottom, links, nearby


def nobody(graph: Graph) -> Sentence:
    """Choose what is said where nobody was found: who was found and invited stands in a session."""
    rows = (row for box in graph.sessions for row in box.rows if row.kind is Kind.PEER)
    somebody = any(row.condition is not Condition.ABSENT for row in rows)
    return Sentence.NOBODY_ELSE if somebody else Sentence.NOBODY_NEARBY


def _place_nearby(graph: Graph, at: Rect, build: _Build) -> Rect:
    nearby = _place_box(graph.nearby, at, build)
    if not graph.nearby:
        inset = ROW_INSET
        top, width = nearby.y + BOX_HEADER, nearby.width - 2 * inset
        bottom = build.place_sentence(nobody(graph), nearby.x + inset, top, width)
        nearby = Rect(nearby.x, nearby.y, nearby.width, bottom + BOX_PADDING + 4 - nearby.y)
    add = Button(Deed.ADD_ADDRESS)
    width = min(build.measure.button_width(add) + 2 * BUTTON_PADDING, nearby.width * BUTTON_SHARE)
    build.buttons[add] = _header_button(nearby, width, BOX_PADDING)
    return nearby


def _place_session(box: SessionBox, at: Rect, build: _Build) -> Rect:
    rect = _place_box(box.rows, at, build)
    copy, joining = box.buttons
    width = build.measure.button_width(joining) + 2 * BUTTON_PADDING
    width = min(width, rect.width * HEADER_SHARE)
    first, second = (rect.y + BOX_HEADER / 2 + side * HEADER_SPREAD for side in (-1, 1))
    build.buttons[joining] = _small_button(rect.right - BOX_PADDING - width, first, width)
    width = build.measure.button_width(copy) + BUTTON_PADDING
    left = rect.x + TITLE_INSET + build.measure.detail_width(box) + BUTTON_PADDING / 2
    build.buttons[copy] = _small_button(min(left, rect.right - BOX_PADDING - width), second, width)
    return rect


def _small_button(x: float, middle: float, width: float) -> Rect:
    return Rect(x, middle - SMALL_HEIGHT / 2, width, SMALL_HEIGHT)


def _header_button(box: Rect, width: float, inset: float) -> Rect:
    return Rect(box.right - inset - width, box.y + (BOX_HEADER - BUTTON_HEIGHT) / 2, width, BUTTON_HEIGHT)


def _place_box(rows: Iterable[Terminal], at: Rect, build: _Build) -> Rect:
    y = at.y + BOX_HEADER
    shown = list(rows)
    button_width = _button_width(shown, at.width - ROW_INSET - BOX_PADDING, build.measure)
    for row in shown:
        rect = Rect(at.x + ROW_INSET, y, at.width - ROW_INSET - BOX_PADDING, row_height(row))
        build.terminals[row.end] = rect
        _place_sockets(row, rect, at.x, -1, build)
        if row.button is not None:
            left = rect.right - BOX_PADDING - button_width
            build.buttons[row.button] = Rect(
                left, rect.middle - BUTTON_HEIGHT / 2, button_width, BUTTON_HEIGHT
            )
        y = rect.bottom + ROW_GAP
    bottom = y - ROW_GAP + BOX_PADDING if shown else y
    return Rect(at.x, at.y, at.width, bottom - at.y)


def row_height(row: Terminal) -> float:
    """Give the height of a row: one line for everyone, two for somebody."""
    return ROW_HEIGHT if row.has_two_lines else EVERYONE_HEIGHT


def _button_width(rows: Iterable[Terminal], row_width: float, measure: Measure) -> float:
    """Give the buttons of one box one width, so that they stand in a column."""
    widest = max((measure.button_width(row.button) for row in rows if row.button is not None), default=0.0)
    return min(widest + 2 * BUTTON_PADDING, row_width * BUTTON_SHARE)
