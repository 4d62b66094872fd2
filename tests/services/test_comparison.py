"""The candidates of an opening beside each other, as each viewer may see them."""

from dataclasses import replace

import pytest

from csops.domain.candidates import Tie
from csops.domain.decisions import Decision
from csops.domain.errors import NotFound, NotPermitted
from csops.domain.hiring import Recommendation
from csops.domain.openings import Opening, Seat
from csops.domain.role_profiles import Profile, ProfileKind, ProfileSkill, ProfileVersion
from csops.domain.scorecards import Rating
from csops.services.candidates import add_note, tie_member
from csops.services.comparison import Group, compare, groups_of, result_of, said_of
from csops.services.decisions import decide
from csops.services.openings import retire_seat, save_opening, save_seat
from csops.services.scorecards import Hidden, change_card, submit_card
from csops.services.workspace import Workspace
from tests.helpers.hiring import DAY, SKILLS, Hiring, a_hiring, a_skill, a_third, ratings, submit
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    """Two candidates: Mara and Rosa have rated both, Tobias below the minimum of listening."""
    made = a_hiring(workspace)
    for place, levels in enumerate([((4, 3, 5), (3, 3, 4)), ((2, 5, 5), (2, 5, 5))]):
        for member, own in zip((MARA, ROSA), levels, strict=True):
            submit(workspace, made, member, *own, place=place)
    return made


def test_candidates_stand_beside_each_other_with_fit_coverage_and_must_haves(
    workspace: Workspace, hiring: Hiring
) -> None:
    found = compare(workspace, opening_id=hiring.opening.id)
    ngozi, tobias = found.candidates
    assert (ngozi.name, tobias.name) == ("Ngozi Adeyemi", "Tobias Kern")
    assert ngozi.fit is not None
    assert ngozi.fit.fit == pytest.approx(50 * 3.5 / 4 + 30 + 20)
    assert (ngozi.fit.coverage, ngozi.fit.recommendation) == (100, Recommendation.MEETS)
    assert [each.met for each in ngozi.fit.must_haves] == [True, True]
    assert ngozi.standing is not None
    assert ngozi.standing.rank == 1
    assert tobias.standing is not None
    assert (tobias.standing.rank, tobias.standing.fit.recommendation) == (None, Recommendation.DOES_NOT_MEET)
    assert (found.scored, found.interviewers) == (4, (MARA.id, ROSA.id))


def test_rows_come_in_groups_by_what_the_role_asks(workspace: Workspace, hiring: Hiring) -> None:
    groups = groups_of(compare(workspace, opening_id=hiring.opening.id))
    assert {group: [row.skill for row in rows] for group, rows in groups.items()} == {
        Group.REQUIRED_HARD: ["writing"],
        Group.REQUIRED_SOFT: ["listening"],
        Group.PREFERRED: ["saturdays"],
    }


