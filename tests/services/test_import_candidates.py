"""Candidates from a file: every row is counted, nobody kept twice, the whole can be taken back; on both databases."""

from dataclasses import replace
from pathlib import Path

import pytest

from csops.domain.access import Role
from csops.domain.candidates import Candidate
from csops.domain.errors import InputError, NotPermitted
from csops.domain.openings import OpeningState
from csops.imports.guesses import About
from csops.imports.mapping import Mapping, TableKind, Target
from csops.imports.reading import Reading
from csops.services import history, imports
from csops.services.candidate_view import candidate_view
from csops.services.candidates import add_note, list_applied, save_candidate
from csops.services.imports import Imported
from csops.services.openings import close_opening
from csops.services.workspace import Workspace
from tests.helpers.hiring import DAY, Hiring, a_hiring, submit
from tests.helpers.records import MARA, ROSA

HEAD = "Name;E-Mail;Telefon;Quelle;Beworben am;Bemerkung;Datenschutz\n"
THREE = (
    "Elena Vasquez;elena@example.org;0171 5550142;Aushang;28.02.2026;Hat Samstags Zeit;ja\n"
    "Rafael Lima;rafael@example.org;;Freundin von Priya;27.02.2026;;nein\n"
    ";niemand@example.org;;;;;\n"
)


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    """Ngozi and Tobias applied already."""
    return a_hiring(workspace)


def read(tmp_path: Path, text: str) -> tuple[Path, Reading]:
    path = tmp_path / "bewerbungen.csv"
    path.write_text(text, encoding="utf-8")
    return path, imports.read_file(path=path)


def mapping_for(workspace: Workspace, reading: Reading, opening_id: int) -> Mapping:
    found = imports.guess(workspace, reading=reading, kind=TableKind.CANDIDATES).mapping
    return replace(found, constants={**found.constants, Target.OPENING: str(opening_id)})


def bring(workspace: Workspace, hiring: Hiring, tmp_path: Path, text: str) -> Imported:
    path, reading = read(tmp_path, text)
    mapping = mapping_for(workspace, reading, hiring.opening.id)
    return imports.import_file(workspace, path=path, reading=reading, mapping=mapping)


def counts(found: Imported) -> tuple[int, int, int, int, int]:
    return found.read, found.new, found.updated, found.skipped, found.left_out


def test_columns_are_found_by_their_headings_and_the_opening_is_asked(
    workspace: Workspace, hiring: Hiring, tmp_path: Path
) -> None:
    found = imports.guess(workspace, reading=read(tmp_path, HEAD + THREE)[1], kind=TableKind.CANDIDATES)
    targets = [column.target for column in found.mapping.columns]
    assert targets == [
        Target.NAME, Target.EMAIL, Target.PHONE, Target.SOURCE, Target.APPLIED_ON, Target.NOTE, Target.CONSENT,
    ]  # fmt: skip
    [asked] = [one for one in found.questions if one.needed]
    assert (asked.about, asked.words) == (About.OPENING, (("Weekend help", hiring.opening.id),))


def test_each_row_becomes_an_application_with_its_scorecards(
    workspace: Workspace, hiring: Hiring, tmp_path: Path
) -> None:
    found = bring(workspace, hiring, tmp_path, HEAD + THREE)
    assert counts(found) == (3, 2, 0, 0, 1)
    assert "A candidate needs a name" in found.problems[0].reason
    applied = list_applied(workspace, opening_id=hiring.opening.id)
    assert [(one.name, one.application.number, one.asked) for one in applied[2:]] == [
        ("Elena Vasquez", 3, 2),
        ("Rafael Lima", 4, 2),
    ]
    assert [note.text for note in candidate_view(workspace, application_id=applied[2].id).notes] == [
        "Hat Samstags Zeit"
    ]
    with workspace.read() as work:
        elena, rafael = (work.hiring.candidates.get(one.candidate_id) for one in applied[2:])
    assert (elena.source, elena.came_on.isoformat(), elena.phone) == ("Aushang", "2026-02-28", "0171 5550142")
    assert (elena.consent_at is not None, elena.consent_note) == (True, "Datenschutz: ja")
    assert (rafael.consent_at, rafael.consent_note) == (None, "Datenschutz: nein")


