"""Hypothesis strategies of MIDI messages."""

from hypothesis import strategies as st

from app.midi.messages import LENGTHS, UNDEFINED

_FIXED = [status for status in range(0x80, 0x100) if LENGTHS[status] and status not in UNDEFINED]
_DATA = st.integers(0, 127)


@st.composite
def fixed_messages(draw: st.DrawFn) -> bytes:
    """One whole message of a length fixed by its status: channel, common, real-time."""
    status = draw(st.sampled_from(_FIXED))
    return bytes((status, *(draw(_DATA) for _ in range((LENGTHS[status] or 1) - 1))))


def sysex_messages(max_data: int = 40) -> st.SearchStrategy[bytes]:
    """One whole SysEx."""
    return st.lists(_DATA, max_size=max_data).map(lambda data: b"\xf0" + bytes(data) + b"\xf7")


def messages() -> st.SearchStrategy[bytes]:
    """One whole message of any kind."""
    return fixed_messages() | sysex_messages()
