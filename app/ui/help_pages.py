"""The pages of the help as Markdown: files of `resources/help/` in the user's language, and one made at run time."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from app import APP_NAME, __version__
from app.platform.resources import resource
from app.platform.versions import licence_texts, packages
from app.ui.language import Language

ABOUT: Final = "about"
"""The name of the page that is made at run time."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the name that links use, its title, its whole text."""

    name: str
    title: str
    markdown: str


def help_pages(language: Language) -> tuple[Page, ...]:
    """Give every page of a language, in the order of the contents; the last one is about the program."""
    files = sorted(resource(f"help/{language}").glob("*.md"))
    return (*map(_read, files), _about())


def _read(file: Path) -> Page:
    text = file.read_text(encoding="utf-8")
    return Page(file.name, text.partition("\n")[0].removeprefix("# "), text)


def _about() -> Page:
    title = QCoreApplication.translate("Help", "About Longwire")
    aim = QCoreApplication.translate("Help", "A MIDI cable as long as your network.")
    version = QCoreApplication.translate("Help", "Version {version}, under the MIT licence.")
    built = QCoreApplication.translate("Help", "Longwire stands on the work of others:")
    package = QCoreApplication.translate("Help", "Package")
    number = QCoreApplication.translate("Help", "Version")
    licence = QCoreApplication.translate("Help", "Licence")
    rows = [f"| {one.name} | {one.version} | {one.licence} |" for one in packages()]
    parts = [
        f"# {title}",
        f"**{APP_NAME}** · {aim}",
        version.format(version=__version__),
        built,
        "\n".join((f"| {package} | {number} | {licence} |", "|---|---|---|", *rows)),
    ]
    texts = licence_texts()
    if texts is not None:
        whole = QCoreApplication.translate(
            "Help", "Everything that is inside, with its licences: [{file}]({address})"
        )
        parts.append(whole.format(file=texts.name, address=texts.as_uri()))
    return Page(ABOUT, title, "\n\n".join(parts))
