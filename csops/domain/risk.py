"""Customers at risk, each with its reasons: silent, an old open case, a bad answer, a falling contact rate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from math import comb

from csops.domain.care_rules import CareRules

RATE_WEEKS = 12
"""Contacts of the last so many weeks are compared with those of as many before."""
OLD_CASE = timedelta(days=7)
"""Open for longer than this, the last age band, a case puts its customer at risk."""
ANSWER_COUNTS = timedelta(days=90)
"""A low answer is a reason for so long, unless a better one follows."""
_CHANCE = 0.05


class Risk(Enum):
    """Why a customer may be about to leave."""

    SILENT = "silent"
    OPEN_CASE = "open_case"
    LOW_ANSWER = "low_answer"
    FALLING = "falling"


@dataclass(frozen=True, kw_only=True)
class LastAnswer:
    """The latest answer of a customer; `said` as one reads it: "CSAT 2 of 5"."""

    answer_id: int
    at: datetime
    said: str
    is_low: bool


@dataclass(frozen=True, kw_only=True)
class RiskFacts:
    """What is known of one customer.

    `last_heard_at`: when they last got in touch or bought; what we or a machine sent is none of it. `open_case_id`,
    `open_since`: their oldest case that is not settled. `came_before`, `came_now`: how often they got in touch in the
    RATE_WEEKS before the last ones, and in the last ones.
    """

    customer_id: int
    last_heard_at: datetime | None = None
    open_case_id: int | None = None
    open_since: datetime | None = None
    answer: LastAnswer | None = None
    came_before: int = 0
    came_now: int = 0


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason, with what it rests on.

    `weeks` of silence; `days` that case `record_id` is open; `record_id` the answer that `said` so; `before` and `now`
    contacts in RATE_WEEKS weeks.
    """

    risk: Risk
    weeks: int = 0
    days: int = 0
    record_id: int | None = None
    said: str = ""
    before: int = 0
    now: int = 0


@dataclass(frozen=True, kw_only=True)
class AtRisk:
    """A customer at risk, and every reason for it."""

    customer_id: int
    name: str
    reasons: tuple[Reason, ...]


def counts_silence(rules: CareRules) -> bool:
    """Return whether not to be heard of is a reason: of subscribers it is, of who buys a bicycle it is not."""
    return rules.sells_subscriptions or rules.silence_counts


def reasons(facts: RiskFacts, *, rules: CareRules, now: datetime) -> tuple[Reason, ...]:
    """Return why a customer is at risk, the most telling first; nothing where they are not.

    - A low answer, where it is their latest and no older than ANSWER_COUNTS.
    - A case open for over OLD_CASE.
    - Silent for at least the weeks of the rules, where silence counts.
    - Contacts fell so much that chance alone would do it once in twenty times (one-sided sign test).
    """
    found: list[Reason] = []
    answer = facts.answer
    if answer is not None and answer.is_low and now - answer.at <= ANSWER_COUNTS:
        found.append(Reason(risk=Risk.LOW_ANSWER, record_id=answer.answer_id, said=answer.said))
    if facts.open_since is not None and now - facts.open_since > OLD_CASE:
        days = (now - facts.open_since).days
        found.append(Reason(risk=Risk.OPEN_CASE, record_id=facts.open_case_id, days=days))
    if counts_silence(rules) and facts.last_heard_at is not None:
        weeks = (now - facts.last_heard_at) // timedelta(weeks=1)
        if weeks >= rules.silent_weeks:
            found.append(Reason(risk=Risk.SILENT, weeks=weeks))
    if is_falling(facts.came_before, facts.came_now):
        found.append(Reason(risk=Risk.FALLING, before=facts.came_before, now=facts.came_now))
    return tuple(found)


def is_falling(before: int, now: int) -> bool:
    """Return whether contacts fell by more than chance: as few as `now` of both come once in twenty times or less.

    Source: the sign test, Conover (1999), Practical Nonparametric Statistics, section 3.4: each of the contacts is as
    likely to fall into either half.
    """
    every = before + now
    return now < before and sum(comb(every, few) for few in range(now + 1)) / 2**every <= _CHANCE


def most_at_risk(found: Iterable[AtRisk]) -> list[AtRisk]:
    """Return the customers with more reasons first, then those with the more telling ones."""
    return sorted(found, key=lambda one: (-len(one.reasons), _TELLING.index(one.reasons[0].risk), one.customer_id))


_TELLING = (Risk.LOW_ANSWER, Risk.OPEN_CASE, Risk.SILENT, Risk.FALLING)
