"""What the palette finds of hiring: openings by their title, candidates by their name, for whoever may know it."""

from dataclasses import dataclass

from csops.domain.candidates import Candidate
from csops.domain.openings import Opening, Stage
from csops.services.candidates import shown_name
from csops.services.hiring_access import openings_seen
from csops.services.scorecards import cards_seen
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class FoundOpening:
    """An opening whose title or role fits."""

    id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class FoundCandidate:
    """An application of somebody whose name fits."""

    application_id: int
    name: str
    opening: str
    stage: Stage


@dataclass(frozen=True, kw_only=True)
class FoundHiring:
    """What fits, the newest first; `candidates` are those alone whose name the viewer may know."""

    openings: tuple[FoundOpening, ...] = ()
    candidates: tuple[FoundCandidate, ...] = ()


def find_hiring(workspace: Workspace, *, text: str, limit: int = 5) -> FoundHiring:
    """Return openings and candidates whose names hold all words of the text."""
    words = text.casefold().split()
    if not words:
        return FoundHiring()
    with workspace.read() as work:
        seen = openings_seen(workspace, work)
        if not seen:
            return FoundHiring()
        fitting = [one for one in seen if _fits(one.title, words)]
        openings = tuple(FoundOpening(id=one.id, title=one.title) for one in fitting[:limit])
        return FoundHiring(openings=openings, candidates=_candidates(workspace, work, seen, words)[:limit])


def _candidates(workspace: Workspace, work: Work, seen: list[Opening], words: list[str]) -> tuple[FoundCandidate, ...]:
    named: dict[int, Candidate] = {one.id: one for one in work.hiring.candidates.all("name") if _fits(one.name, words)}
    openings = {one.id: one for one in seen}
    found = work.hiring.applications.where_any("candidate_id", list(named))
    mine = [one for one in found if one.opening_id in openings]
    cards = cards_seen(workspace, work, applications=mine)
    return tuple(
        FoundCandidate(
            application_id=one.id,
            name=named[one.candidate_id].name,
            opening=openings[one.opening_id].title,
            stage=one.stage,
        )
        for one in reversed(mine)
        if shown_name(openings[one.opening_id], named[one.candidate_id], cards[one.id])
    )


def _fits(name: str, words: list[str]) -> bool:
    folded = name.casefold()
    return all(word in folded for word in words)
