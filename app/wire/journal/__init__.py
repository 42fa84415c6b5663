"""The recovery journal of RFC 6295 as values and bytes, one module per chapter family.

Reading:
    ``journal_header(data) -> JournalHeader`` is all that a packet without a loss before it needs;
    ``decode_journal(data) -> Journal`` reads everything. Both raise WireError only when the three octets of the
    header are not there; parts that are malformed are skipped and counted in ``Journal.damaged``.
Writing:
    ``encode_journal(journal) -> bytes`` does it all from values. A sender that caches keeps the octets of
    ``encode_chapter(kind, chapter)`` or ``encode_channel(channel_journal)`` and ``encode_system(system_journal)`` while they
    do not change, and joins them by ``join_channel(number, chapters)`` and ``join_journal(checkpoint, system, channels)``;
    S bits of parents are computed in every case. JournalTooLarge (a WireError) says that a part passes 1023 octets.
"""
