"""Service recovery: a complaint taken from listening to the lesson learnt, step by step."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Noted:
    """Something that a step asks to be written down, by its key."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """A case that is put right by the steps. `complained_at` and `delivered_at` start the clocks of steps."""

    id: int = 0
    version: int = 1
    case_id: int
    started_at: datetime
    started_by: int | None = None
    complained_at: datetime
    delivered_at: datetime | None = None
    closed_at: datetime | None = None
    learnt: str = ""


@dataclass(frozen=True, kw_only=True)
class RecoveryStep:
    """One step of a recovery, with `key` and `number` of `service_recovery.yaml` as they were when it began.

    `due_at` is None while its clock has not begun. `skipped`: the reason why it was left out.
    """

    id: int = 0
    version: int = 1
    recovery_id: int
    key: str
    number: int
    due_at: datetime | None = None
    done_at: datetime | None = None
    done_by: int | None = None
    skipped: str = ""
    noted: tuple[Noted, ...] = ()
