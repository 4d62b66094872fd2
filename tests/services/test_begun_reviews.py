"""What was begun of a check or a calibration stands in the form of that one alone, though others are of the contact."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.reviews import Purpose, Review
from csops.services.calibration_ending import call_off_calibration
from csops.services.calibration_rating import begin_calibration
from csops.services.contacts import remove_contacts
from csops.services.review_checks import begin_check
from csops.services.review_drafts import drop_review_draft, keep_review_draft
from csops.services.reviews import begin_review, finish_review
from csops.services.workspace import Workspace
from tests.helpers.clock import Clock
from tests.helpers.records import MARA
from tests.helpers.reviewing import ALL_YES, Reviewing, to_review
from tests.services.test_calibrations import rate


@pytest.fixture
def shop(workspace: Workspace) -> Reviewing:
    return to_review(workspace)


def two_reviews(shop: Reviewing) -> tuple[Review, Review]:
    """Let Ines review the contact, and Tom too, as it can be once the first was withdrawn."""
    made = finish_review(shop.by(shop.ines), filled=shop.filled(), send=True)
    with shop.by(MARA).work("Review it twice") as work:
        other = work.quality.reviews.add(replace(made, id=0, reviewer_id=shop.tom.id))
    return made, other


def typed(shop: Reviewing, note: str, of: Review) -> None:
    value = {"note": note, "source": "text", "card_version_id": shop.version.id}
    keep_review_draft(shop.by(MARA), contact_id=shop.contact.id, purpose=Purpose.CHECK, checks_id=of.id, value=value)


def note(shop: Reviewing, of: Review) -> str:
    return begin_check(shop.by(MARA), review_id=of.id).draft.note


def older(shop: Reviewing, form: str, text: str, *, version_id: int | None = None) -> None:
    """Leave a draft by the name that forms had before, which tells of the contact alone."""
    value = {"note": text, "source": "text", "card_version_id": version_id or shop.version.id}
    with shop.by(MARA).work("Draft") as work:
        work.drafts.keep(member_id=MARA.id, form=form, value=value, at=shop.workspace.now())


def test_a_check_that_was_begun_does_not_stand_in_that_of_another_review(shop: Reviewing) -> None:
    of_ines, of_tom = two_reviews(shop)
    typed(shop, "Ines was quick", of_ines)
    assert (note(shop, of_ines), note(shop, of_tom)) == ("Ines was quick", "")
    typed(shop, "Tom was not", of_tom)
    finish_review(shop.by(MARA), filled=shop.filled(purpose=Purpose.CHECK, checks_id=of_ines.id))
    assert note(shop, of_tom) == "Tom was not"
    drop_review_draft(shop.by(MARA), contact_id=shop.contact.id, purpose=Purpose.CHECK, checks_id=of_tom.id)
    assert note(shop, of_tom) == ""


def test_what_was_typed_in_a_calibration_called_off_does_not_stand_in_the_next(shop: Reviewing) -> None:
    asked = [MARA.id, shop.ines.id]
    first = begin_calibration(shop.by(MARA), contact_id=shop.contact.id, reviewers=asked, card_id=shop.card.id)
    keep_review_draft(
        shop.by(MARA),
        contact_id=shop.contact.id,
        purpose=Purpose.CALIBRATION,
        session_id=first.id,
        value={"note": "Half of it", "source": "text", "card_version_id": shop.version.id},
    )
    call_off_calibration(shop.by(MARA), session_id=first.id, why="The wrong reviewers")
    second = begin_calibration(shop.by(MARA), contact_id=shop.contact.id, reviewers=asked, card_id=shop.card.id)
    assert begin_review(shop.by(MARA), session_id=second.id).draft.note == ""
    rate(shop, second, MARA, ALL_YES)
    with shop.workspace.read() as work:
        kept = work.drafts.beginning(f"calibration.{shop.contact.id}.")
    assert [draft.value["note"] for draft in kept] == ["Half of it"], "what was typed in the first one is still there"


def test_what_was_kept_by_the_older_name_comes_back_once_and_moves(shop: Reviewing) -> None:
    of_ines, of_tom = two_reviews(shop)
    form = f"check_review.{shop.contact.id}"
    older(shop, form, "From before")
    assert note(shop, of_ines) == "From before"
    typed(shop, "From before, and more", of_ines)
    assert (note(shop, of_ines), note(shop, of_tom)) == ("From before, and more", "")
    older(shop, form, "Of Tom, from before")
    finish_review(shop.by(MARA), filled=shop.filled(purpose=Purpose.CHECK, checks_id=of_ines.id))
    assert note(shop, of_tom) == "Of Tom, from before", "it was not shown there, and stays"
    finish_review(shop.by(MARA), filled=shop.filled(purpose=Purpose.CHECK, checks_id=of_tom.id))
    with shop.workspace.read() as work:
        assert work.drafts.of_form(form) == []


def test_what_is_older_than_the_review_or_of_another_card_is_none_of_its_check(shop: Reviewing, clock: Clock) -> None:
    form = f"check_review.{shop.contact.id}"
    older(shop, form, "Of a review before")
    clock.forward(timedelta(hours=1))
    made, _other = two_reviews(shop)
    assert note(shop, made) == ""
    older(shop, form, "With another card", version_id=shop.version.id + 1)
    assert note(shop, made) == ""


def test_what_stands_by_the_older_name_does_not_cover_what_was_finished(shop: Reviewing, clock: Clock) -> None:
    asked = [MARA.id, shop.ines.id]
    session = begin_calibration(shop.by(MARA), contact_id=shop.contact.id, reviewers=asked, card_id=shop.card.id)
    older(shop, f"calibration.{shop.contact.id}", "From before")
    with shop.by(MARA).work("Draft") as work:
        value = {"note": "Newer", "source": "text", "card_version_id": shop.version.id}
        form = f"calibration.{shop.contact.id}.{session.id}"
        work.drafts.keep(member_id=MARA.id, form=form, value=value, at=shop.workspace.now())
    clock.forward(timedelta(minutes=5))
    finish_review(shop.workspace, filled=replace(shop.filled(session_id=session.id), note="Finished"))
    form_now = begin_review(shop.by(MARA), session_id=session.id)
    assert (form_now.draft.note, form_now.draft_at) == ("Finished", None)


def test_a_contact_that_is_removed_takes_what_was_begun_of_it(shop: Reviewing) -> None:
    of_ines, _of_tom = two_reviews(shop)
    typed(shop, "Ines was quick", of_ines)
    remove_contacts(shop.by(MARA), contact_ids=[shop.contact.id])
    with shop.workspace.read() as work:
        assert work.drafts.beginning("check_review.") == []
