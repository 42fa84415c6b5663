"""What the user prefers, as the window knows it: changed in one place, told to whoever shows it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.bootstrap import SettingsStore, UserSettings
from app.engine.api import Problem, reason_of
from app.midi.messages import note_name
from app.platform.logs import set_log_level


class Preferences(QObject):
    """Holds the settings and saves each change at once; without a store it forgets them."""

    changed = Signal()
    failed = Signal(object)
    """`Problem` that says why a change could not be saved."""

    def __init__(self, store: SettingsStore | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.settings, self.problems = (UserSettings(), ()) if store is None else store.load()
        self.at_start = self.settings
        """As they were when the program started; some take effect only then."""

    def change(self, part: str, **values: Any) -> None:
        """Change some values of a part, such as `window`, and save."""
        changed = replace(self.settings, **{part: replace(getattr(self.settings, part), **values)})
        if changed == self.settings:
            return
        self.settings = changed
        problem = None if self._store is None else self._store.save(changed)
        if problem is not None:
            self.failed.emit(problem)
        if part == "log":
            set_log_level(changed.log.level)
        self.changed.emit()

    def fail(self, code: str, error: OSError) -> None:
        """Tell that the system refused a setting that it keeps itself."""
        self.failed.emit(Problem(code, {"reason": reason_of(error)}))

    def note_name(self, note: int) -> str:
        """Name a note with middle C as the user counts it."""
        return note_name(note, self.settings.window.middle_c)

    def follow(self, show: Callable[[], object]) -> None:
        """Call `show` now and after each change."""
        self.changed.connect(show)
        show()
