"""How long the details of candidates are kept."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from csops.domain.candidates import Candidate
from csops.domain.errors import Missing, OutOfRange
from csops.domain.openings import Application, Outcome, Stage
from csops.domain.retention import (
    Ground,
    GroupQuestion,
    HiringRecords,
    Keeping,
    Progress,
    RetentionRule,
    applied_rule,
    checked_records,
    keeping,
    later,
    records_from,
)

CAME = date(2026, 3, 2)
DECIDED = date(2026, 4, 10)
ANNA = Candidate(id=7, name="Anna", came_on=CAME)
OPEN = Application(id=1, candidate_id=7, opening_id=3, applied_on=CAME)
DECLINED = replace(OPEN, stage=Stage.INTERVIEW, outcome=Outcome.DECLINED)


def _kept(candidate: Candidate, *applications: Application, closed: date | None = None) -> Keeping:
    progress = Progress(applications=applications, decided_on={1: DECIDED}, closed_on={3: closed})
    return keeping(candidate, progress, months=6, weeks=0)


def test_details_are_kept_six_months_after_the_decision() -> None:
    assert _kept(ANNA, DECLINED) == Keeping(ground=Ground.DECIDED, until=date(2026, 10, 10), since=DECIDED)


def test_the_last_decision_counts_where_there_are_two() -> None:
    later_one = replace(DECLINED, id=2, opening_id=4)
    progress = Progress(applications=[DECLINED, later_one], decided_on={1: DECIDED, 2: date(2026, 5, 1)})
    assert keeping(ANNA, progress, months=6, weeks=0).until == date(2026, 11, 1)


def test_whoever_is_still_in_the_running_is_kept_even_beyond_an_agreed_day() -> None:
    assert _kept(ANNA, OPEN) == Keeping(ground=Ground.OPEN)
    assert _kept(replace(ANNA, keep_until=date(2026, 5, 1)), OPEN).until is None


def test_an_application_left_open_ends_with_the_opening() -> None:
    assert _kept(ANNA, OPEN, closed=DECIDED) == Keeping(ground=Ground.CLOSED, until=date(2026, 10, 10), since=DECIDED)


def test_whoever_was_hired_has_no_day_of_the_rule() -> None:
    assert _kept(ANNA, replace(OPEN, stage=Stage.HIRED)) == Keeping(ground=Ground.HIRED)


def test_whoever_never_applied_counts_from_the_day_they_came() -> None:
    assert _kept(ANNA) == Keeping(ground=Ground.NEVER_APPLIED, until=date(2026, 9, 2), since=CAME)


def test_a_longer_day_without_consent_is_pointed_out() -> None:
    agreed = replace(ANNA, keep_until=date(2027, 1, 1))
    assert _kept(agreed, DECLINED).is_longer
    with_consent = replace(agreed, consent_at=datetime(2026, 4, 1, tzinfo=UTC))
    assert not _kept(with_consent, DECLINED).is_longer
    assert _kept(with_consent, DECLINED).until == date(2027, 1, 1)


def test_what_is_held_is_never_due() -> None:
    held = _kept(replace(ANNA, hold=True, hold_reason="Claim"), DECLINED)
    assert held.ground is Ground.HOLD
    assert not held.is_due(date(2030, 1, 1))


def test_due_is_the_day_after_the_last() -> None:
    kept = _kept(ANNA, DECLINED)
    assert not kept.is_due(date(2026, 10, 10))
    assert kept.is_due(date(2026, 10, 11))
    assert kept.is_soon(date(2026, 9, 10))
    assert not kept.is_soon(date(2026, 9, 9))


def test_months_end_where_the_month_does() -> None:
    assert later(date(2026, 8, 31), months=6) == date(2027, 2, 28)
    assert later(date(2026, 8, 31), months=0, weeks=4) == date(2026, 9, 28)


def test_what_the_shop_chose_comes_before_the_rule() -> None:
    rule = RetentionRule(country="NL", weeks=4)
    assert applied_rule(rule, HiringRecords()) == (0, 4)
    assert applied_rule(rule, HiringRecords(months=3)) == (3, 0)


def test_a_decision_comes_back_as_it_was_kept() -> None:
    records = HiringRecords(months=3, questions=(GroupQuestion(question="Shift", answers=("day", "night")),))
    assert records_from(records.to_plain()) == records
    assert records_from({}) == HiringRecords()


@pytest.mark.parametrize(
    "records",
    [
        HiringRecords(months=-1),
        HiringRecords(weeks=500),
        HiringRecords(questions=(GroupQuestion(question="Shift", answers=("day",)),)),
        HiringRecords(questions=(GroupQuestion(question="A", answers=("x", "y")),) * 2),
        HiringRecords(questions=tuple(GroupQuestion(question=str(n), answers=("x", "y")) for n in range(11))),
    ],
)
def test_periods_and_questions_that_cannot_be_are_refused(records: HiringRecords) -> None:
    with pytest.raises(OutOfRange):
        checked_records(records)


def test_a_question_needs_a_name() -> None:
    with pytest.raises(Missing):
        checked_records(HiringRecords(questions=(GroupQuestion(question=" ", answers=("x", "y")),)))
