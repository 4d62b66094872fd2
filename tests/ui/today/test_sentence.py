"""The sentence of the day, right in the plural and in what is clearly different."""

from dataclasses import replace
from datetime import date

import pytest

from csops.domain.cases import FollowUpKind
from csops.domain.lines import FollowUpLine
from csops.services.kpi_overview import Compared
from csops.services.today import Promises
from csops.ui.today.sentence import sentence
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.kpi import example_kpis

LINE = FollowUpLine(
    id=1,
    version=1,
    case_id=1,
    due_at=MONDAY_MORNING,
    time_known=True,
    what="",
    title="",
    customer_id=None,
    customer="",
    channel_key="phone",
    owner_id=None,
    owner="",
)
FIRST, LAST = date(2026, 1, 5), date(2026, 3, 29)


def promised(*, late: int, today: int) -> Promises:
    return Promises(late=(LINE,) * late, today=(LINE,) * today, tomorrow=(), later=0)


def compared(**times: float) -> Compared:
    """Return the examples of the dictionary, some of them so many times what they were before."""
    before = example_kpis(first_day=FIRST, last_day=LAST)
    figures = dict(before.figures)
    for key, many in times.items():
        was = figures[key]
        assert was.value is not None
        assert was.low is not None
        assert was.high is not None
        figures[key] = replace(was, value=was.value * many, low=was.low * many, high=was.high * many)
    return Compared(now=replace(before, figures=figures), before=before)


@pytest.mark.parametrize(
    ("late", "today", "words"),
    [
        (0, 0, "Nothing is late and nothing is due today."),
        (0, 1, "Nothing is late and one follow-up is due today."),
        (0, 3, "Nothing is late and three follow-ups are due today."),
        (1, 0, "One follow-up is late and nothing more is due today."),
        (1, 1, "One follow-up is late and one is due today."),
        (1, 2, "One follow-up is late and two are due today."),
        (2, 0, "Two follow-ups are late and nothing more is due today."),
        (3, 1, "Three follow-ups are late and one is due today."),
        (11, 10, "11 follow-ups are late and ten are due today."),
    ],
)
def test_the_sentence_is_right_in_the_plural(late: int, today: int, words: str) -> None:
    assert sentence(promised(late=late, today=today), compared()) == words
    assert sentence(promised(late=late, today=today), None) == words


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ("p", "It is a promise to a customer."),
        ("pp", "All of them are promises to customers."),
        ("po", "One of them is a promise to a customer."),
        ("ppo", "Two of them are promises to customers."),
        ("pso", "One of them is a promise to a customer. One of them is a step of a recovery."),
        ("sss", "All of them are steps of recoveries."),
        ("oo", ""),
    ],
)
def test_the_sentence_tells_promises_and_steps_among_what_is_due(kinds: str, words: str) -> None:
    meant = {"p": FollowUpKind.PROMISE, "s": FollowUpKind.STEP, "o": FollowUpKind.OWN}
    lines = tuple(replace(LINE, kind=meant[kind]) for kind in kinds)
    for found in (promised(late=0, today=0), Promises(late=lines, today=(), tomorrow=(), later=0)):
        told = words if found.late else ""
        begun = sentence(promised(late=len(found.late), today=0), None)
        assert sentence(found, None) == f"{begun} {told}".strip()


def test_what_waits_besides_is_told_before_what_has_changed() -> None:
    said = sentence(promised(late=0, today=1), compared(missed_contacts=2), waiting=["One approval waits for you."])
    assert said == (
        "Nothing is late and one follow-up is due today. One approval waits for you. "
        "More contacts are missed than before."
    )


def test_what_is_clearly_worse_is_said_before_what_is_better() -> None:
    calm = promised(late=0, today=0)
    told = [
        sentence(calm, found).removeprefix("Nothing is late and nothing is due today. ")
        for found in (
            compared(first_response_time=2, missed_contacts=2),
            compared(first_response_time=0.5, missed_contacts=2),
            compared(first_response_time=0.5, full_resolution_time=2),
            compared(first_response_time=0.5, missed_contacts=0.5),
            compared(missed_contacts=0.5),
        )
    ]
    assert told == [
        "Replies are slower than before.",
        "More contacts are missed than before.",
        "Cases take longer to resolve than before.",
        "Replies are faster than before.",
        "Fewer contacts are missed than before.",
    ]
