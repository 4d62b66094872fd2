"""Another window hears what this one did."""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from csops.domain.changes import Act
from csops.domain.errors import ServerRefused
from csops.services.workspace import Workspace
from csops.storage import journal, watch
from csops.storage.opening import open_database
from csops.storage.watch import Watcher
from tests.helpers.records import MARA, a_customer


def _add_customer(workspace: Workspace) -> None:
    with workspace.work("Add customer") as work:
        work.customers.add(a_customer())


@pytest.fixture(autouse=True)
def _only_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a server be asked because it said something, not because it is asked now and then anyway."""
    monkeypatch.setattr(watch, "ANYWAY_S", 1000.0)


def _heard(ask: Callable[[], list[Act]], number: int) -> list[Act]:
    """Ask until so many acts were heard: a server's word is on its way for a moment."""
    found: list[Act] = []
    ends = monotonic() + 10
    while len(found) < number and monotonic() < ends:
        found += ask()
    return found


def test_another_window_hears_of_an_act(workspace: Workspace, rosa: Workspace) -> None:
    rosa.acts_of_others()
    _add_customer(workspace)
    assert [act.what for act in _heard(rosa.acts_of_others, 1)] == ["Add customer"]


def test_an_act_between_the_first_look_and_the_first_question_is_heard(workspace: Workspace, rosa: Workspace) -> None:
    rosa.listen()
    _add_customer(workspace)
    assert [act.what for act in rosa.acts_of_others()] == ["Add customer"]


