"""Repair from Chapter M (wire sheet 7.3)."""

from app.media.repair.context import Repair
from app.media.state.channel import ChannelState
from app.media.state.parameters import (
    DECREMENT,
    ENTRY_LSB,
    ENTRY_MSB,
    INCREMENT,
    NRPN_MSB,
    NULL,
    RPN_MSB,
    Parameter,
    ParameterValue,
    Pending,
    selection,
)
from app.wire.journal.values import ParameterChapter, ParameterLog


def repair_parameters(repair: Repair, channel: ChannelState, chapter: ParameterChapter) -> None:
    """Mend values, then the selection. The count tool is not looked at: with equal values nothing is wrong."""
    for log in chapter.logs:
        if not repair.loss.skips(log.s) and log.number != NULL:
            _mend_value(repair, channel, log)
    if not repair.loss.skips(chapter.s):
        _mend_selection(repair, channel, chapter)


def _mend_value(repair: Repair, channel: ChannelState, log: ParameterLog) -> None:
    parameter = Parameter(log.nrpn, log.number)
    known = channel.parameters.values.get(parameter) or ParameterValue()
    msb = log.entry_msb.value if log.entry_msb else None
    lsb = log.entry_lsb.value if log.entry_lsb else None
    buttons = log.a_button.net if log.a_button else 0
    has_entry = msb is not None or lsb is not None
    is_new_entry = (msb is not None and msb != known.msb) or (has_entry and lsb != known.lsb)
    clicks = buttons if is_new_entry else buttons - known.buttons
    if not is_new_entry and (not clicks or not (has_entry or log.a_button)):
        return
    _select(repair, channel, parameter)
    if is_new_entry:
        for number, value in ((ENTRY_MSB, msb), (ENTRY_LSB, lsb)):
            if value is not None:
                repair.control("M", channel, number, value)
    for _ in range(repair.take_clicks(abs(clicks))):
        repair.control("M", channel, INCREMENT if clicks > 0 else DECREMENT, 0)
    channel.parameters.values[parameter].buttons = buttons


def _mend_selection(repair: Repair, channel: ChannelState, chapter: ParameterChapter) -> None:
    state = channel.parameters
    if chapter.pending is not None:
        pending = Pending(*chapter.pending)
        if state.pending != pending:
            repair.control("M", channel, NRPN_MSB if pending.nrpn else RPN_MSB, pending.msb)
    elif chapter.transaction_open:
        if chapter.logs:
            _select(repair, channel, Parameter(chapter.logs[-1].nrpn, chapter.logs[-1].number))
    elif not state.is_idle:
        _select(repair, channel, Parameter(nrpn=False, number=NULL))


def _select(repair: Repair, channel: ChannelState, parameter: Parameter) -> None:
    if channel.parameters.selected != parameter:
        for number, value in selection(parameter):
            repair.control("M", channel, number, value)
