"""German is complete and true to the English: same texts, same place-holders, nothing left over."""

import ast
import shutil
import string
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.api import TEMPLATES, Phrase, Problem
from app.platform.resources import resource
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.language import speak, system_language
from app.ui.reading import reading_text
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from app.ui.wording import problem_text
from tests.house.source import ROOT, modules
from tests.support.fake_engine import FakeEngine
from tests.support.languages import german, messages
from tests.ui.conftest import OpenWindow
from tests.ui.test_every_widget import fill, own_texts, widgets

ENGLISH_ONLY = {"expected"}
"""What a file should hold is said by the reader of files in English only; German says what it found instead."""


def test_the_catalogue_is_what_the_program_says(tmp_path: Path) -> None:
    for name in ("longwire_de.ts", "longwire_de.qm"):
        shutil.copy(resource(f"translations/{name}"), tmp_path / name)
    command = [sys.executable, str(ROOT / "packaging" / "translations.py"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for name in ("longwire_de.ts", "longwire_de.qm"):
        assert (tmp_path / name).read_bytes() == resource(f"translations/{name}").read_bytes(), name


def test_every_text_is_translated() -> None:
    assert len(messages()) > 300
    assert not [text for _context, text, translation in messages() if not translation]
    assert "vanished" not in resource("translations/longwire_de.ts").read_text(encoding="utf-8")


def test_place_holders_are_the_same() -> None:
    for _context, text, translation in messages():
        lost = _place_holders(text) - _place_holders(translation)
        assert set(lost) <= ENGLISH_ONLY, text
        assert not _place_holders(translation) - _place_holders(text), text
        assert text.endswith("…") == translation.endswith("…"), text


def test_texts_are_found_by_the_tool_that_collects_them() -> None:
    """A literal text needs a literal context beside it, which is all that lupdate can read."""
    lost = [
        f"{module.file}:{node.lineno}"
        for module in modules("app")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "translate"
        and isinstance(node.args[1], ast.Constant)
        and not isinstance(node.args[0], ast.Constant)
    ]
    assert not lost


def test_the_whole_window_speaks_german(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow, qtbot: QtBot
) -> None:
    with german(QApplication.instance()) as missing:
        window = open_window(PatchCanvas(client, undo, theme), demo=lambda: None)
        fill(window, engine, qtbot)
        texts = {text for widget in widgets(window) for text in own_texts(widget) if text}
        for code, (_severity, template) in TEMPLATES.items():
            texts.add(problem_text(Problem(code, dict.fromkeys(_place_holders(template), "x"))))
    assert not missing
    assert {"Testklaviatur", "Hereinlassen", "Panik", "Anschlag"} <= texts
    assert "100 %" in texts, "what is the same in both languages is said too"


def test_a_sentence_is_german_to_its_end(qapp: QApplication) -> None:
    denied = Problem("midi.port_open", {"port": "Keys", "reason": Phrase("system.denied")})
    deep = Phrase("file.line", {"line": 3, "what": Phrase("file.found", {"expected": "x", "found": "7"})})
    with german(qapp):
        assert "keine Berechtigung" in problem_text(denied)
        assert "Zeile 3: 7 passt hier nicht" in problem_text(
            Problem("patch.unreadable", {"file": "a.toml", "reason": deep})
        )
        assert reading_text(b"\x90\x3c\x60") == "Note C4 an, Anschlag 96 · Kan. 1"
        assert reading_text(b"\xb0\x1f\x05") == "Regler 31: 5 · Kan. 1"
        assert reading_text(b"\xb0\x07\x05") == "Lautstärke: 5 · Kan. 1"
    assert "permission denied" in problem_text(denied)


@pytest.mark.parametrize(
    ("wanted", "language"),
    [(["de-AT", "en"], "de"), (["fr-FR", "de"], "de"), (["en-GB", "de"], "en"), (["fr"], "en"), ([], "en")],
)
def test_the_first_language_that_we_speak_is_taken(wanted: list[str], language: str) -> None:
    assert system_language(wanted) == language


def test_numbers_follow_the_language(qapp: QApplication) -> None:
    before = QLocale()
    with german(qapp):
        assert QLocale().toString(0.5, "f", 1) == "0,5"
    assert speak("en", qapp) == ()
    assert QLocale().toString(0.5, "f", 1) == "0.5"
    QLocale.setDefault(before)


def _place_holders(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
