"""Where everything stands: from the graph and the width of the window to rectangles. Pure: no Qt here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, Protocol

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

    def button_width(self, button: Button, height: float) -> float:
        """Give the width of a button's word, which stands smaller on a low one."""

    def detail_width(self, box: SessionBox) -> float:
        """Give the width of what is said under the name of a session."""

    def sentence_height(self, sentence: Sentence, width: float) -> float:
        """Give the height of a sentence that is wrapped at `width`."""


class Columns(NamedTuple):
    """Widths from left to right: this computer, the room for cables, the network; the margin is at both edges."""

    margin: float
    local: float
    gap: float
    network: float

    @property
    def whole(self) -> float:
        """The width of all together."""
        return 2 * self.margin + self.local + self.gap + self.network


AT_EASE = Columns(28.0, 190.0, 104.0, 310.0)
NARROW = Columns(12.0, 148.0, 86.0, 240.0)
WIDEST = Columns(28.0, 300.0, 520.0, 430.0)
TIGHT = 290.0  # in a narrower column a button stands below the name that it would squeeze out
TOP = 38.0  # with the heading, a bar that lies over the canvas covers no card
BOTTOM = 64.0  # what stands last can be scrolled clear of a bar at the bottom
HEADING_HEIGHT = 28.0
NETWORK_FIRST = 1.7  # that side has more to say, so it grows faster
WIDE = 560.0  # this much more than at ease, and the columns are as wide as they get
DEVICE_HEIGHT = 60.0
DEVICE_GAP = 16.0
BOX_HEADER = 62.0
HEADER_SPREAD = 11.0
HEADER_SHARE = 0.58
TIGHT_SHARE = 0.5
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
    is_tight: bool
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
    """Place everything for a window `width` pixels wide; one that is narrower than `NARROW` is scrolled."""
    columns = _columns(width)
    build = _Build(measure, is_tight=columns.network < TIGHT)
    local = Rect(columns.margin, TOP, columns.local, 0)
    network = Rect(local.right + columns.gap, TOP, columns.network, 0)
    left_end = _place_devices(graph, local, build)
    right_end, links, nearby = _place_network(graph, network, build)
    bottom = max(left_end, right_end) + BOTTOM
    return Layout(
        Rect(local.x, TOP, local.width, bottom - TOP),
        Rect(network.x, TOP, network.width, bottom - TOP),
        build.terminals,
        build.sockets,
        build.buttons,
        build.sessions,
        links,
        nearby,
        build.sentences,
        Rect(0, 0, network.right + columns.margin, bottom),
    )


def _columns(width: float) -> Columns:
    """Share the width between the two columns and the cables; the cables get what the columns leave."""
    spare = width - AT_EASE.whole
    if spare < 0:
        least, most, slow = NARROW, AT_EASE, 1 + spare / (AT_EASE.whole - NARROW.whole)
        fast = slow
    else:
        least, most, slow, fast = AT_EASE, WIDEST, spare / WIDE, NETWORK_FIRST * spare / WIDE
    margin = _grown(least.margin, most.margin, slow)
    local = _grown(least.local, most.local, slow)
    network = _grown(least.network, most.network, fast)
    gap = width - 2 * margin - local - network
    return Columns(margin, local, max(NARROW.gap, min(WIDEST.gap, gap)), network)


def _grown(least: float, most: float, share: float) -> float:
    """Give whole pixels, which edges look sharp on."""
    return round(least + max(0.0, min(1.0, share)) * (most - least))


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
    add, *hidden = graph.buttons
    build.buttons[add] = _add_button(nearby, build)
    for button in hidden:
        build.buttons[button] = _hidden_button(button, nearby, build.buttons[add], build)
    return nearby


def _add_button(box: Rect, build: _Build) -> Rect:
    """Place the button that adds somebody: beside the title, or where there is no room for both below it."""
    middle, height, most = box.y + BOX_HEADER / 2, BUTTON_HEIGHT, box.width * BUTTON_SHARE
    if build.is_tight or _add_width(height, build) > most:
        middle, height, most = middle + HEADER_SPREAD, SMALL_HEIGHT, box.width - 2 * BOX_PADDING
    width = min(_add_width(height, build), most)
    return _button(box.right - BOX_PADDING - width, middle, width, height)


