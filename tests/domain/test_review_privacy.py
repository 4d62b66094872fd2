"""What is shown side by side tells nothing of a person whose figures are hidden."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.review_behind import ResultsBy, group_of
from csops.domain.review_privacy import (
    Cover,
    ShownFacts,
    enough_each,
    enough_together,
    hidden_people,
    shown_facts,
    tells_of_one,
)
from csops.domain.review_results import Answered, Fact
from csops.domain.reviews import Purpose

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
ME = 9


def fact(number: int, person: int, *, channel: int = 1, topic: int = 1, week: int = 0, **more: object) -> Fact:
    plain = Fact(
        id=number, member_id=person, reviewer_id=ME, at=MONDAY + timedelta(weeks=week), channel_id=channel,
        topic_id=topic, card="own", number=1, purpose=Purpose.FAIR, raw=80.0, final=80.0, passed=True, critical=(),
        answers=(Answered("greeting", 80.0),),
    )  # fmt: skip
    return plain._replace(**more)  # type: ignore[arg-type]


def facts(*persons: int, **more: object) -> list[Fact]:
    return [fact(number, person, **more) for number, person in enumerate(persons)]  # type: ignore[arg-type]


def week_of(at: datetime) -> date:
    return at.date() - timedelta(days=at.weekday())


def shown(found: Sequence[Fact], *, fewest: int) -> ShownFacts:
    hidden = hidden_people(found, viewer_id=ME, fewest=fewest)
    return shown_facts(found, hidden=hidden, fewest=fewest, start_of=week_of)


# ------------------------------------------------------------ by example
def test_the_whole_less_what_is_shown_of_others_is_not_the_figure_of_one() -> None:
    found = shown(facts(1, 1, 1, 2), fewest=3)
    assert {one.member_id for one in found.whole} == {1}
    assert (found.withheld().whole, found.withheld().by[ResultsBy.PERSON]) == (1, 0)


def test_two_people_with_enough_reviews_together_stand_in_the_whole() -> None:
    assert len(shown(facts(1, 1, 1, 2, 3, 3), fewest=3).whole) == 6
    assert len(shown(facts(1, 1, 1, 2, 3), fewest=3).whole) == 3, "two reviews of two are a pair of scores"


def test_of_a_small_team_in_which_all_have_few_the_whole_is_shown() -> None:
    found = shown(facts(1, 2, 3, 4), fewest=3)
    assert len(found.whole) == len(found.by[ResultsBy.CRITERION]) == 4
    assert not shown(facts(1, 1), fewest=3).whole


def test_a_row_that_rests_on_one_leaves_them_out_and_so_does_the_row_that_would_tell_by_subtraction() -> None:
    of = [fact(0, 1), fact(1, 2), fact(2, 3), fact(3, 1, channel=2), fact(4, 1, channel=2)]
    cover = Cover(of, hidden={1, 2, 3}, enough=enough_together(3))
    assert len(cover.whole()) == 5
    assert cover.split(lambda one: one.channel_id) == [], "the whole less channel 1 would be person 1's"


def test_rows_of_two_splits_are_not_taken_from_each_other() -> None:
    """A channel of 1 and 2, and a topic of the same reviews and one of person 3: their difference is theirs."""
    of = [fact(0, 1), fact(1, 2), fact(2, 3, channel=2), fact(3, 1, channel=2, topic=2), fact(4, 2, channel=2, topic=2)]
    cover = Cover(of, hidden={1, 2, 3}, enough=enough_together(2))
    cover.whole()
    assert len(cover.split(lambda one: one.channel_id)) == 5
    assert cover.split(lambda one: one.topic_id) == []


def test_figures_tell_of_one_where_a_difference_of_sums_does() -> None:
    whose = {1: 1, 2: 2, 3: 3}
    assert tells_of_one([{1, 2}, {2, 3}, {1, 3}], whose), "half of the first and third less the second"
    assert not tells_of_one([{1, 2}, {2, 3}], whose)
    assert not tells_of_one([], whose)
    assert tells_of_one([{1, 2, 3}, {2, 3}], whose)


def test_own_figures_are_never_hidden_and_reviews_without_a_score_are_none() -> None:
    of = [*facts(1, 1, ME), fact(7, 1, final=None)]
    assert hidden_people(of, viewer_id=ME, fewest=3) == {1}
    assert hidden_people(of, viewer_id=ME, fewest=2) == frozenset()


def test_to_colleagues_two_must_have_enough_each() -> None:
    is_enough = enough_each(2)
    assert is_enough(facts(1, 1, 2, 2))
    assert not is_enough(facts(1, 1, 2, 3))


def test_of_a_criterion_the_answers_of_one_stand_in_no_row() -> None:
    both = (Answered("greeting", 80.0), Answered("record", 20.0))
    of = [fact(0, 1, answers=both), fact(1, 2), fact(2, 2), *(fact(n, 4, answers=both) for n in (3, 4, 5))]
    found = shown(of, fewest=3)
    answers = {(one.member_id, each.criterion) for one in found.by[ResultsBy.CRITERION] for each in one.answers}
    assert answers == {(1, "greeting"), (2, "greeting"), (4, "greeting"), (4, "record")}
    assert found.withheld().by[ResultsBy.CRITERION] == 1


# ------------------------------------------------------------ by any
REVIEWS: st.SearchStrategy[list[dict[str, object]]] = st.lists(
    st.builds(
        dict,
        person=st.integers(1, 5),
        channel=st.integers(1, 3),
        topic=st.integers(1, 3),
        week=st.integers(0, 2),
        reviewer=st.integers(10, 12),
        card=st.sampled_from(["own", "other"]),
        final=st.sampled_from([80.0, 80.0, 80.0, None]),
        passed=st.booleans(),
        critical=st.sampled_from([(), (), ("customer",)]),
    ),
    max_size=24,
)


def rank(rows: Sequence[Sequence[int]]) -> int:
    """The rank of a matrix in exact fractions."""
    left = [[Fraction(one) for one in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for at in range(found + 1, len(left)):
            times = left[at][column] / pivot[column]
            left[at] = [a - times * b for a, b in zip(left[at], pivot, strict=True)]
        found += 1
    return found


def figures_of(found: ShownFacts) -> list[set[int]]:
    """Return the reviews behind each score that is shown, as rows of all tables and points of the trend."""
    groups: defaultdict[Hashable, set[int]] = defaultdict(set)
    for one in found.whole:
        groups["whole"].add(one.id)
    for one in found.trend:
        groups["week", week_of(one.at)].add(one.id)
    for one in found.linked:
        groups["passed", one.passed].add(one.id)
    for by in (ResultsBy.CHANNEL, ResultsBy.TOPIC, ResultsBy.CARD, ResultsBy.REVIEWER):
        for one in found.by[by]:
            groups[by, group_of(one, by)].add(one.id)
    return list(groups.values())


@settings(max_examples=60, deadline=None)
@given(rows=REVIEWS, fewest=st.integers(1, 4))
def test_no_sum_and_no_difference_of_what_is_shown_leaves_reviews_of_one_hidden_person_alone(
    rows: list[dict[str, object]], fewest: int
) -> None:
    """Even to who knows every single review of the people who are shown."""
    of = [
        fact(
            number, row.pop("person"), reviewer_id=row.pop("reviewer"), **row  # type: ignore[arg-type]
        )
        for number, row in enumerate(dict(one) for one in rows)
    ]  # fmt: skip
    found = shown(of, fewest=fewest)
    hidden = [one for one in of if one.member_id in found.hidden]
    for secret in ([one for one in hidden if one.final is not None], [one for one in hidden if one.is_judged]):
        matrix = [[int(one.id in figure) for one in secret] for figure in figures_of(found)]
        known = rank(matrix)
        for person in found.hidden:
            without = [[row[at] for at, one in enumerate(secret) if one.member_id != person] for row in matrix]
            assert rank(without) == known
    for by, facts_shown in found.by.items():
        if by not in (ResultsBy.PERSON, ResultsBy.CRITERION):
            assert {one for one in of if one.member_id not in found.hidden} <= set(facts_shown)


@settings(max_examples=40, deadline=None)
@given(rows=REVIEWS, fewest=st.integers(1, 4))
def test_each_criterion_rests_on_no_answers_of_one_hidden_person(rows: list[dict[str, object]], fewest: int) -> None:
    of = [
        fact(number, row["person"], answers=(Answered(str(row["topic"]), row["final"]),))  # type: ignore[arg-type]
        for number, row in enumerate(rows)
    ]
    found = shown(of, fewest=fewest)
    given_by: defaultdict[str, list[int]] = defaultdict(list)
    for one in found.by[ResultsBy.CRITERION]:
        if one.member_id in found.hidden:
            for answer in one.answers:
                if answer.percent is not None:
                    given_by[answer.criterion].append(one.member_id)
    assert all(len(set(whom)) > 1 and len(whom) >= fewest for whom in given_by.values())
