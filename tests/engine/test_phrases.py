import errno
import socket
import string

import pytest

from app.bootstrap import PatchError, _file_reason, _midi_hint
from app.engine.phrases import PHRASES, Phrase, reason_of
from app.engine.sockets import PairError


def test_known_faults_of_the_system_have_words_of_ours() -> None:
    assert str(reason_of(PermissionError(errno.EACCES, "Permission denied"))) == "permission denied"
    assert reason_of(OSError(errno.ENETUNREACH, "Network is unreachable")) == Phrase("net.unreachable")
    assert reason_of(socket.gaierror(socket.EAI_NONAME, "Name or service not known")) == Phrase("net.name")
    assert reason_of(socket.gaierror(socket.EAI_AGAIN, "Temporary failure")) == Phrase("net.lookup")


def test_what_an_exception_of_ours_says_stays_a_phrase() -> None:
    error = PairError(Phrase("net.listen"))
    assert reason_of(error) is error.args[0]
    assert str(error) == "no address to listen on"


def test_other_faults_speak_for_themselves() -> None:
    assert reason_of(OSError(errno.EMFILE, "Too many open files")) == "Too many open files"
    assert reason_of(RuntimeError("no thread")) == "no thread"
    assert reason_of(RuntimeError()) == "RuntimeError"


@pytest.mark.parametrize(
    "error",
    [
        PatchError("a.toml", 4, "session.port", "a number", '"x"'),
        PatchError("a.toml", 4, "session.port", "this key to be set"),
        PatchError("a.toml", 4, None, "valid TOML"),
        PatchError("a.toml", None, None, "UTF-8 text", "the byte 0xFF"),
    ],
)
def test_a_faulty_file_is_described_as_on_the_command_line(error: PatchError) -> None:
    assert str(_file_reason(error)) == error.reason


def test_a_file_that_cannot_be_read_gives_the_systems_reason() -> None:
    error = PatchError("a.toml", None, None, "a file that can be read")
    error.__cause__ = PermissionError(errno.EACCES, "Permission denied")
    assert _file_reason(error) == Phrase("system.denied")


@pytest.mark.parametrize("system", ["linux", "darwin", "win32", "freebsd14"])
def test_every_system_has_a_hint_for_midi(system: str) -> None:
    assert str(_midi_hint(system)).endswith(("?", "."))


@pytest.mark.parametrize("code", PHRASES)
def test_every_phrase_can_be_said(code: str) -> None:
    fields = [field for _, field, _, _ in string.Formatter().parse(PHRASES[code]) if field]
    assert "{" not in str(Phrase(code, dict.fromkeys(fields, "x")))
