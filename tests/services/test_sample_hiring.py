"""How the sample business hires and learns: enough of everything to look at, and blind where it has to be."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from csops.bootstrap import create_workspace
from csops.domain.candidates import TieKind
from csops.domain.hiring import fit
from csops.domain.openings import OpeningState, Outcome, Stage
from csops.domain.people import Member
from csops.domain.skill_levels import AimKind, LevelSource, TrainingState
from csops.domain.team import Shop
from csops.services.candidates import Applied, list_applied
from csops.services.openings import get_opening, list_openings
from csops.services.sample.build import build_sample
from csops.services.scorecards import Hidden, my_cards, plan_cards
from csops.services.workspace import Workspace
from tests.helpers.clock import Clock

NOW = datetime(2026, 11, 17, 9, 21, tzinfo=UTC)


def _built(path: Path, *, until: datetime = NOW) -> Workspace:
    workspace = create_workspace(path, owner="Somebody", shop=Shop(), clock=Clock(until))
    build_sample(workspace, until=until, weeks=1)
    return workspace


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = _built(tmp_path_factory.mktemp("sample") / "sample.csops")
    yield workspace
    workspace.close()


def _applied(shop: Workspace, title: str) -> list[Applied]:
    opening = next(one for one in list_openings(shop) if one.title == title)
    return list_applied(shop, opening_id=opening.id)


def _member(shop: Workspace, initials: str) -> Member:
    with shop.read() as work:
        return work.members.where(initials=initials)[0]


def test_three_openings_stand_at_three_points_of_the_way(shop: Workspace) -> None:
    assert [(one.title, one.state) for one in list_openings(shop)] == [
        ("Weekend help at the counter", OpeningState.OPEN),
        ("Customer service representative", OpeningState.OPEN),
        ("Summer help", OpeningState.FILLED),
    ]


def test_of_four_candidates_two_are_close_one_is_below_and_one_incomplete(shop: Workspace) -> None:
    applied = _applied(shop, "Customer service representative")
    role = get_opening(shop, opening_id=applied[0].application.opening_id).role
    found = {}
    for one in applied:
        levels = {
            member: {skill: level for skill, level in rated.items() if role.asked(skill)}
            for member, rated in one.seen.levels.items()
        }
        found[one.name] = fit(role, levels)
    assert {name: each.recommendation.value for name, each in found.items()} == {
        "Ngozi Adeyemi": "meets",
        "Elena Vasquez": "meets",
        "Tobias Kern": "does_not_meet",
        "Rafael Lima": "incomplete",
    }
    ngozi, elena = found["Ngozi Adeyemi"].fit, found["Elena Vasquez"].fit
    assert ngozi is not None
    assert elena is not None
    assert 0 < ngozi - elena < 2
    assert [row.skill for row in found["Elena Vasquez"].to_talk_about] == ["problem_solving"]
    assert {len(each.scored_by) for each in found.values()} == {3}


def test_the_owner_has_cards_to_fill_and_sees_nothing_of_those_applications(shop: Workspace) -> None:
    assert len(my_cards(shop, waiting=True)) == 3
    assert {one.seen.hidden for one in _applied(shop, "Weekend help at the counter")} == {Hidden.BLIND}


def test_who_has_submitted_sees_the_others(shop: Workspace) -> None:
    owner, shop.member = shop.member, _member(shop, "TR")
    first, second, third = _applied(shop, "Weekend help at the counter")
    shop.member = owner
    assert first.seen.hidden is None
    assert len(first.seen.levels) == 2
    assert (second.seen.hidden, third.seen.hidden) == (Hidden.BLIND, Hidden.BLIND)


def test_nothing_of_a_scorecard_stands_in_the_journal(shop: Workspace) -> None:
    with shop.read() as work:
        act = work.latest_acts(limit=1)[0]
        written = str(work.changes_of(act.id))
    assert "Kind.SCORECARD" in written
    assert "Cuts in" not in written
    assert "Knows tyres" not in written


def test_the_plan_of_every_opening_is_what_its_cards_say(shop: Workspace) -> None:
    with shop.work("Look") as work:
        before = work.hiring.scorecards.all()
        for opening in work.hiring.openings.all():
            plan_cards(work, opening=opening)
        assert work.hiring.scorecards.all() == before


def test_those_who_are_close_are_noted(shop: Workspace) -> None:
    with shop.read() as work:
        ties = work.hiring.ties.all()
        names = {each.id: each.name for each in work.hiring.candidates.all()}
    assert {(names[tie.candidate_id], tie.kind) for tie in ties} == {
        ("Greta Nowak", TieKind.RELATIVE),
        ("Vera Lindqvist", TieKind.RELATIVE),
    }


def test_a_season_that_is_over_gives_groups_to_count(shop: Workspace) -> None:
    applied = _applied(shop, "Summer help")
    assert len(applied) == 22
    assert {one.application.stage for one in applied} == {
        Stage.APPLIED, Stage.SCREENING, Stage.INTERVIEW, Stage.HIRED,
    }  # fmt: skip
    assert {one.application.outcome for one in applied} == set(Outcome)
    with shop.read() as work:
        answers = Counter((each.question, each.answer) for each in work.hiring.group_answers.all())
    assert answers["Gender", "woman"] >= 5
    assert answers["Gender", "man"] >= 5
    assert sum(count for (question, _), count in answers.items() if question == "Gender") < 22


def test_every_decision_has_a_person_and_a_reason_and_leads_to_where_the_application_is(shop: Workspace) -> None:
    with shop.read() as work:
        applications, moves = work.hiring.applications.all(), work.hiring.moves.all()
    assert all(move.member_id and move.reason and move.at <= NOW for move in moves)
    for one in applications:
        mine = sorted((move for move in moves if move.application_id == one.id), key=lambda move: (move.at, move.id))
        last = mine[-1]
        assert (last.to_stage, last.to_outcome) == (one.stage, one.outcome)


def test_everybody_has_a_role_and_levels_and_somebody_more_in_view(shop: Workspace) -> None:
    with shop.read() as work:
        aims, levels, members = work.catalogue.aims.all(), work.catalogue.levels.all(), work.members.all()
    assert {aim.member_id for aim in aims if aim.kind is AimKind.NOW} == {one.id for one in members}
    assert sum(aim.kind is AimKind.NEXT for aim in aims) == 2
    assert {level.source for level in levels} == {LevelSource.SELF, LevelSource.MANAGER}
    assert {level.member_id for level in levels} == {one.id for one in members}


def test_one_training_was_and_two_are_to_come(shop: Workspace) -> None:
    with shop.read() as work:
        trainings = work.catalogue.trainings.all()
    assert Counter(one.state for one in trainings) == {TrainingState.DONE: 1, TrainingState.PLANNED: 2}
    for one in trainings:
        assert (one.on_day <= NOW.date()) == (one.state is TrainingState.DONE)


def test_a_profile_has_two_versions_and_the_opening_asks_by_the_second(shop: Workspace) -> None:
    with shop.read() as work:
        profile = work.catalogue.profiles.where(key="customer_service_representative")[0]
        versions = work.catalogue.profile_versions.where(profile_id=profile.id)
    opening = next(one for one in list_openings(shop) if one.title == "Customer service representative")
    assert (profile.current, [one.number for one in versions]) == (2, [1, 2])
    assert opening.profile_version_id == versions[-1].id


def _plain(workspace: Workspace) -> list[Any]:
    with workspace.read() as work:
        stores = (*work.catalogue.by_kind().values(), *work.hiring.by_kind().values())
        return [store.all() for store in stores]


def test_it_is_the_same_each_time_and_nothing_lies_ahead(tmp_path: Path) -> None:
    night = datetime(2026, 4, 6, 2, tzinfo=UTC)  # Easter Monday, before anybody is up
    one, two = (_built(tmp_path / f"{name}.csops", until=night) for name in ("one", "two"))
    assert _plain(one) == _plain(two)
    with one.read() as work:
        cards = work.hiring.scorecards.all()
        assert all(card.submitted_at is None or card.submitted_at <= night for card in cards)
        assert all(move.at <= night for move in work.hiring.moves.all())
    for shop in (one, two):
        shop.close()
