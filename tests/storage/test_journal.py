"""History, taking back and doing again, and the chain that shows tampering; on both databases."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from csops.domain.changes import Change, Kind, Step
from csops.domain.errors import ConflictError
from csops.services import history
from csops.services.workspace import Workspace
from tests.conftest import OpenWorkspace
from tests.helpers.records import MARA, ROSA, a_customer, an_import, kept_contact


def _add(workspace: Workspace, **values: Any) -> Any:
    with workspace.work("Add customer") as work:
        return work.customers.add(a_customer(**values))


def _change(workspace: Workspace, customer: Any, **values: Any) -> Any:
    with workspace.work("Change customer") as work:
        return work.customers.update(replace(customer, **values))


def _names(workspace: Workspace) -> list[str]:
    with workspace.read() as work:
        return [one.name for one in work.customers.all()]


# ---- history


def test_an_act_says_who_did_what_when(workspace: Workspace) -> None:
    _add(workspace)
    with workspace.read() as work:
        act = work.latest_acts(limit=1)[0]
    assert (act.what, act.member_id, act.at) == ("Add customer", MARA.id, workspace.now())
    assert (act.kinds, act.records, act.step) == (frozenset({Kind.CUSTOMER}), 1, Step.DONE)


def test_a_batch_counts_every_record(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        work.customers.add_many([a_customer() for _ in range(40)])
        work.customers.add(a_customer())
    with workspace.read() as work:
        assert work.latest_acts(limit=1)[0].records == 41


def test_a_change_holds_before_and_after(workspace: Workspace) -> None:
    _change(workspace, _add(workspace), name="Ada Lee")
    with workspace.read() as work:
        (change,) = work.changes_of(work.newest_act())
    assert change.before is not None
    assert change.after is not None
    assert (change.before["name"], change.after["name"]) == ("Ada Brandt", "Ada Lee")


def test_the_history_of_a_record_names_its_acts_only(workspace: Workspace) -> None:
    ada, _ben = _add(workspace), _add(workspace, name="Ben")
    _change(workspace, ada, name="Ada Lee")
    with workspace.read() as work:
        acts = work.history_of([(Kind.CUSTOMER, ada.id)], limit=10)
    assert [act.what for act in acts] == ["Change customer", "Add customer"]


def test_no_record_has_no_history(workspace: Workspace) -> None:
    with workspace.read() as work:
        assert work.history_of([], limit=10) == []


def test_acts_of_one_person_leave_out_the_others(workspace: Workspace, rosa: Workspace) -> None:
    _add(workspace)
    _add(rosa)
    with workspace.read() as work:
        assert [act.member_id for act in work.acts_of(ROSA.id)] == [ROSA.id]


def test_the_act_of_an_import_is_found(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = work.imports.add(an_import())
        work.import_id = kept.id
        work.customers.add_many([a_customer(import_id=kept.id)])
    with workspace.read() as work:
        found = work.act_of_import(kept.id)
        assert found is not None
        assert found.id == work.newest_act()
        assert work.act_of_import(99) is None


# ---- taking back and doing again


def test_undo_takes_an_addition_back_and_redo_brings_it_again(workspace: Workspace) -> None:
    _add(workspace)
    history.undo(workspace)
    undone = _names(workspace)
    history.redo(workspace)
    assert (undone, _names(workspace)) == ([], ["Ada Brandt"])


def test_undo_brings_back_what_was_changed(workspace: Workspace) -> None:
    _change(workspace, _add(workspace), name="Ada Lee")
    history.undo(workspace)
    assert _names(workspace) == ["Ada Brandt"]


def test_undo_brings_back_what_was_removed_under_its_number(workspace: Workspace) -> None:
    kept = _add(workspace)
    with workspace.work("Remove") as work:
        work.customers.remove(kept.id)
    history.undo(workspace)
    with workspace.read() as work:
        assert work.customers.get(kept.id).name == kept.name


def test_undo_and_redo_go_on_after_a_restart(workspace: Workspace, open_workspace: OpenWorkspace) -> None:
    _change(workspace, _add(workspace), name="Ada Lee")
    history.undo(workspace)
    workspace.close()
    later = open_workspace()
    history.redo(later)
    redone = _names(later)
    history.undo(later)
    history.undo(later)
    assert (redone, _names(later)) == (["Ada Lee"], [])


def test_a_batch_is_taken_back_done_again_and_taken_back(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        work.customers.add_many([a_customer(name=f"Customer {number}") for number in range(30)])
    counts = []
    for step in (history.undo, history.redo, history.undo, history.redo):
        step(workspace)
        counts.append(len(_names(workspace)))
    assert counts == [0, 30, 0, 30]


def test_a_batch_of_changes_is_taken_back(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = work.customers.add_many([a_customer(name="Ada"), a_customer(name="Ben")])
    with workspace.work("Rename") as work:
        work.customers.update_many([replace(one, name=one.name.upper()) for one in kept])
    history.undo(workspace)
    undone = _names(workspace)
    history.redo(workspace)
    assert (undone, _names(workspace)) == (["Ada", "Ben"], ["ADA", "BEN"])


def test_a_batch_of_removals_is_taken_back(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = work.customers.add_many([a_customer(name="Ada"), a_customer(name="Ben")])
    with workspace.work("Remove") as work:
        work.customers.remove_many(one.id for one in kept)
    history.undo(workspace)
    with workspace.read() as work:
        assert [one.id for one in work.customers.all()] == [one.id for one in kept]


def test_what_somebody_changed_since_is_not_taken_back(workspace: Workspace, rosa: Workspace) -> None:
    kept = _add(workspace)
    _change(rosa, kept, note="Prefers e-mail")
    with pytest.raises(ConflictError):
        history.undo(workspace)
    assert _names(workspace) == ["Ada Brandt"]


def test_an_import_of_which_one_record_was_changed_is_not_taken_back(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = work.customers.add_many([a_customer(), a_customer(name="Ben")])
        import_act = work
    _change(workspace, kept[0], note="Prefers e-mail")
    with workspace.read() as work:
        act = work.acts_of(MARA.id)[-2]
        changes = work.changes_of(act.id)
    assert import_act.changes == changes
    with pytest.raises(ConflictError), workspace.work("Undo") as work:
        work.put_back(changes)
    assert len(_names(workspace)) == 2


def test_undo_brings_a_whole_act_back_in_the_right_order(workspace: Workspace) -> None:
    with workspace.work("Log contact") as work:
        customer = work.customers.add(a_customer())
        kept_contact(work, customer_id=customer.id)
    for step in (history.undo, history.redo, history.undo):
        step(workspace)
    with workspace.read() as work:
        assert (work.customers.all(), work.cases.all(), work.contacts.all()) == ([], [], [])


# ---- the chain


def test_a_journal_that_nobody_touched_is_whole(workspace: Workspace) -> None:
    _change(workspace, _add(workspace), name="Ada Lee")
    history.undo(workspace)
    with workspace.work("Import") as work:
        work.customers.add_many([a_customer(note="x" * 100) for _ in range(60)])
        work.customers.remove_many(one.id for one in work.customers.all())
    with workspace.read() as work:
        assert work.first_broken() is None


def _order(workspace: Workspace, statement: str) -> None:
    with workspace.database.writing() as connection:
        connection.execute(text(statement))
        connection.commit()


@pytest.mark.parametrize("table", ["acts", "journal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 100", "DELETE FROM {}"])
def test_the_journal_refuses_to_be_changed(workspace: Workspace, table: str, statement: str) -> None:
    _add(workspace)
    with pytest.raises(DBAPIError, match="append-only"):
        _order(workspace, statement.format(table))


def _without_triggers(workspace: Workspace, statement: str) -> None:
    if workspace.database.is_sqlite:
        triggers = ["DROP TRIGGER acts_refuses_update", "DROP TRIGGER journal_refuses_update",
                    "DROP TRIGGER acts_refuses_delete", "DROP TRIGGER journal_refuses_delete"]  # fmt: skip
    else:
        triggers = ["DROP TRIGGER acts_refuses ON acts", "DROP TRIGGER journal_refuses ON journal"]
    for trigger in (*triggers, statement):
        _order(workspace, trigger)


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE acts SET what = 'Something else' WHERE id = 2", "act 2"),
        ("UPDATE acts SET member_id = 2 WHERE id = 2", "act 2"),
        ("UPDATE journal SET record_id = 77 WHERE act_id = 2", "act 2"),
        ("DELETE FROM acts WHERE id = 2", "act 3"),
    ],
)
def test_who_goes_past_the_triggers_is_found_out(workspace: Workspace, statement: str, place: str) -> None:
    for name in ("Ada", "Ben"):
        _add(workspace, name=name)
    if statement.startswith("DELETE"):
        _without_triggers(workspace, "DELETE FROM journal_texts WHERE id IN (SELECT id FROM journal WHERE act_id = 2)")
        _order(workspace, "DELETE FROM journal WHERE act_id = 2")
        _order(workspace, statement)
    else:
        _without_triggers(workspace, statement)
    with workspace.read() as work:
        assert work.first_broken() == place


def test_a_changed_text_is_found_out(workspace: Workspace) -> None:
    _add(workspace)
    with workspace.read() as work:
        row = work.connection.execute(text("SELECT max(id) FROM journal")).scalar()
    _order(workspace, f"UPDATE journal_texts SET content = salt WHERE id = {row}")
    with workspace.read() as work:
        assert work.first_broken() == f"journal row {row}"


def test_a_text_that_no_longer_unpacks_is_found_out(workspace: Workspace) -> None:
    _add(workspace)
    zip_that_is_none = "x'7a00'" if workspace.database.is_sqlite else "'\\x7a00'::bytea"
    _order(workspace, f"UPDATE journal_texts SET content = {zip_that_is_none}")
    with workspace.read() as work:
        assert work.first_broken() == "journal row 1048577"  # the first row of the first act


def test_a_text_that_is_gone_though_no_act_erased_it_is_found_out(workspace: Workspace) -> None:
    _change(workspace, _add(workspace), name="Ada Lee")
    _order(workspace, "UPDATE journal_texts SET content = NULL")
    with workspace.read() as work:
        assert work.first_broken() == "journal row 1048577"
        assert work.changes_of(work.newest_act()) == []


def _note_erasure(workspace: Workspace, texts: dict[str, str]) -> None:
    note: dict[str, object] = {"candidate": 1, "came": "", "files": [], "texts": texts, "records": {}}
    with workspace.work("Erase") as work:
        work.changes.append(Change(kind=Kind.ERASURE, record_id=1, before=None, after=note))


def test_a_text_that_an_act_erased_leaves_the_chain_whole(workspace: Workspace) -> None:
    _add(workspace)
    with workspace.read() as work:
        row = work.connection.execute(text("SELECT max(id) FROM journal")).scalar()
    _order(workspace, f"UPDATE journal_texts SET content = NULL WHERE id = {row}")
    _note_erasure(workspace, {str(row): ""})
    with workspace.read() as work:
        assert work.first_broken() is None


def test_an_erasure_that_was_written_by_hand_excuses_nothing(workspace: Workspace) -> None:
    _add(workspace)
    _note_erasure(workspace, {})
    with workspace.read() as work:
        row = work.connection.execute(text("SELECT min(id) FROM journal WHERE kind = 'customer'")).scalar()
        note = work.connection.execute(text("SELECT max(id) FROM journal WHERE kind = 'erasure'")).scalar()
    _order(workspace, f"UPDATE journal_texts SET content = NULL WHERE id = {row}")
    forged = f'j[null,{{"texts":{{"{row}":""}},"records":{{}}}}]'.encode().hex()
    value = f"x'{forged}'" if workspace.database.is_sqlite else f"'\\x{forged}'::bytea"
    _order(workspace, f"UPDATE journal_texts SET content = {value} WHERE id = {note}")
    with workspace.read() as work:
        assert work.first_broken() == f"journal row {row}"


def test_where_the_past_was_erased_two_edits_are_not_joined(workspace: Workspace, rosa: Workspace) -> None:
    kept = _add(workspace)
    _change(rosa, kept, note="Prefers e-mail")
    _order(workspace, "UPDATE journal_texts SET content = NULL")
    with pytest.raises(ConflictError) as caught:
        _change(workspace, kept, name="Ada Lee")
    assert caught.value.fields["base"] is None
