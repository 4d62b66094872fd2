"""Scorecards are blind until submitted, for everyone; the first submission stays."""

from dataclasses import replace
from time import monotonic

import pytest

from csops.domain.access import Role
from csops.domain.candidates import Tie
from csops.domain.errors import AlreadyDone, InputError, Missing, NotFound, NotPermitted, OutOfRange
from csops.domain.scorecards import CardState
from csops.services import history, views
from csops.services.candidate_privacy import erase_candidate
from csops.services.candidates import list_applied, tie_member
from csops.services.interview_plan import interview_plan
from csops.services.openings import retire_seat, save_seat
from csops.services.people import save_member
from csops.services.score_forms import my_waiting, score_form
from csops.services.scorecards import (
    Hidden,
    card_form,
    change_card,
    give_up_card,
    keep_card_draft,
    plan_again,
    submit_card,
)
from csops.services.workspace import Workspace
from tests.helpers.hiring import Hiring, a_hiring, a_third, ratings, submit
from tests.helpers.marked import a_paper
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    return a_hiring(workspace)


def test_the_owner_on_the_panel_sees_no_rating_before_the_own_is_submitted(
    workspace: Workspace, hiring: Hiring
) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5)
    seen = list_applied(workspace, opening_id=hiring.opening.id)[0].seen
    assert (seen.hidden, seen.levels) == (Hidden.BLIND, {})
    assert [card.ratings for card in seen.cards] == [(), ()]
    assert {card.state for card in seen.cards if card.member_id == ROSA.id} == {CardState.SUBMITTED}
    submit(workspace, hiring, MARA, 3, 3, None)
    seen = list_applied(workspace, opening_id=hiring.opening.id)[0].seen
    assert seen.levels[ROSA.id] == {"listening": 4, "writing": 3, "saturdays": 5}


def test_a_scorecard_sent_twice_is_said_to_be_there_already(workspace: Workspace, hiring: Hiring) -> None:
    card = submit(workspace, hiring, MARA, 4, 3, 5)
    with pytest.raises(AlreadyDone):
        submit_card(workspace, card_id=card.id, ratings=ratings(1, 1, 1))


def test_a_change_keeps_what_was_submitted_first_even_when_it_is_taken_back(
    workspace: Workspace, hiring: Hiring
) -> None:
    card = submit(workspace, hiring, MARA, 4, 3, 5)
    later = change_card(workspace, card_id=card.id, ratings=ratings(2, 3, 5))
    assert (later.was_changed, later.first) == (True, card.ratings)
    history.undo(workspace)
    history.undo(workspace)
    planned = hiring.card(workspace, MARA)
    assert (planned.state, planned.ratings, planned.first) == (CardState.PLANNED, (), card.ratings)


def test_nobody_fills_the_form_of_another(workspace: Workspace, hiring: Hiring) -> None:
    with pytest.raises(NotPermitted):
        submit_card(workspace, card_id=hiring.card(workspace, ROSA).id, ratings=ratings(4, 3, 5))


def test_who_gave_up_a_form_could_see_the_others_and_is_marked_so_when_it_is_filled(
    workspace: Workspace, hiring: Hiring
) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5)
    card = give_up_card(workspace, card_id=hiring.card(workspace, MARA).id)
    assert list_applied(workspace, opening_id=hiring.opening.id)[0].seen.levels
    assert plan_again(workspace, card_id=card.id).saw_others


def test_taking_back_that_a_form_was_given_up_marks_it_too(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5)
    retire_seat(workspace, seat_id=hiring.seats[0].id)
    history.undo(workspace)
    card = hiring.card(workspace, MARA)
    assert (card.state, card.saw_others) == (CardState.PLANNED, True)


def test_who_is_not_on_the_panel_sees_nothing(workspace: Workspace, hiring: Hiring) -> None:
    workspace.member = a_third(workspace)
    with pytest.raises(NotPermitted):
        list_applied(workspace, opening_id=hiring.opening.id)


def test_a_draft_that_comes_late_from_another_window_does_not_outlive_the_submission(
    workspace: Workspace, hiring: Hiring
) -> None:
    card = submit(workspace, hiring, MARA, 4, 3, 5)
    with pytest.raises(AlreadyDone):
        keep_card_draft(workspace, card_id=card.id, value={"entries": {"listening": {"level": 2}}})
    assert score_form(workspace, card_id=card.id).draft_at is None
    keep_card_draft(workspace, card_id=card.id, value={"changing": True, "note": "later"})
    assert score_form(workspace, card_id=card.id).draft.note == "later"


