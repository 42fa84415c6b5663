"""Problems as codes with parameters; the one place where each has its English sentence.

A sentence says what is wrong and what to do now, for a tired musician at a sound check. The window translates
the template, the command line prints it as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["info", "warning", "error"]

TEMPLATES: dict[str, tuple[Severity, str]] = {
    "midi.none": (
        "warning",
        "No MIDI system was found on this computer, so only the network side works. {hint}",
    ),
    "midi.server": (
        "warning",
        "{name} is not running, so there are no MIDI ports. Start it: Longwire looks for it every few seconds "
        "and then goes on by itself.",
    ),
    "midi.port_open": (
        "warning",
        "The MIDI port “{port}” could not be opened: {reason}. Is another program using it?",
    ),
    "midi.port_failed": ("warning", "Sending to the MIDI port “{port}” failed: {reason}."),
    "midi.no_virtual": (
        "warning",
        "The virtual port “{port}” cannot be made here: this system does not offer virtual MIDI ports.",
    ),
    "midi.too_large": (
        "warning",
        "A SysEx of {size} bytes was not sent to “{port}”: this MIDI system passes at most {limit} bytes.",
    ),
    "net.none": ("warning", "There is no network connection. Longwire keeps looking and starts by itself."),
    "net.mdns": (
        "warning",
        "Other computers cannot be found automatically: {reason}. Use “Add by address…” instead.",
    ),
    "port.in_use": (
        "warning",
        "Port {wanted} is used by another program, so “{session}” listens on {port} for now. "
        "Peers that find it by name need nothing; peers with a typed address need the new number.",
    ),
    "port.none": ("error", "No free pair of network ports for “{session}”: {reason}."),
    "session.far": (
        "warning",
        "“{name}” at {address} asked to join “{session}” and was refused, because that address is in another network. "
        "To let in whoever is there, choose “Also from other networks” for this session.",
    ),
    "session.stranger": (
        "warning",
        "“{name}” at {address} asked to join “{session}” and was refused: it is not known, and without a window nobody "
        "can be asked.",
    ),
    "link.port": (
        "warning",
        "The link “{link}” cannot use port {port}: {reason}. It opens as soon as the port is free.",
    ),
    "link.full": (
        "warning",
        "The link “{link}” has learned {limit} peers and takes no more, so {address} is not heard. "
        "Forget those that are not needed.",
    ),
    "sysex.refused": (
        "warning",
        "A SysEx of {size} bytes to “{name}” was not sent: too much is waiting there already.",
    ),
    "sysex.unknown": ("error", "This SysEx is not on its way any more."),
    "sysex.file": ("error", "{file} was not sent: {reason}."),
    "take.failed": ("error", "No take can be recorded into {file}: {reason}. Choose another folder."),
    "take.ended": (
        "warning",
        "Recording into {file} has ended: {reason}. What was played until then is kept.",
    ),
    "take.nowhere": ("error", "There is nothing to record there: it is not known."),
    "play.failed": ("error", "{file} cannot be played: {reason}."),
    "file.saved": ("info", "Saved as {file}."),
    "file.failed": ("warning", "{file} could not be written: {reason}."),
    "peer.refused": (
        "warning",
        "“{peer}” refused the invitation. Allow this computer there, then press Invite again.",
    ),
    "peer.silent": (
        "warning",
        "“{peer}” does not answer at {address}. Does somebody there still have to let you in? "
        "Is it switched on, in the same network, and not behind a firewall?",
    ),
    "peer.half_open": (
        "warning",
        "“{peer}” answers on port {control} but not on port {data}: most likely its firewall lets only one of them in.",
    ),
    "peer.unreachable": ("warning", "There is no way to {address} from this computer: {reason}."),
    "peer.garbage": (
        "warning",
        "“{peer}” sends packets that are not RTP-MIDI; they are counted and ignored.",
    ),
    "patch.invalid": (
        "error",
        "The patch file {file} could not be used: {reason}. Longwire started with an empty patch; "
        "a copy of the file is kept as {copy}.",
    ),
    "patch.unreadable": (
        "error",
        "The patch file {file} could not be used: {reason}. Longwire started with an empty patch, leaves the file "
        "alone and does not save.",
    ),
    "patch.changed": (
        "warning",
        "The patch file {file} was changed by another program meanwhile; that version is kept as {copy}.",
    ),
    "patch.read_only": (
        "warning",
        "The patch cannot be saved to {file}: {reason}. Your changes are kept while Longwire runs, "
        "and saved as soon as that file can be written.",
    ),
    "patch.newer": (
        "warning",
        "The patch file {file} was written by a newer Longwire and is opened read-only: changes are not saved.",
    ),
    "route.looped": (
        "warning",
        "The cable from “{source}” to “{destination}” is stopped: what it plays comes back to it again and again. "
        "Take away one cable of the circle, here or on the other computer, then switch this one on again.",
    ),
    "route.map": (
        "error",
        "The mapping of “{source}” to “{destination}” cannot be used: each side must name a control such as "
        "“ch0.note9”, “ch15.cc7” or “ch1.pitch”. Channels count from 0 here.",
    ),
    "session.taken": ("error", "There is a session called “{session}” already. Give it another name."),
    "link.taken": ("error", "There is a link called “{link}” already. Give it another name."),
    "link.unknown": ("error", "There is no link called “{link}” any more."),
    "port.taken": ("error", "There is a virtual port called “{port}” already. Give it another name."),
    "port.unknown": ("error", "There is no virtual port of ours called “{port}”."),
    "peer.unknown": ("error", "This peer is not known any more."),
    "scene.cue": ("error", "Scene “{scene}” cannot be called like this; expected {expected}."),
    "scene.unknown": ("error", "There is no scene called “{scene}” any more."),
    "settings.invalid": (
        "warning",
        "Some settings in {file} were not understood ({keys}); the usual ones are used instead. "
        "A copy of the file is kept as {copy}.",
    ),
    "settings.unreadable": (
        "warning",
        "The settings in {file} could not be read: {reason}. The usual ones are used.",
    ),
    "settings.read_only": ("warning", "The settings cannot be saved to {file}: {reason}."),
    "report.saved": (
        "info",
        "The report is saved as {file}. Names and addresses in it are replaced; look at it before it is sent.",
    ),
    "evening.saved": ("info", "The report of the evening was saved as {file}."),
    "report.failed": ("warning", "The report could not be written to {file}: {reason}."),
    "settings.autostart": ("warning", "Starting at login cannot be changed: {reason}."),
    "update.available": (
        "info",
        "There is a newer Longwire: version {version}. Nothing is downloaded until you do it yourself.",
    ),
    "session.unknown": ("error", "There is no session to do this in. Add one to the patch first."),
    "found.unknown": ("error", "This peer is not announced any more. Use “Add by address…” if it is there."),
    "participant.unknown": ("error", "This participant is not there any more."),
    "route.unknown": ("error", "This cable is not there any more."),
    "command.nowhere": (
        "error",
        "Nothing can be played there at the moment: it is not there, or nobody is in it.",
    ),
    "display.none": (
        "info",
        "There is no display here, so Longwire runs without a window. Press Ctrl+C to stop.",
    ),
    "engine.midi_thread": ("error", "The MIDI engine stopped unexpectedly and was started again: {reason}."),
    "engine.overflow": (
        "warning",
        "{count} network packets came faster than they could be looked at and were dropped.",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the user should know: `code` is a key of `TEMPLATES`, `about` names what it concerns."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return TEMPLATES[self.code][0]

    @property
    def template(self) -> str:
        """The English sentence with its place-holders, the key of the translation."""
        return TEMPLATES[self.code][1]

    def text(self) -> str:
        """Say it in English."""
        return self.template.format(**self.params)
