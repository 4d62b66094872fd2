"""The plan says which skills nobody rates, and shares them out fairly."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from csops.domain.interview_plan import Gap, changed_seats, covered, minutes_by_round, minutes_each, share_out
from csops.domain.openings import Seat
from csops.domain.role_profiles import Evidence, ProfileSkill, Requirement


def asked(*keys: str) -> tuple[ProfileSkill, ...]:
    return tuple(ProfileSkill(skill=key, weight=10, target_level=3) for key in keys)


def a_seat(member: int, *skills: str, number: int = 1, **values: object) -> Seat:
    made = Seat(id=number, opening_id=1, member_id=member, skills=skills)
    return replace(made, **values)  # type: ignore[arg-type]  # a builder


skills = st.lists(
    st.builds(
        ProfileSkill,
        skill=st.uuids().map(str),
        weight=st.integers(1, 40).map(float),
        target_level=st.just(3),
        requirement=st.sampled_from(Requirement),
    ),
    max_size=14,
)
people = st.lists(st.integers(1, 50), min_size=1, max_size=6, unique=True)


@given(skills, people)
def test_each_skill_has_two_raters_where_there_are_two_and_nobody_has_much_more(
    skills: list[ProfileSkill], people: list[int]
) -> None:
    shared = share_out(skills, people)
    for each in skills:
        assert sum(each.skill in own for own in shared.values()) == min(2, len(people))
    loads = [len(own) for own in shared.values()]
    assert max(loads) - min(loads) <= 1


@given(skills, people)
def test_sharing_out_again_gives_the_same(skills: list[ProfileSkill], people: list[int]) -> None:
    assert share_out(skills, people) == share_out(skills, people)
    assert share_out(skills, [*people, *people]) == share_out(skills, people)


def test_nobody_on_the_panel_leaves_nothing_to_share() -> None:
    assert share_out(asked("ownership"), []) == {}


def test_a_skill_that_nobody_or_one_person_rates_is_said() -> None:
    plan = [a_seat(1, "listening", "writing"), a_seat(2, "listening")]
    covers = covered(plan, asked("listening", "writing", "ownership"))
    assert [cover.gap(panel=2) for cover in covers] == [None, Gap.ONE_ONLY, Gap.NOBODY]
    assert covers[0].raters == (1, 2)


def test_one_interviewer_alone_lacks_no_second() -> None:
    assert covered([a_seat(1, "listening")], asked("listening"))[0].gap(panel=1) is None


def test_a_work_sample_that_the_profile_asks_for_is_missed() -> None:
    wanted = (replace(asked("writing")[0], evidence=(Evidence.WORK_SAMPLE,)),)
    plan = [a_seat(1, "writing"), a_seat(2, "writing")]
    assert covered(plan, wanted)[0].gap(panel=2) is Gap.OTHER_WAY
    plan.append(a_seat(1, "writing", evidence=Evidence.WORK_SAMPLE, round=2))
    assert covered(plan, wanted)[0].gap(panel=2) is None


def test_a_seat_that_was_retired_covers_nothing() -> None:
    assert covered([a_seat(1, "listening", active=False)], asked("listening"))[0].raters == ()


def test_minutes_are_told_by_round_and_by_skill() -> None:
    plan = [
        a_seat(1, "a", "b", minutes=30),
        a_seat(2, "a", minutes=20),
        a_seat(2, "b", minutes=60, round=2),
        a_seat(2, "b", minutes=60, round=3, evidence=Evidence.REFERENCE),
    ]
    assert minutes_by_round(plan) == {1: 30, 2: 60, 3: 0}
    assert minutes_each(plan[0]) == 15


def test_interviewers_of_a_round_sit_together_and_a_work_sample_comes_on_top() -> None:
    plan = [a_seat(1, "a"), a_seat(2, "a"), a_seat(1, "b", minutes=15, evidence=Evidence.WORK_SAMPLE)]
    assert minutes_by_round(plan) == {1: 60}


def test_sharing_out_leaves_work_samples_and_further_rounds_as_they_are() -> None:
    plan = [
        a_seat(1, "a", number=1),
        a_seat(2, "a", number=2, evidence=Evidence.WORK_SAMPLE),
        a_seat(1, "b", number=3, round=2),
        a_seat(2, "b", number=4),
    ]
    found = changed_seats(plan, {1: ("a", "b"), 2: ("b",)})
    assert [(seat.id, skills) for seat, skills in found] == [(1, ("a", "b"))]
