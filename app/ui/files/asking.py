"""Asking for a file beside the window, which stays usable meanwhile; and what new files are called."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget


def ask_where(
    parent: QWidget,
    title: str,
    start: Path,
    kinds: Sequence[tuple[str, str]],
    chosen: Callable[[str], object],
) -> None:
    """Ask where to save, `kinds` being (words, suffix without dot); an ended question calls nothing."""
    dialog = _question(parent, "save-file", title, start.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    _offer(dialog, kinds)
    dialog.selectFile(start.name)
    dialog.fileSelected.connect(chosen)
    dialog.show()


def ask_which(
    parent: QWidget,
    title: str,
    folder: Path,
    kinds: Sequence[tuple[str, str]],
    chosen: Callable[[str], object],
) -> None:
    """Ask for a file that is there, `kinds` being (words, suffixes without dot, separated by spaces)."""
    dialog = _question(parent, "open-file", title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _offer(dialog, kinds)
    dialog.fileSelected.connect(chosen)
    dialog.show()


def ask_folder(parent: QWidget, title: str, folder: Path, chosen: Callable[[str], object]) -> None:
    """Ask for a folder."""
    dialog = _question(parent, "choose-folder", title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(chosen)
    dialog.show()


def dated(name: str, suffix: str, moment: datetime | None = None) -> str:
    """Name a new file after a thing and the time of day, without what no file system takes."""
    moment = moment or datetime.now().astimezone()
    clean = "".join("-" if letter in '<>:"/\\|?*' or not letter.isprintable() else letter for letter in name)
    return f"{clean.strip(' .')[:80]} {moment:%Y-%m-%d %H.%M.%S}.{suffix}"


def documents() -> Path:
    """Give the folder for documents, or else that of the user: not everybody has one."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def _question(parent: QWidget, name: str, title: str, folder: Path) -> QFileDialog:
    before = parent.findChild(QDialog, name)
    if before is not None:
        before.close()
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _offer(dialog: QFileDialog, kinds: Sequence[tuple[str, str]]) -> None:
    suffixes = {}
    for words, those in kinds:
        patterns = " ".join(f"*.{suffix}" for suffix in those.split())
        suffixes[f"{words} ({patterns})"] = those.split()[0]
    dialog.setNameFilters(list(suffixes))
    dialog.setDefaultSuffix(next(iter(suffixes.values())))

    def follow(chosen: str) -> None:
        dialog.setDefaultSuffix(suffixes[chosen])
        named = dialog.selectedFiles()
        if named and dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave:
            dialog.selectFile(Path(named[0]).with_suffix(f".{suffixes[chosen]}").name)

    dialog.filterSelected.connect(follow)
