"""Drawing contacts for review: what a draw would bring, and the draw itself."""

import secrets
from dataclasses import replace
from datetime import datetime
from math import sqrt

from csops.domain.access import Permission
from csops.domain.errors import InputError, NotPermitted
from csops.domain.review_draws import (
    Coverage,
    DrawPlan,
    DrawPreview,
    Precision,
    Standing,
    check_draw,
    checked_plan,
    nobody_reviews,
    people_drawn,
    reviewers_given,
)
from csops.domain.review_groups import joined_groups
from csops.domain.review_samples import Sample
from csops.domain.review_sampling import draw as drawn_from
from csops.domain.review_sharing import shared
from csops.domain.sampling import mean_sample_size, sample_size
from csops.services.review_places import known_places, put_in_queues
from csops.services.review_queue import check_may_review
from csops.services.review_words import with_our_words
from csops.services.workspace import Workspace
from csops.storage.review_frames import FrameScope, frame, reviewed, scores_spread, standings
from csops.storage.unit_of_work import Work

MARGIN = 5
"""How many points an average may be off, where nobody says otherwise."""
MOST_READ = 500
"""Contacts whose texts a preview reads: talks of forty lines in a quarter of a second; of more nobody waits for it."""
FEWEST_FOR_SPREAD = 5
_SEEDS = 10**9


def new_seed() -> int:
    """Return a seed that nobody can foresee, short enough to be written down: up to nine digits."""
    return secrets.randbelow(_SEEDS)


def preview_draw(workspace: Workspace, *, plan: DrawPlan, margin: int = MARGIN) -> DrawPreview:
    """Return what a draw would bring: how many of each layer and person, how much that covers, how many are needed.

    What makes the draw impossible comes back as `problem`; nothing is written. None of the own contacts of who asks
    seems to be drawn before: they hear of a review of theirs when it is sent.

    Args:
        workspace: whose contacts.
        plan: what is asked for; give it a seed where the draw is to bring just what the preview says.
        margin: how many points of 100 an average may be off.

    Raises:
        NotPermitted: the role may not draw samples. OutOfRange: the margin.
    """
    workspace.require(Permission.REVIEWS)
    me, scope = workspace.member.id, _scope(plan)
    with workspace.read() as work:
        found = frame(work.connection, scope, strata=plan.how().strata, viewer_id=me)
        so_far = reviewed(work.connection, scope, viewer_id=me)
        precision = _precision(work, found.standing.handled, margin, viewer_id=me)
        problem = _problem(plan, found.standing)
        layers, chosen = ((), []) if problem else drawn_from(found.cells, plan.how(), seed=plan.seed or 0)
        # Of their own contacts nobody hears whether they wait or were reviewed.
        there = known_places(work, [one.contact_id for one in chosen if one.member_id != me])
        is_few = len(chosen) <= MOST_READ
        readable = len(with_our_words(work, [one.contact_id for one in chosen])) if is_few else None
    rest = [one for one in chosen if one.contact_id not in there]
    reviewers = plan.reviewers or (me,)
    to = [] if problem else shared(rest, reviewers, seed=plan.seed or 0, shares=plan.shares)
    unshared = to.count(None)
    return DrawPreview(
        standing=found.standing,
        strata=plan.how().strata,
        layers=layers,
        joined=joined_groups(found.sizes, plan.how(), [layer.key for layer in layers]),
        people=people_drawn(plan, found.standings, drawn=[one.member_id for one in chosen], reviewed=so_far),
        reviewers=() if problem else reviewers_given(reviewers, to, shares=plan.shares),
        precision=precision,
        unshared=unshared,
        serves_both=len(there),
        readable=readable,
        problem=problem or (nobody_reviews() if chosen and unshared == len(chosen) else None),
    )


