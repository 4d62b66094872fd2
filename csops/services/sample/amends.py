"""Concessions and recoveries of the sample business: two years of them, one that waits for approval, one under way."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from csops.domain.calendar import Calendar, add_business_minutes
from csops.domain.cases import FollowUpKind
from csops.domain.concession_decisions import agreed, answer_by, checked_concession
from csops.domain.concession_rules import ConcessionKind, Counted
from csops.domain.concessions import Concession, ConcessionState, Term
from csops.domain.recovery import Noted, Recovery, RecoveryStep
from csops.services.concession_rules import rules_in
from csops.services.follow_ups import follow_up_in
from csops.services.recovery import go_on
from csops.services.recovery_plans import plans_in
from csops.services.sample.care import Told
from csops.storage.unit_of_work import Work

_GIVEN = {
    "service_complaint": 0.28, "wrong_or_damaged": 0.2, "late_delivery": 0.14, "lost_order": 0.22,
    "return_refund": 0.05, "warranty_repair": 0.04,
}  # fmt: skip
_PUT_RIGHT = 0.12
_SPENT_MIN = (0, 5, 25, 60, 150, 190)
"""Business minutes after the complaint at which the first six steps were done."""
_KEPT = 0.9


class Amends:
    """Draws what was given to make good, and which complaints were put right step by step."""

    def __init__(
        self,
        random: Random,
        content: Mapping[str, Any],
        *,
        calendar: Calendar,
        members: Mapping[str, int],
        until: datetime,
    ) -> None:
        self._random, self._content, self._calendar = random, content, calendar
        self._members, self._until = members, until
        self._names = {member_id: initials for initials, member_id in members.items()}

    # ------------------------------------------------------------ concessions
    def give(self, work: Work, told: Sequence[Told]) -> None:
        """Keep what was given on complaints, and what waits for whoever may decide."""
        rules = rules_in(work)
        kinds = {kind.key: kind for kind in rules.kinds}
        given = [
            self._given(one, kinds, rules.currency)
            for one in told
            if one.case.resolved_at and self._random.random() < _GIVEN.get(one.matter.topic, 0)
        ]
        work.care.concessions.add_many([one for one in given if one is not None])
        for one in told:
            for written in one.matter.written.get("concessions", ()):
                self._written(work, one, written, kinds=kinds, currency=rules.currency, hours=rules.answer_within_hours)

    def _given(self, told: Told, kinds: Mapping[str, ConcessionKind], currency: str) -> Concession | None:
        gestures = self._content["gestures"]
        gesture = self._random.choices(gestures, weights=[one["weight"] for one in gestures])[0]
        terms = tuple(Term(name=name, value=self._random.choice(values)) for name, values in gesture["terms"].items())
        at, owner = told.case.resolved_at, told.case.owner_id
        if at is None or owner is None or gesture["kind"] not in kinds:
            return None
        kind = kinds[gesture["kind"]]
        concession = checked_concession(
            Concession(
                case_id=told.case.id,
                customer_id=told.case.customer_id,
                kind=kind.key,
                terms=terms,
                cost=Decimal(0),
                currency=currency,
                reason=self._random.choice(self._content["reasons"]),
                given_by=owner,
                given_at=at - timedelta(minutes=2),
            ),
            kind=kind,
        )
        # What is above the limit of the youngest was decided by Priya, who answers within the hour.
        decider = owner if concession.cost <= 25 else self._members["PN"]
        decided = agreed(concession, kind=kind, member_id=decider, at=at)
        return decided if kind.counted is Counted.AGREED else replace(decided, counted_at=at)

    def _written(
        self,
        work: Work,
        told: Told,
        written: Mapping[str, Any],
        *,
        kinds: Mapping[str, ConcessionKind],
        currency: str,
        hours: float,
    ) -> None:
        kind, giver = kinds[written["kind"]], self._members[written["by"]]
        at = max(
            told.matter.contacts[0].entered_at + timedelta(minutes=2), self._until - timedelta(hours=written["ago"])
        )
        at = min(at, self._until)
        concession = checked_concession(
            Concession(
                case_id=told.case.id,
                customer_id=told.case.customer_id,
                kind=kind.key,
                terms=tuple(Term(name=name, value=str(value)) for name, value in written["terms"].items()),
                cost=Decimal(0),
                currency=currency,
                reason=written["reason"],
                given_by=giver,
                given_at=at,
            ),
            kind=kind,
        )
        if not written.get("waits"):
            decider = self._members[written.get("decided_by", written["by"])]
            work.care.concessions.add(agreed(concession, kind=kind, member_id=decider, at=at))
            return
        until = answer_by(self._calendar, now=at, hours=hours)
        asked = replace(concession, state=ConcessionState.WAITING, answer_by=until)
        kept = work.care.concessions.add(asked)
        follow_up_in(
            work,
            case_id=told.case.id,
            due_at=until,
            time_known=True,
            owner_id=giver,
            what=f"No answer yet on {kept.cost} {currency}: say when the rest will be decided",
            now=at,
            kind=FollowUpKind.CONCESSION,
            source_id=kept.id,
        )

    # ------------------------------------------------------------ recoveries
    def put_right(self, work: Work, told: Sequence[Told]) -> None:
        """Keep the recoveries that are over, and those of the cast that are under way."""
        over = [
            one
            for one in told
            if one.matter.topic == "service_complaint"
            and one.case.resolved_at
            and one.case.customer_id
            and self._random.random() < _PUT_RIGHT
        ]
        plans = plans_in(work)
        recoveries = work.care.recoveries.add_many([self._over(one) for one in over])
        steps: list[RecoveryStep] = []
        for one, recovery in zip(over, recoveries, strict=True):
            steps += self._steps(one, recovery, [plan.key for plan in plans])
        work.care.recovery_steps.add_many(steps)
        for one in told:
            written: Any = one.matter.written.get("recovery")
            if written is not None:
                self._under_way(work, one, written)

    def _over(self, told: Told) -> Recovery:
        began, solved = told.matter.contacts[0].entered_at, told.case.resolved_at or self._until
        delivered = add_business_minutes(self._calendar, solved, 240)
        closed = add_business_minutes(self._calendar, delivered, 3000)
        return Recovery(
            case_id=told.case.id,
            started_at=began,
            started_by=told.case.owner_id,
            complained_at=told.case.opened_at,
            delivered_at=delivered if delivered < self._until else None,
            closed_at=closed if closed < self._until else None,
            learnt=self._random.choice(self._content["lessons"]),
        )

    def _steps(self, told: Told, recovery: Recovery, keys: Sequence[str]) -> list[RecoveryStep]:
        found, slow = [], self._random.choice((0.7, 1, 1, 1.4, 4))
        for number, key in enumerate(keys, start=1):
            if number <= len(_SPENT_MIN):
                spent = _SPENT_MIN[number - 1] * slow
                done_at: datetime | None = add_business_minutes(self._calendar, recovery.started_at, spent)
            else:
                done_at = recovery.closed_at
            if done_at is not None and done_at >= self._until:
                done_at = None
            left_out = number == len(_SPENT_MIN) and self._random.random() > _KEPT
            found.append(
                RecoveryStep(
                    recovery_id=recovery.id,
                    key=key,
                    number=number,
                    due_at=done_at,
                    done_at=done_at,
                    done_by=None if done_at is None else told.case.owner_id,
                    skipped="A word was enough, said the customer" if left_out and done_at else "",
                    noted=() if done_at is None else self._noted(told, key, recovery.learnt),
                )
            )
        return found

    def _under_way(self, work: Work, told: Told, written: Mapping[str, Any]) -> None:
        began = told.matter.contacts[0].entered_at
        delivered = None
        if "delivered_ago" in written:
            delivered = self._until - timedelta(hours=written["delivered_ago"])
        recovery = work.care.recoveries.add(
            Recovery(
                case_id=told.case.id,
                started_at=began,
                started_by=told.case.owner_id,
                complained_at=told.case.opened_at,
                delivered_at=delivered,
            )
        )
        done = int(written["done"])
        steps = []
        for plan in plans_in(work):
            at = add_business_minutes(self._calendar, began, _SPENT_MIN[min(plan.number, len(_SPENT_MIN)) - 1])
            is_done = plan.number <= done
            if plan.number == done and "last_ago" in written:
                at = self._until - timedelta(hours=written["last_ago"])
            steps.append(
                RecoveryStep(
                    recovery_id=recovery.id,
                    key=plan.key,
                    number=plan.number,
                    done_at=min(at, self._until) if is_done else None,
                    done_by=told.case.owner_id if is_done else None,
                    noted=self._noted(told, plan.key, "") if is_done else (),
                )
            )
        work.care.recovery_steps.add_many(steps)
        go_on(work, recovery, now=self._until)

    def _noted(self, told: Told, key: str, lesson: str) -> tuple[Noted, ...]:
        values = {
            "title": told.case.title,
            "owner": self._names.get(told.case.owner_id or 0, ""),
            "matter": told.case.matter or "Nobody told the customer that it slips",
            "lesson": lesson,
        }
        return tuple(
            Noted(name=name, text=str(text).format(**values))
            for name, text in self._content["steps"].get(key, {}).items()
        )
