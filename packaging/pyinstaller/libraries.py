"""Which shared libraries come with the frozen program on Linux, and which must be the system's own."""

from __future__ import annotations

import fnmatch
import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import PurePath

SYSTEMS_OWN = (
    *("libasound.so.*", "libdbus-1.so.*", "libgcc_s.so.*", "libstdc++.so.*", "libz.so.*"),
    *("libEGL.so.*", "libGL*.so.*", "libOpenGL.so.*", "libdrm.so.*", "libgbm.so.*", "libwayland-*.so.*"),
    *("libX11.so.*", "libX11-xcb.so.*", "libxcb.so.*"),
    *("libfontconfig.so.*", "libfreetype.so.*", "libglib-2.0.so.*", "libgthread-2.0.so.*"),
)
"""They speak to its servers, drivers, plug-ins or configuration, and an older copy of ours would break what the
system loads beside it. Every desktop has them; packaging/debian-run.txt names their packages."""

Entry = tuple[str, str, str]
"""Where a file goes, where it is, and its kind, as PyInstaller lists them."""


def needs(file: str) -> list[str]:
    """Name the libraries that a file itself asks for (objdump is what PyInstaller needs anyhow)."""
    done = subprocess.run(["objdump", "-p", file], stdout=subprocess.PIPE, text=True, check=True)
    return re.findall(r"^\s+NEEDED\s+(\S+)$", done.stdout, re.MULTILINE)


def bundled(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]] = needs) -> list[Entry]:
    """Give what to bundle: without the system's own, and without what only those need."""
    left = [entry for entry in entries if not is_systems_own(entry[0])]
    kept = [entry for entry in left if not _is_plain_library(entry)]
    candidates = {entry[0]: entry for entry in left if _is_plain_library(entry)}
    waiting = list(kept)
    while waiting:
        wanted = [candidates.pop(name) for name in needs(waiting.pop()[1]) if name in candidates]
        kept += wanted
        waiting += wanted
    return kept


def is_systems_own(name: str) -> bool:
    """Tell whether a library must be the system's."""
    return any(fnmatch.fnmatchcase(PurePath(name).name, pattern) for pattern in SYSTEMS_OWN)


def _is_plain_library(entry: Entry) -> bool:
    """Tell whether a file is there only because others need it: not Python, no extension, no plug-in, no link."""
    name, _, kind = entry
    return kind == "BINARY" and "/" not in name and not name.startswith("libpython")
