import pytest

from app.model.endpoints import KEYBOARD, MONITOR
from app.ui.canvas.connect import Answer, Connection, Plan, Refusal
from app.ui.canvas.drag import THRESHOLD, Drag, Grip, Phase
from app.ui.canvas.elements import CanvasEnd, FoundEnd, Socket, Way

ORIGIN = Socket(KEYBOARD, Way.SENDS)
GRIP = Grip((ORIGIN,))
PEER = FoundEnd(7)
PLAN = Plan((Connection(KEYBOARD, PEER),), 7)


class Judge:
    """Allows only the peer, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[CanvasEnd] = []
        self.answer: Answer = PLAN

    def __call__(self, origin: Socket, target: CanvasEnd) -> Answer:
        assert origin == ORIGIN
        self.asked.append(target)
        return self.answer if target == PEER else Refusal.ONLY_SENDS


@pytest.fixture
def judge() -> Judge:
    return Judge()


@pytest.fixture
def drag(judge: Judge) -> Drag:
    return Drag(judge)


def test_it_begins_idle(drag: Drag):
    assert drag.pull.phase is Phase.IDLE
    assert drag.move(100, 100, PEER) is Phase.IDLE
    assert drag.drop(100, 100, PEER) is None


def test_a_click_with_an_unsteady_hand_is_no_drag(drag: Drag, judge: Judge):
    drag.press(GRIP, 10, 10)
    assert drag.move(10 + THRESHOLD - 1, 10, PEER) is Phase.PRESSED
    assert drag.drop(10 + THRESHOLD - 1, 10, PEER) is None
    assert judge.asked == []
    assert drag.pull.phase is Phase.IDLE


def test_from_the_threshold_on_a_cable_hangs_on_the_pointer(drag: Drag):
    drag.press(GRIP, 10, 10)
    assert drag.move(10 + THRESHOLD, 10, None) is Phase.DRAGGING
    assert drag.is_pulling
    assert drag.pull.origin == ORIGIN
    assert drag.move(11, 10, None) is Phase.DRAGGING, "coming back does not let go"


def test_over_a_possible_target_there_is_a_plan(drag: Drag):
    drag.press(GRIP, 0, 0)
    drag.move(50, 0, PEER)
    assert drag.pull.plan == PLAN
    assert drag.pull.refusal is None
    assert drag.drop(50, 0, PEER) == PLAN
    assert not drag.is_pulling


def test_over_an_impossible_target_there_is_a_reason(drag: Drag):
    drag.press(GRIP, 0, 0)
    drag.move(50, 0, MONITOR)
    assert drag.pull.plan is None
    assert drag.pull.refusal is Refusal.ONLY_SENDS
    assert drag.drop(50, 0, MONITOR) is Refusal.ONLY_SENDS


def test_leaving_a_target_forgets_it(drag: Drag):
    drag.press(GRIP, 0, 0)
    drag.move(50, 0, PEER)
    drag.move(80, 0, None)
    assert (drag.pull.over, drag.pull.answer) == (None, None)
    assert drag.drop(80, 0, None) is None


def test_where_the_cable_starts_is_the_open(drag: Drag, judge: Judge):
    drag.press(GRIP, 0, 0)
    drag.move(50, 0, KEYBOARD)
    assert drag.pull.over is None
    assert drag.drop(50, 0, KEYBOARD) is None
    assert judge.asked == []


def test_a_target_is_judged_once_while_over_it_and_again_on_the_drop(drag: Drag, judge: Judge):
    drag.press(GRIP, 0, 0)
    for x in range(20, 40):
        drag.move(x, 0, PEER)
    assert judge.asked == [PEER]
    judge.answer = Refusal.GONE
    assert drag.drop(40, 0, PEER) is Refusal.GONE
    assert judge.asked == [PEER, PEER]


def test_a_drop_after_a_jump_counts(drag: Drag):
    drag.press(GRIP, 0, 0)
    assert drag.drop(200, 200, PEER) == PLAN


def test_cancelling_lets_go(drag: Drag):
    drag.press(GRIP, 0, 0)
    assert not drag.cancel(), "nothing was pulled yet"
    drag.press(GRIP, 0, 0)
    drag.move(50, 0, PEER)
    assert drag.cancel()
    assert drag.pull.phase is Phase.IDLE
    assert drag.drop(50, 0, PEER) is None


def test_a_second_press_does_not_change_hands(drag: Drag):
    drag.press(GRIP, 0, 0)
    drag.move(50, 0, None)
    drag.press(Grip((Socket(MONITOR, Way.RECEIVES),)), 50, 0)
    assert drag.pull.origin == ORIGIN
    assert drag.is_pulling


# -- out of a name, with a node, off a cable -----------------------------------------------------------------

HEARS = Socket(KEYBOARD, Way.RECEIVES)


def test_a_name_offers_the_socket_that_fits():
    def judge(origin: Socket, target: CanvasEnd) -> Answer:
        return PLAN if origin.way is Way.RECEIVES and target == PEER else Refusal.ONLY_SENDS

    drag = Drag(judge)
    drag.press(Grip((ORIGIN, HEARS)), 0, 0)
    drag.move(50, 0, None)
    assert drag.pull.origin == ORIGIN, "in the open it hangs out of the first"
    drag.move(60, 0, PEER)
    assert (drag.pull.origin, drag.pull.plan) == (HEARS, PLAN)
    drag.move(70, 0, MONITOR)
    assert (drag.pull.origin, drag.pull.refusal) == (ORIGIN, Refusal.ONLY_SENDS)
    assert drag.drop(60, 0, PEER) == PLAN


def test_a_node_follows_until_it_is_over_something_it_can_be_connected_to(drag: Drag):
    drag.press(Grip((ORIGIN,), "builtin:keyboard"), 0, 0)
    assert drag.move(THRESHOLD - 1, 0, None) is Phase.PRESSED
    assert drag.move(50, 0, None) is Phase.CARRYING
    assert not drag.is_pulling
    assert drag.move(60, 0, PEER) is Phase.DRAGGING
    assert drag.pull.plan == PLAN
    assert drag.move(70, 0, None) is Phase.CARRYING
    assert drag.drop(70, 0, None) is None
    assert drag.pull.phase is Phase.IDLE


def test_a_node_without_sockets_only_follows(drag: Drag, judge: Judge):
    drag.press(Grip((), "session:Studio"), 0, 0)
    assert drag.move(50, 0, PEER) is Phase.CARRYING
    assert drag.drop(50, 0, PEER) is None
    assert judge.asked == []
    drag.press(Grip((), "session:Studio"), 0, 0)
    drag.move(50, 0, None)
    assert drag.cancel()


def test_a_row_follows_up_and_down_while_it_is_at_home(drag: Drag):
    row = Grip((ORIGIN,), row=KEYBOARD)
    drag.press(row, 100, 100)
    assert drag.move(101, 104, None, home=True) is Phase.PRESSED
    assert drag.move(104, 112, PEER, home=True) is Phase.CARRYING
    assert drag.move(80, 114, PEER, home=True) is Phase.CARRYING, "set out upright, it may wander"
    assert drag.move(20, 114, None, home=False) is Phase.DRAGGING
    assert drag.move(80, 114, None, home=True) is Phase.CARRYING
    assert drag.drop(80, 114, PEER, home=True) is None


def test_sideways_out_of_a_row_comes_a_cable_to_the_end(drag: Drag):
    drag.press(Grip((ORIGIN,), row=KEYBOARD), 100, 100)
    assert drag.move(88, 108, None, home=True) is Phase.DRAGGING
    assert drag.move(100, 160, None, home=True) is Phase.DRAGGING
