"""Behind every figure are exactly the records that it rests on, whole and split; on both databases."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from csops.domain.care_rules import CareRules
from csops.domain.cases import State
from csops.domain.contacts import Direction, Result
from csops.domain.customers import Customer, Stage
from csops.domain.escalations import Escalation, EscalationReason
from csops.domain.kpi_counts import RECORDS, records_behind
from csops.domain.kpi_figures import By, KpiFigure
from csops.domain.purchases import Purchase
from csops.domain.reviews import Purpose, ReviewState
from csops.domain.surveys import SCALES, AnswerKind, AnswerSource, Scale, SurveyAnswer
from csops.services import kpi, people, settings
from csops.services.metrics import metrics
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.kpi_log import CALL, FIRST, HOUR, HOURS, MONDAY, case
from tests.helpers.records import DELIVERY, EMAIL, MARA, PHONE, REFUND, ROSA, a_customer, a_member
from tests.helpers.reviews import a_card, a_review

PERIODS = {"over": (FIRST, date(2026, 2, 15)), "until today": (FIRST, MONDAY_MORNING.date())}
WHOSE = {By.CHANNEL: (PHONE, EMAIL, None), By.TOPIC: (REFUND, DELIVERY, None), By.PERSON: (MARA.id, ROSA.id, None)}
_ENDS = ((), (), (State.RESOLVED,), (State.RESOLVED,), (State.CLOSED,), (State.RESOLVED, State.OPEN),
         (State.RESOLVED, State.OPEN, State.RESOLVED), (State.WAITING_FOR_CUSTOMER, State.RESOLVED))  # fmt: skip
_TURNED = Scale(low=1, high=5, higher_is_better=False)


@pytest.fixture(scope="module", autouse=True)
def _world(standing_workspace: Workspace) -> None:
    draw = Random(7)
    settings.save_opening_hours(standing_workspace, hours=HOURS)
    with standing_workspace.work("Keep") as work:
        work.settings.keep(CareRules(lost_after_days=60))
        customers = [work.customers.add(one) for one in _customers()]
        for _ in range(70):
            _keep_case(work, draw, [*customers, None])
        case(work, {"at": 671.9})
        case(work, {"at": 3}, states=((5, State.RESOLVED),))
        _keep_answers(work, draw)
        for buyer, day in zip(customers[2:5], (date(2025, 12, 5), date(2026, 2, 10), date(2026, 1, 20)), strict=True):
            work.care.purchases.add(Purchase(customer_id=buyer.id, day=day, amount=Decimal(40)))
        for buyer in customers[5:]:
            for _ in range(draw.randrange(4)):
                day, sign = date(2025, 1, 20) + timedelta(days=draw.randrange(420)), draw.choice((1, 1, -1))
                work.care.purchases.add(Purchase(customer_id=buyer.id, day=day, amount=Decimal(sign * 40)))
        _keep_reviews(work, draw)
    for name, left in (("Ines Marchetti", True), ("Jo Marchetti", False)):
        came, went = (
            Workspace(standing_workspace.database, member=MARA, clock=lambda at=at: at)  # type: ignore[misc]
            for at in (MONDAY - 90 * HOUR, MONDAY + 20 * HOUR)
        )
        kept = people.save_member(came, member=a_member(name=name))
        people.save_member(went, member=replace(kept, active=not left))


def _customers() -> Iterator[Customer]:
    yield a_customer(name="Prospect", stage=Stage.PROSPECT)
    yield a_customer(name="Lost", lost_at=MONDAY + 30 * HOUR)
    yield from (a_customer(name=f"Customer {number}") for number in range(8))


def _keep_case(work: Work, draw: Random, customers: list[Customer | None]) -> None:
    began = draw.choice((-8000, 0, 0, 250, 470, 600)) + draw.randrange(200) + draw.random()
    began = min(began, 671 - draw.choice((1, 10, 40)))
    touches = []
    for place in range(draw.randrange(1, 5)):
        touch: dict[str, Any] = {
            "at": min(began + place * draw.choice((0.2, 3, 40)), 671),
            "direction": Direction.OUT if place and draw.random() < 0.5 else Direction.IN,
            "automatic": draw.random() < 0.1, "time_known": draw.random() > 0.1,
            "member_id": draw.choice((MARA.id, ROSA.id, None)), "topic_id": draw.choice((REFUND, DELIVERY, None)),
        }  # fmt: skip
        if draw.random() < 0.4:
            result = draw.choice((Result.MISSED, Result.FOLLOW_UP, Result.PASSED))
            hold = draw.choice((None, timedelta(seconds=30)))
            touch |= {
                **CALL,
                "result": result,
                "hold_time": hold,
                "answered_after": draw.choice((None, HOUR / 900, HOUR / 90)),
            }
        touches.append(touch)
    customer = draw.choice(customers)
    at, states = began, []
    for state in draw.choice(_ENDS):
        at = min(at + draw.choice((0.1, 5, 60)), 671.5)
        states.append((at, state))
    case_id = case(
        work, *touches, states=tuple(states), topic_id=draw.choice((REFUND, DELIVERY, None)),
        owner_id=draw.choice((MARA.id, ROSA.id, None)), customer_id=customer.id if customer else None,
    )  # fmt: skip
    for _ in range(draw.choice((0, 0, 0, 1, 2))):
        passed = Escalation(case_id=case_id, at=MONDAY, from_id=draw.choice((MARA.id, ROSA.id, None)),
                            reason=EscalationReason.KNOWLEDGE)  # fmt: skip
        work.care.escalations.add(passed)


def _keep_reviews(work: Work, draw: Random) -> None:
    """Of all purposes, sent or not, some of which nothing could be rated."""
    _card, version = a_card(work, key="kept")
    for _ in range(80):
        score = draw.choice((None, 40.0, 80.0, 100.0))
        work.quality.reviews.add(
            a_review(
                member_id=draw.choice((MARA.id, ROSA.id)), reviewer_id=MARA.id, card_version_id=version.id,
                happened_at=MONDAY + draw.randrange(670) * HOUR, raw=score, final=score,
                channel_id=draw.choice((PHONE, EMAIL, None)), topic_id=draw.choice((REFUND, DELIVERY, None)),
                purpose=draw.choice((Purpose.FAIR, Purpose.FAIR, Purpose.RISK)),
                state=draw.choice((*ReviewState, ReviewState.SENT, ReviewState.SENT)),
            )
        )  # fmt: skip


def _keep_answers(work: Work, draw: Random) -> None:
    """On two scales of each kind, and of the second CSAT as many as of the first."""
    others = {AnswerKind.CSAT: _TURNED, AnswerKind.CES: Scale(low=1, high=5), AnswerKind.NPS: Scale(low=0, high=10)}
    for kind, other in others.items():
        for number in range(18):
            scale = SCALES[kind][0] if number % 2 else other
            value = draw.choice((None, *range(int(scale.low), int(scale.high) + 1)))
            asked = MONDAY + draw.randrange(500) * HOUR
            given = SurveyAnswer(
                kind=kind, source=draw.choice((AnswerSource.CALL, AnswerSource.REVIEW_SITE)), asked_at=asked,
                answered_at=None if value is None else asked, value=value, low=scale.low, high=scale.high,
                higher_is_better=scale.higher_is_better, member_id=draw.choice((MARA.id, ROSA.id, None)),
                case_id=draw.choice((1, 2, 3, None)), off_scale=draw.random() < 0.1,
            )  # fmt: skip
            work.care.answers.add(given)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("by", [None, *By])
def test_behind_every_figure_are_as_many_records_as_it_shows(
    standing_workspace: Workspace, period: str, by: By | None
) -> None:
    first, last = PERIODS[period]
    found = kpi.kpis(standing_workspace, first_day=first, last_day=last, by=by)
    groups: dict[int | None, Mapping[str, KpiFigure]] = {group.id: group.figures for group in found.groups}
    if by is None:
        groups[None] = found.figures
    wrong = [
        (key, of, part, shown, opened)
        for of in ((None,) if by is None else WHOSE[by])
        for key in metrics()
        for part, shown in _shown(groups.get(of, {}).get(key))
        if (opened := len(set(kpi.behind(
            standing_workspace, key=key, part=part, first_day=first, last_day=last, by=by, of=of
        ).ids))) != shown
    ]  # fmt: skip
    assert wrong == []


def test_the_shop_of_these_tests_lacks_no_count(standing_workspace: Workspace) -> None:
    shown = set()
    for first, last in PERIODS.values():
        found = kpi.kpis(standing_workspace, first_day=first, last_day=last).figures
        shown |= {(key, part) for key in metrics() for part, number in _shown(found[key]) if number}
    every = {(key, part) for key in metrics() for part in ("", *RECORDS.get(key, ()))}
    assert every == shown


def _shown(figure: KpiFigure | None) -> Iterator[tuple[str, int]]:
    if figure is not None:
        yield "", records_behind(figure)
        yield from ((part, round(figure.counts[part])) for part in RECORDS.get(figure.key, ()))
