"""The report of the evening in words: rows for a table, and as text, HTML and CSV. Times follow the user's language."""

import csv
import html
import io
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app import __version__
from app.engine.api import PeerEvening
from app.ui.chapters import repaired_text
from app.ui.inspector.words import duration
from app.ui.wording import shown_name

HEADINGS: Final = (
    QT_TRANSLATE_NOOP("Evening", "Peer"),
    QT_TRANSLATE_NOOP("Evening", "Session"),
    QT_TRANSLATE_NOOP("Evening", "Connected"),
    QT_TRANSLATE_NOOP("Evening", "Drops"),
    QT_TRANSLATE_NOOP("Evening", "Messages in / out"),
    QT_TRANSLATE_NOOP("Evening", "Packets lost"),
    QT_TRANSLATE_NOOP("Evening", "Repaired"),
    QT_TRANSLATE_NOOP("Evening", "Latency: middle / 95 % / longest"),
)
STYLE: Final = (
    "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:6px 10px;text-align:left}td.number{text-align:right}"
)


def heading_texts() -> list[str]:
    """Name the columns."""
    return [QCoreApplication.translate("Evening", str(text)) for text in HEADINGS]


def row_texts(peer: PeerEvening) -> list[str]:
    """Say one peer's evening, in the order of the columns."""
    locale = QLocale()
    share = (
        f" ({locale.toString(100 * peer.lost / (peer.packets_in + peer.lost), 'f', 2)} %)"
        if peer.lost
        else ""
    )
    return [
        shown_name(peer.name),
        shown_name(peer.session),
        duration(peer.connected_s),
        locale.toString(peer.drops),
        f"{locale.toString(peer.messages_in)} / {locale.toString(peer.messages_out)}",
        locale.toString(peer.lost) + share,
        repaired_text(peer.repaired) or locale.toString(0),
        _latency(peer),
    ]


def title_text(when: str) -> str:
    """Give the first line of a saved report."""
    text = QCoreApplication.translate("Evening", "Longwire, report of the evening, {when}")
    return text.format(when=when)


def as_text(peers: Sequence[PeerEvening], when: str) -> str:
    """Write it for reading anywhere: one block for each peer."""
    blocks = [
        "\n".join(f"{name}: {value}" for name, value in zip(heading_texts(), row_texts(peer), strict=True))
        for peer in peers
    ]
    return "\n\n".join([title_text(when), *blocks, f"Longwire {__version__}"]) + "\n"


def as_html(peers: Sequence[PeerEvening], when: str) -> str:
    """Write it as a page with a table."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in heading_texts())
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(value)}</td>" for value in row_texts(peer)) + "</tr>"
        for peer in peers
    )
    title = html.escape(title_text(when))
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head>'
        f"<body><h1>{title}</h1><table><tr>{head}</tr>{rows}</table></body></html>\n"
    )


def as_csv(peers: Sequence[PeerEvening], _when: str) -> str:
    """Write plain numbers for a spreadsheet: seconds, milliseconds, one column for each chapter that repaired."""
    chapters = sorted({chapter for peer in peers for chapter in peer.repaired})
    file = io.StringIO()
    writer = csv.writer(file)
    names = ("peer", "session", "connected_s", "drops", "messages_in", "messages_out", "packets_in", "lost")
    writer.writerow([*names, "p50_ms", "p95_ms", "max_ms", *(f"repaired_{chapter}" for chapter in chapters)])
    for peer in peers:
        latencies = [
            "" if value is None else f"{value:.2f}" for value in (peer.p50_ms, peer.p95_ms, peer.max_ms)
        ]
        numbers = (peer.drops, peer.messages_in, peer.messages_out, peer.packets_in, peer.lost)
        repairs = [peer.repaired.get(chapter, 0) for chapter in chapters]
        connected = f"{peer.connected_s:.0f}"
        writer.writerow([_plain(peer.name), _plain(peer.session), connected, *numbers, *latencies, *repairs])
    return file.getvalue()


def _plain(name: str) -> str:
    """Keep a name that a stranger chose from being a formula in a spreadsheet."""
    return f"'{name}" if name[:1] in ("=", "+", "-", "@", "\t", "\r") else name


def _latency(peer: PeerEvening) -> str:
    values = [value for value in (peer.p50_ms, peer.p95_ms, peer.max_ms) if value is not None]
    if not values:
        return "\N{EN DASH}"
    return " / ".join(QLocale().toString(value, "f", 1) for value in values) + " ms"
