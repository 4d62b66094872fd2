"""How groups of candidates came through: rates, ratios and tests side by side; small groups hidden."""

from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.candidates import PastCandidate
from csops.domain.fairness import (
    LEAST,
    OTHERS,
    Fate,
    Passage,
    Step,
    by_question,
    everybody,
    fate,
    fate_of_past,
    furthest,
    least_p,
    passage,
    steps,
)
from csops.domain.openings import Application, Move, Outcome, Stage
from csops.domain.selection import fisher_exact

ONE = Application(id=1, candidate_id=1, opening_id=1, applied_on=date(2026, 3, 2))


def _fates(group: str, *, passed: int, stopped: int, question: str = "Gender") -> list[Fate]:
    groups = {question: group}
    through = [Fate(reached=Stage.SCREENING, is_over=False, groups=groups)] * passed
    return through + [Fate(reached=Stage.APPLIED, is_over=True, groups=groups)] * stopped


def _first(fates: list[Fate]) -> Step:
    return by_question(fates, "Gender").steps[0]


def test_steps_lead_from_stage_to_stage_and_then_the_whole_way() -> None:
    assert [(one.value, two.value) for one, two in steps()] == [
        ("applied", "screening"),
        ("screening", "interview"),
        ("interview", "offer"),
        ("offer", "hired"),
        ("applied", "hired"),
    ]


def test_who_waits_or_withdrew_is_in_neither_count() -> None:
    fates = [
        Fate(reached=Stage.SCREENING, is_over=False),
        Fate(reached=Stage.APPLIED, is_over=True),
        Fate(reached=Stage.APPLIED, is_over=True, withdrew=True),
        Fate(reached=Stage.APPLIED, is_over=False),
    ]
    found = passage(fates, Stage.APPLIED, Stage.SCREENING)
    assert found == Passage(passed=1, stopped=1, withdrew=1, waiting=1)
    assert (found.decided, found.rate) == (2, 0.5)
    assert passage(fates, Stage.SCREENING, Stage.INTERVIEW) == Passage(waiting=1)
    assert Passage().rate is None


def test_the_furthest_stage_counts_also_where_somebody_was_moved_back() -> None:
    back = Move(
        application_id=1, at=datetime(2026, 3, 3, tzinfo=UTC), member_id=1,
        from_stage=Stage.OFFER, to_stage=Stage.INTERVIEW,
    )  # fmt: skip
    assert furthest(ONE, [back]) is Stage.OFFER
    assert furthest(ONE, []) is Stage.APPLIED


def test_an_application_left_open_is_over_once_the_place_is_filled() -> None:
    assert not fate(ONE, [], is_closed=False).is_over
    assert fate(ONE, [], is_closed=True).is_over


def test_an_erased_candidate_counts_as_before() -> None:
    past = PastCandidate(
        opening_id=1, applied_in=2026, stage=Stage.OFFER, outcome=Outcome.WITHDREW, groups={"Gender": "woman"}
    )
    assert fate_of_past(past) == Fate(reached=Stage.OFFER, is_over=True, withdrew=True, groups={"Gender": "woman"})


def test_48_of_100_beside_60_of_100_passes_four_fifths() -> None:
    step = _first(_fates("woman", passed=48, stopped=52) + _fates("man", passed=60, stopped=40))
    men, women = step.groups
    assert (men.group, men.is_highest, men.ratio, men.p) == ("man", True, 1, None)
    assert women.ratio == pytest.approx(0.8)
    assert not women.is_below_four_fifths
    assert women.p == pytest.approx(fisher_exact([[48, 52], [60, 40]]))


def test_below_four_fifths_and_the_test_may_say_different_things() -> None:
    step = _first(_fates("woman", passed=4, stopped=6) + _fates("man", passed=6, stopped=4))
    women = step.groups[1]
    assert women.is_below_four_fifths
    assert women.p is not None
    assert women.p > 0.6  # with so few chance alone does it


def test_each_group_is_held_against_the_highest() -> None:
    step = _first(
        _fates("a", passed=9, stopped=1) + _fates("b", passed=5, stopped=5) + _fates("c", passed=2, stopped=8)
    )
    assert [one.is_highest for one in step.groups] == [True, False, False]
    assert [one.ratio for one in step.groups] == pytest.approx([1, 5 / 9, 2 / 9])
    assert step.groups[2].p == pytest.approx(fisher_exact([[2, 8], [9, 1]]))