def coverage(workspace: Workspace, *, since: datetime, until: datetime, margin: int = MARGIN) -> Coverage:
    """Return how many of the contacts of [since, until) were reviewed, by person, and how many an average takes.

    Raises:
        NotPermitted: the role may not draw samples. OutOfRange: the margin.
    """
    workspace.require(Permission.REVIEWS)
    me, plan = workspace.member.id, DrawPlan(since=since, until=until)
    with workspace.read() as work:
        found = standings(work.connection, _scope(plan), viewer_id=me)
        so_far = reviewed(work.connection, _scope(plan), viewer_id=me)
        standing = sum(found.values(), Standing())
        precision = _precision(work, standing.handled, margin, viewer_id=me)
    people = people_drawn(plan, found, drawn=(), reviewed=so_far)
    return Coverage(standing=standing, people=people, precision=precision)


def draw(workspace: Workspace, *, plan: DrawPlan) -> Sample:
    """Draw contacts, share them among the reviewers, and put them into their queues.

    The same seed draws the same contacts from the same log. What was picked by risk or by hand can be drawn as well,
    and one review then serves both (see `review_places.put`). Contacts that nobody of the reviewers may review, since
    they are their own, stay in the team's queue without a reviewer.

    Raises:
        InputError: there is nothing to draw, or less than was asked for in all (see `check_draw`), or the plan cannot
            be (see `checked_plan`), or nobody may review any of it.
        NotPermitted: the role may not draw samples, or one of the reviewers may not review. NotFound: a person.
    """
    workspace.require(Permission.REVIEWS)
    _check_others(workspace, plan)
    tidy, scope, now = checked_plan(plan), _scope(plan), workspace.now()
    seed = new_seed() if tidy.seed is None else tidy.seed
    reviewers = tidy.reviewers or (workspace.member.id,)
    with workspace.work("Draw contacts to review") as work:
        for one in reviewers:
            check_may_review(work, member_id=one)
        found = frame(work.connection, scope, strata=tidy.how().strata)
        known = standings(work.connection, scope, viewer_id=workspace.member.id)
        check_draw(tidy, sum(known.values(), Standing()))  # a refusal tells nothing that the preview does not
        layers, chosen = drawn_from(found.cells, tidy.how(), seed=seed)
        if not chosen:
            check_draw(tidy, found.standing)
        if all(member_id == reviewer for member_id in {one.member_id for one in chosen} for reviewer in reviewers):
            raise nobody_reviews()
        sample = work.quality.samples.add(
            Sample(
                name=tidy.name,
                since=tidy.since,
                until=tidy.until,
                made_at=now,
                made_by=workspace.member.id,
                seed=seed,
                strata=tidy.how().strata,
                quota=tidy.quota,
                wanted=len(chosen) if tidy.quota is not None else tidy.wanted,
                self_first=tidy.self_first,
                due_at=tidy.due_at,
                reviewers=reviewers,
                shares=tidy.shares,
                members=tidy.members,
                population=found.standing.free,
                layers=layers,
            )
        )
        put_in_queues(work, sample, chosen)
    return sample


def _check_others(workspace: Workspace, plan: DrawPlan) -> None:
    """Raise NotPermitted for a draw of own contacts alone: what is left of them would tell which are reviewed.

    InputError where nobody else would review them: that is said first.
    """
    me = workspace.member.id
    if plan.members == (me,):
        if set(plan.reviewers) <= {me}:
            raise nobody_reviews()
        name = workspace.member.name
        raise NotPermitted(member=name, permission="draw own contacts alone", roles="another reviewer")


def _scope(plan: DrawPlan) -> FrameScope:
    return FrameScope(since=plan.since, until=plan.until, members=plan.members)


def _problem(plan: DrawPlan, standing: Standing) -> InputError | None:
    try:
        check_draw(checked_plan(plan), standing)
    except InputError as error:
        return error
    return None


def _precision(work: Work, population: int, margin: int, *, viewer_id: int) -> Precision:
    count, total, squares = scores_spread(work.connection, viewer_id=viewer_id)
    known = Precision(margin=margin, for_share=sample_size(population, margin=margin / 100), scores=count)
    if count < FEWEST_FOR_SPREAD:
        return known
    spread = sqrt(max(squares - total * total / count, 0.0) / (count - 1))
    return replace(known, spread=spread, for_mean=mean_sample_size(population, spread=spread, margin=margin))
