"""What canvas and window say to each other."""

from app.ui.canvas.view import PatchCanvas
from app.ui.main_window import MainWindow


def join_canvas(window: MainWindow, canvas: PatchCanvas) -> None:
    """Let the window follow what happens on its canvas, and the other way round."""
    canvas.add_address_requested.connect(window.open_add_address)
    canvas.selected.connect(window.inspector.show_selection)
    canvas.inspection_requested.connect(window.inspector.take_focus)
    window.inspector.dismissed.connect(canvas.deselect)
