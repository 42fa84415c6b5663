"""The shared RTP-MIDI vectors by name, as packets."""

import json
from pathlib import Path

from app.wire.rtp import Rtp, decode_rtp

_FILE = Path(__file__).parent.parent / "vectors" / "rtp-midi.json"


def load_vectors() -> dict[str, Rtp]:
    """Read all vectors whose RTP header is valid, which they all are."""
    return {
        vector["name"]: decode_rtp(bytes.fromhex(vector["hex"])) for vector in json.loads(_FILE.read_text())
    }
