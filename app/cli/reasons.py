"""How somebody is, why they are not there and why a cable does not play; the codes are those of the event lines."""

from typing import Final

STATES: Final = {
    "inviting": "is being connected",
    "connected": "is connected",
    "silent": "does not answer at the moment",
    "waiting": "cannot be reached; Longwire keeps trying",
    "refused": "refused the invitation",
    "left": "has left",
    "lost": "is lost",
}
CABLES: Final = {
    "unplugged": "the device is unplugged",
    "away": "the other side is not connected",
    "nobody": "nobody is in the session yet",
    "unknown": "an end of it is not in the patch",
    "closed": "the link is not open",
}
PEOPLE: Final = {
    "refused": "it refused",
    "no_answer": "it does not answer",
    "data_silent": "its data port does not answer; most likely a firewall",
    "data_refused": "its data port refused",
    "bye": "it said goodbye",
    "clock_timeout": "it no longer compares clocks",
    "silence": "it has fallen silent",
    "restarted": "it was restarted",
    "replaced": "it is connected a second time",
    "moved": "it came again from another address",
    "self": "that is this computer itself",
    "no_address": "its address is not known yet",
    "user": "as you wanted",
    "closed": "our session was closed",
}


def because(words: dict[str, str], reason: str | None) -> str:
    """Give the words for a reason in brackets, with a space before; nothing without a reason."""
    return f" ({words.get(reason, reason)})" if reason else ""
