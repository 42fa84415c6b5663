"""Who comes, or comes back, to where a song is played while it plays: they have missed what the song has set."""

from collections import deque

from app.engine.router import Router
from app.engine.song_places import cable_ticks
from app.engine.ticks import ns_of
from app.midi.chase import Chase


class Newcomers:
    """Tells each of them what was set, a channel at a time and no faster than a MIDI cable takes it.

    A channel is set at once, and to what is set on it by then: the song goes on meanwhile.
    """

    def __init__(self, router: Router, source: int) -> None:
        self._router, self._source = router, source
        self._visits = router.visits_of(source)
        self._waiting: dict[int, deque[int]] = {}
        """The channels that are to be set yet, by destination."""
        self._due = 0

    @property
    def due(self) -> int | None:
        """The tick at which there is something to tell."""
        return self._due if self._waiting else None

    def look_round(self, chase: Chase, now: int) -> None:
        """See who has come and who has gone."""
        before, self._visits = self._visits, self._router.visits_of(self._source)
        self._waiting = {end: left for end, left in self._waiting.items() if end in self._visits}
        if not self._waiting:
            self._due = now
        for end, visit in self._visits.items():
            if before.get(end) is not visit and chase.channels:
                self._waiting[end] = deque(chase.channels)

    def greet(self, chase: Chase, now: int) -> None:
        """Set the next channel of each when it is time."""
        if not self._waiting or now < self._due:
            return
        longest = 0
        for end, left in list(self._waiting.items()):
            messages = chase.messages_on(left.popleft())
            if not left:
                del self._waiting[end]
            for message in messages:
                self._router.pass_into(self._source, end, message, now, ns_of(now))
            longest = max(longest, sum(map(cable_ticks, messages)))
        self._due = now + longest
