"""A candidate whose every text is a marker, and places where a marker may still be found."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from csops.domain.candidates import Candidate, CandidatePaper, Tie
from csops.domain.openings import Move, Outcome, Stage
from csops.services.candidate_files import keep_paper, remove_paper
from csops.services.candidates import add_note, apply, save_candidate, tie_member
from csops.services.scorecards import change_card, keep_card_draft, submit_card
from csops.services.workspace import Workspace
from csops.storage.columns import metadata
from csops.storage.files import FileStore
from tests.helpers.hiring import DAY, Hiring, a_hiring, a_third, ratings
from tests.helpers.records import MARA, ROSA

MARK = "Zyxwhilda"
"""Stands in every text of the candidate, and in nothing else."""


def a_paper(workspace: Workspace, text: str = f"CV of {MARK}", *, candidate_id: int = 0) -> CandidatePaper:
    """Keep the content of a paper."""
    kept = FileStore(workspace.database).put(text.encode())
    return CandidatePaper(
        candidate_id=candidate_id,
        name=f"{MARK}.txt",
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        added_at=workspace.now(),
    )


def a_marked_candidate(workspace: Workspace, hiring: Hiring) -> Candidate:
    """Let the marker apply and be edited, noted, rated twice, decided on, and typed about."""
    workspace.member = MARA
    fresh = Candidate(name=f"{MARK} Beck", email=f"{MARK}@x.org", source=f"said {MARK}", came_on=DAY)
    application = apply(workspace, candidate=fresh, opening_id=hiring.opening.id)
    with workspace.read() as work:
        candidate = work.hiring.candidates.get(application.candidate_id)
    candidate = save_candidate(workspace, candidate=replace(candidate, phone="0301234567"))
    candidate = save_candidate(workspace, candidate=replace(candidate, consent_note=f"{MARK} agreed"))
    add_note(workspace, application_id=application.id, text=f"{MARK} was early")
    for text in ("CV", "Letter"):
        content, name = f"{text} of {MARK}".encode(), f"{MARK}.txt"
        paper = keep_paper(workspace, candidate_id=candidate.id, content=content, name=name)
        if text == "CV":
            remove_paper(workspace, paper_id=paper.id)
    tie_member(workspace, tie=Tie(candidate_id=candidate.id, member_id=a_third(workspace).id))
    with workspace.read() as work:
        cards = {one.member_id: one for one in work.hiring.scorecards.where(application_id=application.id)}
    submit_card(workspace, card_id=cards[MARA.id].id, ratings=ratings(5, 3, 1), note=f"{MARK} smiled")
    change_card(workspace, card_id=cards[MARA.id].id, ratings=ratings(4, 3, 1), note=f"{MARK} laughed")
    workspace.member = ROSA
    keep_card_draft(workspace, card_id=cards[ROSA.id].id, value={"note": f"{MARK} hums"})
    workspace.member = MARA
    move = Move(
        application_id=application.id,
        at=workspace.now(),
        member_id=MARA.id,
        from_stage=Stage.APPLIED,
        to_stage=Stage.INTERVIEW,
        to_outcome=Outcome.DECLINED,
        reason=f"{MARK} lacks",
    )
    with workspace.work("Decide") as work:
        declined = replace(application, stage=Stage.INTERVIEW, outcome=Outcome.DECLINED)
        work.hiring.applications.update(declined)
        work.hiring.moves.add(move)
        work.hiring.applications.update_many([work.hiring.applications.get(application.id)])
        work.hiring.candidates.update_many(work.hiring.candidates.all())  # a batch with others in it
    with workspace.read() as work:
        return work.hiring.candidates.get(candidate.id)


def a_marked_hiring(workspace: Workspace) -> tuple[Hiring, Candidate]:
    """Return a hiring of Ngozi and Tobias, and the marked candidate in it."""
    hiring = a_hiring(workspace)
    return hiring, a_marked_candidate(workspace, hiring)


def found_in_files(folder: Path, mark: str = MARK) -> list[str]:
    """Return the names of files below a folder whose bytes hold the marker; packed texts are looked into by SQL."""
    sought = mark.casefold().encode()
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and sought in path.read_bytes().lower()
    ]


def found_in_tables(workspace: Workspace, mark: str = MARK) -> list[str]:
    """Return the tables in which any value holds the marker, texts of the journal unpacked."""
    return sorted(set(_tables(workspace, mark)))


def _tables(workspace: Workspace, mark: str) -> Iterator[str]:
    with workspace.read() as work:
        for table in metadata.sorted_tables:
            for row in work.connection.execute(select(table)):
                if any(mark.casefold() in _said(value) for value in row):
                    yield table.name


def _said(value: object) -> str:
    plain = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return plain.casefold()
