"""The patch canvas as a widget: passes Qt's events on to the board, the pointer and the keys."""

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QToolTip, QWidget

from app.ui.called import Names
from app.ui.canvas.board import Board
from app.ui.canvas.clocks import Clocks
from app.ui.canvas.deeds import CanvasDeeds
from app.ui.canvas.edits import CanvasEdits
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Element, Socket
from app.ui.canvas.ground import Ground, Stage
from app.ui.canvas.hovering import Hovering
from app.ui.canvas.keys import Keys
from app.ui.canvas.name_places import NamePlaces
from app.ui.canvas.place_book import PlaceBook
from app.ui.canvas.pointer import At, Held, Pointer
from app.ui.canvas.scene import PatchScene
from app.ui.canvas.style import Style
from app.ui.canvas.tips import tip_at
from app.ui.canvas.zoom import Zoom
from app.ui.canvas.zoom_bar import ZoomBar
from app.ui.client import Client
from app.ui.renaming import Renamer
from app.ui.seen import is_seen
from app.ui.theme import Theme, Tokens
from app.ui.undo import UndoVerbs
from app.ui.window_state import WindowState
from app.ui.wording import in_tip

WHEEL_SHARE = 2
"""A notch of the wheel is 120 units, and goes so much less far in pixels."""
ENTERING = {Qt.FocusReason.TabFocusReason: 1, Qt.FocusReason.BacktabFocusReason: -1}
KEEPS_FOCUS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class PatchCanvas(QGraphicsView):
    """Shows and edits the patch: this computer on the left, the network on the right, cables between."""

    add_address_requested = Signal()
    selected = Signal(object)
    """The new `Selection`."""
    inspection_requested = Signal()
    """More is to be shown about the selection, and the keyboard goes there."""

    def __init__(
        self,
        client: Client,
        undo: UndoVerbs,
        theme: Theme,
        parent: QWidget | None = None,
        state: WindowState | None = None,
    ) -> None:
        super().__init__(parent)
        style = Style(theme.tokens)
        book = PlaceBook(state or WindowState())
        self.board = Board(client, PatchScene(style, self), style, book)
        self.zoom = Zoom(self)
        edits = CanvasEdits(client, undo, book, self.board.layout_with)
        self.deeds = CanvasDeeds(self, self.board, edits, self.zoom)
        self.pointer = Pointer(self.board, self.deeds, self.zoom.pan)
        self.keys = Keys(self.board, self.deeds)
        self.renamer = Renamer(self, Names(client, undo), NamePlaces(self, self.board).find)
        self._clocks = Clocks(self, self.board)
        self._set_up()
        self._ground = Ground(self)
        self.zoom_bar = ZoomBar(
            self, self.zoom, theme, lambda at: self.board.is_taken(self.mapToScene(at).boundingRect())
        )
        self.zoom_bar.arrange.clicked.connect(self.deeds.arrange)
        self.deeds.add_address_requested.connect(self.add_address_requested)
        self.deeds.selected.connect(self.selected)
        self.deeds.rename_requested.connect(self.renamer.start)
        self.zoom.follow(lambda _factor: self._ground.spread())
        self.zoom.follow(lambda _factor: self.renamer.follow())
        self.deeds.inspection_requested.connect(self.inspection_requested)
        client.changed.connect(self._refresh)
        book.changed.connect(self._rearrange)
        undo.watch(lambda: book.standing)
        self._rearrange()
        theme.changed.connect(self._dress)

    def place_of(self, element: Element | CanvasEnd) -> QPoint | None:
        """Give the middle of a socket, a button, a cable or a terminal in pixels of the viewport."""
        if isinstance(element, Socket | Button | CableKey):
            centre = self.board.centre_of(element)
        else:
            rect = self.board.layout.terminals.get(element)
            centre = (rect.x + rect.width / 2, rect.middle) if rect else None
        return None if centre is None else self.mapFromScene(QPointF(*centre))

    def share(self, stage: Stage) -> None:
        """Leave room for what opens beside the canvas, so that nothing moves when it does."""
        self._ground.share(stage)
        if self.board.set_width(self._ground.columns):
            self.pointer.leave()  # what was under it is elsewhere

    def stay_clear(self, pixels: int) -> None:
        """Leave so many pixels at the bottom to a bar that lies there now."""
        self._ground.stay_clear(pixels)
        self.zoom_bar.stay_clear(pixels)

    def deselect(self) -> None:
        """Select nothing and take the keyboard back."""
        self.deeds.deselect()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- Qt's events ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.deeds.catch_up()
        self._clocks.run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pointer.cancel()
        self._clocks.run()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ground.spread()  # before Qt scrolls what is in sight to where there is less ground to be seen
        super().resizeEvent(event)
        if self.board.set_width(self._ground.columns):
            self.pointer.leave()
        self._ground.spread()
        self.zoom_bar.settle()
        self.board.scene.keep_up()
        self.renamer.follow()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.board.focus(None)
            self.pointer.press(self._at(event), held_keys(event.modifiers()))
        elif event.button() == Qt.MouseButton.MiddleButton:
            self.pointer.start_pan(self._at(event))
        else:
            self.pointer.cancel()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.viewport().setCursor(self.pointer.move(self._at(event)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(self._at(event))
        self.viewport().setCursor(self.pointer.move(self._at(event)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom.step(event.angleDelta().y() / 120)
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not event.angleDelta().x():
            self.zoom.pan(QPointF(event.angleDelta().y() / WHEEL_SHARE, 0))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            done = self._escape()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            done = self.zoom.key(event.key()) or self.keys.control(event.key())
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            done = self.keys.shift(event.key())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.keys.walk(event.key()):
            done = True
        else:
            done = self.keys.press(event.key())
        event.setAccepted(done)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Asked by the bar in the corner, too, as whose parent it decides where Tab goes from there.
        at = self.focusWidget()
        is_here = at is None or at is self
        return (is_here and self.keys.tab(1 if forward else -1)) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        step = ENTERING.get(event.reason())
        if step is not None:
            self.keys.tab(step)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointer.cancel()
        if event.reason() not in KEEPS_FOCUS:
            self.board.focus(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            at = self.mapToScene(event.pos())
            self.deeds.offer_at(at.x(), at.y())
        else:
            self.deeds.offer(self.board.marks.focused)

    # -- within -----------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.setScene(self.board.scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.board.scene.keep_up)
        self.zoom.follow(lambda _factor: self.board.scene.keep_up())
        self.setMouseTracking(True)
        self.viewport().installEventFilter(Hovering(self, self.pointer.leave, self._explain, self.zoom.pinch))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(360, 100)
        self.setAccessibleName(self.tr("Patch canvas"))
        self.deeds.explain()

    def _explain(self, event: QHelpEvent) -> None:
        at = self.mapToScene(event.pos())
        QToolTip.showText(event.globalPos(), in_tip(tip_at(self.board, at.x(), at.y())), self.viewport())

    def _dress(self, tokens: Tokens) -> None:
        self.pointer.cancel()
        self.board.change_style(Style(tokens))

    def _refresh(self) -> None:
        """Follow what is true while there is somebody to see it; the rest is caught up with."""
        self.board.follow_names()
        if is_seen(self):
            self.board.refresh()
            self.zoom_bar.settle()
            self.deeds.retell()
            self.renamer.follow()
            self._clocks.run()

    def _rearrange(self) -> None:
        self.board.rearrange()
        self.renamer.follow()
        self.zoom_bar.offer_arranging(offered=bool(self.board.book.standing))
        self.zoom_bar.settle()

    def _escape(self) -> bool:
        marks = self.board.marks
        had = bool(marks.selected or marks.picked) or marks.chosen is not None
        if self.pointer.cancel():
            return True
        self.deeds.deselect()
        return had

    def _at(self, event: QMouseEvent) -> At:
        return At(event.position(), self.mapToScene(event.position().toPoint()))


def held_keys(modifiers: Qt.KeyboardModifier) -> Held:
    """Say what the keys that are held mean for a press."""
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    return Held(adding=control or bool(modifiers & Qt.KeyboardModifier.ShiftModifier), panning=control)
