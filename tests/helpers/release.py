"""Makes the small real database of a release that every later release must open.

Run it once, when a release is made: `python -m tests.helpers.release`. Never run it again for that release.
"""

from datetime import timedelta
from pathlib import Path

from csops.services import history
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.drivers import sqlite_module
from csops.storage.opening import create_database
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import (
    DELIVERY,
    EMAIL,
    MARA,
    REFUND,
    a_case,
    a_customer,
    a_follow_up,
    a_note,
    kept_contact,
    set_up,
)

FILES = Path(__file__).resolve().parent.parent / "files"


def make(path: Path) -> None:
    workspace = Workspace(create_database(url_of(path)), member=MARA, clock=Clock())
    with workspace.work("Set up") as work:
        set_up(work)
    _log_contacts(workspace)
    _change_and_take_back(workspace)
    workspace.close()
    bare = sqlite_module().connect(str(path), isolation_level=None)
    bare.execute("PRAGMA journal_mode = DELETE")
    bare.execute("VACUUM")
    bare.close()


def _log_contacts(workspace: Workspace) -> None:
    with workspace.work("Log contact") as work:
        ada = work.customers.add(a_customer(phones=("0171 555 0142",), emails=("ada@example.com",)))
        kept = kept_contact(work, customer_id=ada.id, topic_id=REFUND, handle_time=timedelta(minutes=4))
        work.follow_ups.add(a_follow_up(case_id=kept.case_id, owner_id=MARA.id))
        work.notes.add(a_note(case_id=kept.case_id, member_id=MARA.id))
    with workspace.work("Import") as work:
        cases = work.cases.add_many([a_case(title=f"Imported {number}") for number in range(3)])
        for case in cases:
            kept_contact(
                work,
                case_id=case.id,
                channel_id=EMAIL,
                topic_id=DELIVERY,
                text="Parcel came late: Straße, naïve, 日本",
                happened_at=MONDAY_MORNING - timedelta(days=case.id),
            )


def _change_and_take_back(workspace: Workspace) -> None:
    with workspace.work("Remove a contact") as work:
        work.contacts.remove(4)
        work.cases.remove(4)
    history.undo(workspace)


if __name__ == "__main__":
    make(FILES / "release-0.1.0.db")
