"""The commands that change sessions, known peers and scenes; implements `EditApi` for the engine."""

from dataclasses import replace

from app.engine.api import CommandError, Problem
from app.engine.part_edits import PartEdits
from app.engine.rewrite import (
    in_scene,
    with_scene,
    with_session,
    without_peer,
    without_session,
)
from app.engine.workings import Workings
from app.midi.cues import read_cue
from app.model.endpoints import Endpoint, PeerEnd
from app.model.patch import Peer, Scene, Session


class Edits(PartEdits):
    """Edits the patch and lets the engine follow; called on the engine's loop."""

    # -- sessions -------------------------------------------------------------------------------------------------

    def add_session(self, session: Session) -> None:
        """Open another session; its name must be new."""
        desk = self._all.desk
        self._require_free(session.name)
        desk.change(replace(desk.patch, sessions=(*desk.patch.sessions, session)))

    def change_session(self, name: str, session: Session) -> None:
        """Put `session` in the place of the one called `name`: routes and peers follow a new name."""
        desk = self._all.desk
        self._require_session(name)
        if session.name != name:
            self._require_free(session.name)
            self._all.sessions.rename(name, session.name)
            self._all.book.follow(name, session.name)
        desk.change(with_session(desk.patch, name, session))

    def remove_session(self, name: str) -> None:
        """Disconnect everybody in it and close it; its routes and peers go with it."""
        self._require_session(name)
        self._all.desk.change(without_session(self._all.desk.patch, name))

    # -- peers ----------------------------------------------------------------------------------------------------

    def change_peer(self, peer: Peer) -> None:
        """Put a known peer in the place of the one with its id, or add it; follows `wanted` at once."""
        everything = self._all
        if peer.session is not None:
            self._require_session(peer.session)
        before = everything.book.get(everything.desk.patch, peer.id)
        was_wanted = before is not None and before.wanted
        if before is not None and peer.service is None and peer.name == before.name:
            peer = replace(peer, service=before.service)
        everything.desk.put_peer(peer)
        if peer.wanted and not was_wanted:
            everything.whereabouts.pursue(peer)
        elif was_wanted and not peer.wanted:
            self._drop(peer.id)
        everything.people.show_all()
        self._name_in_monitor()

    def forget_peer(self, peer: str) -> None:
        """Disconnect a peer and know it no longer; the cables to it go too."""
        everything = self._all
        if everything.book.get(everything.desk.patch, peer) is None:
            raise CommandError(Problem("peer.unknown"))
        self._drop(peer)
        everything.book.forget(peer)
        everything.desk.change(without_peer(everything.desk.patch, peer))
        everything.people.tidy()

    def retry(self, participant: int) -> None:
        """Try a participant at once that waits, refused, left or was lost."""
        everything = self._all
        seat = everything.seats.get(participant)
        peer = everything.book.get(everything.desk.patch, seat.peer) if seat else None
        host = everything.hosts.get(seat.session) if seat else None
        if seat is None or peer is None or host is None:
            raise CommandError(Problem("participant.unknown"))
        peer = replace(peer, session=host.spec.name, wanted=True)
        everything.desk.put_peer(peer)
        everything.whereabouts.pursue(peer)

    # -- scenes ---------------------------------------------------------------------------------------------------

    def switch_scene(self, name: str) -> None:
        """Switch the routes of a scene on and all others off; every connection stays."""
        desk = self._all.desk
        desk.change(in_scene(desk.patch, self._scene(name)))

    def put_scene(self, scene: Scene, place: int | None = None) -> None:
        """Save a scene where the one of that name is if there is one, or else at a place, or last."""
        if scene.control is not None:
            try:
                read_cue(scene.control, scene.value)
            except ValueError as error:
                params = {"scene": scene.name, "expected": str(error)}
                raise CommandError(Problem("scene.cue", params)) from None
        keep_peers(self._all, scene.source)
        self._all.desk.change(with_scene(self._all.desk.patch, scene, place))

    def remove_scene(self, name: str) -> None:
        """Take a scene away; the routes stay as they are."""
        desk, gone = self._all.desk, self._scene(name)
        desk.change(replace(desk.patch, scenes=tuple(each for each in desk.patch.scenes if each != gone)))

    # -- inside ---------------------------------------------------------------------------------------------------

    def _require_session(self, name: str) -> None:
        self._require(any(each.name == name for each in self._all.desk.patch.sessions), "session.unknown")

    def _require_free(self, name: str) -> None:
        self._require_new(name, self._all.desk.patch.sessions, "session.taken", session=name)

    def _scene(self, name: str) -> Scene:
        found = next((each for each in self._all.desk.patch.scenes if each.name == name), None)
        if found is None:
            raise CommandError(Problem("scene.unknown", {"scene": name}))
        return found

    def _drop(self, peer: str) -> None:
        everything = self._all
        for seat in everything.seats:
            host = everything.hosts.get(seat.session)
            if seat.peer == peer and host is not None:
                everything.people.drop(host, seat)


def keep_peers(everything: Workings, *ends: Endpoint | None) -> None:
    """Have everybody in the patch whom one of these ends names."""
    for end in ends:
        if isinstance(end, PeerEnd):
            everything.desk.change(everything.book.keep(everything.desk.patch, end.peer))
