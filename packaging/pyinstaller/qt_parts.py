"""Which parts of Qt the window uses; the hooks beside this file bundle these and leave the rest out."""

from __future__ import annotations

from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parents[2]

PLUGINS = {
    "platforms": ("xcb", "wayland", "windows", "cocoa", "offscreen"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platformthemes": ("xdgdesktopportal",),
    "wayland-shell-integration": ("xdg-shell", "qt-shell", "wl-shell-plugin"),
    "wayland-decoration-client": ("adwaita", "bradient"),
    "iconengines": ("svgicon",),
    "imageformats": ("svg",),
}
"""By folder, without `lib`, `q` and ending. Nothing is painted by OpenGL, so its integrations stay out.

GTK's theme stays out too: it brings twelve megabytes of libraries, and the portal's shows the same dialogs.
"""

LANGUAGES = frozenset(
    file.stem.rpartition("_")[2] for file in (ROOT / "resources" / "translations").glob("*.qm")
)

Entries = list[tuple[str, str]]
"""Pairs of a file and the folder it goes into."""


def used(hook: str) -> tuple[list[str], Entries, Entries]:
    """Give hidden imports, binaries and data of the Qt module that a hook is named after, as far as they are used."""
    from PyInstaller.utils.hooks.qt import add_qt6_dependencies  # here: it looks for Qt at once

    imports, binaries, datas = add_qt6_dependencies(hook)
    return imports, list(filter(is_used, binaries)), list(filter(is_used, datas))


def is_used(entry: tuple[str, str]) -> bool:
    """Tell whether a file is wanted: every library, the plugins above, and Qt's texts in our languages."""
    file, folder = PurePath(entry[0]), PurePath(entry[1])
    if "plugins" in folder.parts:
        return _plugin(file) in PLUGINS.get(folder.name, ())
    if folder.name == "translations":
        return file.stem in {f"qtbase_{language}" for language in LANGUAGES}
    return True


def _plugin(file: PurePath) -> str:
    name = file.name.partition(".")[0].removeprefix("lib")
    return name.removeprefix("q") if not name.startswith("qt-") else name
