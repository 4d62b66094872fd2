"""Answers noted after a call: placed, followed up when low, listed, scored, taken back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from csops.domain.cases import FollowUpKind
from csops.domain.contacts import ContactDraft
from csops.domain.errors import InputError, NotFound, OutOfRange
from csops.domain.survey_lines import AnswerQuestion
from csops.domain.survey_scores import scores, tallies
from csops.domain.surveys import AnswerKind, AnswerSource, SurveyAnswer
from csops.services import contacts, history, surveys
from csops.services.maintenance import check
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import EMAIL, MARA, PHONE, ROSA, a_customer, kept_contact

HOURS = {"zone": "Europe/Berlin", "weekly": {"mon": ["09:00-18:00"], "wed": ["09:00-18:00"]}}


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Ada called, and Rosa served her; somebody unknown wrote."""
    with workspace.work("Prepare") as work:
        work.settings.keep_mapping("calendar", HOURS)
        ada = work.customers.add(a_customer())
        kept_contact(work, customer_id=ada.id, member_id=ROSA.id)
        kept_contact(work, channel_id=EMAIL)
    return workspace


def a_rating(value: float | None, kind: AnswerKind = AnswerKind.CSAT, **more: Any) -> SurveyAnswer:
    high = {AnswerKind.NPS: 10, AnswerKind.CES: 7}.get(kind, 5)
    low = 0 if kind is AnswerKind.NPS else 1
    answered = None if value is None else MONDAY_MORNING
    plain = SurveyAnswer(kind=kind, asked_at=MONDAY_MORNING, answered_at=answered, value=value, low=low, high=high)
    return replace(plain, **more)


def pending(workspace: Workspace) -> list[tuple[str, int | None, int | None]]:
    with workspace.read() as work:
        found = [one for one in work.follow_ups.where(kind=FollowUpKind.ANSWER) if one.done_at is None]
        return [(one.what, one.source_id, one.owner_id) for one in found]


def test_an_answer_takes_case_customer_and_who_served_from_its_contact(shop: Workspace) -> None:
    kept = surveys.record_answer(shop, answer=a_rating(5, contact_id=1)).answer
    assert (kept.case_id, kept.customer_id, kept.member_id, kept.asked_by) == (1, 1, ROSA.id, MARA.id)
    assert pending(shop) == []
    (line,) = surveys.answer_lines(shop, question=AnswerQuestion())
    assert (line.customer, line.title, line.member, line.asked_by, line.is_low) == (
        "Ada Brandt", "Wheel out of true", "Rosa Okafor", "Mara Lindqvist", False,
    )  # fmt: skip


def test_a_low_answer_opens_a_follow_up_in_the_same_act(shop: Workspace) -> None:
    recorded = surveys.record_answer(shop, answer=a_rating(2, contact_id=1))
    assert recorded.is_low
    assert recorded.follow_up is not None
    assert f"{recorded.follow_up.due_at:%a}" == "Wed"
    assert pending(shop) == [("Ask about the answer: CSAT 2 of 5", recorded.answer.id, ROSA.id)]
    (line,) = surveys.answer_lines(shop, question=AnswerQuestion(open=True))
    assert (line.is_low, line.follow_up_id, line.due_at) == (True, recorded.follow_up.id, recorded.follow_up.due_at)
    history.undo(shop)
    assert pending(shop) == []
    assert surveys.count_answers(shop, question=AnswerQuestion()) == 0


def test_a_low_answer_without_a_case_gets_one_and_of_nobody_none(shop: Workspace) -> None:
    kept = surveys.record_answer(shop, answer=a_rating(1, customer_id=1, source=AnswerSource.SURVEY))
    assert kept.follow_up is not None
    assert kept.answer.case_id == kept.follow_up.case_id == 3
    assert kept.answer.asked_by is None
    with shop.read() as work:
        assert work.cases.get(3).title == "Low answer: CSAT 1 of 5"
    nobody = surveys.record_answer(shop, answer=a_rating(1))
    assert (nobody.is_low, nobody.follow_up, nobody.answer.case_id) == (True, None, None)
    assert check(shop).problems == ()


def test_asked_without_an_answer_is_noted_with_who_asked(shop: Workspace) -> None:
    kept = surveys.record_answer(shop, answer=a_rating(None, case_id=1, asked_by=ROSA.id)).answer
    assert (kept.answered_at, kept.asked_by) == (None, ROSA.id)
    (score,) = surveys.answer_scores(shop, question=AnswerQuestion())
    assert (score.n, score.asked, score.response_rate) == (0, 1, 0)


def test_what_cannot_be_is_refused_and_nothing_is_kept(shop: Workspace) -> None:
    with pytest.raises(OutOfRange, match="CSAT goes from 1 to 5"):
        surveys.record_answer(shop, answer=a_rating(7, contact_id=1))
    with pytest.raises(NotFound):
        surveys.record_answer(shop, answer=a_rating(4, contact_id=99))
    with pytest.raises(InputError, match="somebody else"):
        surveys.record_answer(shop, answer=a_rating(4, case_id=2, customer_id=1))
    assert surveys.count_answers(shop, question=AnswerQuestion()) == 0


