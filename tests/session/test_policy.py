"""Who may join: accept modes, access, and recognising somebody."""

import pytest

from app.model.address import Address
from app.model.patch import Accept, Access, Peer
from app.session.policy import Policy, Verdict, recognise

HOME = Address("192.0.2.9", 5004)


@pytest.mark.parametrize(
    ("accept", "stranger", "known", "always", "never"),
    [
        ("ask", "ask", "ask", "admit", "refuse"),
        ("known", "unknown", "admit", "admit", "refuse"),
        ("anyone", "admit", "admit", "admit", "refuse"),
        ("nobody", "refuse", "refuse", "refuse", "refuse"),
    ],
)
def test_modes(accept: Accept, stranger: str, known: str, always: str, never: str) -> None:
    def verdict(access: Access) -> str:
        return Policy(accept, (Peer("p", "Piano", access=access),)).judge("Piano", HOME).value

    assert Policy(accept).judge("Piano", HOME).value == stranger
    assert (verdict("ask"), verdict("always"), verdict("never")) == (known, always, never)


def test_whom_we_want_may_come_by_itself() -> None:
    policy = Policy("ask", (Peer("p", "Piano", wanted=True),))
    assert policy.judge("Piano", HOME) is Verdict.ADMIT


@pytest.mark.parametrize(
    ("name", "address", "found"),
    [
        ("Piano", HOME, "named"),
        ("Piano", Address("192.0.2.50", 7000), "named"),
        ("Renamed", Address("192.0.2.30", 5004), "placed"),
        ("Renamed", Address("192.0.2.30", 6004), None),
        (None, Address("192.0.2.30", 5004), "placed"),
        (None, Address("192.0.2.30", 6004), "placed"),
        ("", Address("192.0.2.40", 5004), None),
        ("Twin", Address("192.0.2.62", 5004), "twin two"),
        ("Twin", Address("192.0.2.62", 6004), "twin two"),
        ("Twin", Address("192.0.2.99", 5004), "twin one"),
        ("Banned", Address("192.0.2.99", 5004), "banned there"),
        (None, Address("fe80::1", 9000), "six"),
        ("Lyre", Address("192.0.2.81", 5004), "moved"),
        ("Nobody", HOME, None),
        ("Pad", Address("192.0.2.92", 5004), "pad two"),
        ("Pad", Address("192.0.2.92", 49152), "pad two"),
        ("Pad", Address("192.0.2.99", 5004), "pad one"),
        ("Stage-2", Address("192.0.2.95", 5006), None),
        ("Zither", Address("fe80::ab", 5004, 3), "zoned"),
        (None, Address("fe80::ab", 49152, 3), "zoned"),
    ],
)
def test_recognised_by_name_by_address_or_by_what_is_left(
    name: str | None, address: Address, found: str | None
) -> None:
    peers = (
        Peer("named", "Piano", "192.0.2.1:5004"),
        Peer("placed", "Organ", "192.0.2.30:5004"),
        Peer("twin one", "Twin", "192.0.2.61:5004"),
        Peer("twin two", "Twin", "192.0.2.62:5004"),
        Peer("banned here", "Banned", "192.0.2.71:5004"),
        Peer("banned there", "Banned", "192.0.2.72:5004", access="never"),
        Peer("six", None, "[fe80::1]:5004"),
        Peer("odd", None, "stage.local:5004"),
        Peer("nowhere", "Nowhere"),
        Peer("pad one", "Pad", "192.0.2.91:5004"),
        Peer("pad two", "Pad (2)", last_address="192.0.2.92:5004"),
        Peer("zoned", None, "[FE80::AB%eth0]:5004"),
        Peer("stage one", "Stage-1", "192.0.2.95:5004"),
        Peer("moved", "Harp", "192.0.2.80:5004", last_address="192.0.2.81:5004"),
    )
    peer = recognise(peers, name, address)
    assert (peer and peer.id) == found


def test_who_says_the_name_of_somebody_seen_elsewhere_is_somebody_else() -> None:
    peers = (Peer("good", "Pad", access="always"), Peer("bad", "Organ", access="never"))
    policy = Policy("ask", peers, is_elsewhere=lambda _peer, address: address == HOME)
    assert [policy.judge(name, HOME) for name in ("Pad", "Organ")] == [Verdict.ASK, Verdict.ASK]
    there = Address("192.0.2.8", 5004)
    assert [policy.judge(name, there) for name in ("Pad", "Organ")] == [Verdict.ADMIT, Verdict.REFUSE]
