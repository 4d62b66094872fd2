"""Everything that is kept of one candidate in one file, for the candidate: the right of access."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from csops.domain.candidates import Candidate
from csops.domain.changes import Kind
from csops.domain.errors import InputError
from csops.domain.openings import Application
from csops.domain.reports import Cell, Report, Section, Table, Text
from csops.domain.scorecards import Scorecard
from csops.domain.team import Shop
from csops.domain.texts import safe_name
from csops.services import candidate_sections as sections
from csops.services.candidate_privacy import retention_of, run_by_me
from csops.services.candidates import shown_name
from csops.services.decisions import moves_seen
from csops.services.fairness import may_enter
from csops.services.hiring_access import check_not_tied
from csops.services.scorecards import cards_seen, notes_seen
from csops.services.workspace import Workspace
from csops.storage.files import FileStore
from csops.storage.unit_of_work import Work

ANSWERS = "answers on groups.html"


@dataclass(frozen=True, kw_only=True)
class CandidateFile:
    """What was written. `hidden`: scorecards that whoever made it may not see yet; then the file is not complete.

    `free_texts` are to be read before it is handed over: they may name other people. `has_answers`: what the candidate
    said of groups is in it, in a file of its own.
    """

    file: Path
    papers: int
    scorecards: int
    hidden: int
    free_texts: int
    has_answers: bool


def export_candidate(workspace: Workspace, *, candidate_id: int, path: Path) -> CandidateFile:
    """Write a zip with a page to read, the same as JSON, and the papers.

    Members of the team are numbered, not named: who rated is not the candidate's to know, what was said is. Whoever
    makes it gets nothing to see that is hidden from them on the screen.

    Args:
        workspace: of somebody who runs all openings that the candidate applied for.
        candidate_id: whose.
        path: the zip; an old file is replaced only when the new one is whole.

    Raises:
        NotPermitted: it takes the permission to hire, and nobody who is close to the candidate.
        InputError: the name is hidden from this member until they have rated. NotFound, Erased.
        HoldsRecords, NotAFile, DiskFull, NotWritable: the place.
    """
    from csops.excel.destination import destination
    from csops.pages.html_page import page

    with workspace.read() as work:
        told = _told(workspace, work, candidate_id)
    store = FileStore(workspace.database)
    with destination(path) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("what we keep.html", page(told.report))
        packed.writestr("what we keep.json", json.dumps(_plain(told.report), ensure_ascii=False, indent=1))
        if told.answers is not None:
            packed.writestr(ANSWERS, page(told.answers))
        for number, (name, sha256) in enumerate(told.papers, start=1):
            packed.writestr(f"papers/{number} {safe_name(name)}", store.get(sha256))
    return CandidateFile(
        file=path,
        papers=len(told.papers),
        scorecards=told.scorecards,
        hidden=told.hidden,
        free_texts=told.free_texts,
        has_answers=told.answers is not None,
    )


@dataclass(frozen=True, kw_only=True)
class _Told:
    report: Report
    answers: Report | None
    papers: Sequence[tuple[str, str]]
    scorecards: int
    hidden: int
    free_texts: int


def _told(workspace: Workspace, work: Work, candidate_id: int) -> _Told:
    candidate = run_by_me(workspace, work, candidate_id)
    hiring = work.hiring
    check_not_tied(workspace, hiring.ties.where(candidate_id=candidate_id), candidate_id=candidate_id)
    applications = hiring.applications.where(candidate_id=candidate_id)
    cards = _cards(workspace, work, candidate, applications)
    notes = [note for one in applications for note in notes_seen(workspace, work, application=one)]
    moves = [move for one in applications for move in moves_seen(workspace, work, application=one)]
    papers = hiring.papers.where(candidate_id=candidate_id)
    shop = work.settings.get(Shop)
    local = sections.Local(
        zone=ZoneInfo(shop.zone),
        openings={one.id: one.title for one in hiring.openings.all()},
        applications={one.id: one for one in applications},
        skills={skill.key: skill.name for skill in work.catalogue.skills.all()},
        members=sections.numbered([*cards, *notes, *moves]),
    )
    submitted = [card for card in cards if card.ratings]
    hidden = sum(1 for card in cards if card.is_submitted and not card.ratings)
    rated = sections.ratings(submitted, local)
    answers = hiring.group_answers.where(candidate_id=candidate_id)
    may_see = may_enter(workspace, work, candidate_id)
    parts: tuple[Section, ...] = (
        sections.about(candidate, local),
        sections.earlier(_earlier(work, candidate_id), local),
        sections.applications(applications, local),
        sections.decisions(moves, local),
        rated,
        sections.card_notes(submitted, local),
        sections.notes(notes, local),
        sections.papers(papers, local),
        sections.how_long(candidate, retention_of(work)),
        _left_out(
            hidden=hidden,
            answers=len(answers),
            may_see=may_see,
            ties=bool(hiring.ties.where(candidate_id=candidate_id)),
        ),
    )
    subtitle = f"{shop.name}, {workspace.now().astimezone(local.zone):%Y-%m-%d}".lstrip(", ")
    return _Told(
        report=Report(title=f"What we keep of {candidate.name}", subtitle=subtitle, sections=parts),
        answers=Report(title="What you said of groups", subtitle=subtitle, sections=(sections.answers(answers),))
        if answers and may_see
        else None,
        papers=[(paper.name, paper.sha256) for paper in papers],
        scorecards=len(submitted),
        hidden=hidden,
        free_texts=sum(1 for row in rated.rows if row[-1]) + len(notes) + sum(1 for move in moves if move.reason),
    )


def _earlier(work: Work, candidate_id: int) -> Iterator[tuple[datetime, str, object]]:
    """Yield the moment, the field and the value before of each change of the person's own record."""
    for act in work.history_of([(Kind.CANDIDATE, candidate_id)], limit=_ACTS):
        for change in work.changes_of(act.id):
            if (change.kind, change.record_id) == (Kind.CANDIDATE, candidate_id) and change.before and change.after:
                for name, was in change.before.items():
                    if name != "version" and was not in ("", None, change.after.get(name)):
                        yield act.at, name, was


