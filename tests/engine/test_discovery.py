"""mDNS as it begins: what is heard in its first moments takes nothing down with it."""

import asyncio

from zeroconf import ServiceStateChange

from app.engine.discovery import SERVICE_TYPE, Discovery, private_label
from app.engine.sightings import Sighting

RACK = f"Rack.{SERVICE_TYPE}"


async def test_a_peer_that_changes_while_mdns_begins_does_not_end_it() -> None:
    """Whoever is asked for anew is no longer waited for; that must not take the start along which both wait for."""
    seen: dict[str, Sighting | None] = {}
    discovery = Discovery(private_label(0x5117), ("127.0.0.1",), seen.__setitem__, lambda _name: None)
    try:
        await discovery.start()
        assert discovery._zeroconf is not None
        for change in (ServiceStateChange.Added, ServiceStateChange.Updated):
            discovery._on_service_change(discovery._zeroconf.zeroconf, SERVICE_TYPE, RACK, change)
            await asyncio.sleep(0)
        assert await discovery.publish(1, "Begun early", 25_404) == "Begun early"
    finally:
        await discovery.stop()
