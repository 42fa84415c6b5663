"""What people must know about their own system before the network works there."""

import sys

_FIREWALL = {
    "linux": "If a firewall runs here, let UDP {control}, {data} and 5353 in, for example: "
    "sudo ufw allow {control}:{data}/udp && sudo ufw allow 5353/udp",
    "darwin": "Allow Longwire in System Settings > Network > Firewall, and under Privacy & Security > Local Network.",
    "win32": "Allow Longwire in Windows Security > Firewall & network protection > Allow an app through firewall, "
    "for private networks.",
}


def firewall_hint(control: int, data: int, system: str = sys.platform) -> str:
    """Say what lets peers through to these UDP ports on this system."""
    return _FIREWALL.get(system, _FIREWALL["linux"]).format(control=control, data=data)
