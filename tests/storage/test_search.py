"""Search over contacts, customers and cases: the same on both databases."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.questions import NOBODY, Names, Question, parse
from csops.services import history
from csops.services.workspace import Workspace
from csops.storage.search import match, search_row, ts_query
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import DELIVERY, EMAIL, MARA, PHONE, REFUND, ROSA, a_case, a_customer, kept_contact

NAMES = Names(
    channels={"phone": PHONE, "e mail": EMAIL},
    members={"mara lindqvist": MARA.id, "rosa okafor": ROSA.id},
    topics={"refund": REFUND, "delivery": DELIVERY},
    me=MARA.id,
)

TEXTS = (
    "Refund for the blue helmet, asked twice",
    "Blue wheel, helmet ordered; no refund",
    "Ångström über Straße",
    "Invoice 2026-114 was paid at 12:30",
    "日本語のテキスト",
)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """Five contacts an hour apart, the first of Ada, who has a phone and an e-mail."""
    return _fill(workspace)


@pytest.fixture(scope="module")
def standing(standing_workspace: Workspace) -> Workspace:
    """The same for tests that only ask: filled once."""
    return _fill(standing_workspace)


def _fill(workspace: Workspace) -> Workspace:
    with workspace.work("Log contacts") as work:
        ada = work.customers.add(a_customer(phones=("0171 555 0142",), emails=("ada@example.com",), note="vip"))
        for hour, words in enumerate(TEXTS):
            at = MONDAY_MORNING + timedelta(hours=hour)
            kept_contact(
                work,
                text=words,
                happened_at=at,
                entered_at=at,
                channel_id=EMAIL if hour == 1 else PHONE,
                topic_id=(REFUND, None, DELIVERY, None, None)[hour],
                member_id=(MARA.id, ROSA.id, None, None, None)[hour],
                customer_id=ada.id if hour == 0 else None,
                case=a_case(owner_id=ROSA.id if hour < 2 else None, customer_id=ada.id if hour == 0 else None),
                number="INV-7" if hour == 3 else None,
            )
    return workspace


def _found(workspace: Workspace, words: str, *, typing: bool = False) -> list[int]:
    question = parse(words, names=NAMES, typing=typing)
    with workspace.read() as work:
        lines = work.contacts.lines(question)
        assert work.contacts.count(question) == len(lines) == work.contacts.count(question, most=1001)
    return sorted(TEXTS.index(line.text) for line in lines)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("refund", [0, 1]),
        ("REFUND helmet", [0, 1]),
        ('"blue helmet"', [0]),
        ('"helmet blue"', []),
        ("refund -ordered", [0]),
        ('refund -"blue helmet"', [1]),
        ("-refund", [2, 3, 4]),
        ("angstrom", [2]),
        ("Über strasse", [2]),
        ("helm", []),
        ("helm*", [0, 1]),
        ("日本語のテキスト", [4]),
        ("ada", [0]),
        ("brandt refund", [0]),
        ("ada@example.com", [0]),
        ("0171 555 0142", [0]),
        ("+44 171 5550142", [0]),
        ("5550142", [0]),
        ("0142", []),
        ("inv-7", [3]),
        ("2026-114", [3]),
        ("channel:e-mail", [1]),
        ("channel:phone refund", [0]),
        ("topic:refund", [0]),
        ("topic:ref", [0]),
        ("by:me", [0]),
        ("by:nobody", [2, 3, 4]),
        ("owner:rosa", [0, 1]),
        ("owner:nobody", [2, 3, 4]),
        ("owner:rosa -ordered", [0]),
        ("from:2026-03-02 refund", [0, 1]),
        ("from:2026-03-03 refund", []),
        ("to:2026-03-01", []),
        ("to:2026-03-02 refund", [0, 1]),
        ("is:open refund", [0, 1]),
        ("is:closed", []),
        ("#1", [0]),
        ("#99", []),
        ("", [0, 1, 2, 3, 4]),
        ("nothing of the kind", []),
    ],
)
def test_a_question_finds(standing: Workspace, words: str, found: list[int]) -> None:
    assert _found(standing, words) == found


def test_the_last_word_may_be_unfinished_while_typing(standing: Workspace) -> None:
    assert _found(standing, "blue helm", typing=True) == [0, 1]
    assert _found(standing, "blue helm", typing=False) == []


def test_hits_come_newest_first_and_in_pages(standing: Workspace) -> None:
    question = parse("refund")
    with standing.read() as work:
        pages = [[line.text for line in work.contacts.lines(question, offset=at, limit=1)] for at in range(3)]
    assert pages == [[TEXTS[1]], [TEXTS[0]], []]


def test_counting_stops_where_it_is_told(standing: Workspace) -> None:
    with standing.read() as work:
        assert work.contacts.count(parse("refund"), most=1) == 1
        assert work.contacts.count(Question(), most=3) == 3


def test_customers_are_found_by_name_phone_mail_and_note(standing: Workspace) -> None:
    with standing.read() as work:
        for words in ("ada", "brand*", "0171/5550142", "example.com", "vip", "+44 171 555 0142"):
            assert [line.name for line in work.customers.lines(parse(words))] == ["Ada Brandt"], words
        assert work.customers.count(parse("nobody")) == 0


def test_cases_are_found_by_title_customer_and_what_was_said(standing: Workspace) -> None:
    with standing.read() as work:
        assert [line.id for line in work.cases.lines(parse("wheel ada"))] == [1]
        assert [line.id for line in work.cases.lines(parse("asked twice"))] == [1]
        assert work.cases.count(parse("owner:nobody", names=NAMES)) == 3


# ---- odd strings

ODD = (
    '"', "'", '""', '"""', "*", "**", "-", "--", "-*", "(", ")", "()", "a AND", "OR", "NOT", "NEAR(a b)", "a NEAR b",
    "body:", "body:x", "marks : x", "^", "^a", "{a b}:c", "a:b:c", "col:", ":", "\\", "%", "_", ";", "'; DROP TABLE",
    "\0", "a\0b", "\ud800", "\u200b", "🙂", "é\u0301", "&", "|", "!", "a & b", "a | !b", "<->", "':*", "x" * 5000,
    "#", "#x", "#999999999999999999", "+", "+49", "from:", "from:yesterday", "to:2026-02-30", "is:", "owner:",
    "𞤀𞤣", "½", "²", "a-b-c", "from:0001-01-01", "to:9999-12-31",
)  # fmt: skip


