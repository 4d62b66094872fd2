"""A log of cases on the import page: known by itself, matched, looked at, cancelled, brought in, taken back whole."""

from pathlib import Path

import pytest

from csops.domain.cases import State
from csops.domain.errors import Cancelled
from csops.domain.questions import Question
from csops.imports.case_updates import CaseLogMapping
from csops.imports.guesses import About
from csops.imports.mapping import DateOrder, Mapping, TableKind, Target
from csops.imports.reading import Reading
from csops.services import history, imports
from csops.services.case_log import import_case_log
from csops.services.import_kinds import kind_of
from csops.services.workspace import Workspace
from csops.storage.time_checks import wrong_times

LOG = """number,ident_state,opened_at,sys_updated_at,contact_type,assigned_to
A1,New,2/2/2026 09:00,2/2/2026 09:05,Kiosk,7
A1,Active,2/2/2026 09:00,2/2/2026 10:00,Kiosk,7
A1,Awaiting User Info,2/2/2026 09:00,13/2/2026 12:00,Kiosk,7
A1,Resolved,2/2/2026 09:00,14/2/2026 11:00,Kiosk,7
B2,New,?,2/2/2026 16:00,phone,?
B2,-100,?,2/2/2026 16:30,phone,?
,New,?,2/2/2026 16:30,phone,?
B2,New,?,2/2/2036 16:30,phone,?
"""


DAY_FIRST = CaseLogMapping(order=DateOrder.DAY_FIRST)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "desk.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


def matched(workspace: Workspace, path: Path) -> tuple[Reading, Mapping]:
    reading = imports.read_file(path=path)
    kind = kind_of(reading, known=imports.known_names(workspace))
    assert kind is TableKind.CASE_LOG
    found = imports.guess(workspace, reading=reading, kind=kind)
    assert not [one for one in found.questions if one.needed]
    assert About.REPLY in {one.about for one in found.questions}
    return reading, found.mapping


def bring_in(workspace: Workspace, path: Path, **options: object) -> imports.Imported:
    reading, mapping = matched(workspace, path)
    return imports.import_file(workspace, path=path, reading=reading, mapping=mapping, **options)  # type: ignore[arg-type]


def test_a_log_of_cases_is_known_by_itself_and_told_before_it_is_written(workspace: Workspace, log: Path) -> None:
    reading, mapping = matched(workspace, log)
    changed = mapping.column(Target.CHANGED_AT)
    assert changed is not None
    assert (changed.heading, changed.date_order) == ("sys_updated_at", DateOrder.DAY_FIRST)
    found = imports.look_ahead(workspace, reading=reading, mapping=mapping)
    assert (found.read, found.new, found.skipped, found.left_out) == (8, 5, 0, 3)
    assert [one.row for one in found.problems] == [7, 8, 9]
    assert ["no meaning yet" in found.problems[0].reason, "is missing" in found.problems[1].reason] == [True, True]
    assert "future" in found.problems[2].reason
    assert found.notes == ("The rows tell of 2 cases that are new",)
    assert found.names.channels == ("Kiosk",)
    with workspace.read() as work:
        assert work.cases.count(Question()) == 0


def test_every_state_comes_in_and_an_undo_takes_all_of_it(workspace: Workspace, log: Path) -> None:
    done = bring_in(workspace, log)
    with workspace.read() as work:
        states = [one.state for one in work.state_changes.all("at") if work.cases.get(one.case_id).title == "Case A1"]
        assert list(wrong_times(work.connection)) == []
    assert states == [State.NEW, State.OPEN, State.WAITING_FOR_CUSTOMER, State.RESOLVED]
    again = bring_in(workspace, log)
    assert (again.new, again.skipped) == (0, 5)
    assert again.notes == ("The rows tell of 0 cases that are new; 2 cases here already and stay as they are",)
    assert (
        import_case_log(workspace, path=log, mapping=DAY_FIRST).known == 2
    )  # the command knows what the page brought in
    history.undo_import(workspace, import_id=done.import_id or 0)
    with workspace.read() as work:
        assert (work.cases.count(Question()), work.state_changes.all()) == (0, [])


def test_who_says_that_taking_up_was_a_reply_gets_first_responses(workspace: Workspace, log: Path) -> None:
    reading, mapping = matched(workspace, log)
    mapping = Mapping(**{**vars(mapping), "constants": {Target.ANSWERED: "yes"}})
    imports.import_file(workspace, path=log, reading=reading, mapping=mapping)
    with workspace.read() as work:
        assert len(work.contacts.all()) == 3


@pytest.mark.parametrize("words", ["Sorting the rows", "Saving"])
def test_a_cancelled_log_leaves_nothing(workspace: Workspace, log: Path, words: str) -> None:
    said: list[str] = []
    with pytest.raises(Cancelled):
        bring_in(workspace, log, progress=lambda _share, now: said.append(now), cancelled=lambda: words in said)
    assert words in said
    with workspace.read() as work:
        assert (work.cases.count(Question()), work.imports.all()) == (0, [])


def test_a_log_without_its_columns_asks_for_them(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("number,colour\nA1,red\nA1,blue\n", encoding="utf-8")
    found = imports.guess(workspace, reading=imports.read_file(path=path), kind=TableKind.CASE_LOG)
    asked = [one.sentence for one in found.questions if one.needed]
    assert asked == [
        "Which column tells the state into which the case came?",
        "Which column tells when it came into that state?",
    ]
