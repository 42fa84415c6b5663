"""What the doctor says, in the user's language: its steps, its findings, its report."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app import __version__
from app.bootstrap import Finding
from app.ui.wording import filled

STEP_NAMES: Final[Mapping[str, object]] = {
    "name": QT_TRANSLATE_NOOP("Doctor", "Name"),
    "network": QT_TRANSLATE_NOOP("Doctor", "Network"),
    "mdns": QT_TRANSLATE_NOOP("Doctor", "Announcement"),
    "control": QT_TRANSLATE_NOOP("Doctor", "Control port"),
    "data": QT_TRANSLATE_NOOP("Doctor", "Data port"),
    "clock": QT_TRANSLATE_NOOP("Doctor", "Clock"),
    "family": QT_TRANSLATE_NOOP("Doctor", "Other addresses"),
    "ports": QT_TRANSLATE_NOOP("Doctor", "Our ports"),
    "firewall": QT_TRANSLATE_NOOP("Doctor", "Our firewall"),
    "wifi": QT_TRANSLATE_NOOP("Doctor", "Wi-Fi"),
}
VERDICTS: Final[Mapping[str, object]] = {
    "running": QT_TRANSLATE_NOOP("Doctor", "at work"),
    "ok": QT_TRANSLATE_NOOP("Doctor", "fine"),
    "warning": QT_TRANSLATE_NOOP("Doctor", "look at this"),
    "failed": QT_TRANSLATE_NOOP("Doctor", "failed"),
    "skipped": QT_TRANSLATE_NOOP("Doctor", "not tried"),
}


def step_name(step: str) -> str:
    """Name a step."""
    return QCoreApplication.translate("Doctor", str(STEP_NAMES[step]))


def verdict_text(verdict: str) -> str:
    """Say how a step went, for those who do not see its sign."""
    return QCoreApplication.translate("Doctor", str(VERDICTS[verdict]))


def finding_text(finding: Finding) -> str:
    """Say what was found and what to do."""
    return filled("Finding", finding.template, finding.params)


def title(name: str, *, connected: bool) -> str:
    """Name an examination; who is connected leaves nothing to be asked why."""
    if connected:
        return QCoreApplication.translate("Doctor", "Examining “{name}”").format(name=name)
    return QCoreApplication.translate("Doctor", "Why “{name}” does not connect").format(name=name)


def conclusion(findings: Iterable[Finding], *, connected: bool) -> str:
    """Say what matters most of all that was found."""
    verdicts = [finding.verdict for finding in findings]
    if "failed" in verdicts and connected:
        return QCoreApplication.translate(
            "Doctor",
            "It is connected. The steps marked red failed only for this examination, which knocks under another name.",
        )
    if "failed" in verdicts:
        return QCoreApplication.translate("Doctor", "It cannot connect. The steps marked red say why.")
    if "warning" in verdicts:
        return QCoreApplication.translate("Doctor", "It can connect; some things are worth a look.")
    return QCoreApplication.translate("Doctor", "Everything that a connection needs works.")


def report_text(name: str, target: str, when: str, findings: Iterable[Finding], *, connected: bool) -> str:
    """Write it all down for somebody who helps; the codes are the same in every language."""
    heads = {
        False: QCoreApplication.translate(
            "Doctor", "Why “{name}” ({target}) does not connect, {when}, Longwire {version}"
        ),
        True: QCoreApplication.translate(
            "Doctor", "Examination of “{name}” ({target}) while connected, {when}, Longwire {version}"
        ),
    }
    lines = [heads[connected].format(name=name, target=target, when=when, version=__version__)]
    lines += [
        f"[{verdict_text(each.verdict)}] {step_name(each.step)}: {finding_text(each)} ({each.code})"
        for each in findings
    ]
    return "\n".join(lines) + "\n"
