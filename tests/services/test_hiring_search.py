"""What the palette and the left bar tell of hiring: only what this member may know; on both databases."""

from dataclasses import replace

from csops.domain.candidates import Tie
from csops.domain.decisions import Decision
from csops.domain.openings import OpeningState
from csops.services.candidates import list_applied, tie_member
from csops.services.decisions import decide
from csops.services.hiring_search import find_hiring
from csops.services.opening_lines import opening_line
from csops.services.openings import close_opening
from csops.services.score_forms import my_waiting
from csops.services.waiting_cards import waiting_cards
from csops.services.workspace import Workspace
from tests.helpers.hiring import a_hiring, a_third, submit
from tests.helpers.records import MARA, ROSA


def names(workspace: Workspace, text: str) -> list[str]:
    found = find_hiring(workspace, text=text)
    return [*(one.title for one in found.openings), *(one.name for one in found.candidates)]


def test_openings_and_candidates_are_found_by_all_words(workspace: Workspace) -> None:
    a_hiring(workspace)
    assert names(workspace, "weekend") == ["Weekend help"]
    assert names(workspace, "adeyemi ngo") == ["Ngozi Adeyemi"]
    assert names(workspace, "ngozi kern") == []
    assert names(workspace, "  ") == []


def test_a_hidden_name_is_not_found_until_one_has_rated(workspace: Workspace) -> None:
    hidden = a_hiring(workspace, names_hidden=True)
    assert names(workspace, "ngozi") == []
    submit(workspace, hidden, MARA, 4, 3, 5)
    assert names(workspace, "ngozi") == ["Ngozi Adeyemi"]
    assert names(workspace, "tobias") == []


def test_who_is_on_no_panel_finds_nothing(workspace: Workspace) -> None:
    a_hiring(workspace)
    workspace.member = a_third(workspace)
    assert names(workspace, "ngozi") == []
    assert names(workspace, "weekend") == []


def count(workspace: Workspace) -> int:
    """Return the count of the left bar, which is that of the list and of the opening."""
    waiting = waiting_cards(workspace)
    assert waiting == len(my_waiting(workspace))
    return waiting


def test_the_left_bar_counts_what_is_still_to_be_filled(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    assert count(workspace) == 2
    submit(workspace, hiring, MARA, 4, 3, 5)
    assert count(workspace) == 1
    tobias = list_applied(workspace, opening_id=hiring.opening.id)[1]
    decide(workspace, application=tobias.application, decision=Decision.WITHDREW)
    assert count(workspace) == 0
    assert opening_line(workspace, opening_id=hiring.opening.id).waiting == ()


def test_what_is_closed_or_close_to_oneself_waits_for_nobody(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    tie_member(workspace, tie=Tie(candidate_id=hiring.applications[0].candidate_id, member_id=MARA.id))
    assert count(workspace) == 1
    close_opening(workspace, opening_id=hiring.opening.id, state=OpeningState.CLOSED)
    assert count(workspace) == 0
    assert opening_line(workspace, opening_id=hiring.opening.id).waiting == ()
    workspace.member = replace(ROSA)
    assert count(workspace) == 0
