"""What a sender can say comes back as it was said; what a stranger sends is read or refused, never worse."""

from hypothesis import given
from hypothesis import strategies as st

from app.wire.errors import WireError
from app.wire.journal import decode_journal, encode_journal, journal_header
from app.wire.journal.values import Journal
from tests.support.journals import journals, settled

LONGEST_SAMPLE_OCTETS = 300


@given(journals())
def test_a_written_journal_is_read_back(journal: Journal) -> None:
    """Wire sheet 5.1, 8.5: the parents' S bits follow from their children's; all else is as given."""
    read = decode_journal(encode_journal(journal))
    assert read == settled(journal)


@given(journals())
def test_a_journal_that_was_read_is_written_back_exactly(journal: Journal) -> None:
    octets = encode_journal(journal)
    assert encode_journal(decode_journal(octets)) == octets


@given(st.binary(max_size=LONGEST_SAMPLE_OCTETS))
def test_any_octets_are_a_journal_or_refused(octets: bytes) -> None:
    _read(octets)


@given(st.integers(0, 255), st.binary(max_size=LONGEST_SAMPLE_OCTETS))
def test_any_octets_as_one_channel_journal(toc: int, body: bytes) -> None:
    """A LENGTH that fits and every TOC: the chapters themselves get the nonsense."""
    length = 3 + len(body)
    journal = _read(bytes((0x20, 0, 0, length >> 8, length & 0xFF, toc)) + body)
    assert len(journal.channels) == 1


@given(st.integers(0, 0x7C).map(lambda bits: bits & 0x7C), st.binary(max_size=LONGEST_SAMPLE_OCTETS))
def test_any_octets_as_the_system_journal(chapters: int, body: bytes) -> None:
    length = 2 + len(body)
    journal = _read(bytes((0x40, 0, 0, chapters | length >> 8, length & 0xFF)) + body)
    assert journal.system is not None


@given(journals(), st.data())
def test_a_truncated_journal_is_read_in_part(journal: Journal, data: st.DataObject) -> None:
    octets = encode_journal(journal)
    cut = data.draw(st.integers(0, len(octets) - 1))
    if cut < 3:
        _read(octets[:cut])
        return
    read = _read(octets[:cut])
    assert read.damaged > 0
    whole = settled(journal)
    assert read.channels == whole.channels[: len(read.channels)]


@given(journals(), st.data())
def test_flipped_bits_are_read_or_refused(journal: Journal, data: st.DataObject) -> None:
    octets = bytearray(encode_journal(journal))
    for bit in data.draw(st.lists(st.integers(0, 8 * len(octets) - 1), min_size=1, max_size=8)):
        octets[bit >> 3] ^= 0x80 >> (bit & 7)
    _read(bytes(octets))


def _read(octets: bytes) -> Journal:
    """Read octets of a stranger: at most 16 channel journals, and no list longer than its octets."""
    try:
        header = journal_header(octets)
    except WireError:
        assert len(octets) < 3
        return Journal(0)
    journal = decode_journal(octets)
    assert len(journal.channels) <= header.channel_count <= 16
    announced = header.has_system + header.channel_count
    assert journal.damaged + len(journal.channels) + (journal.system is not None) >= announced
    assert journal.damaged <= announced
    return journal
