"""Scorecards of interviews: ratings with evidence, blind until submitted, the first submission kept for good."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from csops.domain.errors import AlreadyDone, InputError, Missing
from csops.domain.role_profiles import Evidence, RoleProfile
from csops.domain.skills import HIGHEST, LOWEST, check_level
from csops.domain.texts import kept, short_enough

LONGEST_EVIDENCE = 10_000


class CardState(Enum):
    """How far a scorecard is. *Lapsed*: whoever was to fill it left the team; it does not count and holds nobody up."""

    PLANNED = "planned"
    SUBMITTED = "submitted"
    LAPSED = "lapsed"


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What one interviewer says of one skill: a level from 1 to 5 with what was said or shown, or not asked (None).

    `skill_version`: the version of the catalogue's skill whose words were before the interviewer.
    """

    skill: str
    level: int | None
    evidence: str = ""
    skill_version: int = 0


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """One interviewer's form on one application.

    What is typed before *Submit* is a draft, which nobody else can ask for: a planned card holds no ratings at all.
    `first` are the ratings as they were first submitted, kept when `ratings` are changed later. `saw_others`: whoever
    fills it could see ratings of others before; such a card counts, and everything that shows it says so.
    """

    id: int = 0
    version: int = 1
    application_id: int
    member_id: int
    seat_id: int | None = None
    round: int = 1
    evidence: Evidence = Evidence.INTERVIEW
    skills: tuple[str, ...]
    state: CardState = CardState.PLANNED
    submitted_at: datetime | None = None
    changed_at: datetime | None = None
    ratings: tuple[Rating, ...] = ()
    first: tuple[Rating, ...] = ()
    note: str = ""
    saw_others: bool = False

    @property
    def is_submitted(self) -> bool:
        """Whether its ratings count."""
        return self.state is CardState.SUBMITTED

    @property
    def was_changed(self) -> bool:
        """Whether the ratings are no longer those first submitted."""
        return bool(self.first) and self.ratings != self.first


def needs_evidence(level: int | None, *, minimum: int | None) -> bool:
    """Whether a rating asks for the words that it rests on: 1, 5, and anything below the minimum."""
    return level is not None and (level in (LOWEST, HIGHEST) or (minimum is not None and level < minimum))


def checked_ratings(ratings: Iterable[Rating], *, skills: Sequence[str], profile: RoleProfile) -> tuple[Rating, ...]:
    """Return the ratings in the order of the form, as they may be submitted.

    Args:
        ratings: what was rated or not asked.
        skills: keys of the skills on the form.
        profile: whose minimum levels ask for evidence.

    Raises:
        OutOfRange: a level outside 1 to 5. InputError: a skill that is not on the form, or one twice.
        Missing: a skill without rating or "not asked", or evidence where it is needed; everything not asked.
    """
    by_skill: dict[str, Rating] = {}
    for rating in ratings:
        if rating.skill not in skills or rating.skill in by_skill:
            problem = "rated twice" if rating.skill in by_skill else "is not on this scorecard"
            raise InputError(field=rating.skill, problem=problem, right="Rate each skill of the form once")
        by_skill[rating.skill] = _checked(rating, profile)
    missing = [skill for skill in skills if skill not in by_skill]
    if missing:
        raise Missing(field=f"rating of {missing[0]}", right="Rate it from 1 to 5, or 0 if it was not asked")
    if all(rating.level is None for rating in by_skill.values()):
        raise Missing(field="ratings", right="Rate at least one skill; a form with nothing asked says nothing")
    return tuple(by_skill[skill] for skill in skills)


def _checked(rating: Rating, profile: RoleProfile) -> Rating:
    evidence = short_enough(kept(rating.evidence), field="evidence", most=LONGEST_EVIDENCE)
    if rating.level is not None:
        check_level(rating.level, field=f"rating of {rating.skill}")
    asked = profile.asked(rating.skill)
    if needs_evidence(rating.level, minimum=asked.minimum_level if asked else None) and not evidence:
        raise Missing(
            field=f"evidence of {rating.skill}",
            right="Write down what was said or shown: a 1, a 5 and anything below the minimum need it",
        )
    return replace(rating, evidence=evidence)


