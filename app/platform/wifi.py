"""Whether a network interface is Wi-Fi, and whether it sleeps between packets to save power."""

from pathlib import Path

from app.platform.asking import answer_of

INTERFACES = Path("/sys/class/net")
ANSWER_S = 3.0


def is_wifi(interface: str, interfaces: Path = INTERFACES) -> bool:
    """Tell whether Linux calls this interface wireless; False on other systems, which do not say it in files."""
    return any((interfaces / interface / name).exists() for name in ("wireless", "phy80211"))


def saves_power(interface: str) -> bool | None:
    """Tell whether power saving is on for a Wi-Fi interface; None when nobody here knows."""
    return read_power_save(answer_of(("iw", "dev", interface, "get", "power_save"), ANSWER_S))


def read_power_save(text: str) -> bool | None:
    """Read what `iw dev ... get power_save` prints."""
    _, _, state = text.strip().lower().partition("power save:")
    return {"on": True, "off": False}.get(state.strip())
