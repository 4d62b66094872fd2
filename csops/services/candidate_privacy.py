"""What the law gives candidates: details kept no longer than needed, erased for good, held back, or handed over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.candidates import Candidate, checked_candidate
from csops.domain.errors import Missing, OnHold, OutOfRange
from csops.domain.openings import Application, Opening, OpeningState, Outcome
from csops.domain.retention import (
    HiringRecords,
    Keeping,
    Progress,
    RetentionRule,
    applied_rule,
    checked_records,
    keeping,
    records_from,
    rule_for,
)
from csops.domain.team import Shop
from csops.domain.texts import kept
from csops.services.candidates import check_candidate, shown_name
from csops.services.content import starter
from csops.services.erasing import WHAT, erase, let_go_surely
from csops.services.erasing import erase_removed as removed_erased
from csops.services.hiring_access import check_runs, openings_seen, runs
from csops.services.scorecards import cards_seen
from csops.services.workspace import Workspace
from csops.storage import erasing
from csops.storage.unit_of_work import Work

SETTING = "hiring_records"
WHAT_REMOVED = "Erase removed candidates"


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long details are kept here: the rule of the shop's country, and what the shop decided itself."""

    rule: RetentionRule
    records: HiringRecords

    @property
    def months(self) -> int:
        """Months after the decision that hold."""
        return applied_rule(self.rule, self.records)[0]

    @property
    def weeks(self) -> int:
        """Weeks that come on top."""
        return applied_rule(self.rule, self.records)[1]

    @property
    def is_own(self) -> bool:
        """Whether the shop chose its own period."""
        return self.records.months is not None or self.records.weeks is not None


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One candidate in the list of what is kept.

    `name` is "" where it is hidden from this viewer; then `number` tells, and `candidate` holds no text either.
    `openings` are the titles of those that they applied for, `opening_ids` their numbers.
    """

    candidate: Candidate
    name: str
    number: int
    openings: tuple[str, ...]
    opening_ids: tuple[int, ...]
    keeping: Keeping
    may_erase: bool

    @property
    def id(self) -> int:
        """The number of the candidate, by which a list knows them."""
        return self.candidate.id


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an erasure takes and what stays, before it: numbers of records. `shared` papers' contents stay with others.

    `named_in` are titles of openings whose note holds the name: only a person can decide on those.
    """

    name: str
    hold_reason: str
    applications: int
    scorecards: int
    notes: int
    decisions: int
    papers: int
    shared: int
    answers: int
    ties: int
    is_open: bool
    is_hired: bool
    named_in: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What an erasure took. `is_clean`: nothing of it is left in the file's own log either."""

    records: int
    drafts: int
    papers: int
    is_clean: bool


# ------------------------------------------------------------ how long
def retention_rules() -> tuple[RetentionRule, ...]:
    """Return the rules of the countries that come with the program."""
    return tuple(
        RetentionRule(
            country=str(one["country"]),
            months=int(one.get("months", 0)),
            weeks=int(one.get("weeks", 0)),
            from_what=str(one["from"]),
            ask=str(one["ask"]),
            is_sure=bool(one["sure"]),
        )
        for one in starter("retention")["rules"]
    )


def retention(workspace: Workspace) -> Retention:
    """Return how long details are kept in this shop."""
    with workspace.read() as work:
        return retention_of(work)


def retention_of(work: Work) -> Retention:
    """Return the same within an operation."""
    rule = rule_for(work.settings.get(Shop).region, retention_rules())
    return Retention(rule=rule, records=records_from(work.settings.mapping(SETTING)))


def save_hiring_records(workspace: Workspace, *, records: HiringRecords) -> HiringRecords:
    """Keep how long details are kept and what the answer sheet asks; raises Missing, OutOfRange or NotPermitted."""
    workspace.require(Permission.SETTINGS)
    ready = checked_records(records)
    with workspace.work("Change how long candidates are kept") as work:
        work.settings.keep_mapping(SETTING, ready.to_plain())
    return ready


def list_kept(workspace: Workspace) -> list[Kept]:
    """Return every candidate that this member may see, those to be erased first; raises NotPermitted without HIRE."""
    workspace.require(Permission.HIRE)
    with workspace.read() as work:
        return _list_kept(workspace, work, work.hiring.candidates.all("name"))


def kept_of(workspace: Workspace, *, candidate_id: int) -> Kept:
    """Return one candidate as `list_kept` does; raises NotFound, or NotPermitted as `check_candidate`."""
    workspace.require(Permission.HIRE)
    with workspace.read() as work:
        candidate = check_candidate(workspace, work, candidate_id)
        return _list_kept(workspace, work, [candidate])[0]


