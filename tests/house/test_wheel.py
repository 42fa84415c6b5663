"""`pip install .` brings the whole program: every package, every resource, and the command."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import app
from app.platform.resources import resource
from tests.house.source import ROOT, modules, project_files

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program in it as pip puts it there, from a copy of the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    source, target = folder / "source", folder / "site"
    for file in project_files():
        if file.parts[0] not in ("tests", ".git"):
            copy = source / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((ROOT / file).read_bytes())
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", str(source), *options, "--wheel-dir", str(folder)], check=True)
    [wheel] = folder.glob("longwire-*.whl")
    assert wheel.name == f"longwire-{app.__version__}-py3-none-any.whl"
    zipfile.ZipFile(wheel).extractall(target)
    return target


def test_every_package_is_named():
    folders = {str(module.file.parent).replace("/", ".").replace("\\", ".") for module in modules("app")}
    assert sorted(folders | {"app.resources"}) == SETTINGS["tool"]["setuptools"]["packages"]


def test_every_file_is_installed(installed: Path):
    ours = [file for file in project_files() if file.parts[0] in ("app", "resources") and file.name[0] != "."]
    expected = {file if file.parts[0] == "app" else "app" / file for file in ours}
    found = {file.relative_to(installed) for file in (installed / "app").rglob("*") if file.is_file()}
    assert found == expected


def test_the_installed_program_finds_its_resources(installed: Path):
    code = "from app.platform.resources import resource; print(resource('icon.svg'))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=installed, check=True, capture_output=True, text=True)
    assert Path(done.stdout.strip()).samefile(installed / "app" / "resources" / "icon.svg")


def test_a_checkout_finds_its_resources():
    assert resource("icon.svg").samefile(ROOT / "resources" / "icon.svg")
    with pytest.raises(FileNotFoundError, match=r"resources/nothing\.svg"):
        resource("nothing.svg")


def test_the_command_is_the_module(installed: Path):
    [scripts] = installed.glob("longwire-*.dist-info/entry_points.txt")
    assert "longwire = app.__main__:main" in scripts.read_text(encoding="utf-8")


def test_the_pinned_versions_are_what_the_program_asks_for():
    pins = [Requirement(line) for line in _entries("requirements-run.txt")]
    pinned = {pin.name.lower().replace("_", "-"): str(pin.specifier).removeprefix("==") for pin in pins}
    for wanted in map(Requirement, SETTINGS["project"]["dependencies"]):
        assert wanted.specifier.contains(pinned[wanted.name.lower()]), wanted


@pytest.mark.parametrize("name", ["requirements-run.txt", "requirements-dev.txt", "requirements-build.txt"])
def test_every_version_is_pinned_exactly(name: str):
    requirements = [Requirement(line) for line in _entries(name)]
    assert not [
        item.name for item in requirements if item.url or [s.operator for s in item.specifier] != ["=="]
    ]


def _entries(name: str) -> list[str]:
    lines = (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
