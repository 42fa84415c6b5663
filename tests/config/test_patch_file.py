"""The patch on disk: read once, written back with its comments, never damaged."""

import codecs
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.config.defaults import first_patch, fitting_name
from app.config.errors import PatchError, Trouble, unreadable
from app.config.patch_file import PatchFile, load_patch
from app.config.read import read_patch
from app.config.settings import SessionSettings
from app.config.write import write_atomically
from app.engine.problems import TEMPLATES, Problem
from app.model.endpoints import KEYBOARD, MONITOR, SessionEnd
from app.model.patch import Patch, Peer, Route, Session
from tests.support.patches import EXAMPLE
from tests.support.permissions import full_disk, open_folder, refused_writing

TEXT = EXAMPLE.read_text(encoding="utf-8")
DEFAULT = first_patch("Stage laptop")
BROKEN = "version = 1\nnonsense = true\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and limits")


def _file(path: Path, content: str | bytes | None = None, *, named: bool = False) -> PatchFile:
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return PatchFile(path, DEFAULT, named=named)


def _codes(troubles: tuple[Trouble, ...]) -> list[str]:
    """The codes, each of which must have its sentence and what that sentence needs."""
    assert all(Problem(trouble.code, trouble.params).text() for trouble in troubles)
    return [trouble.code for trouble in troubles]


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_without_a_file_there_is_one_session_named_after_the_computer(tmp_path):
    patch, troubles = _file(tmp_path / "new" / "patch.toml").load()
    assert patch == Patch(sessions=(Session("Stage laptop", accept="ask"),))
    assert troubles == ()
    assert _names(tmp_path) == []


def test_a_new_patch_makes_its_folder_and_reads_the_same(tmp_path):
    path = tmp_path / "deep" / "er" / "patch.toml"
    file = _file(path)
    file.load()
    assert file.save(DEFAULT) is None
    assert load_patch(path) == DEFAULT
    assert _names(path.parent) == ["patch.toml"]


def test_saving_what_was_read_does_not_touch_the_file(tmp_path):
    path = tmp_path / "gig.toml"
    file = _file(path, TEXT, named=True)
    patch, troubles = file.load()
    before = path.stat()
    assert troubles == ()
    assert file.save(patch) is None
    assert path.read_text(encoding="utf-8") == TEXT
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_changes_are_saved_with_comments_one_after_the_other(tmp_path):
    path = tmp_path / "gig.toml"
    file = _file(path, TEXT, named=True)
    patch, _ = file.load()
    for name in ("Wednesday", "Thursday"):
        patch = replace(patch, name=name, routes=(*patch.routes, Route(name, KEYBOARD, MONITOR)))
        assert file.save(patch) is None
    assert load_patch(path) == patch
    assert "# the control port" in path.read_text(encoding="utf-8")


