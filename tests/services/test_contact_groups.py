"""The table of contacts in groups: headings with numbers, pages across them, folded groups; on both databases."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from types import FrameType
from typing import Any

import pytest

from csops.domain.cases import State
from csops.domain.groups import Group, GroupBy
from csops.domain.lines import ContactLine
from csops.domain.questions import NOBODY, Question
from csops.services.contact_groups import GroupedPages
from csops.services.workspace import Workspace
from csops.storage.contact_store import ContactStore
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import DELIVERY, EMAIL, MARA, PHONE, REFUND, ROSA, a_case, kept_contact

CONTACTS = 620
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(standing_workspace: Workspace) -> Workspace:
    """Contacts of four days, two channels, three kinds of topic, on three cases."""
    with standing_workspace.work("Fill") as work:
        states = (State.OPEN, State.RESOLVED, State.WAITING_FOR_CUSTOMER)
        owners = (MARA.id, ROSA.id, None)
        opened = [work.cases.add(a_case(state=states[n], owner_id=owners[n])) for n in range(3)]
        for n in range(CONTACTS):
            kept_contact(
                work,
                case_id=opened[n % 3].id,
                channel_id=PHONE if n % 4 else EMAIL,
                topic_id=(REFUND, DELIVERY, None)[n % 3],
                member_id=MARA.id if n % 2 else None,
                text="refund" if n % 5 == 0 else "delivery",
                happened_at=MONDAY_MORNING - timedelta(minutes=7 * n),
            )
    return standing_workspace


def grouped(workspace: Workspace, by: GroupBy, *, question: Question | None = None, **rest: object) -> GroupedPages:
    return GroupedPages(workspace, question=question or Question(), by=by, **rest)  # type: ignore[arg-type]  # a builder


def everything(pages: GroupedPages, *, step: int = 100, down: bool = True) -> list[ContactLine | Group]:
    order = (("happened_at", down),)
    rows: list[ContactLine | Group] = []
    for offset in range(0, pages.count(), step):
        rows += pages.rows(offset, step, order)
    return rows


@pytest.mark.parametrize("by", list(GroupBy))
def test_every_contact_stands_once_in_its_group(filled: Workspace, by: GroupBy) -> None:
    pages = grouped(filled, by)
    rows = everything(pages)
    headings = [row for row in rows if isinstance(row, Group)]
    lines = [row for row in rows if isinstance(row, ContactLine)]
    assert len(rows) == pages.count() == CONTACTS + len(headings)
    assert len({line.id for line in lines}) == CONTACTS == pages.contacts()
    assert headings == list(pages.groups())
    here = None
    for row in rows:
        here = row if isinstance(row, Group) else here
        if isinstance(row, ContactLine):
            assert here is not None
            assert _value(row, by) == here.value


def _value(line: ContactLine, by: GroupBy) -> object:
    return {
        GroupBy.DAY: line.happened_at.date(),
        GroupBy.CHANNEL: line.channel_id,
        GroupBy.TOPIC: line.topic_id,
        GroupBy.STATE: line.state,
        GroupBy.OWNER: line.owner_id,
        GroupBy.MEMBER: line.member_id,
    }[by]


@pytest.mark.parametrize("step", [1, 7, 100, 5_000])
def test_pages_of_any_size_are_parts_of_the_same_rows(filled: Workspace, step: int) -> None:
    pages = grouped(filled, GroupBy.TOPIC)
    assert everything(pages, step=step) == everything(grouped(filled, GroupBy.TOPIC))


def test_groups_stand_as_the_team_lists_them_and_nobody_last(filled: Workspace) -> None:
    assert [one.value for one in grouped(filled, GroupBy.TOPIC).groups()] == [REFUND, DELIVERY, None]
    states = [one.value for one in grouped(filled, GroupBy.STATE).groups()]
    assert states == [State.OPEN, State.WAITING_FOR_CUSTOMER, State.RESOLVED]
    assert [one.value for one in grouped(filled, GroupBy.OWNER).groups()] == [MARA.id, ROSA.id, None]


def test_days_follow_the_order_of_time(filled: Workspace) -> None:
    newest = date(2026, 3, 2)
    for down, days in ((True, [newest, newest - timedelta(days=1)]), (False, [date(2026, 2, 27), date(2026, 2, 28)])):
        rows = everything(grouped(filled, GroupBy.DAY), down=down)
        assert [row.value for row in rows if isinstance(row, Group)][:2] == days


def test_the_zone_of_the_shop_says_what_a_day_is(filled: Workspace) -> None:
    lines = [row for row in everything(grouped(filled, GroupBy.DAY)) if isinstance(row, ContactLine)]
    of_a_day = [line for line in lines if line.happened_at.date() == date(2026, 3, 1)]
    group = next(one for one in grouped(filled, GroupBy.DAY).groups() if one.value == date(2026, 3, 1))
    assert group.contacts == len(of_a_day)


def test_a_folded_group_is_its_heading_alone(filled: Workspace) -> None:
    open_ = grouped(filled, GroupBy.CHANNEL)
    first, second = open_.groups()
    folded = grouped(filled, GroupBy.CHANNEL, folded=frozenset({first.key}))
    assert folded.count() == 2 + second.contacts
    assert everything(folded)[:2] == [first, second]
    assert folded.contacts() == CONTACTS


def test_filters_and_words_narrow_the_groups(filled: Workspace) -> None:
    question = Question(channel_ids=(EMAIL,), owner_ids=(NOBODY,))
    pages = grouped(filled, GroupBy.TOPIC, question=question, words="refund")
    lines = [row for row in everything(pages) if isinstance(row, ContactLine)]
    assert lines
    assert {(line.channel_id, line.owner_id, line.text) for line in lines} == {(EMAIL, None, "refund")}
    assert [one.value for one in pages.groups()] == [None]


def test_of_a_search_all_that_is_shown_in_groups_can_be_ticked(filled: Workspace) -> None:
    pages = grouped(filled, GroupBy.CHANNEL, words="refund")
    assert pages.most is None
    assert len(pages.chosen(ids=(), everything=True)) == pages.contacts() == CONTACTS // 5


def test_what_is_ticked_comes_group_after_group(filled: Workspace) -> None:
    pages = grouped(filled, GroupBy.CHANNEL)
    ids = pages.chosen(ids=(), everything=True, order=(("happened_at", True),))
    lines = [row for row in everything(pages) if isinstance(row, ContactLine)]
    assert sorted(ids) == sorted(line.id for line in lines)
    channels = [line.channel for line in pages.lines_of(ids)]
    assert channels == sorted(channels)


def test_what_changed_is_counted_again_once_it_is_forgotten(workspace: Workspace) -> None:
    with workspace.work("Fill") as work:
        case_id = kept_contact(work).case_id
        last = kept_contact(work, case_id=case_id)
    pages = grouped(workspace, GroupBy.CHANNEL)
    assert pages.count() == 3
    with workspace.work("Remove") as work:
        work.contacts.remove(last.id)
    assert len(pages.rows(0, 100, ())) == 3, "rows must not move up before they are counted again"
    pages.forget()
    assert [type(row) for row in pages.rows(0, 100, ())] == [Group, ContactLine]


def test_groups_that_were_being_read_when_something_changed_are_not_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workspace.work("Fill") as work:
        case_id = kept_contact(work).case_id
    pages, real = grouped(workspace, GroupBy.CHANNEL), ContactStore.counted_by

    def counted_by(store: ContactStore, *asked: Any) -> list[tuple[Any, int]]:
        found = real(store, *asked)
        monkeypatch.setattr(ContactStore, "counted_by", real)
        with ThreadPoolExecutor(1) as window:
            window.submit(_add, workspace, pages, case_id).result()
        return found

    monkeypatch.setattr(ContactStore, "counted_by", counted_by)
    assert [type(row) for row in pages.rows(0, 100, ())] == [Group, ContactLine], "what was asked before it came"
    assert pages.contacts() == 2
    assert [type(row) for row in pages.rows(0, 100, ())] == [Group, ContactLine, ContactLine]


def _add(workspace: Workspace, pages: GroupedPages, case_id: int) -> None:
    with workspace.work("Add") as work:
        kept_contact(work, case_id=case_id)
    pages.forget()


def test_groups_are_read_whenever_the_window_forgets_them(filled: Workspace) -> None:
    pages, before = grouped(filled, GroupBy.CHANNEL), sys.gettrace()

    def forget(frame: FrameType, event: str, _argument: object) -> Any:
        if frame.f_code.co_filename.endswith("contact_groups.py") and frame.f_code.co_name != "forget":
            pages.forget()  # before each line, as the window's thread may
        return forget

    sys.settrace(forget)
    try:
        found = [list(pages.groups(newest_first=newest)) for newest in (True, False, True)]
        rows = pages.rows(0, 10, ())
    finally:
        sys.settrace(before)
    assert found == [list(pages.groups())] * 3
    assert rows == pages.rows(0, 10, ())


def test_nothing_is_asked_for_a_table_that_asks_something_else(filled: Workspace) -> None:
    pages = grouped(filled, GroupBy.CHANNEL)
    pages.close()
    assert (pages.count(), pages.rows(0, 100, ())) == (0, [])


def test_days_before_1970_are_days_too(workspace: Workspace) -> None:
    days = [date(1969, 12, 30), date(1969, 12, 31), date(1970, 1, 1)]
    ends = [datetime(one.year, one.month, one.day, 23, 50, tzinfo=UTC) for one in days]
    with workspace.work("Fill") as work:
        case_id = kept_contact(work).case_id
        kept = [kept_contact(work, case_id=case_id, happened_at=at).id for at in (*ends, EPOCH)]
    rows = everything(grouped(workspace, GroupBy.DAY))[2:]
    assert [row.value for row in rows if isinstance(row, Group)] == days[::-1]
    assert [row.id for row in rows if isinstance(row, ContactLine)] == [kept[2], kept[3], kept[1], kept[0]]
