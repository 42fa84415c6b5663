"""Translators for tests: one that marks every text, one that notes what our German lacks."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from xml.etree import ElementTree as ET

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from app.platform.resources import resource
from app.ui.language import speak

MARK = "⟦{}⟧"


class Pseudo(QTranslator):
    """Puts a mark around every text that is translated."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return MARK.format(text)

    def isEmpty(self) -> bool:
        return False


class Missing(QTranslator):
    """Is asked when nobody else had a translation; notes what of ours that was."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.texts: set[str] = set()

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        if not context.startswith("Q"):
            self.texts.add(text)
        return None  # type: ignore[return-value]  # "" would be a translation: nothing where both say the same

    def isEmpty(self) -> bool:
        return False


@contextmanager
def pseudo_language() -> Iterator[None]:
    """Let everything that is built in the block speak in marked English."""
    translator = Pseudo()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@contextmanager
def german(application: QCoreApplication) -> Iterator[set[str]]:
    """Let everything that is built in the block speak German; gives the texts that had to stay English."""
    before = QLocale()
    missing = Missing(application)
    application.installTranslator(missing)  # asked last: the newest is asked first
    translators = speak("de", application)
    known = {source for _context, source, _translation in messages()}
    found: set[str] = set()
    yield found
    found.update(missing.texts - known)
    for translator in (*translators, missing):
        application.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


@cache
def messages() -> tuple[tuple[str, str, str], ...]:
    """Give context, English and German of every text in our catalogue."""
    tree = ET.parse(resource("translations/longwire_de.ts"))
    return tuple(
        (context.findtext("name", ""), message.findtext("source", ""), message.findtext("translation", ""))
        for context in tree.iter("context")
        for message in context.iter("message")
    )
