"""The changes of state of a case told one after the other: what follows from them, and those of two cases made one.

A case says when it was first and last resolved and how often it was reopened; its changes of state say the same, moment
by moment. Here the one is worked out from the other, so that it stays true when cases are merged or split.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from csops.domain.cases import Case, State, StateChange, moved

History = Sequence[StateChange]
"""Changes of state in the order in which they happened."""


def in_order(changes: Iterable[StateChange]) -> list[StateChange]:
    """Return changes in the order in which they happened; of one moment, in which they were written."""
    return sorted(changes, key=lambda one: (one.at, one.id))


def lived(case: Case, history: History) -> Case:
    """Return the case as its changes of state leave it: state, times of resolution, how often it was reopened.

    Without any the case is new. Nothing else of it is touched.
    """
    case = replace(case, state=State.NEW, first_resolved_at=None, resolved_at=None, reopened=0)
    for change in history:
        case = moved(case, change.state, at=change.at)
    return case


def completed(case: Case, changes: Iterable[StateChange]) -> list[StateChange]:
    """Return the history of a case with what the case knows and its changes do not say.

    An import may know when a case was resolved, and of an earlier resolution, without telling the states between.
    Living through what is returned leaves the case as it stands, except for reopenings of which no moment is known.
    """
    history = in_order(changes)
    if case.resolved_at is not None and lived(case, history).resolved_at != case.resolved_at:
        history = _with(history, case, case.resolved_at, State.RESOLVED)
    first = case.first_resolved_at
    if first is not None and lived(case, history).first_resolved_at != first:
        history = _with(history, case, first, State.RESOLVED)
        if first != case.resolved_at:
            history = _with(history, case, first, State.OPEN)
    if not history or lived(case, history).state is not case.state:
        last = max([change.at for change in history], default=case.opened_at)
        history.append(_change(case, last, case.state))
    return history


def unknown_reopenings(case: Case, history: History) -> int:
    """Return of how many reopenings the case knows that its history does not tell."""
    return max(0, case.reopened - lived(case, history).reopened)


def joined(one: History, other: History) -> list[StateChange]:
    """Return the history of two cases that were one matter all along.

    The matter is settled while both are, or while one is and the other did not exist yet. While one is open, the
    matter stands where that stands; while both are, where the one stands that was touched last. Changes keep their
    numbers and moments; those that change nothing of the whole are left out. A second case that opens after the first
    was resolved reopens the matter.
    """
    marked = [(change, 0) for change in one] + [(change, 1) for change in other]
    states: list[State | None] = [None, None]
    told: list[StateChange] = []
    for change, side in sorted(marked, key=lambda pair: pair[0].at):
        states[side] = change.state
        state = _both(change.state, [known for known in states if known is not None])
        if not told or told[-1].state is not state:
            told.append(change if change.state is state else replace(change, state=state))
    return told


def _both(touched: State, states: Sequence[State]) -> State:
    unsettled = [state for state in states if not state.is_settled]
    if unsettled:
        return touched if touched in unsettled else unsettled[0]
    return State.RESOLVED if State.RESOLVED in states else State.CLOSED


def _with(history: History, case: Case, at: datetime, state: State) -> list[StateChange]:
    """Return the history with one more change: before those that settled the case at that moment, after the others."""
    place = sum(change.at < at or (change.at == at and not _settles(change, state)) for change in history)
    return [*history[:place], _change(case, at, state), *history[place:]]


def _settles(change: StateChange, added: State) -> bool:
    return change.state is State.CLOSED and added is State.RESOLVED


def _change(case: Case, at: datetime, state: State) -> StateChange:
    return StateChange(case_id=case.id, at=at, state=state, member_id=case.owner_id)
