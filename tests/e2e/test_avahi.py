"""mDNS that is not ours: Avahi finds what we announce, and we find, invite and follow what it announces."""

from pathlib import Path

from tests.support.avahi import avahi
from tests.support.distant import Distant
from tests.support.hosts import TwoHosts
from tests.support.ports import free_pair
from tests.support.waiting import wait_for

NAME = "Kitchen piano (2) ünï"


def test_avahi_finds_us_and_we_find_it(two_hosts: TwoHosts, tmp_path: Path) -> None:
    if not two_hosts.apart:
        print(
            "a second mDNS daemon on one computer would answer for the first: nothing is tested without root"
        )
        return
    first, second = two_hosts.first, two_hosts.second
    ports = free_pair(), free_pair(), free_pair()
    with avahi(second, tmp_path) as other:
        peers = [{"id": "piano", "name": NAME}]
        with (
            Distant("Stage 1.5", ports[0], prefix=first.prefix, peers=peers) as stage,
            Distant("Piano", ports[1], prefix=second.prefix, mdns=False) as piano,
        ):
            stage.wait("session", published="Stage 1\u20245")
            with other.announcing(NAME, ports[1]):
                wait_for(
                    lambda: (first.address, ports[0]) in other.found().values(), lambda: str(other.found())
                )
                shown = stage.wait("participant", state="connected")
                stage.order("play 903c64")
                piano.wait_for_note()
            stage.wait("found", shown["at"], name=NAME, state="removed")
            with Distant("Piano", ports[2], prefix=second.prefix, mdns=False) as elsewhere:
                gone = piano.kill()
                noticed = stage.wait_for_notice(gone)
                with other.announcing(NAME, ports[2]):
                    stage.wait("participant", noticed, state="connected")
                    stage.order("play 903e64")
                    elsewhere.wait_for_note()
