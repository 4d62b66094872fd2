"""Pages of the table of contacts: near and far, sorted either way, ticked, narrowed by words and filters."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from csops.domain.questions import Question, parse
from csops.services import contact_pages
from csops.services.contact_pages import ContactPages, joined
from csops.services.workspace import Workspace
from csops.storage.contact_store import ContactStore
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import EMAIL, PHONE, kept_contact

CONTACTS = 4_500


@pytest.fixture(scope="module")
def filled(standing_workspace: Workspace) -> Workspace:
    """Many contacts whose handle times repeat, a tenth of them unknown."""
    with standing_workspace.work("Fill") as work:
        case_id = kept_contact(work, text="refund 0").case_id
        for n in range(1, CONTACTS):
            kept_contact(
                work,
                case_id=case_id,
                channel_id=PHONE if n % 3 else EMAIL,
                text=f"refund {n}" if n % 2 else f"delivery {n}",
                happened_at=MONDAY_MORNING - timedelta(minutes=n),
                handle_time=None if n % 10 == 0 else timedelta(seconds=n % 7),
            )
    return standing_workspace


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("key", ["handle_time", "happened_at", "channel"])
def test_pages_from_anywhere_are_parts_of_one_order(filled: Workspace, key: str, down: bool) -> None:
    pages, order = ContactPages(filled, question=Question()), ((key, down),)
    total = pages.count()
    whole = pages.chosen(ids=(), everything=True, order=order)
    for offset in (0, 2_200, 2_300, 3_400, total - 70):
        assert [line.id for line in pages.page(offset, 100, order)] == whole[offset : offset + 100]


@pytest.mark.parametrize("key", ["handle_time", "happened_at", "channel", "text", "owner"])
def test_pages_of_a_prepared_order_are_those_of_the_order(filled: Workspace, key: str) -> None:
    pages, order = ContactPages(filled, question=Question(channel_ids=(PHONE,))), ((key, True),)
    total = pages.count()
    whole = pages.chosen(ids=(), everything=True, order=order)
    assert pages.is_worth_preparing(order)
    pages.prepare(order)
    assert not pages.is_worth_preparing(order)
    for offset in (0, 2_100, total - 70):
        assert [line.id for line in pages.page(offset, 100, order)] == whole[offset : offset + 100]


def test_what_changed_is_not_shown_in_an_order_prepared_before(workspace: Workspace) -> None:
    with workspace.work("Fill") as work:
        case_id = kept_contact(work).case_id
        ids = [kept_contact(work, case_id=case_id).id for _ in range(2_200)]
    pages, order = ContactPages(workspace, question=Question()), (("text", False),)
    pages.count()
    pages.prepare(order)
    with workspace.work("Remove") as work:
        work.contacts.remove(ids[5])
    pages.forget()
    assert pages.count() == 2_200
    assert ids[5] not in [line.id for line in pages.page(2_100, 100, order)]


def _meanwhile(
    monkeypatch: pytest.MonkeyPatch, workspace: Workspace, pages: ContactPages, *, name: str, removed: int
) -> None:
    """Let a contact go, and the window hear of it, after the store has answered once and before the answer is kept."""
    real = getattr(ContactStore, name)

    def read(store: ContactStore, *args: Any, **named: Any) -> Any:
        found = real(store, *args, **named)
        monkeypatch.setattr(ContactStore, name, real)
        with ThreadPoolExecutor(1) as window:
            window.submit(_remove, workspace, pages, removed).result()
        return found

    monkeypatch.setattr(ContactStore, name, read)


def _remove(workspace: Workspace, pages: ContactPages, contact_id: int) -> None:
    with workspace.work("Remove") as work:
        work.contacts.remove(contact_id)
    pages.forget()


def test_a_count_that_was_being_read_when_something_changed_is_not_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workspace.work("Fill") as work:
        kept_contact(work)
        removed = kept_contact(work).id
    pages = ContactPages(workspace, question=Question())
    _meanwhile(monkeypatch, workspace, pages, name="count", removed=removed)
    pages.count()
    assert pages.count() == 1


@pytest.mark.parametrize("is_prepared", [False, True])
def test_an_order_that_was_being_read_when_something_changed_is_not_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, is_prepared: bool
) -> None:
    with workspace.work("Fill") as work:
        case_id = kept_contact(work).case_id
        ids = [kept_contact(work, case_id=case_id).id for _ in range(2_200)]
    pages, order = ContactPages(workspace, question=Question()), (("text", False),)
    pages.count()
    name = "all_ids" if is_prepared else "page_ids"
    _meanwhile(monkeypatch, workspace, pages, name=name, removed=ids[5])
    if is_prepared:
        pages.prepare(order)
    else:
        pages.page(2_050, 100, order)
    shown = [line.id for line in pages.page(2_050, 100, order)]
    assert shown == pages.chosen(ids=(), everything=True, order=order)[2_050:2_150]


def test_a_search_by_words_counts_to_a_thousand_and_one(filled: Workspace) -> None:
    pages = ContactPages(filled, question=Question(), words="refund", typing=True)
    assert pages.count() == 1_001
    assert len(pages.chosen(ids=(), everything=True)) == 1_000


def test_a_word_begun_with_one_letter_waits_for_the_next(filled: Workspace) -> None:
    pages = ContactPages(filled, question=Question(), words="delivery r", typing=True)
    assert [term.words for term in pages.question().terms] == [("delivery",)]


def test_an_unfinished_word_finds_what_begins_with_it(filled: Workspace) -> None:
    pages = ContactPages(filled, question=Question(), words="deliv", typing=True)
    assert all("delivery" in line.text for line in pages.page(0, 50, ()))


def test_everything_but_the_ones_left_out_is_chosen(filled: Workspace) -> None:
    pages = ContactPages(filled, question=Question())
    left_out = [line.id for line in pages.page(0, 3, ())]
    chosen = pages.chosen(ids=left_out, everything=True)
    assert len(chosen) == pages.count() - 3
    assert not set(left_out) & set(chosen)


def test_ticked_ones_come_in_the_order_of_the_table(filled: Workspace) -> None:
    pages = ContactPages(filled, question=Question())
    newest = [line.id for line in pages.page(0, 3, ())]
    assert pages.chosen(ids=newest[::-1], everything=False) == newest


def test_what_was_ticked_one_by_one_is_chosen_be_it_few_or_many(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = ContactPages(filled, question=Question(channel_ids=(PHONE,)))
    newest = ContactPages(filled, question=Question()).chosen(ids=(), everything=True, most=20)
    few = pages.chosen(ids=newest, everything=False)
    monkeypatch.setattr(contact_pages, "_FEW", 10)
    assert pages.chosen(ids=newest, everything=False) == few == newest


def test_the_cases_of_contacts_are_named_once(filled: Workspace) -> None:
    pages = ContactPages(filled, question=Question())
    assert len(pages.cases_of([line.id for line in pages.page(0, 40, ())])) == 1


def test_what_nobody_waits_for_costs_nothing(filled: Workspace) -> None:
    pages = ContactPages(filled, question=Question())
    pages.close()
    assert pages.count() == 0
    assert list(pages.page(0, 10, ())) == []


def test_words_narrow_what_is_filtered() -> None:
    both = joined(Question(channel_ids=(1, 2)), Question(channel_ids=(2, 3), topic_ids=(4,)))
    assert (both.channel_ids, both.topic_ids) == ((2,), (4,))


def test_words_that_contradict_a_filter_find_nothing(filled: Workspace) -> None:
    question = joined(Question(channel_ids=(PHONE,)), Question(channel_ids=(EMAIL,)))
    assert ContactPages(filled, question=question).count() == 0


def test_the_later_beginning_and_the_earlier_end_stand() -> None:
    earlier, later = MONDAY_MORNING, MONDAY_MORNING + timedelta(days=1)
    both = joined(Question(since=earlier, until=later), Question(since=later))
    assert (both.since, both.until) == (later, later)


def test_typed_words_stay() -> None:
    assert joined(parse("refund"), Question(channel_ids=(1,))).terms == parse("refund").terms
