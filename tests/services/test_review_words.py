"""What a review is made from as long as nobody says: the text where words of ours stand in it, else the note."""

from datetime import timedelta
from typing import Any

import pytest

from csops.domain.contacts import Direction
from csops.domain.reviews import Source
from csops.services.calibration_rating import begin_calibration
from csops.services.review_words import with_our_words
from csops.services.reviews import begin_review
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import EMAIL, PHONE, ROSA, a_contact
from tests.helpers.reviewing import CHAT, Reviewing, to_review


def noted(workspace: Workspace, *, text: str = "Wants a receipt", channel_id: int = EMAIL) -> Reviewing:
    """Keep a contact of Rosa's of which there is one line."""
    return to_review(workspace, text=text, channel_id=channel_id)


def answered(shop: Reviewing, **values: Any) -> None:
    with shop.workspace.work("Answer") as work:
        out = {"direction": Direction.OUT, "member_id": ROSA.id, "channel_id": EMAIL, "text": "Here it is. Rosa"}
        at = MONDAY_MORNING + timedelta(hours=1)
        work.contacts.add(a_contact(case_id=shop.contact.case_id, happened_at=at, **{**out, **values}))


def begun(shop: Reviewing) -> Source:
    form = begin_review(shop.by(shop.ines), contact_id=shop.contact.id)
    assert form.reads_ours is (form.draft.source is Source.TEXT)
    return form.draft.source


@pytest.mark.parametrize(
    ("text", "channel_id", "source"),
    [
        ("Wants a receipt", EMAIL, Source.NOTE),
        ("Asked for her parcel, told it comes on Thursday", PHONE, Source.NOTE),
        (CHAT, EMAIL, Source.TEXT),
        (CHAT, PHONE, Source.TEXT),
        ("[13:02] Kim: Hi\n[13:03] Bo: Hello", EMAIL, Source.NOTE),
        (" ", EMAIL, Source.NOTE),
    ],
)
def test_a_review_starts_from_the_text_where_words_of_ours_stand_in_it(
    workspace: Workspace, text: str, channel_id: int, source: Source
) -> None:
    assert begun(noted(workspace, text=text, channel_id=channel_id)) is source


def test_the_answer_to_a_contact_shows_our_words(sqlite_workspace: Workspace) -> None:
    shop = noted(sqlite_workspace)
    answered(shop)
    assert begun(shop) is Source.TEXT


def test_the_answer_of_a_colleague_shows_nothing_of_the_person(sqlite_workspace: Workspace) -> None:
    shop = noted(sqlite_workspace)
    answered(shop, member_id=shop.lea.id)
    assert begun(shop) is Source.NOTE


def test_a_calibration_starts_as_a_review_does(sqlite_workspace: Workspace) -> None:
    shop = noted(sqlite_workspace)
    workspace = shop.by(shop.ines)
    session = begin_calibration(workspace, contact_id=shop.contact.id, reviewers=(shop.ines.id, shop.tom.id))
    assert begin_review(workspace, session_id=session.id).draft.source is Source.NOTE


def test_of_many_contacts_those_are_told_that_hold_words_of_ours(workspace: Workspace) -> None:
    shop = noted(workspace)
    with shop.workspace.work("Log") as work:
        some = [
            work.contacts.add(a_contact(case_id=shop.contact.case_id, member_id=ROSA.id, **values))
            for values in ({"text": CHAT}, {"channel_id": EMAIL, "direction": Direction.OUT}, {})
        ]
        found = with_our_words(work, [shop.contact.id, *(one.id for one in some), 99])
    assert found == {one.id for one in some[:2]} | {shop.contact.id}, "what went out answers it"
