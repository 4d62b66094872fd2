"""What was ticked all at once is what was seen: nobody comes in or goes unnoticed."""

from collections.abc import Sequence

import pytest

from csops.domain.groups import GroupBy
from csops.domain.questions import Question
from csops.services import contact_seen
from csops.services.contact_groups import GroupedPages
from csops.services.contact_pages import ContactPages
from csops.services.contact_seen import Drift, SeenContacts
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE, kept_contact

CALLS = Question(channel_ids=(PHONE,))


def _log(workspace: Workspace, *channels: int) -> list[int]:
    with workspace.work("Log") as work:
        return [kept_contact(work, channel_id=channel).id for channel in channels]


def _remove(workspace: Workspace, ids: Sequence[int]) -> None:
    with workspace.work("Remove") as work:
        for contact_id in ids:
            work.contacts.remove(contact_id)


@pytest.fixture(params=["rows", "groups"])
def pages(request: pytest.FixtureRequest, workspace: Workspace) -> ContactPages:
    """All calls, as plain rows and in groups."""
    if request.param == "rows":
        return ContactPages(workspace, question=CALLS)
    return GroupedPages(workspace, question=CALLS, by=GroupBy.DAY)


def test_where_nothing_changed_nothing_has_drifted(workspace: Workspace, pages: ContactPages) -> None:
    ids = _log(workspace, PHONE, PHONE, PHONE)
    seen = SeenContacts(total=3, shown=ids)
    seen.note(pages)
    _log(workspace, EMAIL)  # none of what is shown
    assert seen.is_noted
    assert not seen.drift(pages)


def test_one_in_and_one_out_are_noticed_though_as_many_are_there(workspace: Workspace, pages: ContactPages) -> None:
    ids = _log(workspace, PHONE, PHONE, PHONE)
    seen = SeenContacts(total=3)  # the rows are not even loaded
    seen.note(pages)
    _remove(workspace, ids[:1])
    _log(workspace, PHONE)
    assert seen.drift(pages) == Drift(came=1, went=1)


def test_a_contact_that_fits_no_longer_has_gone(workspace: Workspace, pages: ContactPages) -> None:
    ids = _log(workspace, PHONE, PHONE)
    seen = SeenContacts(total=2, shown=ids)
    seen.note(pages)
    with workspace.work("Change") as work:
        contact = work.contacts.get(ids[0])
        work.contacts.update(type(contact)(**{**vars(contact), "channel_id": EMAIL}))
    assert seen.drift(pages) == Drift(went=1)


def test_what_changed_before_it_was_noted_is_told_by_the_rows_that_were_there(
    workspace: Workspace, pages: ContactPages
) -> None:
    ids = _log(workspace, PHONE, PHONE, PHONE)
    seen = SeenContacts(total=3, shown=ids)
    _remove(workspace, ids[:1])
    _log(workspace, PHONE)
    seen.note(pages)
    assert not seen.is_noted
    assert seen.drift(pages) == Drift(came=1, went=1)


def test_very_many_are_not_noted_one_by_one(
    workspace: Workspace, pages: ContactPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact_seen, "MOST_NOTED", 2)
    ids = _log(workspace, PHONE, PHONE, PHONE)
    seen = SeenContacts(total=3, shown=ids)
    seen.note(pages)
    assert not seen.is_noted


def test_of_a_search_by_words_the_newest_that_were_shown_count(workspace: Workspace) -> None:
    pages = ContactPages(workspace, question=Question(), words="refund")
    with workspace.work("Log") as work:
        kept = kept_contact(work, text="refund missing")
        kept_contact(work, text="delivery")
    seen = SeenContacts(total=1, shown=[kept.id])
    seen.note(pages)
    assert not seen.drift(pages)
    with workspace.work("Log") as work:
        kept_contact(work, text="refund again")
    assert seen.drift(pages) == Drift(came=1)
