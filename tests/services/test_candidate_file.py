"""Everything kept of one candidate in one file: complete, without names of the team, blind where the screen is."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from csops.domain.candidates import Tie
from csops.domain.errors import HoldsRecords, InputError, NotPermitted
from csops.domain.openings import Outcome
from csops.services import fairness
from csops.services.candidate_file import CandidateFile, export_candidate
from csops.services.candidates import add_note, save_candidate, tie_member
from csops.services.workspace import Workspace
from tests.helpers.hiring import a_hiring, submit
from tests.helpers.marked import MARK, a_marked_hiring
from tests.helpers.records import MARA, ROSA


def _packed(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode() for name in packed.namelist()}


def _told(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(_packed(path)["what we keep.json"])
    return told


def test_it_holds_all_that_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    done = export_candidate(workspace, candidate_id=candidate.id, path=tmp_path / "me.zip")
    assert done == CandidateFile(
        file=tmp_path / "me.zip", papers=1, scorecards=1, hidden=0, free_texts=5, has_answers=False
    )
    packed, told = _packed(tmp_path / "me.zip"), _told(tmp_path / "me.zip")
    assert packed[f"papers/1 {MARK}.txt"] == f"Letter of {MARK}"
    assert told["applications"] == [
        {"opening": "Weekend help", "applied_on": "2026-03-02", "stage": "interview", "outcome": "declined"}
    ]
    assert [(row["skill"], row["level"], row["first"]) for row in told["ratings"]] == [
        ("Listening", 4, 5),
        ("Writing", 3, 3),
        ("Saturdays", 1, 1),
    ]
    assert told["decisions"][0]["reason"] == f"{MARK} lacks"
    assert told["notes"][0]["note"] == f"{MARK} was early"
    assert told["scorecard_notes"][0]["note"] == f"{MARK} laughed"
    assert {"what": "Phone", "kept": "0301234567"} in told["about"]
    assert MARK in packed["what we keep.html"]


def test_nobody_of_the_team_is_named(workspace: Workspace, tmp_path: Path) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    export_candidate(workspace, candidate_id=candidate.id, path=tmp_path / "me.zip")
    whole = "".join(_packed(tmp_path / "me.zip").values())
    assert "Member 1 of the team" in whole
    assert not any(name in whole for name in (MARA.name, ROSA.name, "Tomasz", "Ngozi", "Tobias"))


def test_what_was_there_before_a_change_is_in_it(workspace: Workspace, tmp_path: Path) -> None:
    hiring = a_hiring(workspace, members=(ROSA,))
    candidate_id = hiring.applications[0].candidate_id
    with workspace.read() as work:
        candidate = work.hiring.candidates.get(candidate_id)
    save_candidate(workspace, candidate=replace(candidate, name="Ngozi A."))
    export_candidate(workspace, candidate_id=candidate_id, path=tmp_path / "me.zip")
    (row,) = _told(tmp_path / "me.zip")["earlier"]
    assert (row["what"], row["was"]) == ("name", "Ngozi Adeyemi")


def test_what_somebody_wrote_is_text_and_no_page(workspace: Workspace, tmp_path: Path) -> None:
    hiring = a_hiring(workspace, members=(ROSA,))
    add_note(workspace, application_id=hiring.applications[0].id, text="<script>alert(1)</script> & more")
    export_candidate(workspace, candidate_id=hiring.applications[0].candidate_id, path=tmp_path / "me.zip")
    page = _packed(tmp_path / "me.zip")["what we keep.html"]
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


# ---- blind
def test_who_is_still_to_rate_gets_nothing_of_what_others_rated(workspace: Workspace, tmp_path: Path) -> None:
    hiring = a_hiring(workspace)
    submit(workspace, hiring, ROSA, 5, 3, 2)
    add_note(workspace, application_id=hiring.applications[0].id, text="Mine")
    candidate_id = hiring.applications[0].candidate_id
    done = export_candidate(workspace, candidate_id=candidate_id, path=tmp_path / "me.zip")
    assert (done.scorecards, done.hidden) == (0, 1)
    told = _told(tmp_path / "me.zip")
    assert told["ratings"] == []
    assert [row["note"] for row in told["notes"]] == ["Mine"]
    assert any("still to rate" in said for said in told["explained"]["What is left out, and why"])
    submit(workspace, hiring, MARA, 3, 3, 3)
    done = export_candidate(workspace, candidate_id=candidate_id, path=tmp_path / "me.zip")
    assert (done.scorecards, done.hidden) == (2, 0)


def test_while_the_name_is_hidden_no_file_tells_it(workspace: Workspace, tmp_path: Path) -> None:
    hiring = a_hiring(workspace, names_hidden=True)
    with pytest.raises(InputError, match="hidden from you until you have rated"):
        export_candidate(workspace, candidate_id=hiring.applications[0].candidate_id, path=tmp_path / "me.zip")
    assert not (tmp_path / "me.zip").exists()


def test_who_is_close_cannot_make_it(workspace: Workspace, tmp_path: Path) -> None:
    hiring = a_hiring(workspace, members=(ROSA,))
    candidate_id = hiring.applications[0].candidate_id
    tie_member(workspace, tie=Tie(candidate_id=candidate_id, member_id=MARA.id))
    with pytest.raises(NotPermitted, match="not related"):
        export_candidate(workspace, candidate_id=candidate_id, path=tmp_path / "me.zip")


def test_answers_on_groups_are_in_a_file_of_their_own_for_who_may_see_them(
    workspace: Workspace, tmp_path: Path
) -> None:
    hiring = a_hiring(workspace)
    one = hiring.applications[0]
    with workspace.work("Decide") as work:
        decided = work.hiring.applications.update(replace(one, outcome=Outcome.DECLINED))
    fairness.keep_answers(workspace, candidate_id=one.candidate_id, answers={"Gender": "woman"})
    assert export_candidate(workspace, candidate_id=one.candidate_id, path=tmp_path / "me.zip").has_answers
    packed = _packed(tmp_path / "me.zip")
    assert "woman" in packed["answers on groups.html"]
    assert "woman" not in packed["what we keep.html"] + packed["what we keep.json"]
    with workspace.work("Go on") as work:
        work.hiring.applications.update(replace(decided, outcome=Outcome.OPEN))
    assert not export_candidate(workspace, candidate_id=one.candidate_id, path=tmp_path / "me.zip").has_answers
    assert "woman" not in "".join(_packed(tmp_path / "me.zip").values())


def test_it_never_replaces_a_database(sqlite_workspace: Workspace) -> None:
    hiring = a_hiring(sqlite_workspace, members=(ROSA,))
    assert sqlite_workspace.path is not None
    with pytest.raises(HoldsRecords):
        export_candidate(sqlite_workspace, candidate_id=hiring.applications[0].candidate_id, path=sqlite_workspace.path)
