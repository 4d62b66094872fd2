"""Lists of customers by what is known of them: filtered, sorted, with what they spent; the same on both databases."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from csops.domain.customer_filters import ANYBODY, CustomerFilter
from csops.domain.customers import Consent, OwnField, Stage
from csops.domain.purchases import Purchase, Spending
from csops.domain.questions import Question, parse
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services.workspace import Workspace
from csops.storage import customer_lists
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import a_case, a_customer

SIZE = OwnField(name="Frame “size”", value="56_%")
CLUB = OwnField(name="Club", value="Ünïcode")


@pytest.fixture(scope="module")
def asked(standing_workspace: Workspace) -> Iterator[Work]:
    """A firm, two of its people, and Cem, who is lost."""
    with standing_workspace.work("Log") as work:
        _fill(work)
    with standing_workspace.read() as work:
        yield work


def _fill(work: Work) -> None:
    firm = work.customers.add(a_customer(name="Northgate", is_firm=True, segment="Club"))
    ada = work.customers.add(
        a_customer(name="Ada", firm_id=firm.id, birthday="1980-05-17", fields=(SIZE,), segment="Club", number="K-1")
    )
    common: Any = {"consent": Consent.GIVEN, "consent_at": MONDAY_MORNING, "consent_note": "on the phone"}
    ben = work.customers.add(
        a_customer(name="Ben", firm_id=firm.id, birthday="--02-29", fields=(SIZE, CLUB), motive="commuting", **common)
    )
    work.customers.add(a_customer(name="Cem", stage=Stage.PROSPECT, lost_at=MONDAY_MORNING))
    work.cases.add(a_case(customer_id=ada.id))
    for day, amount, number in ((1, "0.10", "A1"), (2, "100.20", None), (3, "-50.00", None)):
        bought = Purchase(customer_id=ada.id, day=date(2026, 3, day), amount=Decimal(amount), number=number)
        work.care.purchases.add(bought)
    work.care.purchases.add(Purchase(customer_id=ben.id, day=date(2026, 3, 1), amount=Decimal(-5)))
    asked: Any = {"customer_id": ada.id, "asked_at": MONDAY_MORNING, "high": 5}
    for hours, value in ((2, 4), (1, 2)):
        at = MONDAY_MORNING + timedelta(hours=hours)
        work.care.answers.add(SurveyAnswer(kind=AnswerKind.CSAT, answered_at=at, value=value, low=1, **asked))
    off: Any = {"kind": AnswerKind.NPS, "answered_at": MONDAY_MORNING, "low": 1, "value": 9}
    work.care.answers.add(SurveyAnswer(off_scale=True, **off, **asked))


@pytest.mark.parametrize(
    ("only", "names"),
    [
        (ANYBODY, ["Ada", "Ben", "Cem", "Northgate"]),
        (CustomerFilter(is_firm=True), ["Northgate"]),
        (CustomerFilter(is_firm=False, stages=(Stage.BUYER,)), ["Ada", "Ben"]),
        (CustomerFilter(firm_id=1), ["Ada", "Ben"]),
        (CustomerFilter(segments=("Club", "Other")), ["Ada", "Northgate"]),
        (CustomerFilter(consents=(Consent.GIVEN,)), ["Ben"]),
        (CustomerFilter(birthdays=("05-17", "12-24")), ["Ada"]),
        (CustomerFilter(birthdays=("02-28", "02-29")), ["Ben"]),
        (CustomerFilter(fields=(SIZE,)), ["Ada", "Ben"]),
        (CustomerFilter(fields=(SIZE, OwnField(name="Club", value=""))), ["Ben"]),
        (CustomerFilter(fields=(OwnField(name="Frame “size”", value="56ab"),)), []),
        (CustomerFilter(has_open=True), ["Ada"]),
        (CustomerFilter(has_open=False, has_bought=True), ["Ben"]),
        (CustomerFilter(has_bought=False), ["Cem", "Northgate"]),
        (CustomerFilter(is_lost=True), ["Cem"]),
        (CustomerFilter(is_lost=False, ids=(1, 4)), ["Northgate"]),
        (CustomerFilter(ids=()), []),
    ],
)
def test_a_filter_leaves_those_who_fit(asked: Work, only: CustomerFilter, names: list[str]) -> None:
    assert [line.name for line in asked.customers.lines(Question(), only=only)] == names
    assert asked.customers.count(Question(), only=only) == len(names)


def test_a_line_says_what_they_spent_exactly_and_how_they_answered_last(asked: Work) -> None:
    ada, ben, cem, _firm = asked.customers.lines(Question())
    assert (ada.purchases, ada.spent, ada.firm, ada.fields) == (3, Decimal("50.30"), "Northgate", (SIZE,))
    assert (ada.csat, ada.csat_high, ada.nps) == (4, 5, None)  # the NPS was asked on a scale that it does not have
    assert (ben.spent, cem.purchases, cem.spent, cem.csat) == (Decimal(-5), 0, None, None)


@pytest.mark.parametrize(
    ("key", "first"), [("spent", "Ben"), ("birthday", "Ben"), ("csat", "Ada"), ("firm", "Ada"), ("motive", "Ben")]
)
def test_who_has_nothing_to_sort_by_stands_last_both_ways(asked: Work, key: str, first: str) -> None:
    up, down = (
        [line.name for line in asked.customers.lines(Question(), order=((key, is_down),))] for is_down in (False, True)
    )
    assert up[0] == first
    assert up[-1] in {"Cem", "Northgate"}
    assert down[-1] in {"Cem", "Northgate"}


def test_spending_leaves_out_who_has_only_brought_back(asked: Work) -> None:
    ada = Spending(total=Decimal("50.30"), purchases=2, returns=1, first=date(2026, 3, 1), last=date(2026, 3, 2))
    assert asked.care.purchases.spending() == asked.care.purchases.spending([2, 3]) == {2: ada}
    assert asked.care.purchases.spending([4]) == asked.care.purchases.spending([]) == {}
    assert [one.day.day for one in asked.care.purchases.of([2])] == [3, 2, 1]
    assert list(asked.care.purchases.known_numbers(["A1", "A2"])) == ["A1"]


@pytest.mark.parametrize(("said", "name"), [("commuting", "Ben"), ("unicode", "Ben"), ("phone", "Ben"), ("K-1", "Ada")])
def test_what_is_known_of_a_customer_finds_them(asked: Work, said: str, name: str) -> None:
    assert [line.name for line in asked.customers.lines(parse(said))] == [name]


def test_names_of_own_fields_segments_and_motives_are_offered_by_use(asked: Work) -> None:
    connection = asked.connection
    assert customer_lists.own_fields_used(connection) == {SIZE: 2, CLUB: 1}
    assert customer_lists.words_used(connection, "segment", most=9) == ["Club"]
