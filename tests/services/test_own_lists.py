"""Lists of customers and purchases that csops wrote, imported again: nothing changed here, all back elsewhere."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from csops.domain.access import Role
from csops.domain.customers import Consent, Customer, OwnField, Stage
from csops.domain.errors import NotPermitted, NotUnderstood
from csops.domain.purchases import Purchase
from csops.domain.questions import Question
from csops.services import exports, history, imports
from csops.services.import_kinds import kind_of
from csops.services.imports import Imported
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.opening import open_database
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import EMAIL, MARA, a_customer

ENDINGS = ["list.csv", "list.xlsx"]
SINCE = MONDAY_MORNING - timedelta(days=400)


@pytest.fixture
def elsewhere(tmp_path: Path, sqlite_template: Path, clock: Clock) -> Iterator[Workspace]:
    file = Path(shutil.copy(sqlite_template, tmp_path / "elsewhere.db"))
    workspace = Workspace(open_database(url_of(file)), member=MARA, clock=clock)
    yield workspace
    workspace.close()


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """A shop whose customers hold what is hard to bring back."""
    with workspace.work("Fill") as work:
        add = work.customers.add
        firm = add(a_customer(name="Fleet Ltd", is_firm=True, segment="=1+1", created_at=SINCE))
        ada = add(
            a_customer(
                name="Ada Brandt",
                phones=("+49 30 555 0168", "030/555 or 030/556"),
                emails=("ada@example.com",),
                note="two\nlines",
                stage=Stage.PROSPECT,
                firm_id=firm.id,
                birthday="--02-29",
                preferred_channel_id=EMAIL,
                motive="near by",
                consent=Consent.GIVEN,
                consent_at=SINCE,
                consent_note="said at the counter",
                lost_at=SINCE,
                fields=(OwnField(name="Frame size", value="56"), OwnField(name="Segment", value="clash")),
                created_at=SINCE,
                number="K-1",
            )
        )
        # Two of one name, one of whom shares a phone, and somebody without a name.
        add(a_customer(name="Ada Brandt", phones=("+49 30 555 0168",), created_at=SINCE))
        add(a_customer(name="ada brandt", referred_by_id=ada.id, created_at=SINCE))
        add(a_customer(name="", note="the one with the red bike", created_at=SINCE))
        add(a_customer(name="Bo", fields=(OwnField(name="frame size", value="-"),), created_at=SINCE))
        bought = Purchase(customer_id=ada.id, day=date(2025, 3, 4), amount=Decimal("84.90"), what="Light", number="7")
        again = replace(bought, amount=Decimal("12.00"))
        returned = replace(bought, amount=Decimal("-20.50"), number=None, motive="too small")
        work.care.purchases.add_many([bought, again, again, returned])
    return workspace


def brought_in(workspace: Workspace, path: Path, *, sheet: str | None = None) -> Imported:
    reading = imports.read_file(path=path, sheet=sheet)
    kind = kind_of(reading, known=imports.known_names(workspace))
    found = imports.guess(workspace, reading=reading, kind=kind)
    assert not [one for one in found.questions if one.needed]
    return imports.import_file(workspace, path=path, reading=reading, mapping=found.mapping)


def told(workspace: Workspace) -> tuple[list[Any], list[Any]]:
    """Everybody and what they bought, with names in place of the numbers that only this database gives."""
    with workspace.read() as work:
        people = {one.id: one for one in work.customers.all()}
        bought = work.care.purchases.all()
    given = {"id", "version", "import_id", "firm_id", "referred_by_id", "customer_id"}

    def plain(one: Customer | Purchase) -> dict[str, Any]:
        kept = {name: value for name, value in vars(one).items() if name not in given}
        return {**kept, "fields": sorted(kept.get("fields", ()), key=repr)}

    def name_of(number: int | None) -> str:
        return people[number].title if number else ""

    customers = [(plain(one), name_of(one.firm_id), name_of(one.referred_by_id)) for one in people.values()]
    return sorted(customers, key=repr), sorted([(plain(one), name_of(one.customer_id)) for one in bought], key=repr)


@pytest.mark.parametrize("name", ENDINGS)
def test_customers_come_back_as_they_were(shop: Workspace, elsewhere: Workspace, tmp_path: Path, name: str) -> None:
    path = exports.export_customers(shop, question=Question(), path=tmp_path / name).file
    before = told(shop)
    first = brought_in(elsewhere, path)
    assert (first.read, first.new) == (6, 6)
    assert told(elsewhere)[0] == before[0]
    for again in (shop, elsewhere):
        second = brought_in(again, path)
        assert (second.new, second.updated, second.skipped) == (0, 0, 6)
    assert told(shop) == before


def test_purchases_of_the_workbook_find_their_customers(shop: Workspace, elsewhere: Workspace, tmp_path: Path) -> None:
    path = exports.export_customers(shop, question=Question(), path=tmp_path / "list.xlsx").file
    before = told(shop)
    brought_in(elsewhere, path)
    first = brought_in(elsewhere, path, sheet="Purchases")
    assert (first.read, first.new) == (4, 4)  # two that are alike are two
    assert told(elsewhere) == before
    for again in (shop, elsewhere):
        assert brought_in(again, path, sheet="Purchases").skipped == 4
    assert told(shop) == before
    history.undo_import(elsewhere, import_id=first.import_id or 0)
    assert told(elsewhere)[1] == []


def test_purchases_alone_are_written_too(shop: Workspace, elsewhere: Workspace, tmp_path: Path) -> None:
    written = exports.export_purchases(shop, question=Question(), path=tmp_path / "bought.csv")
    assert written.rows == 4
    done = brought_in(elsewhere, written.file)
    assert (done.new, len(told(elsewhere)[0])) == (4, 1)  # who bought is added


def test_what_was_filled_in_outside_is_taken_and_what_was_said_here_stays(shop: Workspace, tmp_path: Path) -> None:
    path = exports.export_customers(shop, question=Question(), path=tmp_path / "list.csv").file
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace("--02-29", "1980-02-29").replace("Bo,,,Buyer,,,,", "Bo,,,Buyer,,,,Fleet"), "utf-8-sig")
    done = brought_in(shop, path)
    assert (done.updated, done.skipped) == (1, 5)
    with shop.read() as work:
        people = {one.name: one for one in work.customers.all()}
        assert people["Bo"].segment == "Fleet"
        assert "--02-29" in {one.birthday for one in work.customers.all()}


def test_lists_go_to_no_paper_and_to_nobody_who_may_not_export(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood, match="xlsx"):
        exports.export_customers(shop, question=Question(), path=tmp_path / "list.pdf")
    reader = Workspace(shop.database, member=replace(MARA, role=Role.READ_ONLY), clock=Clock())
    with pytest.raises(NotPermitted):
        exports.export_customers(reader, question=Question(), path=tmp_path / "list.csv")
    assert list(tmp_path.glob("list.*")) == []
