"""customers merge, part and merges; erase; export-person."""

import json
from pathlib import Path

import openpyxl

from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.marked import found_in_tables
from tests.helpers.marked_customers import MARK, NAME, a_marked_customer
from tests.helpers.records import a_customer, kept_contact


def _two(workspace: Workspace) -> tuple[int, int]:
    with workspace.work("Begin") as work:
        kept = work.customers.add(a_customer(name="Nina Ruiz", phones=("030 1234567",)))
        gone = work.customers.add(a_customer(name="N. Ruiz", emails=("nina@example.com",)))
        kept_contact(work, customer_id=gone.id)
    return kept.id, gone.id


def test_two_are_merged_found_under_both_numbers_and_parted(typed: Type, read: Type, workspace: Workspace) -> None:
    kept, gone = _two(workspace)
    would = typed("customers", "merge", "Nina Ruiz", "nina@example.com", "--dry-run").data
    assert (would["kept"], would["merged"], would["done"]) == (kept, gone, False)
    done = typed("customers", "merge", "Nina Ruiz", "nina@example.com", "--take", "name=merged").data
    assert (done["done"], done["customer"]["name"], done["moved"]["contact.customer_id"]) == (True, "N. Ruiz", 1)
    assert typed("show", "customer", str(gone)).data["id"] == kept
    assert len(typed("show", "customer", str(gone)).data["timeline"]) == 1
    assert [one["merged_id"] for one in typed("customers", "merges", str(kept)).data["merges"]] == [gone]
    assert "would come back" in read("customers", "part", str(gone), "--dry-run").out
    back = typed("customers", "part", str(gone)).data
    assert (back["back"], back["kept"], back["moved_back"]) == (
        gone,
        kept,
        {"contact.customer_id": 1, "case.customer_id": 1},
    )
    assert typed("show", "customer", str(gone)).data["id"] == gone
    again = typed("customers", "part", str(gone))
    assert (again.status, "There is no merged customer" in again.err) == (2, True)


def test_what_cannot_be_merged_is_refused_in_a_sentence(typed: Type, workspace: Workspace) -> None:
    kept, gone = _two(workspace)
    with workspace.work("A namesake") as work:
        twin = work.customers.add(a_customer(name="Nina Ruiz"))
    for arguments, said in (
        ((str(kept), str(kept)), "one and the same"),
        (("Nina Ruiz", str(gone)), f"{kept} (Nina Ruiz), {twin.id} (Nina Ruiz)"),
        (("Nobody", str(gone)), "is not known"),
        ((str(kept), str(gone), "--take", "name"), "--take name=merged"),
    ):
        refused = typed("customers", "merge", *arguments)
        assert (refused.status, said in refused.err) == (2, True), refused.err


def test_a_customer_is_erased_by_name(typed: Type, read: Type, workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(workspace, tmp_path)
    told = typed("erase", NAME, "--dry-run").data
    assert (told["erased"], told["contacts"], told["merged"]) == (False, 3, 1)
    assert {one["sure"] for one in told["named_in"]} == {True, False}
    assert "perhaps named in contact" in read("erase", NAME, "--dry-run").out
    done = typed("erase", NAME, "--parts").data
    assert (done["erased"], done["customer"], done["is_clean"]) == (True, marked.customer.id, True)
    assert found_in_tables(workspace, MARK) == []
    again = typed("erase", str(marked.customer.id))
    assert (again.status, "was erased" in again.err) == (2, True)
    assert typed("verify").data["ok"]
    assert typed("check").data["ok"]


def test_a_customer_is_anonymised_and_counted_on(typed: Type, workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(workspace, tmp_path)
    done = typed("erase", str(marked.customer.id), "--anonymise", "--all-texts", "--leave-others").data
    assert (done["how"], done["blacked"]) == ("anonymised", 0)
    shown = typed("show", "customer", str(marked.customer.id)).data
    assert (shown["name"], len(shown["timeline"])) == ("", 3)


def test_who_may_not_erase_is_told_who_may(type_bare: Type, where: str, workspace: Workspace) -> None:
    kept, _gone = _two(workspace)
    refused = type_bare("--json", "--db", where, "--as", "Rosa Okafor", "erase", str(kept))
    assert (refused.status, "manager, owner" in refused.err) == (2, True)


def test_all_that_is_kept_of_a_person_is_in_one_file(typed: Type, workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(workspace, tmp_path)
    out = tmp_path / "person.json"
    done = typed("export-person", NAME, "--out", str(out)).data
    said = json.loads(out.read_text(encoding="utf-8"))
    assert said["customer"]["name"] == NAME
    kinds = {"cases", "contacts", "promises", "purchases", "concessions", "survey_answers", "notes", "recoveries"}
    assert kinds <= {name for name, rows in said.items() if rows}
    assert done["records"]["contacts"] == len(said["contacts"]) == 3
    assert any(one["field"] == "name" and one["before"] == f"{MARK} Young" for one in said["history"])
    assert {one["who"] for one in said["history"]} == {"Mara Lindqvist"}
    assert len(said["contents"]) == done["attachments"] == 1
    assert len(said["drafts"]) == 2
    book = tmp_path / "person.xlsx"
    typed("export-person", str(marked.customer.id), "--out", str(book))
    cells = {
        str(cell.value)
        for sheet in openpyxl.load_workbook(book)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
    assert {NAME, f"{MARK} said so", f"{MARK} Young"} <= cells
    refused = typed("export-person", NAME, "--out", str(tmp_path / "person.docx"))
    assert (refused.status, ".xlsx or .json" in refused.err) == (2, True)