def _list_kept(workspace: Workspace, work: Work, candidates: Sequence[Candidate]) -> list[Kept]:
    openings = {opening.id: opening for opening in work.hiring.openings.all()}
    seen = {opening.id for opening in openings_seen(workspace, work)}
    applications = work.hiring.applications.where_any("candidate_id", [candidate.id for candidate in candidates])
    by_candidate: dict[int, list[Application]] = {candidate.id: [] for candidate in candidates}
    for one in applications:
        by_candidate[one.candidate_id].append(one)
    cards = cards_seen(workspace, work, applications=[one for one in applications if one.opening_id in seen])
    rule, progress = retention_of(work), _progress(work, openings.values(), applications)
    found = []
    for candidate in candidates:
        mine = by_candidate[candidate.id]
        visible = [one for one in mine if one.opening_id in seen]
        if mine and not visible:
            continue
        names = [shown_name(openings[one.opening_id], candidate, cards[one.id]) for one in visible]
        own = replace(progress, applications=mine)
        found.append(
            Kept(
                candidate=candidate if all(names) else _unnamed(candidate),
                name=candidate.name if all(names) else "",
                number=visible[0].number if visible else 0,
                openings=tuple(openings[one.opening_id].title for one in visible),
                opening_ids=tuple(one.opening_id for one in visible),
                keeping=keeping(candidate, own, months=rule.months, weeks=rule.weeks),
                may_erase=all(runs(workspace, openings[one.opening_id]) for one in mine),
            )
        )
    return sorted(found, key=lambda one: (one.keeping.until or date.max, one.name.casefold()))


def _unnamed(candidate: Candidate) -> Candidate:
    """Return the record without what tells who it is, or was typed by somebody who knew."""
    return replace(candidate, name="", email="", phone="", source="", consent_note="", hold_reason="")


def keeping_of(work: Work, candidate: Candidate) -> Keeping:
    """Return until when a candidate's details are kept, and why."""
    mine = work.hiring.applications.where(candidate_id=candidate.id)
    rule, progress = retention_of(work), _progress(work, work.hiring.openings.all(), mine)
    return keeping(candidate, replace(progress, applications=mine), months=rule.months, weeks=rule.weeks)


def _progress(work: Work, openings: Iterable[Opening], applications: Iterable[Application]) -> Progress:
    """Return when applications were decided, and openings closed."""
    zone = ZoneInfo(work.settings.get(Shop).zone)
    moves = work.hiring.moves.where_any("application_id", [one.id for one in applications])
    ended = sorted((move for move in moves if move.to_outcome is not Outcome.OPEN), key=lambda move: move.at)
    return Progress(
        decided_on={move.application_id: move.at.astimezone(zone).date() for move in ended},
        closed_on={
            one.id: None if one.state is OpeningState.OPEN else (one.closed_on or one.opened_on) for one in openings
        },
    )


def list_due(workspace: Workspace) -> list[Kept]:
    """Return the candidates whose details should be gone by now, and those who are held back beyond their day."""
    today = workspace.today()
    overdue = (one for one in list_kept(workspace) if one.keeping.until is not None and one.keeping.until < today)
    return list(overdue)


# ------------------------------------------------------------ longer, or held
def keep_longer(workspace: Workspace, *, candidate_id: int, until: date, consent: str) -> Candidate:
    """Keep details until a day to which the candidate agreed.

    Args:
        workspace: of somebody who runs all openings that they applied for.
        candidate_id: whose.
        until: the last day.
        consent: how they agreed: "by e-mail on 3 March".

    Raises:
        Missing: no word on how they agreed. OutOfRange: a day that is over. NotPermitted, NotFound.
    """
    workspace.require(Permission.HIRE)
    said, today = kept(consent), workspace.today()
    if not said:
        raise Missing(field="consent", right="Write how they agreed, such as “by e-mail on 3 March”")
    if until <= today:
        raise OutOfRange(field="keep until", value=until.isoformat(), right="Choose a day that is still to come")
    with workspace.work("Keep a candidate longer") as work:
        candidate = run_by_me(workspace, work, candidate_id)
        ready = replace(candidate, keep_until=until, consent_at=workspace.now(), consent_note=said)
        return work.hiring.candidates.update(checked_candidate(ready))


def hold(workspace: Workspace, *, candidate_id: int, reason: str) -> Candidate:
    """Hold details back for a legal reason: nothing erases them until it is lifted. Raises Missing without a reason."""
    workspace.require(Permission.HIRE)
    with workspace.work("Hold a candidate's details") as work:
        candidate = run_by_me(workspace, work, candidate_id)
        ready = checked_candidate(replace(candidate, hold=True, hold_reason=reason))
        return work.hiring.candidates.update(ready)