def test_a_window_does_not_hear_itself(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.acts_of_others()
    _add_customer(workspace)
    monkeypatch.setattr(watch, "ANYWAY_S", 0.0)
    assert workspace.acts_of_others() == []


def test_a_window_does_not_hear_itself_in_the_moment_of_the_commit(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.listen()
    monkeypatch.setattr(watch, "ANYWAY_S", 0.0)
    commit, heard = Connection.commit, list[Act]()

    def commit_and_look(connection: Connection) -> None:
        commit(connection)
        heard.extend(workspace.acts_of_others())

    monkeypatch.setattr(Connection, "commit", commit_and_look)
    _add_customer(workspace)
    assert heard == workspace.acts_of_others() == []


def test_an_act_that_takes_the_number_of_one_that_failed_is_heard(
    workspace: Workspace, rosa: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.acts_of_others()
    with monkeypatch.context() as failing:
        failing.setattr(Connection, "commit", _fail)
        with pytest.raises(OSError, match="cable"):
            _add_customer(workspace)
    _add_customer(rosa)
    assert len(_heard(workspace.acts_of_others, 1)) == 1


def _fail(_connection: Connection) -> None:
    raise OSError("the cable is out")


@pytest.mark.parametrize("listens", [True, False])
def test_a_window_forgets_its_own_acts_once_it_need_not_know_them(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, listens: bool
) -> None:
    monkeypatch.setattr(watch, "ANYWAY_S", 0.0)
    for _ in range(3):
        if listens:
            workspace.acts_of_others()
        _add_customer(workspace)
    if listens:
        workspace.acts_of_others()
    assert vars(workspace)["_own_acts"] == set()


def test_nothing_is_heard_twice(workspace: Workspace, rosa: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    rosa.acts_of_others()
    _add_customer(workspace)
    _heard(rosa.acts_of_others, 1)
    monkeypatch.setattr(watch, "ANYWAY_S", 0.0)
    assert rosa.acts_of_others() == []


def test_several_acts_are_heard_oldest_first(workspace: Workspace, rosa: Workspace) -> None:
    watcher = Watcher(rosa.database)
    for _ in range(3):
        _add_customer(workspace)
    heard = [act.id for act in _heard(watcher.poll, 3)]
    watcher.close()
    assert len(heard) == 3
    assert heard == sorted(heard)


def test_more_acts_than_are_read_at_once_are_all_heard(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    few = partial(journal.acts_after, limit=2)
    monkeypatch.setattr(journal, "acts_after", few)
    watcher = Watcher(workspace.database)
    for _ in range(5):
        _add_customer(workspace)
    heard = _heard(watcher.poll, 5)
    watcher.close()
    assert len(heard) == 5


def test_a_window_that_lost_the_server_catches_up(postgres_url: URL) -> None:
    mine, other = (Workspace(open_database(postgres_url), member=MARA) for _ in range(2))
    watcher = Watcher(mine.database)
    with other.database.writing() as connection:
        ended = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(text(ended))
    _add_customer(other)
    with pytest.raises(ServerRefused) as caught:
        # The server's last words come first, the end of the line at the next look.
        deque(iter(watcher.poll, None), maxlen=0)
    assert "\n" not in str(caught.value)
    assert [act.what for act in watcher.poll()] == ["Add customer"]
    watcher.close()
    mine.close()
    other.close()


def test_a_server_that_is_down_from_the_first_look_is_told_and_asked_again(
    postgres_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Workspace(open_database(postgres_url), member=MARA)
    mine.listen()
    _add_customer(other := Workspace(open_database(postgres_url), member=MARA))
    with monkeypatch.context() as down:
        down.setattr(mine.database.engine, "connect", _refuse)
        for _ in range(2):
            with pytest.raises(ServerRefused):
                mine.acts_of_others()
    assert [act.what for act in _heard(mine.acts_of_others, 1)] == ["Add customer"]
    mine.close()
    other.close()


def _refuse() -> Connection:
    raise OperationalError("LISTEN", None, psycopg.OperationalError("connection refused"))


def test_a_server_says_the_number_of_the_act_and_nothing_else(postgres_url: URL) -> None:
    mine = Workspace(open_database(postgres_url), member=MARA)
    with mine.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as listening:
        listening.exec_driver_sql(f"LISTEN {journal.CHANNEL}")
        _add_customer(mine)
        line: Any = listening.connection.driver_connection
        said = [notice.payload for notice in line.notifies(timeout=5, stop_after=1)]
        listening.invalidate()
    with mine.read() as work:
        assert said == [str(work.newest_act())]
    mine.close()


def test_asking_a_server_that_said_nothing_sends_nothing(postgres_url: URL) -> None:
    mine = Workspace(open_database(postgres_url), member=MARA)
    watcher = Watcher(mine.database)
    watcher.poll()
    sent: list[str] = []
    event.listen(mine.database.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    assert [watcher.poll() for _ in range(50)] == [[]] * 50
    assert sent == []
    watcher.close()
    mine.close()


def test_a_line_that_died_in_silence_is_asked_all_the_same(postgres_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, other = (Workspace(open_database(postgres_url), member=MARA) for _ in range(2))
    watcher = Watcher(mine.database)
    watcher.poll()
    monkeypatch.setattr(journal, "announce", lambda *_: None)
    _add_customer(other)
    monkeypatch.setattr(watch, "ANYWAY_S", 0.0)
    assert [act.what for act in watcher.poll()] == ["Add customer"]
    watcher.close()
    mine.close()
    other.close()


def test_an_act_that_is_taken_back_is_not_announced(postgres_url: URL) -> None:
    mine, other = (Workspace(open_database(postgres_url), member=MARA) for _ in range(2))
    watcher = Watcher(mine.database)
    watcher.poll()
    with suppress(InterruptedError), other.work("Add customer") as work:
        work.customers.add(a_customer())
        journal.announce(work.connection, 1)
        raise InterruptedError
    assert watcher.poll() == []
    watcher.close()
    mine.close()
    other.close()


def test_a_connection_that_listened_goes_to_nobody_else(postgres_url: URL) -> None:
    mine = Workspace(open_database(postgres_url), member=MARA)
    Watcher(mine.database).close()
    with mine.database.engine.connect() as connection:
        assert connection.execute(text("SELECT pg_listening_channels()")).all() == []
    mine.close()
