"""Brings the translations up to date: `python3 packaging/dev.py translate`.

Collects every text of the window into resources/translations/*.ts and compiles each into the .qm beside it, which is
what Qt loads. Texts that are new stand in the .ts as `unfinished`: write the translation, and run it again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.doctor.findings import TEMPLATES as FINDINGS  # noqa: E402
from app.engine.origins import ORIGINS  # noqa: E402
from app.engine.phrases import PHRASES  # noqa: E402
from app.engine.problems import TEMPLATES  # noqa: E402
from app.midi.names import MAKERS, NAMED_CONTROLLERS, PEDALS, SILENCES  # noqa: E402

WINDOW = ROOT / "app" / "ui"
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de",)
OPTIONS = (
    *("-locations", "none", "-no-obsolete", "-source-language", "en"),
    # A translation is written by somebody who saw the place: a note is not always a note.
    *("-disable-heuristic", "sametext", "-disable-heuristic", "similartext"),
)


def main(arguments: list[str]) -> int:
    """Update the .ts and .qm files of our folder, or of the one that is named; 1 while a text is not translated."""
    folder = Path(arguments[0]) if arguments else FOLDER
    return max(update(folder / f"longwire_{language}.ts", language) for language in LANGUAGES)


def update(ts: Path, language: str) -> int:
    """Bring one language up to date; gives 1 while a text is not translated."""
    with tempfile.TemporaryDirectory() as scratch:
        tables = Path(scratch) / "tables.py"
        tables.write_text(marked(tables_of_texts()), encoding="utf-8")
        sources = [str(file) for file in sorted(WINDOW.rglob("*.py"))]
        options = [*OPTIONS, "-target-language", language]
        _run("lupdate", *options, *sources, str(tables), "-ts", str(ts))
    _run("lrelease", str(ts), "-qm", str(ts.with_suffix(".qm")))
    missing = ts.read_text(encoding="utf-8").count('type="unfinished"')
    if missing:
        print(f"{ts}: {missing} texts are not translated yet.", file=sys.stderr)
    return int(missing > 0)


def tables_of_texts() -> Iterator[tuple[str, str]]:
    """Give context and text of what the window looks up in a table of another layer, which no tool can see there."""
    yield from (("Problem", template) for _severity, template in TEMPLATES.values())
    yield from (("Endpoint", name) for name in ORIGINS)
    yield from (("Phrase", text) for text in PHRASES.values())
    yield from (("Finding", text) for _verdict, text in FINDINGS.values())
    for names in (PEDALS, SILENCES, NAMED_CONTROLLERS, MAKERS):
        yield from (("Names", name) for name in names.values())


def marked(texts: Iterable[tuple[str, str]]) -> str:
    """Give a Python file that marks texts for translation; lupdate reads it, nobody runs it."""
    return "".join(
        f"QT_TRANSLATE_NOOP({json.dumps(context)}, {json.dumps(text, ensure_ascii=False)})\n"
        for context, text in dict.fromkeys(texts)
    )


def _run(tool: str, *arguments: str) -> None:
    command = Path(sys.executable).with_name(f"pyside6-{tool}")
    done = subprocess.run([str(command), *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{tool} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
