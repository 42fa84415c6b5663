"""Parts of a problem's sentence that are sentences themselves: reasons and hints, as codes with parameters.

Each has its English words here; the window translates the template, the command line prints it as it is.
"""

import errno
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

PHRASES: Final = {
    "hint.linux": "Is the ALSA sequencer there (sudo modprobe snd-seq), or JACK running? "
    "Longwire looks again when it is started anew.",
    "hint.darwin": "Restarting the computer brings macOS's MIDI server back.",
    "hint.win32": "Is the Windows Audio service running?",
    "firewall.linux": "If a firewall runs here, let UDP {control}, {data} and 5353 in, for example: "
    "sudo ufw allow {control}:{data}/udp && sudo ufw allow 5353/udp",
    "firewall.darwin": "Allow Longwire in System Settings > Network > Firewall, "
    "and under Privacy & Security > Local Network.",
    "firewall.win32": "Allow Longwire in Windows Security > Firewall & network protection > "
    "Allow an app through firewall, for private networks.",
    "system.denied": "permission denied",
    "system.in_use": "it is in use already",
    "system.missing": "it is not there",
    "system.folder": "a folder of that name is in the way",
    "system.exists": "a file of that name is there already",
    "system.full": "the disk is full",
    "system.read_only": "the disk is write-protected",
    "net.address": "this computer does not have that address",
    "net.unreachable": "no network leads there",
    "net.host": "the network does not reach that computer",
    "net.name": "nobody has that name in this network",
    "net.lookup": "the name could not be looked up",
    "net.family": "this session does not listen on that kind of address",
    "net.listen": "no address to listen on",
    "net.interface": "no network interface is up",
    "net.mdns": "mDNS is not running",
    "midi.missing": "it is not there",
    "midi.stopped": "the MIDI system has stopped",
    "midi.server": "the {name} server does not run",
    "file.line": "line {line}: {what}",
    "file.key": "{key}: {what}",
    "file.expected": "expected {expected}",
    "file.large": "it is larger than {limit} MB",
    "file.nothing": "there is nothing to write yet",
    "file.folder": "it is a folder",
    "file.special": "it is no ordinary file",
    "file.no_folder": "its folder is not there",
    "file.long_name": "its name is too long",
    "midi_file.none": "it is no MIDI file",
    "midi_file.cut": "it is cut short",
    "midi_file.songs": "it holds several songs side by side (type 2)",
    "midi_file.frames": "it counts in film frames, not in beats",
    "midi_file.broken": "it is damaged from byte {place} on",
    "midi_file.pause": "a pause in it is longer than a MIDI file can say",
    "midi_file.silent": "there is nothing in it to play",
    "midi_file.short": "it ends at {end}, so nothing can begin at {place}",
    "syx.empty": "there is no SysEx in it",
    "syx.strange": "byte {place} belongs to no SysEx",
    "syx.cut": "its last SysEx has no end",
    "syx.large": "it holds a SysEx of more than {limit} bytes",
    "sysex.nowhere": "nobody is there any more",
    "sysex.not_taken": "a SysEx of {size} bytes was not taken there: it is too large, or too much is waiting",
    "file.found": "expected {expected}, but found {found}",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence that is translated by itself: `code` is a key of `PHRASES`; `str()` says it in English."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The English words with their place-holders, the key of the translation."""
        return PHRASES[self.code]

    def __str__(self) -> str:
        return self.template.format(**self.params)


Reason: TypeAlias = Phrase | str
"""Why something failed: in words of ours, or as the system or a library says it."""

_SYSTEM: Final = {
    errno.EACCES: "system.denied",
    errno.EPERM: "system.denied",
    errno.EADDRINUSE: "system.in_use",
    errno.ENOENT: "system.missing",
    errno.EISDIR: "system.folder",
    errno.EEXIST: "system.exists",
    errno.ENOSPC: "system.full",
    errno.EFBIG: "system.full",
    errno.EROFS: "system.read_only",
    errno.ENOTDIR: "file.no_folder",
    errno.ENAMETOOLONG: "file.long_name",
    errno.EADDRNOTAVAIL: "net.address",
    errno.ENETUNREACH: "net.unreachable",
    errno.ENETDOWN: "net.unreachable",
    errno.EHOSTUNREACH: "net.host",
}
_UNKNOWN_NAMES: Final = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def reason_of(error: BaseException) -> Reason:
    """Give what an exception says: its own phrase, ours for a known fault of the system, otherwise its text."""
    if error.args and isinstance(error.args[0], Phrase):
        return error.args[0]
    if isinstance(error, socket.gaierror):
        return Phrase("net.name" if error.errno in _UNKNOWN_NAMES else "net.lookup")
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        return Phrase(_SYSTEM[error.errno])
    words = error.strerror if isinstance(error, OSError) else None
    return words or str(error) or type(error).__name__
