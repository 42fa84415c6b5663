"""Whose invitations are heard: private networks and our own, or everybody's (session sheet 7, off-subnet)."""

from ipaddress import ip_address, ip_network

import pytest

from app.model.address import Address
from app.model.patch import Accept, Access, Peer
from app.session.events import RefusedFar
from app.session.limits import Limits
from app.session.near import IPNetwork, is_near, own_subnets
from app.session.policy import Policy, Verdict
from app.wire.applemidi import Invitation, Rejected
from tests.support.network import Computer, Network, Script

_SUBNETS = own_subnets([(ip_address("192.0.2.1"), 24), (ip_address("2001:db8:0:1::1"), 64)])


def ours() -> tuple[IPNetwork, ...]:
    return _SUBNETS


FAR = Address("198.51.100.7", 5004)


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("127.0.0.1", True),
        ("10.9.8.7", True),
        ("172.16.0.1", True),
        ("172.32.0.1", False),
        ("192.168.1.1", True),
        ("169.254.3.4", True),
        ("100.64.0.1", True),
        ("100.127.255.254", True),
        ("100.128.0.1", False),
        ("192.0.2.250", True),
        ("192.0.3.1", False),
        ("8.8.8.8", False),
        ("::1", True),
        ("fe80::1", True),
        ("fd12:3456::1", True),
        ("2001:db8:0:1:ffff::9", True),
        ("2001:db8:0:2::9", False),
        ("no address", False),
    ],
)
def test_private_networks_and_our_own_are_near(host: str, near: bool) -> None:
    assert is_near(host, ours) is near


def test_a_tunnel_that_calls_half_of_the_internet_its_subnet_makes_nobody_near() -> None:
    pairs = [("8.1.2.3", 1), ("9.1.2.3", 8), ("2001:db8::1", 3), ("192.168.7.7", 24), ("9.9.9.9", 8)]
    assert own_subnets((ip_address(ip), prefix) for ip, prefix in pairs) == (ip_network("9.0.0.0/8"),)


@pytest.mark.parametrize("accept", ["ask", "known", "anyone"])
def test_who_comes_from_elsewhere_is_not_heard_unless_the_session_says_so(accept: Accept) -> None:
    assert Policy(accept, (), ours).judge("Piano", FAR) is Verdict.FAR
    assert Policy(accept, (), ours).judge("Piano", Address("192.0.2.9", 1)) is not Verdict.FAR
    assert Policy(accept).judge("Piano", FAR) is not Verdict.FAR


@pytest.mark.parametrize(
    ("address", "access", "wanted", "verdict"),
    [
        ("198.51.100.7:5004", "always", False, Verdict.ADMIT),
        ("198.51.100.7:7000", "ask", True, Verdict.ADMIT),
        ("198.51.100.7:5004", "ask", False, Verdict.FAR),
        ("198.51.100.7:5004", "never", False, Verdict.REFUSE),
        ("198.51.100.8:5004", "always", True, Verdict.FAR),
    ],
)
def test_from_elsewhere_a_name_alone_proves_nothing(
    address: str, access: Access, wanted: bool, verdict: Verdict
) -> None:
    peer = Peer("p", "Piano", address, access=access, wanted=wanted)
    assert Policy("ask", (peer,), ours).judge("Piano", FAR) is verdict


def test_who_is_too_far_gets_one_no_and_the_user_is_told(network: Network, peer: Script) -> None:
    there = Computer(network, "198.51.100.2", "There", 0x2222, policy=Policy("anyone", (), ours))
    peer.control = FAR
    network.plug(FAR, peer._hear)
    for _ in range(20):
        peer.say(Invitation(1, 0x77, "Far"), there.control)
    network.run(0.5)
    assert there.streams == {}
    assert RefusedFar("Far", FAR) in there.events
    assert len(there.events) <= Limits().burst
    assert len(peer.got(Rejected)) <= Limits().burst + 1
