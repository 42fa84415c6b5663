"""The question about a newer version, asked of a real server: seldom, of nobody else, and never in anybody's way."""

import json
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from app import __version__
from app.platform import updates
from app.platform.updates import ANSWER_OCTETS, EVERY_S, Update, UpdateCheck, newest_release

PLAIN = ("http",)
Answer = tuple[int, dict[str, str], bytes]


class Page:
    """A project's page on this computer: gives one answer, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer: Answer = (200, {}, b"")
        self.asked: list[tuple[str, dict[str, str]]] = []
        page = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page.asked.append((self.path, dict(self.headers)))
                code, headers, body = page.answer
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), name="page")
        self._thread.start()

    def says(self, tag: object) -> None:
        self.answer = (200, {}, json.dumps({"tag_name": tag, "assets": [{"name": "x"}]}).encode())

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def page() -> Iterator[Page]:
    page = Page()
    yield page
    page.close()


@pytest.fixture
def check(page: Page, tmp_path: Path) -> Callable[[], UpdateCheck]:
    return lambda: UpdateCheck("someone/longwire", tmp_path / "not yet there", page.url, PLAIN)


def test_a_newer_version_is_known_until_it_is_this_one(page, check, monkeypatch):
    page.says("v12.3.4")
    check().ask()
    found = Update("12.3.4", "https://github.com/someone/longwire/releases/tag/v12.3.4")
    assert check().update() == found  # at the next start, too
    monkeypatch.setattr(updates, "__version__", "12.3.4")
    assert check().update() is None


@pytest.mark.parametrize("tag", [f"v{__version__}", "v0.0.9", "0.0.0"])
def test_this_version_and_older_ones_are_no_news(page, check, tag):
    page.says(tag)
    check().ask()
    assert check().update() is None


def test_nothing_is_sent_but_the_question(page, check):
    page.says("v1.0.0")
    check().ask()
    [(path, headers)] = page.asked
    assert path == "/repos/someone/longwire/releases/latest"
    told = {name: value for name, value in headers.items() if name not in ("Host", "Connection")}
    assert told == {
        "User-Agent": "Longwire",
        "Accept": "application/vnd.github+json",
        "Accept-Encoding": "identity",
    }


def test_it_is_asked_once_a_day_whether_there_is_an_answer_or_not(page, check):
    assert check().is_due()
    page.answer = (500, {}, b"")
    check().ask()
    now = time.time()
    assert not check().is_due(now)
    assert not check().is_due(now + EVERY_S - 60)
    assert check().is_due(now + EVERY_S + 60)
    assert check().is_due(now - EVERY_S)  # a clock that was wrong must not silence it for years


def test_what_was_known_stays_when_there_is_no_answer(page, check):
    page.says("v12.3.4")
    check().ask()
    page.answer = (404, {}, b"")
    check().ask()
    assert check().update() == Update("12.3.4", "https://github.com/someone/longwire/releases/tag/v12.3.4")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"tag_name": null}',
        b'{"tag_name": "v1.2"}',
        b'{"tag_name": "v1.2.3-beta"}',
        b'{"tag_name": "v01.2.3"}',
        b'{"tag_name": "v1.2.3\\n"}',
        '{"tag_name": "v1.2.٣"}'.encode(),
        b'{"tag_name": "v99999999999999999999.0.0"}',
        b'{"tag_name": "../../evil"}',
        b" " * (ANSWER_OCTETS + 1),
        b"[" * 100_000,
    ],
)
def test_a_strange_answer_is_none(page, check, body):
    page.answer = (200, {}, body)
    check().ask()
    assert check().update() is None


def test_what_is_no_web_server_is_no_answer(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"\x00\x01 rtpmidi?\r\n\r\n")

        thread = Thread(target=answer)
        thread.start()
        check = UpdateCheck("a/b", tmp_path, f"http://127.0.0.1:{listening.getsockname()[1]}", PLAIN)
        check.ask()
        thread.join()
    assert check.update() is None


def test_a_repository_that_was_renamed_is_followed_but_not_to_another_kind_of_address(page, check):
    page.answer = (301, {"Location": "file:///etc/passwd"}, b"")
    check().ask()
    assert check().update() is None
    page.answer = (302, {"Location": "https://127.0.0.1:9/"}, b"")
    with pytest.raises(ValueError, match="no address of the kind"):
        newest_release(page.url, PLAIN)


def test_only_secure_addresses_are_asked(page, tmp_path):
    page.says("v12.3.4")
    check = UpdateCheck("someone/longwire", tmp_path, page.url)
    check.ask()
    assert check.update() is None
    assert page.asked == []


def test_offline_nothing_happens(tmp_path):
    with socket.socket() as nobody:  # bound, but nobody listens
        nobody.bind(("127.0.0.1", 0))
        check = UpdateCheck("a/b", tmp_path, f"http://127.0.0.1:{nobody.getsockname()[1]}", PLAIN)
        check.ask()
    assert check.update() is None
    assert not check.is_due()


def test_where_it_cannot_be_noted_it_is_not_asked(page, tmp_path):
    page.says("v12.3.4")
    (tmp_path / "file").touch()
    UpdateCheck("a/b", tmp_path / "file", page.url, PLAIN).ask()
    assert page.asked == []


def test_a_note_that_somebody_spoilt_is_none(page, check, tmp_path):
    page.says("v12.3.4")
    check().ask()
    [note] = (tmp_path / "not yet there").iterdir()
    note.write_bytes(b"\xffv1")
    assert check().update() is None
    os.utime(note, (0, 0))
    assert check().is_due()


def test_a_frozen_python_still_trusts_whom_the_system_trusts(monkeypatch, tmp_path):
    known = ssl.create_default_context()
    mark = tmp_path / "authorities.pem"
    mark.touch()
    monkeypatch.setattr(updates, "_AUTHORITIES", (str(tmp_path / "none"), str(mark)))
    loaded: list[str] = []

    class Empty(ssl.SSLContext):
        def cert_store_stats(self) -> dict[str, int]:
            return {"x509": 0, "crl": 0, "x509_ca": 0}

        def load_verify_locations(self, cafile=None, capath=None, cadata=None) -> None:
            loaded.append(cafile)

    monkeypatch.setattr(ssl, "create_default_context", lambda: Empty(ssl.PROTOCOL_TLS_CLIENT))
    context = updates._trusting()
    assert loaded == [str(mark)]
    assert (context.verify_mode, context.check_hostname) == (known.verify_mode, known.check_hostname)