_ACTS = 500


def _cards(
    workspace: Workspace, work: Work, candidate: Candidate, applications: Sequence[Application]
) -> list[Scorecard]:
    """Return the scorecards as this member may see them; raises InputError while the name is hidden from them."""
    seen = cards_seen(workspace, work, applications=applications)
    openings = work.hiring.openings.get_many(one.opening_id for one in applications)
    if not all(shown_name(openings[one.opening_id], candidate, seen[one.id]) for one in applications):
        raise InputError(
            field="candidate",
            problem="the name is hidden from you until you have rated",
            right="Submit your scorecard first, or let somebody else make the file who does not rate",
        )
    return [card for one in applications for card in seen[one.id].cards]


def _left_out(*, hidden: int, answers: int, may_see: bool, ties: bool) -> Text:
    said = ["Names of members of the team: they are numbered, and the same number is the same person throughout."]
    if hidden:
        said.append(f"{hidden} scorecards: whoever made this file is still to rate, and may not see them before.")
    if answers and may_see:
        said.append(f"What you said of groups is in a file of its own: {ANSWERS}.")
    elif answers:
        said.append("What you said of groups: whoever made this file may not see it. Ask for it, somebody else will.")
    if ties:
        said.append("Who of the team is close to you, so that they do not judge you: that is theirs to say.")
    said.append("Papers that were removed and earlier wordings of notes: the history holds them until you are erased.")
    return Text(title="What is left out, and why", paragraphs=tuple(said))


def _plain(report: Report) -> dict[str, Any]:
    tables = [section for section in report.sections if isinstance(section, Table)]
    texts = [section for section in report.sections if isinstance(section, Text)]
    return {
        "title": report.title,
        **{
            table.key: [
                {column.key: _json(cell) for column, cell in zip(table.columns, row, strict=True)} for row in table.rows
            ]
            for table in tables
        },
        "explained": {text.title: list(text.paragraphs) for text in texts},
    }


def _json(cell: Cell) -> object:
    return cell if cell is None or isinstance(cell, str | int | float) else str(cell)
