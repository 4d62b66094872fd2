"""Candidates of an import: known ones found by e-mail, phone or name; applications and scorecards follow."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.candidates import Candidate, CandidateNote, checked_candidate, marks
from csops.domain.errors import CsopsError, InputError
from csops.domain.openings import Application, Opening, OpeningState
from csops.domain.texts import short_enough
from csops.imports.guesses import KnownNames
from csops.imports.mapping import Mapping, Target
from csops.imports.rows import CandidateRow, Problem, Row
from csops.services.candidates import known_candidates
from csops.services.hiring_access import check_runs, openings_seen, runs
from csops.services.import_plan import RowPlan
from csops.services.scorecards import plan_cards
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

LONGEST_NOTE = 10_000


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """One candidate of a file: as they would be kept, with what the file notes. `is_new`: nobody is there yet."""

    candidate: Candidate
    row: CandidateRow
    is_new: bool = True
    has_applied: bool = False


@dataclass
class CandidatePlan(RowPlan):
    """What an import of candidates would do: who is new, and who is there and applies, or is told more of."""

    new: list[Applicant] = field(default_factory=list)
    updated: list[Applicant] = field(default_factory=list)


class CandidateImport:
    """Sorts the rows of a list of applications for one opening against who is there, and writes who applied."""

    def __init__(self, workspace: Workspace, work: Work, *, mapping: Mapping, zone: str, now: datetime) -> None:
        self._workspace, self._work, self._zone, self._now = workspace, work, ZoneInfo(zone), now
        self.opening = opening_of(workspace, work, mapping)
        # Only those by name whom this member may know: a row must not tell who stands behind a number.
        self._there: dict[int, Candidate] = {}
        self._by_mark: dict[tuple[str, str], int] = {}
        self._in_file: set[int] = set()
        for one in known_candidates(workspace, work, work.hiring.candidates.all()):
            self._remember(one.id, one)
        mine = work.hiring.applications.where(opening_id=self.opening.id)
        self._applied = {one.candidate_id for one in mine}
        self._last_number = max((one.number for one in mine), default=0)

    def plan(self, rows: Iterable[Row]) -> CandidatePlan:
        """Sort every row; nothing is written."""
        plan = CandidatePlan()
        for row in plan.taken(rows, CandidateRow):
            try:
                self._sort(row, plan)
            except CsopsError as error:
                plan.problems.append(Problem(row=row.row, column="", reason=str(error)))
        return plan

    def _sort(self, row: CandidateRow, plan: CandidatePlan) -> None:
        wanted = checked_candidate(self._candidate(row))
        short_enough(row.note, field="note", most=LONGEST_NOTE)
        place = self._place_of(wanted)
        if place in self._in_file:
            plan.skipped += 1  # the same person further up in the file
            return
        if place is None:
            plan.new.append(Applicant(candidate=wanted, row=row))
            self._remember(-len(plan.new), wanted)
            self._in_file.add(-len(plan.new))
            return
        self._in_file.add(place)
        known = self._there[place]
        has_applied = known.id in self._applied
        joined = _filled(known, wanted)
        if has_applied and joined == known:
            plan.skipped += 1  # applied for it already, and the file tells nothing new
            return
        plan.updated.append(Applicant(candidate=joined, row=row, is_new=False, has_applied=has_applied))

    def _remember(self, place: int, candidate: Candidate) -> None:
        """Let rows find somebody: a place below zero is somebody new in the file."""
        self._there[place] = candidate
        for mark in marks(candidate):
            self._by_mark.setdefault(mark, place)

    def _place_of(self, wanted: Candidate) -> int | None:
        """Return who is the same: by e-mail or phone, by name alone only where one of both has neither."""
        named = next(iter(mark for mark in marks(wanted) if mark[0] == "name"))
        reached = (self._by_mark.get(mark) for mark in sorted(marks(wanted)) if mark != named)
        found = next((place for place in reached if place is not None), None)
        if found is not None:
            return found
        same = self._by_mark.get(named)
        is_other = same is not None and _is_reachable(wanted) and _is_reachable(self._there[same])
        return None if is_other else same

    def _candidate(self, row: CandidateRow) -> Candidate:
        day = row.applied_on or self._now.astimezone(self._zone).date()
        # The file says whether they agreed, not when: the day of the application is when they were asked.
        noon = datetime.combine(day, time(12), tzinfo=self._zone).astimezone(UTC)
        return Candidate(
            name=row.name,
            email=row.email,
            phone=row.phone,
            source=row.source,
            came_on=day,
            consent_at=min(noon, self._now) if row.consent else None,
            consent_note=row.consent_note,
        )

    def write(self, plan: CandidatePlan) -> None:
        """Write who applied, with the scorecards that the plan of the opening asks for."""
        hiring = self._work.hiring
        kept = hiring.candidates.add_many([one.candidate for one in plan.new])
        changed = [one.candidate for one in plan.updated]
        before = hiring.candidates.get_many(one.id for one in changed)
        hiring.candidates.update_many([one for one in changed if one != before[one.id]])
        applicants = [replace(one, candidate=who) for one, who in zip(plan.new, kept, strict=True)]
        applicants += [one for one in plan.updated if not one.has_applied]
        made = hiring.applications.add_many(
            [self._application(one, number) for number, one in enumerate(applicants, self._last_number + 1)]
        )
        notes = [
            CandidateNote(
                application_id=application.id,
                member_id=self._workspace.member.id or None,
                at=self._now,
                text=one.row.note,
            )
            for application, one in zip(made, applicants, strict=True)
            if one.row.note
        ]
        hiring.notes.add_many(notes)
        if made:
            plan_cards(self._work, opening=self.opening)

    def _application(self, one: Applicant, number: int) -> Application:
        day = one.row.applied_on or self._now.astimezone(self._zone).date()
        return Application(candidate_id=one.candidate.id, opening_id=self.opening.id, number=number, applied_on=day)


def _is_reachable(candidate: Candidate) -> bool:
    return bool(candidate.email or candidate.phone)


def _filled(known: Candidate, wanted: Candidate) -> Candidate:
    """Return who is known with what only the file tells."""
    agreed = known if known.consent_at is not None or wanted.consent_at is None else wanted
    return replace(
        known,
        email=known.email or wanted.email,
        phone=known.phone or wanted.phone,
        source=known.source or wanted.source,
        consent_at=agreed.consent_at,
        consent_note=agreed.consent_note or known.consent_note,
    )


def opening_of(workspace: Workspace, work: Work, mapping: Mapping) -> Opening:
    """Return the opening for which the candidates of a file applied.

    Raises:
        InputError: none is named, or it is not open. NotFound: there is none. NotPermitted: not theirs to run.
    """
    workspace.require(Permission.HIRE)
    named = mapping.constants.get(Target.OPENING, "")
    if not named.isdecimal():
        raise InputError(field="opening", problem="none is named", right="Name it by its number, such as --opening 3")
    opening = work.hiring.openings.get(int(named))
    check_runs(workspace, opening)
    if opening.state is not OpeningState.OPEN:
        raise InputError(field="opening", problem=f"{opening.title} is not open any more", right="Open it again first")
    return opening


def with_openings(workspace: Workspace, work: Work, known: KnownNames) -> KnownNames:
    """Add the openings for which this member may import candidates."""
    if not workspace.may(Permission.HIRE):
        return known
    mine = [one for one in openings_seen(workspace, work) if runs(workspace, one) and one.state is OpeningState.OPEN]
    return replace(known, openings={str(one.id): one.title for one in mine})
