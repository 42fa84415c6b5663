"""The bill of materials of the frozen program: who made what is bundled, and under which licence.

Made inside PyInstaller's run, which alone knows where every file comes from. What belongs to nobody known is said in
it, and ends the build on Linux.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from components import NOBODY, Component, component_of

ROOT = Path(__file__).resolve().parents[2]
TEXT_NAME = "LICENCES.txt"
JSON_NAME = "bill-of-materials.cdx.json"
RULE = "=" * 80

Entry = tuple[str, str, str]
"""Where a file goes, where it is, and its kind, as PyInstaller lists them."""


def write_materials(folder: Path, name: str, version: str, entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Write both files into a folder; gives them as data to bundle. Ends the build for a file of unknown origin."""
    found = components(entries)
    unknown = sorted(component.name for component in found if component.licence == NOBODY)
    if unknown:
        print(f"Nobody knows whose these bundled files are: {', '.join(unknown)}", file=sys.stderr)
        if sys.platform == "linux":
            sys.exit(
                "Name their maker in packaging/pyinstaller/components.py, or leave them out in app.spec."
            )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TEXT_NAME).write_text(as_text(name, version, found), encoding="utf-8")
    (folder / JSON_NAME).write_text(as_json(name, version, found), encoding="utf-8")
    return [(str(folder / each), "app/resources") for each in (TEXT_NAME, JSON_NAME)]


def components(entries: Iterable[Entry]) -> list[Component]:
    """Name everybody whose files are bundled, once each; our own are not told."""
    sources = {source for _, source, kind in entries if kind != "SYMLINK" and Path(source).is_file()}
    ours = {source for source in sources if _is_ours(Path(source))}
    return sorted({component_of(source) for source in sources - ours}, key=lambda each: each.name.lower())


def as_json(name: str, version: str, found: Iterable[Component]) -> str:
    """Give CycloneDX 1.5, without the time and number that would make two equal builds differ."""
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": name, "version": version}},
        "components": [_as_values(component) for component in found],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_text(name: str, version: str, found: list[Component]) -> str:
    """Give a list of everything, then each licence's text once with the names it holds for."""
    wide = max(len(f"{each.name} {each.version}") for each in found)
    head = f"{name} {version} stands under the MIT licence and comes with the work of others:\n\n"
    listed = [f"  {f'{each.name} {each.version}':{wide}}  {each.licence}" for each in found]
    readers: dict[str, list[str]] = {}
    for component in found:
        for text in component.texts:
            readers.setdefault(text.strip(), []).append(component.name)
    texts = [f"{RULE}\n{', '.join(names)}\n{RULE}\n\n{text}\n" for text, names in readers.items()]
    return head + "\n".join([*listed, "", *texts])


def _as_values(component: Component) -> dict[str, object]:
    values: dict[str, object] = {"type": "library", "name": component.name, "version": component.version}
    if component.purl:
        values |= {"purl": component.purl, "bom-ref": component.purl}
    return {**values, "licenses": [{"license": {"name": component.licence}}]}


def _is_ours(file: Path) -> bool:
    """Tell whether a file is of this checkout; what is installed into build/ is not."""
    return any(ROOT / folder in file.resolve().parents for folder in ("app", "resources", "packaging"))
