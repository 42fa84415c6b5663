"""The board: what is shown now, and the marks on it. Between the engine's changes and the scene."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.engine.api import Snapshot
from app.ui.canvas.activity import Activity
from app.ui.canvas.connect import Answer, plan_drop, possible_targets
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Element, Graph, Socket
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.hearing import Hearing
from app.ui.canvas.known_as import KnownAs
from app.ui.canvas.layout import Layout, arrange
from app.ui.canvas.marks import Marks, apply_marks
from app.ui.canvas.measure import StyleMeasure
from app.ui.canvas.nodes import NodeKey, nodes_of
from app.ui.canvas.order import Orders, in_order
from app.ui.canvas.place_book import PlaceBook
from app.ui.canvas.places import settled
from app.ui.canvas.scene import PatchScene, is_counting
from app.ui.canvas.sight import Sight
from app.ui.canvas.standing import Standing
from app.ui.canvas.style import Style
from app.ui.client import Client


class Board(Sight):
    """Shows the client's snapshot on a scene. While `held`, nothing moves under the pointer."""

    def __init__(self, client: Client, scene: PatchScene, style: Style, book: PlaceBook) -> None:
        self._client = client
        self.book = book
        book.open(client.snapshot.patch_file)
        self._activity, self._hearing = Activity(), Hearing()
        self._measure = StyleMeasure(style)
        self._width = 0.0
        self._held = self._is_stale = False
        self._named = client.snapshot.patch
        self._renamed: list[KnownAs] = []
        """What was renamed since it was last shown, in order."""
        self._derived = _derived(client.snapshot, book.standing.orders)
        self.latest = self._derived[2]
        """What is true now; `graph` is older only while held."""
        super().__init__(scene, self.latest, arrange(self.latest, self._width, self._measure))

    # -- showing ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take what is true now, and show it as soon as nothing is pulled."""
        self.book.open(self._client.snapshot.patch_file)
        latest = self._derive()
        if latest != self.latest:
            self.latest = latest
            self._show()

    def follow_names(self) -> None:
        """Let what is renamed keep its place and its marks: to be called after each change, even if not shown."""
        before, self._named = self._named, self._client.snapshot.patch
        if known := KnownAs.between(before, self._named):
            self.book.follow(known)
            self._renamed.append(known)

    def set_width(self, width: float) -> bool:
        """Arrange everything in so much width; tell whether that is news."""
        is_news = width != self._width
        if is_news:
            self._width = width
            self._show()
        return is_news

    def rearrange(self) -> None:
        """Place everything anew: something is to stand elsewhere."""
        self.latest = self._derive()
        self._show()

    def show_layout(self, layout: Layout, moved: Iterable[NodeKey]) -> None:
        """Show everything as it is, some nodes being elsewhere."""
        self.layout = layout
        self.scene.follow(layout, [self.nodes[key] for key in moved])

    def change_style(self, style: Style) -> None:
        """Show everything in another style; nothing may be held."""
        self._measure = StyleMeasure(style)
        self.scene.change_style(style)
        self._show()

    def hold(self) -> None:
        """Let nothing move until `release`."""
        self._held = True

    def release(self) -> None:
        """Show what came meanwhile."""
        self._held = False
        if self._is_stale:
            self._show()

    def glow(self) -> int:
        """Let what plays glow; touches only that whose light changes. Gives after how many frames to come again."""
        counts = self._client.meters()
        lit = self._hearing.step(counts, self._activity.frames)
        changed = self._activity.step(counts)
        self.scene.set_glow(changed, calm=self._activity.is_calm)
        self.scene.heard.show(lit, self.layout.sockets)
        return self._activity.frames

    def count_down(self) -> None:
        """Say the seconds where something is waited for."""
        self.scene.show_words(time.monotonic())

    @property
    def is_counting(self) -> bool:
        """Tell whether anything shown changes by the second."""
        return any(is_counting(terminal) for terminal in self.graph.terminals.values())

    # -- marks ------------------------------------------------------------------------------------------------

    def mark(self, marks: Marks) -> None:
        """Show other marks."""
        if marks != self.marks:
            before, self.marks = self.marks, marks
            apply_marks(self.scene, self.graph, self.layout, before, marks)

    def hover(self, element: Element | None, end: CanvasEnd | None = None) -> None:
        """Raise what is under the pointer: an element, or the card of an end."""
        self.mark(replace(self.marks, hovered=element, near=end))

    def press(self, button: Button | None) -> None:
        """Show a button as pressed."""
        self.mark(replace(self.marks, pressed=button))

    def focus(self, element: Element | None) -> None:
        """Put the focus ring around an element."""
        self.mark(replace(self.marks, focused=element))

    def select(self, cables: frozenset[CableKey], nodes: frozenset[NodeKey] = frozenset()) -> None:
        """Select exactly these cables and nodes."""
        self.mark(replace(self.marks, selected=cables, picked=nodes, chosen=None))

    def choose(self, end: CanvasEnd) -> None:
        """Select one end and no cable."""
        self.mark(replace(self.marks, selected=frozenset(), picked=frozenset(), chosen=end))

    def aim(self, origin: Socket | None, over: CanvasEnd | None, loose: CableKey | None = None) -> None:
        """Light up where the cable pulled out of `origin` could go, `loose` being taken off; None ends it."""
        if origin is None:
            targets: Mapping[CanvasEnd, Answer] = {}
        elif origin == self.marks.origin:
            targets = self.marks.targets
        else:
            targets = possible_targets(self.latest, origin)
        self.mark(replace(self.marks, origin=origin, targets=targets, over=over, loose=loose))

    # -- asking -----------------------------------------------------------------------------------------------

    def judge(self, origin: Socket, target: CanvasEnd) -> Answer:
        """Say what dropping a cable out of `origin` on `target` would do, as things are now."""
        return plan_drop(self._derive(), origin, target)

    def layout_with(self, standing: Standing) -> Layout:
        """Say where everything is, or would be if it stood so, as things are now."""
        is_so = standing is self.book.standing
        graph = self.latest if is_so else _derived(self._client.snapshot, standing.orders)[2]
        return settled(arrange(graph, self._width, self._measure), nodes_of(graph), standing.places)

    # -- within -----------------------------------------------------------------------------------------------

    def _derive(self) -> Graph:
        """Derive what is true now; the client gives the same snapshot until something changes."""
        self.follow_names()
        snapshot, orders = self._client.snapshot, self.book.standing.orders
        if snapshot is not self._derived[0] or orders is not self._derived[1]:
            self._derived = _derived(snapshot, orders)
        return self._derived[2]

    def _show(self) -> None:
        self._is_stale = self._held
        if self._held:
            return
        self.graph = self.latest
        self._activity.watch(self.graph.cables)
        self._hearing.watch(self.graph.meters)
        self.nodes = nodes_of(self.graph)
        before, self.layout = self.layout, self.layout_with(self.book.standing)
        self.scene.show(self.graph, self.layout, time.monotonic())
        for known in self._renamed:
            self.marks = self.marks.followed(known)
        self._renamed.clear()
        self.marks = self._surviving(self.marks)
        apply_marks(self.scene, self.graph, self.layout, None, self.marks)
        if self.layout != before:
            self.scene.paint_anew()

    def _surviving(self, marks: Marks) -> Marks:
        """Drop the marks on what is no longer there."""
        return replace(
            marks,
            hovered=self._if_there(marks.hovered),
            near=marks.near if marks.near in self.graph.terminals else None,
            focused=self._if_there(marks.focused),
            selected=marks.selected & self.scene.cables.keys(),
            chosen=marks.chosen if marks.chosen in self.graph.terminals else None,
            picked=marks.picked & self.nodes.keys(),
        )

    def _if_there(self, element: Element | None) -> Element | None:
        return element if element is not None and self.centre_of(element) is not None else None


def _derived(snapshot: Snapshot, orders: Orders) -> tuple[Snapshot, Orders, Graph]:
    return snapshot, orders, in_order(derive_graph(snapshot), orders)
