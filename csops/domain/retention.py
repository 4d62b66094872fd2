"""How long the details of candidates are kept: rules of countries, consent for longer, and when they are to go."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Any

from csops.domain.candidates import Candidate
from csops.domain.errors import Missing, OutOfRange
from csops.domain.openings import Application, Outcome, Stage
from csops.domain.texts import one_line

MOST_MONTHS = 120
SOON_DAYS = 30
_MOST_QUESTIONS, _MOST_ANSWERS = 10, 20
OTHER = "other"
"""The rule for countries that have none of their own here."""


@dataclass(frozen=True, kw_only=True)
class RetentionRule:
    """How long details are usually kept in a country after the decision: `months` and `weeks` together.

    `from_what`: the law or guidance that it rests on; `ask`: what only counsel can say; `is_sure`: whether a source of
    the law or of an authority says so, rather than practice alone.
    """

    country: str
    months: int = 0
    weeks: int = 0
    from_what: str = ""
    ask: str = ""
    is_sure: bool = False


@dataclass(frozen=True, kw_only=True)
class GroupQuestion:
    """A question of the voluntary answer sheet, and the answers it offers; none of them has to be given."""

    question: str
    answers: tuple[str, ...]


QUESTIONS = (
    GroupQuestion(question="Gender", answers=("woman", "man", "non-binary or another")),
    GroupQuestion(question="Age", answers=("under 25", "25 to 39", "40 to 54", "55 or older")),
)
"""Asked where the shop has not chosen its own. Origin, health, religion are special data; some laws forbid to ask."""


@dataclass(frozen=True, kw_only=True)
class HiringRecords:
    """What the shop has decided on candidates' details. `months` and `weeks` None: the rule of its country holds."""

    months: int | None = None
    weeks: int | None = None
    questions: tuple[GroupQuestion, ...] = QUESTIONS

    def to_plain(self) -> dict[str, Any]:
        """Return the plain form, as settings keep it."""
        asked = [{"question": one.question, "answers": list(one.answers)} for one in self.questions]
        return {"months": self.months, "weeks": self.weeks, "questions": asked}


def records_from(plain: Mapping[str, Any]) -> HiringRecords:
    """Return the decision of a plain form; an empty one is what holds where nothing was decided."""
    asked = plain.get("questions")
    questions = (
        QUESTIONS
        if asked is None
        else tuple(
            GroupQuestion(question=str(one["question"]), answers=tuple(map(str, one["answers"]))) for one in asked
        )
    )
    return HiringRecords(months=plain.get("months"), weeks=plain.get("weeks"), questions=questions)


def checked_records(records: HiringRecords) -> HiringRecords:
    """Return the decision with tidy texts, or raise Missing or OutOfRange."""
    for name, value in (("months", records.months), ("weeks", records.weeks)):
        if value is not None and not 0 <= value <= MOST_MONTHS:
            raise OutOfRange(field=name, value=value, right=f"Choose from 0 to {MOST_MONTHS}")
    if len(records.questions) > _MOST_QUESTIONS:
        raise OutOfRange(field="questions", value=len(records.questions), right=f"Ask up to {_MOST_QUESTIONS}")
    questions = tuple(map(_checked_question, records.questions))
    names = [one.question.casefold() for one in questions]
    if len(set(names)) < len(names):
        raise OutOfRange(field="questions", value="asked twice", right="Give each question a name of its own")
    return HiringRecords(months=records.months, weeks=records.weeks, questions=questions)


def _checked_question(asked: GroupQuestion) -> GroupQuestion:
    question = one_line(asked.question)[:100]
    answers = tuple(dict.fromkeys(filter(None, (one_line(answer)[:100] for answer in asked.answers))))
    if not question:
        raise Missing(field="question", right="Write what is asked, such as Gender")
    if not 2 <= len(answers) <= _MOST_ANSWERS:
        raise OutOfRange(field=question, value=f"{len(answers)} answers", right=f"Offer 2 to {_MOST_ANSWERS}")
    return GroupQuestion(question=question, answers=answers)


