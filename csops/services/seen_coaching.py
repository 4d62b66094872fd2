"""Coaching sessions as they are seen: who is in them, what was agreed and what they did, read for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from csops.domain.access import Permission
from csops.domain.coaching import Coaching, CoachingAction
from csops.domain.coaching_figures import CoachingEffect, Key, Others, effect_of, spreads_of_others
from csops.domain.coaching_points import without_reviews
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.scoring import Criterion
from csops.domain.skill_levels import Training
from csops.services.coaching_facts import LOOKED_BACK, facts_in
from csops.services.quality_access import reviews_seen
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class SeenCoaching:
    """A session with who is in it, what was agreed, and what it did.

    Attributes:
        focus: the criterion that it is about, as the newest card words it; None without one.
        effect: of the session on that criterion; None until it was held, without a focus, for who may not see it, and
            where it was not asked for.
        enough: so many reviews on each side it takes to say anything of the effect.
        trainings: those that actions are, by id, without who else takes part.
        withdrawn: reviews (by id) behind points of the agenda that were withdrawn, so that nothing rests on them.
    """

    session: Coaching
    member: Member
    coach: Member
    actions: tuple[CoachingAction, ...]
    effect: CoachingEffect | None
    focus: Criterion | None = None
    enough: int = 0
    trainings: Mapping[int, Training] = field(default_factory=dict)
    withdrawn: frozenset[int] = frozenset()


def seen_of(
    workspace: Workspace, work: Work, sessions: Sequence[Coaching], *, has_effects: bool = True
) -> list[SeenCoaching]:
    """Return sessions as they are seen, in their order; however many there are it asks the same few questions.

    `has_effects`: with what they did, for which everybody's reviews are read.
    """
    if not sessions:
        return []
    members = work.members.get_many({one for each in sessions for one in (each.member_id, each.coach_id)})
    actions = _actions(work, sessions)
    trainings = _trainings(work, (each for some in actions.values() for each in some))
    focuses = _focuses(work, sessions)
    enough = work.settings.get(QualityRules).fewest_to_show
    withdrawn = withdrawn_behind(work, sessions)
    unseen = _unseen_behind(workspace, work, sessions)
    effects = _effects(workspace, work, sessions, enough) if has_effects else {}
    return [
        SeenCoaching(
            session=without_reviews(each, unseen),
            member=members[each.member_id],
            coach=members[each.coach_id],
            actions=tuple(actions[each.id]),
            effect=effects.get(each.id),
            focus=focuses.get((each.card, each.criterion)),
            enough=enough,
            trainings={one: trainings[one] for action in actions[each.id] if (one := action.training_id) in trainings},
            withdrawn=withdrawn & {point.review_id for point in each.agenda},
        )
        for each in sessions
    ]


def withdrawn_behind(work: Work, sessions: Iterable[Coaching]) -> frozenset[int]:
    """Return which reviews behind points of these sessions were withdrawn, by id."""
    behind = {point.review_id for each in sessions for point in each.agenda if point.review_id is not None}
    found = work.quality.reviews.get_many(behind) if behind else {}
    return frozenset(one for one, review in found.items() if review.is_withdrawn)


def _unseen_behind(workspace: Workspace, work: Work, sessions: Iterable[Coaching]) -> frozenset[int]:
    """Return which reviews behind points were never sent, or are not any more, and are not for this member to see yet.

    Their words stand in the points: whoever is coached would read here what its sender took back.
    """
    behind = {point.review_id for each in sessions for point in each.agenda if point.review_id is not None}
    found = work.quality.reviews.get_many(behind) if behind else {}
    unsent = [review for review in found.values() if not review.was_sent]
    if not unsent:
        return frozenset()
    return frozenset(one.id for one in unsent) - {one.id for one in reviews_seen(workspace, work, unsent)}


def _actions(work: Work, sessions: Sequence[Coaching]) -> Mapping[int, list[CoachingAction]]:
    """What was agreed in each session, the most pressing first."""
    found: defaultdict[int, list[CoachingAction]] = defaultdict(list)
    agreed = work.quality.actions.where_any("coaching_id", [each.id for each in sessions])
    for action in sorted(agreed, key=lambda each: (each.due_at, each.id)):
        found[action.coaching_id].append(action)
    return found


def _trainings(work: Work, actions: Iterable[CoachingAction]) -> dict[int, Training]:
    """The trainings that actions are; who else takes part is not for whoever is coached to see."""
    found = work.catalogue.trainings.get_many({each.training_id for each in actions if each.training_id})
    return {key: replace(each, people=(), note="") for key, each in found.items()}


def _focuses(work: Work, sessions: Iterable[Coaching]) -> dict[Key, Criterion]:
    """The criteria that sessions are about, each as the newest version words it that has it."""
    wanted = {(each.card, each.criterion) for each in sessions if each.card and each.criterion}
    if not wanted:
        return {}
    keys = {card for card, _criterion in wanted}
    cards = {each.id: each.key for each in work.quality.cards.all() if each.key in keys}
    versions = work.quality.card_versions.where_any("card_id", sorted(cards))
    return {
        (cards[version.card_id], criterion.key): criterion
        for version in sorted(versions, key=lambda each: each.number)
        for criterion in version.criteria
        if (cards[version.card_id], criterion.key) in wanted
    }


def _effects(workspace: Workspace, work: Work, sessions: Iterable[Coaching], enough: int) -> dict[int, CoachingEffect]:
    """What sessions did, by their id: of those that were held, on a criterion, and whose figures may be seen."""
    me, may = workspace.member.id, workspace.may(Permission.REVIEWS)
    shown = [
        (each, each.held_at)
        for each in sessions
        if each.held_at is not None and each.criterion and (may or each.member_id == me)
    ]
    if not shown:
        return {}
    facts = facts_in(work, since=min(held_at for _each, held_at in shown) - LOOKED_BACK)
    asked = {
        each.id: Others((each.card, each.criterion), each.member_id, held_at - LOOKED_BACK) for each, held_at in shown
    }
    spreads = spreads_of_others(facts, set(asked.values()))
    found: dict[int, CoachingEffect] = {}
    for each, held_at in shown:
        one = asked[each.id]
        own = [fact for fact in facts if fact.member_id == each.member_id and fact.at >= one.since]
        card, criterion = one.key
        effect = effect_of(own, card=card, criterion=criterion, held_at=held_at, spread=spreads[one])
        found[each.id] = effect if each.member_id == me else effect.hidden_if_few(enough)
    return found