def test_who_has_not_submitted_sees_only_who_has_finished(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    submit(workspace, hiring, ROSA, 4, 3, 5)
    found = compare(workspace, opening_id=hiring.opening.id)
    first = found.candidates[0]
    assert (first.standing, first.hidden) == (None, Hidden.BLIND)
    assert (first.finished, first.waiting) == ((ROSA.id,), (MARA.id,))
    assert (found.doubt, found.usual_levels, found.agreement.units) == (None, None, 0)
    result = result_of(workspace, application_id=first.application.id)
    assert (result.written, result.notes, result.compared.standing) == ((), (), None)


def test_no_figure_of_the_others_moves_with_what_is_hidden(workspace: Workspace) -> None:
    """Mara has rated Ngozi and not Tobias: what Rosa says of Tobias may change nothing that Mara sees."""
    hiring = a_hiring(workspace)
    submit(workspace, hiring, MARA, 4, 3, 5)
    submit(workspace, hiring, ROSA, 3, 3, 4)
    before = compare(workspace, opening_id=hiring.opening.id)
    submit(workspace, hiring, ROSA, 1, 5, 5, place=1)
    after = compare(workspace, opening_id=hiring.opening.id)
    assert after.candidates[0] == before.candidates[0]
    assert (after.doubt, after.usual_levels, after.agreement) == (before.doubt, before.usual_levels, before.agreement)


def test_while_names_are_hidden_there_is_a_number_instead(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, names_hidden=True)
    found = compare(workspace, opening_id=hiring.opening.id)
    assert [(each.name, each.application.number) for each in found.candidates] == [("", 1), ("", 2)]
    submit(workspace, hiring, MARA, 4, 3, 5)
    names = [each.name for each in compare(workspace, opening_id=hiring.opening.id).candidates]
    assert names == ["Ngozi Adeyemi", ""]


def test_who_is_close_to_a_candidate_never_sees_the_result(workspace: Workspace, hiring: Hiring) -> None:
    tie_member(workspace, tie=Tie(candidate_id=hiring.applications[0].candidate_id, member_id=MARA.id))
    found = compare(workspace, opening_id=hiring.opening.id)
    ngozi = found.of(hiring.applications[0].id)
    assert ngozi is not None
    assert (ngozi.standing, ngozi.hidden, ngozi.finished) == (None, Hidden.TIED, ())


def test_one_submission_of_two_is_incomplete(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    submit(workspace, hiring, MARA, 4, 3, 5)
    found = compare(workspace, opening_id=hiring.opening.id).candidates[0]
    assert found.fit is not None
    assert (found.fit.panel, found.fit.recommendation) == (2, Recommendation.INCOMPLETE)


def test_an_interviewer_who_left_holds_nobody_up(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    submit(workspace, hiring, MARA, 4, 3, 5)
    retire_seat(workspace, seat_id=hiring.seats[1].id)
    found = compare(workspace, opening_id=hiring.opening.id).candidates[0]
    assert found.fit is not None
    assert (found.fit.panel, found.fit.recommendation, found.waiting) == (1, Recommendation.MEETS, ())


def test_who_is_declined_stands_last_and_takes_no_rank(workspace: Workspace, hiring: Hiring) -> None:
    decide(workspace, application=hiring.applications[0], decision=Decision.DECLINE, reason="Took another job")
    found = compare(workspace, opening_id=hiring.opening.id)
    assert [each.name for each in found.candidates] == ["Tobias Kern", "Ngozi Adeyemi"]
    last = found.candidates[-1]
    assert last.standing is not None
    assert (last.is_out, last.standing.rank) == (True, None)


def test_what_interviewers_wrote_comes_with_the_result_and_first_ratings_stay_beside_changed_ones(
    workspace: Workspace, hiring: Hiring
) -> None:
    card = hiring.card(workspace, MARA)
    change_card(workspace, card_id=card.id, ratings=ratings(5, 3, 5))
    add_note(workspace, application_id=hiring.applications[0].id, text="Could begin in May")
    result = result_of(workspace, application_id=hiring.applications[0].id)
    assert [each.rating.skill for each in result.written] == ["listening"] * 2 + ["writing"] * 2 + ["saturdays"] * 2
    changed = [(each.first.level, each.rating.level) for each in result.written if each.first is not None]
    assert changed == [(4, 5)]
    assert [note.text for note in result.notes] == ["Could begin in May"]
    said = said_of(workspace, application_id=hiring.applications[0].id)
    assert (said.written, said.notes) == (result.written, result.notes)


def test_an_opening_without_candidates_has_rows_and_no_columns(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    empty = save_opening(
        workspace,
        opening=Opening(
            profile_version_id=hiring.opening.profile_version_id, title="Nobody yet", lead_id=MARA.id, opened_on=DAY
        ),
    )
    found = compare(workspace, opening_id=empty.id)
    assert (found.candidates, found.scored, found.agreement.units) == ((), 0, 0)
    assert len(found.role.skills) == 3


def test_who_has_no_part_in_an_opening_does_not_see_it(workspace: Workspace, hiring: Hiring) -> None:
    workspace.member = a_third(workspace)
    with pytest.raises(NotPermitted):
        compare(workspace, opening_id=hiring.opening.id)
    with pytest.raises(NotPermitted):
        result_of(workspace, application_id=hiring.applications[0].id)


def test_what_is_gone_is_said_to_be_gone(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        compare(workspace, opening_id=99)
    with pytest.raises(NotFound):
        result_of(workspace, application_id=99)


def test_the_shops_own_values_are_a_fit_of_their_own(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, "Ada", members=())
    with workspace.work("Values") as work:
        work.catalogue.skills.add(a_skill("kindness"))
        values = work.catalogue.profiles.add(Profile(key="values", name="Values", kind=ProfileKind.VALUES))
        version = work.catalogue.profile_versions.add(
            ProfileVersion(
                profile_id=values.id,
                made_at=workspace.now(),
                skills=(ProfileSkill(skill="kindness", weight=100, target_level=4),),
            )
        )
        work.hiring.openings.update(replace(hiring.opening, values_version_id=version.id))
    save_seat(workspace, seat=Seat(opening_id=hiring.opening.id, member_id=MARA.id, skills=(*SKILLS, "kindness")))
    card = hiring.card(workspace, MARA)
    submit_card(workspace, card_id=card.id, ratings=(*ratings(4, 3, 4), Rating(skill="kindness", level=2)))
    found = compare(workspace, opening_id=hiring.opening.id).candidates[0]
    assert found.fit is not None
    assert found.values is not None
    assert (found.fit.fit, found.values.fit) == (100, 50)