def test_a_byte_order_mark_and_windows_line_ends_stay(tmp_path):
    path = tmp_path / "gig.toml"
    file = _file(path, codecs.BOM_UTF8 + TEXT.replace("\n", "\r\n").encode(), named=True)
    patch, _ = file.load()
    assert file.save(replace(patch, name="Wednesday")) is None
    data = path.read_bytes()
    assert data.startswith(codecs.BOM_UTF8 + b"version = 1\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.parametrize("content", [BROKEN, "version = ", b'version = 1\nname = "\xff"\n'])
def test_a_named_file_that_is_wrong_raises_and_is_not_touched(tmp_path, content):
    path = tmp_path / "gig.toml"
    file = _file(path, content, named=True)
    before = path.read_bytes()
    with pytest.raises(PatchError) as caught:
        file.load()
    assert caught.value.file == str(path)
    assert caught.value.line in (1, 2)
    assert (path.read_bytes(), _names(tmp_path)) == (before, ["gig.toml"])


def test_a_named_file_in_no_folder_raises(tmp_path):
    with pytest.raises(PatchError, match=r"There is no folder “.*nowhere” for the file “gig.toml”.$"):
        _file(tmp_path / "nowhere" / "gig.toml", named=True).load()


def test_a_named_file_that_is_a_folder_raises(tmp_path):
    with pytest.raises(PatchError, match=r"“.*” is a folder, not a file.$"):
        _file(tmp_path, named=True).load()


def test_a_file_that_is_not_there_or_is_withheld_is_said_in_a_sentence(tmp_path):
    with pytest.raises(PatchError, match=r"^There is no file “.*none.toml”.$"):
        load_patch(tmp_path / "none.toml")
    error = unreadable("gig.toml", PermissionError(13, "Permission denied"))
    assert str(error) == "“gig.toml” cannot be read: Permission denied."


def test_our_own_wrong_file_is_kept_beside_it_once(tmp_path):
    path = tmp_path / "patch.toml"
    for _start in range(2):
        patch, troubles = _file(path, BROKEN).load()
        assert patch == DEFAULT
        assert _codes(troubles) == ["patch.invalid"]
        assert "line 2: nonsense" in str(troubles[0].params["reason"])
        assert troubles[0].params["copy"] == str(tmp_path / "patch.toml.broken-1")
    assert path.read_text() == (tmp_path / "patch.toml.broken-1").read_text() == BROKEN
    assert _names(tmp_path) == ["patch.toml", "patch.toml.broken-1"]


def test_another_wrong_file_gets_another_copy_and_saving_starts_anew(tmp_path):
    path = tmp_path / "patch.toml"
    _file(path, BROKEN).load()
    file = _file(path, BROKEN + "# worse\n")
    file.load()
    assert file.save(DEFAULT) is None
    assert load_patch(path) == DEFAULT
    assert (tmp_path / "patch.toml.broken-1").read_text() == BROKEN
    assert (tmp_path / "patch.toml.broken-2").read_text() == BROKEN + "# worse\n"


@pytest.mark.parametrize("named", [True, False])
def test_a_newer_file_is_read_only(tmp_path, named):
    path = tmp_path / "gig.toml"
    newer = TEXT.replace("version = 1", "version = 2\nfuture = true")
    file = _file(path, newer, named=named)
    patch, troubles = file.load()
    assert (patch.name, _codes(troubles)) == ("Tuesday gig", ["patch.newer"])
    trouble = file.save(replace(patch, name="Wednesday"))
    assert trouble is not None
    assert trouble.code == "patch.newer"
    assert path.read_text(encoding="utf-8") == newer


def test_our_own_newer_file_that_we_cannot_read_is_left_alone(tmp_path):
    path = tmp_path / "patch.toml"
    newer = "version = 7\nsession = 3\n"
    file = _file(path, newer)
    patch, troubles = file.load()
    assert (patch, _codes(troubles)) == (DEFAULT, ["patch.newer"])
    assert file.save(patch) == troubles[0]
    assert (path.read_text(), _names(tmp_path)) == (newer, ["patch.toml"])


def test_our_own_file_that_cannot_be_reached_is_told_and_left_alone(tmp_path):
    (tmp_path / "config").write_text("a file where a folder should be")
    file = _file(tmp_path / "config" / "patch.toml")
    patch, troubles = file.load()
    assert (patch, _codes(troubles)) == (DEFAULT, ["patch.unreadable"])
    assert file.save(patch) == troubles[0]


@posix
def test_a_folder_that_cannot_be_written_loses_nothing():
    with open_folder() as folder:
        path = folder / "gig.toml"
        file = _file(path, TEXT, named=True)
        patch, _ = file.load()
        wednesday = replace(patch, name="Wednesday")
        with refused_writing(folder):
            trouble = file.save(wednesday)
        assert trouble is not None
        assert trouble.code == "patch.read_only"
        assert isinstance(trouble.params["reason"], PermissionError)
        assert _codes((trouble,))
        assert (path.read_text(encoding="utf-8"), _names(folder)) == (TEXT, ["gig.toml"])
        assert file.save(wednesday) is None
        assert load_patch(path) == wednesday


@posix
def test_our_own_wrong_file_that_cannot_be_copied_is_never_overwritten():
    with open_folder() as folder:
        file = _file(folder / "patch.toml", BROKEN)
        with refused_writing(folder):
            patch, troubles = file.load()
        assert (patch, _codes(troubles)) == (DEFAULT, ["patch.unreadable"])
        assert file.save(patch) == troubles[0]
        assert (folder / "patch.toml").read_text() == BROKEN


@posix
def test_a_full_disk_leaves_the_old_file_whole_and_no_rubbish(tmp_path):
    path = tmp_path / "gig.toml"
    file = _file(path, TEXT, named=True)
    patch, _ = file.load()
    with full_disk(100):
        trouble = file.save(replace(patch, name="Wednesday"))
    assert trouble is not None
    assert trouble.code == "patch.read_only"
    assert (path.read_text(encoding="utf-8"), _names(tmp_path)) == (TEXT, ["gig.toml"])


def test_what_somebody_else_changed_meanwhile_is_kept_beside_it(tmp_path):
    path = tmp_path / "gig.toml"
    file = _file(path, TEXT, named=True)
    patch, _ = file.load()
    path.write_text("# mine\n" + TEXT, encoding="utf-8")
    trouble = file.save(replace(patch, name="Wednesday"))
    assert trouble is not None
    assert _codes((trouble,)) == ["patch.changed"]
    assert Path(trouble.params["copy"]).read_text(encoding="utf-8") == "# mine\n" + TEXT
    assert load_patch(path).name == "Wednesday"
    assert file.save(replace(patch, name="Thursday")) is None


def test_a_file_that_was_deleted_meanwhile_is_written_again(tmp_path):
    path = tmp_path / "gig.toml"
    file = _file(path, TEXT, named=True)
    patch, _ = file.load()
    path.unlink()
    assert file.save(replace(patch, name="Wednesday")) is None
    assert "# the control port" in path.read_text(encoding="utf-8")


def test_a_layout_that_cannot_be_edited_is_kept_beside_the_new_one(tmp_path, expect_log):
    expect_log("cannot be edited in place")
    path = tmp_path / "gig.toml"
    odd = 'version = 1\nsession = [{ name = "a" }]  # odd\n'
    file = _file(path, odd, named=True)
    patch, _ = file.load()
    new = replace(patch, sessions=(Session("b"),))
    assert file.save(new) is None
    assert load_patch(path) == new
    assert (tmp_path / "gig.toml.before-1").read_text() == odd


def test_a_patch_that_would_not_load_again_is_not_saved(tmp_path, expect_log):
    expect_log("the patch is not saved: route.0.from: .*Nowhere")
    path = tmp_path / "gig.toml"
    file = _file(path, TEXT, named=True)
    patch, _ = file.load()
    trouble = file.save(replace(patch, routes=(Route("r1", SessionEnd("Nowhere"), MONITOR),)))
    assert trouble is not None
    assert "route.0.from" in str(trouble.params["reason"])
    assert path.read_text(encoding="utf-8") == TEXT


@posix
def test_saving_keeps_permissions_and_links(tmp_path):
    real, link = tmp_path / "dotfiles" / "gig.toml", tmp_path / "gig.toml"
    real.parent.mkdir()
    real.write_text(TEXT, encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    file = _file(link, named=True)
    patch, _ = file.load()
    assert file.save(replace(patch, name="Wednesday")) is None
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert load_patch(real).name == "Wednesday"


@posix
def test_a_first_file_follows_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_peers_whose_names_come_from_the_network_survive_a_round_trip(tmp_path):
    names = ['quo"te', "back\\slash", "\x00\x1b[31m", "\u202eevil", "line\nbreak", "'''", '"""', "#", "]]"]
    patch = Patch(peers=tuple(Peer(f"p{nth}", name) for nth, name in enumerate(names)))
    file = _file(tmp_path / "patch.toml")
    file.load()
    assert file.save(patch) is None
    assert load_patch(tmp_path / "patch.toml") == patch


@pytest.mark.parametrize(
    ("computer", "name"),
    [("studio", "studio"), ("  ", "Longwire"), ("x" * 70, "x" * 63), ("é" * 40, "é" * 31)],
)
def test_any_computer_name_makes_a_session_name(computer, name):
    assert fitting_name(computer) == name
    assert first_patch(computer).sessions[0].name == name


def test_the_first_session_is_as_the_user_wants_new_ones():
    (session,) = first_patch("Stage laptop", SessionSettings("known", 10)).sessions
    assert session == Session("Stage laptop", accept="known", playout_ms=10)


def test_every_trouble_has_its_sentence():
    for code in ("patch.invalid", "patch.read_only", "patch.newer", "patch.unreadable", "patch.changed"):
        assert code in TEMPLATES


def test_a_patch_that_was_read_can_be_read_from_its_text_alone(tmp_path):
    assert _file(tmp_path / "gig.toml", TEXT).load()[0] == read_patch(TEXT, "gig.toml")
