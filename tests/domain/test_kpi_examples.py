"""Every example of kpis.yaml comes out exactly, by the functions that the program counts with."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain import kpi_business as business
from csops.domain import kpi_service as service
from csops.domain.calendar import calendar_from
from csops.domain.case_clock import Came, CaseFacts, Touch, clock_of
from csops.domain.cases import State
from csops.domain.kpi_figures import KpiFigure
from csops.domain.open_time import Hours
from csops.domain.survey_scores import Tally, headline, scores
from csops.domain.surveys import FIVE, SEVEN, TEN, AnswerKind, Scale
from csops.services.content import starter
from csops.services.metrics import metrics

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
EXAMPLES: Mapping[str, Mapping[str, Any]] = {each["key"]: each["example"] for each in starter("kpis")["kpis"]}
_HOURS = Hours(calendar_from({"zone": "UTC", "weekly": {"mon": "08:00-20:00"}}))


def _waited(*, new_h: float, open_h: float, third_party_h: float) -> KpiFigure:
    """A case that was new, open and waiting for a third party for so long; for the customer it waited two hours."""
    spans = ((State.NEW, new_h), (State.OPEN, open_h), (State.WAITING_FOR_CUSTOMER, 2), (State.OPEN, 0.0),
             (State.WAITING_FOR_THIRD_PARTY, third_party_h))  # fmt: skip
    at, states = MONDAY + timedelta(hours=9), []
    for state, span in spans:
        states.append(Came(at, state))
        at += timedelta(hours=span)
    case = CaseFacts(states[0].at, State.RESOLVED, at, at, states[0].at)
    found = clock_of(case, [Touch(states[0].at)], [*states, Came(at, State.RESOLVED)], open_time=_HOURS.between)
    assert found.wait is not None
    return service.requester_wait_time(wait_h=[found.wait.business / timedelta(hours=1)])


def _answered(kind: AnswerKind, scale: Scale, counts: Mapping[float | None, int]) -> KpiFigure:
    tallies = [Tally(kind=kind, scale=scale, value=value, n=n) for value, n in counts.items()]
    return business.of_score(kind.value, headline(scores(tallies), kind))


def _csat(*, satisfied: int, answered: int, asked: int) -> KpiFigure:
    return _answered(AnswerKind.CSAT, FIVE, {5: satisfied, 3: answered - satisfied, None: asked - answered})


def _nps(*, promoters: int, passives: int, detractors: int) -> KpiFigure:
    return _answered(AnswerKind.NPS, TEN, {9: promoters, 8: passives, 6: detractors})


def _ces(*, easy: int, answered: int, points: int) -> KpiFigure:
    """So many 6 and 7 that it was easy, and so many 1 to 4 that it was not, as make the points."""
    sevens = points - 6 * easy - 3 * (answered - easy) if points > 6 * easy + 3 * (answered - easy) else 0
    low = points - 6 * easy - 7 * 0 - sevens
    threes, rest = divmod(low, answered - easy)
    counts: dict[float | None, int] = {6: easy - sevens, 7: sevens, threes: answered - easy - rest, threes + 1: rest}
    assert sum((value or 0) * n for value, n in counts.items()) == points
    return _answered(AnswerKind.CES, SEVEN, counts)


FUNCTIONS: Mapping[str, Callable[..., KpiFigure]] = {
    "contact_volume": service.contact_volume,
    "speed_of_answer": service.speed_of_answer,
    "missed_contacts": service.missed_contacts,
    "first_response_time": service.first_response_time,
    "next_response_time": service.next_response_time,
    "requester_wait_time": _waited,
    "first_resolution_time": service.first_resolution_time,
    "full_resolution_time": service.full_resolution_time,
    "first_contact_resolution": service.first_contact_resolution,
    "reopen_rate": service.reopen_rate,
    "backlog": service.backlog,
    "answered_within_target": service.answered_within_target,
    "csat": _csat,
    "nps": _nps,
    "ces": _ces,
    "churn_rate": business.churn_rate,
    "retention_rate": business.retention_rate,
    "average_handle_time": business.average_handle_time,
    "occupancy": business.occupancy,
    "escalation_rate": service.escalation_rate,
    "resolved_cases": service.resolved_cases,
    "hold_time": business.hold_time,
    "quality_score": business.quality_score,
    "cost_per_contact": business.cost_per_contact,
    "customer_lifetime_value": business.customer_lifetime_value,
    "staff_turnover": business.staff_turnover,
}


@pytest.mark.parametrize("key", list(metrics()))
def test_the_example_of_the_dictionary_comes_out_exactly(key: str) -> None:
    metric = metrics()[key]
    figure = FUNCTIONS[key](**EXAMPLES[key]["inputs"])
    assert figure.value == EXAMPLES[key]["result"]
    assert {name: figure.value_of(name) for name in EXAMPLES[key]["beside"]} == EXAMPLES[key]["beside"]
    assert (figure.key, figure.unit) == (key, metric.unit)
    assert {each.key for each in metric.beside} <= {each.key for each in figure.beside}


@pytest.mark.parametrize("key", ["speed_of_answer", "first_response_time", "full_resolution_time"])
def test_an_example_comes_out_the_same_of_numbers_read_at_once(key: str) -> None:
    inputs = dict(EXAMPLES[key]["inputs"])
    plain = FUNCTIONS[key](**inputs)
    name = next(iter(inputs))
    assert FUNCTIONS[key](**{**inputs, name: np.array(inputs[name][::-1], dtype=float)}) == plain


# ---- worked cases of the metric dictionary


def test_50_promoters_30_passives_20_detractors_of_100_make_nps_30() -> None:
    assert _nps(promoters=50, passives=30, detractors=20).value == 30


def test_80_ratings_of_4_or_5_among_100_make_csat_80() -> None:
    assert _csat(satisfied=80, answered=100, asked=100).value == 80


def test_60_ratings_of_5_or_more_among_100_make_ces_60() -> None:
    assert _ces(easy=60, answered=100, points=470).value == 60


def test_100_customers_at_the_start_20_lost_make_churn_20_and_retention_80() -> None:
    assert business.churn_rate(active_at_start=100, lost=20).value == 20
    assert business.retention_rate(active_at_start=100, active_at_end=95, new=15).value == 80


# ---- too few, and nothing at all


def test_below_20_customers_there_are_counts_and_no_rate() -> None:
    figure = business.churn_rate(active_at_start=19, lost=4)
    assert (figure.value, figure.too_few, figure.counts["lost"]) == (None, True, 4)
    assert business.staff_turnover(left=1, mean_members=6).value is None


def test_of_nothing_nothing_is_defined() -> None:
    for figure in (
        service.first_response_time(response_min=[]),
        service.speed_of_answer(wait_s=[], within_target=0, missed=0),
        service.reopen_rate(reopenings=0, resolutions=0, cases_resolved=0, cases_reopened=0),
        business.average_handle_time(talk_s=0, hold_s=0, after_s=0, with_duration=0, contacts=0),
        business.quality_score(final_scores=(), without_critical=0),
        business.of_score("nps", None),
    ):
        assert (figure.value, figure.n, figure.low, figure.too_few) == (None, 0, None, True), figure.key


def test_more_reopenings_than_resolutions_have_no_interval() -> None:
    figure = service.reopen_rate(reopenings=3, resolutions=2, cases_resolved=2, cases_reopened=0)
    assert (figure.value, figure.low) == (150, None)


@settings(max_examples=50)
@given(numbers=st.lists(st.integers(0, 200), min_size=3, max_size=3))
def test_retention_is_100_less_churn_under_the_same_rule(numbers: list[int]) -> None:
    stayed, lost, new = numbers
    churn = business.churn_rate(active_at_start=stayed + lost, lost=lost)
    kept = business.retention_rate(active_at_start=stayed + lost, active_at_end=stayed + new, new=new)
    if stayed + lost < 20:
        assert churn.value is kept.value is None
    else:
        assert churn.value is not None
        assert kept.value == pytest.approx(100 - churn.value)


@settings(max_examples=50)
@given(values=st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_the_interval_of_a_median_holds_it_and_the_90th_percentile_lies_above(values: list[float]) -> None:
    figure = service.full_resolution_time(full_h=values)
    p90 = figure.value_of("p90")
    assert figure.low is not None
    assert figure.high is not None
    assert figure.value is not None
    assert p90 is not None
    assert figure.low <= figure.value <= figure.high
    assert p90 >= figure.value
