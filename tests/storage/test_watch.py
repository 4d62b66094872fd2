"""Another window hears what this one did."""

from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from csops.domain.errors import ServerRefused
from csops.services.workspace import Workspace
from csops.storage import journal
from csops.storage.opening import open_database
from csops.storage.watch import Watcher
from tests.helpers.records import MARA, a_customer


def _add_customer(workspace: Workspace) -> None:
    with workspace.work("Add customer") as work:
        work.customers.add(a_customer())


def test_another_window_hears_of_an_act(workspace: Workspace, rosa: Workspace) -> None:
    rosa.acts_of_others()
    _add_customer(workspace)
    assert [act.what for act in rosa.acts_of_others()] == ["Add customer"]


def test_a_window_does_not_hear_itself(workspace: Workspace) -> None:
    workspace.acts_of_others()
    _add_customer(workspace)
    assert workspace.acts_of_others() == []


def test_nothing_is_heard_twice(workspace: Workspace, rosa: Workspace) -> None:
    rosa.acts_of_others()
    _add_customer(workspace)
    rosa.acts_of_others()
    assert rosa.acts_of_others() == []


def test_several_acts_are_heard_oldest_first(workspace: Workspace, rosa: Workspace) -> None:
    watcher = Watcher(rosa.database)
    for _ in range(3):
        _add_customer(workspace)
    heard = [act.id for act in watcher.poll()]
    watcher.close()
    assert len(heard) == 3
    assert heard == sorted(heard)


def test_more_acts_than_are_read_at_once_are_all_heard(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    few = partial(journal.acts_after, limit=2)
    monkeypatch.setattr(journal, "acts_after", few)
    watcher = Watcher(workspace.database)
    for _ in range(5):
        _add_customer(workspace)
    heard = watcher.poll()
    watcher.close()
    assert len(heard) == 5


def test_a_window_that_lost_the_server_catches_up(postgres_url: URL) -> None:
    mine, other = (Workspace(open_database(postgres_url), member=MARA) for _ in range(2))
    watcher = Watcher(mine.database)
    with other.database.writing() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
    _add_customer(other)
    with pytest.raises(ServerRefused):
        watcher.poll()
    assert [act.what for act in watcher.poll()] == ["Add customer"]
    watcher.close()
    mine.close()
    other.close()
