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


_OF_SONGS = (0, 32, 1, 33, 7, 11, 10, 20, 64, 65, 66, 67, 69, 84, 91, 6, 38, 96, 97, 98, 99, 100, 101)
_MODES = (120, 121, 122, 123, 124, 125, 126, 127)


@st.composite
def song_messages(draw: st.DrawFn) -> bytes:
    """One message as songs have them: few channels, controllers and values, so that they meet."""
    channel = draw(st.integers(0, 1))
    kind = draw(st.sampled_from((0x80, 0x90, 0xA0, 0xB0, 0xB0, 0xB0, 0xB0, 0xC0, 0xD0, 0xE0, 0xF0)))
    if kind == 0xF0:
        return draw(st.sampled_from((b"\xf0\x7e\x7f\x09\x01\xf7", b"\xf0\x43\x10\xf7")))
    number = draw(st.sampled_from(_OF_SONGS) | st.sampled_from(_MODES) if kind == 0xB0 else st.integers(0, 3))
    value = draw(st.sampled_from((0, 1, 64, 127)))
    return bytes((kind | channel, number) if kind in (0xC0, 0xD0) else (kind | channel, number, value))
