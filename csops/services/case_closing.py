"""What is still open on cases that are about to be settled: told before, or with it, and nobody is kept from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csops.domain.cases import FollowUp, FollowUpKind
from csops.services.case_numbers import current_ids
from csops.services.workspace import Workspace

if TYPE_CHECKING:  # the window starts without them
    from csops.domain.concessions import Concession
    from csops.domain.promises import Promise
    from csops.domain.recovery import Recovery, RecoveryStep


@dataclass(frozen=True, kw_only=True)
class StillOpen:
    """What is neither done nor settled.

    Attributes:
        steps: of recoveries that go on. `concessions`: that wait for a decision.
        untold: decisions on concessions of which the customer still has to be told.
        low_answers: that nobody followed up. `promises`: what was promised.
    """

    steps: int = 0
    concessions: int = 0
    untold: int = 0
    low_answers: int = 0
    promises: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != StillOpen()


def open_among(
    *,
    recoveries: "Iterable[Recovery]",
    steps: "Iterable[RecoveryStep]",
    concessions: "Iterable[Concession]",
    promises: "Iterable[Promise]",
    follow_ups: Iterable[FollowUp],
) -> StillOpen:
    """Return what of these is still open: the one rule of all paths."""
    going_on = {one.id for one in recoveries if one.closed_at is None}
    waiting = sum(one.state.value == "waiting" for one in concessions)
    pending = [one.kind for one in follow_ups if one.done_at is None]
    return StillOpen(
        steps=sum(one.done_at is None and one.recovery_id in going_on for one in steps),
        concessions=waiting,
        untold=max(0, pending.count(FollowUpKind.CONCESSION) - waiting),
        low_answers=pending.count(FollowUpKind.ANSWER),
        promises=tuple(one.what for one in promises if one.settled_at is None),
    )


def still_open(workspace: Workspace, *, case_ids: Sequence[int]) -> StillOpen:
    """Return what is still open on these cases together; nothing of cases that are gone."""
    with workspace.read() as work:
        ids, care = list(current_ids(work, case_ids)), work.care
        recoveries = care.recoveries.where_any("case_id", ids)
        return open_among(
            recoveries=recoveries,
            steps=care.recovery_steps.where_any("recovery_id", [one.id for one in recoveries]),
            concessions=care.concessions.where_any("case_id", ids),
            promises=care.promises.where_any("case_id", ids),
            follow_ups=work.follow_ups.where_any("case_id", ids),
        )
