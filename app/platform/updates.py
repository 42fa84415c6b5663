"""Whether there is a newer Longwire: one question to the project's page, at most once a day, and nothing downloaded."""

import json
import logging
import re
import ssl
import time
import urllib.request
from collections.abc import Collection
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Final, TypeAlias
from urllib.parse import urlsplit

from app import APP_NAME, __version__

log = logging.getLogger("longwire.net")

Version: TypeAlias = tuple[int, int, int]

EVERY_S: Final = 24 * 60 * 60
ANSWER_S: Final = 10.0
ANSWER_OCTETS: Final = 1_048_576
"""Of what is told about a release; one with hundreds of files to download stays below."""

FILE_NAME: Final = "newest.txt"
_VERSION: Final = re.compile(r"v?(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})")
_SECURE: Final = frozenset(("https",))
_AUTHORITIES: Final = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Debian, Fedora, openSUSE, macOS: a frozen Python only knows where they were on the computer that built it."""


@dataclass(frozen=True, slots=True)
class Update:
    """A version newer than this one, and the page that tells of it."""

    version: str
    page: str


class UpdateCheck:
    """Asks for the newest release of a repository `owner/name`; `folder` keeps what came of it, and when."""

    def __init__(
        self,
        repository: str,
        folder: Path,
        host: str = "https://api.github.com",
        schemes: Collection[str] = _SECURE,
    ) -> None:
        self._repository = repository
        self._file = folder / FILE_NAME
        self._question = f"{host}/repos/{repository}/releases/latest"
        self._schemes = schemes

    def is_due(self, now: float | None = None) -> bool:
        """Whether a day has passed since the last question, whatever came of that."""
        try:
            asked = self._file.stat().st_mtime
        except OSError:
            return True
        return not 0 <= (time.time() if now is None else now) - asked < EVERY_S

    def ask(self) -> None:
        """Ask, and keep the answer; blocks for seconds. Without an answer all stays as it is, and the log says why."""
        if not self._has_noted(self._read()):
            return  # without a note of it the question would be asked at each start
        try:
            newest = newest_release(self._question, self._schemes)
        except (OSError, ValueError) as error:
            log.info("no answer about new versions: %s", error)
            return
        self._has_noted(newest)

    def update(self) -> Update | None:
        """Give the newest version that is known of; None when it is this one or older."""
        newest = self._read()
        if newest is None or newest <= _parsed(__version__):
            return None
        version = ".".join(map(str, newest))
        return Update(version, f"https://github.com/{self._repository}/releases/tag/v{version}")

    def _read(self) -> Version | None:
        try:
            return _parsed(self._file.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            return None

    def _has_noted(self, newest: Version | None) -> bool:
        text = "" if newest is None else ".".join(map(str, newest))
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(text, encoding="ascii")
        except OSError as error:
            log.info("new versions are not looked for: %s", error)
            return False
        return True


def newest_release(url: str, schemes: Collection[str] = _SECURE) -> Version:
    """Ask for a release and give its version. Raises OSError without an answer, ValueError for a strange one."""
    _require_scheme(url, schemes)
    headers = {"User-Agent": APP_NAME, "Accept": "application/vnd.github+json"}
    request = urllib.request.Request(url, headers=headers)  # nothing about who asks
    opener = urllib.request.build_opener(
        _Redirects(schemes), urllib.request.HTTPSHandler(context=_trusting())
    )
    try:
        with opener.open(request, timeout=ANSWER_S) as answer:
            data = answer.read(ANSWER_OCTETS + 1)
        if len(data) > ANSWER_OCTETS:
            raise ValueError("the answer is too long")
        told = json.loads(data)
    except (HTTPException, RecursionError) as error:
        raise ValueError(f"the answer is no page: {error!r}") from error
    tag = told.get("tag_name") if isinstance(told, dict) else None
    return _parsed(tag if isinstance(tag, str) else "")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a repository that was renamed, but to nowhere else than the same kind of address."""

    def __init__(self, schemes: Collection[str]) -> None:
        self._schemes = schemes

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        _require_scheme(newurl, self._schemes)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _require_scheme(url: str, schemes: Collection[str]) -> None:
    if urlsplit(url).scheme not in schemes:
        raise ValueError(f"{url} is no address of the kind that is trusted")


def _trusting() -> ssl.SSLContext:
    """Trust whom this system trusts."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        for file in _AUTHORITIES:
            if Path(file).is_file():
                context.load_verify_locations(file)
                break
    return context


def _parsed(text: str) -> Version:
    """Read a version such as 1.2.3 or v1.2.3; raises ValueError for anything else."""
    match = _VERSION.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:40]!r} is no version")
    return int(match[1]), int(match[2]), int(match[3])
