"""Two records of one person made one: applications, scorecards, notes, files and ties go to the one that stays."""

from dataclasses import dataclass, replace

from csops.domain.access import Permission
from csops.domain.candidates import Candidate, Tie, joined
from csops.domain.errors import InputError
from csops.domain.openings import Application, Outcome
from csops.services.candidates import check_known, plan_of_candidate
from csops.services.hiring_access import check_runs
from csops.services.scorecards import join_cards
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class MergePreview:
    """What a merge would make of two candidates: the one that stays as it would be, and what comes from the other.

    `same_openings`: titles of openings for which both applied; there the two applications become one.
    """

    stays: Candidate
    goes: Candidate
    after: Candidate
    applications: int
    files: int
    same_openings: tuple[str, ...]


def preview_merge(workspace: Workspace, *, stays_id: int, goes_id: int) -> MergePreview:
    """Return what a merge would make of two candidates. Raises as `merge_candidates`."""
    workspace.require(Permission.HIRE)
    with workspace.read() as work:
        stays, goes = _both(workspace, work, stays_id, goes_id)
        pairs = _same_openings(work, stays, goes)
        titles = [work.hiring.openings.get(kept_one.opening_id).title for kept_one, _other in pairs]
        return MergePreview(
            stays=stays,
            goes=goes,
            after=joined(stays, goes),
            applications=len(work.hiring.applications.where(candidate_id=goes.id)) - len(pairs),
            files=len(work.hiring.papers.where(candidate_id=goes.id)),
            same_openings=tuple(titles),
        )


def merge_candidates(workspace: Workspace, *, stays_id: int, goes_id: int) -> Candidate:
    """Make one candidate of two who are the same person; an undo makes them two again.

    Raises:
        InputError: it is one candidate, or somebody rated both for one opening.
        NotPermitted: not all of their openings are theirs to run, or a name is hidden from them.
        NotFound: erased meanwhile.
    """
    workspace.require(Permission.HIRE)
    with workspace.work("Merge two candidates") as work:
        stays, goes = _both(workspace, work, stays_id, goes_id)
        for kept_one, other in _same_openings(work, stays, goes):
            _join_applications(work, kept_one, other)
        _join_ties(work, stays, goes, me=workspace.member.id)
        _hand_over(work, stays, goes)
        work.hiring.candidates.remove(goes.id)
        kept = work.hiring.candidates.update(joined(stays, goes))
        plan_of_candidate(work, stays.id)
        return kept


def _both(workspace: Workspace, work: Work, stays_id: int, goes_id: int) -> tuple[Candidate, Candidate]:
    if stays_id == goes_id:
        raise InputError(field="candidate", problem="it is one and the same", right="Choose the other record")
    for candidate_id in (stays_id, goes_id):
        check_known(workspace, work, candidate_id)
        for one in work.hiring.applications.where(candidate_id=candidate_id):
            check_runs(workspace, work.hiring.openings.get(one.opening_id))
    return work.hiring.candidates.get(stays_id), work.hiring.candidates.get(goes_id)


def _same_openings(work: Work, stays: Candidate, goes: Candidate) -> list[tuple[Application, Application]]:
    mine = {one.opening_id: one for one in work.hiring.applications.where(candidate_id=stays.id)}
    theirs = work.hiring.applications.where(candidate_id=goes.id)
    return [(mine[one.opening_id], one) for one in theirs if one.opening_id in mine]


def _join_applications(work: Work, kept_one: Application, other: Application) -> None:
    """Let two applications for one opening be one: the earlier day, and how far the one came that goes on, or both."""
    join_cards(work, kept_one=kept_one, other=other)
    for move in work.hiring.moves.where(application_id=other.id):
        work.hiring.moves.update(replace(move, application_id=kept_one.id))
    work.hiring.applications.remove(other.id)
    further = max(
        (kept_one, other), key=lambda one: (one.outcome is Outcome.OPEN, one.stage.place, one.id == kept_one.id)
    )
    first_day = min(kept_one.applied_on, other.applied_on)
    work.hiring.applications.update(
        replace(kept_one, applied_on=first_day, stage=further.stage, outcome=further.outcome)
    )


def _hand_over(work: Work, stays: Candidate, goes: Candidate) -> None:
    """Let applications, files and answers be those of the one that stays; what it answered itself holds."""
    hiring = work.hiring
    for one in hiring.applications.where(candidate_id=goes.id):
        hiring.applications.update(replace(one, candidate_id=stays.id))
    for paper in hiring.papers.where(candidate_id=goes.id):
        hiring.papers.update(replace(paper, candidate_id=stays.id))
    answered = {one.question for one in hiring.group_answers.where(candidate_id=stays.id)}
    for answer in hiring.group_answers.where(candidate_id=goes.id):
        if answer.question in answered:
            hiring.group_answers.remove(answer.id)
        else:
            hiring.group_answers.update(replace(answer, candidate_id=stays.id))


def _join_ties(work: Work, stays: Candidate, goes: Candidate, *, me: int) -> None:
    """Let whoever is close to either be close to the one that stays.

    An erasure of that one has to find what the journal tells of the other too: it follows rows that went from one to
    the other. Where neither file nor tie does, the tie of whoever merges goes over and away again.
    """
    ties = work.hiring.ties
    mine = {tie.member_id: tie for tie in ties.where(candidate_id=stays.id)}
    theirs = ties.where(candidate_id=goes.id)
    trail = None if theirs else ties.add(Tie(candidate_id=goes.id, member_id=me))
    for tie in theirs or ties.where(candidate_id=goes.id):
        twin = mine.get(tie.member_id)
        if twin is not None:
            ties.remove(twin.id)
        moved = ties.update(replace(tie, candidate_id=stays.id, kind=tie.kind if twin is None else twin.kind))
        if trail is not None and twin is None:
            ties.remove(moved.id)