def test_a_draft_of_two_windows_is_joined(workspace: Workspace, hiring: Hiring) -> None:
    card = hiring.card(workspace, MARA)
    one = {"entries": {"listening": {"level": 4, "evidence": "said so"}}}
    other = {"entries": {"writing": {"level": 3}}, "note": "Good"}
    keep_card_draft(workspace, card_id=card.id, value=one, base={})
    kept = keep_card_draft(workspace, card_id=card.id, value=other, base={})
    assert (kept["entries"]["listening"]["evidence"], kept["entries"]["writing"]["level"]) == ("said so", 3)


def test_nobody_reads_the_draft_of_another_by_saying_who_wrote_it(workspace: Workspace, hiring: Hiring) -> None:
    card = hiring.card(workspace, ROSA)
    value = {"entries": {"listening": {"level": 4, "evidence": "a secret"}}}
    workspace.member = ROSA
    keep_card_draft(workspace, card_id=card.id, value=value)
    workspace.member = MARA
    for ask in (
        lambda: views.get_draft(workspace, form=card_form(card.id), writer=ROSA),
        lambda: views.drop_draft(workspace, form=card_form(card.id), writer=ROSA),
        lambda: views.keep_draft(workspace, form=card_form(card.id), value={}, writer=ROSA),
        lambda: score_form(workspace, card_id=card.id),
    ):
        with pytest.raises(NotPermitted):
            ask()
    assert "a secret" not in str(keep_card_draft(workspace, card_id=card.id, value={}, base={}, writer=ROSA))


def test_the_form_says_who_else_rates_and_how_far_they_are_and_no_more(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, ROSA, 2, 3, 5)
    form = score_form(workspace, card_id=hiring.card(workspace, MARA).id)
    assert [(other.name, other.state) for other in form.others] == [(ROSA.name, CardState.SUBMITTED)]
    assert form.hidden is Hidden.BLIND


def test_with_names_hidden_the_form_shows_neither_name_nor_papers(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, names_hidden=True)
    with workspace.work("Keep a file") as work:
        paper = replace(a_paper(workspace, candidate_id=hiring.applications[0].candidate_id), name="CV Adeyemi.pdf")
        work.hiring.papers.add(paper)
    form = score_form(workspace, card_id=hiring.card(workspace, MARA).id)
    assert (form.who, form.papers, form.may_add_papers) == ("", (), False)
    submit(workspace, hiring, MARA, 4, 3, 5)
    form = score_form(workspace, card_id=form.card.id)
    assert (form.who, [one.name for one in form.papers]) == ("Ngozi Adeyemi", ["CV Adeyemi.pdf"])


def test_what_waits_for_somebody_begins_with_what_they_began(workspace: Workspace, hiring: Hiring) -> None:
    second = hiring.card(workspace, MARA, place=1)
    keep_card_draft(workspace, card_id=second.id, value={"note": "So far good"})
    found = my_waiting(workspace)
    assert [(one.who, one.begun) for one in found] == [("Tobias Kern", True), ("Ngozi Adeyemi", False)]
    submit(workspace, hiring, MARA, 4, 3, 5)
    assert [one.who for one in my_waiting(workspace)] == ["Tobias Kern"]


def test_the_plans_own_question_is_asked_and_the_catalogues_stays_one_tap_away(
    workspace: Workspace, hiring: Hiring
) -> None:
    save_seat(workspace, seat=replace(hiring.seats[0], questions={"listening": "What did they not say?"}))
    line = score_form(workspace, card_id=hiring.card(workspace, MARA).id).lines[0]
    assert (line.question, line.alternative) == ("What did they not say?", "Tell me about listening")


# ---- bad input


@pytest.mark.parametrize("level", [0, 6, -1, 4.5, True, "5"])
def test_a_rating_outside_one_to_five_is_refused_and_nothing_is_kept(
    level: object, workspace: Workspace, hiring: Hiring
) -> None:
    card = hiring.card(workspace, MARA)
    said = [replace(ratings(4, 3, 5)[0], level=level), *ratings(4, 3, 5)[1:]]  # type: ignore[arg-type]  # bad on purpose
    with pytest.raises(OutOfRange):
        submit_card(workspace, card_id=card.id, ratings=said)
    assert hiring.card(workspace, MARA) == card


def test_a_skill_rated_twice_or_that_is_not_on_the_form_is_refused(workspace: Workspace, hiring: Hiring) -> None:
    card, said = hiring.card(workspace, MARA), ratings(4, 3, 5)
    for wrong in (
        [*said, said[0]],
        [*said[:2], replace(said[2], skill="juggling")],
        said[:2],
        ratings(None, None, None),
    ):
        with pytest.raises(InputError):
            submit_card(workspace, card_id=card.id, ratings=wrong)
    assert hiring.card(workspace, MARA).state is CardState.PLANNED