def rule_for(country: str, rules: Sequence[RetentionRule]) -> RetentionRule:
    """Return the rule of a country (two letters), that for other countries where there is none."""
    return next((rule for rule in rules if rule.country == country.upper()), None) or next(
        rule for rule in rules if rule.country == OTHER
    )


def applied_rule(rule: RetentionRule, records: HiringRecords) -> tuple[int, int]:
    """Return months and weeks after the decision: the shop's own where it chose, else those of the rule."""
    if records.months is None and records.weeks is None:
        return rule.months, rule.weeks
    return records.months or 0, records.weeks or 0


class Ground(Enum):
    """Why details are kept until a day, or have no such day yet."""

    HOLD = "hold"
    OPEN = "open"
    HIRED = "hired"
    AGREED = "agreed"
    DECIDED = "decided"
    CLOSED = "closed"
    NEVER_APPLIED = "never_applied"


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """Until when a candidate's details are kept: `until` is the last day, None where there is no day yet.

    `since`: the decision (or closing, or arrival) that it is counted from. `is_longer`: kept longer than the rule says
    though no consent is noted.
    """

    ground: Ground
    until: date | None = None
    since: date | None = None
    is_longer: bool = False

    def is_due(self, today: date) -> bool:
        """Whether the details should be gone by now."""
        return self.until is not None and self.until < today and self.ground is not Ground.HOLD

    def is_soon(self, today: date) -> bool:
        """Whether they are to go within the next thirty days."""
        return self.until is not None and not self.is_due(today) and self.until <= today + timedelta(days=SOON_DAYS)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What decides of a candidate's applications: `decided_on` by application id, `closed_on` by opening id."""

    applications: Sequence[Application] = ()
    decided_on: Mapping[int, date] = field(default_factory=dict)
    closed_on: Mapping[int, date | None] = field(default_factory=dict)


def keeping(candidate: Candidate, progress: Progress, *, months: int, weeks: int) -> Keeping:
    """Return until when a candidate's details are kept.

    A hold comes before all. Whoever still has an application open is kept; whoever was hired belongs to the staff
    file. A day that was agreed on counts as agreed; otherwise the rule counts from the last decision.

    Args:
        candidate: with consent, agreed day and hold.
        progress: their applications and when each was decided.
        months: so many after the decision.
        weeks: so many more.
    """
    ground, since = _since(candidate, progress)
    by_rule = None if since is None else later(since, months=months, weeks=weeks)
    agreed = candidate.keep_until
    is_longer = bool(agreed and by_rule and agreed > by_rule and candidate.consent_at is None)
    if candidate.hold:
        return Keeping(ground=Ground.HOLD, until=agreed or by_rule, since=since)
    if ground in {Ground.OPEN, Ground.HIRED} and (agreed is None or ground is Ground.OPEN):
        return Keeping(ground=ground, since=since)
    if agreed is not None:
        return Keeping(ground=Ground.AGREED, until=agreed, since=since, is_longer=is_longer)
    return Keeping(ground=ground, until=by_rule, since=since)


def _since(candidate: Candidate, progress: Progress) -> tuple[Ground, date | None]:
    if not progress.applications:
        return Ground.NEVER_APPLIED, candidate.came_on
    days: list[tuple[date, Ground]] = []
    for one in progress.applications:
        if one.stage is Stage.HIRED and one.outcome is Outcome.OPEN:
            return Ground.HIRED, None
        closed = progress.closed_on.get(one.opening_id)
        if one.outcome is not Outcome.OPEN:
            days.append((progress.decided_on.get(one.id, one.applied_on), Ground.DECIDED))
        elif closed is not None:
            days.append((closed, Ground.CLOSED))
        else:
            return Ground.OPEN, None
    day, ground = max(days, key=lambda each: each[0])
    return ground, day


def later(day: date, *, months: int, weeks: int = 0) -> date:
    """Return the day so many months and weeks later; the last of the month where it is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + timedelta(weeks=weeks)
