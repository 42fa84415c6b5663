"""Verbs about takes, songs and SysEx dumps, as they are typed and as their outcome is told."""

import argparse
from pathlib import Path
from typing import Final

from app.cli.ctl.typed import ENDS, Outcome, Verbs, option, song_time, take, whole_number
from app.midi.song import played_time

SET_FIRST: Final = "programs, controllers and the like are set first as they would be by then"


def add_files(verbs: Verbs) -> None:
    """Add record, play, and the families `take`, `song`, `dump` and `monitor`."""
    record = verbs.add("record", "record what an end plays into a new MIDI file", "take.record")
    take(record, "from", "END", ENDS)
    _file(record, "FILE", "the new .mid file")
    play = verbs.add("play", "play a MIDI file into an end", "song.play")
    _file(play, "FILE", "a .mid file")
    take(play, "to", "END", ENDS)
    play.add_argument("--loop", dest="with.loop", action="store_true", help="begin anew at its end")
    option(play, "from", "position", "TIME", f"begin there, such as 1:23; {SET_FIRST}", type=song_time)
    _sysex(play)
    takes = verbs.family("take", "what is being recorded: list, end")
    takes.list("takes", "list the takes and how far they are")
    _id(takes.add("end", "end a take and complete its file", "take.end"))
    _add_songs(verbs.family("song", "files that are played: list, pause, resume, seek, loop, stop"))
    monitor = verbs.family("monitor", "what has passed cables: save")
    save = monitor.add("save", "write what the monitor holds, up to 100 000 messages", "monitor.save")
    _file(save, "FILE", "a .mid file, or a .pcap file for Wireshark")
    packets = "the network packets of the last minutes, as they were, into a .pcap file"
    save.add_argument("--packets", dest="with.packets", action="store_true", help=packets)
    _add_dumps(verbs.family("dump", "SysEx files: send, cancel, receive, stop, save, forget"))


def _add_songs(songs: Verbs) -> None:
    songs.list("songs", "list them and where they are")
    for name, verb, values, help_text in (
        ("pause", "song.pause", {"with.paused": True}, "hold one where it is; what sounds is released"),
        ("resume", "song.pause", {"with.paused": False}, "go on with one that is held"),
        ("loop", "song.loop", {"with.loop": True}, "begin anew at its end, until it is stopped"),
        ("once", "song.loop", {"with.loop": False}, "do not begin anew"),
        ("stop", "song.stop", {}, "play it no more; exactly what it sounds is released"),
    ):
        parser = songs.add(name, help_text, verb)
        parser.set_defaults(**values)
        _id(parser)

    seek = songs.add("seek", f"go on elsewhere in one; {SET_FIRST}", "song.seek")
    take(seek, "position", "TIME", "where, such as 1:23", type=song_time)
    _id(seek)
    _sysex(seek)


def _sysex(parser: argparse.ArgumentParser) -> None:
    words = "send the SysEx before that too, such as a GS reset; each takes a moment"
    parser.add_argument("--sysex", dest="with.sysex", action="store_true", help=words)


def _add_dumps(dumps: Verbs) -> None:
    dumps.list("dumps", "list the SysEx files on their way, and those that were")
    send = dumps.add(
        "send", "send a .syx file into an end, and say how far it is until it has left", "dump.send"
    )
    _file(send, "FILE", "a .syx file")
    take(send, "to", "END", ENDS)
    option(send, "gap-ms", "gap_ms", "N", "pause after each message (default: 60)", type=whole_number)
    send.add_argument("--json", action="store_true", help="print one JSON object per line")
    _id(dumps.add("cancel", "send no more of one", "dump.cancel"))
    receive = dumps.add("receive", "take the SysEx that an end plays", "dump.receive")
    take(receive, "from", "END", ENDS)
    _id(dumps.add("stop", "take no more; what came can be saved", "dump.stop"))
    save = dumps.add("save", "write what came into a .syx file", "dump.save")
    _file(save, "FILE", "the .syx file")
    _id(save)
    _id(dumps.add("forget", "take no more and keep nothing", "dump.forget"))


def _file(parser: argparse.ArgumentParser, metavar: str, help_text: str) -> None:
    take(parser, "file", metavar, help_text, type=_absolute)


def _absolute(text: str) -> str:
    """Name a file so that Longwire, which runs elsewhere, finds the same one."""
    return str(Path(text).expanduser().absolute())


def _id(parser: argparse.ArgumentParser) -> None:
    take(parser, "id", "ID", "which, when there are several", nargs="?", type=whole_number)


FILES: Final[dict[str, Outcome]] = {
    "take.record": "Recording into {file}; “longwire ctl take end {id}” completes it.",
    "take.end": "Take {id} is complete.",
    "song.play": "Playing {file}; “longwire ctl song stop {id}” ends it.",
    "song.pause": "Song {id}: done.",
    "song.seek": lambda result: f"Song {result['id']} goes on at {played_time(result['position'])}.",
    "song.loop": "Song {id}: done.",
    "song.stop": "Song {id} is stopped.",
    "dump.cancel": "Dump {id} is given up.",
    "dump.receive": "Waiting for SysEx; “longwire ctl dump save FILE {id}” writes what came.",
    "dump.stop": "Dump {id} takes no more.",
    "dump.save": "{messages} messages, {octets} octets are in {file}.",
    "dump.forget": "Dump {id} is forgotten.",
    "monitor.save": "Saved as {file}.",
}
