"""The language of the window: our own sentences, Qt's, and how numbers and times are written."""

from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.platform.resources import resource

Language: TypeAlias = Literal["en", "de"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "de")
"""English is in the source; every other one has a file in `resources/translations/`."""


def system_language(wanted: list[str] | None = None) -> Language:
    """Give the first of the system's languages that we speak, otherwise English; `wanted` as in `de-AT`."""
    for tag in QLocale.system().uiLanguages() if wanted is None else wanted:
        short = tag.replace("_", "-").partition("-")[0].lower()
        for language in LANGUAGES:
            if short == language:
                return language
    return "en"


def chosen_language(choice: str) -> Language:
    """Give the language of a setting: `system` means the first of the system's that we speak."""
    return next((language for language in LANGUAGES if language == choice), None) or system_language()


def speak(language: Language, application: QCoreApplication) -> tuple[QTranslator, ...]:
    """Install the translators of a language; what is built afterwards speaks it. Gives them, for taking them out.

    Numbers and times follow the system where it speaks that language too, as in a German of Austria.
    """
    system = QLocale.system()
    same = system.name().startswith(language)
    QLocale.setDefault(system if same else QLocale(language))
    return tuple(_install(file, application) for file in _files(language))


def _files(language: Language) -> tuple[str, ...]:
    if language == "en":
        return ()
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return f"{qt}/qtbase_{language}.qm", str(resource(f"translations/longwire_{language}.qm"))


def _install(file: str, application: QCoreApplication) -> QTranslator:
    translator = QTranslator(application)
    if translator.load(file):
        application.installTranslator(translator)
    return translator
