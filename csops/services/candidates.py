"""Candidates and their applications: who applied for what, what is kept of them, and who is too close to judge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from csops.domain.access import Permission
from csops.domain.candidates import Candidate, CandidateNote, Tie, checked_candidate, same_person
from csops.domain.errors import AlreadyDone, InputError, Missing, NotPermitted
from csops.domain.openings import Application, Opening, OpeningState
from csops.domain.scorecards import CardState, Scorecard
from csops.domain.texts import kept, short_enough
from csops.services.hiring_access import check_runs, check_sees, openings_seen, tied_candidates
from csops.services.scorecards import CardsSeen, Hidden, cards_seen, check_sees_application, plan_cards
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Applied:
    """One application as this viewer may see it.

    `name` and `source` are "" where names are hidden until the viewer has submitted. `mine`: the viewer's own scorecard
    on it, the one still to be filled where there are several.
    """

    application: Application
    candidate_id: int
    name: str
    source: str = ""
    seen: CardsSeen
    mine: Scorecard | None = None

    @property
    def id(self) -> int:
        """The application's own."""
        return self.application.id

    @property
    def asked(self) -> int:
        """How many scorecards are planned or finished."""
        return sum(card.state is not CardState.LAPSED for card in self.seen.cards)

    @property
    def finished(self) -> int:
        """How many scorecards were submitted."""
        return sum(card.is_submitted for card in self.seen.cards)

    @property
    def is_anonymous(self) -> bool:
        """Whether the viewer must not know who it is yet."""
        return not self.name


def list_applied(workspace: Workspace, *, opening_id: int) -> list[Applied]:
    """Return the applications for an opening in the order in which they came."""
    with workspace.read() as work:
        opening = work.hiring.openings.get(opening_id)
        check_sees(workspace, work, opening)
        return applied_in(workspace, work, opening=opening)


def applied_in(workspace: Workspace, work: Work, *, opening: Opening, only: Application | None = None) -> list[Applied]:
    """Return the applications for an opening, or one of them; the caller has asked `check_sees`."""
    found = [only] if only is not None else work.hiring.applications.where(opening_id=opening.id)
    names = work.hiring.candidates.get_many(one.candidate_id for one in found)
    seen = cards_seen(workspace, work, applications=found)
    return [
        _applied(workspace, opening, one, candidate=names[one.candidate_id], seen=seen[one.id])
        for one in sorted(found, key=lambda each: each.number)
    ]


def _applied(
    workspace: Workspace, opening: Opening, application: Application, *, candidate: Candidate, seen: CardsSeen
) -> Applied:
    name = shown_name(opening, candidate, seen)
    mine = [card for card in seen.cards if card.member_id == workspace.member.id and card.state is not CardState.LAPSED]
    return Applied(
        application=application,
        candidate_id=candidate.id,
        name=name,
        source=candidate.source if name else "",
        seen=seen,
        mine=min(mine, key=lambda card: (card.is_submitted, card.round, card.id), default=None),
    )


def shown_name(opening: Opening, candidate: Candidate, seen: CardsSeen) -> str:
    """Return the candidate's name, "" while names are hidden from this viewer."""
    return "" if opening.names_hidden and seen.hidden is Hidden.BLIND else candidate.name


def save_candidate(workspace: Workspace, *, candidate: Candidate) -> Candidate:
    """Add a candidate (id 0) or keep new values of one.

    Raises:
        Missing, OutOfRange: see `checked_candidate`. NotPermitted: neither owner nor allowed to hire.
        NotFound: erased meanwhile.
    """
    workspace.require(Permission.HIRE)
    ready = checked_candidate(candidate)
    with workspace.work("Change a candidate" if ready.id else "Add a candidate") as work:
        if not ready.id:
            return work.hiring.candidates.add(ready)
        check_known(workspace, work, ready.id)
        return work.hiring.candidates.update(ready)


def check_candidate(workspace: Workspace, work: Work, candidate_id: int) -> Candidate:
    """Return a candidate, or raise NotFound, or NotPermitted for who sees none of their openings."""
    candidate = work.hiring.candidates.get(candidate_id)
    applied = work.hiring.applications.where(candidate_id=candidate_id)
    seen = {opening.id for opening in openings_seen(workspace, work)}
    if applied and not any(one.opening_id in seen for one in applied):
        check_sees(workspace, work, work.hiring.openings.get(applied[0].opening_id))
    return candidate


