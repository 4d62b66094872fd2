"""A review that is made from something else than before: what was rated stands only where the source can show it."""

from dataclasses import replace

import pytest

from csops.domain.review_drafts import Entry, ReviewDraft, draft_from, joined, ratings_now, ratings_of
from csops.domain.review_filling import Occasion, rulings
from csops.domain.review_sources import with_source
from csops.domain.review_steps import step_back, step_between
from csops.domain.reviews import Quote, Source
from csops.domain.scoring import Outcome, Scorecard, score_review
from tests.helpers.reviews import CRITERIA

QUOTE = Quote(contact_id=1, start=2, end=6, text="said")
RATED = ReviewDraft(
    entries={
        "greeting": Entry(rating=2, note="warm", quotes=(QUOTE,)),
        "correct": Entry(rating=0, cause="habit"),
        "record": Entry(is_na=True),
    }
)


def made_from(draft: ReviewDraft, source: Source) -> ReviewDraft:
    """Choose a source, as the form and `begin_review` do."""
    return with_source(draft, source, ruled=rulings(CRITERIA, source=source, occasion=Occasion()))


def test_what_a_source_cannot_show_counts_no_more_and_comes_back_with_one_that_can() -> None:
    noted = made_from(RATED, Source.NOTE)
    assert noted.of("greeting") == Entry(note="warm", quotes=(QUOTE,), aside=2), "words stay"
    assert ratings_now(noted, CRITERIA) == {"correct": 0, "record": None}
    assert made_from(noted, Source.TEXT) == RATED
    heard = made_from(noted, Source.RECORDING)
    assert ratings_of(heard, CRITERIA)[0].rating is None
    assert made_from(heard, Source.TEXT) == RATED, "through several sources"


def test_a_source_that_shows_nothing_of_a_card_leaves_no_score() -> None:
    card = Scorecard(key="own", name="Own", pass_mark=80, criteria=CRITERIA)
    score = score_review(card, ratings_now(made_from(RATED, Source.LISTENED), CRITERIA))
    assert (score.final, score.critical, score.outcome, score.seen) == (None, (), Outcome.NO_SCORE, 0)


@pytest.mark.parametrize("said", [Entry(rating=1), Entry(is_na=True)])
def test_what_is_said_meanwhile_stands_when_the_source_comes_back(said: Entry) -> None:
    noted = made_from(RATED, Source.NOTE)
    aside = noted.of("greeting")
    entry = aside.rated(1) if said.rating is not None else aside.not_applicable()
    assert (
        replace(made_from(noted.with_entry("greeting", entry), Source.TEXT).of("greeting"), note="", quotes=()) == said
    )


def test_what_is_kept_aside_is_kept_with_the_draft_taken_back_and_joined() -> None:
    noted = made_from(RATED, Source.NOTE)
    assert draft_from(noted.plain()) == noted
    assert ReviewDraft(entries={"greeting": Entry(aside=2)}).is_begun
    step = step_between(RATED, noted)
    assert step is not None
    assert step_back(noted, step)[0] == RATED
    there = replace(RATED, note="Well done")
    assert joined(noted, there, RATED) == replace(noted, note="Well done")
