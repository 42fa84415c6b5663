"""Whether a frozen Longwire is whole: every native part in its folder loads."""

import ctypes
import importlib
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Final

STANDARD_LIBRARY: Final = "lib-dynload"
"""The folder of its native parts, which are imported by their bare names."""

PLUGINS: Final = "plugins"
LIBRARY_SUFFIXES: Final = (".so", ".dll", ".dylib")


def load_parts(folder: Path | None = None) -> bool:
    """Load every native part in the folder of the frozen program, print its name, and tell whether all loaded."""
    folder = folder or bundle_folder()
    if folder is None:
        print(
            "longwire: This Longwire runs in a Python of the system's: nothing is bundled.", file=sys.stderr
        )
        return False
    # First the modules: they bring the libraries that Qt's plug-ins find loaded.
    loads = [partial(_load, name, importlib.import_module, name) for name in native_modules(folder)]
    loads += [partial(_load, file.name, ctypes.CDLL, str(file)) for file in plugins(folder)]
    loaded = [load() for load in loads]  # each, so that all that is missing is named
    return all(loaded)


def bundle_folder() -> Path | None:
    """Give the folder of everything bundled; None when not frozen."""
    named = getattr(sys, "_MEIPASS", None)
    return None if named is None else Path(named)


def native_modules(folder: Path) -> Iterator[str]:
    """Name the extension modules in a folder, as they are imported."""
    suffixes = sorted(EXTENSION_SUFFIXES, key=len, reverse=True)
    for file in sorted(folder.rglob("*")):
        inner = file.parent.relative_to(folder).parts
        ending = next((suffix for suffix in suffixes if file.name.endswith(suffix)), None)
        module = file.name.removesuffix(ending) if ending else ""
        if module.isidentifier() and PLUGINS not in inner:
            packages = () if STANDARD_LIBRARY in inner else inner
            yield ".".join(packages if module == "__init__" else (*packages, module))


def plugins(folder: Path) -> list[Path]:
    """List Qt's plug-ins in a folder."""
    return sorted(file for file in folder.rglob(f"{PLUGINS}/*/*") if file.suffix in LIBRARY_SUFFIXES)


def _load(name: str, load: Callable[[str], object], what: str) -> bool:
    try:
        load(what)
    except (ImportError, OSError) as error:
        print(f"longwire: {name} does not load: {error}", file=sys.stderr)
        return False
    print(name)
    return True
