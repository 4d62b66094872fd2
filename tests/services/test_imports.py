"""An import as a person sees it: what comes of each row, once and again, stopped, failed and taken back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from csops.domain.access import Permission, Role
from csops.domain.cases import State
from csops.domain.errors import Cancelled, NotPermitted
from csops.domain.people import Member
from csops.domain.questions import Question, parse
from csops.imports.mapping import NOBODY, Mapping, TableKind, Target
from csops.imports.reading import Outcome, Reading
from csops.services import cases, exports, history, imports
from csops.services.imports import Imported
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import kept_contact

HEAD = ("Started", "Channel", "Customer", "Phone", "Topic", "What happened", "Resolved", "Handled by")
FIRST = ("2025-11-17 09:48", "Phone", "Salma Haddad", "0171 555 0168", "Repair", "The brakes squeal", "yes", "Dan")
SECOND = ("2025-11-17 10:02", "Chat", "Piotr Zielinski", "", "Refund", "Wants the money back", "no", "Rosa Okafor")


def a_reading(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Reading:
    return Reading(outcome=Outcome.OK, encoding="utf-8", rows=(head, *rows), numbers=range(1, len(rows) + 2))


def mapped(workspace: Workspace, reading: Reading, kind: TableKind = TableKind.CONTACTS) -> Mapping:
    return imports.guess(workspace, reading=reading, kind=kind).mapping


def brought_in(workspace: Workspace, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Imported:
    reading = a_reading(*rows, head=head)
    return imports.import_file(workspace, path=Path("log.csv"), reading=reading, mapping=mapped(workspace, reading))


def brought_in_people(workspace: Workspace, *rows: tuple[str, ...], head: tuple[str, ...]) -> Imported:
    reading = a_reading(*rows, head=head)
    mapping = mapped(workspace, reading, TableKind.CUSTOMERS)
    return imports.import_file(workspace, path=Path("people.csv"), reading=reading, mapping=mapping)


def state(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    tables = ("contacts", "cases", "customers", "reaches", "channels", "topics", "members", "imports", "follow_ups")
    with workspace.read() as work:
        return {
            table: [tuple(row) for row in work.connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))]
            for table in tables
        }


def found(workspace: Workspace, words: str) -> int:
    with workspace.read() as work:
        return work.contacts.count(parse(words))


def joined(workspace: Workspace, *rows: tuple[str, ...], name: str) -> Imported:
    """Import rows with somebody who joins the team."""
    reading = a_reading(*rows)
    mapping = replace(mapped(workspace, reading), joining=(name,))
    return imports.import_file(workspace, path=Path("log.csv"), reading=reading, mapping=mapping)


def members(workspace: Workspace, name: str) -> list[Member]:
    with workspace.read() as work:
        return list(work.members.where(name=name))


def test_every_row_is_counted_once(workspace: Workspace) -> None:
    outcome = brought_in(workspace, FIRST, SECOND, ("31.02.2025", *FIRST[1:]))
    assert (outcome.read, outcome.new, outcome.updated, outcome.skipped, outcome.left_out) == (3, 2, 0, 0, 1)
    assert outcome.problems[0].row == 4
    assert "is not a day" in outcome.problems[0].reason


def test_the_same_file_twice_adds_nothing(workspace: Workspace) -> None:
    brought_in(workspace, FIRST, SECOND)
    again = brought_in(workspace, FIRST, SECOND)
    assert (again.new, again.updated, again.skipped) == (0, 0, 2)


def test_equal_rows_are_taken_as_often_as_they_stand_in_the_file(workspace: Workspace) -> None:
    assert brought_in(workspace, FIRST, FIRST).new == 2
    third = brought_in(workspace, FIRST, FIRST, FIRST)
    assert (third.new, third.skipped) == (1, 2)


def test_rows_that_are_there_are_taken_again_when_wanted(workspace: Workspace) -> None:
    brought_in(workspace, FIRST)
    reading = a_reading(FIRST)
    outcome = imports.look_ahead(workspace, reading=reading, mapping=mapped(workspace, reading), skip_known=False)
    assert (outcome.new, outcome.skipped) == (1, 0)


def test_looking_ahead_tells_the_same_and_writes_nothing(workspace: Workspace) -> None:
    before, reading = state(workspace), a_reading(FIRST, SECOND)
    ahead = imports.look_ahead(workspace, reading=reading, mapping=mapped(workspace, reading))
    assert state(workspace) == before
    assert brought_in(workspace, FIRST, SECOND) == replace(ahead, import_id=1)


def test_names_that_only_the_file_knows_are_said_and_added(workspace: Workspace) -> None:
    names = brought_in(workspace, FIRST, SECOND).names
    assert (names.topics, names.people) == (("Repair",), ("Dan",))
    with workspace.read() as work:
        assert [member.active for member in work.members.where(name="Dan")] == [False]


def test_somebody_unknown_may_join_the_team(workspace: Workspace) -> None:
    names = joined(workspace, FIRST, name="Dan").names
    assert (names.people, names.joining) == ((), ("Dan",))
    assert [(member.active, member.role) for member in members(workspace, "Dan")] == [(True, Role.AGENT)]


def test_a_time_with_more_decimals_than_are_kept_is_the_same_the_second_time_and_goes_with_the_undo(
    workspace: Workspace,
) -> None:
    head = (*HEAD, "Handle time (min)", "Ticket no")
    before = state(workspace)
    first = brought_in(workspace, (*FIRST, "4.51667", "T-1"), head=head)
    again = brought_in(workspace, (*FIRST, "4.51667", "T-1"), head=head)
    assert (first.new, again.updated, again.skipped) == (1, 0, 1)
    changed = brought_in(workspace, (*FIRST, "5.51667", "T-1"), head=head)
    assert changed.updated == 1
    for _ in range(3):
        history.undo(workspace)
    assert {**state(workspace), "imports": []} == {**before, "imports": []}


def test_names_longer_than_are_kept_are_the_same_the_second_time(workspace: Workspace) -> None:
    row = ("2025-11-17 09:48", "Phone", "S" * 5000, "", "T" * 300, "The brakes squeal", "yes", "D" * 300)
    mapping, reading = mapped(workspace, a_reading(FIRST, SECOND)), a_reading(row)
    assert imports.import_file(workspace, path=Path("log.csv"), reading=reading, mapping=mapping).new == 1
    before = state(workspace)
    again = imports.import_file(workspace, path=Path("log.csv"), reading=reading, mapping=mapping)
    assert (again.new, again.updated, again.skipped) == (0, 0, 1)
    assert {**state(workspace), "imports": []} == {**before, "imports": []}
    with workspace.read() as work:
        assert max(len(one.name) for one in work.topics.all()) == 200
        assert [one.note for one in work.customers.all() if one.name == "S" * 600] == ["S" * 5000]


def test_what_is_too_long_for_a_number_is_left_out_and_said(workspace: Workspace) -> None:
    outcome = brought_in(workspace, (*FIRST, "9" * 201), (*SECOND, "9" * 200), head=(*HEAD, "Ticket no"))
    assert (outcome.new, outcome.left_out) == (1, 1)
    assert "201 characters" in outcome.problems[0].reason


def test_somebody_who_had_left_comes_back_and_leaves_again_with_the_undo(workspace: Workspace) -> None:
    brought_in(workspace, FIRST)
    outcome = joined(workspace, ("2025-11-18 09:00", *FIRST[1:]), name="dan")
    assert [member.active for member in members(workspace, "Dan")] == [True]
    assert outcome.import_id is not None
    history.undo_import(workspace, import_id=outcome.import_id)
    assert [member.active for member in members(workspace, "Dan")] == [False]


def test_who_may_not_change_the_team_takes_nobody_into_it(workspace: Workspace) -> None:
    workspace.member = replace(workspace.member, role=Role.SUPERVISOR)
    assert not workspace.may(Permission.PEOPLE)
    with pytest.raises(NotPermitted):
        joined(workspace, FIRST, name="Dan")
    assert members(workspace, "Dan") == []
    assert found(workspace, "") == 0


def test_a_row_whose_name_is_ignored_counts_for_nobody(workspace: Workspace) -> None:
    reading = a_reading(FIRST)
    mapping = mapped(workspace, reading)
    who = mapping.column(Target.HANDLED_BY)
    assert who is not None
    mapping = mapping.with_column(replace(who, words={"dan": NOBODY}))
    outcome = imports.import_file(workspace, path=Path("log.csv"), reading=reading, mapping=mapping)
    assert (outcome.new, outcome.names.people, members(workspace, "Dan")) == (1, (), [])


def test_a_row_that_bears_a_known_number_updates_its_contact(workspace: Workspace) -> None:
    head = ("Ticket ID", *HEAD)
    brought_in(workspace, ("T-1", *SECOND), ("T-2", *FIRST), head=head)
    outcome = brought_in(workspace, ("T-1", *SECOND[:6], "yes", SECOND[7]), ("T-2", *FIRST), head=head)
    assert (outcome.new, outcome.updated, outcome.skipped) == (0, 1, 1)
    with workspace.read() as work:
        case = work.cases.get(work.contacts.where(number="T-1")[0].case_id)
        assert case.state is State.RESOLVED
        assert [one.state for one in work.state_changes.where(case_id=case.id)][-1] is State.RESOLVED


def test_a_file_does_not_open_again_what_was_settled_here(workspace: Workspace) -> None:
    head = ("Ticket ID", *HEAD)
    brought_in(workspace, ("T-1", *SECOND), ("T-2", *FIRST), head=head)
    with workspace.work("Settle") as work:
        case = work.cases.get(work.contacts.where(number="T-1")[0].case_id)
        work.cases.update(replace(case, state=State.RESOLVED, resolved_at=workspace.now()))
    assert brought_in(workspace, ("T-1", *SECOND), ("T-2", *FIRST), head=head).updated == 0


def test_a_file_does_not_say_anew_who_handled_what_is_here(workspace: Workspace) -> None:
    """What of reviews is about whom stays, too: an import moves none of them."""
    head = ("Ticket ID", *HEAD)
    brought_in(workspace, ("T-1", *SECOND), head=head)
    with workspace.read() as work:
        before = work.contacts.where(number="T-1")[0]
    row = ("T-1", *SECOND[:5], "Wants all of the money back", "no", "Mara Lindqvist")
    assert brought_in(workspace, row, head=head).updated == 1
    with workspace.read() as work:
        after = work.contacts.get(before.id)
    assert (after.text, after.member_id) == ("Wants all of the money back", before.member_id)


def test_undo_of_an_import_brings_back_the_state_before(workspace: Workspace) -> None:
    brought_in(workspace, SECOND)
    before = state(workspace)
    outcome = brought_in(workspace, FIRST, SECOND)
    history.undo_import(workspace, import_id=outcome.import_id or 0)
    assert state(workspace) == before
    assert found(workspace, "brakes") == 0


def test_searches_find_what_was_imported(workspace: Workspace) -> None:
    brought_in(workspace, FIRST, SECOND)
    assert (found(workspace, "brakes"), found(workspace, "haddad"), found(workspace, "5550168")) == (1, 1, 1)


@pytest.mark.parametrize("after", [0.0, 0.35, 0.5, 0.65, 0.7])
def test_cancel_at_any_point_leaves_everything_as_it_was(workspace: Workspace, after: float) -> None:
    before, reading = state(workspace), a_reading(FIRST, SECOND)
    reached: list[float] = []
    with pytest.raises(Cancelled):
        imports.import_file(
            workspace,
            path=Path("log.csv"),
            reading=reading,
            mapping=mapped(workspace, reading),
            progress=lambda share, _words: reached.append(share),
            cancelled=lambda: bool(reached) and reached[-1] >= after,
        )
    assert state(workspace) == before


def test_a_failure_while_saving_leaves_everything_as_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(workspace)

    def fails(*_args: object, **_values: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("csops.storage.journal.write", fails)
    with pytest.raises(OSError, match="the disk is gone"):
        brought_in(workspace, FIRST, SECOND)
    assert state(workspace) == before


def test_a_failure_while_a_part_is_written_leaves_everything_as_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(workspace)

    def fails(*_args: object, **_values: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("csops.services.import_writing.PART", 1)
    monkeypatch.setattr("csops.storage.search_runs.RunIndex.add", fails)
    monkeypatch.setattr("csops.storage.search.PostgresSearch.index", fails)
    with pytest.raises(OSError, match="the disk is gone"):
        brought_in(workspace, FIRST, SECOND)
    monkeypatch.undo()
    assert state(workspace) == before


def test_a_file_comes_in_parts_as_it_would_in_one(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csops.services.import_writing.PART", 1)
    brought_in(workspace, FIRST, SECOND)
    assert (found(workspace, "brakes"), found(workspace, "haddad"), found(workspace, "5550168")) == (1, 1, 1)
    with workspace.read() as work:
        assert [one.case_id for one in work.contacts.all()] == [one.id for one in work.cases.all()]
    history.undo(workspace)
    with workspace.read() as work:
        assert (work.contacts.all(), work.cases.all(), work.state_changes.all()) == ([], [], [])


def test_the_matching_is_remembered_for_files_with_the_same_columns(workspace: Workspace) -> None:
    reading = a_reading(FIRST)
    chosen = imports.guess(workspace, reading=reading).mapping
    place = HEAD.index("Topic")
    chosen = chosen.with_column(replace(chosen.columns[place], target=Target.LEAVE_OUT))
    imports.import_file(workspace, path=Path("march.csv"), reading=reading, mapping=chosen)
    again = imports.propose(workspace, reading=a_reading(("A log of April",), HEAD, SECOND, head=("", "x")))
    assert again.remembered is None
    same = imports.propose(workspace, reading=a_reading(SECOND))
    assert same.remembered is not None
    assert (same.remembered.file, same.guess.mapping.columns[place].target) == ("march.csv", Target.LEAVE_OUT)


def test_a_column_that_was_empty_in_the_earlier_file_is_not_remembered_as_left_out(workspace: Workspace) -> None:
    brought_in(workspace, (*FIRST[:3], "", *FIRST[4:]))
    later = imports.propose(workspace, reading=a_reading(FIRST)).guess.mapping
    assert later.columns[HEAD.index("Phone")].target is Target.PHONE


def test_first_rows_come_without_reading_the_rest(workspace: Workspace) -> None:
    reading = a_reading(*[FIRST] * 100)
    assert len(imports.first_rows(workspace, reading=reading, mapping=mapped(workspace, reading), most=5)) == 5


def test_what_a_file_promises_for_a_day_is_not_late_before_that_day_is_over(workspace: Workspace) -> None:
    head = ("Started", "Channel", "Customer", "What happened", "Resolved", "Follow up")
    days = (MONDAY_MORNING.date() - timedelta(days=1), MONDAY_MORNING.date())
    rows = [("2026-02-10 09:48", "Phone", "Ada", "The brakes squeal", "no", day.isoformat()) for day in days]
    brought_in(workspace, *rows, head=head)
    assert cases.case_counts(workspace).late == 1


def test_who_is_known_by_name_alone_gains_the_phone_of_the_file(workspace: Workspace) -> None:
    brought_in_people(workspace, ("Ada Brandt", "", "", "Red bike"), head=PEOPLE)
    outcome = brought_in_people(workspace, ("Ada Brandt", "0171 555 0001", "", ""), head=PEOPLE)
    assert (outcome.new, outcome.updated) == (0, 1)


PEOPLE = ("Name", "Phone", "E-mail", "Note")


def test_customers_twice_add_nobody(workspace: Workspace) -> None:
    rows = [("Ada Brandt", "0171 555 0001", "", ""), ("Ben Cole", "", "ben@example.com", ""), ("", "", "", "Red bike")]
    assert brought_in_people(workspace, *rows, head=PEOPLE).new == 3
    again = brought_in_people(workspace, *rows, head=PEOPLE)
    assert (again.new, again.updated, again.skipped) == (0, 0, 3)


def test_a_known_customer_gains_what_the_file_knows_more(workspace: Workspace) -> None:
    brought_in_people(workspace, ("Ada Brandt", "0171 555 0001", "", ""), head=PEOPLE)
    more = ("Ada Brandt", "0171 555 0001", "ada@example.com", "Likes mornings")
    outcome = brought_in_people(workspace, more, more, head=PEOPLE)
    assert (outcome.updated, outcome.skipped) == (1, 1)
    with workspace.read() as work:
        assert work.customers.where(name="Ada Brandt")[0].emails == ("ada@example.com",)


def test_two_of_one_name_with_other_phones_are_two_people(workspace: Workspace) -> None:
    rows = [("Anna Berg", "0171 555 0001", "", ""), ("Anna Berg", "0171 555 0002", "", "")]
    assert brought_in_people(workspace, *rows, head=PEOPLE).new == 2


def test_the_list_of_rows_left_out_can_be_kept(workspace: Workspace, tmp_path: Path) -> None:
    outcome = brought_in(workspace, FIRST, ("31.02.2025", *FIRST[1:]))
    written = imports.save_problems(problems=outcome.problems, path=tmp_path / "left out.csv")
    assert "31.02.2025 is not a day" in written.read_text(encoding="utf-8-sig")


def test_the_search_stays_whole_when_thousands_of_rows_are_taken_back(sqlite_workspace: Workspace) -> None:
    # FTS5 with its option secure-delete left words of undone imports in the prefix index.
    workspace = sqlite_workspace
    made = [brought_in(workspace, *[_row(place * 3000 + n) for n in range(1500)]).import_id or 0 for place in range(2)]
    for import_id in reversed(made):
        history.undo_import(workspace, import_id=import_id)
    with workspace.work("Look") as work:
        for kind in ("contact", "case", "customer"):
            work.connection.execute(text(f"INSERT INTO {kind}_search ({kind}_search) VALUES ('integrity-check')"))
            options = text(f"SELECT v FROM {kind}_search_config WHERE k = 'secure-delete'")
            assert not work.connection.execute(options).scalar()
    assert found(workspace, "matter") == 0


def _row(number: int) -> tuple[str, ...]:
    day, topic = 1 + number % 28, f"Topic {number % 40}"
    who = f"Customer {number}"
    return (f"2025-10-{day:02} 09:{number % 60:02}", "Phone", who, "", topic, f"matter {number}", "yes", "Dan")


@pytest.mark.parametrize("said", ["=1+1", "'=1+1", "-5 is what he said", "＋49", "'quoted'", " @home"])
def test_an_export_of_ours_is_read_as_it_was_written(sqlite_workspace: Workspace, tmp_path: Path, said: str) -> None:
    with sqlite_workspace.work("Log contact") as work:
        kept_contact(work, text=said)
    path = exports.export_contacts(sqlite_workspace, question=Question(), path=tmp_path / "log.csv").file
    reading = imports.read_file(path=path)
    mapping = mapped(sqlite_workspace, reading)
    targets = {column.heading: column.target for column in mapping.columns}
    assert reading.rows[1][reading.rows[0].index("What happened")] == said
    assert targets["Date and time"] is Target.STARTED_AT


def test_a_contact_that_is_still_to_come_is_left_out(workspace: Workspace) -> None:
    moments = (MONDAY_MORNING + timedelta(hours=hours) for hours in (-1, 20, 30))
    rows = [(f"{moment:%Y-%m-%d %H:%M}", *FIRST[1:]) for moment in moments]
    outcome = brought_in(workspace, *rows)
    assert (outcome.new, [one.row for one in outcome.problems]) == (2, [4])
    assert outcome.problems[0].reason.endswith("lies in the future. A contact has happened already")
    shown = imports.first_rows(workspace, reading=a_reading(*rows), mapping=mapped(workspace, a_reading(*rows)))
    assert shown[-1] == outcome.problems[0]
