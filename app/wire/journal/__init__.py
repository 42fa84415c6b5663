"""The recovery journal of RFC 6295 as values and bytes, one module per chapter family.

Reading:
    `journal_header(data)` is all that a packet without a loss before it needs. `decode_journal(data)` reads
    everything. Both raise WireError only when the three octets of the header are not there; malformed parts
    are skipped, marked and counted in `Journal.damaged`.
Writing:
    `encode_journal(journal)` does it all from values. A sender that caches keeps the octets of
    `encode_notes(chapter)` and the like while they do not change, and joins them by `join_channel`,
    `join_system` and `join_journal`. S bits of parents are computed either way. JournalTooLarge, a WireError,
    says that a part passes its LENGTH.
"""

from app.wire.journal.channel import encode_channel, join_channel
from app.wire.journal.controllers import encode_controllers
from app.wire.journal.expression import encode_poly_pressure, encode_pressure, encode_wheel
from app.wire.journal.layout import MAX_LENGTH_OCTETS, MAX_LOGS, JournalTooLarge
from app.wire.journal.notes import encode_note_extras, encode_notes
from app.wire.journal.parameters import encode_parameters
from app.wire.journal.program import encode_program
from app.wire.journal.sequencer import encode_sequencer
from app.wire.journal.simple import encode_active_sense, encode_simple
from app.wire.journal.sysex import encode_sysex
from app.wire.journal.system import encode_system, join_system
from app.wire.journal.timecode import encode_timecode, from_nibbles, nibbles
from app.wire.journal.whole import decode_journal, encode_journal, join_journal, journal_header

__all__ = [
    "MAX_LENGTH_OCTETS",
    "MAX_LOGS",
    "JournalTooLarge",
    "decode_journal",
    "encode_active_sense",
    "encode_channel",
    "encode_controllers",
    "encode_journal",
    "encode_note_extras",
    "encode_notes",
    "encode_parameters",
    "encode_poly_pressure",
    "encode_pressure",
    "encode_program",
    "encode_sequencer",
    "encode_simple",
    "encode_sysex",
    "encode_system",
    "encode_timecode",
    "encode_wheel",
    "from_nibbles",
    "join_channel",
    "join_journal",
    "join_system",
    "journal_header",
    "nibbles",
]
