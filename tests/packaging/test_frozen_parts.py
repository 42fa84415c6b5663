"""What PyInstaller bundles: the parts of Qt that are used, libraries that are not the system's, and whose they are."""

import ast
import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path

import components
import pytest
from libraries import bundled, is_systems_own
from materials import as_json, as_text
from qt_parts import is_used

from tests.house.source import ROOT, modules

APP_SPEC = ast.parse((ROOT / "app.spec").read_text(encoding="utf-8"))


def test_no_part_of_qt_that_is_imported_is_left_out() -> None:
    imported = {
        node.module
        for module in modules("app")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("PySide6.")
    }
    assert "PySide6.QtWidgets" in imported
    assert not imported & {name for name in unused() if name.startswith("PySide6.")}


def test_nothing_of_the_standard_library_that_we_import_is_left_out() -> None:
    imported = {
        name.partition(".")[0]
        for module in modules("app")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
    }
    assert not imported & set(unused())


def unused() -> list[str]:
    """Give the list of app.spec."""
    [value] = [
        line.value
        for line in APP_SPEC.body
        if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "UNUSED"
    ]
    return list(eval(compile(ast.Expression(value), "app.spec", "eval")))


@pytest.mark.parametrize(
    ("file", "folder", "used"),
    [
        ("libQt6Core.so.6", "PySide6/Qt/lib", True),
        ("libqxcb.so", "PySide6/Qt/plugins/platforms", True),
        ("qwindows.dll", "PySide6/plugins/platforms", True),
        ("libqcocoa.dylib", "PySide6/Qt/plugins/platforms", True),
        ("libqeglfs.so", "PySide6/Qt/plugins/platforms", False),
        ("libqgtk3.so", "PySide6/Qt/plugins/platformthemes", False),
        ("libqt-shell.so", "PySide6/Qt/plugins/wayland-shell-integration", True),
        ("qtbase_de.qm", "PySide6/Qt/translations", True),
        ("qtbase_fr.qm", "PySide6/Qt/translations", False),
        ("qt_de.qm", "PySide6/Qt/translations", False),
    ],
)
def test_of_qt_only_what_is_used(file: str, folder: str, used: bool) -> None:
    assert is_used((f"/somewhere/{file}", folder)) is used


def test_libraries_come_along_when_something_that_comes_needs_them() -> None:
    asks = {
        "/s/_ssl.so": ["libssl.so.3", "libc.so.6"],
        "/s/libssl.so.3": ["libcrypto.so.3"],
        "/s/libqxcb.so": ["libX11.so.6", "libxcb-cursor.so.0"],
        "/s/libX11.so.6": ["libXau.so.6"],
    }
    entries = [
        ("python3.11/lib-dynload/_ssl.so", "/s/_ssl.so", "EXTENSION"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/s/libqxcb.so", "BINARY"),
        *((name, f"/s/{name}", "BINARY") for name in ("libssl.so.3", "libcrypto.so.3", "libxcb-cursor.so.0")),
        *((name, f"/s/{name}", "BINARY") for name in ("libX11.so.6", "libXau.so.6", "libpython3.11.so.1.0")),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
    ]
    kept = {name for name, _, _ in bundled(entries, lambda file: asks.get(file, []))}
    # X11 is the system's own, and what only X11 needs would shadow the system's.
    assert kept == {name for name, _, _ in entries} - {"libX11.so.6", "libXau.so.6"}


def test_what_speaks_to_the_systems_servers_is_the_systems() -> None:
    assert all(
        map(is_systems_own, ("libasound.so.2", "libGLX.so.0", "libwayland-client.so.0", "libstdc++.so.6"))
    )
    assert not any(map(is_systems_own, ("libssl.so.3", "libjack-5305d520.so.0.1.0", "libxcb-cursor.so.0")))


def test_every_file_has_a_maker() -> None:
    found = {
        name: components.component_of(origin(name)) for name in ("mido", "PySide6.QtCore", "zeroconf", "json")
    }
    assert [(each.name, each.licence) for each in found.values()] == [
        ("mido", "MIT"),
        ("PySide6_Essentials", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"),
        ("zeroconf", "LGPL-2.1-or-later"),
        ("Python", "PSF-2.0"),
    ]
    for component in found.values():
        assert component.version
        assert component.texts, component.name


@pytest.mark.skipif(sys.platform != "linux", reason="libraries of a Linux wheel and of Debian")
def test_libraries_inside_a_package_are_told_apart_from_it() -> None:
    qt = Path(origin("PySide6.QtCore")).parent / "Qt"
    assert components.component_of(str(qt / "lib" / "libQt6Gui.so.6")).name == "Qt"
    assert components.component_of(str(next((qt / "lib").glob("libicudata.so.*")))).licence.startswith(
        "Unicode"
    )
    assert components.component_of(str(qt / "plugins" / "platforms" / "libqxcb.so")).name == "Qt"


@pytest.mark.skipif(not Path("/var/lib/dpkg").exists(), reason="Debian's own list of packages")
def test_a_file_of_the_system_is_of_its_debian_package() -> None:
    found = components.component_of("/bin/true")
    assert (found.name, found.purl.partition("@")[0]) == ("coreutils", "pkg:deb/debian/coreutils")
    assert "General Public License" in found.texts[0]


def test_nobodys_file_is_said_to_be_nobodys(tmp_path: Path) -> None:
    stray = tmp_path / "stray.so"
    stray.touch()
    assert components.component_of(str(stray)).licence == components.NOBODY


def test_the_bill_of_materials_names_everybody_and_every_text_once() -> None:
    one = components.Component("one", "1.0", "MIT", "pkg:pypi/one@1.0", ("Text of MIT",))
    two = components.Component("two", "2.0", "MIT", "", ("Text of MIT\n", "More"))
    text = as_text("Longwire", "0.1.0", [one, two])
    assert re.search(r"one 1\.0 +MIT\n +two 2\.0 +MIT", text)
    assert (text.count("Text of MIT"), text.count("one, two")) == (1, 1)
    whole = json.loads(as_json("Longwire", "0.1.0", [one, two]))
    assert (whole["bomFormat"], whole["specVersion"]) == ("CycloneDX", "1.5")
    assert [(each["name"], each.get("purl")) for each in whole["components"]] == [
        ("one", one.purl),
        ("two", None),
    ]


def origin(module: str) -> str:
    """Give the file of a module."""
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return spec.origin
