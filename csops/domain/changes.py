"""What an operation touched, and which of a person's acts can be taken back or done again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Kind(Enum):
    """The kinds of record that an operation may touch. Pages name the kinds that they show."""

    MEMBER = "member"
    CHANNEL = "channel"
    TOPIC = "topic"
    CUSTOMER = "customer"
    CONTACT = "contact"
    CASE = "case"
    STATE_CHANGE = "state_change"
    FOLLOW_UP = "follow_up"
    NOTE = "note"
    ATTACHMENT = "attachment"
    SETTING = "setting"
    VIEW = "view"
    IMPORT = "import"
    SHIFT_TEMPLATE = "shift_template"
    TERMS = "terms"
    ABSENCE = "absence"
    WISH = "wish"
    PLAN = "plan"
    SHIFT = "shift"
    SCENARIO = "scenario"
    SNAPSHOT = "snapshot"
    DAY_MARK = "day_mark"
    VOLUME = "volume"
    SKILL = "skill"
    PROFILE = "profile"
    PROFILE_VERSION = "profile_version"
    SKILL_LEVEL = "skill_level"
    ROLE_AIM = "role_aim"
    TRAINING = "training"
    OPENING = "opening"
    SEAT = "seat"
    CANDIDATE = "candidate"
    TIE = "tie"
    PAPER = "paper"
    APPLICATION = "application"
    CANDIDATE_NOTE = "candidate_note"
    MOVE = "move"
    SCORECARD = "scorecard"
    GROUP_ANSWER = "group_answer"
    PAST_CANDIDATE = "past_candidate"
    PURCHASE = "purchase"
    PROMISE = "promise"
    REQUEST = "request"
    ESCALATION = "escalation"
    HANDOVER = "handover"
    CONCESSION = "concession"
    RECOVERY = "recovery"
    RECOVERY_STEP = "recovery_step"
    SURVEY_ANSWER = "survey_answer"
    CUSTOMER_MERGE = "customer_merge"
    CASE_MERGE = "case_merge"
    REVIEW_CARD = "review_card"
    CARD_VERSION = "card_version"
    SAMPLE = "sample"
    PICK = "pick"
    REVIEW = "review"
    DISPUTE = "dispute"
    CALIBRATION = "calibration"
    COACHING = "coaching"
    COACHING_ACTION = "coaching_action"
    ERASURE = "erasure"
    """No record: what of the journal's own texts an act erased (see `storage/erasing.py`)."""


class Step(Enum):
    """How an act came about: done, taken back, or done again; or tried to be, in vain, so that it is passed over."""

    DONE = "done"
    UNDO = "undo"
    REDO = "redo"
    PASSED = "passed"


@dataclass(frozen=True, kw_only=True)
class Act:
    """One operation of one person, as the journal keeps it.

    `target` is the act that an undo took back, a redo did again, or either passed over. `records` is the number
    of records touched.
    """

    id: int
    at: datetime
    member_id: int | None
    what: str
    step: Step = Step.DONE
    target: int | None = None
    kinds: frozenset[Kind] = frozenset()
    records: int = 0
    import_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """One record in an act: as it was before and as it was after (None: it was not there), as named plain values."""

    kind: Kind
    record_id: int
    before: dict[str, object] | None
    after: dict[str, object] | None


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What an operation touched: told to every page, here and on the other computers."""

    act_id: int
    what: str
    kinds: frozenset[Kind] = field(default_factory=frozenset)


@dataclass(frozen=True, kw_only=True)
class Stacks:
    """What a person can take back and do again: ids of acts, the next one last."""

    undo: tuple[int, ...] = ()
    redo: tuple[int, ...] = ()


def stacks(acts: Iterable[Act]) -> Stacks:
    """Work out from one person's acts, oldest first, what Ctrl Z and Ctrl Shift Z would do.

    A new act empties what could be done again, as in every editor. An act that was passed over stays as it is, and
    those before it are within reach again. An undo whose target lies before the acts given (the list was cut) changes
    nothing.
    """
    undo: list[int] = []
    redo: list[int] = []
    for act in acts:
        if act.step is Step.DONE:
            undo.append(act.id)
            redo.clear()
        elif act.step is Step.PASSED:
            undo, redo = ([act_id for act_id in ids if act_id != act.target] for ids in (undo, redo))
        elif act.target is not None:
            _move(act.target, *((undo, redo) if act.step is Step.UNDO else (redo, undo)))
    return Stacks(undo=tuple(undo), redo=tuple(redo))


def _move(act_id: int, source: list[int], goal: list[int]) -> None:
    if act_id in source:
        source.remove(act_id)
        goal.append(act_id)


def touched(changes: Sequence[Change]) -> frozenset[Kind]:
    """Return the kinds of record in these changes."""
    return frozenset(change.kind for change in changes)
