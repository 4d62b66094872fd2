"""How far reviewers agree, on one contact and over many."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.calibration_figures import (
    Rated,
    Session,
    alignments,
    leanings,
    pooled_figures,
    session_figures,
)
from csops.domain.calibrations import Agreed
from csops.domain.coefficients import OF_ALPHA, Strength, judged
from csops.domain.ratings import Agreement
from csops.domain.scoring import Outcome, ReviewScore, Scale, Scorecard, Step, score_review
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.reviews import CRITERIA

CARD = Scorecard(key="own", name="Own", pass_mark=80, criteria=CRITERIA)
MARA, TOM, DAN, AISHA = 1, 2, 3, 4


def rated(who: int, greeting: float | None, correct: float | None, record: float | None) -> Rated:
    ratings = {"greeting": greeting, "correct": correct, "record": record}
    return Rated(reviewer_id=who, ratings=ratings, score=score_review(CARD, ratings))


def session(number: int, *given: Rated, agreed: tuple[Agreed, ...] = ()) -> Session:
    at = MONDAY_MORNING + timedelta(days=number)
    return Session(id=number, at=at, criteria=CRITERIA, rated=given, agreed=agreed)


FOUR = (rated(MARA, 2, 1, 2), rated(TOM, 2, 2, 2), rated(DAN, 2, 0, 2), rated(AISHA, 2, 1, None))


def test_the_most_disputed_criterion_comes_first_with_how_many_gave_the_same() -> None:
    found = session_figures(CRITERIA, FOUR, agreed=(Agreed(criterion="correct", rating=1, note="Count it"),))
    assert [(row.criterion, row.same, row.of, row.equal_pairs, row.pairs) for row in found.rows] == [
        ("correct", 2, 4, 1, 6),
        ("record", 3, 4, 3, 6),
        ("greeting", 4, 4, 6, 6),
    ]
    assert found.rows[0].agreed is not None
    assert (found.equal, found.pairs) == (10 / 18, 18)


def test_what_the_source_could_not_show_is_no_answer_that_anybody_agrees_with() -> None:
    blind = [replace(rated(who, 2, given, None), unseen=frozenset({"record"})) for who, given in ((MARA, 2), (TOM, 0))]
    found = session_figures(CRITERIA, blind)
    assert {row.criterion: (row.equal_pairs, row.pairs, row.same, row.of) for row in found.rows} == {
        "greeting": (1, 1, 2, 2),
        "correct": (0, 1, 1, 2),
        "record": (0, 0, 2, 2),
    }
    assert (found.equal, found.pairs, found.rows[0].criterion) == (1 / 2, 2, "correct")
    one_heard = session_figures(CRITERIA, [*blind, rated(DAN, 2, 2, 2), rated(AISHA, 2, 2, None)])
    record = next(row for row in one_heard.rows if row.criterion == "record")
    assert (record.equal_pairs, record.pairs) == (0, 1), "two who could see it, of whom one called it not applicable"
    by_choice = pooled_figures([session(1, rated(MARA, 2, 2, None), rated(TOM, 2, 0, None))])
    assert (pooled_figures([session(1, *blind)]).equal.value, by_choice.equal.value) == (1 / 2, 2 / 3)


def test_scores_lie_apart() -> None:
    found = session_figures(CRITERIA, FOUR)
    assert (found.lowest, found.highest) == (50, 100)
    assert found.mean == pytest.approx((75 + 100 + 50 + 45 / 70 * 100) / 4)
    assert sum(found.against_mean.values()) == pytest.approx(0)


def test_who_missed_a_critical_error_is_said_of_what_was_agreed_alone() -> None:
    def told(*agreed: float | None) -> tuple[object, ...]:
        said = [Agreed(criterion="correct", rating=one) for one in agreed]
        found = session_figures(CRITERIA, FOUR, agreed=said)
        assert (found.saw_critical, found.saw_none) == ((DAN,), (MARA, TOM, AISHA))
        return found.has_critical, found.missed_critical, [row.criterion for row in found.rows if row.has_error]

    assert told() == (None, (), ["correct"])
    assert told(2) == told(None) == (False, (), [])
    assert told(0) == (True, (MARA, TOM, AISHA), ["correct"])
    nobody = session_figures(CRITERIA, FOUR[:2], agreed=[Agreed(criterion="correct", rating=0)])
    assert (nobody.saw_critical, nobody.has_critical, nobody.missed_critical) == ((), True, (MARA, TOM))
    assert session_figures(CRITERIA, FOUR[:2]).has_critical is False


def test_chance_is_judged_by_all_steps_of_the_card_also_by_those_that_nobody_gave() -> None:
    pair = (rated(MARA, 2, 2, 2), rated(TOM, 2, 1, 1))
    found = pooled_figures([replace(session(1, *pair), criteria=CRITERIA[:2])])
    assert found.ac1.value == pytest.approx((0.5 - 0.1875) / (1 - 0.1875))  # by two steps it would be 0.2
    assert found.ac2.value == pytest.approx((0.875 - 0.375) / (1 - 0.375))


def test_one_reviewer_alone_and_nobody_are_no_dispute() -> None:
    alone = session_figures(CRITERIA, FOUR[:1])
    assert (alone.equal, alone.pairs, alone.alpha.undefined) == (None, 0, True)
    assert session_figures(CRITERIA, ()).mean is None


def test_sessions_are_pooled_and_five_of_them_are_enough() -> None:
    few = pooled_figures([session(number, *FOUR) for number in range(4)])
    assert (few.sessions, few.is_enough) == (4, False)
    enough = pooled_figures([session(number, *FOUR) for number in range(5)])
    assert enough.is_enough
    assert enough.equal.value == pytest.approx(10 / 18)
    assert enough.alpha.units == 5 * 3
    assert enough.ac1.raters == 4


def test_too_few_contacts_get_a_number_and_neither_verdict_nor_interval() -> None:
    sessions = [session(at, rated(MARA, 2, at % 3, 2), rated(TOM, 2, at % 2, 2)) for at in range(5)]
    few, enough = pooled_figures(sessions[:4]), pooled_figures(sessions)
    for one in (few.ac1, few.ac2, few.alpha, few.icc):
        assert (one.contacts, one.strength, one.low, one.standard_error) == (4, Strength.TOO_FEW, None, None)
        assert one.value is not None
    assert few.ac1.percent_agreement == few.equal.percent_agreement
    assert Strength.TOO_FEW not in {one.strength for one in (enough.ac1, enough.ac2, enough.alpha, enough.icc)}
    assert (enough.ac1.standard_error, enough.icc.low) != (None, None)
    of_one = session_figures(CRITERIA, FOUR).alpha
    assert (of_one.contacts, of_one.strength, of_one.is_enough) == (1, Strength.TOO_FEW, False)


def test_a_coefficient_is_judged_by_the_contacts_that_it_rests_on_itself() -> None:
    random = Random(3)
    pairs = ((1, 2), (1, 2), (3, 4), (5, 6), (7, 8), (9, 10))
    found = pooled_figures([by_chance(random, at, reviewers=who) for at, who in enumerate(pairs)])
    assert (found.is_enough, found.icc.contacts, found.icc.strength) == (True, 2, Strength.TOO_FEW)


@pytest.mark.parametrize(
    ("value", "strength"),
    [
        (None, Strength.NOTHING),
        (0.66, Strength.WEAK),
        (0.667, Strength.TENTATIVE),
        (0.79, Strength.TENTATIVE),
        (0.8, Strength.GOOD),
    ],
)
def test_enough_contacts_are_judged_by_the_bounds(value: float | None, strength: Strength) -> None:
    found = Agreement(value=value, percent_agreement=1, units=9, raters=2, undefined=value is None)
    assert judged(found, OF_ALPHA, contacts=5).strength is strength


def test_full_agreement_is_one_by_every_coefficient() -> None:
    sessions = [session(at, rated(MARA, 2, at % 3, 2), rated(TOM, 2, at % 3, 2)) for at in range(6)]
    found = pooled_figures(sessions)
    values = (found.equal.value, found.ac1.value, found.ac2.value, found.alpha.value, found.icc.value)
    assert values == pytest.approx((1, 1, 1, 1, 1))


def test_a_contact_that_others_rated_takes_nothing_from_the_scores_that_can_be_compared() -> None:
    random = Random(3)
    alike = [by_chance(random, at, reviewers=(1, 2, 3)) for at in range(19)]
    found = pooled_figures([*alike, by_chance(random, 20, reviewers=(1, 4, 5))]).icc
    assert (found.units, found.raters, found.value) == (19, 3, pooled_figures(alike).icc.value)
    pairs = [by_chance(random, at, reviewers=(1, 2)) for at in range(40)]
    both = pooled_figures([*alike, *pairs]).icc
    assert (both.units, both.raters) == (59, 2), "58 x 1 degrees of freedom are more than 18 x 2"
    assert pooled_figures(
        [by_chance(random, 1, reviewers=(1, 2)), by_chance(random, 2, reviewers=(2, 3))]
    ).icc.undefined


def test_the_best_of_two_steps_is_the_same_answer_as_the_best_of_three() -> None:
    """Were "1" of yes and no taken for "partly", chance would agree less and AC1 stand higher."""
    two = Scale(key="two", steps=(Step(rating=0, percent=0), Step(rating=1, percent=100)))
    three = Scale(key="three", steps=tuple(Step(rating=at, percent=50 * at) for at in range(3)))

    def pooled_by(scale: Scale, best: float) -> Agreement:
        criteria = (replace(CRITERIA[0], scale=scale), replace(CRITERIA[1], scale=three))
        sessions = [
            replace(session(at, rated(MARA, first, 2, None), rated(TOM, second, 2, None)), criteria=criteria)
            for at, (first, second) in enumerate([(best, best), (best, 0), (0, 0), (best, best), (best, best)])
        ]
        return pooled_figures(sessions).ac1

    assert pooled_by(two, 1).value == pytest.approx(pooled_by(three, 2).value)


def test_a_session_with_one_reviewer_tells_nothing() -> None:
    found = pooled_figures([session(1, FOUR[0])])
    assert (found.sessions, found.equal.undefined, found.icc.undefined, found.leanings) == (0, True, True, ())


def test_who_always_gives_more_is_lenient_with_the_number_it_rests_on() -> None:
    sessions = [
        session(at, rated(MARA, 2, 1, at % 2), rated(TOM, 2, 2, 2), rated(DAN, 1, 1, at % 2)) for at in range(8)
    ]
    found = {one.reviewer_id: one for one in leanings(sessions)}
    assert next(iter(found)) == TOM
    assert (found[TOM].is_lenient, found[TOM].is_strict, found[TOM].sessions) == (True, False, 8)
    assert found[DAN].is_strict
    assert found[TOM].points == pytest.approx(100 - (52.5 + 42.5) / 2)


def by_chance(random: Random, number: int, *, reviewers: Iterable[int]) -> Session:
    """A session in which reviewers give the same contact the same, give or take ten points."""
    given = [
        Rated(
            reviewer_id=who,
            ratings={},
            score=ReviewScore(raw=score, final=score, seen=1, critical=(), outcome=Outcome.PASS),
        )
        for who in reviewers
        if (score := 70 + random.gauss(0, 10))
    ]
    return session(number, *given)


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param([(1, 2)], id="two, who mirror each other"),
        pytest.param([(1, 2, 3, 4)], id="four"),
        pytest.param([(1, 2), (2, 3), (1, 3), (1, 2, 3)], id="by turns"),
    ],
)
def test_of_equal_reviewers_some_one_is_called_strict_in_hardly_more_than_five_of_a_hundred_teams(
    turns: Sequence[tuple[int, ...]],
) -> None:
    random, called = Random(5), 0
    for _ in range(400):
        sessions = [by_chance(random, at, reviewers=turns[at % len(turns)]) for at in range(8)]
        called += any(one.is_strict or one.is_lenient for one in leanings(sessions))
    assert called / 400 <= 0.07


def test_fewer_than_five_contacts_call_nobody_strict_however_far_apart() -> None:
    sessions = [session(at, rated(MARA, 2, 2, 2), rated(TOM, 0, 0, at % 2)) for at in range(6)]
    few, enough = leanings(sessions[:4]), leanings(sessions)
    assert [(one.is_enough, one.is_lenient) for one in few] == [(False, False)] * 2
    assert [(one.is_lenient, one.is_strict) for one in enough] == [(True, False), (False, True)]
    assert [(one.low, one.high) for one in few] == [(None, None)] * 2, "no interval pretends to know"
    assert enough[0].low is not None


def test_one_contact_calls_nobody_strict() -> None:
    assert not any(one.is_strict or one.is_lenient for one in leanings([session(1, *FOUR)]))


def test_alignment_is_weighed_and_not_applicable_against_a_rating_is_a_miss() -> None:
    agreed = (Agreed(criterion="correct", rating=1), Agreed(criterion="record", rating=None))
    found = {one.reviewer_id: one.value for one in alignments(session(1, *FOUR, agreed=agreed))}
    assert found[MARA] == pytest.approx(50 / 80)
    assert found[TOM] == pytest.approx(25 / 80)
    assert found[AISHA] == 1
    assert alignments(session(1, *FOUR)) == []


RATING = st.sampled_from((0, 1, 2, None))


@given(st.lists(st.tuples(RATING, RATING, RATING), min_size=2, max_size=5))
def test_the_order_of_reviewers_does_not_matter(given_: list[tuple[float | None, float | None, float | None]]) -> None:
    people = [rated(who, *ratings) for who, ratings in enumerate(given_)]
    one, other = session_figures(CRITERIA, people), session_figures(CRITERIA, people[::-1])
    assert [(row.criterion, row.same, row.equal_pairs) for row in one.rows] == [
        (row.criterion, row.same, row.equal_pairs) for row in other.rows
    ]
    assert one.mean == pytest.approx(other.mean) if one.mean is not None else other.mean is None
    assert all(
        0 <= each.value <= 1
        for each in alignments(session(1, *people, agreed=(Agreed(criterion="correct", rating=2),)))
    )
