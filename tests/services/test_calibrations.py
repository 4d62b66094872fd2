"""Calibrations: blind until all are in, then agreed on, closed, and taken up into the guidance."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from csops.domain.calibration_rules import agreed
from csops.domain.calibrations import Agreed, Calibration, CalibrationState
from csops.domain.errors import (
    AlreadyDone,
    ConflictError,
    InputError,
    NotFound,
    NotPermitted,
    OpenByNow,
    OutOfRange,
    UnknownName,
)
from csops.domain.people import Member
from csops.domain.reports import Facts, Table
from csops.domain.reviews import Purpose, Review
from csops.services import history
from csops.services.calibration_agreeing import agree, agree_where_equal
from csops.services.calibration_choices import calibration_choices, who_can_be_asked
from csops.services.calibration_ending import close_calibration
from csops.services.calibration_notes import take_up_notes
from csops.services.calibration_rating import ask_reviewer, begin_calibration, excuse_reviewer
from csops.services.calibration_results import calibration_results, grading_results
from csops.services.calibrations import calibration, calibrations, calibrations_to_rate
from csops.services.people import save_member
from csops.services.quality_reports import calibration_report
from csops.services.review_answers import dispute_criterion, disputes
from csops.services.review_checks import begin_check
from csops.services.review_results import review_results
from csops.services.reviews import begin_review, contact_reviews, finish_review, get_review, member_reviews
from csops.services.waiting_cards import waiting_reviews
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewing import ALL_YES, SAID, Reviewing, to_review
from tests.helpers.reviews import CRITERIA


@pytest.fixture
def reviewing(workspace: Workspace) -> Reviewing:
    return to_review(workspace)


def begun(it: Reviewing) -> Calibration:
    who = [MARA.id, it.ines.id, it.tom.id]
    return begin_calibration(it.by(MARA), contact_id=it.contact.id, reviewers=who, name="Refunds of March")


def another_contact(it: Reviewing) -> Reviewing:
    with it.by(MARA).work("Log a contact") as work:
        contact = replace(it.contact, id=0, version=1)
        return replace(it, contact=work.contacts.add(contact))


def rate(it: Reviewing, session: Calibration, who: Member, given: Mapping[str, float | None] = ALL_YES) -> Review:
    filled = it.filled(given, purpose=Purpose.CALIBRATION, session_id=session.id)
    return finish_review(it.by(who), filled=filled)


def all_in(it: Reviewing) -> Calibration:
    session = begun(it)
    rate(it, session, MARA)
    rate(it, session, it.ines, {**ALL_YES, "correct": 1})
    rate(it, session, it.tom, {**ALL_YES, "correct": 0})
    return session


def test_nobody_sees_a_rating_before_all_are_in(reviewing: Reviewing) -> None:
    session = begun(reviewing)
    rate(reviewing, session, reviewing.ines, {**ALL_YES, "correct": 1})
    rate(reviewing, session, reviewing.tom)
    for who in (MARA, reviewing.lea):
        seen = contact_reviews(reviewing.by(who), contact_id=reviewing.contact.id)
        assert seen == []
    found = calibration(reviewing.by(reviewing.ines), session_id=session.id)
    assert (found.rated, found.waiting) == ((reviewing.ines.id, reviewing.tom.id), (MARA.id,))
    assert (found.reviews, found.figures, found.is_mine) == ((), None, False)
    assert [one.reviewer_id for one in member_reviews(reviewing.by(reviewing.tom), member_id=ROSA.id)] == [
        reviewing.tom.id
    ]


def test_the_last_one_opens_the_ratings_to_all_who_are_in(reviewing: Reviewing) -> None:
    session = all_in(reviewing)
    for who in (MARA, reviewing.ines, reviewing.tom):
        found = calibration(reviewing.by(who), session_id=session.id)
        assert found.session.state is CalibrationState.OPEN
        assert [one.reviewer_id for one in found.reviews] == [MARA.id, reviewing.ines.id, reviewing.tom.id]
        assert found.figures is not None
        assert found.figures.rows[0].criterion == "correct"
    with pytest.raises(InputError, match="open by now"):
        rate(reviewing, session, reviewing.tom)


def test_the_person_whose_contact_it_is_knows_of_nothing(reviewing: Reviewing) -> None:
    session = all_in(reviewing)
    rosa = reviewing.by(ROSA)
    assert calibrations(rosa) == ()
    assert contact_reviews(rosa, contact_id=reviewing.contact.id) == []
    with pytest.raises(NotFound):
        calibration(rosa, session_id=session.id)
    with pytest.raises(NotPermitted):
        calibration_results(rosa)


def test_calibrations_count_in_nobodys_score(reviewing: Reviewing) -> None:
    all_in(reviewing)
    day = reviewing.contact.happened_at.date()
    assert review_results(reviewing.by(MARA), first_day=day, last_day=day).whole.reviews == 0


def test_who_will_not_rate_is_excused_and_the_others_go_on(reviewing: Reviewing) -> None:
    session = begun(reviewing)
    rate(reviewing, session, reviewing.ines)
    rate(reviewing, session, reviewing.tom)
    with pytest.raises(AlreadyDone, match="Tom"):
        excuse_reviewer(reviewing.by(MARA), session_id=session.id, member_id=reviewing.tom.id)
    assert excuse_reviewer(reviewing.by(MARA), session_id=session.id, member_id=MARA.id).state is CalibrationState.OPEN
    with pytest.raises(OpenByNow):
        history.undo(reviewing.by(MARA))
    assert calibration(reviewing.by(MARA), session_id=session.id).session.state is CalibrationState.OPEN


def test_fewer_than_two_are_never_left(reviewing: Reviewing) -> None:
    session = begin_calibration(
        reviewing.by(MARA), contact_id=reviewing.contact.id, reviewers=[MARA.id, reviewing.ines.id]
    )
    with pytest.raises(InputError, match="fewer than two"):
        excuse_reviewer(reviewing.by(MARA), session_id=session.id, member_id=reviewing.ines.id)
    more = ask_reviewer(reviewing.by(MARA), session_id=session.id, member_id=reviewing.tom.id)
    assert more.reviewers == (MARA.id, reviewing.ines.id, reviewing.tom.id)
    assert excuse_reviewer(reviewing.by(MARA), session_id=session.id, member_id=reviewing.ines.id).excused == (
        reviewing.ines.id,
    )


def test_somebody_who_left_the_team_does_not_keep_a_session_blind_for_good(reviewing: Reviewing) -> None:
    who = [MARA.id, reviewing.ines.id]
    session = begin_calibration(reviewing.by(MARA), contact_id=reviewing.contact.id, reviewers=who)
    rate(reviewing, session, MARA)
    gone = save_member(reviewing.by(MARA), member=replace(reviewing.ines, active=False))
    with pytest.raises(InputError, match="Ines Marchetti may not review"):
        begin_calibration(reviewing.by(MARA), contact_id=reviewing.contact.id, reviewers=who)
    ask_reviewer(reviewing.by(MARA), session_id=session.id, member_id=reviewing.tom.id)
    excuse_reviewer(reviewing.by(MARA), session_id=session.id, member_id=gone.id)
    with pytest.raises(InputError, match="Ines Marchetti may not review"):
        ask_reviewer(reviewing.by(MARA), session_id=session.id, member_id=gone.id)
    rate(reviewing, session, reviewing.tom)
    assert calibration(reviewing.by(MARA), session_id=session.id).session.state is CalibrationState.OPEN


def test_reviewers_are_two_or_more_who_may_review_and_did_not_handle_the_contact(reviewing: Reviewing) -> None:
    def ask(*reviewers: int) -> None:
        begin_calibration(reviewing.by(MARA), contact_id=reviewing.contact.id, reviewers=reviewers)

    with pytest.raises(OutOfRange):
        ask(MARA.id)
    with pytest.raises(OutOfRange):
        ask(MARA.id, MARA.id)
    with pytest.raises(InputError, match="Nobody reviews own contacts"):
        ask(MARA.id, ROSA.id)
    with pytest.raises(InputError, match="Lea Roth may not review"):
        ask(MARA.id, reviewing.lea.id)
    with pytest.raises(NotPermitted):
        begin_calibration(
            reviewing.by(reviewing.tom), contact_id=reviewing.contact.id, reviewers=[MARA.id, reviewing.ines.id]
        )


def test_what_is_agreed_stands_until_the_session_is_closed(reviewing: Reviewing) -> None:
    session = begun(reviewing)
    with pytest.raises(InputError, match="not everybody has rated"):
        agree(reviewing.by(MARA), session_id=session.id, criterion="correct", rating=1)
    for who in (MARA, reviewing.ines, reviewing.tom):
        rate(reviewing, session, who)
    agree(reviewing.by(MARA), session_id=session.id, criterion="record", rating=2)
    agree(reviewing.by(MARA), session_id=session.id, criterion="correct", rating=0)
    found = agree(reviewing.by(MARA), session_id=session.id, criterion="correct", rating=1, note="A price counts")
    assert [(one.criterion, one.rating, one.note) for one in found.agreed] == [
        ("correct", 1, "A price counts"),
        ("record", 2, ""),
    ]
    with pytest.raises(UnknownName):
        agree(reviewing.by(MARA), session_id=session.id, criterion="smile", rating=1)
    with pytest.raises(OutOfRange):
        agree(reviewing.by(MARA), session_id=session.id, criterion="correct", rating=7)
    assert close_calibration(reviewing.by(MARA), session_id=session.id).state is CalibrationState.CLOSED
    with pytest.raises(AlreadyDone):
        close_calibration(reviewing.by(MARA), session_id=session.id)
    with pytest.raises(InputError, match="closed"):
        agree(reviewing.by(MARA), session_id=session.id, criterion="correct", rating=1)


def test_notes_become_guidance_of_the_next_version_and_old_reviews_keep_theirs(reviewing: Reviewing) -> None:
    session = all_in(reviewing)
    with pytest.raises(InputError, match="Write a note"):
        take_up_notes(reviewing.by(MARA), session_id=session.id)
    agree(reviewing.by(MARA), session_id=session.id, criterion="correct", rating=1, note="A price counts")
    made = take_up_notes(reviewing.by(MARA), session_id=session.id)
    asked = {one.key: one.guidance for one in made.version.criteria}
    assert (made.card.current, "A price counts" in asked["correct"]) == (2, True)
    found = calibration(reviewing.by(MARA), session_id=session.id)
    assert (found.session.guided_version_id, found.version.id) == (made.version.id, reviewing.version.id)
    with pytest.raises(InputError, match="holds all of them"):
        take_up_notes(reviewing.by(MARA), session_id=session.id)


def test_notes_are_taken_up_in_one_act(reviewing: Reviewing) -> None:
    session = all_in(reviewing)
    agree(reviewing.by(MARA), session_id=session.id, criterion="correct", rating=1, note="A price counts")
    take_up_notes(reviewing.by(MARA), session_id=session.id)
    history.undo(reviewing.by(MARA))
    found = calibration(reviewing.by(MARA), session_id=session.id)
    assert (found.session.guided_version_id, found.card.current) == (None, 1)


def test_taking_back_who_was_asked_never_leaves_a_session_that_cannot_open(reviewing: Reviewing) -> None:
    session = begun(reviewing)
    excuse_reviewer(reviewing.by(MARA), session_id=session.id, member_id=MARA.id)
    history.undo(reviewing.by(MARA))
    rate(reviewing, session, reviewing.ines)
    rate(reviewing, session, reviewing.tom)
    with pytest.raises(ConflictError):
        history.redo(reviewing.by(MARA))
    found = calibration(reviewing.by(MARA), session_id=session.id)
    assert (found.session.state, found.waiting) == (CalibrationState.RATING, (MARA.id,))


def test_results_pool_what_a_member_may_see(reviewing: Reviewing) -> None:
    session = all_in(reviewing)
    agree(reviewing.by(MARA), session_id=session.id, criterion="correct", rating=1)
    for who in (MARA, reviewing.tom):
        found = calibration_results(reviewing.by(who))
        assert (found.sessions, found.is_enough, len(found.leanings)) == (1, False, 3)
        assert {one.reviewer_id: one.value for one in found.alignments}[reviewing.ines.id] == 1


def test_who_rates_blind_reads_no_other_review_of_the_contact_until_all_are_in(
    reviewing: Reviewing, clock: Clock
) -> None:
    """Nor may they change what they gave once they read one; what they could read before is said and not pooled."""
    it = reviewing
    sent = finish_review(it.by(MARA), filled=it.filled({**ALL_YES, "correct": 0}), send=True)
    dispute_criterion(it.by(ROSA), review_id=sent.id, criterion="correct", wanted=2, reason="I gave the date")
    session = begun(it)
    clock.forward(timedelta(hours=1))
    finish_review(it.by(ROSA), filled=it.filled())  # the person's own view of it
    rate(it, session, it.tom)
    for who in (it.ines, it.tom):
        seen = contact_reviews(it.by(who), contact_id=it.contact.id)
        assert [one.reviewer_id for one in seen if one.reviewer_id != who.id] == []
        with pytest.raises(NotFound):
            get_review(it.by(who), review_id=sent.id)
    assert disputes(it.by(it.ines)) == ()
    assert rate(it, session, it.ines).saw_others
    assert not rate(it, session, MARA).saw_others
    assert len(contact_reviews(it.by(it.ines), contact_id=it.contact.id)) == 5
    found = calibration_results(it.by(MARA))
    assert (found.sessions, found.led, found.equal.raters) == (1, 1, 2)


def test_nobody_is_asked_to_rate_a_contact_blind_twice(reviewing: Reviewing) -> None:
    it = reviewing
    session = begun(it)
    with pytest.raises(InputError, match="was asked to rate this contact in Refunds of March"):
        begun(it)
    with it.by(MARA).work("Promote") as work:
        second = work.members.add(replace(it.ines, id=0, version=1, name="Third Lead"))
    excuse_reviewer(it.by(MARA), session_id=session.id, member_id=it.tom.id)
    other = begin_calibration(it.by(MARA), contact_id=it.contact.id, reviewers=[second.id, it.tom.id])
    with pytest.raises(InputError, match="Ines Marchetti was asked to rate this contact"):
        ask_reviewer(it.by(MARA), session_id=other.id, member_id=it.ines.id)


def test_a_number_does_not_tell_of_a_calibration_of_an_own_contact(reviewing: Reviewing) -> None:
    it = reviewing
    with it.by(MARA).work("Log a contact") as work:
        own = work.contacts.add(replace(it.contact, id=0, version=1, member_id=it.ines.id))
    session = begin_calibration(it.by(MARA), contact_id=own.id, reviewers=[MARA.id, it.tom.id])
    filled = replace(it.filled(), contact_id=own.id, purpose=Purpose.CALIBRATION)
    for who in (it.ines, it.lea):
        workspace = it.by(who)
        for number in (session.id, 99):
            with pytest.raises(NotFound, match=f"There is no calibration {number}"):
                begin_review(workspace, session_id=number)
            with pytest.raises(NotFound, match=f"There is no calibration {number}"):
                finish_review(workspace, filled=replace(filled, session_id=number))
    for number in (session.id, 99):
        with pytest.raises(NotFound, match=f"There is no calibration {number}"):
            who_can_be_asked(it.by(it.ines), session_id=number)


def test_nobody_begins_a_calibration_of_an_own_contact(reviewing: Reviewing) -> None:
    it = reviewing
    with it.by(MARA).work("Log a contact") as work:
        own = work.contacts.add(replace(it.contact, id=0, version=1, member_id=it.ines.id))
    with pytest.raises(NotPermitted, match="review own contacts"):
        begin_calibration(it.by(it.ines), contact_id=own.id, reviewers=[MARA.id, it.tom.id])
    with it.workspace.read() as work:
        assert work.quality.calibrations.all() == []


def test_more_sessions_take_no_more_questions_of_the_database(reviewing: Reviewing) -> None:
    asked: list[str] = []
    event.listen(Engine, "before_cursor_execute", listener := lambda *given: asked.append(given[2]))
    try:
        numbers = []
        for _each in range(3):
            all_in(another_contact(reviewing))
            asked.clear()
            assert calibrations(reviewing.by(MARA))[0].figures is not None
            calibration_results(reviewing.by(MARA))
            numbers.append(len(asked))
    finally:
        event.remove(Engine, "before_cursor_execute", listener)
    assert len(set(numbers)) == 1


def test_a_lead_who_rates_again_tells_how_near_the_reviewer_came(reviewing: Reviewing) -> None:
    made = finish_review(reviewing.by(reviewing.ines), filled=reviewing.filled({**ALL_YES, "correct": 1}))
    check = replace(reviewing.filled(), purpose=Purpose.CHECK, checks_id=made.id)
    finish_review(reviewing.by(MARA), filled=check)
    (found,) = grading_results(reviewing.by(MARA)).alignments
    assert (found.reviewer_id, found.value) == (reviewing.ines.id, 0.75)
    with pytest.raises(NotPermitted):
        grading_results(reviewing.by(reviewing.tom))


def test_no_check_of_a_blind_rating_tells_what_it_is(reviewing: Reviewing) -> None:
    session = begun(reviewing)
    blind = rate(reviewing, session, reviewing.ines)
    with pytest.raises(NotFound):
        finish_review(reviewing.by(MARA), filled=reviewing.filled(purpose=Purpose.CHECK, checks_id=blind.id))
    mine = rate(reviewing, session, MARA)
    with pytest.raises(InputError, match="counts"):
        finish_review(reviewing.by(MARA), filled=reviewing.filled(purpose=Purpose.CHECK, checks_id=mine.id))
    with pytest.raises(NotFound):
        finish_review(reviewing.by(MARA), filled=reviewing.filled(purpose=Purpose.CHECK, checks_id=99))


@pytest.mark.parametrize("purpose", [Purpose.FAIR, Purpose.RISK, Purpose.CALIBRATION])
def test_a_review_counts_as_what_it_is(reviewing: Reviewing, purpose: Purpose) -> None:
    with pytest.raises(InputError, match="not reviewed as"):
        finish_review(reviewing.by(reviewing.ines), filled=reviewing.filled(purpose=purpose))
    session = begun(reviewing)
    if purpose is not Purpose.CALIBRATION:
        rated = reviewing.filled(purpose=purpose, session_id=session.id)
        with pytest.raises(InputError, match="not reviewed as"):
            finish_review(reviewing.by(reviewing.ines), filled=rated)


def test_a_lead_checks_a_review_of_somebody_else_with_its_card(reviewing: Reviewing) -> None:
    made = finish_review(reviewing.by(reviewing.ines), filled=reviewing.filled({**ALL_YES, "record": 0}))
    with pytest.raises(InputError, match="you made that review yourself"):
        begin_check(reviewing.by(reviewing.ines), review_id=made.id)
    with pytest.raises(NotPermitted):
        begin_check(reviewing.by(reviewing.tom), review_id=made.id)
    form = begin_check(reviewing.by(MARA), review_id=made.id)
    assert (form.purpose, form.checks_id, form.version.id) == (Purpose.CHECK, made.id, made.card_version_id)
    with pytest.raises(InputError, match="no review of this contact is named"):
        finish_review(reviewing.by(MARA), filled=reviewing.filled(purpose=Purpose.CHECK))
    check = finish_review(reviewing.by(MARA), filled=reviewing.filled(purpose=Purpose.CHECK, checks_id=made.id))
    assert begin_check(reviewing.by(MARA), review_id=made.id).review == check
    with reviewing.workspace.work("As one could before a contact counted once") as work:
        other = work.quality.reviews.add(replace(made, id=0, reviewer_id=reviewing.tom.id))
    assert begin_check(reviewing.by(MARA), review_id=other.id).review is None
    second = reviewing.filled(purpose=Purpose.CHECK, checks_id=other.id)
    assert finish_review(reviewing.by(MARA), filled=second).checks_id == other.id
    with pytest.raises(InputError, match="only reviews of a person's work"):
        begin_check(reviewing.by(MARA), review_id=check.id)
    found = {one.reviewer_id: one.value for one in grading_results(reviewing.by(MARA)).alignments}
    assert found == {reviewing.ines.id: 0.7, reviewing.tom.id: 0.7}


def test_all_that_was_rated_the_same_is_agreed_on_at_once(reviewing: Reviewing) -> None:
    session = all_in(reviewing)
    with pytest.raises(NotPermitted):
        agree_where_equal(reviewing.by(reviewing.tom), session_id=session.id)
    kept = agree_where_equal(reviewing.by(MARA), session_id=session.id)
    assert [(one.criterion, one.rating) for one in kept.agreed] == [("greeting", 2), ("record", 2)]
    with pytest.raises(InputError, match="no criterion is rated the same"):
        agree_where_equal(reviewing.by(MARA), session_id=session.id)
    history.undo(reviewing.by(MARA))
    assert calibration(reviewing.by(MARA), session_id=session.id).session.agreed == ()


def test_who_is_to_rate_is_reminded_and_can_be_asked_again(reviewing: Reviewing) -> None:
    session = begun(reviewing)
    assert calibrations_to_rate(reviewing.by(reviewing.lea)) == calibrations_to_rate(reviewing.by(ROSA)) == ()
    assert [one.id for one in calibrations_to_rate(reviewing.by(reviewing.tom))] == [session.id]
    everybody = (reviewing.lea, ROSA, reviewing.tom, reviewing.ines)
    assert [waiting_reviews(reviewing.by(one)) for one in everybody] == [0, 0, 1, 1], "as the left bar counts it"
    excuse_reviewer(reviewing.by(MARA), session_id=session.id, member_id=reviewing.tom.id)
    assert calibrations_to_rate(reviewing.by(reviewing.tom)) == ()
    assert who_can_be_asked(reviewing.by(MARA), session_id=session.id) == [reviewing.tom]
    rate(reviewing, session, reviewing.ines)
    assert calibrations_to_rate(reviewing.by(reviewing.ines)) == ()
    assert [waiting_reviews(reviewing.by(one)) for one in everybody] == [0, 0, 0, 0]


def test_what_can_be_calibrated_leaves_out_whose_contact_it_is(reviewing: Reviewing) -> None:
    found = calibration_choices(reviewing.by(MARA), contact_id=reviewing.contact.id)
    assert found.contact is not None
    assert found.contact.member == "Rosa Okafor"
    assert reviewing.card in found.cards
    assert [one.name for one in found.reviewers] == ["Ines Marchetti", "Mara Lindqvist", "Tom Weber"]
    assert [one.id for one in calibration_choices(reviewing.by(MARA)).contacts] == [reviewing.contact.id]


def test_what_a_source_cannot_show_may_be_agreed_on_as_not_applicable() -> None:
    must = replace(CRITERIA[0], allow_na=False)
    session = replace(a_session(), state=CalibrationState.OPEN)
    said = Agreed(criterion=must.key, rating=None)
    with pytest.raises(InputError, match="is always rated"):
        agreed(session, said, criteria=[must])
    assert agreed(session, said, criteria=[must], unseen=[must.key]).agreed == (said,)


def a_session() -> Calibration:
    return Calibration(
        name="x", contact_id=1, member_id=2, card_version_id=1, made_at=MONDAY_MORNING, reviewers=(MARA.id, 5)
    )


def test_the_report_tells_coefficients_critical_errors_notes_and_how_near_each_came(reviewing: Reviewing) -> None:
    session = all_in(reviewing)
    with reviewing.by(MARA).work("Write a note") as work:
        (kept, *_) = work.quality.reviews.where(session_id=session.id, reviewer_id=MARA.id)
        first, *rest = kept.ratings
        work.quality.reviews.update(replace(kept, ratings=(replace(first, note="Too curt for me"), *rest)))
    made = calibration_report(reviewing.by(MARA), session_id=session.id)
    facts = {fact.name: fact for part in made.sections if isinstance(part, Facts) for fact in part.facts}
    figures = calibration(reviewing.by(MARA), session_id=session.id).figures
    assert figures is not None
    assert facts["Critical errors seen"].value == len(figures.saw_critical)
    assert "Of 3 reviewers; not agreed yet" in facts["Critical errors seen"].note
    assert facts["ICC of final scores"].note == "Takes two contacts that the same two rated"
    assert facts["AC1"].note == "One contact is too few to judge: 1 of 5; 3 criteria, 3 reviewers"
    assert facts["Krippendorff's alpha"].note.startswith("One contact is too few to judge: 1 of 5")
    agree(reviewing.by(MARA), session_id=session.id, criterion="correct", rating=1)
    made = calibration_report(reviewing.by(MARA), session_id=session.id)
    by_key = {part.key: part.rows for part in made.sections if isinstance(part, Table)}
    near = {row[0]: row[1:] for row in by_key["alignments"]}
    assert near[reviewing.ines.name] == (1.0, 1.0, 1, 1, 3, "too few")
    here = {row[0]: row[3:6] for row in by_key["session_people"]}
    assert here[reviewing.ines.name] == (1.0, 1, 3)
    (notes,) = [part for part in made.sections if isinstance(part, Table) and part.key == "notes"]
    assert [row[1:] for row in notes.rows] == [
        (MARA.name, "Too curt for me"),
        (reviewing.tom.name, SAID),
    ]
    blind = calibration_report(reviewing.by(MARA), session_id=begun(another_contact(reviewing)).id)
    assert not [part for part in blind.sections if isinstance(part, Table) and part.key == "notes"]
