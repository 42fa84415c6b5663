"""A cable: a line with an arrowhead for each direction, a glow made once, a word where it needs one.

The line and its glow stand still with all else; what lights up and what stays whole above it lies over that.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsPolygonItem, QGraphicsScene

from app.ui.canvas.activity import LIT_FROM
from app.ui.canvas.curves import ARROW_AT, CableShape, Point
from app.ui.canvas.elements import Cable, Look
from app.ui.canvas.figures.pill import Pill
from app.ui.canvas.figures.shapes import append_curve, arrowhead
from app.ui.canvas.style import Style

LINE = 2.5
LIT_LINE = 3.5
CORE_LINE = 1.0
"""A line that is no wider than a pixel costs Qt a sixth of any other."""
SELECTED_LINE = 4.0
GLOW_LINE = 12.0
GRIP_LINE = 16.0
ARROW = 13.0
FAINT = 0.25
Z_GLOW = 1.8
Z_CABLE = 2.0
Z_SELECTED = 2.4
Z_HEAD = 2.6  # above every line: where cables cross, their arrowheads and words stay whole
Z_WORD = 2.7
INKS: dict[Look, str] = {
    Look.ACTIVE: "live",
    Look.WAITING: "waiting",
    Look.MUTED: "border_strong",
    Look.BROKEN: "broken",
}
# Dashes in units of the line's width; round caps make the short ones dots.
DASHES: dict[Look, list[float]] = {
    Look.WAITING: [0.1, 2.4],
    Look.MUTED: [4.0, 3.0],
    Look.BROKEN: [4.0, 2.4, 0.1, 2.4],
}


class CableFigure:
    """Shows one cable."""

    def __init__(self, style: Style, scene: QGraphicsScene, still: QGraphicsItem) -> None:
        self._style = style
        self._scene = scene
        self._shape: CableShape | None = None
        self._emphasis = (False, False)
        self.cable: Cable | None = None
        self._label, self._why, self._label_at = "", "", (0.0, 0.0)
        self._room = (0.0, 0.0)
        # An outline made once and filled costs a frame half of what stroking a wide curve costs.
        self.glow = QGraphicsPolygonItem(still)
        self.glow.setPen(style.no_pen)
        self.glow.setFillRule(Qt.FillRule.WindingFill)
        self.line = QGraphicsPathItem(still)
        # A second line rather than a second pen: to change a pen costs Qt the outline of the whole curve.
        self.lit = QGraphicsPathItem()
        scene.addItem(self.lit)
        for item, z in ((self.glow, Z_GLOW), (self.line, Z_CABLE), (self.lit, Z_CABLE)):
            item.setZValue(z)
            item.setVisible(item is self.line)
        self.heads: list[QGraphicsPolygonItem] = []
        self.pill = Pill(style)
        self.pill.item.setZValue(Z_WORD)
        scene.addItem(self.pill.item)
        self._grip: QPainterPath | None = None
        # What is seldom needed is made when it is: a cable that is being moved is bent in every frame.
        self._has_outline = self._has_lit = False
        self._is_faint = False
        self._has_core = False

    def show(self, cable: Cable, shape: CableShape, label: str, label_at: Point | None) -> None:
        """Look as `cable` says, along `shape`, with `label` around `label_at`."""
        self._label, self._label_at = label, label_at or shape.main.point(0.5)
        self.pill.show(label, self._label_at, INKS[cable.look])
        if (cable, shape) == (self.cable, self._shape):
            return
        moved = shape != self._shape
        changed = self.cable is None or (cable.look, cable.is_duplex) != (
            self.cable.look,
            self.cable.is_duplex,
        )
        self.cable = cable
        if moved:
            self._bend(shape)
        if moved or changed:
            self._show_heads(cable, shape)
        self._ink()

    def explain(self, why: str, left: float, right: float) -> None:
        """Say between two edges `why` it is as it is while it is selected or under the pointer."""
        self._why, self._room = why, (left, right)
        self._say()

    def bend(self, shape: CableShape) -> None:
        """Lie along another shape, the word on it going along."""
        if self.cable is not None and shape != self._shape:
            self._bend(shape)
            self._show_heads(self.cable, shape)
            self._label_at = shape.main.point(0.5)
            if self.pill.item.isVisible():
                self._say()

    def emphasise(self, *, selected: bool, hovered: bool) -> None:
        """Look selected, or raised under the pointer."""
        if self._emphasis != (selected, hovered):
            self._emphasis = (selected, hovered)
            self._ink()
            self._say()

    def fade(self, *, faint: bool) -> None:
        """Look as if it were no longer there while an end of it is elsewhere."""
        if faint == self._is_faint:
            return
        self._is_faint = faint
        for item in (self.line, self.lit, self.glow, self.pill.item, *self.heads):
            item.setOpacity(FAINT if faint else 1.0)

    def set_glow(self, level: float, *, halo: bool = True) -> None:
        """Be alight with `level`, 0 to 1: with a glow around the line if `halo`, else only in its middle."""
        is_lit = level >= LIT_FROM
        if is_lit:
            self._lead_lit()
            if self._has_core is halo:
                self._has_core = not halo
                self._ink_lit()
        self.lit.setVisible(is_lit)
        has_glow = halo and level > 0.0
        self.glow.setVisible(has_glow)
        if has_glow:
            self._outline_glow()
            self.glow.setBrush(self._style.glow(level))

    def has_at(self, point: QPointF) -> bool:
        """Tell whether a point of the scene lies on the cable, or near enough to grip it."""
        around = self.line.boundingRect().adjusted(-GRIP_LINE, -GRIP_LINE, GRIP_LINE, GRIP_LINE)
        return around.contains(point) and self._outlined().contains(point)

    def crosses(self, rect: QRectF) -> bool:
        """Tell whether it passes through a rectangle of the scene."""
        return self.line.boundingRect().intersects(rect) and self._outlined().intersects(rect)

    def remove(self) -> None:
        """Take everything off the scene."""
        for item in (self.line, self.lit, self.glow, self.pill.item, *self.heads):
            self._scene.removeItem(item)

    def _say(self) -> None:
        if self.cable is None:
            return
        ink = INKS[self.cable.look]
        if any(self._emphasis) and self._why:
            self.pill.show(self._why, self._label_at, ink, self._room)
        else:
            self.pill.show(self._label, self._label_at, ink)

    def _outlined(self) -> QPainterPath:
        if self._grip is None:
            self._grip = _outline(self.line.path(), GRIP_LINE)
        return self._grip

    def _bend(self, shape: CableShape) -> None:
        self._shape = shape
        path = QPainterPath()
        for curve in shape.curves():
            append_curve(path, curve)
        self.line.setPath(path)
        self._grip, self._has_outline, self._has_lit = None, False, False
        if self.lit.isVisible():
            self._lead_lit()
        if self.glow.isVisible():
            self._outline_glow()

    def _lead_lit(self) -> None:
        if not self._has_lit:
            self._has_lit = True
            self.lit.setPath(self.line.path())

    def _outline_glow(self) -> None:
        if not self._has_outline:
            self._has_outline = True
            self.glow.setPolygon(_outline(self.line.path(), GLOW_LINE).toFillPolygon())

    def _show_heads(self, cable: Cable, shape: CableShape) -> None:
        wanted = [ARROW_AT] * bool(cable.forward) + [ARROW_AT - 1.0] * bool(cable.backward)
        while len(self.heads) > len(wanted):
            head = self.heads.pop()
            self._scene.removeItem(head)
        while len(self.heads) < len(wanted):
            head = QGraphicsPolygonItem(arrowhead(ARROW))
            head.setZValue(Z_HEAD)
            self._scene.addItem(head)
            self.heads.append(head)
        for head, at in zip(self.heads, wanted, strict=True):
            t = at if at > 0 else -at
            head.setPos(*shape.main.point(t))
            head.setRotation(shape.main.angle(t) + (0 if at > 0 else 180))

    def _ink(self) -> None:
        if self.cable is None:
            return
        selected, hovered = self._emphasis
        ink = "accent" if selected else INKS[self.cable.look]
        pen = QPen(self._style.pen(ink, SELECTED_LINE if selected or hovered else LINE))
        self._ink_lit()
        if dashes := DASHES.get(self.cable.look):
            pen.setDashPattern(dashes)
        self.line.setPen(pen)
        for item in (self.line, self.lit):
            item.setZValue(Z_SELECTED if selected else Z_CABLE)
        for head in self.heads:
            head.setPen(self._style.pen("canvas", 1.5))
            head.setBrush(self._style.brush(ink))

    def _ink_lit(self) -> None:
        selected, hovered = self._emphasis
        if self._has_core:
            pen = self._style.pen("live_core", CORE_LINE)
        else:
            pen = self._style.pen(
                "accent" if selected else "live_lit", SELECTED_LINE if selected or hovered else LIT_LINE
            )
        self.lit.setPen(pen)


def _outline(path: QPainterPath, width: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    return stroker.createStroke(path)