def submitted(card: Scorecard, ratings: Sequence[Rating], *, at: datetime, note: str = "") -> Scorecard:
    """Return the card with its first submission.

    Raises:
        AlreadyDone: it was sent before. InputError: it lapsed.
    """
    if card.state is CardState.SUBMITTED:
        raise AlreadyDone(what="This scorecard", who="you or another window of yours")
    if card.state is CardState.LAPSED:
        raise InputError(field="scorecard", problem="it lapsed", right="Plan a new one with somebody of the team")
    kept_first = card.first or tuple(ratings)
    return replace(
        card,
        state=CardState.SUBMITTED,
        submitted_at=card.submitted_at or at,
        changed_at=at if card.first else None,
        ratings=tuple(ratings),
        first=kept_first,
        note=short_enough(kept(note), field="note", most=LONGEST_EVIDENCE),
    )


def changed(card: Scorecard, ratings: Sequence[Rating], *, at: datetime, note: str) -> Scorecard:
    """Return a submitted card with other ratings; the first stay beside them. InputError: it was not submitted."""
    if card.state is not CardState.SUBMITTED:
        raise InputError(field="scorecard", problem="it was not submitted yet", right="Submit it first")
    return replace(
        card, ratings=tuple(ratings), changed_at=at, note=short_enough(kept(note), field="note", most=10_000)
    )


def is_blind(cards: Iterable[Scorecard], *, member_id: int) -> bool:
    """Whether a member must not see what others rated: they are to rate this application and have not submitted yet.

    A card that was submitted once, or whose owner had seen the others before, does not make anybody blind again.
    """
    return any(
        card.member_id == member_id and card.state is CardState.PLANNED and not (card.first or card.saw_others)
        for card in cards
    )


def given_up(card: Scorecard) -> Scorecard:
    """Return a planned card as one that nobody will fill, or raise AlreadyDone or InputError."""
    if card.state is CardState.SUBMITTED:
        raise AlreadyDone(what="This scorecard", who="its interviewer")
    return replace(card, state=CardState.LAPSED)


def others_in_sight(cards: Iterable[Scorecard], *, card: Scorecard) -> bool:
    """Whether there are ratings of others to which the member of `card`, which is to be filled, was not blind.

    Only who may see the opening at all, and is not close to the candidate, could see them.
    """
    others = [other for other in cards if other.id != card.id]
    is_rated = any(other.first and other.member_id != card.member_id for other in others)
    return is_rated and not is_blind(others, member_id=card.member_id)


def planned_again(card: Scorecard, *, could_see: bool) -> Scorecard:
    """Return a card as one to fill; marked, where its member could see ratings of others while it was none."""
    return replace(card, state=CardState.PLANNED, saw_others=card.saw_others or (could_see and not card.first))


def levels(cards: Iterable[Scorecard]) -> dict[int, dict[str, int | None]]:
    """Return the ratings of submitted cards as {member id: {skill: level}}, None where not asked.

    Where one member rated a skill on several cards (a second round), the last submitted counts.
    """
    found: dict[int, dict[str, int | None]] = {}
    done = [card for card in cards if card.is_submitted and card.submitted_at is not None]
    for card in sorted(done, key=lambda each: (each.submitted_at or each.changed_at, each.id)):
        mine = found.setdefault(card.member_id, {})
        for rating in card.ratings:
            if rating.level is not None or rating.skill not in mine:
                mine[rating.skill] = rating.level
    return found


def words_of(cards: Iterable[Scorecard]) -> Mapping[str, list[tuple[int, Rating]]]:
    """Return what was rated by skill: pairs of member id and rating, of submitted cards."""
    found: dict[str, list[tuple[int, Rating]]] = {}
    for card in cards:
        if card.is_submitted:
            for rating in card.ratings:
                found.setdefault(rating.skill, []).append((card.member_id, rating))
    return found
