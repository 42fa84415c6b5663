"""Port pairs: even, both bound, the next one when taken, nothing left open."""

import socket

import pytest

from app.engine.sockets import PairError, choose, open_pair, to_address, to_sockaddr
from app.model.address import Address
from tests.support.ports import free_pair


def test_the_wanted_pair_is_bound_on_both_families() -> None:
    wanted = free_pair()
    pair = open_pair(wanted, ["*"])
    try:
        assert pair.port == wanted
        assert {each.getsockname()[1] for each in pair.control} == {wanted}
        assert {each.getsockname()[1] for each in pair.data} == {wanted + 1}
        assert {each.family for each in pair.control} == {each.family for each in pair.data}
        assert socket.AF_INET in {each.family for each in pair.control}
    finally:
        pair.close()


@pytest.mark.parametrize("taken", [0, 1], ids=["control port taken", "data port taken"])
def test_a_taken_port_gives_another_even_pair(taken: int) -> None:
    wanted = free_pair()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", wanted + taken))
        pair = open_pair(wanted, ["127.0.0.1"])
    try:
        assert pair.port != wanted
        assert pair.port % 2 == 0
    finally:
        pair.close()


def test_the_pair_of_last_time_goes_before_any_other_when_the_wanted_one_is_taken() -> None:
    wanted, last = free_pair(), free_pair()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", wanted))
        pair = open_pair(wanted, ["127.0.0.1"], last)
    pair.close()
    assert pair.port == last


def test_an_odd_wish_becomes_the_even_port_below() -> None:
    wanted = free_pair()
    pair = open_pair(wanted + 1, ["127.0.0.1"])
    pair.close()
    assert pair.port == wanted


def test_an_address_that_is_not_ours_is_a_clear_error() -> None:
    with pytest.raises(PairError, match=r"\w"):
        open_pair(free_pair(), ["192.0.2.77"])


def test_no_address_is_a_clear_error() -> None:
    with pytest.raises(PairError, match="does not have that address"):
        open_pair(free_pair(), [])


def test_a_closed_pair_frees_its_ports() -> None:
    wanted = free_pair()
    open_pair(wanted, ["*"]).close()
    again = open_pair(wanted, ["*"])
    again.close()
    assert again.port == wanted


@pytest.mark.parametrize(
    ("where", "address"),
    [
        (("192.0.2.1", 5004), Address("192.0.2.1", 5004)),
        (("fe80::1", 5005, 0, 3), Address("fe80::1", 5005, 3)),
    ],
)
def test_socket_addresses_convert_both_ways(where: tuple[str, int], address: Address) -> None:
    assert to_address(where) == address
    assert to_sockaddr(address) == where


def test_of_several_sockets_the_one_that_the_system_would_send_from_is_chosen() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as loopback,
    ):
        other.bind(("0.0.0.0", 0))
        loopback.bind(("127.0.0.1", 0))
        assert choose([other, loopback], Address("127.0.0.1", 5004)) is loopback
        assert choose([other], Address("127.0.0.1", 5004)) is other


def test_the_socket_of_the_right_family_is_chosen() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as four:
        assert choose([four], Address("192.0.2.1", 1)) is four
        assert choose([four], Address("2001:db8::1", 1)) is None
