"""The fuzz targets themselves, on every shared vector and on neighbours of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.targets import seeds, take_datagram, take_journal

SEEDS = seeds()


@pytest.mark.parametrize("data", SEEDS, ids=lambda data: data[:8].hex())
def test_a_vector_and_each_beginning_of_it(data: bytes) -> None:
    for end in range(len(data) + 1):
        take_datagram(data[:end])


@given(st.sampled_from(SEEDS), st.data())
def test_a_vector_with_octets_changed(seed: bytes, data: st.DataObject) -> None:
    changed = bytearray(seed)
    for place in data.draw(st.lists(st.integers(0, len(seed) - 1), min_size=1, max_size=6)):
        changed[place] = data.draw(st.integers(0, 255))
    take_datagram(bytes(changed))


@given(st.binary(max_size=400))
def test_any_octets(data: bytes) -> None:
    take_datagram(data)
    take_journal(data)
