"""Repair from Chapter C (wire sheet 7.2)."""

from collections.abc import Sequence
from typing import Final

from app.media.repair.context import Repair
from app.media.state.channel import SILENCERS, ChannelState, mode
from app.media.state.controllers import ON_FROM, RESET_VALUES, TOOL_MODULUS
from app.media.state.parameters import ENTRIES, NULL, Parameter, selection
from app.midi.messages import RESET_CONTROLLERS
from app.wire.journal.values import ControllerChapter, ControllerLog, Tool, is_recency_ordered

_BANK: Final = (0, 32)
_MODE_PAIRS: Final = {124: 125, 125: 124, 126: 127, 127: 126}


class Command:
    """The logs of one controller's latest command, put together from its tools."""

    def __init__(self, logs: Sequence[ControllerLog]) -> None:
        tools = {log.tool: log.value for log in logs}
        self.number = logs[0].number
        self.s = all(log.s for log in logs)
        self.value = tools.get(Tool.VALUE)
        self.toggles = tools.get(Tool.TOGGLE)
        self.count = tools.get(Tool.COUNT)

    @property
    def final_value(self) -> int:
        """The data octet to send: as coded, else what the toggle count says, else the default."""
        if self.value is not None:
            return self.value
        return 127 if self.toggles is not None and self.toggles % 2 else 0


class ControllerRepair:
    """Walks the list of one channel. `notes_unconfirmed`: notes that Chapter N does not name must end."""

    def __init__(self, repair: Repair, channel: ChannelState, bank_sent: bool) -> None:
        self.notes_unconfirmed = False
        self.replays = False
        """A CC121 was sent that may have been received before: all that follows is sent again."""
        self._repair = repair
        self._channel = channel
        self._bank_sent = bank_sent

    def run(self, chapter: ControllerChapter) -> None:
        """Mend the controllers of a list."""
        habits = self._repair.habits
        habits.unordered_logs = habits.unordered_logs or not is_recency_ordered(chapter.logs)
        commands = _commands(chapter.logs)
        if habits.unordered_logs:
            commands.sort(key=lambda command: (command.number != RESET_CONTROLLERS, command.number))
        places = {command.number: place for place, command in enumerate(commands)}
        reset_at = -1 if habits.unordered_logs else places.get(RESET_CONTROLLERS, -1)
        for place, command in enumerate(commands):
            if command.number in RESET_VALUES and place < reset_at:
                self._supersede(command)
            elif self._concerns(command):
                self._mend(command, places)

    def _concerns(self, command: Command) -> bool:
        """Tell whether the loss can have changed this controller, or our own repair did."""
        if self.replays or (self._bank_sent and command.number in _BANK):
            return True
        return not self._repair.loss.skips(command.s)

    def _supersede(self, command: Command) -> None:
        """Take over the counts of a command that a later CC121 has undone: the switch is off now."""
        controllers = self._channel.controllers
        if command.toggles is not None:
            controllers.toggles[command.number] = (command.toggles + command.toggles % 2) % TOOL_MODULUS
        if command.count is not None:
            controllers.commands[command.number] = command.count

    def _mend(self, command: Command, places: dict[int, int]) -> None:
        if command.number == RESET_CONTROLLERS:
            self._mend_reset(command)
        elif command.number in SILENCERS:
            self._mend_silencer(command, places)
        elif self.replays or self._differs(command) or self._is_out_of_order(command, places):
            self._send(command)
        self._store_counts(command)

    def _mend_reset(self, command: Command) -> None:
        """Without a count nobody knows whether a CC121 is new: sending it again is exact if all later is, too."""
        is_new = self._is_counted_new(command)
        if is_new is False:
            return
        self.replays = is_new is None and not self._repair.loss.single
        self._repair.control("C", self._channel, RESET_CONTROLLERS, command.final_value)

    def _mend_silencer(self, command: Command, places: dict[int, int]) -> None:
        """Without a count an end of all notes is not sent again; the notes it must have ended are (rule 4)."""
        is_new = self._is_counted_new(command)
        if is_new is None:
            is_new = self._repair.loss.single or self._is_new_mode(command, places)
            self.notes_unconfirmed = self.notes_unconfirmed or not is_new
        if is_new:
            self._repair.control("C", self._channel, command.number, command.final_value)

    def _is_counted_new(self, command: Command) -> bool | None:
        """Tell by the count whether a command was lost; None when one of the counts is not known."""
        known = self._channel.controllers.commands[command.number]
        return None if command.count is None or known is None else command.count != known

    def _is_new_mode(self, command: Command, places: dict[int, int]) -> bool:
        """Tell whether a mode message without count is the newest of its pair and not the mode in the record."""
        partner = _MODE_PAIRS.get(command.number)
        if partner is None or places.get(partner, -1) > places[command.number]:
            return False
        known = self._channel.modes.get(min(partner, command.number))
        return known != mode(command.number, command.final_value)

    def _differs(self, command: Command) -> bool:
        value = self._channel.controllers.values[command.number]
        return (
            (command.value is not None and command.value != value)
            or self._is_toggled(command)
            or bool(self._is_counted_new(command))
        )

    def _is_toggled(self, command: Command) -> bool:
        known = self._channel.controllers.toggles[command.number]
        return command.toggles is not None and known is not None and command.toggles != known

    def _is_out_of_order(self, command: Command, places: dict[int, int]) -> bool:
        """Tell whether this half of a 14-bit pair is the newer one but the record says the other (rule 5)."""
        number = command.number
        if number >= 64 or self._repair.habits.unordered_logs:
            return False
        is_newer = places.get(number ^ 32, -1) < places[number]
        return (
            is_newer
            and self._channel.controllers.lsb_newer[number & 31] != (number >= 32)
            and self._knows(number ^ 32)
        )

    def _knows(self, number: int) -> bool:
        return self._channel.controllers.values[number] is not None

    def _send(self, command: Command) -> None:
        channel = self._channel
        if command.number in ENTRIES and not channel.parameters.is_idle:
            # As a general purpose controller it must not reach the parameter that we still have open.
            for number, value in selection(Parameter(nrpn=False, number=NULL)):
                self._repair.control("C", channel, number, value)
        value = command.final_value
        is_on = channel.controllers.is_on(command.number)
        toggled = (
            command.toggles is not None and command.toggles != channel.controllers.toggles[command.number]
        )
        if toggled and is_on == (value >= ON_FROM):
            self._repair.control("C", channel, command.number, 0 if is_on else 127)
        self._repair.control("C", channel, command.number, value)

    def _store_counts(self, command: Command) -> None:
        controllers = self._channel.controllers
        if command.toggles is not None:
            controllers.toggles[command.number] = command.toggles
        if command.count is not None:
            controllers.commands[command.number] = command.count


def _commands(logs: Sequence[ControllerLog]) -> list[Command]:
    """Put the logs of each controller together: they are neighbours."""
    groups: list[list[ControllerLog]] = []
    for log in logs:
        if groups and groups[-1][0].number == log.number:
            groups[-1].append(log)
        else:
            groups.append([log])
    return [Command(group) for group in groups]
