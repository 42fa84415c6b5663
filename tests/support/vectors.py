"""The shared test vectors, copied into this repository."""

import json
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).parents[1] / "vectors"


def session_vectors() -> list[dict[str, Any]]:
    """Give the AppleMIDI and RTP vectors of applemidi.json."""
    return [vector for vector in _load("applemidi.json")["vectors"] if vector["protocol"] != "mdns"]


def rtp_vectors() -> list[dict[str, Any]]:
    """Give the RTP-MIDI packets of rtp-midi.json."""
    vectors: list[dict[str, Any]] = _load("rtp-midi.json")
    return vectors


def _load(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))
