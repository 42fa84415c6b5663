"""One AppleMIDI session: who is in it, who is invited, who asks. No I/O, no clock, no randomness (design 2)."""

from collections.abc import Callable, Sequence

from app.model.address import Address
from app.session.actions import Action, Channel
from app.session.events import Event
from app.session.policy import Policy
from app.session.reasons import Reason


class Session:
    """Signalling of one session, as initiator and as participant (session sheet 4).

    After every call take the actions, ship them as one batch, then drain the events. `now` is seconds, monotonic,
    for `receive` the stamp of arrival. Timers may be handled early, late, or too often. `next_id` gives ids of
    participants and invitations alike, `random32` whole numbers of 32 bits, `jitter` numbers from 0 to below 1.
    """

    def __init__(
        self,
        ssrc: int,
        name: str,
        policy: Policy,
        next_id: Callable[[], int],
        random32: Callable[[], int],
        jitter: Callable[[], float],
    ) -> None:
        raise NotImplementedError

    @property
    def ssrc(self) -> int:
        """Our SSRC; it changes (with action `UseSsrc`) only while nobody is connected (session sheet 4.4.7)."""
        raise NotImplementedError

    # -- the network ---------------------------------------------------------------------------------------------

    def receive(
        self, data: bytes, channel: Channel, address: Address, now: float, heard: float | None = None
    ) -> None:
        """Take a datagram other than RTP and CK; anything at all is fine, nothing is raised.

        `heard` is when CK or RTP last came from there, if it is known: it tells a stale BY (session sheet 4.4.3).
        """
        raise NotImplementedError

    # -- the user ------------------------------------------------------------------------------------------------

    def invite(self, addresses: Sequence[Address], name: str | None, now: float) -> int:
        """Want a connection to the first of these control addresses that answers, until `leave`; gives its id.

        Who is already in, or already invited, at one of the addresses keeps its id; what waits is tried at once.
        `name` is shown until the peer says its own. Without addresses it waits for `retarget`.
        """
        raise NotImplementedError

    def retarget(self, participant: int, addresses: Sequence[Address], now: float) -> None:
        """The wanted peer is (again) to be found at these control addresses: try at once, unless it is connected."""
        raise NotImplementedError

    def retry_all(self, now: float) -> None:
        """Try everybody who waits at once: an interface came up, or the computer woke up."""
        raise NotImplementedError

    def leave(self, participant: int, now: float) -> None:
        """Disconnect, or stop trying, and no longer want it; an unknown id is fine."""
        raise NotImplementedError

    def answer(self, invitation: int, accept: bool, now: float) -> None:
        """Let somebody in, or not. A yes that comes after the question expired counts for the next try, 2 minutes."""
        raise NotImplementedError

    def set_policy(self, policy: Policy, now: float) -> None:
        """Judge by this from now on; who is waiting for an answer is judged again."""
        raise NotImplementedError

    def set_name(self, name: str) -> None:
        """Say this name in what is sent from now on."""
        raise NotImplementedError

    def close(self, now: float) -> None:
        """Leave everybody; what waits for an answer gets none."""
        raise NotImplementedError

    # -- the streams -----------------------------------------------------------------------------------------------

    def stream_synchronised(self, participant: int, now: float) -> None:
        """The first exchange of clocks with it is complete."""
        raise NotImplementedError

    def stream_lost(self, participant: int, reason: Reason, now: float) -> None:
        """The stream was given up (CLOCK_TIMEOUT, SILENCE); `CloseStream` with BY follows, and a new try if wanted."""
        raise NotImplementedError

    def stream_silent(self, participant: int, now: float) -> None:
        """Nothing is heard from it, but it is not given up."""
        raise NotImplementedError

    def stream_alive(self, participant: int, now: float) -> None:
        """It is heard again."""
        raise NotImplementedError

    # -- the driver ------------------------------------------------------------------------------------------------

    def take_actions(self) -> list[Action]:
        """Give what is to be done, in order, and forget it."""
        raise NotImplementedError

    def next_event(self) -> Event | None:
        """Give the oldest event not yet taken."""
        raise NotImplementedError

    def get_timer(self) -> float | None:
        """Give when `handle_timer` has something to do, in seconds as `now`."""
        raise NotImplementedError

    def handle_timer(self, now: float) -> None:
        """Do what is due; drain `receive` first, a time-out judges by what has arrived."""
        raise NotImplementedError
