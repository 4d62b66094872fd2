"""A draw of contacts to review before it is made: what is asked for, whether it can be had, what it would bring."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.errors import InputError, NotUnderstood, OutOfRange
from csops.domain.review_groups import Joined
from csops.domain.review_samples import Layer, Stratum
from csops.domain.review_sampling import LARGEST_SEED, REST, Spread, spread
from csops.domain.review_sharing import checked_shares
from csops.domain.texts import one_line, short_enough

MOST = 10_000
"""Contacts in one sample: nobody reviews more, and a slip of the keys would fill every queue."""


@dataclass(frozen=True, kw_only=True)
class DrawPlan:
    """What a person asks for.

    Attributes:
        name: as the queue names it; empty: the period says it.
        since, until: contacts that happened in [since, until).
        strata: what the sample is spread over; none: simply at random.
        quota: contacts per person; None: `wanted` in all.
        wanted: how many in all, where there is no quota.
        members: of these people alone; none: of everybody.
        reviewers: among whom they are shared; none: of who draws alone.
        shares: how many parts each of the reviewers takes; none: all the same.
        self_first: the person reviews it first. due_at: until when.
        seed: None: a new one.
    """

    since: datetime
    until: datetime
    name: str = ""
    strata: tuple[Stratum, ...] = ()
    quota: int | None = None
    wanted: int = 0
    members: tuple[int, ...] = ()
    reviewers: tuple[int, ...] = ()
    shares: tuple[int, ...] = ()
    self_first: bool = False
    due_at: datetime | None = None
    seed: int | None = None

    def how(self) -> Spread:
        """Return how it is spread."""
        return spread(self.strata, quota=self.quota, wanted=self.wanted)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Contacts of a period, or some of them.

    `handled`: by a person; of them `bare` hold nothing to review, `taken` were drawn before; the others can be drawn,
    also those picked by risk or by hand.
    """

    handled: int = 0
    bare: int = 0
    taken: int = 0

    @property
    def free(self) -> int:
        """How many can be drawn."""
        return self.handled - self.bare - self.taken

    def __add__(self, other: "Standing") -> "Standing":
        """Return both together."""
        return Standing(
            handled=self.handled + other.handled, bare=self.bare + other.bare, taken=self.taken + other.taken
        )


@dataclass(frozen=True, kw_only=True)
class PersonDraw:
    """What a draw brings of one person: of `handled` contacts `reviewed` so far, `free` to draw, `drawn` now.

    `short`: so many fewer than the quota asks for.
    """

    member_id: int
    handled: int
    free: int
    reviewed: int = 0
    drawn: int = 0
    short: int = 0


@dataclass(frozen=True, kw_only=True)
class ReviewerDraw:
    """What a draw brings of work to one reviewer: `given` contacts for `parts` of the whole."""

    member_id: int
    parts: int = 1
    given: int = 0