def _hidden_button(button: Button, box: Rect, add: Rect, build: _Build) -> Rect:
    """Place the button that offers who is hidden: below the title, or beside it where `add` leaves no room there."""
    width = build.measure.button_width(button, SMALL_HEIGHT) + 1.5 * BUTTON_PADDING
    left, middle = box.x + BOX_PADDING, box.y + BOX_HEADER / 2
    if width > add.x - left and add.height <= SMALL_HEIGHT:
        width = min(width, box.width * TIGHT_SHARE)
        return _button(box.right - BOX_PADDING - width, middle - HEADER_SPREAD, width, SMALL_HEIGHT)
    return _button(left, middle + HEADER_SPREAD, min(width, add.x - left), SMALL_HEIGHT)


def _add_width(height: float, build: _Build) -> float:
    return build.measure.button_width(Button(Deed.ADD_ADDRESS), height) + 2 * BUTTON_PADDING


def _place_session(box: SessionBox, at: Rect, build: _Build) -> Rect:
    rect = _place_box(box.rows, at, build)
    copy, joining = box.buttons
    width = build.measure.button_width(joining, SMALL_HEIGHT) + 2 * BUTTON_PADDING
    width = min(width, rect.width * (TIGHT_SHARE if build.is_tight else HEADER_SHARE))
    first, second = (rect.y + BOX_HEADER / 2 + side * HEADER_SPREAD for side in (-1, 1))
    build.buttons[joining] = _button(rect.right - BOX_PADDING - width, first, width, SMALL_HEIGHT)
    width = build.measure.button_width(copy, SMALL_HEIGHT) + BUTTON_PADDING
    left = rect.x + TITLE_INSET + build.measure.detail_width(box) + BUTTON_PADDING / 2
    build.buttons[copy] = _button(min(left, rect.right - BOX_PADDING - width), second, width, SMALL_HEIGHT)
    return rect


def _button(x: float, middle: float, width: float, height: float) -> Rect:
    return Rect(x, middle - height / 2, width, height)


def _place_box(rows: Iterable[Terminal], at: Rect, build: _Build) -> Rect:
    y = at.y + BOX_HEADER
    shown = list(rows)
    words = (build.measure.button_width(row.button, BUTTON_HEIGHT) for row in shown if row.button is not None)
    widest = max(words, default=0.0)
    for row in shown:
        rect = Rect(at.x + ROW_INSET, y, at.width - ROW_INSET - BOX_PADDING, row_height(row))
        build.terminals[row.end] = rect
        _place_sockets(row, rect, at.x, -1, build)
        if row.button is not None:
            place = _low_button(row.button, rect, build) if build.is_tight else _row_button(rect, widest)
            build.buttons[row.button] = place
        y = rect.bottom + ROW_GAP
    bottom = y - ROW_GAP + BOX_PADDING if shown else y
    return Rect(at.x, at.y, at.width, bottom - at.y)


def row_height(row: Terminal) -> float:
    """Give the height of a row: one line for everyone, two for somebody."""
    return ROW_HEIGHT if row.has_two_lines else EVERYONE_HEIGHT


def _row_button(row: Rect, widest: float) -> Rect:
    """Place the button of a row; those of one box have one width, so that they stand in a column."""
    width = min(widest + 2 * BUTTON_PADDING, row.width * BUTTON_SHARE)
    return _button(row.right - BOX_PADDING - width, row.middle, width, BUTTON_HEIGHT)


def _low_button(button: Button, row: Rect, build: _Build) -> Rect:
    """Place the button of a narrow row below the name, and leave the other words there what room it can."""
    width = min(
        build.measure.button_width(button, SMALL_HEIGHT) + 1.5 * BUTTON_PADDING, row.width * TIGHT_SHARE
    )
    left = row.right - BOX_PADDING / 2 - width
    return _button(left, row.bottom - BOX_PADDING / 3 - SMALL_HEIGHT / 2, width, SMALL_HEIGHT)
