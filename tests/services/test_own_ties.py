"""Firms and referrals of an exported log on their way into another file, and back into their own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from csops.domain.customers import Customer
from csops.domain.questions import Question
from csops.services import exports, history, imports, maintenance
from csops.services.imports import Imported
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.opening import open_database
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, a_case, a_contact, a_customer


@pytest.fixture
def elsewhere(tmp_path: Path, sqlite_template: Path, clock: Clock) -> Iterator[Workspace]:
    file = Path(shutil.copy(sqlite_template, tmp_path / "elsewhere.db"))
    workspace = Workspace(open_database(url_of(file)), member=MARA, clock=clock)
    yield workspace
    workspace.close()


@pytest.fixture
def log(workspace: Workspace, tmp_path: Path) -> Path:
    """The log of a shop: Ada speaks for a firm that is in it and was sent by Bo; Cy's firm and referrer are not."""
    with workspace.work("Fill") as work:
        add = work.customers.add
        fleet, far = add(a_customer(name="Fleet Ltd", is_firm=True)), add(a_customer(name="Far Ltd", is_firm=True))
        bo, dee = add(a_customer(name="Bo")), add(a_customer(name="Dee"))
        ada = add(a_customer(name="Ada", firm_id=fleet.id, referred_by_id=bo.id))
        cy = add(a_customer(name="Cy", firm_id=far.id, referred_by_id=dee.id))
        for one in (ada, bo, cy, fleet):
            case = work.cases.add(a_case(customer_id=one.id))
            work.contacts.add(a_contact(case_id=case.id, customer_id=one.id))
    return exports.export_contacts(workspace, question=Question(), path=tmp_path / "log.csv").file


def brought_in(workspace: Workspace, path: Path) -> Imported:
    reading = imports.read_file(path=path)
    mapping = imports.guess(workspace, reading=reading).mapping
    return imports.import_file(workspace, path=path, reading=reading, mapping=mapping)


def everybody(workspace: Workspace) -> dict[str, Customer]:
    with workspace.read() as work:
        return {one.name: one for one in work.customers.all()}


def test_a_firm_and_a_referral_are_tied_again_in_another_file(elsewhere: Workspace, log: Path) -> None:
    brought_in(elsewhere, log)
    there = everybody(elsewhere)
    assert len(there) == 6  # those that nobody of the log is are added by name
    assert [there[name].is_firm for name in ("Fleet Ltd", "Far Ltd", "Dee")] == [True, True, False]
    assert (there["Ada"].firm_id, there["Ada"].referred_by_id) == (there["Fleet Ltd"].id, there["Bo"].id)
    assert (there["Cy"].firm_id, there["Cy"].referred_by_id) == (there["Far Ltd"].id, there["Dee"].id)


def test_an_import_of_a_log_with_firms_is_taken_back_whole(elsewhere: Workspace, log: Path) -> None:
    done = brought_in(elsewhere, log)
    assert maintenance.check(elsewhere).problems == ()
    history.undo_import(elsewhere, import_id=done.import_id or 0)
    assert everybody(elsewhere) == {}


def test_the_own_log_changes_nothing_where_it_came_from(workspace: Workspace, log: Path) -> None:
    before = everybody(workspace)
    done = brought_in(workspace, log)
    assert (done.new, done.updated, done.skipped) == (0, 0, done.read)
    assert everybody(workspace) == before