def known_candidates(workspace: Workspace, work: Work, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return those of whom this member may know who they are.

    That is where they see one of their applications by name, or where they may hire and nobody applied for anything
    yet. Of whoever is a number to this member everywhere nothing is told that a name could be guessed from.
    """
    openings = {opening.id: opening for opening in openings_seen(workspace, work)}
    found = work.hiring.applications.where_any("candidate_id", [candidate.id for candidate in candidates])
    visible = [one for one in found if one.opening_id in openings]
    seen = cards_seen(workspace, work, applications=visible)
    by_id = {candidate.id: candidate for candidate in candidates}
    named = {
        one.candidate_id
        for one in visible
        if shown_name(openings[one.opening_id], by_id[one.candidate_id], seen[one.id])
    }
    if workspace.may(Permission.HIRE):
        named |= set(by_id) - {one.candidate_id for one in found}
    return [candidate for candidate in candidates if candidate.id in named]


def check_known(workspace: Workspace, work: Work, candidate_id: int) -> Candidate:
    """Return a candidate whose name this member may know, or raise as `check_candidate`, or NotPermitted."""
    candidate = check_candidate(workspace, work, candidate_id)
    if not known_candidates(workspace, work, [candidate]):
        raise NotPermitted(
            member=workspace.member.name,
            permission="see who applied before rating them",
            roles="whoever has submitted the own scorecard",
        )
    return candidate


def get_candidate(workspace: Workspace, *, candidate_id: int) -> Candidate:
    """Return what is kept of a candidate; errors as `check_known`."""
    with workspace.read() as work:
        return check_known(workspace, work, candidate_id)


def likely_same(workspace: Workspace, *, candidate: Candidate) -> list[Candidate]:
    """Return candidates who may be the same person, so that nobody is kept twice; only those one may know."""
    workspace.require(Permission.HIRE)
    with workspace.read() as work:
        return known_candidates(workspace, work, same_person(candidate, work.hiring.candidates.all("name")))


def apply(workspace: Workspace, *, candidate: Candidate, opening_id: int) -> Application:
    """Let somebody apply for an opening: kept as a candidate (id 0: a new one), with the scorecards of the plan.

    Raises:
        AlreadyDone: they applied for it before. InputError: the opening is closed.
        Missing, OutOfRange: see `checked_candidate`. NotPermitted: not theirs to run.
    """
    workspace.require(Permission.HIRE)
    ready = checked_candidate(candidate)
    with workspace.work("Add an application") as work:
        opening = work.hiring.openings.get(opening_id)
        check_runs(workspace, opening)
        _check_open(opening)
        person = check_known(workspace, work, ready.id) if ready.id else work.hiring.candidates.add(ready)
        return applied_for(workspace, work, person=person, opening=opening)


def applied_for(
    workspace: Workspace, work: Work, *, person: Candidate, opening: Opening, on: date | None = None
) -> Application:
    """Keep one application (of that day, else of today) and plan its scorecards, within the caller's operation."""
    others = work.hiring.applications.where(opening_id=opening.id)
    if any(one.candidate_id == person.id for one in others):
        raise AlreadyDone(what=f"The application of {person.name}", who="somebody")
    number = max((one.number for one in others), default=0) + 1
    day = on or workspace.today()
    made = Application(candidate_id=person.id, opening_id=opening.id, number=number, applied_on=day)
    kept_one = work.hiring.applications.add(made)
    plan_cards(work, opening=opening, only=kept_one)
    return kept_one


def _check_open(opening: Opening) -> None:
    if opening.state is not OpeningState.OPEN:
        raise InputError(field="opening", problem=f"{opening.title} is not open any more", right="Open it again first")


def tie_member(workspace: Workspace, *, tie: Tie) -> Tie:
    """Note that a member is a candidate or their relative: they never see the scorecards, nor rate.

    Everybody on a panel says it of themselves; of others, whoever runs the openings.

    Raises:
        NotFound: the candidate or member is gone. AlreadyDone: it is noted already. NotPermitted: not theirs to run.
    """
    is_own = tie.member_id == workspace.member.id
    workspace.require(Permission.LOG if is_own else Permission.HIRE)
    with workspace.work("Note who is close to a candidate") as work:
        check_known(workspace, work, tie.candidate_id)
        work.members.get(tie.member_id)
        if not is_own:
            _check_runs_all(workspace, work, tie.candidate_id)
        if work.hiring.ties.where(candidate_id=tie.candidate_id, member_id=tie.member_id):
            raise AlreadyDone(what="This tie", who="somebody")
        noted = work.hiring.ties.add(tie)
        plan_of_candidate(work, tie.candidate_id)
        return noted


def untie_member(workspace: Workspace, *, tie_id: int) -> None:
    """Take back what was noted of a tie. Nobody lifts a tie of their own."""
    workspace.require(Permission.HIRE)
    with workspace.work("Take back a tie to a candidate") as work:
        tie = work.hiring.ties.get(tie_id)
        if tie.member_id == workspace.member.id:
            raise InputError(field="tie", problem="it is your own", right="Somebody else who may hire has to lift it")
        _check_runs_all(workspace, work, tie.candidate_id)
        work.hiring.ties.remove(tie_id)
        plan_of_candidate(work, tie.candidate_id)


def _check_runs_all(workspace: Workspace, work: Work, candidate_id: int) -> None:
    for one in work.hiring.applications.where(candidate_id=candidate_id):
        check_runs(workspace, work.hiring.openings.get(one.opening_id))


def plan_of_candidate(work: Work, candidate_id: int) -> None:
    """Bring the scorecards on all applications of a candidate in line with plans and ties."""
    for one in work.hiring.applications.where(candidate_id=candidate_id):
        plan_cards(work, opening=work.hiring.openings.get(one.opening_id), only=one)


def add_note(workspace: Workspace, *, application_id: int, text: str) -> CandidateNote:
    """Note something on an application; others see it as they see scorecards.

    Raises:
        Missing: no text. NotPermitted: neither owner, lead nor on the panel, or close to the candidate.
    """
    workspace.require(Permission.LOG)
    said = short_enough(kept(text), field="note", most=10_000)
    if not said:
        raise Missing(field="note", right="Write what is worth knowing")
    with workspace.work("Note on a candidate") as work:
        application = work.hiring.applications.get(application_id)
        check_sees_application(workspace, work, application=application)
        if application.candidate_id in tied_candidates(workspace, work):
            raise InputError(field="note", problem="you are close to this candidate", right="Leave it to the others")
        made = CandidateNote(
            application_id=application_id, member_id=workspace.member.id or None, at=workspace.now(), text=said
        )
        return work.hiring.notes.add(made)