@pytest.mark.parametrize("words", ODD, ids=lambda words: words.encode("unicode_escape").decode()[:12])
def test_an_odd_string_is_searched_for_like_any_other(standing: Workspace, words: str) -> None:
    _ask_everything(standing, [words])


def _ask_everything(workspace: Workspace, strings: Iterable[str]) -> None:
    with workspace.read() as work:
        for words in strings:
            for typing in (False, True):
                question = parse(words, names=NAMES, typing=typing)
                assert len(work.contacts.lines(question)) == work.contacts.count(question, most=1001)
                assert len(work.customers.lines(question)) == work.customers.count(question)
                assert len(work.cases.lines(question)) == work.cases.count(question)


@given(words=st.text(max_size=60))
@settings(max_examples=100)
def test_whatever_is_typed_is_answered(standing: Workspace, words: str) -> None:
    _ask_everything(standing, [words])


@given(words=st.text(alphabet="ab1 -\"*:#é日½🙂'&|", max_size=25))
@settings(max_examples=60)
def test_words_never_become_operators(words: str) -> None:
    question = parse(words)
    for term in (*question.terms, *question.excluded):
        for word in term.words:
            assert word.isalnum()
            assert f"'{word}'" in ts_query(question)
    assert match(question)


@pytest.mark.parametrize("odd", ["🙂 helm ½ x²", "a\u0301b", "o'neill", "x_y", "𞤀𞤣 q"])
def test_what_was_written_is_found_by_the_same_words(workspace: Workspace, odd: str) -> None:
    with workspace.work("Log contact") as work:
        kept_contact(work, text=odd)
    with workspace.read() as work:
        assert [line.text for line in work.contacts.lines(parse(odd))] == [odd]


# ---- the index follows the records


def _hits(work: Work, words: str) -> list[int]:
    return sorted(line.id for line in work.contacts.lines(parse(words, names=NAMES)))


def test_a_changed_text_is_found_by_its_new_words_only(filled: Workspace) -> None:
    with filled.work("Change") as work:
        work.contacts.update(replace(work.contacts.get(1), text="Green saddle"))
        assert work.contacts.get(1).text == "Green saddle"
    with filled.read() as work:
        assert (_hits(work, "asked"), _hits(work, "green saddle")) == ([], [1])


def test_a_contact_moved_in_time_is_found_in_its_new_place_only(filled: Workspace) -> None:
    with filled.work("Change") as work:
        moved = replace(work.contacts.get(1), happened_at=MONDAY_MORNING - timedelta(days=40))
        work.contacts.update(moved)
    with filled.read() as work:
        assert _hits(work, "asked twice") == [1]
        assert _hits(work, "asked to:2026-02-01") == [1]
        assert _hits(work, "asked from:2026-02-01") == []


def test_a_contact_moved_in_time_with_its_case_given_away_is_found_once(filled: Workspace) -> None:
    with filled.work("Change") as work:
        work.cases.update(replace(work.cases.get(1), owner_id=MARA.id))
        work.contacts.update(replace(work.contacts.get(1), happened_at=MONDAY_MORNING - timedelta(days=40)))
    with filled.read() as work:
        assert _hits(work, "asked twice") == [1]
        assert work.contacts.count(parse("asked twice"), most=1001) == 1
        assert _hits(work, "owner:me") == [1]


