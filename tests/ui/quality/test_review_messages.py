"""Of a contact with one text the form says whose it is: a message, or what a colleague noted of it."""

from dataclasses import replace
from typing import Any

import pytest

from csops.domain.contacts import Attachment, Direction
from csops.domain.reviews import Source
from csops.ui.quality.review.page import ReviewPage, Wanted
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.review_form import OpenPage
from tests.helpers.reviewing import Reviewing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def shown(shop: Reviewing, open_page: OpenPage, *, files: tuple[str, ...] = (), **values: Any) -> ReviewPage:
    plain = {"channel_id": EMAIL, "text": "Wants a receipt for Monday"}
    with shop.workspace.work("Note") as work:
        kept = work.contacts.update(replace(shop.contact, **{**plain, **values}))
        work.attachments.add_many(
            [
                Attachment(
                    contact_id=kept.id, name=one, size=1, media_type="", sha256="0" * 64, added_at=kept.entered_at
                )
                for one in files
            ]
        )
    return open_page(Wanted(contact_id=kept.id))


def test_what_a_colleague_noted_of_a_mail_is_their_note_and_no_text_to_review(
    shop: Reviewing, open_page: OpenPage
) -> None:
    view = shown(shop, open_page).view
    (note,) = view.contact.bubbles
    assert (note.turn.is_ours, note.when.words()) == (None, "Rosa’s note, 09:00")
    assert view.card.source.choice.key() == Source.NOTE.value
    assert view.card.beside.words().startswith("80 of 100 points can be seen")
    assert view.card.source.bare.words().startswith("A note of what happened: nothing here is known to be our own")
    view.card.source.choice.button(Source.TEXT.value).click()
    assert view.card.source.bare.words().startswith("Nothing here is known to be our own words")
    view.card.source.choice.button(Source.LISTENED.value).click()
    assert view.card.source.bare.isHidden()


def test_a_message_that_came_with_its_file_is_the_customers(shop: Reviewing, open_page: OpenPage) -> None:
    view = shown(shop, open_page, files=("Receipt.eml",)).view
    (message,) = view.contact.bubbles
    assert (message.turn.is_ours, message.when.words()) == (False, "09:00")
    assert view.card.source.choice.key() == Source.NOTE.value, "nobody answered it yet"


def test_what_went_out_is_ours(shop: Reviewing, open_page: OpenPage) -> None:
    view = shown(shop, open_page, direction=Direction.OUT).view
    assert view.contact.bubbles[0].turn.is_ours
    assert view.card.source.choice.key() == Source.TEXT.value
    assert view.card.source.bare.isHidden()


@pytest.mark.parametrize(
    ("number", "time_known", "said"), [("A-7", True, "As imported, 09:00"), (None, False, "Rosa’s note")]
)
def test_who_wrote_an_imported_text_nobody_knows(
    shop: Reviewing, open_page: OpenPage, number: str | None, time_known: bool, said: str
) -> None:
    view = shown(shop, open_page, number=number, time_known=time_known).view
    assert view.contact.bubbles[0].when.words() == said


def test_above_a_talk_stands_the_note_of_who_took_it(shop: Reviewing, open_page: OpenPage) -> None:
    view = shown(shop, open_page, text=f"Scratch on the frame\n\n{shop.contact.text}").view
    note, theirs, ours = view.contact.bubbles
    assert (note.turn.is_ours, note.when.words()) == (None, "Rosa’s note, 09:00")
    assert (theirs.turn.is_ours, ours.turn.is_ours) == (False, True)
    assert view.card.source.choice.key() == Source.TEXT.value


def test_of_a_call_that_was_noted_it_is_said_why_only_the_note_is_reviewed(
    shop: Reviewing, open_page: OpenPage
) -> None:
    page = shown(shop, open_page, channel_id=PHONE)
    source = page.view.card.source
    assert source.choice.key() == Source.NOTE.value
    assert source.bare.words() == "No words of Rosa’s stand in this contact, so only the note can be reviewed"
    assert not source.bare.isHidden()
