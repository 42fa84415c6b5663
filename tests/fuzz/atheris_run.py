"""Coverage-guided fuzzing, which takes `pip install atheris` and is no part of the test run.

    python -m tests.fuzz.atheris_run FOLDER [libFuzzer options, such as -max_total_time=600]

FOLDER keeps the corpus: the shared vectors are put there first. Each input is taken as a whole datagram and,
behind its first octets, as a bare journal.
"""

import hashlib
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["app.wire", "app.midi"]):
    from tests.fuzz.targets import seeds, take_datagram, take_journal

MAX_OCTETS = 1500
MEMORY_LIMIT_MIB = 600
_RTP_HEADER_OCTETS = 13


def run_one(data: bytes) -> None:
    """Give one input to both targets."""
    take_datagram(data)
    take_journal(data[_RTP_HEADER_OCTETS:])


def plant(folder: Path) -> None:
    """Put the shared vectors in the corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds():
        (folder / hashlib.sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)


if __name__ == "__main__":
    corpus = Path(sys.argv[1])
    plant(corpus)
    limits = [
        f"-artifact_prefix={corpus}-",
        f"-max_len={MAX_OCTETS}",
        f"-rss_limit_mb={MEMORY_LIMIT_MIB}",
        "-timeout=5",
    ]
    atheris.Setup([sys.argv[0], *limits, *sys.argv[1:]], run_one)
    atheris.Fuzz()
