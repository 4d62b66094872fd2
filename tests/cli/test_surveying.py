"""answer, answers."""

from pathlib import Path

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


def test_each_survey_file_says_what_became_of_its_scale(typed: Type, tmp_path: Path) -> None:
    days = [f"{day:02d}" for day in range(1, 13)]
    ten = [1, 2, 5, 7, 8, 9, 9, 10, 10, 10, 6, 4]
    words = ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied", "Satisfied"] * 2
    files: dict[str, tuple[str, list[str]]] = {
        "from-1": ("NPS", [str(value) for value in ten]),
        "from-0": ("NPS", [str(value - 1 if value < 3 else value) for value in ten]),
        "words": ("How satisfied were you?", words),
    }
    said = {}
    for name, (heading, values) in files.items():
        path = tmp_path / f"{name}.csv"
        month = "10" if name == "from-0" else "11"  # the same answers on the same days would be known already
        rows = "".join(f"2026-{month}-{day},{value}\n" for day, value in zip(days, values, strict=True))
        path.write_text(f"Date,{heading}\n{rows}", encoding="utf-8")
        said[name] = typed("import", str(path), "--as", "surveys").data
    outcomes = {name: (one["outcome"], one["new"], one["left_out"]) for name, one in said.items()}
    assert outcomes == {"from-1": ("warn", 12, 0), "from-0": ("ok", 12, 0), "words": ("ok", 12, 0)}
    assert "12 answers are kept, and count in no score" in " ".join(said["from-1"]["warnings"])
    assert said["words"]["ratings"][0]["words"]["very dissatisfied"] == "1"
    scores = typed("answers").data["scores"]
    assert [(one["kind"], one["n"]) for one in scores] == [("csat", 12), ("nps", 12)]


def test_what_a_file_leaves_open_is_asked_and_said_with_an_option(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text("Date,Q1\n2026-11-10,4\n2026-11-11,2\n", encoding="utf-8")
    asked = typed("import", str(path), "--as", "surveys")
    assert (asked.status, asked.data["outcome"]) == (2, "ask")
    assert "Which question does “Q1” answer?" in asked.data["reason"]
    for wrong in ("fun:1-5", "csat:5-1", "Q9=csat"):
        assert typed("import", str(path), "--as", "surveys", "--rating", wrong).status == 2
    done = typed("import", str(path), "--as", "surveys", "--rating", "Q1=ces:1-7:reversed")
    assert done.data["ratings"][0]["reversed"] is True
    (score,) = typed("answers").data["scores"]
    assert (score["kind"], score["higher_is_better"], score["good"]) == ("ces", False, 1)
