"""Looking after the database as a person does."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from csops.domain.access import Role
from csops.domain.cases import State
from csops.domain.errors import DatabaseBusy, NotPermitted, TakenAway
from csops.services import maintenance
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.opening import HEAD, open_database
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, a_case, a_customer, kept_contact


def _log(workspace: Workspace) -> None:
    with workspace.work("Log contact") as work:
        kept_contact(work)


# ---- backups


def test_a_backup_says_what_is_in_it(workspace: Workspace, tmp_path: Path) -> None:
    _log(workspace)
    backup = maintenance.back_up(workspace, to=tmp_path / "copy.backup")
    assert backup.verified
    assert backup.counts["contacts"] == 1
    assert (backup.reason, backup.at) == ("by hand", workspace.now())


def test_backups_are_listed_newest_first(sqlite_workspace: Workspace, clock: Clock) -> None:
    first = maintenance.back_up(sqlite_workspace)
    clock.forward(timedelta(hours=1))
    second = maintenance.back_up(sqlite_workspace)
    assert maintenance.list_backups(sqlite_workspace) == [second, first]


def test_a_backup_before_an_act_says_so(sqlite_workspace: Workspace) -> None:
    assert maintenance.back_up(sqlite_workspace, reason="before import").reason == "before import"


def test_the_first_backup_is_due_at_once(sqlite_workspace: Workspace) -> None:
    assert maintenance.is_backup_due(sqlite_workspace)


def test_no_backup_is_due_when_nothing_changed(sqlite_workspace: Workspace, clock: Clock) -> None:
    maintenance.back_up(sqlite_workspace)
    clock.forward(timedelta(days=2))
    assert not maintenance.is_backup_due(sqlite_workspace)


def test_a_change_makes_a_backup_due_after_half_an_hour(sqlite_workspace: Workspace, clock: Clock) -> None:
    maintenance.back_up(sqlite_workspace)
    _log(sqlite_workspace)
    clock.forward(timedelta(minutes=29))
    early = maintenance.is_backup_due(sqlite_workspace)
    clock.forward(timedelta(minutes=1))
    assert (early, maintenance.is_backup_due(sqlite_workspace)) == (False, True)


def test_at_exit_whatever_changed_is_backed_up(sqlite_workspace: Workspace) -> None:
    first = maintenance.is_backup_due(sqlite_workspace, at_exit=True)
    maintenance.back_up(sqlite_workspace)
    unchanged = maintenance.is_backup_due(sqlite_workspace, at_exit=True)
    _log(sqlite_workspace)
    assert (first, unchanged, maintenance.is_backup_due(sqlite_workspace, at_exit=True)) == (True, False, True)


def test_who_may_only_read_makes_no_backup(sqlite_workspace: Workspace) -> None:
    sqlite_workspace.member = replace(MARA, role=Role.READ_ONLY)
    with pytest.raises(NotPermitted):
        maintenance.back_up(sqlite_workspace)


# ---- restore


def test_a_restored_backup_holds_what_was_backed_up(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    _log(sqlite_workspace)
    backup = maintenance.back_up(sqlite_workspace)
    _log(sqlite_workspace)
    place = maintenance.restore_backup(file=backup.file, to=tmp_path / "again.db")
    again = Workspace(open_database(url_of(place)), member=MARA)
    assert maintenance.info(again).contacts == 1
    again.close()


def test_an_agent_restores_nothing(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    backup = maintenance.back_up(sqlite_workspace)
    sqlite_workspace.member = replace(MARA, role=Role.AGENT)
    with pytest.raises(NotPermitted):
        maintenance.restore_backup(file=backup.file, to=tmp_path / "again.db", workspace=sqlite_workspace)


def test_an_open_file_is_not_replaced(sqlite_workspace: Workspace) -> None:
    backup = maintenance.back_up(sqlite_workspace)
    assert sqlite_workspace.path is not None
    with pytest.raises(DatabaseBusy):
        maintenance.restore_backup(file=backup.file, to=sqlite_workspace.path)
    _log(sqlite_workspace)


def test_a_backup_can_be_looked_into_again(sqlite_workspace: Workspace) -> None:
    backup = maintenance.back_up(sqlite_workspace)
    assert maintenance.verify_backup(file=backup.file) == backup


# ---- check


def test_a_whole_database_has_no_problem(workspace: Workspace) -> None:
    _log(workspace)
    assert maintenance.check(workspace) == maintenance.Checked(ok=True)


def _behind_the_back(workspace: Workspace, *statements: str) -> None:
    with workspace.database.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def _without_search(workspace: Workspace) -> str:
    with workspace.work("Add customer") as work:
        work.customers.add(a_customer())
    _behind_the_back(workspace, "DELETE FROM customer_search")
    return "The search knows 0 of customers, of which there are 1"


def _with_another_past(workspace: Workspace) -> str:
    _log(workspace)
    _behind_the_back(workspace, "UPDATE journal_texts SET content = salt WHERE id = (SELECT min(id) FROM journal)")
    return "The journal was changed from outside; the first wrong place is journal row 1048577"


def _with_an_empty_case(workspace: Workspace) -> str:
    with workspace.work("Open") as work:
        case = work.cases.add(a_case())
    return f"Case {case.id} has no contact"


def _resolved_at_no_time(workspace: Workspace) -> str:
    with workspace.work("Open") as work:
        contact = kept_contact(work, case=a_case(state=State.RESOLVED))
    return f"Case {contact.case_id} is resolved and has no time of resolution"


def _open_with_a_resolution(workspace: Workspace) -> str:
    with workspace.work("Open") as work:
        contact = kept_contact(work, case=a_case(resolved_at=workspace.now()))
    return f"Case {contact.case_id} is open and has a time of resolution"


@pytest.mark.parametrize(
    "spoil",
    [_without_search, _with_another_past, _with_an_empty_case, _resolved_at_no_time, _open_with_a_resolution],
    ids=lambda spoil: spoil.__name__.strip("_"),
)
def test_what_does_not_fit_together_is_named(workspace: Workspace, spoil: Callable[[Workspace], str]) -> None:
    sentence = spoil(workspace)
    assert maintenance.check(workspace) == maintenance.Checked(ok=False, problems=(sentence,))


def test_a_record_without_its_owner_is_named(sqlite_workspace: Workspace) -> None:
    _log(sqlite_workspace)
    raw = sqlite_workspace.database.engine.raw_connection()
    raw.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]  # the bare driver
    raw.driver_connection.execute("DELETE FROM cases")  # type: ignore[union-attr]  # the bare driver
    raw.invalidate()
    found = maintenance.check(sqlite_workspace).problems
    assert "Row 1 of contacts belongs to a row of cases that is not there" in found


def test_broken_pages_are_named_and_nothing_else_is_asked(sqlite_workspace: Workspace) -> None:
    path = sqlite_workspace.path
    assert path is not None
    sqlite_workspace.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: 4096 * 40] + bytes(4096 * 8) + whole[4096 * 48 :])
    database = open_database(url_of(path))
    found = maintenance.check(Workspace(database, member=MARA)).problems
    database.close()
    assert found
    assert all(sentence.startswith("The file is damaged: ") for sentence in found)


# ---- info


def test_info_counts_what_is_kept(workspace: Workspace) -> None:
    _log(workspace)
    found = maintenance.info(workspace)
    assert (found.contacts, found.cases, found.customers) == (1, 1, 0)
    assert found.schema == HEAD


def test_info_names_the_place_without_its_password(workspace: Workspace) -> None:
    found = maintenance.info(workspace)
    secret = workspace.database.url.password
    assert secret is None or secret not in found.db
    assert found.engine in {"sqlite", "postgresql"}
    assert found.driver


def test_info_tells_the_last_backup(sqlite_workspace: Workspace) -> None:
    backup = maintenance.back_up(sqlite_workspace)
    assert maintenance.info(sqlite_workspace).last_backup == backup.at


def test_what_another_window_wrote_is_not_taken_for_damage(
    sqlite_workspace: Workspace, sqlite_url: URL, clock: Clock
) -> None:
    other = Workspace(open_database(sqlite_url), member=MARA, clock=clock)
    for window in (sqlite_workspace, other, sqlite_workspace):
        _log(window)
        assert maintenance.check(window).ok
        _log(other)
        assert maintenance.check(sqlite_workspace).problems == ()
    other.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove a file that is open")
def test_nothing_is_saved_into_a_file_that_was_taken_away(sqlite_workspace: Workspace) -> None:
    path = sqlite_workspace.path
    assert path is not None
    _log(sqlite_workspace)
    aside = path.rename(path.with_name("aside.db"))
    with pytest.raises(TakenAway, match="put the file back"):
        _log(sqlite_workspace)
    shutil.copy(aside, path)
    with pytest.raises(TakenAway):
        _log(sqlite_workspace)
    aside.replace(path)
    _log(sqlite_workspace)
    assert maintenance.info(sqlite_workspace).contacts == 2
