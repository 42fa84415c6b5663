"""Asking for files: what is offered, and where to begin."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.ui.files.asking import ask_which, documents


def test_a_kind_of_file_may_have_several_endings(qtbot: QtBot, tmp_path: Path) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    ask_which(host, "Play a file", tmp_path, [("MIDI files", "mid midi")], lambda _file: None)
    [dialog] = host.findChildren(QFileDialog, "open-file")
    assert dialog.nameFilters() == ["MIDI files (*.mid *.midi)"]
    assert dialog.defaultSuffix() == "mid"
    dialog.close()


def test_without_a_folder_for_documents_asking_begins_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "Documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(place))
    assert documents() == Path.home()
    place.mkdir()
    assert documents() == place
