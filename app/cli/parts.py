"""Whether a frozen Longwire is whole: every native part in its folder loads."""

import importlib
import sys
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Final

STANDARD_LIBRARY: Final = "lib-dynload"
"""The folder of its native parts, which are imported by their bare names."""


def load_parts(folder: Path | None = None) -> bool:
    """Import every native part in the folder of the frozen program, print its name, and tell whether all loaded."""
    folder = folder or bundle_folder()
    if folder is None:
        print(
            "longwire: This Longwire runs in a Python of the system's: nothing is bundled.", file=sys.stderr
        )
        return False
    failures = 0
    for name in native_parts(folder):
        try:
            importlib.import_module(name)
            print(name)
        except ImportError as error:
            failures += 1
            print(f"longwire: {name} does not load: {error}", file=sys.stderr)
    return failures == 0


def bundle_folder() -> Path | None:
    """Give the folder of everything bundled; None when not frozen."""
    named = getattr(sys, "_MEIPASS", None)
    return None if named is None else Path(named)


def native_parts(folder: Path) -> Iterator[str]:
    """Name the extension modules in a folder, as they are imported."""
    suffixes = sorted(EXTENSION_SUFFIXES, key=len, reverse=True)
    for file in sorted(folder.rglob("*")):
        ending = next((suffix for suffix in suffixes if file.name.endswith(suffix)), None)
        module = file.name.removesuffix(ending) if ending else ""
        if module.isidentifier():
            inner = file.parent.relative_to(folder).parts
            packages = () if STANDARD_LIBRARY in inner else inner
            yield ".".join((*packages, module))
