"""What is selected on the canvas, for whoever shows more about it."""

from dataclasses import dataclass

from app.ui.canvas.elements import CanvasEnd


@dataclass(frozen=True, slots=True)
class Selection:
    """The routes in the selected cables, or one selected end; a `SessionEnd` is the session itself."""

    routes: tuple[str, ...] = ()
    end: CanvasEnd | None = None
