"""What is run on Windows and macOS to make their downloads, with a runner that only writes down."""

import base64
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

SHOW = """
import sys, types
sys.path.insert(0, {packaging!r})
from pathlib import Path
from release import Release
import {module} as packer
here = Path({here!r})
ran = []
work = types.SimpleNamespace(
    root=here, bundle=here / "build" / "longwire", icons=here / "icons", out=here / "dist",
    release=Release("Longwire", "1.2.3", {system!r}, {machine!r}, 0), run=lambda *words: ran.append(words),
)
made = packer.make(work)
for words in (*ran, tuple(map(str, made))):
    print("\\t".join(words))
"""


def run_packer(
    module: str, system: str, machine: str, here: Path, **env: str
) -> subprocess.CompletedProcess[str]:
    code = SHOW.format(
        packaging=str(ROOT / "packaging"), module=module, here=str(here), system=system, machine=machine
    )
    environment = {"PATH": str(here / "bin"), **env}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "build" / "longwire").mkdir(parents=True)
    for name in ("longwire.exe", "longwire-cli.exe"):
        (tmp_path / "build" / "longwire" / name).write_bytes(b"MZ")
    (tmp_path / "bin").mkdir()
    return tmp_path


def put_tool(here: Path, name: str, script: str = "exit 0") -> Path:
    tool = here / "bin" / name
    tool.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    return tool


def test_macos_signs_the_app_packs_it_and_signs_the_image(here: Path):
    done = run_packer("macos_packages", "macos", "arm64", here)
    assert done.returncode == 0, done.stderr
    app, image = here / "build" / "Longwire.app", here / "dist" / "longwire-1.2.3-macos-arm64.dmg"
    scripts = here / "packaging" / "macos"
    assert [line.split("\t") for line in done.stdout.splitlines()] == [
        ["bash", str(scripts / "sign_and_notarize.sh"), str(app)],
        ["bash", str(scripts / "make_dmg.sh"), str(app), str(image)],
        ["bash", str(scripts / "sign_and_notarize.sh"), str(image)],
        [str(image)],
    ]


needs_sh = pytest.mark.skipif(os.name == "nt", reason="its stand-ins for tools are shell scripts")


@needs_sh
def test_windows_makes_an_installer_without_a_certificate_too_and_warns(here: Path):
    compiler = put_tool(here, "iscc")
    done = run_packer("windows_packages", "windows", "x86_64", here)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("::warning::longwire-cli.exe, longwire.exe is not signed")
    command, made = (line.split("\t") for line in done.stdout.splitlines())
    assert command == [
        str(compiler),
        "/Q",
        "/DVersionText=1.2.3",
        f"/DProgramFolder={here / 'build' / 'longwire'}",
        f"/DIconFile={here / 'icons' / 'longwire.ico'}",
        f"/DOutputFolder={here / 'dist'}",
        "/DOutputName=longwire-1.2.3-windows-x86_64",
        str(here / "packaging" / "windows" / "longwire.iss"),
    ]
    assert made == [str(here / "dist" / "longwire-1.2.3-windows-x86_64.exe")]


@needs_sh
def test_with_a_certificate_programs_and_installer_are_signed(here: Path):
    put_tool(here, "iscc")
    log = here / "signed.txt"
    put_tool(here, "signtool", f'echo "$@" >>"{log}"')
    secret = {
        "WINDOWS_CERTIFICATE": base64.b64encode(b"key").decode(),
        "WINDOWS_CERTIFICATE_PASSWORD": "pass",
    }
    done = run_packer("windows_packages", "windows", "x86_64", here, **secret)
    assert (done.returncode, done.stderr) == (0, "")
    [line] = log.read_text().splitlines()
    assert line.startswith("sign /fd sha256 /tr ")
    assert line.split()[-2:] == [
        str(here / "build" / "longwire" / name) for name in ("longwire-cli.exe", "longwire.exe")
    ]
    assert "pass" not in done.stdout
    command = done.stdout.splitlines()[0].split("\t")
    assert "/DSign" in command
    [signing] = [word for word in command if word.startswith("/Slongwire=")]
    # Inno Setup runs this with quotation marks for $q and the installer for $f.
    installer = here / "dist" / "longwire-1.2.3-windows-x86_64.exe"
    words = signing.removeprefix("/Slongwire=").replace("$q", '"').replace("$f", f'"{installer}"')
    environment = {"PATH": str(here / "bin"), **secret}
    subprocess.run(words, shell=True, check=True, env=environment)
    assert log.read_text().splitlines()[1].endswith(str(installer))


@needs_sh
def test_what_goes_wrong_is_said(here: Path):
    done = run_packer("windows_packages", "windows", "x86_64", here)
    assert done.returncode != 0
    assert "Inno Setup 6 is needed" in done.stderr
    put_tool(here, "iscc")
    secret = {"WINDOWS_CERTIFICATE": base64.b64encode(b"key").decode()}
    assert "signtool is needed" in run_packer("windows_packages", "windows", "x86_64", here, **secret).stderr
    put_tool(here, "signtool", "exit 1")
    assert "signtool failed" in run_packer("windows_packages", "windows", "x86_64", here, **secret).stderr


@needs_sh
def test_inno_setup_and_the_newest_kit_are_found_where_they_install_themselves(here: Path):
    programs = here / "Program Files (x86)"
    compiler = programs / "Inno Setup 6" / "ISCC.exe"
    log = here / "signed.txt"
    for kit in ("10.0.19041.0", "10.0.22621.0"):
        tool = put_tool(here, "tool", f'echo {kit} >>"{log}"')
        target = programs / "Windows Kits" / "10" / "bin" / kit / "x64" / "signtool.exe"
        target.parent.mkdir(parents=True)
        tool.rename(target)
    compiler.parent.mkdir()
    compiler.touch()
    secret = {"WINDOWS_CERTIFICATE": base64.b64encode(b"key").decode(), "ProgramFiles(x86)": str(programs)}
    done = run_packer("windows_packages", "windows", "x86_64", here, **secret)
    assert done.stdout.splitlines()[0].split("\t")[0] == str(compiler)
    assert log.read_text() == "10.0.22621.0\n"
