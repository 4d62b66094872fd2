"""What customers of the sample business answered: after a call, in a survey, on review sites, on cards."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from csops.domain.calendar import Calendar, add_business_minutes
from csops.domain.cases import FollowUp, FollowUpKind
from csops.domain.survey_rules import said_of
from csops.domain.surveys import SCALES, AnswerKind, AnswerSource, SurveyAnswer
from csops.services.sample.care import Told
from csops.storage.unit_of_work import Work

_ASKED = ((AnswerKind.CES, 0.02), (AnswerKind.CSAT, 0.075))
_ANSWERED, _REPLIED = 0.78, 0.36
_APART = timedelta(days=30)
_GOOD: Mapping[AnswerKind, Sequence[int]] = {
    AnswerKind.CSAT: (1, 2, 7, 34, 56),
    AnswerKind.CES: (1, 1, 2, 6, 15, 35, 40),
    AnswerKind.NPS: (1, 1, 1, 2, 2, 5, 6, 14, 22, 24, 22),
    AnswerKind.STARS: (3, 4, 9, 30, 54),
}
_BAD: Mapping[AnswerKind, Sequence[int]] = {
    **_GOOD,
    AnswerKind.CSAT: (18, 24, 26, 22, 10),
    AnswerKind.CES: (10, 16, 20, 20, 16, 12, 6),
}
"""How often each value is given, from the lowest, where all went well and where it did not."""
_LOW = {AnswerKind.CSAT: 2, AnswerKind.CES: 3, AnswerKind.NPS: 6}
_SURVEYS = (19, 201, 384, 566)
"""Days before the moment of the sample on which the survey went out."""
_SENT_TO, _REVIEWS, _CARDS = 160, 84, 36
_OPEN_DAYS = timedelta(days=2)


class Voices:
    """Draws answers; nobody is asked twice within thirty days."""

    def __init__(self, random: Random, content: Mapping[str, Any], *, calendar: Calendar, until: datetime) -> None:
        self._random, self._content = random, content
        self._calendar, self._until = calendar, until
        self._asked: dict[int, datetime] = {}

    def keep(self, work: Work, told: Sequence[Told], *, customers: Sequence[int], weeks: int) -> None:
        """Keep all answers, with what follows from low ones."""
        first = self._until - timedelta(weeks=weeks)
        after_calls = self._after_calls(told)
        others = [*self._surveys(customers, first), *self._reviews(first), *self._cards(first)]
        kept = work.care.answers.add_many([*after_calls, *others])
        follow_ups = [self._follow_up(one) for one in kept if one.case_id is not None and self._is_low(one)]
        work.follow_ups.add_many(follow_ups)

    def _after_calls(self, told: Sequence[Told]) -> list[SurveyAnswer]:
        found = []
        for one in told:
            at, customer = one.case.resolved_at, one.case.customer_id
            draw = self._random.random()
            kind = next((kind for kind, up_to in _ASKED if draw < up_to), None)
            if kind is None or at is None or customer is None or at >= self._until:
                continue
            if (before := self._asked.get(customer)) and abs(at - before) < _APART:
                continue
            self._asked[customer] = at
            went_badly = one.case.reopened > 0 or one.matter.topic in {"service_complaint", "lost_order"}
            is_answered = self._random.random() < _ANSWERED
            value = self._value(kind, _BAD if went_badly else _GOOD) if is_answered else None
            found.append(
                SurveyAnswer(
                    **self._question(kind),
                    customer_id=customer,
                    case_id=one.case.id,
                    member_id=one.case.owner_id,
                    asked_by=one.case.owner_id,
                    asked_at=at,
                    answered_at=at if is_answered else None,
                    value=value,
                    comment=self._comment(kind, value, share=0.25),
                    tag=self._random.choice(self._content["tags"]),
                )
            )
        return found

    def _surveys(self, customers: Sequence[int], first: datetime) -> list[SurveyAnswer]:
        found = []
        for days in _SURVEYS:
            sent = self._until - timedelta(days=days)
            if sent < first:
                continue
            for customer in self._random.sample(list(customers), min(_SENT_TO, len(customers))):
                replied = self._random.random() < _REPLIED
                at = sent + timedelta(minutes=self._random.randrange(20, 6 * 24 * 60))
                value = self._value(AnswerKind.NPS, _GOOD) if replied else None
                found.append(
                    SurveyAnswer(
                        **self._question(AnswerKind.NPS, AnswerSource.SURVEY),
                        customer_id=customer,
                        asked_at=sent,
                        answered_at=at if replied else None,
                        value=value,
                        comment=self._comment(AnswerKind.NPS, value, share=0.4),
                        tag=self._random.choice(self._content["tags"]) if replied else "",
                    )
                )
        return found

    def _reviews(self, first: datetime) -> list[SurveyAnswer]:
        found = []
        for at in self._moments(_REVIEWS, first):
            value = self._value(AnswerKind.STARS, _GOOD)
            found.append(
                SurveyAnswer(
                    **self._question(AnswerKind.STARS, AnswerSource.REVIEW_SITE),
                    asked_at=at,
                    answered_at=at,
                    value=value,
                    comment=self._comment(AnswerKind.STARS, value, share=0.8),
                )
            )
        return found

    def _cards(self, first: datetime) -> list[SurveyAnswer]:
        words = [*self._content["praise"], *self._content["middling"], *self._content["blame"]]
        return [
            SurveyAnswer(
                kind=AnswerKind.COMMENT,
                source=AnswerSource.CARD,
                asked_at=at,
                answered_at=at,
                wording=self._content["wordings"]["comment"],
                comment=self._random.choice(words),
            )
            for at in self._moments(_CARDS, first)
        ]

    def _moments(self, number: int, first: datetime) -> list[datetime]:
        span = (self._until - first) / timedelta(minutes=1)
        wanted = round(number * min(1.0, span / (104 * 7 * 24 * 60)))
        return sorted(first + timedelta(minutes=self._random.randrange(1, max(2, round(span)))) for _ in range(wanted))

    def _question(self, kind: AnswerKind, source: AnswerSource = AnswerSource.CALL) -> dict[str, Any]:
        scale = SCALES[kind][0]
        wording = self._content["wordings"][kind.value]
        return {"kind": kind, "source": source, "low": scale.low, "high": scale.high, "wording": wording}

    def _value(self, kind: AnswerKind, weights: Mapping[AnswerKind, Sequence[int]]) -> float:
        scale = SCALES[kind][0]
        return scale.low + self._random.choices(range(len(weights[kind])), weights=weights[kind])[0]

    def _comment(self, kind: AnswerKind, value: float | None, *, share: float) -> str:
        if value is None or self._random.random() > share:
            return ""
        scale = SCALES[kind][0]
        height = (value - scale.low) / (scale.high - scale.low)
        words = "praise" if height > 0.7 else "middling" if height > 0.5 else "blame"
        return str(self._random.choice(self._content[words]))

    # ------------------------------------------------------------ what follows
    def _is_low(self, answer: SurveyAnswer) -> bool:
        return answer.value is not None and answer.value <= _LOW.get(answer.kind, -1)

    def _follow_up(self, answer: SurveyAnswer) -> FollowUp:
        at = answer.answered_at or answer.asked_at
        done = add_business_minutes(self._calendar, at, 300 + self._random.randrange(400))
        is_done = done < self._until - _OPEN_DAYS
        due = add_business_minutes(self._calendar, at if is_done else self._until, 660)
        return FollowUp(
            case_id=answer.case_id or 0,
            owner_id=answer.member_id,
            due_at=due,
            time_known=False,
            what=f"Ask about the answer: {said_of(answer)}",
            created_at=at,
            done_at=done if is_done else None,
            done_by=answer.member_id if is_done else None,
            kind=FollowUpKind.ANSWER,
            source_id=answer.id,
        )