def test_nobody_selected_leaves_no_ratio() -> None:
    step = _first(_fates("a", passed=0, stopped=6) + _fates("b", passed=0, stopped=6))
    assert [(one.ratio, one.p, one.is_highest) for one in step.groups] == [(None, None, False)] * 2


def test_groups_of_fewer_than_five_are_counted_together() -> None:
    fates = _fates("a", passed=5, stopped=5) + _fates("b", passed=2, stopped=1) + _fates("c", passed=1, stopped=1)
    found = by_question(fates, "Gender")
    assert found.together == ("b", "c")
    assert [one.group for one in found.steps[0].groups] == ["a", OTHERS]
    assert found.steps[0].groups[1].passage == Passage(passed=3, stopped=2)


def test_a_single_small_group_takes_the_next_one_along() -> None:
    fates = _fates("a", passed=5, stopped=5) + _fates("b", passed=4, stopped=4) + _fates("c", passed=1, stopped=0)
    found = by_question(fates, "Gender")
    assert found.together == ("b", "c")


def test_too_few_people_show_no_group_at_all() -> None:
    found = by_question(_fates("a", passed=5, stopped=1) + _fates("b", passed=1, stopped=1), "Gender")
    assert found.is_hidden
    assert found.steps == ()
    assert (found.answered, found.silent) == (8, 0)


def test_who_did_not_answer_is_counted_and_not_compared() -> None:
    found = by_question([*_fates("a", passed=5, stopped=5), Fate(reached=Stage.APPLIED, is_over=True)], "Gender")
    assert (found.answered, found.silent) == (10, 1)


def test_a_group_of_which_few_were_decided_on_is_not_shown_at_that_step() -> None:
    waiting = [Fate(reached=Stage.APPLIED, is_over=False, groups={"Gender": "c"})] * 6
    step = _first(_fates("a", passed=5, stopped=5) + _fates("b", passed=5, stopped=5) + waiting)
    small = step.groups[2]
    assert (small.group, small.is_small, small.passage, small.interval) == ("c", True, Passage(), None)
    assert step.everybody == Passage(passed=10, stopped=10)  # or the small one followed from the total


def test_a_step_with_one_group_of_five_compares_nothing() -> None:
    found = by_question(_fates("a", passed=6, stopped=5) + _fates("b", passed=4, stopped=2), "Gender")
    assert found.steps[1].groups == ()
    assert found.steps[1].everybody == Passage()


def test_the_smallest_p_tells_when_a_test_could_never_speak() -> None:
    assert least_p([[1, 4], [2, 3]]) > 0.05
    assert least_p([[10, 10], [10, 10]]) < 0.001


def test_everybody_is_counted_without_groups() -> None:
    found = everybody([Fate(reached=Stage.HIRED, is_over=True), Fate(reached=Stage.APPLIED, is_over=True)])
    assert [one.everybody.passed for one in found] == [1, 1, 1, 1, 1]
    assert [one.everybody.stopped for one in found] == [1, 0, 0, 0, 1]
    assert all(one.groups == () for one in found)


_GROUP = st.sampled_from(["a", "b", "c", "d", "e", "f"])
_FATE = st.builds(
    lambda reached, is_over, group: Fate(reached=reached, is_over=is_over, groups={"Gender": group}),
    st.sampled_from(Stage), st.booleans(), _GROUP,
)  # fmt: skip


@given(st.lists(_FATE, max_size=60))
def test_no_count_of_fewer_than_five_people_is_ever_shown(fates: list[Fate]) -> None:
    for step in by_question(fates, "Gender").steps:
        assert all(one.passage.decided >= LEAST or one.is_small for one in step.groups)
        assert all(one.passage == Passage() for one in step.groups if one.is_small)


@given(st.lists(_FATE, max_size=40), st.randoms())
def test_the_order_of_applications_does_not_matter(fates: list[Fate], chance: Random) -> None:
    mixed = list(fates)
    chance.shuffle(mixed)
    assert by_question(mixed, "Gender") == by_question(fates, "Gender")


@given(st.lists(_FATE, max_size=40))
def test_the_smallest_p_is_never_above_the_p(fates: list[Fate]) -> None:
    for step in by_question(fates, "Gender").steps:
        assert all(one.least_p <= one.p for one in step.groups if one.p is not None and one.least_p is not None)
