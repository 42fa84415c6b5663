"""Both sides invite each other, whoever clicks when and however long each packet takes (session sheet 4.4.4).

Whatever the order, one connection remains that both sides see by the same family, nobody is refused, and nothing
that was connected ends.
"""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

import pytest

from app.model.address import Address
from app.model.patch import Peer
from app.session.events import InvitationClosed, InvitationReceived, State
from app.session.policy import Policy
from app.session.reasons import Reason
from app.wire.applemidi import Accepted, Invitation
from tests.support.network import Computer, Datagram, Network, Script

SSRCS = (0x1111, 0x2222)
NAMES = ("Here", "There")
FOURS = ("192.0.2.1", "192.0.2.2")
SIXES = ("2001:db8::1", "2001:db8::2")
CABLES = ("198.51.100.1", "198.51.100.2")

ONE_FAMILY, SAME_FAMILIES, ANY_FAMILIES, TWO_NETWORKS = (
    "IPv4",
    "both families",
    "families as found",
    "two networks",
)


class Delays:
    """Each family takes its own time, and each packet a little more."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._least = [random.choice([0.0005, 0.002, 0.02, 0.1, 0.4]) for _family in range(2)]
        self._spread = random.choice([0.0, 0.001, 0.05, 0.3])

    def __call__(self, datagram: Datagram) -> float:
        first = datagram.destination.host in FOURS
        return self._least[first] + self._spread * self._random.random()


@dataclass
class User:
    """Somebody who sits at a computer and wants to be connected with the other one."""

    computer: Computer
    other: int
    targets: tuple[Address, ...]
    looks_up: bool
    """Whether a name was typed, and where it is is known a little later."""
    by_name: bool
    """Whether the other one is known by name as soon as it is wanted, as when it was picked from those found."""

    def invite(self) -> None:
        if self.by_name:
            peer = Peer("peer", name=NAMES[self.other], wanted=True)
            self.computer.session.set_policy(Policy("ask", (peer,)), self.computer.network.now)
            self.computer.pump()
        if not self.looks_up:
            self.computer.invite(*self.targets, name=NAMES[self.other])
            return
        participant = self.computer.invite(name=NAMES[self.other])
        self.computer.network.run(0.003)
        self.computer.session.retarget(participant, self.targets, self.computer.network.now)
        self.computer.pump()

    def join(self) -> None:
        for event in list(self.computer.events):
            if isinstance(event, InvitationReceived):
                self.computer.session.answer(event.invitation, True, self.computer.network.now)
        self.computer.pump()


def targets_of(random: Random, other: int, families: str) -> tuple[Address, ...]:
    second = CABLES if families == TWO_NETWORKS else SIXES
    four, six = Address(FOURS[other], 5004), Address(second[other], 5004)
    if families == ONE_FAMILY:
        return (four,)
    both = random.choice([(four, six), (six, four)])
    return random.choice([both, both[:1]]) if families == ANY_FAMILIES else both


@dataclass
class Evening:
    """Two users, and what they click when."""

    network: Network
    users: list[User]
    clicks: list[tuple[float, int, str]]

    @classmethod
    def drawn(cls, seed: int, families: str) -> "Evening":
        random = Random(seed)
        network = Network(Delays(random))
        users = []
        for me, other in ((0, 1), (1, 0)):
            policy = Policy(random.choice(["ask", "ask", "anyone"]))
            dual = {ONE_FAMILY: None, TWO_NETWORKS: CABLES[me]}.get(families, SIXES[me])
            computer = Computer(network, FOURS[me], NAMES[me], SSRCS[me], policy, other=dual)
            # Who is found by one family only, and by another at the other end, must be known by name, else both ask.
            by_name = families == ANY_FAMILIES or random.random() < 0.7
            users.append(
                User(computer, other, targets_of(random, other, families), random.random() < 0.3, by_name)
            )
        within = random.choice([0.0, 0.01, 0.3, 3.0, 9.0])
        clicks = [(within * random.random(), who, "invite") for who in (0, 1)]
        if random.random() < 0.3:
            clicks.append((within * random.random(), random.choice((0, 1)), "join"))
        return cls(network, users, sorted(clicks))

    def play(self) -> None:
        start = self.network.now
        for at, who, what in self.clicks:
            self.network.run(max(0.0, start + at - self.network.now))
            user = self.users[who]
            user.invite() if what == "invite" else user.join()

    @property
    def computers(self) -> list[Computer]:
        return [user.computer for user in self.users]

    def agree(self) -> bool:
        """Whether both have one stream, to each other by one family, and clocks were exchanged."""
        streams = [list(computer.streams.values()) for computer in self.computers]
        if [len(each) for each in streams] != [1, 1]:
            return False
        [ours], [theirs] = streams
        ways = {
            place.host.rpartition(".")[0] for each in (ours, theirs) for place in (each.control, each.data)
        }
        return len(ways) == 1 and ours.synchronised and theirs.synchronised


def drops(computer: Computer) -> list[tuple[State | None, State | None]]:
    """What a user would call a drop: who was connected is not any more, or an invitation failed."""
    found: list[tuple[State | None, State | None]] = []
    for participant in {event.participant for event in computer.changes()}:
        # Until its name is looked up it is shown as waiting; that is no drop.
        changes = [each for each in computer.changes(participant) if each.reason is not Reason.NO_ADDRESS]
        states = [None, *(each.state for each in changes)]
        found += [(one, next_) for one, next_ in pairwise(states) if one is State.CONNECTED != next_]
        # What was only tried may go when another record stands for the same peer.
        harmless = (State.CONNECTED, State.INVITING, State.LEFT)
        found += [(one, next_) for one, next_ in pairwise(states) if next_ not in harmless]
    return found


def open_questions(computer: Computer) -> set[int]:
    asked = {event.invitation for event in computer.events if isinstance(event, InvitationReceived)}
    return asked - {event.invitation for event in computer.events if isinstance(event, InvitationClosed)}


@pytest.mark.parametrize("families", [ONE_FAMILY, SAME_FAMILIES, ANY_FAMILIES, TWO_NETWORKS])
@pytest.mark.parametrize("seed", range(100))
def test_one_connection_remains_that_both_agree_on(seed: int, families: str) -> None:
    evening = Evening.drawn(seed, families)
    evening.play()
    evening.network.run_until(evening.agree, 10)
    evening.network.run(80)
    assert evening.agree()
    assert evening.network.sent("NO") == []
    assert evening.network.sent("BY") == []
    for computer in evening.computers:
        assert drops(computer) == []
        assert len(computer.connected) == 1
        assert len(list(computer.session._desk.roster)) == 1
        assert open_questions(computer) == set()


def ask(door: Computer, peer: Script) -> None:
    """The peer knocks, and whoever sits at the door is asked."""
    door.session.set_policy(Policy("ask"), door.network.now)
    peer.say(Invitation(1, 0x4711, "Guest"), door.control)
    door.network.run(0.1)
    assert open_questions(door) != set()


def test_who_asks_and_is_invited_gets_its_ok_and_nothing_of_ours(here: Computer, peer: Script) -> None:
    ask(here, peer)
    one = here.invite(peer.control)
    here.network.run(0.5)
    peer.say(Invitation(1, 0x4711, "Guest"), here.data)
    here.network.run(5)
    assert here.connected == [one]
    assert here.latest().wanted
    assert open_questions(here) == set()
    assert len(peer.got(Accepted)) == 2
    assert here.network.sent("IN", here.control.host) == []


def test_who_asks_and_goes_on_no_further_is_invited_after_a_second(here: Computer, peer: Script) -> None:
    ask(here, peer)
    here.invite(peer.control)
    here.network.run(0.9)
    assert here.network.sent("IN", here.control.host) == []
    here.network.run(0.2)
    assert len(here.network.sent("IN", here.control.host)) == 1
    assert here.latest().state is State.INVITING


def test_who_asks_and_is_invited_can_be_left_before_it_is_in(here: Computer, peer: Script) -> None:
    ask(here, peer)
    one = here.invite(peer.control)
    here.leave(one)
    here.network.run(5)
    assert here.latest().state is State.LEFT
    assert here.network.sent("IN", here.control.host) == []
    assert {datagram.destination for datagram in here.network.sent("BY")} == {peer.control}
