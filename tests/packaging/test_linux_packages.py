"""The Linux packages: what describes them passes the checks of the desktop, and a .deb says what it needs."""

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import deb
import man_page
import pytest
from fresh_system import mirror_of_this_system
from linux_packages import metainfo, pack, unit
from release import Release
from release_notes import notes_of

from app import APP_ID, __version__
from app.cli.arguments import make_parser
from tests.house.source import ROOT
from tests.support.processes import need

FILES = ROOT / "packaging" / "linux"
RELEASE = Release("Longwire", "1.2.0", "linux", "x86_64", 1_700_000_000)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tools of a Linux desktop")


def complaints(*command: str) -> str:
    """Give what a tool says."""
    done = subprocess.run([need(command[0]), *command[1:]], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode or done.stderr else ""


def test_the_menu_takes_the_desktop_file() -> None:
    assert complaints("desktop-file-validate", str(FILES / "longwire.desktop")) == ""


def test_software_centres_take_the_metainfo(tmp_path: Path) -> None:
    file = tmp_path / f"{APP_ID}.metainfo.xml"
    text = metainfo((FILES / "longwire.metainfo.xml").read_text(encoding="utf-8"), RELEASE)
    file.write_text(text, encoding="utf-8")
    assert f"<id>{APP_ID}</id>" in text
    assert 'version="1.2.0" date="2023-11-14"' in text
    assert complaints("appstreamcli", "validate", "--no-net", str(file)) == ""


@pytest.mark.parametrize("script", sorted(FILES.glob("*.sh")), ids=lambda file: file.name)
def test_scripts_pass_shellcheck(script: Path) -> None:
    assert complaints("shellcheck", str(script)) == ""


def test_the_manual_page_is_clean_and_complete(tmp_path: Path) -> None:
    page = tmp_path / "longwire.1"
    page.write_text(man_page.page("2023-11-14"), encoding="utf-8")
    assert complaints("mandoc", "-T", "lint", "-W", "all", str(page)) == ""
    shown = subprocess.run(
        [need("mandoc"), "-T", "utf8", str(page)], capture_output=True, text=True, check=True
    )
    text = plain(shown.stdout)
    for command, _ in man_page.commands(make_parser()):
        assert f"longwire {command}" in text, command
    assert "--picture" not in text


def plain(text: str) -> str:
    """Give text without the overstriking that makes it bold."""
    while "\b" in text:
        at = text.index("\b")
        text = text[: at - 1] + text[at + 1 :]
    return text


def test_text_is_never_taken_for_a_command_of_the_page() -> None:
    assert man_page.prose(".TH is text, 'so' is \\this") == ["\\&.TH is text, \\(aqso\\(aq is \\ethis"]
    assert man_page.escaped("a-b “c”") == "a\\-b \\[u201C]c\\[u201D]"


def test_the_unit_of_a_package_starts_the_installed_program() -> None:
    text = unit((FILES / "longwire.service").read_text(encoding="utf-8"))
    assert "ExecStart=/usr/bin/longwire --headless\n" in text
    assert "/usr/bin/env" not in text
    with pytest.raises(ValueError, match="has changed"):
        unit(text)


def test_a_dependency_is_named_as_every_release_knows_it() -> None:
    lines = ["libasound2t64 | libasound2", "libegl1"]
    assert deb.with_alternatives(["libegl1", "libasound2 (>= 1.0.16)", "libc6 (>= 2.35)"], lines) == [
        "libasound2t64 (>= 1.0.16) | libasound2 (>= 1.0.16)",
        "libc6 (>= 2.35)",
        "libegl1",
    ]


@pytest.mark.parametrize(
    ("ours", "theirs"), [("1.2.0", "1.2.0"), ("1.2.0rc1", "1.2.0~rc1"), ("1.2.dev3", "1.2~dev3")]
)
def test_a_candidate_sorts_before_the_release(ours: str, theirs: str) -> None:
    assert deb.debian_version(ours) == theirs


def test_a_deb_depends_on_what_its_programs_ask_for(tmp_path: Path) -> None:
    if shutil.which("dpkg-deb") is None:
        pytest.skip("not a Debian")
    made = [build_deb(tmp_path / name) for name in ("first", "second")]
    fields = subprocess.run(
        ["dpkg-deb", "--field", str(made[0])], capture_output=True, text=True, check=True
    ).stdout
    assert "Package: longwire\nVersion: 1.2.0\n" in fields
    assert "Depends: libc6 (>= 2." in fields
    assert made[0].read_bytes() == made[1].read_bytes()
    listed = subprocess.run(
        ["dpkg-deb", "--contents", str(made[0])], capture_output=True, text=True, check=True
    ).stdout
    assert {line.split()[1] for line in listed.splitlines()} == {"root/root"}


def test_a_deb_says_what_is_new_as_debian_reads_it(tmp_path: Path) -> None:
    if shutil.which("dpkg-parsechangelog") is None:
        pytest.skip("not a Debian")
    notes = notes_of(__version__, (ROOT / ".github" / "CHANGELOG.md").read_text(encoding="utf-8"))
    file = tmp_path / "changelog"
    file.write_text(deb.changelog(RELEASE, notes), encoding="utf-8")
    command = ["dpkg-parsechangelog", "--all", "-l", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "Source: longwire\nVersion: 1.2.0\n" in done.stdout
    assert "Date: Tue, 14 Nov 2023 22:13:20 +0000\n" in done.stdout
    assert done.stdout.count("\n   * ") == 1 + notes.count("\n- ")


def build_deb(folder: Path) -> Path:
    """Make a package of one real program."""
    program = folder / "tree" / "usr" / "bin" / "longwire"
    program.parent.mkdir(parents=True)
    shutil.copy(Path("/bin/true").resolve(), program)
    return deb.make(folder / "tree", RELEASE, folder / "longwire.deb")


def test_an_archive_is_the_same_in_every_build(tmp_path: Path) -> None:
    class Work:
        root, release = ROOT, RELEASE

    made = []
    for name in ("first", "second"):
        usr = tmp_path / name / "usr"
        for part in ("lib/longwire/_internal", "share/applications", "share/icons", "share/man"):
            (usr / part).mkdir(parents=True)
        (usr / "lib" / "longwire" / "longwire").write_text("program")
        (usr / "lib" / "longwire" / "longwire").chmod(0o700)
        (usr / "lib" / "longwire" / "_internal" / "link").symlink_to("../longwire")
        made.append(tmp_path / f"{name}.tar.gz")
        pack(Work, usr, made[-1])  # type: ignore[arg-type]
    assert made[0].read_bytes() == made[1].read_bytes()
    with tarfile.open(made[0]) as tar:
        program = tar.getmember("longwire-1.2.0/longwire")
        assert (program.mode, program.uname, program.mtime) == (0o755, "root", RELEASE.time)
        assert tar.getmember("longwire-1.2.0/_internal/link").issym()
        assert tar.getmember("longwire-1.2.0/README.txt")


def test_the_mirror_is_where_this_system_gets_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = tmp_path / "d" / "debian.sources", tmp_path / "sources.list"
    new.parent.mkdir()
    monkeypatch.setattr("fresh_system.SOURCES", (old, new.parent))
    new.write_text("Types: deb\nURIs: http://mirror.test/debian\nSuites: bookworm\n")
    assert mirror_of_this_system() == "http://mirror.test/debian"
    old.write_text("deb [arch=amd64] http://other.test/ubuntu/ noble main\n")
    assert mirror_of_this_system() == "http://other.test/ubuntu/"
