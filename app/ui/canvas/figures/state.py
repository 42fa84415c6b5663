"""The small sign of how a peer is: each condition has a shape of its own, not only a colour."""

from dataclasses import dataclass

from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsItem, QGraphicsPathItem

from app.ui.canvas.elements import Condition
from app.ui.canvas.figures.shapes import cross, disc, half_disc, hands
from app.ui.canvas.style import Style

RADIUS = 5.5
LINE = 1.8


@dataclass(frozen=True, slots=True)
class Sign:
    """A ring in a colour; what is within it is drawn as a line, or filled when `solid`."""

    ink: str
    within: QPainterPath
    solid: bool = False


def signs() -> dict[Condition, Sign]:
    """Give what each condition looks like; all others are an empty ring."""
    crossed = Sign("broken", cross(RADIUS * 0.4))
    return {
        Condition.CONNECTED: Sign("live", disc(RADIUS), solid=True),
        Condition.SILENT: Sign("waiting", half_disc(RADIUS), solid=True),
        Condition.INVITING: Sign("waiting", disc(RADIUS * 0.3), solid=True),
        Condition.WAITING: Sign("waiting", hands(RADIUS)),
        Condition.REFUSED: crossed,
        Condition.LOST: crossed,
    }


class StateDot:
    """Disc: connected; half: silent; point: being connected; clock: waiting; cross: it will not mend by itself."""

    def __init__(self, style: Style, parent: QGraphicsItem) -> None:
        self._style = style
        self._signs = signs()
        self._shown: Sign | None = None
        self.item = QGraphicsEllipseItem(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS, parent)
        self.within = QGraphicsPathItem(self.item)

    def show(self, condition: Condition, x: float, y: float) -> None:
        """Stand at a point of the parent and show `condition`."""
        self.item.setPos(x, y)
        sign = self._signs.get(condition, Sign("muted", QPainterPath()))
        if sign == self._shown:
            return
        self._shown = sign
        self.item.setPen(self._style.pen(sign.ink, LINE))
        self.within.setPath(sign.within)
        self.within.setPen(self._style.no_pen if sign.solid else self._style.pen(sign.ink, LINE))
        self.within.setBrush(self._style.brush(sign.ink) if sign.solid else self._style.nothing)