def lift_hold(workspace: Workspace, *, candidate_id: int) -> Candidate:
    """Lift a hold; the rule counts again as if there had been none."""
    workspace.require(Permission.HIRE)
    with workspace.work("Lift the hold on a candidate") as work:
        candidate = run_by_me(workspace, work, candidate_id)
        return work.hiring.candidates.update(replace(candidate, hold=False, hold_reason=""))


def run_by_me(workspace: Workspace, work: Work, candidate_id: int) -> Candidate:
    """Return a candidate all of whose openings this member runs, or raise NotFound or NotPermitted."""
    candidate = check_candidate(workspace, work, candidate_id)
    for one in work.hiring.applications.where(candidate_id=candidate_id):
        check_runs(workspace, work.hiring.openings.get(one.opening_id))
    return candidate


# ------------------------------------------------------------ erasing
def preview_erasing(workspace: Workspace, *, candidate_id: int) -> Preview:
    """Return what an erasure would take. Raises NotPermitted, NotFound, or Erased where somebody was faster."""
    workspace.require(Permission.HIRE)
    with workspace.read() as work:
        candidate = run_by_me(workspace, work, candidate_id)
        return _preview(workspace, work, candidate)


def _preview(workspace: Workspace, work: Work, candidate: Candidate) -> Preview:
    hiring = work.hiring
    applications = hiring.applications.where(candidate_id=candidate.id)
    ids = [one.id for one in applications]
    papers = hiring.papers.where(candidate_id=candidate.id)
    (line,) = _list_kept(workspace, work, [candidate])
    return Preview(
        name=line.name,
        hold_reason=candidate.hold_reason if candidate.hold else "",
        applications=len(applications),
        scorecards=len(hiring.scorecards.where_any("application_id", ids)),
        notes=len(hiring.notes.where_any("application_id", ids)),
        decisions=len(hiring.moves.where_any("application_id", ids)),
        papers=len(papers),
        shared=_shared(work, candidate.id),
        answers=len(hiring.group_answers.where(candidate_id=candidate.id)),
        ties=len(hiring.ties.where(candidate_id=candidate.id)),
        is_open=line.keeping.ground.value == "open",
        is_hired=line.keeping.ground.value == "hired",
        named_in=tuple(
            one.title for one in openings_seen(workspace, work) if candidate.name.casefold() in one.note.casefold()
        ),
    )


def _shared(work: Work, candidate_id: int) -> int:
    """Return how many contents of papers other records name too."""
    own = {paper.sha256 for paper in work.hiring.papers.where(candidate_id=candidate_id)}
    others = {paper.sha256 for paper in work.hiring.papers.all() if paper.candidate_id != candidate_id}
    attached = {sha256 for sha256 in own if work.attachments.where(sha256=sha256)}
    return len(own & others | attached)


def count_removed(workspace: Workspace) -> int:
    """Return how many candidates are no record any more, and still stand in the history for an undo."""
    workspace.require(Permission.HIRE)
    with workspace.read() as work:
        return len(erasing.removed_candidates(work.connection))


def erase_removed(workspace: Workspace) -> int:
    """Erase for good who was removed by undo, with what the history tells of them; return how many they were.

    What removed them cannot be done again or taken back after it.
    """
    workspace.require(Permission.HIRE)
    with workspace.work(WHAT_REMOVED) as work:
        done = removed_erased(work)
    if done:
        let_go_surely(workspace.database, done)
    return len(done)


def erase_candidate(workspace: Workspace, *, candidate_id: int) -> Erased:
    """Erase a candidate for good: records, drafts, papers, and every text of the history; only counts stay.

    It cannot be taken back. Backups made before hold them until they are thinned out; one that is brought back is
    erased again.

    Raises:
        OnHold: there is a legal hold. Erased: somebody else did it before. NotPermitted, NotFound.
    """
    workspace.require(Permission.HIRE)
    with workspace.work(WHAT) as work:
        candidate = run_by_me(workspace, work, candidate_id)
        if candidate.hold:
            raise OnHold(name=candidate.name, reason=candidate.hold_reason)
        gone = erase(work, candidate)
    with workspace.read() as work:
        erasures = erasing.erased_before(work.connection)
    # All of them: what could not be let go of last time (a file in use, a window that read) goes now.
    is_clean = let_go_surely(workspace.database, erasures)
    return Erased(records=gone.records, drafts=gone.drafts, papers=len(gone.erasure.files), is_clean=is_clean)
