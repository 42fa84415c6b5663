"""Songs and dumps inside the MIDI thread: each plays by the thread's own clock, never by the window's."""

from collections.abc import Callable

from app.engine.dump_sender import DumpSender
from app.engine.play_orders import (
    CancelDump,
    DumpMoved,
    EndPlaying,
    PlayOrder,
    SeekPlaying,
    SendDump,
    SetPlaying,
    StartPlaying,
)
from app.engine.player import Player
from app.engine.router import Router


class Players:
    """All that is played and sent from files at the moment."""

    def __init__(
        self,
        router: Router,
        report: Callable[..., None],
        touch: Callable[[Player | DumpSender], None],
    ) -> None:
        self._router = router
        self._report = report
        self._touch = touch
        self._songs: dict[int, Player] = {}
        self._dumps: dict[int, DumpSender] = {}

    def carry_out(self, order: PlayOrder, now: int) -> None:
        """Do what the engine asks for; what is about something that has ended is passed over."""
        match order:
            case StartPlaying():
                player = Player(order, self._router, self._report, now)
                self._songs[order.playback] = player
                self._touch(player)
            case SetPlaying() if order.playback in self._songs:
                player = self._songs[order.playback]
                player.change(order, now)
                self._touch(player)
            case SeekPlaying() if order.playback in self._songs:
                player = self._songs[order.playback]
                player.seek(order.place, now)
                self._touch(player)
            case EndPlaying() if order.playback in self._songs:
                player = self._songs.pop(order.playback)
                player.end()
                self._touch(player)
            case SendDump():
                dump = DumpSender(order, self._router, self._dump_moved, now)
                self._dumps[order.sending] = dump
                self._touch(dump)
            case CancelDump() if order.sending in self._dumps:
                dump = self._dumps.pop(order.sending)
                dump.cancel(now)
                self._touch(dump)

    def look_round(self, now: int) -> None:
        """Somebody may have come to where a song is played: see, and set there what the song has set."""
        for player in self._songs.values():
            player.look_round(now)
            self._touch(player)

    def end_all(self, now: int) -> None:
        """Play and send nothing any more: nobody is to get the beginning of something that has no end."""
        for player in self._songs.values():
            player.end()
        for dump in list(self._dumps.values()):
            dump.cancel(now)
        self._songs.clear()

    def _dump_moved(self, moved: DumpMoved) -> None:
        if moved.state != "sending":
            self._dumps.pop(moved.sending, None)  # a whole sample memory is not kept for nothing
        self._report(moved)
