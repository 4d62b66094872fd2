"""What a person types into the search field is answered: on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.contacts import ContactDraft, Result
from csops.domain.questions import Question, parse
from csops.services import contacts, search
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import EMAIL, PHONE, REFUND


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A refund for Zoë by phone, and a question of nobody by e-mail."""
    zoe = ContactDraft(
        channel_id=PHONE, customer_name="Zoë Ångström", phone="+44 20 7946 0018", topic_id=REFUND,
        text="Chain guard quixotic cracked, wants a refund", result=Result.PASSED,
    )  # fmt: skip
    contacts.log_contact(workspace, draft=zoe)
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=EMAIL, text="Asks for the price of a bell"))
    return workspace


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("", 2), ("quixotic", 1), ("angstrom", 1), ("020 7946-0018", 1), ("channel:phone", 1),
        ("channel:email bell", 1),
        ("topic:refund", 1), ("owner:me", 2), ("owner:ml", 2), ("owner:rosa", 0), ("-quixotic", 1),
        ('"guard quixotic"', 1),
        ("#1", 1), ("from:2026-03-03", 0), ("to:2026-03-02", 2), ("channel:pigeon", 0), ("quix", 0), ("quix*", 1),
    ],
)  # fmt: skip
def test_a_question_finds_what_it_names(filled: Workspace, text: str, total: int) -> None:
    assert search.find(filled, text=text).total == total


def test_the_last_word_may_be_unfinished_while_typing(filled: Workspace) -> None:
    assert search.find(filled, text="quix", typing=True).total == 1
    assert search.find(filled, text="quix bell", typing=True).total == 0


def test_owner_me_is_whoever_asks(filled: Workspace, rosa: Workspace) -> None:
    assert search.find(rosa, text="owner:me").total == 0
    assert search.question_from(rosa, text="owner:me") != search.question_from(filled, text="owner:me")


def test_is_late_finds_what_was_promised_and_is_over(filled: Workspace, clock: Clock) -> None:
    tomorrow = MONDAY_MORNING + timedelta(days=1)
    draft = ContactDraft(channel_id=PHONE, text="Quixotic as well", result=Result.FOLLOW_UP, due_at=tomorrow)
    contacts.log_contact(filled, draft=replace(draft, due_time_known=True))
    assert search.find(filled, text="is:late").total == 0
    clock.forward(timedelta(days=1, minutes=1))
    assert search.find(filled, text="is:late quixotic").total == 1
    assert search.find(filled, text="is:late", kind="cases").total == 1


def test_hits_name_what_they_are(filled: Workspace) -> None:
    (contact,) = search.find(filled, text="quixotic").hits
    assert (contact.kind, contact.title, contact.channel_key) == ("contact", "Zoë Ångström", "phone")
    (customer,) = search.find(filled, text="angstrom", kind="customers").hits
    assert (customer.kind, customer.snippet) == ("customer", "+44 20 7946 0018")
    (case,) = search.find(filled, text="quixotic", kind="cases").hits
    assert (case.kind, case.snippet) == ("case", "Zoë Ångström")


def test_a_contact_of_nobody_is_called_by_its_case(filled: Workspace) -> None:
    (hit,) = search.find(filled, text="bell").hits
    assert hit.title == "Asks for the price of a bell"


def test_a_limit_cuts_the_hits_and_not_the_total(filled: Workspace) -> None:
    found = search.find(filled, text="", limit=1)
    assert (found.total, len(found.hits)) == (2, 1)


def test_a_short_text_is_its_own_snippet() -> None:
    assert search.snippet("Chain  guard\ncracked", parse("guard")) == "Chain guard cracked"


def test_a_snippet_shows_where_the_word_stands() -> None:
    text = "word " * 60 + "quixotic end"
    part = search.snippet(text, parse("quixotic"))
    assert part.startswith("…")
    assert "quixotic" in part
    assert len(part) <= 122


def test_a_snippet_of_a_word_that_stands_elsewhere_begins_at_the_beginning() -> None:
    text = "word " * 60
    assert search.snippet(text, parse("bell")).startswith("word word")
    assert search.snippet(text, parse("bell")).endswith("…")
    assert len(search.snippet(text, Question())) == 120


def test_filters_find_the_customers_of_whom_a_contact_passes_them(filled: Workspace, clock: Clock) -> None:
    due = MONDAY_MORNING + timedelta(hours=1)
    for name, channel, result in (("Ada Brandt", EMAIL, Result.FOLLOW_UP), ("Ben Cole", EMAIL, Result.RESOLVED)):
        draft = ContactDraft(channel_id=channel, customer_name=name, text="Bell", result=result)
        due_at = due if result is Result.FOLLOW_UP else None
        contacts.log_contact(filled, draft=replace(draft, due_at=due_at, due_time_known=True))
    clock.forward(timedelta(hours=2))

    def names(text: str) -> list[str]:
        found = search.find(filled, text=text, kind="customers")
        assert found.total == len(found.hits)
        return [hit.title for hit in found.hits]

    assert names("channel:email") == ["Ada Brandt", "Ben Cole"]
    assert names("is:late") == ["Ada Brandt"]
    assert names("channel:phone is:late") == []
    assert names("channel:email cole") == ["Ben Cole"]
    assert names("is:late cole") == []
    assert names("channel:email -cole") == ["Ada Brandt"]
