"""Interview sheets to print: an interviewer's part of the plan, for each candidate whom they are to rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csops.domain.errors import InputError, NotUnderstood
from csops.domain.interview_sheets import InterviewSheet, SheetSkill
from csops.domain.openings import Application, Opening, Outcome, Seat
from csops.domain.role_profiles import RoleProfile
from csops.domain.scorecards import CardState
from csops.domain.skills import Skill
from csops.services.candidates import Applied, applied_in
from csops.services.content import starter
from csops.services.hiring_access import check_sees
from csops.services.scorecards import my_card, profile_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

if TYPE_CHECKING:
    from csops.pages.pdf import WrittenPages


@dataclass(frozen=True, kw_only=True)
class _Printing:
    """What the sheets of an opening share."""

    opening: Opening
    role: RoleProfile
    skills: dict[str, Skill]
    members: dict[int, str]
    shop: str
    notes: tuple[str, ...]


def sheets_of_opening(workspace: Workspace, *, opening_id: int, seat_id: int | None = None) -> list[InterviewSheet]:
    """Return a sheet for each part of the plan (or one) and each candidate who is still to be rated in it.

    Without such a candidate a part has one sheet, its name left blank. Names that are hidden are so on paper too.

    Raises:
        NotFound: no such opening or part. NotPermitted: neither owner, lead, nor on its panel.
        InputError: nobody is planned to rate yet.
    """
    with workspace.read() as work:
        opening = work.hiring.openings.get(opening_id)
        check_sees(workspace, work, opening)
        seats = [seat for seat in work.hiring.seats.where(opening_id=opening_id) if seat.active]
        if seat_id is not None:
            seats = [work.hiring.seats.get(seat_id)]
        if not seats:
            right = "Plan first who rates which skills"
            raise InputError(field="plan", problem=f"nobody is to rate in {opening.title} yet", right=right)
        printing = _printing(workspace, work, opening)
        applied = applied_in(workspace, work, opening=opening)
    return [sheet for seat in seats for sheet in _of_seat(printing, seat, applied)]


def sheet_of_seat(workspace: Workspace, *, seat_id: int) -> list[InterviewSheet]:
    """Return the sheets of one part of the plan. Raises as `sheets_of_opening`."""
    with workspace.read() as work:
        opening_id = work.hiring.seats.get(seat_id).opening_id
    return sheets_of_opening(workspace, opening_id=opening_id, seat_id=seat_id)


def sheet_of_card(workspace: Workspace, *, card_id: int) -> list[InterviewSheet]:
    """Return the sheet of one's own scorecard.

    Raises:
        NotFound: no such scorecard. NotPermitted: somebody else's, or of somebody close.
    """
    card = my_card(workspace, card_id=card_id)
    with workspace.read() as work:
        application = work.hiring.applications.get(card.application_id)
        opening = work.hiring.openings.get(application.opening_id)
        check_sees(workspace, work, opening)
        printing = _printing(workspace, work, opening)
        seat = Seat(opening_id=opening.id, member_id=card.member_id, evidence=card.evidence, skills=card.skills)
        if card.seat_id is not None:
            seat = work.hiring.seats.get(card.seat_id)
        applied = applied_in(workspace, work, opening=opening)
    mine = next(one for one in applied if one.application.id == application.id)
    return [_sheet(printing, seat, _called(printing, mine.name, application))]


def write_sheets(sheets: Sequence[InterviewSheet], path: Path) -> "WrittenPages":
    """Write sheets as a PDF, each beginning a page of its own.

    Raises:
        NotUnderstood: another ending. HoldsRecords, NotAFile, DiskFull, NotWritable: an old file is as it was.
    """
    from csops.excel.destination import refuse_records
    from csops.pages.interview import SheetPages
    from csops.pages.pdf import write_pages

    if path.suffix.lower() != ".pdf":
        raise NotUnderstood(field="file", value=path.name, right="Give it the ending .pdf")
    refuse_records(path)
    return write_pages(lambda: SheetPages(sheets), path, title=sheets[0].opening if sheets else "")


def _printing(workspace: Workspace, work: Work, opening: Opening) -> _Printing:
    return _Printing(
        opening=opening,
        role=profile_of(work, opening.profile_version_id),
        skills={skill.key: skill for skill in work.catalogue.skills.all()},
        members={member.id: member.name for member in work.members.all()},
        shop=workspace.shop().name,
        notes=tuple(starter("role_profiles")["interviewer_notes"]),
    )


def _of_seat(printing: _Printing, seat: Seat, applied: Sequence[Applied]) -> list[InterviewSheet]:
    waiting = [
        one
        for one in applied
        if one.application.outcome is Outcome.OPEN
        and any(card.seat_id == seat.id and card.state is CardState.PLANNED for card in one.seen.cards)
    ]
    called = [_called(printing, one.name, one.application) for one in waiting] or [""]
    return [_sheet(printing, seat, name) for name in called]


def _called(printing: _Printing, name: str, application: Application) -> str:
    """Return how the sheet calls a candidate: whoever prints it may know more than whoever is to rate."""
    return f"Candidate {application.number}" if printing.opening.names_hidden or not name else name


def _sheet(printing: _Printing, seat: Seat, candidate: str) -> InterviewSheet:
    return InterviewSheet(
        shop=printing.shop,
        opening=printing.opening.title,
        role=printing.role.name,
        candidate=candidate,
        interviewer=printing.members.get(seat.member_id, ""),
        evidence=seat.evidence,
        minutes=seat.minutes,
        skills=tuple(
            SheetSkill(
                skill=printing.skills[key],
                question=seat.questions.get(key) or printing.skills[key].question,
                asked=printing.role.asked(key),
            )
            for key in seat.skills
            if key in printing.skills
        ),
        notes=printing.notes,
    )