@dataclass(frozen=True, kw_only=True)
class Precision:
    """What is known about how many reviews are needed.

    Attributes:
        margin: how far off an average may be, in points of 100.
        for_mean: how many reviews that takes for the mean score, with the spread seen so far; None: too few so far.
        spread: standard deviation of the scores so far, of `scores` reviews.
        for_share: how many it takes for a share (passed, without critical error) to be that sure, whatever it is.
    """

    margin: int
    for_share: int
    for_mean: int | None = None
    spread: float | None = None
    scores: int = 0


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How much of a period was reviewed, by person, and how many reviews an average takes."""

    standing: Standing
    people: tuple[PersonDraw, ...] = ()
    precision: Precision

    @property
    def reviewed(self) -> int:
        """How many contacts were reviewed."""
        return sum(one.reviewed for one in self.people)


@dataclass(frozen=True, kw_only=True)
class UnderWay:
    """A draw of which some contacts are reviewed and others wait: `reviewed` of `drawn`. `name`: may be empty."""

    name: str
    made_at: datetime
    reviewed: int
    drawn: int


@dataclass(frozen=True, kw_only=True)
class DrawPreview:
    """What a draw would bring.

    Attributes:
        standing: of all contacts of the period. strata: what it is spread over.
        layers, people: how many are drawn of each.
        joined: groups too small for one of their own that are drawn together.
        reviewers: how many each of them is to review, without what waits for somebody already.
        precision: how many are needed.
        unshared: how many nobody of the reviewers may review.
        serves_both: how many wait or were reviewed already, picked by risk or by hand.
        readable: in how many can be read what one of us said or wrote; of the others there is a note, or a file.
            None: too many were drawn to read them.
        problem: why it cannot be made, as `check_draw` raises it.
    """

    standing: Standing
    strata: tuple[Stratum, ...] = ()
    layers: tuple[Layer, ...] = ()
    people: tuple[PersonDraw, ...] = ()
    joined: tuple[Joined, ...] = ()
    reviewers: tuple[ReviewerDraw, ...] = ()
    precision: Precision
    unshared: int = 0
    serves_both: int = 0
    readable: int | None = None
    problem: InputError | None = None

    @property
    def drawn(self) -> int:
        """How many are drawn in all."""
        return sum(layer.drawn for layer in self.layers)

    def groups(self, *, per_person: bool) -> int:
        """Return how many groups there are, of the person who has most where that is what counts.

        With as many contacts each group has one of its own, and none are drawn together.
        """
        keys = [layer.key for layer in self.layers if REST not in layer.key]
        keys += [group.key for each in self.joined for group in each.groups]
        return max(Counter(key[0] if per_person else "" for key in keys).values(), default=0)


def checked_plan(plan: DrawPlan) -> DrawPlan:
    """Return the plan with a tidy name, or raise Missing, NotUnderstood or OutOfRange.

    A period the wrong way round, no number of contacts, a seed that is none or shares of nobody cannot be drawn from.
    """
    if plan.since >= plan.until:
        raise OutOfRange(field="period", value="over before it begins", right="Choose a first day before the last")
    count, field = (plan.wanted, "sample") if plan.quota is None else (plan.quota, "contacts per person")
    if not 1 <= count <= MOST:
        raise OutOfRange(field=field, value=count, right=f"Choose from 1 to {MOST:,}")
    if plan.seed is not None and not 0 <= plan.seed <= LARGEST_SEED:
        raise NotUnderstood(field="seed", value=plan.seed, right="Write a whole number of 0 or more")
    shares = checked_shares(plan.reviewers, plan.shares)
    return replace(plan, name=short_enough(one_line(plan.name), field="name"), shares=shares)


def check_draw(plan: DrawPlan, standing: Standing) -> None:
    """Raise InputError where nothing can be drawn, or fewer than are asked for in all.

    A quota per person takes what there is: whoever has fewer is said to be short (`PersonDraw`).
    """
    if not standing.free:
        raise InputError(field="sample", problem="No contact of this period can be drawn", right=why_none(standing))
    if plan.quota is None and plan.wanted > standing.free:
        right = f"Ask for at most {standing.free:,}, or choose a longer period. {_left_out(standing)}".rstrip()
        raise OutOfRange(field="sample", value=f"{plan.wanted:,} of {standing.free:,} contacts", right=right)


def nobody_reviews() -> InputError:
    """Return what is wrong where all that is drawn is the own of its only reviewer."""
    return InputError(
        field="reviewers",
        problem="All of these contacts are the only reviewer's own, and nobody reviews their own",
        right="It takes a second person: choose another reviewer, or add a member in Settings",
    )


def why_none(standing: Standing) -> str:
    """Say why nothing can be drawn."""
    if not standing.handled:
        return "Nobody handled one in it. Choose another period or other people"
    return f"{standing.handled:,} were handled. {_left_out(standing)}"


def _left_out(standing: Standing) -> str:
    parts = [
        (standing.bare, "hold no text and no file to review"),
        (standing.taken, "were drawn already"),
    ]
    said = " and ".join(f"{number:,} {words}" for number, words in parts if number)
    return f"{said[:1].upper()}{said[1:]}" if said else ""


def people_drawn(
    plan: DrawPlan, standings: Mapping[int, Standing], *, drawn: Iterable[int], reviewed: Mapping[int, int]
) -> tuple[PersonDraw, ...]:
    """Return what a draw brings of each person, those with the most contacts first.

    Args:
        plan: what was asked for.
        standings: contacts by member.
        drawn: whose each contact is that was drawn.
        reviewed: reviews so far by member.
    """
    counts = Counter(drawn)
    found = [
        PersonDraw(
            member_id=member_id,
            handled=one.handled,
            free=one.free,
            reviewed=reviewed.get(member_id, 0),
            drawn=counts[member_id],
            short=max((plan.quota or 0) - one.free, 0),
        )
        for member_id, one in standings.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.handled, one.member_id)))


def reviewers_given(
    reviewers: Sequence[int], given: Iterable[int | None], *, shares: Sequence[int] = ()
) -> tuple[ReviewerDraw, ...]:
    """Return how many contacts each reviewer is given, in their order.

    Args:
        reviewers: among whom the draw is shared.
        given: to whom each contact goes.
        shares: how many parts each of the reviewers takes; none: all the same.
    """
    counts, parts = Counter(given), dict(zip(reviewers, shares, strict=True)) if shares else {}
    return tuple(
        ReviewerDraw(member_id=one, parts=parts.get(one, 1), given=counts[one]) for one in dict.fromkeys(reviewers)
    )
