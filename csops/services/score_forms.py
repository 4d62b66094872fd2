"""The form of one scorecard as its interviewer sees it, and the scorecards that wait for somebody."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from csops.domain.access import Permission
from csops.domain.candidates import CandidatePaper
from csops.domain.errors import NotFound, NotPermitted
from csops.domain.openings import Application, Opening, OpeningState, Outcome, Seat
from csops.domain.role_profiles import ProfileSkill, RoleProfile
from csops.domain.score_drafts import CardDraft, draft_from, draft_of
from csops.domain.scorecards import CardState, Scorecard
from csops.domain.skills import Skill
from csops.services.candidates import shown_name
from csops.services.content import starter
from csops.services.hiring_access import runs
from csops.services.scorecards import Hidden, card_form, cards_seen, own_card, profile_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class SkillLine:
    """One skill of a form: its words, what the role (or the values) asks of it, and the question of this plan.

    `question`: the plan's own where it has one, else the catalogue's; `alternative` is for somebody without an example.
    """

    skill: Skill
    asked: ProfileSkill | None
    is_value: bool
    question: str
    alternative: str


@dataclass(frozen=True, kw_only=True)
class OtherCard:
    """What may be known of another interviewer's scorecard before the own is submitted: whose, and how far it is."""

    member_id: int
    name: str
    state: CardState


@dataclass(frozen=True, kw_only=True)
class ScoreForm:
    """Everything that a form shows. `who`: the candidate's name, "" while names are hidden from this interviewer.

    `draft`: what stands there now: typed before, else what was submitted; `draft_at`: when it was kept, None where
    nothing is. `by_agreement`: several people share this log and nothing but agreement keeps what is hidden.
    """

    card: Scorecard
    application: Application
    opening: Opening
    who: str
    role: RoleProfile
    lines: tuple[SkillLine, ...]
    others: tuple[OtherCard, ...]
    hidden: Hidden | None
    papers: tuple[CandidatePaper, ...]
    may_add_papers: bool
    draft: CardDraft
    draft_at: datetime | None
    minutes: int | None
    by_agreement: bool
    notes: tuple[str, ...]

    @property
    def skills(self) -> tuple[str, ...]:
        """The keys of the skills that are here, in the order of the form."""
        return tuple(line.skill.key for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class WaitingCard:
    """One of the own scorecards in a list. `begun`: something stands in it that was not submitted."""

    card: Scorecard
    who: str
    number: int
    opening: Opening
    minutes: int | None
    begun: bool


def score_form(workspace: Workspace, *, card_id: int) -> ScoreForm:
    """Return the form of one of this member's own scorecards.

    Raises:
        NotFound: there is no such scorecard, perhaps since the candidate was erased.
        NotPermitted: it is somebody else's, or this member is close to the candidate.
    """
    with workspace.read() as work:
        card = own_card(workspace, work, card_id=card_id)
        application = work.hiring.applications.get(card.application_id)
        opening = work.hiring.openings.get(application.opening_id)
        seen = cards_seen(workspace, work, applications=[application])[application.id]
        who = shown_name(opening, work.hiring.candidates.get(application.candidate_id), seen)
        seat = work.hiring.seats.find(card.seat_id) if card.seat_id else None
        kept = work.drafts.get(member_id=card.member_id, form=card_form(card.id))
        names = {member.id: member.name for member in work.members.all()}
        return ScoreForm(
            card=card,
            application=application,
            opening=opening,
            who=who,
            role=profile_of(work, opening.profile_version_id),
            lines=_lines(work, opening, card, seat),
            others=tuple(
                OtherCard(member_id=one.member_id, name=names.get(one.member_id, ""), state=one.state)
                for one in seen.cards
                if one.member_id != card.member_id and one.state is not CardState.LAPSED
            ),
            hidden=seen.hidden,
            papers=tuple(work.hiring.papers.where(candidate_id=application.candidate_id)) if who else (),
            may_add_papers=bool(who) and workspace.may(Permission.HIRE) and runs(workspace, opening),
            draft=draft_from(kept[0]) if kept else draft_of(card),
            draft_at=kept[1] if kept else None,
            minutes=seat.minutes if seat else None,
            by_agreement=sum(member.active for member in work.members.all()) > 1,
            notes=_interviewer_notes(),
        )


def _lines(work: Work, opening: Opening, card: Scorecard, seat: Seat | None) -> tuple[SkillLine, ...]:
    role = profile_of(work, opening.profile_version_id)
    values = profile_of(work, opening.values_version_id) if opening.values_version_id else None
    skills = {skill.key: skill for skill in work.catalogue.skills.all()}
    own = seat.questions if seat else {}
    found = []
    for key in card.skills:
        skill = skills.get(key) or Skill(key=key, name=key.replace("_", " ").capitalize())
        asked = role.asked(key)
        found.append(
            SkillLine(
                skill=skill,
                asked=asked or (values.asked(key) if values else None),
                is_value=asked is None,
                question=own.get(key) or skill.question,
                alternative=skill.alternative if not own.get(key) else skill.question,
            )
        )
    return tuple(found)


@cache
def _interviewer_notes() -> tuple[str, ...]:
    return tuple(str(note) for note in starter("role_profiles").get("interviewer_notes", ()))


def my_waiting(workspace: Workspace) -> list[WaitingCard]:
    """Return this member's scorecards that are still to be submitted, of openings and candidates that still go on.

    What was begun comes first, then the oldest.
    """
    me = workspace.member.id
    with workspace.read() as work:
        cards = [card for card in work.hiring.scorecards.where(member_id=me) if card.state is CardState.PLANNED]
        found = [_waiting(workspace, work, card) for card in cards]
    return sorted((one for one in found if one is not None), key=lambda one: (not one.begun, one.card.id))


def _waiting(workspace: Workspace, work: Work, card: Scorecard) -> WaitingCard | None:
    try:
        own_card(workspace, work, card_id=card.id)
    except (NotFound, NotPermitted):
        return None
    application = work.hiring.applications.get(card.application_id)
    opening = work.hiring.openings.get(application.opening_id)
    if application.outcome is not Outcome.OPEN or opening.state is not OpeningState.OPEN:
        return None
    seen = cards_seen(workspace, work, applications=[application])[application.id]
    seat = work.hiring.seats.find(card.seat_id) if card.seat_id else None
    return WaitingCard(
        card=card,
        who=shown_name(opening, work.hiring.candidates.get(application.candidate_id), seen),
        number=application.number,
        opening=opening,
        minutes=seat.minutes if seat else None,
        begun=work.drafts.get(member_id=card.member_id, form=card_form(card.id)) is not None,
    )
