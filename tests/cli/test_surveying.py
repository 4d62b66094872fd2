"""answer, answers."""

import pytest

from tests.cli.conftest import Type


@pytest.fixture
def shop(typed: Type) -> Type:
    """Ada called twice, on two cases."""
    for text in ("Wheel out of true", "Wheel still out of true"):
        typed("log", "--channel", "phone", "--customer", "Ada Brandt", "--email", "ada@example.com", "--text", text)
    return typed


def test_an_answer_is_noted_and_a_low_one_followed_up(shop: Type) -> None:
    good = shop("answer", "--kind", "csat", "--value", "5", "--contact", "1", "--tag", "Service").data
    assert (good["low"], good["follow_up"], good["case"], good["customer"]) == (False, None, 1, 1)
    low = shop("answer", "--kind", "nps", "--value", "3", "--customer", "ada@example.com", "--comment", "Twice!").data
    assert (low["low"], low["asked_too_soon"], low["customer"]) == (True, True, 1)
    assert low["due"].startswith("2026-11-23")
    (listed,) = shop("answers", "--open").data["answers"]
    assert (listed["id"], listed["comment"], listed["follow_up"]) == (low["answer"], "Twice!", low["follow_up"])
    found = shop("answers").data
    assert [(one["kind"], one["n"], one["too_few"]) for one in found["scores"]] == [("csat", 1, True), ("nps", 1, True)]
    shop("answers", "--remove", str(low["answer"]))
    assert shop("answers").data["total"] == 1


def test_an_unanswered_question_and_a_foreign_scale_are_told_apart(read: Type) -> None:
    assert "asked, no answer" in read("answer", "--kind", "csat").out
    assert "counts in no score" in read("answer", "--kind", "nps", "--value", "10", "--scale", "1-10").out
    assert "nobody to get in touch with" in read("answer", "--kind", "ces", "--value", "7", "--reversed").out
    listed = read("answers").out
    assert "NPS: " not in listed.split("found")[0]
    assert "CSAT (1 to 5): no answers of 1 asked" in listed
    assert "CES (1 to 7, reversed): 0 of 1 found it easy (too few to judge)" in listed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "csat", "--value", "6"), "CSAT goes from 1 to 5"),
        (("--kind", "nps", "--value", "11"), "NPS goes from 0 to 10"),
        (("--kind", "csat", "--value", "3", "--scale", "one"), "Write it as 1-5"),
        (("--kind", "csat", "--value", "3", "--customer", "Nobody"), "is not known"),
        (("--kind", "csat", "--value", "3", "--customer", "99"), "There is no customer 99"),
        (("--kind", "csat", "--value", "3", "--case", "99"), "There is no case 99"),
    ],
)
def test_what_cannot_be_noted_is_refused_with_what_would_be_right(
    read: Type, arguments: tuple[str, ...], said: str
) -> None:
    refused = read("answer", *arguments)
    assert refused.status == 2
    assert said in refused.err


def test_answers_are_asked_for_by_day(shop: Type) -> None:
    shop("answer", "--kind", "csat", "--value", "4", "--asked", "2026-11-10 12:00", "--customer", "Ada Brandt")
    assert shop("answers", "--from", "2026-11-10", "--to", "2026-11-10").data["total"] == 1
    assert shop("answers", "--from", "2026-11-11").data["total"] == 0
    assert shop("answers", "--from", "2026-11-12", "--to", "2026-11-11").status == 2
    assert shop("answers", "--limit", "-1").status == 2
