"""Queues of reviews: one's own, the team's, and how far everybody is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.access import Permission, may, roles_with
from csops.domain.draft_forms import ReviewForms, review_form_name
from csops.domain.errors import NotFound, NotPermitted
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.review_drafts import draft_from
from csops.domain.review_queue import (
    Progress,
    QueueItem,
    in_turn,
    items_of,
    progress_of_people,
    progress_of_reviewers,
)
from csops.domain.review_samples import Pick, PickState, Sample
from csops.domain.reviews import Purpose
from csops.services.quality_access import viewer_in
from csops.services.workspace import Workspace
from csops.storage.review_frames import self_reviewed
from csops.storage.unit_of_work import Work

LISTED = 500
"""A list shows so many at most; nobody reads on."""


@dataclass(frozen=True, kw_only=True)
class TeamQueue:
    """What waits for reviews in the team, without contacts of who looks: others review those.

    `items`: open ones, in turn. `people`, `reviewers`: how far the picks of the period are.
    """

    items: tuple[QueueItem, ...] = ()
    people: tuple[Progress, ...] = ()
    reviewers: tuple[Progress, ...] = ()


def my_queue(workspace: Workspace) -> list[QueueItem]:
    """Return what waits for this member, in turn: contacts of others to review, and own ones where a draw asks for it.

    Empty for who neither reviews nor is asked to.
    """
    with workspace.read() as work:
        return my_queue_in(workspace, work)


def my_queue_in(workspace: Workspace, work: Work) -> list[QueueItem]:
    """Return the same within an operation."""
    me, store = workspace.member.id, work.quality.picks
    mine = store.where(reviewer_id=me, state=PickState.OPEN) if viewer_in(workspace, work).is_reviewer else []
    asked = [pick for pick in store.where(member_id=me, state=PickState.OPEN) if pick.self_first]
    own = [replace(item, purpose=Purpose.SELF) for item in items_for(work, asked) if item.awaits_self]
    return in_turn([*items_for(work, mine), *own])


def team_queue(workspace: Workspace) -> TeamQueue:
    """Return what waits in the team, with how far each person and each reviewer is.

    Raises:
        NotPermitted: the role may not see all reviews.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.read() as work:
        picks = [pick for pick in open_samples_picks(work) if pick.member_id != workspace.member.id]
        still_open = [pick for pick in picks if pick.state is PickState.OPEN]
        now = workspace.now()
        return TeamQueue(
            items=tuple(items_for(work, still_open)[:LISTED]),
            people=tuple(progress_of_people(picks, now=now)),
            reviewers=tuple(progress_of_reviewers(picks, now=now)),
        )


def begun_reviews(workspace: Workspace) -> dict[str, datetime]:
    """Return when this member last wrote in each form of a review that they have begun and not finished.

    Nobody hears of what others have begun. The keys are names of forms (`form_of_item`).
    """
    forms = tuple(f"{form.value}." for form in (ReviewForms.REVIEW, ReviewForms.OWN))
    with workspace.read() as work:
        kept = work.drafts.of_member(workspace.member.id, forms)
    return {draft.form: draft.at for draft in kept if draft_from(draft.value).is_begun}


def form_of_item(item: QueueItem, *, viewer_id: int) -> str:
    """Return what the form is called in which this member makes a review of the queue; empty: another makes it."""
    whose = item.pick.member_id if item.purpose is Purpose.SELF else item.pick.reviewer_id
    if whose != viewer_id or item.pick.contact_id is None:
        return ""
    form = ReviewForms.OWN if item.purpose is Purpose.SELF else ReviewForms.REVIEW
    return review_form_name(form, item.pick.contact_id)


def open_samples_picks(work: Work) -> list[Pick]:
    """Return the picks of all draws of which something is open still, and those put there by hand that are open."""
    waiting = work.quality.picks.where(state=PickState.OPEN)
    by_hand = [pick for pick in waiting if pick.sample_id is None]
    samples = sorted({pick.sample_id for pick in waiting if pick.sample_id is not None})
    return [*by_hand, *work.quality.picks.where_any("sample_id", samples)]


def items_for(work: Work, picks: Iterable[Pick]) -> list[QueueItem]:
    """Return the items of picks, in turn, with what a list shows of their contacts."""
    found = list(picks)
    contacts = work.contacts.get_many(pick.contact_id for pick in found if pick.contact_id is not None)
    known = work.customers.get_many(one.customer_id for one in contacts.values() if one.customer_id is not None)
    samples: dict[int, Sample] = work.quality.samples.get_many(
        pick.sample_id for pick in found if pick.sample_id is not None
    )
    asked = [pick.id for pick in found if pick.self_first]
    return items_of(
        found,
        contacts=contacts,
        names={key: one.title for key, one in known.items()},
        samples=samples,
        self_reviewed=self_reviewed(work.connection, asked),
    )


# ------------------------------------------------------------ who reviews
def list_reviewers(workspace: Workspace) -> list[Member]:
    """Return the members who may review others' contacts, by name."""
    with workspace.read() as work:
        rules = work.settings.get(QualityRules)
        return [member for member in work.members.all("name") if _may_review(member, rules)]


def check_may_review(work: Work, *, member_id: int, of_member: int | None = None) -> Member:
    """Return the member, or raise where they may not review (contacts of that member).

    Raises:
        NotFound: there is no such member, or they have left. NotPermitted: they are no reviewer, or it is their own.
    """
    member = work.members.get(member_id)
    if not member.active:
        raise NotFound(kind="member", id=member_id)
    if not _may_review(member, work.settings.get(QualityRules)):
        roles = ", ".join(role.value for role in roles_with(Permission.REVIEWS))
        raise NotPermitted(member=member.name, permission="review contacts", roles=f"{roles}, or a chosen reviewer")
    if member_id == of_member:
        raise NotPermitted(member=member.name, permission="review own contacts", roles="another reviewer")
    return member


def _may_review(member: Member, rules: QualityRules) -> bool:
    chosen = member.id in rules.reviewers and may(member.role, Permission.LOG)
    return member.active and (chosen or may(member.role, Permission.REVIEWS))
