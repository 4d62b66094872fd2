"""hire due, erase, hold, keep, export and fairness."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from csops.domain.candidates import Candidate
from csops.domain.openings import Application, Outcome, Stage
from csops.services import fairness, history
from csops.services.candidates import save_candidate
from csops.services.workspace import Workspace
from tests.cli.conftest import NOW, Type
from tests.helpers.hiring import DAY, Hiring, a_hiring
from tests.helpers.marked import MARK, a_marked_hiring, found_in_tables
from tests.helpers.records import ROSA


@pytest.fixture
def marked(where: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> str:
    """The number of the marked candidate, who was declined two hundred days ago."""
    assert where
    number = a_marked_hiring(workspace)[1].id
    monkeypatch.setattr(Workspace, "now", lambda _self: NOW + timedelta(days=200))
    return str(number)


def test_who_is_due_is_listed_with_the_rule(typed: Type, read: Type, marked: str) -> None:
    data = typed("hire", "due").data
    assert (data["months"], data["weeks"], data["is_own"]) == (6, 0, False)
    assert "AGG" in data["from"]
    (one,) = data["candidates"]
    assert (str(one["id"]), one["keep_until"], one["ground"], one["due"]) == (marked, "2027-05-17", "decided", True)
    assert len(typed("hire", "due", "--all").data["candidates"]) == 3
    assert "until 2027-05-17" in read("hire", "due").out


def test_an_erasure_tells_first_what_goes(typed: Type, read: Type, workspace: Workspace, marked: str) -> None:
    data = typed("hire", "erase", marked).data
    assert data["erased"] is False
    assert data["goes"]["scorecards"] == 2
    assert "say it again with --yes" in read("hire", "erase", marked).out
    assert found_in_tables(workspace)


def test_an_erasure_is_done_when_it_is_said(typed: Type, workspace: Workspace, marked: str) -> None:
    data = typed("hire", "erase", marked, "--yes").data
    assert (data["erased"], data["is_clean"]) == (True, True)
    assert found_in_tables(workspace) == []
    again = typed("hire", "erase", marked, "--yes")
    assert (again.status, "was erased" in again.err) == (2, True)
    assert typed("verify").data["ok"]


def test_a_hold_stops_it_until_it_is_lifted(typed: Type, marked: str) -> None:
    assert typed("hire", "hold", marked, "--reason", "Claim of 3 March").data["hold"]
    said = typed("hire", "erase", marked, "--yes")
    assert (said.status, "Claim of 3 March" in said.err) == (2, True)
    assert typed("hire", "due").data["candidates"][0]["hold_reason"] == "Claim of 3 March"
    assert not typed("hire", "unhold", marked).data["hold"]
    assert typed("hire", "erase", marked, "--yes").data["erased"]


def test_who_agreed_is_kept_longer(typed: Type, marked: str) -> None:
    asked = ("hire", "keep", marked, "--until", "2027-12-31", "--consent", "by e-mail")
    assert typed(*asked).data["keep_until"] == "2027-12-31"
    assert typed("hire", "due").data["candidates"] == []


def test_a_candidate_is_handed_what_is_kept(typed: Type, tmp_path: Path, marked: str) -> None:
    out = tmp_path / "me.zip"
    data = typed("hire", "export", marked, "--out", str(out)).data
    assert (data["papers"], data["scorecards"], data["hidden"]) == (1, 1, 0)
    with zipfile.ZipFile(out) as packed:
        assert f"papers/1 {MARK}.txt" in packed.namelist()


def _decided(workspace: Workspace, hiring: Hiring) -> None:
    for place, one in enumerate(hiring.applications):
        said = "woman" if place < 6 else "man"
        fairness.keep_answers(workspace, candidate_id=one.candidate_id, answers={"Gender": said})
        _decide(workspace, one, came=place in {0, 1, 2} or place > 6)


def _decide(workspace: Workspace, one: Application, *, came: bool) -> None:
    stage = Stage.SCREENING if came else Stage.APPLIED
    with workspace.work("Decide") as work:
        work.hiring.applications.update(replace(one, stage=stage, outcome=Outcome.DECLINED))


def test_how_groups_fared_stands_side_by_side_without_a_verdict(
    typed: Type, read: Type, where: str, workspace: Workspace
) -> None:
    assert where
    _decided(workspace, a_hiring(workspace, *"ABCDEFGHIJKL", members=(ROSA,)))
    data = typed("hire", "fairness", "--opening", "1").data
    man, woman = data["questions"][0]["steps"][0]["groups"]
    assert (man["group"], man["highest"], man["passed"], man["decided"]) == ("man", True, 5, 6)
    assert (woman["ratio"], woman["below_four_fifths"]) == (pytest.approx(0.6), True)
    assert woman["fisher_p"] == pytest.approx(0.545, abs=0.001)
    assert data["questions"][1]["too_few_to_show"]
    said = read("hire", "fairness").out
    assert "3 of 6  50 % (19 to 81)  ratio 0.60, below four fifths  Fisher p 0.545" in said
    assert "No verdict" in said


def test_only_an_owner_sees_how_groups_fared(type_bare: Type, where: str) -> None:
    said = type_bare("--db", where, "--as", "Rosa Okafor", "hire", "fairness")
    assert (said.status, "groups" in said.err) == (2, True)


def test_an_empty_answer_sheet_is_written(typed: Type, tmp_path: Path) -> None:
    data = typed("hire", "answer-sheet", "--out", str(tmp_path / "sheet.pdf")).data
    assert data["pages"] == 1
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_who_was_removed_by_undo_leaves_the_history(typed: Type, read: Type, where: str, workspace: Workspace) -> None:
    assert where
    save_candidate(workspace, candidate=Candidate(name=MARK, came_on=DAY))
    history.undo(workspace)
    assert "1 removed by undo" in read("hire", "due").out
    assert typed("hire", "erase-removed").data == {"erased": 1}
    assert found_in_tables(workspace) == []