def test_evidence_is_asked_for_at_one_at_five_and_below_the_minimum(workspace: Workspace, hiring: Hiring) -> None:
    card = hiring.card(workspace, MARA)
    for levels in ((1, 3, 3), (4, 3, 5), (2, 3, 3)):
        with pytest.raises(Missing):
            submit_card(workspace, card_id=card.id, ratings=[replace(one, evidence=" ") for one in ratings(*levels)])
    bare = [replace(one, evidence="") for one in ratings(4, 2, 2)]
    assert submit_card(workspace, card_id=card.id, ratings=bare).is_submitted


def test_the_form_of_an_interviewer_who_left_lapses_and_what_they_submitted_stays(
    workspace: Workspace, hiring: Hiring
) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5)
    with workspace.read() as work:
        rosa = work.members.get(ROSA.id)
    save_member(workspace, member=replace(rosa, active=False))
    first, second = (hiring.card(workspace, ROSA, place=place) for place in (0, 1))
    assert (first.state, second.state) == (CardState.SUBMITTED, CardState.LAPSED)
    workspace.member = rosa
    with pytest.raises(InputError):
        submit_card(workspace, card_id=second.id, ratings=ratings(4, 3, 5))


def test_who_may_only_read_is_on_no_panel_and_their_forms_lapse(workspace: Workspace, hiring: Hiring) -> None:
    with workspace.read() as work:
        rosa = work.members.get(ROSA.id)
    save_member(workspace, member=replace(rosa, role=Role.READ_ONLY))
    assert hiring.card(workspace, ROSA).state is CardState.LAPSED
    assert ROSA.id not in {one.id for one in interview_plan(workspace, opening_id=hiring.opening.id).members}
    with pytest.raises(InputError, match="may only read"):
        save_seat(workspace, seat=replace(hiring.seats[1], id=0))


def test_a_form_whose_candidate_was_erased_meanwhile_is_said_to_be_gone(workspace: Workspace, hiring: Hiring) -> None:
    card = hiring.card(workspace, MARA)
    keep_card_draft(workspace, card_id=card.id, value={"note": "Ngozi was kind"})
    erase_candidate(workspace, candidate_id=hiring.applications[0].candidate_id)
    for ask in (
        lambda: submit_card(workspace, card_id=card.id, ratings=ratings(4, 3, 5)),
        lambda: keep_card_draft(workspace, card_id=card.id, value={"note": "Ngozi"}),
        lambda: score_form(workspace, card_id=card.id),
    ):
        with pytest.raises(NotFound):
            ask()
    with workspace.read() as work:
        assert work.drafts.get(member_id=MARA.id, form=card_form(card.id)) is None
    assert [one.who for one in my_waiting(workspace)] == ["Tobias Kern"]


def test_who_became_close_to_a_candidate_meanwhile_fills_no_form_and_is_told_why(
    workspace: Workspace, hiring: Hiring
) -> None:
    card = hiring.card(workspace, ROSA)
    tie_member(workspace, tie=Tie(candidate_id=hiring.applications[0].candidate_id, member_id=ROSA.id))
    workspace.member = ROSA
    for ask in (
        lambda: submit_card(workspace, card_id=card.id, ratings=ratings(4, 3, 5)),
        lambda: score_form(workspace, card_id=card.id),
    ):
        with pytest.raises(NotPermitted):
            ask()
    assert [one.number for one in my_waiting(workspace)] == [2]


def test_two_windows_on_one_database_know_of_each_others_drafts_and_submissions(
    workspace: Workspace, hiring: Hiring
) -> None:
    other = Workspace(workspace.database, member=MARA, clock=workspace.now)
    other.listen()
    card = hiring.card(workspace, MARA)
    keep_card_draft(
        workspace, card_id=card.id, value={"entries": {"listening": {"level": 4, "evidence": "one"}}}, base={}
    )
    kept = keep_card_draft(other, card_id=card.id, value={"entries": {"writing": {"level": 3}}}, base={})
    assert kept["entries"]["listening"]["evidence"] == "one"
    assert other.acts_of_others() == []
    submit_card(workspace, card_id=card.id, ratings=ratings(4, 3, 5))
    heard = other.acts_of_others()
    ends = monotonic() + 10
    while not heard and monotonic() < ends:  # a server's word is on its way for a moment
        heard = other.acts_of_others()
    assert [act.what for act in heard] == ["Submit a scorecard"]
    with pytest.raises(AlreadyDone):
        submit_card(other, card_id=card.id, ratings=ratings(2, 3, 5))
    assert score_form(other, card_id=card.id).card.ratings[0].level == 4
