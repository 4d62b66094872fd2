"""A program that is open while a newer one changes the schema stops writing, and says why."""

import threading
from time import monotonic

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from csops.domain.errors import CsopsError, NewerDatabase
from csops.domain.questions import Question
from csops.services.workspace import Workspace
from csops.storage.database import Database
from tests.helpers.records import a_customer

NEWER = text("UPDATE alembic_version SET version_num = '9999'")


def _bring_up_to_date(url: URL) -> None:
    newer = Database(url)
    with newer.writing() as connection:
        connection.execute(NEWER)
        connection.commit()
    newer.close()


def _add(workspace: Workspace) -> None:
    with workspace.work("Add customer") as work:
        work.customers.add(a_customer())


def _customers(workspace: Workspace) -> int:
    with workspace.read() as work:
        return work.customers.count(Question())


def test_an_open_program_writes_nothing_over_a_newer_schema(workspace: Workspace, database_url: URL) -> None:
    _add(workspace)
    _bring_up_to_date(database_url)
    with pytest.raises(NewerDatabase, match="update csops"):
        _add(workspace)
    assert _customers(workspace) == 1


def test_after_the_refusal_others_can_write(workspace: Workspace, database_url: URL) -> None:
    _bring_up_to_date(database_url)
    with pytest.raises(NewerDatabase):
        _add(workspace)
    _bring_up_to_date(database_url)  # would wait for a lock that was left behind


def test_who_waits_while_the_schema_is_changed_is_refused_too(workspace: Workspace, database_url: URL) -> None:
    refused: list[CsopsError] = []

    def save() -> None:
        try:
            _add(workspace)
        except CsopsError as error:
            refused.append(error)

    newer = Database(database_url)
    with newer.writing() as connection:
        waiting = threading.Thread(target=save)
        waiting.start()
        if not newer.is_sqlite:
            _wait_for_a_waiter(newer)
        connection.execute(NEWER)
        connection.commit()
    waiting.join(timeout=20)
    newer.close()
    assert [type(one) for one in refused] == [NewerDatabase]


def test_a_question_about_what_is_gone_says_that_the_schema_is_newer(workspace: Workspace, database_url: URL) -> None:
    newer = Database(database_url)
    with newer.writing() as connection:
        connection.execute(text("ALTER TABLE customers RENAME COLUMN note TO remark"))
        connection.execute(NEWER)
        connection.commit()
    newer.close()
    with pytest.raises(NewerDatabase), workspace.read() as work:
        work.customers.get(1)


def _wait_for_a_waiter(database: Database) -> None:
    asked = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    ends = monotonic() + 10
    waiters = 0
    while not waiters and monotonic() < ends:
        with database.reading() as connection:
            waiters = connection.execute(asked).scalar_one()
    assert waiters
