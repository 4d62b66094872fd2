"""Purchases and the details of customers from files: found, added, skipped, refused, taken back."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from csops.domain.customers import Consent, Customer, OwnField
from csops.domain.questions import Question
from csops.domain.team import Shop
from csops.imports.mapping import TableKind, Target
from csops.services import customers, history, imports, purchases, settings
from csops.services.imports import Imported
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import a_customer

LAST_YEAR = MONDAY_MORNING.year - 1


def imported(workspace: Workspace, folder: Path, text: str, *, kind: TableKind, own: bool = False) -> Imported:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    reading = imports.read_file(path=path)
    guess = imports.guess(workspace, reading=reading, kind=kind)
    if own:
        guess = imports.completed(workspace, reading=reading, mapping=guess.with_own_fields())
    assert guess.is_enough, guess.questions
    return imports.import_file(workspace, path=path, reading=reading, mapping=guess.mapping)


def everybody(workspace: Workspace) -> dict[str, Customer]:
    lines = customers.customer_lines(workspace, question=Question())
    return {line.name: customers.get_customer(workspace, customer_id=line.id) for line in lines}


def bought(workspace: Workspace, who: Customer) -> list[tuple[date, Decimal, str, str | None]]:
    found = purchases.bought(workspace, customer_id=who.id).purchases
    return [(one.day, one.amount, one.what, one.number) for one in found]


def test_a_list_of_orders_finds_its_customers_and_adds_who_is_unknown(
    sqlite_workspace: Workspace, tmp_path: Path
) -> None:
    workspace = sqlite_workspace
    settings.save_shop(workspace, shop=replace(Shop(), currency="EUR", zone="UTC", region="DE"))
    for values in (
        {"name": "Ada Brandt", "number": "K-7"},
        {"name": "Ben Osei", "phones": ("0171 5550142",)},
        {"name": "Cem", "emails": ("cem@example.com",)},
        {"name": "Ann Lee"},
        {"name": "Ann Lee"},
    ):
        customers.save_customer(workspace, customer=a_customer(**values))
    text = f"""Order number;Order date;Customer ID;Customer name;E-mail;Phone;Total;Currency;Item
A1;17.11.{LAST_YEAR};K-7;;;;"1.234,50 €";EUR;City bike
A2;18.11.{LAST_YEAR};;;;+49 171 5550142;12,-;;Bell
A3;19.11.{LAST_YEAR};;Somebody;CEM@example.com;;-5,00;eur;Lamp
A4;20.11.{LAST_YEAR};;Dora New;;;80;EUR;Helmet
A5;21.11.{LAST_YEAR};;dora  new;;;20;EUR;Pump
A1;17.11.{LAST_YEAR};K-7;;;;"1.234,50 €";EUR;City bike
A6;22.11.{LAST_YEAR};;Ada Brandt;;;9 USD;;Lock
A7;22.11.{LAST_YEAR};;Ada Brandt;;;9;USD;Lock
A8;22.11.{LAST_YEAR + 5};;Ada Brandt;;;9;EUR;Lock
A9;23.11.{LAST_YEAR};;Ann Lee;;;9;EUR;Lock
B1;24.11.{LAST_YEAR};;;;;9;EUR;Lock
B2;31.11.{LAST_YEAR};K-7;;;;9;EUR;Lock
B3;25.11.{LAST_YEAR};K-7;;;;nine;EUR;Lock
"""
    found = imported(workspace, tmp_path, text, kind=TableKind.PURCHASES)
    assert (found.read, found.new, found.skipped, found.left_out) == (13, 5, 1, 7)
    assert [remark.reason for remark in found.remarks] == ["Order A1 stands in row 2 already. This row was skipped"]
    said = {problem.row: problem.reason for problem in found.problems}
    assert "shop's currency is EUR" in said[8]
    assert said[9].startswith("currency cannot be USD. The shop's currency is EUR")
    assert "still to come" in said[10]
    assert "Several customers are called so" in said[11]
    assert "names nobody" in said[12]
    assert "is not a day" in said[13]
    assert "Write a number, such as 84.90" in said[14]

    known = everybody(workspace)
    day = date(LAST_YEAR, 11, 17)
    assert bought(workspace, known["Ada Brandt"]) == [(day, Decimal("1234.50"), "City bike", "A1")]
    assert bought(workspace, known["Ben Osei"])[0][1] == Decimal(12)
    assert bought(workspace, known["Cem"])[0][1] == Decimal(-5)
    assert [one[3] for one in bought(workspace, known["Dora New"])] == ["A5", "A4"]

    again = imported(workspace, tmp_path, text, kind=TableKind.PURCHASES)
    assert (again.new, again.skipped) == (0, 6)
    assert found.import_id is not None
    history.undo_import(workspace, import_id=found.import_id)
    assert "Dora New" not in everybody(workspace)
    assert bought(workspace, known["Ada Brandt"]) == []


def test_purchases_without_order_numbers_are_not_doubled_by_the_same_file(
    sqlite_workspace: Workspace, tmp_path: Path
) -> None:
    text = f"Day,Customer,Amount\n{LAST_YEAR}-03-01,Ada Brandt,12.50\n{LAST_YEAR}-03-02,Ada Brandt,3\n"
    first = imported(sqlite_workspace, tmp_path, text, kind=TableKind.PURCHASES)
    again = imported(sqlite_workspace, tmp_path, text, kind=TableKind.PURCHASES)
    assert ((first.new, first.skipped), (again.new, again.skipped)) == ((2, 0), (0, 2))


def test_what_a_file_tells_of_customers_goes_into_their_fields_and_the_rest_into_own_ones(
    sqlite_workspace: Workspace, tmp_path: Path
) -> None:
    workspace = sqlite_workspace
    ada = customers.save_customer(workspace, customer=a_customer(segment="VIP"))
    text = """Name,Firm,Segment,Birthday,Preferred channel,Why they buy,Referred by,Newsletter,Consent date,Frame size