def test_a_corrected_answer_brings_or_takes_its_follow_up(shop: Workspace) -> None:
    kept = surveys.record_answer(shop, answer=a_rating(5, contact_id=1)).answer
    low = surveys.change_answer(shop, answer=replace(kept, value=1, comment="Waited twice"))
    assert low.follow_up is not None
    again = surveys.change_answer(shop, answer=replace(low.answer, comment="Waited three times"))
    assert (again.follow_up, len(pending(shop))) == (None, 1)
    surveys.change_answer(shop, answer=replace(again.answer, value=4))
    assert pending(shop) == []
    with pytest.raises(OutOfRange):
        surveys.change_answer(shop, answer=replace(again.answer, value=9))
    surveys.remove_answer(shop, answer_id=kept.id)
    assert surveys.answer_lines(shop, question=AnswerQuestion()) == []
    history.undo(shop)
    assert surveys.get_answer(shop, answer_id=kept.id).value == 4


def test_a_changed_answer_is_of_the_customer_of_its_case(shop: Workspace) -> None:
    first = surveys.record_answer(shop, answer=a_rating(2, contact_id=1)).answer
    other = contacts.log_contact(shop, draft=ContactDraft(channel_id=PHONE, customer_name="Bo Lind", text="Bell"))
    assert other.customer is not None
    with pytest.raises(InputError, match="the case is somebody else's"):
        surveys.change_answer(shop, answer=replace(first, customer_id=other.customer.id))
    with pytest.raises(InputError, match="a contact of another case"):
        surveys.change_answer(shop, answer=replace(first, case_id=other.case.id, customer_id=None))
    moved = replace(first, case_id=other.case.id, customer_id=None, contact_id=None)
    kept = surveys.change_answer(shop, answer=moved).answer
    assert (kept.case_id, kept.customer_id) == (other.case.id, other.customer.id)
    with shop.read() as work:
        assert [one.case_id for one in work.follow_ups.where(kind=FollowUpKind.ANSWER)] == [other.case.id]
    with pytest.raises(NotFound):
        surveys.change_answer(shop, answer=replace(kept, case_id=999))


def test_whoever_was_asked_lately_is_told_of_before_they_are_asked_again(shop: Workspace, clock: Clock) -> None:
    assert surveys.may_ask(shop, customer_id=1).asked_at is None
    surveys.record_answer(shop, answer=a_rating(None, customer_id=1))
    clock.forward(timedelta(days=29))
    assert surveys.may_ask(shop, customer_id=1).is_too_soon
    clock.forward(timedelta(days=1))
    assert not surveys.may_ask(shop, customer_id=1).is_too_soon
    assert not surveys.may_ask(shop, customer_id=None).is_too_soon


def test_answers_are_found_by_what_they_are(shop: Workspace) -> None:
    for answer in (
        a_rating(5, contact_id=1, tag="Service", comment="Quick and KIND_ly"),
        a_rating(2, contact_id=2, tag="Product"),
        a_rating(9, AnswerKind.NPS, asked_at=MONDAY_MORNING - timedelta(days=3), customer_id=1),
        a_rating(None, contact_id=1),
        a_rating(6, AnswerKind.CES, higher_is_better=False),
    ):
        surveys.record_answer(shop, answer=answer)

    def found(**asked: Any) -> list[float | None]:
        lines = surveys.answer_lines(shop, question=AnswerQuestion(**asked), order=(("value", False),))
        assert surveys.count_answers(shop, question=AnswerQuestion(**asked)) == len(lines)
        return [line.answer.value for line in lines]

    assert found() == [2, 5, 6, 9, None]
    assert found(kinds=(AnswerKind.NPS, AnswerKind.CES)) == [6, 9]
    assert found(tag="Service") == [5]
    assert found(words="kind_") == [5]
    assert found(words="kindx") == []
    assert found(low=True) == [2, 6]
    assert found(open=True) == [2]
    assert found(answered=False) == [None]
    assert found(value=5.0, answered=True) == [5]
    assert found(since=MONDAY_MORNING - timedelta(hours=1)) == [2, 5, 6, None]
    assert found(until=MONDAY_MORNING - timedelta(hours=1)) == [9]
    assert found(customer_id=1) == [5, 9, None]
    assert found(channel_id=PHONE) == [5, None]
    assert surveys.tags_in_use(shop) == ["Product", "Service"]


def test_scores_in_the_database_are_those_of_the_records(shop: Workspace) -> None:
    for value in (5, 4, 3, 1, None, 5):
        surveys.record_answer(shop, answer=a_rating(value, contact_id=1))
    surveys.record_answer(shop, answer=a_rating(10, AnswerKind.NPS, low=1))
    with shop.read() as work:
        expected = scores(tallies(work.care.answers.all()))
    assert surveys.answer_scores(shop, question=AnswerQuestion()) == expected
    (csat,) = expected
    assert (csat.n, csat.value, csat.asked, csat.too_few) == (5, 60, 6, True)
