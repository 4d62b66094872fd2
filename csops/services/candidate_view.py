"""One application as a page shows it: who it is, what is kept, and what this viewer may see of what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csops.domain.candidates import Candidate, CandidateNote, CandidatePaper, Tie, same_person
from csops.domain.openings import Application, Move, Opening
from csops.domain.retention import Keeping
from csops.services.candidate_privacy import keeping_of
from csops.services.candidates import Applied, applied_in, known_candidates
from csops.services.decisions import moves_seen
from csops.services.hiring_access import openings_seen, runs
from csops.services.scorecards import Hidden, check_sees_application, notes_seen
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class OtherApplication:
    """Another opening for which somebody applied."""

    application: Application
    title: str


@dataclass(frozen=True, kw_only=True)
class CandidateView:
    """What one viewer sees of an application.

    `candidate` is None while the name is hidden from the viewer; then there are no files, ties, twins or other
    applications either. `skills`: names by key. `twins`: who may be the same person, for whoever runs the opening.
    """

    applied: Applied
    opening: Opening
    may_run: bool
    candidate: Candidate | None = None
    notes: tuple[CandidateNote, ...] = ()
    moves: tuple[Move, ...] = ()
    papers: tuple[CandidatePaper, ...] = ()
    ties: tuple[Tie, ...] = ()
    twins: tuple[Candidate, ...] = ()
    others: tuple[OtherApplication, ...] = ()
    keeping: Keeping | None = None
    skills: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_tied(self) -> bool:
        """Whether the viewer is close to whoever applied."""
        return self.applied.seen.hidden is Hidden.TIED


def candidate_view(workspace: Workspace, *, application_id: int) -> CandidateView:
    """Return one application as this viewer may see it.

    Raises:
        NotFound: erased meanwhile. NotPermitted: neither owner, lead nor on the panel.
    """
    with workspace.read() as work:
        application = work.hiring.applications.get(application_id)
        opening = check_sees_application(workspace, work, application=application)
        applied = next(one for one in applied_in(workspace, work, opening=opening, only=application))
        view = CandidateView(
            applied=applied,
            opening=opening,
            may_run=runs(workspace, opening),
            notes=tuple(notes_seen(workspace, work, application=application)),
            moves=tuple(moves_seen(workspace, work, application=application)),
            skills={skill.key: skill.name for skill in work.catalogue.skills.all()},
        )
        return view if applied.is_anonymous else _named(workspace, work, view)


def _named(workspace: Workspace, work: Work, view: CandidateView) -> CandidateView:
    """Add what tells who it is."""
    hiring, candidate_id = work.hiring, view.applied.candidate_id
    candidate = hiring.candidates.get(candidate_id)
    return CandidateView(
        applied=view.applied,
        opening=view.opening,
        may_run=view.may_run,
        candidate=candidate,
        notes=view.notes,
        moves=view.moves,
        papers=() if view.is_tied else tuple(hiring.papers.where(candidate_id=candidate_id)[::-1]),
        ties=tuple(hiring.ties.where(candidate_id=candidate_id)),
        twins=_twins(workspace, work, candidate) if view.may_run else (),
        others=_others(workspace, work, view),
        keeping=keeping_of(work, candidate) if view.may_run else None,
        skills=view.skills,
    )


def _twins(workspace: Workspace, work: Work, candidate: Candidate) -> tuple[Candidate, ...]:
    return tuple(known_candidates(workspace, work, same_person(candidate, work.hiring.candidates.all("name"))))


def _others(workspace: Workspace, work: Work, view: CandidateView) -> tuple[OtherApplication, ...]:
    """Return their other applications that this viewer sees by name: a number must not be told by it."""
    openings: Sequence[Opening] = openings_seen(workspace, work)
    titles = {opening.id: opening for opening in openings}
    mine = work.hiring.applications.where(candidate_id=view.applied.candidate_id)
    found = []
    for one in mine:
        opening = titles.get(one.opening_id)
        if one.id == view.applied.id or opening is None:
            continue
        if not applied_in(workspace, work, opening=opening, only=one)[0].is_anonymous:
            found.append(OtherApplication(application=one, title=opening.title))
    return tuple(found)
