"""Choices in a review are taken back one by one, and what is typed stays."""

from dataclasses import replace

from csops.domain.review_drafts import Entry, ReviewDraft
from csops.domain.review_steps import step_back, step_between
from csops.domain.reviews import Source

BEFORE = ReviewDraft(at="tone")
RATED = BEFORE.with_entry("tone", Entry(rating=2.0, cause="rushed"))


def test_a_rating_is_taken_back_and_given_again() -> None:
    step = step_between(BEFORE, RATED)
    assert step is not None
    back, again = step_back(RATED, step)
    assert back.of("tone") == Entry()
    assert step_back(back, again)[0] == RATED


def test_words_typed_since_stay_where_they_are() -> None:
    step = step_between(BEFORE, RATED)
    assert step is not None
    typed = replace(RATED.with_entry("tone", replace(RATED.of("tone"), note="Heard twice")), note="Book it first")
    back, _again = step_back(typed, step)
    assert (back.of("tone").note, back.note) == ("Heard twice", "Book it first")
    assert back.of("tone").rating is None


def test_what_another_window_rated_meanwhile_stays() -> None:
    step = step_between(BEFORE, RATED)
    assert step is not None
    back, _again = step_back(RATED.with_entry("clear", Entry(rating=1.0)), step)
    assert back.of("clear") == Entry(rating=1.0)


def test_words_alone_are_no_step() -> None:
    assert step_between(RATED, RATED.with_entry("tone", replace(RATED.of("tone"), note="Heard twice"))) is None


def test_another_source_is_a_step_of_its_own() -> None:
    other = replace(RATED, source=Source.NOTE)
    step = step_between(RATED, other)
    assert step is not None
    assert step_back(other, step)[0] == RATED