Ada Brandt,Northgate,Club,17 May,Phone,Rides to work,,yes,2025-03-01,56
Ben Osei,northgate,Club,17.05.1980,e-mail,,Ada Brandt,no,,58
Cem,,,31.02.1980,,,Nobody Known,,,
"""
    found = imported(workspace, tmp_path, text, kind=TableKind.CUSTOMERS, own=True)
    assert (found.read, found.new, found.updated, found.left_out) == (3, 2, 1, 0)
    assert {remark.row for remark in found.remarks} == {4}
    known = everybody(workspace)
    firm = known["Northgate"]
    assert firm.is_firm
    first: dict[str, Any] = {name: getattr(known["Ada Brandt"], name) for name in ("segment", "birthday", "motive")}
    assert first == {"segment": "VIP", "birthday": "--05-17", "motive": "Rides to work"}
    assert (known["Ada Brandt"].consent, known["Ada Brandt"].firm_id) == (Consent.GIVEN, firm.id)
    assert known["Ada Brandt"].consent_at == MONDAY_MORNING.replace(year=2025, month=3, day=1, hour=12, minute=0)
    ben = known["Ben Osei"]
    assert (ben.birthday, ben.referred_by_id, ben.consent) == ("1980-05-17", ada.id, Consent.REFUSED)
    assert (ben.firm_id, ben.fields) == (firm.id, (OwnField(name="Frame size", value="58"),))
    assert ben.preferred_channel_id is not None
    assert (known["Cem"].birthday, known["Cem"].referred_by_id) == ("", None)

    again = imported(workspace, tmp_path, text, kind=TableKind.CUSTOMERS, own=True)
    assert (again.new, again.updated, again.skipped) == (0, 0, 3)
    assert found.import_id is not None
    history.undo_import(workspace, import_id=found.import_id)
    assert set(everybody(workspace)) == {"Ada Brandt"}


def test_a_column_that_fits_nowhere_is_left_out_unless_wished(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("Name,Frame size,Empty\nAda,56,\n", encoding="utf-8")
    reading = imports.read_file(path=path)
    guess = imports.guess(sqlite_workspace, reading=reading, kind=TableKind.CUSTOMERS)
    assert [one.target for one in guess.mapping.columns] == [Target.NAME, Target.LEAVE_OUT, Target.LEAVE_OUT]
    wished = [one.target for one in guess.with_own_fields().columns]
    assert wished == [Target.NAME, Target.OWN_FIELD, Target.LEAVE_OUT]


def test_a_purchase_is_of_a_day_that_was(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    tomorrow = MONDAY_MORNING.date() + timedelta(days=1)
    text = f"Day,Customer,Amount\n{tomorrow.isoformat()},Ada Brandt,12.50\n"
    found = imported(sqlite_workspace, tmp_path, text, kind=TableKind.PURCHASES)
    assert (found.new, found.left_out) == (0, 1)
    assert "Ada Brandt" not in everybody(sqlite_workspace)