def test_a_removed_contact_is_not_found(filled: Workspace) -> None:
    with filled.work("Remove") as work:
        work.contacts.remove(1)
    with filled.read() as work:
        assert _hits(work, "asked twice") == []


def test_undo_and_redo_take_the_index_along(filled: Workspace) -> None:
    with filled.work("Change") as work:
        work.contacts.update(replace(work.contacts.get(1), text="Green saddle"))
    found = []
    for step in (history.undo, history.redo, history.undo):
        step(filled)
        with filled.read() as work:
            found.append((_hits(work, "asked twice"), _hits(work, "saddle")))
    assert found == [([1], []), ([], [1]), ([1], [])]


def test_contacts_are_found_by_the_new_name_of_their_customer(filled: Workspace) -> None:
    with filled.work("Rename") as work:
        ada = work.customers.where(name="Ada Brandt")[0]
        work.customers.update(replace(ada, name="Adela Lee", phones=("0171 555 0199",), emails=()))
    with filled.read() as work:
        assert (_hits(work, "brandt"), _hits(work, "adela"), _hits(work, "5550199")) == ([], [1], [1])
        assert (_hits(work, "5550142"), _hits(work, "ada@example.com")) == ([], [])
        assert [line.id for line in work.cases.lines(parse("adela"))] == [1]


def test_contacts_follow_the_owner_of_their_case(filled: Workspace) -> None:
    with filled.work("Give away") as work:
        work.cases.update(replace(work.cases.get(1), owner_id=MARA.id))
    with filled.read() as work:
        assert (_hits(work, "owner:me"), _hits(work, "owner:rosa")) == ([1], [2])


def test_a_batch_is_indexed_and_forgotten_as_a_whole(filled: Workspace) -> None:
    with filled.work("Import") as work:
        case = work.cases.add_many([a_case(title="Imported")])[0]
        plain = work.contacts.get(1)
        work.contacts.add_many(
            [replace(plain, id=0, version=1, case_id=case.id, text=f"zebra {n}") for n in range(600)]
        )
    with filled.read() as work:
        after = work.contacts.count(parse("zebra"), most=1001)
    history.undo(filled)
    with filled.read() as work:
        assert (after, work.contacts.count(parse("zebra"), most=1001)) == (600, 0)


def test_a_change_of_many_is_followed(filled: Workspace) -> None:
    with filled.work("Change") as work:
        chosen = work.contacts.get_many([1, 2]).values()
        work.contacts.update_many([replace(one, topic_id=DELIVERY, text="tandem") for one in chosen])
    with filled.read() as work:
        assert (_hits(work, "tandem"), _hits(work, "topic:delivery"), _hits(work, "refund")) == ([1, 2], [1, 2, 3], [])


@pytest.fixture
def many_words(workspace: Workspace) -> Workspace:
    """A beginning with more words than can be named one by one: tickets 0 to 699, each twentieth with a Ticketeer."""
    with workspace.work("Log contacts") as work:
        case_id = kept_contact(work).case_id
        for number in range(700):
            rare = f", asked by Ticketeer{number}" if number % 20 == 0 else ""
            at = MONDAY_MORNING + timedelta(minutes=number)
            words = f"TICKET{number} of the Fête{rare}" if number % 2 else f"Ticket{number}, paid{rare}"
            kept_contact(work, case_id=case_id, text=words, happened_at=at)
    return workspace


@pytest.mark.parametrize(
    ("typed", "fits"), [("ticke", 700), ("-paid ticket", 350), ("fête ticket", 350), ("tickete", 35)]
)
def test_a_beginning_of_very_many_words_finds_the_newest(many_words: Workspace, typed: str, fits: int) -> None:
    question = parse(typed, names=NAMES, typing=True)
    with many_words.read() as work:
        lines = work.contacts.lines(question, limit=20, offset=5)
        everything = work.contacts.lines(question, limit=1000)
        assert work.contacts.count(question, most=1001) == fits == len(everything)
        assert work.contacts.count(question, most=30) == 30
    assert [line.id for line in lines] == [line.id for line in everything[5:25]]
    assert [line.happened_at for line in everything] == sorted((line.happened_at for line in everything), reverse=True)


def test_rows_of_the_index_are_in_the_order_of_time() -> None:
    moments = [MONDAY_MORNING + timedelta(days=days) for days in (-30_000, 0, 1, 9_000)]
    rows = [search_row(at, contact_id) for at, contact_id in zip(moments, (9, 8, 7, 6), strict=True)]
    assert rows == sorted(rows)


def test_nobody_among_the_asked_owners_widens_the_question(filled: Workspace) -> None:
    with filled.read() as work:
        some = Question(owner_ids=(ROSA.id, NOBODY))
        assert work.contacts.count(some) == 5
        assert work.cases.count(some) == 5
