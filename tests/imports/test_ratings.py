"""Columns of ratings: which question, which scale, what the words mean, and what is asked."""

import pytest

from csops.imports.guesses import About
from csops.imports.mapping import Column, Mapping, TableKind, Target, from_mapping, to_mapping
from csops.imports.rating_words import level_of, number_of
from csops.imports.ratings import Understood, understood


def column(heading: str, *cells: str, **said: object) -> Understood:
    counts: dict[str, int] = {}
    for cell in cells:
        counts[cell] = counts.get(cell, 0) + 1
    told = Column(position=0, heading=heading, target=Target.ANSWER, **said)  # type: ignore[arg-type]
    return understood(told, tuple(counts.items()))


def told(found: Understood) -> tuple[str, tuple[float, float] | None, bool]:
    return found.column.answer, found.column.scale, found.column.reversed


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Very satisfied", 3), ("Somewhat satisfied", 1), ("Neither satisfied nor dissatisfied", 0), ("Poor", -2),
        ("Sehr zufrieden", 3), ("eher unzufrieden", -1), ("Teils, teils", 0), ("überhaupt nicht zufrieden", -3),
        ("Très satisfaite", 3), ("pas satisfait", -2), ("D’accord", 2), ("pas d'accord", -2),
        ("Muy satisfecho", 3), ("poco satisfecho", -2), ("Molto soddisfatto", 3), ("per niente soddisfatta", -3),
        ("Zeer tevreden", 3), ("helemaal niet tevreden", -3), ("Strongly disagree", -3),
        ("stimme voll und ganz zu", 3), ("stimme nicht zu", -2), ("trifft eher nicht zu", -1),
        ("😀", 3), ("🙂", 2), ("😐", 0), ("🙁", -2), ("😡", -3), ("👍", 2), ("👎", -2),
        ("good value but the courier was late", None), ("Tuesday", None), ("", None),
    ],
)  # fmt: skip
def test_a_rating_in_words_is_understood_and_free_text_is_not(word: str, level: int | None) -> None:
    assert level_of(word) == level


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("4", (4, None)), ("4,5", (4.5, None)), ("4/5", (4, 5)), ("4 von 5", (4, 5)), ("4 out of 5 stars", (4, 5)),
        ("★★★★☆", (4, 5)), ("⭐⭐⭐", (3, None)), ("FIVE", (5, None)), ("5 - Very satisfied", (5, None)),
        ("3 Sterne", (3, None)), ("2026-11-01", None), ("12:30", None), ("5 people came", None), ("fine", None),
    ],
)  # fmt: skip
def test_a_rating_in_figures_or_stars_is_read(cell: str, number: tuple[float, float | None] | None) -> None:
    assert number_of(cell) == number


def test_an_nps_from_1_to_10_is_flagged_and_said() -> None:
    found = column("NPS", *["1", "3", "5", "7", "8", "9", "9", "10", "10", "10"])
    assert told(found) == ("nps", (1, 10), False)
    (asked,) = found.questions
    assert (asked.about, asked.needed, asked.choices[:2]) == (About.SCALE, False, ("1-10", "0-10"))
    assert "none is 0" in asked.sentence
    assert "count in no score" in asked.sentence


def test_an_nps_with_a_0_or_a_scale_in_its_heading_needs_no_question() -> None:
    assert column("How likely are you to recommend us?", "0", "9", "10").questions == ()
    assert told(column("NPS (0-10)", "1", "9", "10")) == ("nps", (0, 10), False)
    assert told(column("Empfehlung 1 bis 10", "2", "9", "10")) == ("nps", (1, 10), False)
    (asked,) = column("NPS", "5", "9", "10").questions
    assert "It is taken from 0 to 10" in asked.sentence


def test_who_says_the_scale_is_believed() -> None:
    found = column("NPS", "1", "9", "10", answer="nps", scale=(0.0, 10.0))
    assert (told(found), found.questions) == (("nps", (0, 10), False), ())


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("Satisfaction", "1 2 3 4 5 5", ("csat", (1, 5), False)),
        ("CSAT", "1 2 3 " * 4, ("csat", (1, 3), False)),
        ("CSAT", "0 1 1", ("csat", (0, 1), False)),
        ("CSAT", "1 2 6 7 4", ("csat", (1, 7), False)),
        ("Zufriedenheit in %", "80 90 100", ("csat", (0, 100), False)),
        ("It was easy", "1 7 6", ("ces", (1, 7), False)),
        ("Customer effort score", "1 2 5 4 3 " * 3, ("ces", (1, 5), False)),
        ("How much effort did it take?", "1 7 6", ("ces", (1, 7), True)),
        ("Sterne", "4.5 5", ("stars", (1, 5), False)),
        ("Zufrieden? (1 = sehr zufrieden)", "1 2 5", ("csat", (1, 5), True)),
        ("NPS", "Promoter Passive Detractor", ("nps", (0, 10), False)),
    ],
)
def test_question_scale_and_direction_follow_from_heading_and_values(
    heading: str, cells: str, expected: tuple[str, tuple[float, float], bool]
) -> None:
    assert told(column(heading, *cells.split())) == expected


def test_words_are_given_their_places_on_the_scale() -> None:
    found = column("Zufrieden?", *["Sehr zufrieden", "zufrieden", "neutral", "unzufrieden", "sehr unzufrieden"] * 2)
    assert told(found) == ("csat", (1, 5), False)
    assert sorted(found.column.words.items(), key=lambda one: one[1]) == [
        ("sehr unzufrieden", "1"), ("unzufrieden", "2"), ("neutral", "3"), ("zufrieden", "4"), ("sehr zufrieden", "5"),
    ]  # fmt: skip
    three = column("Happy?", *["🙂", "😐", "🙁"] * 4)
    assert (told(three)[1], three.column.words["🙁"]) == ((1, 3), "1")
    two = column("Happy?", "👍", "👎")
    assert (told(two)[1], two.column.words) == ((0, 1), {"👍": "1", "👎": "0"})
    turned = column("Zufriedenheit", "1 - sehr zufrieden", "3 - neutral", "5 - sehr unzufrieden")
    assert told(turned) == ("csat", (1, 5), True)


def test_words_nobody_knows_and_questions_nobody_names_are_asked() -> None:
    (asked,) = column("Satisfaction", "Very satisfied", "Meh").questions
    assert (asked.about, asked.words, asked.choices[0]) == (About.WORDS, (("Meh", 1),), "1")
    (needed,) = column("Q1", "1", "5").questions
    assert (needed.about, needed.needed, needed.choices) == (About.ANSWER, True, ("csat", "nps", "ces", "stars"))


def test_a_slip_of_the_keys_does_not_change_the_scale() -> None:
    assert told(column("Satisfaction", *["4"] * 60, "44"))[1] == (1, 5)


def test_a_mapping_keeps_what_was_said_of_ratings() -> None:
    said = Column(position=0, heading="Q", target=Target.ANSWER, answer="ces", scale=(1.0, 7.0), reversed=True)
    mapping = Mapping(kind=TableKind.SURVEYS, columns=(said,))
    assert from_mapping(to_mapping(mapping)) == mapping