def test_the_same_file_again_brings_nobody(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    bring(workspace, hiring, tmp_path, HEAD + THREE)
    assert counts(bring(workspace, hiring, tmp_path, HEAD + THREE)) == (3, 0, 0, 2, 1)


def test_who_is_known_applies_and_is_told_more_of(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    known = save_candidate(workspace, candidate=Candidate(name="E. Vasquez", email="elena@example.org", came_on=DAY))
    found = bring(workspace, hiring, tmp_path, HEAD + THREE)
    assert counts(found) == (3, 1, 1, 0, 1)
    with workspace.read() as work:
        kept = work.hiring.candidates.get(known.id)
    assert (kept.name, kept.phone) == ("E. Vasquez", "0171 5550142")
    assert known.id in {one.candidate_id for one in list_applied(workspace, opening_id=hiring.opening.id)}


def test_a_person_twice_in_a_file_is_one(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    rows = "Elena Vasquez;elena@example.org;;;;;\nElena V.;ELENA@example.org;;;;;\n"
    assert counts(bring(workspace, hiring, tmp_path, HEAD + rows)) == (2, 1, 0, 1, 0)


def test_two_of_one_name_with_other_addresses_are_two(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    rows = "Anna Meyer;anna@example.org;;;;;\nAnna Meyer;meyer@example.com;;;;;\n"
    assert counts(bring(workspace, hiring, tmp_path, HEAD + rows)) == (2, 2, 0, 0, 0)


def test_nothing_stays_of_an_import_that_is_taken_back(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    found = bring(workspace, hiring, tmp_path, HEAD + THREE)
    assert found.import_id is not None
    history.undo_import(workspace, import_id=found.import_id)
    assert [one.name for one in list_applied(workspace, opening_id=hiring.opening.id)] == [
        "Ngozi Adeyemi",
        "Tobias Kern",
    ]
    with workspace.read() as work:
        assert len(work.hiring.candidates.all()) == 2


def test_hostile_names_stay_text(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://x")', "<b>Bold</b>", "'; DROP TABLE candidates; --", "\u202eevil\u202c name"
    rows = "".join(f'"{name.replace(chr(34), chr(34) * 2)}";;;;;;\n' for name in hostile)
    found = bring(workspace, hiring, tmp_path, HEAD + rows)
    assert found.new + found.left_out == 4
    names = [one.name for one in list_applied(workspace, opening_id=hiring.opening.id)]
    assert set(hostile[:3]) <= set(names)


def test_a_name_without_end_is_named_by_its_row(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    found = bring(
        workspace, hiring, tmp_path, f"{HEAD}{'x' * 300};;;;;;\n{''.join(f'Elena {n};;;;;;{chr(10)}' for n in 'abcde')}"
    )
    assert (counts(found), found.problems[0].row) == ((6, 5, 0, 0, 1), 2)


def test_a_row_does_not_tell_who_stands_behind_a_number(workspace: Workspace, tmp_path: Path) -> None:
    hidden = a_hiring(workspace, "Elena Vasquez", names_hidden=True)
    found = bring(workspace, hidden, tmp_path, HEAD + "Elena Vasquez;;;;;;\n")
    assert counts(found) == (1, 1, 0, 0, 0)
    submit(workspace, hidden, MARA, 4, 3, 5)
    assert counts(bring(workspace, hidden, tmp_path, HEAD + "Elena Vasquez;;;;;;\n")) == (1, 0, 0, 1, 0)


def test_nobody_is_imported_for_an_opening_that_is_closed(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    close_opening(workspace, opening_id=hiring.opening.id, state=OpeningState.CLOSED)
    with pytest.raises(InputError, match="not open any more"):
        bring(workspace, hiring, tmp_path, HEAD + THREE)


def test_who_does_not_run_the_opening_imports_nobody(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    for role in (Role.MANAGER, Role.SUPERVISOR):
        workspace.member = replace(ROSA, role=role)
        with pytest.raises(NotPermitted):
            bring(workspace, hiring, tmp_path, HEAD + THREE)


def test_an_import_of_somebody_who_was_rated_since_is_not_taken_back(
    workspace: Workspace, hiring: Hiring, tmp_path: Path
) -> None:
    found = bring(workspace, hiring, tmp_path, HEAD + THREE)
    added = list_applied(workspace, opening_id=hiring.opening.id)[2]
    add_note(workspace, application_id=added.id, text="Called")
    assert found.import_id is not None
    with pytest.raises(Exception, match="used by"):
        history.undo_import(workspace, import_id=found.import_id)
    assert len(list_applied(workspace, opening_id=hiring.opening.id)) == 4


def test_a_later_file_is_asked_for_its_own_opening(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    bring(workspace, hiring, tmp_path, HEAD + THREE)
    again = imports.propose(workspace, reading=read(tmp_path, HEAD + THREE)[1], kind=TableKind.CANDIDATES)
    assert again.remembered is not None
    assert About.OPENING in {one.about for one in again.guess.questions if one.needed}
