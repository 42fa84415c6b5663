"""An independent decoder reads what we write: every field of every chapter, by tshark.

tshark 4.0 has defects of its own (wire sheet 13). Each is stepped around by name here, and the last test holds that
a journal that meets it is really read wrongly, so that an exception does not outlive its defect unnoticed.
"""

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from app.wire.journal import encode_journal
from app.wire.journal.values import (
    ChannelJournal,
    Journal,
    NoteChapter,
    NoteLog,
    ParameterChapter,
    ParameterLog,
    Pending,
    SequencerChapter,
    SysexChapter,
    SysexLog,
    SysexState,
    SystemJournal,
)
from tests.support.dissection import Field, dissect, expected
from tests.support.journals import journals, settled

SAMPLES = 250
# Defect d: Chapter N with more note logs than octets behind them is out of bounds; so let octets follow.
PADDING = bytes(256)
# Defect f: the number of logs in E and A is shown as the octet behind it.
NOT_SHOWN = {"cj_chapter_e_length", "cj_chapter_a_length"}
# Defect b: LENGTH of Chapter M is read with mask 3F.
LONGEST_M_OCTETS = 0x3F


@pytest.fixture(scope="module")
def samples() -> list[Journal]:
    collected: list[Journal] = []

    @settings(max_examples=SAMPLES, phases=[Phase.generate])
    @given(journals())
    def collect(journal: Journal) -> None:
        collected.append(settled(sidestep(journal)))

    collect()
    return collected


def test_tshark_reads_every_field_that_was_written(samples: list[Journal], tmp_path: Path) -> None:
    shown = dissect([encode_journal(journal) + PADDING for journal in samples], tmp_path)
    assert len(shown) == len(samples)
    for journal, fields in zip(samples, shown, strict=True):
        assert fields is not None, journal
        assert without_lengths(fields) == without_lengths(seen_by_tshark(journal)), journal


def test_the_samples_say_everything(samples: list[Journal]) -> None:
    """The comparison above is worth what its samples are: each chapter is there, often."""
    names = [name for journal in samples for name, _ in expected(journal)]
    for chapter in ("cj_chapter_" + letter for letter in "pcmwneta"):
        assert sum(name.startswith(chapter) for name in names) > SAMPLES / 4
    for chapter in ("sj_chapter_" + letter for letter in "dvqfx"):
        assert sum(name.startswith(chapter) for name in names) > SAMPLES / 4


def sidestep(journal: Journal) -> Journal:
    """Change what tshark 4.0 cannot read."""
    system = journal.system and _sidestep_system(journal.system)
    return journal._replace(
        system=system, channels=tuple(_sidestep_channel(channel) for channel in journal.channels)
    )


def _sidestep_system(journal: SystemJournal) -> SystemJournal:
    sequencer, sysex = journal.sequencer, journal.sysex
    if sequencer:
        sequencer = sequencer._replace(s=False)  # defect a: S=1 is taken for T=1
    if sysex:
        # Defect c: FIRST is refused, and the second log is shown as data of the first.
        sysex = SysexChapter((sysex.logs[0]._replace(first=None),))
    return journal._replace(sequencer=sequencer, sysex=sysex)


def _sidestep_channel(journal: ChannelJournal) -> ChannelJournal:
    parameters = journal.parameters
    if parameters:
        # Defect b: PENDING is not subtracted from LENGTH, and LENGTH has six bits.
        logs = parameters.logs[: (LONGEST_M_OCTETS - 2) // 10]
        parameters = parameters._replace(pending=None, logs=logs)
    return journal._replace(parameters=parameters)


def seen_by_tshark(journal: Journal) -> list[Field]:
    """Give the expected fields, less the last data octet of Chapter X, which is not shown (defect c)."""
    return [
        (name, value >> 8) if name == "sj_chapter_x_data" else (name, value)
        for name, value in expected(journal)
    ]


def without_lengths(fields: list[Field]) -> list[Field]:
    return [field for field in fields if field[0] not in NOT_SHOWN]


def test_the_defects_are_still_there(tmp_path: Path) -> None:
    """Wire sheet 13 a-d: a tshark that reads one of these rightly no longer needs its exception."""
    unfinished = SysexLog(SysexState.UNFINISHED, True, True, b"\x7d\x01", 138)
    finished = SysexLog(SysexState.FINISHED, True, True, b"\x7d\x01")
    on = tuple(NoteLog(note, False, 64, True) for note in range(4))
    log = ParameterLog(False, 0, True)
    long_m = ParameterChapter(tuple(log._replace(number=number) for number in range(30)))
    pending_m = ParameterChapter((log,), Pending(False, 0))
    defects = {
        "a": Journal(0, SystemJournal(sequencer=SequencerChapter(False, False, 24, True))),
        "b, LENGTH": Journal(0, None, (ChannelJournal(0, parameters=long_m),)),
        "b, PENDING": Journal(0, None, (ChannelJournal(0, parameters=pending_m),)),
        "c, FIRST": Journal(0, SystemJournal(sysex=SysexChapter((unfinished,)))),
        "c, second log": Journal(0, SystemJournal(sysex=SysexChapter((finished, finished)))),
        "d": Journal(0, None, (ChannelJournal(0, notes=NoteChapter.compact(on, (127,), True)),)),
    }
    shown = dissect([encode_journal(journal) for journal in defects.values()], tmp_path)
    read_rightly = [
        name
        for (name, journal), fields in zip(defects.items(), shown, strict=True)
        if fields is not None and fields == seen_by_tshark(journal)
    ]
    assert read_rightly == []
