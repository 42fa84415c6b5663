"""Order of packets on arrival: wire sheet 10.1."""

import pytest

from app.media.order import MAX_DROPOUT, MAX_MISORDER, Arrival, PacketOrder, Place


def order_at(*sequences: int) -> PacketOrder:
    order = PacketOrder()
    for sequence in sequences:
        order.accept(order.judge(sequence))
    return order


def test_the_first_packet_starts_the_count_where_it_stands():
    assert PacketOrder().judge(40000) == Arrival(Place.FIRST, 40000)


def test_numbers_wrap_and_the_extended_number_goes_on():
    order = order_at(65535)
    arrival = order.judge(0)
    order.accept(arrival)
    assert arrival == Arrival(Place.NEXT, 65536)
    assert order.judge(3) == Arrival(Place.AFTER_LOSS, 65539, 2)


def test_a_packet_is_late_once_and_then_a_duplicate():
    order = order_at(10, 11, 14)
    late = order.judge(12)
    assert late == Arrival(Place.LATE, 12)
    order.accept_late(late)
    assert order.judge(12).place is Place.DUPLICATE
    assert order.judge(13).place is Place.LATE


@pytest.mark.parametrize("age", [0, 1, 3])
def test_a_received_number_is_a_duplicate(age):
    assert order_at(10, 11, 12, 13).judge(13 - age).place is Place.DUPLICATE


def test_misordering_reaches_as_far_as_rfc_3550_says():
    order = order_at(1000)
    assert order.judge(1001 - MAX_MISORDER).place is Place.LATE
    assert order.judge(1000 - MAX_MISORDER).place is Place.DOUBTFUL
    assert order.judge(1001 + MAX_DROPOUT).place is Place.AFTER_LOSS
    assert order.judge(1002 + MAX_DROPOUT).place is Place.DOUBTFUL


def test_two_packets_in_a_row_of_a_far_numbering_are_a_restart():
    order = order_at(1000)
    assert order.judge(30000).place is Place.DOUBTFUL
    assert order.judge(30001) == Arrival(Place.RESTART, 30001)


def test_a_packet_of_the_known_numbering_ends_the_doubt():
    order = order_at(1000)
    assert order.judge(30000).place is Place.DOUBTFUL
    order.accept(order.judge(1001))
    assert order.judge(30001).place is Place.DOUBTFUL


def test_a_restart_forgets_what_was_seen():
    order = order_at(1000)
    order.judge(30000)
    order.accept(order.judge(30001))
    assert order.highest == 30001
    assert order.judge(30000).place is Place.LATE
