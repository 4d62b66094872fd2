"""What thousands of new records are in the index: the same as if each had come by itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops.domain.changes import Kind
from csops.domain.contacts import Contact
from csops.domain.customers import Customer, OwnField
from csops.domain.questions import Question, parse, words_of
from csops.domain.team import Shop
from csops.services.workspace import Workspace
from csops.storage import derived
from csops.storage.search import documents, search_row
from csops.storage.search_runs import HELD_BYTES_ELSE, RUN
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE, REFUND, a_case, a_contact, a_customer

TEXTS = ("The brakes squeal", "Ångström über Straße", "", "Ünder way", "ﬁn ½, it's “over”", "日本語のテキスト")
BEFORE_1970 = datetime(1969, 12, 31, 23, 59, 58, 500_000, tzinfo=UTC)


def _callers(work: Work) -> list[Customer]:
    return work.customers.add_many(
        [
            a_customer(name="Ümit Çelik", phones=("0171 555 0142", "089 123456"), emails=("ü@x.de", "u@x.de")),
            a_customer(
                name="",
                phones=(),
                emails=('"odd"@x.de',),
                note="vip",
                number="K-7",
                segment="Club",
                motive="Über land",
                fields=(OwnField(name="Size", value="56 “x”"), OwnField(name="Fork", value="Ås")),
            ),
            *(a_customer(name=f"Customer {number}", phones=(f"0171 {number:07}",)) for number in range(RUN)),
        ]
    )


def _contacts(work: Work, texts: Sequence[str] = TEXTS) -> list[Contact]:
    """A run, the newest first, with everything that a document may hold or lack."""
    callers, runs = _callers(work), range(RUN + 7)
    known = [callers[number % 50].id if number % 3 else None for number in runs]
    cases = work.cases.add_many(
        [a_case(title=texts[one % 6], owner_id=MARA.id if one % 2 else None, customer_id=known[one]) for one in runs]
    )
    return work.contacts.add_many(
        [
            replace(
                a_contact(text=texts[one % 6], channel_id=PHONE, topic_id=REFUND if one % 5 else None),
                happened_at=BEFORE_1970 if one == 0 else MONDAY_MORNING - timedelta(seconds=one // 2),
                customer_id=known[one],
                case_id=cases[one].id,
                number=f"N{one}" if one % 7 else None,
            )
            for one in runs
        ]
    )


@pytest.fixture
def filled(sqlite_workspace: Workspace) -> Workspace:
    """A run of each kind, kept in one act."""
    with sqlite_workspace.work("Import") as work:
        _contacts(work, ("a\x00b Ünder", *TEXTS[1:]))
    return sqlite_workspace


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.CASE, Kind.CUSTOMER])
def test_a_run_is_indexed_like_records_by_themselves(filled: Workspace, kind: Kind) -> None:
    with filled.read() as work:
        table = work.store_of(kind)
        ids = [record.id for record in table.all()]
        wanted = sorted(
            (one.id if one.at is None else search_row(one.at, one.id), one.body, one.digits, one.marks)
            for one in documents(work.connection, kind.value, ids)
        )
        question = f"SELECT rowid, body, digits, marks FROM {kind.value}_search ORDER BY rowid"
        found = [tuple(row) for row in work.connection.exec_driver_sql(question)]
    assert len(found) >= RUN
    assert found == wanted


ODD = "aBz09_ -'\"@.\x00\t\n\x1c\x85\u00a0ßÄéİıſK²½ﬁæØ日本कि\u0301\u200d😀ԱაᲐ𞤀"


@given(texts=st.lists(st.text(max_size=12) | st.text(ODD, max_size=12), min_size=1, max_size=40))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sqlite_indexes_whatever_is_written_as_python_does(sqlite_workspace: Workspace, texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch, sqlite_workspace.work("Import") as work:
        patch.setattr(derived, "RUN", 1)
        callers = work.customers.add_many(
            [a_customer(name=text, note=text[::-1], emails=(f"{text}@x.de",) if text else ()) for text in texts]
        )
        cases = work.cases.add_many([a_case(title=one.name, customer_id=one.id) for one in callers])
        contacts = work.contacts.add_many(
            [
                replace(
                    a_contact(text=case.title[::-1]), case_id=case.id, customer_id=case.customer_id, number=case.title
                )
                for case in cases
            ]
        )
    with sqlite_workspace.read() as work:
        for kind, records in ((Kind.CUSTOMER, callers), (Kind.CASE, cases), (Kind.CONTACT, contacts)):
            ids = [record.id for record in records]
            wanted = {
                one.id if one.at is None else search_row(one.at, one.id): (words_of(one.body), one.digits, one.marks)
                for one in documents(work.connection, kind.value, ids)
            }
            question = f"SELECT rowid, body, digits, marks FROM {kind.value}_search WHERE rowid IN ({{rows}})"
            rows = work.connection.exec_driver_sql(question.format(rows=", ".join(map(str, wanted))))
            assert {row: (words_of(body), digits, marks) for row, body, digits, marks in rows} == wanted


def test_a_run_is_indexed_on_either_database(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = _contacts(work)
    with workspace.read() as work:
        assert work.search.newest(_question("strasse"), limit=1) == [kept[1].id]
        assert work.search.count(_question("umit"), most=5000) > 5


def test_after_a_run_a_single_contact_holds_no_more_memory_than_before(filled: Workspace) -> None:
    with filled.read() as work:
        found = work.connection.exec_driver_sql("SELECT v FROM contact_search_config WHERE k = 'hashsize'").scalars()
        assert list(found) == [HELD_BYTES_ELSE]


def test_a_record_of_a_run_that_is_changed_in_the_same_act_is_indexed_once(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = _contacts(work)
        work.contacts.update(replace(kept[5], text="Quite another matter"))
    with workspace.read() as work:
        assert work.search.newest(_question("another matter"), limit=9) == [kept[5].id]


def test_whoever_watches_hears_of_the_runs_and_may_stop_them(workspace: Workspace) -> None:
    heard: list[float] = []

    def told(share: float) -> None:
        heard.append(share)
        if share > 0.6:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        _watched_import(workspace, told)
    assert heard == sorted(heard)
    with workspace.read() as work:
        assert work.contacts.all() == []


def _watched_import(workspace: Workspace, told: Callable[[float], object]) -> None:
    with workspace.work("Import") as work:
        _contacts(work)
        work.told = told


def _question(words: str) -> Question:
    return parse(words)


def test_people_who_come_in_the_act_that_moves_the_shop_are_indexed_once(workspace: Workspace) -> None:
    with workspace.work("Open the shop") as work:
        work.settings.keep(replace(work.settings.get(Shop), name="Velo"))
    with workspace.work("Move") as work:
        work.settings.keep(replace(work.settings.get(Shop), region="AT"))
        _callers(work)
    with workspace.read() as work:
        assert work.customers.count(_question("çelik")) == 1
