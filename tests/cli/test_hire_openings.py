"""hire openings, open, state, candidates and add; import --as candidates."""

from pathlib import Path

import pytest

from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.hiring import Hiring, a_hiring, submit
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(where: str, workspace: Workspace) -> Hiring:
    assert where
    return a_hiring(workspace)


def test_openings_are_listed_with_what_waits(typed: Type, read: Type, hiring: Hiring) -> None:
    [one] = typed("hire", "openings").data["openings"]
    assert (one["title"], one["people"], one["hired"], one["stages"]) == ("Weekend help", 1, 0, {"applied": 2})
    assert len(one["waiting"]) == 2
    assert "2 scorecards wait for you" in read("hire", "openings").out


def test_a_place_is_opened_closed_and_opened_again(typed: Type, hiring: Hiring) -> None:
    made = typed("hire", "open", "helper", "--people", "3", "--by", "2026-12-24").data
    assert (made["title"], made["people"], made["needed_by"]) == ("Weekend help", 3, "2026-12-24")
    typed("hire", "state", str(made["id"]), "closed")
    assert [one["id"] for one in typed("hire", "openings").data["openings"]] == [hiring.opening.id]
    assert len(typed("hire", "openings", "--all").data["openings"]) == 2
    assert typed("hire", "state", str(made["id"]), "open").data["state"] == "open"


def test_a_profile_that_is_not_there_is_said(typed: Type, hiring: Hiring) -> None:
    said = typed("hire", "open", "astronaut")
    assert (said.status, hiring.opening.title in said.err) == (2, True)


def test_candidates_are_listed_by_number_while_names_are_hidden(
    typed: Type, read: Type, where: str, workspace: Workspace
) -> None:
    assert where
    hidden = a_hiring(workspace, names_hidden=True)
    number = str(hidden.opening.id)
    first = typed("hire", "candidates", number).data["candidates"][0]
    assert (first["name"], first["candidate"], first["number"], first["hidden"]) == (None, None, 1, "blind")
    assert "Ngozi" not in read("hire", "candidates", number).out
    submit(workspace, hidden, MARA, 4, 3, 5)
    first = typed("hire", "candidates", number).data["candidates"][0]
    assert (first["name"], first["finished"], first["asked"]) == ("Ngozi Adeyemi", 1, 2)


def test_somebody_is_added_and_who_may_be_the_same_is_said(typed: Type, hiring: Hiring) -> None:
    number = str(hiring.opening.id)
    added = typed("hire", "add", number, "Elena Vasquez", "--email", "e@example.org", "--consent", "by e-mail").data
    assert added["may_be"] == []
    twin = typed("hire", "add", number, "E. Vasquez", "--email", "E@example.org").data
    assert [one["id"] for one in twin["may_be"]] == [added["candidate"]]
    again = typed("hire", "add", number, "--known", str(added["candidate"]))
    assert (again.status, "Elena Vasquez" in again.err) == (1, True)


def test_who_is_on_no_panel_sees_nothing(typed: Type, where: str, workspace: Workspace) -> None:
    assert where
    hiring = a_hiring(workspace, members=(MARA,))
    assert typed("--as", ROSA.name, "hire", "openings").data["openings"] == []
    said = typed("--as", ROSA.name, "hire", "candidates", str(hiring.opening.id))
    assert (said.status, "Ngozi" in said.out + said.err) == (2, False)


def test_a_list_is_imported_for_an_opening(typed: Type, hiring: Hiring, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,Applied on\nElena Vasquez,e@example.org,2026-11-02\nRafael Lima,,2026-11-03\n")
    asked = typed("import", str(path), "--as", "candidates")
    assert (asked.status, asked.data["outcome"]) == (2, "ask")
    said = typed("import", str(path), "--as", "candidates", "--opening", str(hiring.opening.id))
    assert (said.data["read"], said.data["new"], said.data["left_out"]) == (2, 2, 0)
    assert len(typed("hire", "candidates", str(hiring.opening.id)).data["candidates"]) == 4
    typed("undo", "--import", str(said.data["import"]))
    assert len(typed("hire", "candidates", str(hiring.opening.id)).data["candidates"]) == 2
