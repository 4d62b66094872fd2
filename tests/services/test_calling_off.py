"""A calibration is called off: it counts nowhere, tells nobody what others gave, and nobody loses what they typed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.calibrations import Calibration, CalibrationState
from csops.domain.changes import Step
from csops.domain.errors import BlindNoLonger, HandledByAnother, InputError, NotFound, NotPermitted, OpenByNow
from csops.domain.people import Member
from csops.domain.reviews import Purpose, Review
from csops.services import history
from csops.services.calibration_agreeing import agree
from csops.services.calibration_ending import call_off_calibration, close_calibration
from csops.services.calibration_notes import notes_preview, take_up_notes
from csops.services.calibration_rating import ask_reviewer, begin_calibration, excuse_reviewer
from csops.services.calibration_results import calibration_results
from csops.services.calibrations import SeenCalibration, calibration, calibrations, calibrations_to_rate
from csops.services.contacts import get_contact
from csops.services.corrections import edit_contact
from csops.services.quality_reports import calibration_report
from csops.services.review_drafts import keep_review_draft
from csops.services.reviews import (
    begin_review,
    change_review,
    contact_reviews,
    finish_review,
    get_review,
    open_review,
)
from csops.services.workspace import Workspace
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewing import ALL_YES, Reviewing, to_review
from tests.services.test_calibrations import all_in, another_contact, begun, rate

WHY = "It is the wrong contact"


@pytest.fixture
def it(workspace: Workspace) -> Reviewing:
    return to_review(workspace)


def off(it: Reviewing, session: Calibration, who: Member = MARA) -> Calibration:
    return call_off_calibration(it.by(who), session_id=session.id, why=WHY)


def half(it: Reviewing) -> tuple[Calibration, Review]:
    """Two of three have rated."""
    session = begun(it)
    rate(it, session, it.ines, {**ALL_YES, "correct": 0})
    return session, rate(it, session, it.tom)


def seen(it: Reviewing, session: Calibration, who: Member = MARA) -> SeenCalibration:
    return calibration(it.by(who), session_id=session.id)


def test_who_was_asked_owes_nothing_and_reads_no_rating_of_others(it: Reviewing) -> None:
    session, own = half(it)
    with pytest.raises(NotPermitted):
        off(it, session, it.tom)
    off(it, session)
    for who in (MARA, it.ines, it.tom):
        found = seen(it, session, who)
        assert (found.is_mine, found.waiting, found.reviews, found.figures) == (False, (), (), None)
        assert (found.session.called_off_why, found.rated) == (WHY, (it.ines.id, it.tom.id))
        assert calibrations_to_rate(it.by(who)) == ()
        assert [one.reviewer_id for one in contact_reviews(it.by(who), contact_id=it.contact.id)] == (
            [] if who is MARA else [who.id]
        )
    with pytest.raises(NotFound):
        get_review(it.by(MARA), review_id=own.id)
    assert calibration_results(it.by(MARA)).sessions == 0
    parts = [part.title for part in calibration_report(it.by(MARA), session_id=session.id).sections]
    assert "What is not shown" in parts
    with pytest.raises(InputError, match="called off"):
        begin_review(it.by(MARA), session_id=session.id)


def test_what_a_reviewer_gave_stays_theirs_and_is_not_changed_any_more(it: Reviewing) -> None:
    session, own = half(it)
    off(it, session)
    form = open_review(it.by(it.tom), review_id=own.id)
    assert (form.review, form.is_open) == (own, False)
    with pytest.raises(InputError, match=rf"it was called off \({WHY}\)"):
        change_review(it.by(it.tom), review=own)


def test_the_contact_is_blind_no_more_for_who_was_asked(it: Reviewing) -> None:
    sent = finish_review(it.by(MARA), filled=it.filled(), send=True)
    session, _own = half(it)
    with pytest.raises(NotFound):
        get_review(it.by(it.ines), review_id=sent.id)
    off(it, session)
    assert get_review(it.by(it.ines), review_id=sent.id) == sent


def test_who_is_just_rating_is_told_and_keeps_what_they_typed(it: Reviewing) -> None:
    session = begun(it)
    typed = {"note": "Half of it", "source": "text", "card_version_id": it.version.id}
    keep_review_draft(
        it.by(it.tom), contact_id=it.contact.id, purpose=Purpose.CALIBRATION, session_id=session.id, value=typed
    )
    off(it, session)
    with pytest.raises(InputError, match=rf"it was called off \({WHY}\). What was filled in is kept"):
        rate(it, session, it.tom)
    history.undo(it.by(MARA))
    form = begin_review(it.by(it.tom), session_id=session.id)
    assert form.draft.note == "Half of it"
    rate(it, session, it.tom)


def test_undone_it_goes_on_blind_and_done_again_it_is_off(it: Reviewing) -> None:
    session, _own = half(it)
    off(it, session)
    history.undo(it.by(MARA))
    found = seen(it, session)
    assert (found.session.state, found.is_mine, found.waiting) == (CalibrationState.RATING, True, (MARA.id,))
    assert (found.session.called_off_why, found.session.closed_at, found.reviews) == ("", None, ())
    history.redo(it.by(MARA))
    assert seen(it, session).session.is_called_off
    history.undo(it.by(MARA))
    rate(it, session, MARA)
    assert len(seen(it, session).reviews) == 3


def test_called_off_while_open_it_is_read_on_and_counts_nowhere(it: Reviewing) -> None:
    session = all_in(it)
    agree(it.by(MARA), session_id=session.id, criterion="correct", rating=1, note="A price counts")
    other = all_in(another_contact(it))
    off(it, session)
    assert len(seen(it, session).reviews) == 3
    found = calibration_results(it.by(MARA))
    assert (found.sessions, found.alignments) == (1, ())
    for act in (close_calibration, take_up_notes, notes_preview):
        with pytest.raises(InputError, match="called off"):
            act(it.by(MARA), session_id=session.id)
    for change in (ask_reviewer, excuse_reviewer):
        with pytest.raises(InputError, match="called off"):
            change(it.by(MARA), session_id=session.id, member_id=it.tom.id)
    assert [one.session.id for one in calibrations(it.by(MARA))] == [other.id, session.id]
    history.undo(it.by(MARA))
    assert seen(it, session).session.state is CalibrationState.OPEN
    assert calibration_results(it.by(MARA)).sessions == 2


def test_calling_off_and_back_never_makes_open_ratings_blind(it: Reviewing) -> None:
    session, _own = half(it)
    excuse_reviewer(it.by(MARA), session_id=session.id, member_id=MARA.id)
    off(it, session)
    history.undo(it.by(MARA))
    with pytest.raises(OpenByNow):
        history.undo(it.by(MARA))


def test_the_contact_may_be_rated_anew_and_the_first_session_then_stays_off(it: Reviewing) -> None:
    session, _own = half(it)
    off(it, session)
    begin_calibration(it.by(MARA), contact_id=it.contact.id, reviewers=[MARA.id, it.tom.id])
    act_id = next(one.id for one in history.history(it.by(MARA), limit=5) if one.what == "Call off a calibration")
    with pytest.raises(BlindNoLonger, match="Begin another one"):
        history._put_back(it.by(MARA), act_id, Step.UNDO)


def test_it_stays_off_once_others_may_have_read_of_the_contact(it: Reviewing, clock: Clock) -> None:
    session, _own = half(it)
    off(it, session)
    clock.forward(timedelta(hours=1))
    finish_review(it.by(it.ines), filled=it.filled(), send=True)
    with pytest.raises(BlindNoLonger):
        history.undo(it.by(MARA))
    assert seen(it, session).session.is_called_off
    with pytest.raises(NotFound):
        calibration(it.by(ROSA), session_id=session.id)


@pytest.mark.parametrize("is_begun_anew", [False, True])
def test_it_does_not_go_on_with_a_contact_that_is_somebody_elses_by_now(it: Reviewing, is_begun_anew: bool) -> None:
    session = begun(it)
    if is_begun_anew:
        history.undo(it.by(MARA))
    else:
        off(it, session)
    contact = get_contact(it.by(it.lea), contact_id=it.contact.id)
    edit_contact(it.by(it.lea), contact=replace(contact, member_id=it.tom.id))
    with pytest.raises(HandledByAnother, match="changed since"):
        (history.redo if is_begun_anew else history.undo)(it.by(MARA))
    assert calibrations_to_rate(it.by(it.tom)) == ()


def test_one_that_was_taken_back_is_not_begun_again_once_its_contact_was_reviewed(it: Reviewing, clock: Clock) -> None:
    begun(it)
    history.undo(it.by(MARA))
    clock.forward(timedelta(hours=1))
    finish_review(it.by(it.ines), filled=it.filled(), send=True)
    with pytest.raises(BlindNoLonger):
        history.redo(it.by(MARA))
    assert calibrations(it.by(MARA)) == ()
