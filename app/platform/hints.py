"""What people must know about their own system before MIDI and the network work there."""

import sys

_MIDI = {
    "linux": "Is the ALSA sequencer there (sudo modprobe snd-seq), or JACK running?",
    "darwin": "Restarting the computer brings macOS's MIDI server back.",
    "win32": "Is the Windows Audio service running?",
}
_FIREWALL = {
    "linux": "If a firewall runs here, let UDP {control}, {data} and 5353 in, for example: "
    "sudo ufw allow {control}:{data}/udp && sudo ufw allow 5353/udp",
    "darwin": "Allow Longwire in System Settings > Network > Firewall, and under Privacy & Security > Local Network.",
    "win32": "Allow Longwire in Windows Security > Firewall & network protection > Allow an app through firewall, "
    "for private networks.",
}


def midi_hint(system: str = sys.platform) -> str:
    """Say what to do on this system when no MIDI system was found."""
    return _MIDI.get(system, _MIDI["linux"])


def firewall_hint(control: int, data: int, system: str = sys.platform) -> str:
    """Say what lets peers through to these UDP ports on this system."""
    return _FIREWALL.get(system, _FIREWALL["linux"]).format(control=control, data=data)
