"""Every journal of the shared vectors, read and written (wire sheet 14)."""

from typing import Any

import pytest

from app.wire.commands import decode_section
from app.wire.errors import WireError
from app.wire.journal import decode_journal, encode_journal, journal_header
from app.wire.rtp import decode_rtp
from tests.support.journal_spelling import spell
from tests.support.vectors import rtp_vectors

VECTORS = {vector["name"]: vector for vector in rtp_vectors()}
JOURNALS = [name for name, vector in VECTORS.items() if (vector["decoded"] or {}).get("journal")]
VALID = [name for name in JOURNALS if VECTORS[name]["kind"] == "valid"]


def journal_of(name: str) -> bytes:
    section = decode_section(decode_rtp(bytes.fromhex(VECTORS[name]["hex"])).payload)
    assert section.journal is not None
    return section.journal


def expected(name: str) -> Any:
    return VECTORS[name]["decoded"]["journal"]


@pytest.mark.parametrize("name", JOURNALS)
def test_a_journal_says_what_the_vector_says(name: str) -> None:
    journal = decode_journal(journal_of(name))
    assert spell(journal) == expected(name)
    assert journal.damaged == 0


@pytest.mark.parametrize("name", VALID)
def test_a_journal_is_written_as_it_was_read(name: str) -> None:
    octets = journal_of(name)
    assert encode_journal(decode_journal(octets)) == octets


@pytest.mark.parametrize("name", JOURNALS)
def test_the_header_alone_agrees_with_the_whole(name: str) -> None:
    header, journal = journal_header(journal_of(name)), decode_journal(journal_of(name))
    assert header.s == journal.s
    assert header.checkpoint == journal.checkpoint
    assert header.has_system == (journal.system is not None)
    assert header.channel_count == len(journal.channels)
    assert header.enhanced == journal.enhanced


def test_bad_journal_missing_has_no_header() -> None:
    section = decode_section(decode_rtp(bytes.fromhex(VECTORS["bad-journal-missing"]["hex"])).payload)
    assert section.journal is None
    with pytest.raises(WireError):
        decode_journal(b"")


def test_bad_n_low_high_costs_the_channel_journal_only() -> None:
    octets = journal_of("bad-N-low-high")
    journal = decode_journal(octets)
    assert journal.damaged == 1
    assert journal.channels[0].damaged
    assert journal.channels[0].notes is None
    two = bytes((octets[0] | 1, *octets[1:])) + bytes.fromhex("08 05 10 00 40")
    follower = decode_journal(two).channels[1]
    assert (follower.channel, follower.damaged, follower.wheel is not None) == (1, False, True)


def test_bad_channel_order_is_read_and_not_written() -> None:
    journal = decode_journal(journal_of("bad-channel-order"))
    assert [channel.channel for channel in journal.channels] == [5, 2]
    assert journal.damaged == 0
    with pytest.raises(WireError):
        encode_journal(journal)
