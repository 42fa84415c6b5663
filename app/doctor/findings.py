"""Findings as codes with parameters, and the English sentence of each: what is so, and what to do now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Verdict: TypeAlias = Literal["running", "ok", "warning", "failed", "skipped"]

STEPS: Final = (
    *("name", "network", "mdns", "control", "data", "clock", "family", "ports", "firewall", "wifi"),
)
"""In the order in which they are judged. Each ends once; `family` once for each further address that was tried."""

TEMPLATES: Final[Mapping[str, tuple[Verdict, str]]] = {
    "name.running": ("running", "Looking up where “{target}” is ..."),
    "mdns.running": ("running", "Listening for its announcement ..."),
    "control.running": ("running", "Knocking at control port {port} of {address} ..."),
    "data.running": ("running", "Knocking at data port {data} ..."),
    "clock.running": ("running", "Comparing clocks ..."),
    "ports.running": ("running", "Looking at this computer ..."),
    "name.found": ("ok", "“{target}” is {addresses}."),
    "name.unknown": (
        "failed",
        "Nobody here knows where “{target}” is. Look up its address there, and use that instead of the name.",
    ),
    "network.itself": ("ok", "It is this computer."),
    "network.near": ("ok", "It is in the same network as this computer, {own} on {interface}."),
    "network.far": (
        "warning",
        "It is in another network than this computer, {own} on {interface}. That works through a router that lets "
        "UDP pass, but neither will find the other by name. In one room, join both to the same network.",
    ),
    "network.skipped": ("skipped", "The way there was not looked for."),
    "network.none": ("failed", "This computer has no way to {address}. Is it connected to a network?"),
    "mdns.seen": ("ok", "It announces itself as “{name}” on control port {port}."),
    "mdns.other_port": (
        "warning",
        "It announces “{name}” on control port {port}, not {tried}. Try again with {port}, or choose it by name.",
    ),
    "mdns.unseen": (
        "warning",
        "It does not announce itself, or the network keeps announcements back, as guest Wi-Fi does. "
        "By its address it can be invited all the same.",
    ),
    "mdns.broken": (
        "warning",
        "Announcements cannot be heard here: {reason}. Use addresses instead of names.",
    ),
    "mdns.off": ("skipped", "Announcements were not looked for."),
    "control.accepted": ("ok", "Control port {port} answers as “{name}” and lets this computer in."),
    "control.refused": (
        "failed",
        "Control port {port} answers, but refuses this computer. Allow it there, or accept when it asks.",
    ),
    "control.closed": (
        "failed",
        "The computer is there, but nothing listens on its port {port}. "
        "Is the session switched on there, and is {port} the control port it shows?",
    ),
    "control.odd": (
        "failed",
        "Port {port} does not answer as a control port. Control ports are even; {even} is probably meant.",
    ),
    "control.unreachable": ("failed", "There is no way to {address}: {reason}."),
    "control.absent": (
        "failed",
        "No computer answers at {address}. Is it switched on, and in the same network as this one? "
        "Its address may have changed: look it up there.",
    ),
    "control.forbidden": (
        "failed",
        "A firewall forbids control port {port} of {address}: there, on the way, or here. "
        "Allow UDP {port} and {data} on both computers.",
    ),
    "control.skipped": ("skipped", "The control port was not tried."),
    "control.silent": (
        "failed",
        "Control port {port} does not answer. Is the other computer switched on, its session on, a question about "
        "“Longwire doctor” open on its screen, or a firewall there that keeps UDP {port} and {data} out?",
    ),
    "data.accepted": ("ok", "Data port {data} answers as well."),
    "data.refused": (
        "failed",
        "Data port {data} refuses what the control port allowed. Restart the session there.",
    ),
    "data.closed": ("failed", "Nothing listens on data port {data}. Restart the session there."),
    "data.forbidden": (
        "failed",
        "Control port {port} answers, but a firewall forbids data port {data}. "
        "Allow UDP {port} and {data} on both computers.",
    ),
    "data.absent": ("failed", "The computer has gone meanwhile. Is its network steady?"),
    "data.unreachable": ("failed", "There is no way to data port {data}: {reason}."),
    "data.silent": (
        "failed",
        "Control port {port} answers, data port {data} does not: most likely a firewall lets only one of them "
        "through. Allow UDP {port} and {data} there and here.",
    ),
    "data.skipped": ("skipped", "The data port was not tried."),
    "clock.good": (
        "ok",
        "The clock exchange works: {round_trip_ms} ms there and back, {spread_ms} ms of jitter.",
    ),
    "clock.slow": (
        "warning",
        "The clock exchange works, but takes {round_trip_ms} ms there and back with {spread_ms} ms of jitter. "
        "That can be heard; use a cable, or come nearer to the access point.",
    ),
    "clock.lossy": (
        "warning",
        "{lost} of {asked} clock exchanges were lost. Notes will be repaired, but late; use a cable if you can.",
    ),
    "clock.silent": (
        "failed",
        "It lets this computer in, but does not answer the clock exchange, so it will disconnect. "
        "Restart the session there.",
    ),
    "clock.skipped": ("skipped", "The clock exchange was not tried."),
    "family.skipped": ("skipped", "It has no other address to try."),
    "family.works": ("ok", "It answers at {address} as well."),
    "family.fails": (
        "warning",
        "It does not answer at {address}, so Longwire will use another of its addresses.",
    ),
    "ports.free": ("ok", "Ports {control} and {data} of this computer are free."),
    "ports.ours": ("ok", "Ports {control} and {data} of this computer are in use; a Longwire runs here."),
    "ports.taken": (
        "warning",
        "Ports {control} and {data} of this computer are used by another program. "
        "Longwire will take others, and says which.",
    ),
    "firewall.off": ("ok", "No firewall was found on this computer."),
    "firewall.on": ("warning", "A firewall runs on this computer. {hint}"),
    "firewall.unknown": ("skipped", "Whether a firewall runs on this computer cannot be told. {hint}"),
    "wifi.none": ("ok", "The way there does not begin with Wi-Fi, as far as this computer can tell."),
    "wifi.steady": (
        "ok",
        "The way there begins with Wi-Fi that does not save power. A cable is steadier still.",
    ),
    "wifi.saving": (
        "warning",
        "The Wi-Fi of this computer saves power and delays notes. Switch that off: "
        "sudo iw dev {interface} set power_save off. A cable is better still.",
    ),
    "wifi.unknown": (
        "warning",
        "The way there begins with Wi-Fi. Switch its power saving off, or use a cable.",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one step of an examination found, or that it is `running`; the step is the first word of the code.

    Codes are stable. Parameters are numbers, texts, and phrases that are translated by themselves.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def step(self) -> str:
        """Which step it was."""
        return self.code.partition(".")[0]

    @property
    def verdict(self) -> Verdict:
        """How it went."""
        return TEMPLATES[self.code][0]

    @property
    def template(self) -> str:
        """The English sentence with its place-holders, the key of the translation."""
        return TEMPLATES[self.code][1]

    def text(self) -> str:
        """Say it in English."""
        return self.template.format(**self.params)
