"""The reports on quality, as whoever makes them may see it: a period, one person, one review, one calibration."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from csops.domain.access import Permission, to_take_along
from csops.domain.periods import Period
from csops.domain.reports import Report, Section
from csops.domain.review_cards import CardVersion, ReviewCard, scorecard
from csops.domain.review_links import Link
from csops.domain.review_results import weighed
from csops.domain.reviews import Purpose, Review
from csops.domain.scoring import Outcome
from csops.services import calibration_sections as calibrating
from csops.services import quality_sections as parts
from csops.services import review_sheet_sections as sheets
from csops.services.calibration_results import calibration_results
from csops.services.calibrations import calibration
from csops.services.coaching import coachings
from csops.services.quality_access import reviews_seen, viewer_in
from csops.services.quality_sections import Names
from csops.services.quality_trend import over_time
from csops.services.review_answers import disputes_shown
from csops.services.review_changes import results_before
from csops.services.review_live import Scored, sheet_of
from csops.services.review_means import Judged, mean_sheet
from csops.services.review_results import FAIR, Results, read_facts, review_links, review_results
from csops.services.reviews import review_in
from csops.services.root_causes import causes_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


class _Chosen(TypedDict):
    first_day: date
    last_day: date
    purposes: Collection[Purpose]
    card: str


_USUAL = timedelta(days=181)
MOST_IN_SHEET = 300
"""So many reviews of one version of a card a sheet of scores holds, the newest."""


# ------------------------------------------------------------ a period
def quality_report(
    workspace: Workspace,
    *,
    first_day: date | None = None,
    last_day: date | None = None,
    purposes: Collection[Purpose] = FAIR,
    card: str = "",
) -> Report:
    """Return what the reviews of a period came to; its workbook works the scores out again.

    Without days, half a year. Whoever does not see all reviews gets the own ones. Figures and reviews of people with
    too few reviews are left out, and it says so. `purposes`, `card`: as `review_results`.

    Raises:
        OutOfRange: the last day lies before the first, or a day outside 1900 to 2199. NotPermitted: may not export.
    """
    workspace.require(Permission.EXPORT)
    last = last_day or workspace.today()
    first = first_day or last - _USUAL
    chosen: _Chosen = {"first_day": first, "last_day": last, "purposes": purposes, "card": card}
    found, before = review_results(workspace, **chosen), results_before(workspace, **chosen)
    links = review_links(workspace, **chosen) if workspace.may(Permission.REVIEWS) else ()
    with workspace.read() as work:
        names, period = names_in(work), Period(first_day=first, last_day=last, zone=workspace.shop().zone)
        is_reviewer = viewer_in(workspace, work).is_reviewer
        counted = _counted(workspace, work, found, period, card=card)
        live = (*_mean(workspace, counted, found, names), *_live(workspace, work, counted, names))
    pooled = calibration_results(workspace, until=period.until) if is_reviewer else None
    return Report(
        title="Quality report",
        subtitle=workspace.shop().name,
        period=period.words(),
        made_at=_local(workspace),
        sections=(
            parts.overview(found, before),
            *parts.chosen(found, names.cards.get(card, card)),
            *parts.not_shown(found, viewer=workspace.member.name),
            *over_time(found, names),
            parts.people(found, names),
            parts.criteria(found, names),
            *parts.causes(found, names),
            *parts.splits(found, names),
            *_linked(links, found, currency=workspace.shop().currency),
            *(calibrating.calibration_summary(pooled, names) if pooled is not None else ()),
            *live,
            parts.WORDS,
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """A review, and how many contacts it stands for."""

    review: Review
    stands_for: float = 1.0


def _counted(workspace: Workspace, work: Work, found: Results, period: Period, *, card: str = "") -> list[_Counted]:
    """Return the sent reviews behind the figures, without those of people whose figures are hidden."""
    hidden = {one.key for one in found.people if one.is_hidden}
    facts = weighed(read_facts(work, period, card=card, has_answers=False), purposes=found.purposes)
    stands_for = {fact.id: fact.weight for fact in facts if str(fact.member_id) not in hidden}
    reviews = reviews_seen(workspace, work, work.quality.reviews.get_many(stands_for).values())
    return [_Counted(review=one, stands_for=stands_for[one.id]) for one in reviews]


# ------------------------------------------------------------ one person
def person_report(
    workspace: Workspace,
    *,
    member_id: int,
    first_day: date | None = None,
    last_day: date | None = None,
    purposes: Collection[Purpose] = FAIR,
    card: str = "",
) -> Report:
    """Return somebody's reviews: scores, trend, criteria from the weakest, each review, coaching.

    `purposes`, `card`: as `review_results`.

    Raises:
        NotFound: there is no such member. OutOfRange: as `quality_report`.
        NotPermitted: of somebody else, without the right to export or to see all reviews. The own is everybody's.
    """
    workspace.require(to_take_along(is_own=member_id == workspace.member.id))
    last = last_day or workspace.today()
    first = first_day or last - _USUAL
    chosen: _Chosen = {"first_day": first, "last_day": last, "purposes": purposes, "card": card}
    found = review_results(workspace, member_id=member_id, **chosen)
    before = results_before(workspace, member_id=member_id, **chosen)
    talks = coachings(workspace, member_id=member_id)
    with workspace.read() as work:
        member, names = work.members.get(member_id), names_in(work)
        period = Period(first_day=first, last_day=last, zone=workspace.shop().zone)
        counted = [
            one for one in _counted(workspace, work, found, period, card=card) if one.review.member_id == member_id
        ]
        live = (*_mean(workspace, counted, found, names), *_live(workspace, work, counted, names))
    is_hidden = any(one.is_hidden for one in found.people)
    shown: Iterable[Section] = (
        *over_time(found, names),
        parts.criteria(found, names, title="Criteria, from weak to strong", of_one=True),
        *parts.causes(found, names),
        sheets.reviews([one.review for one in counted], names, zone=period.zone),
        *sheets.talks(talks, names, zone=period.zone),
        *live,
    )
    return Report(
        title=f"Reviews of {member.name}",
        subtitle=workspace.shop().name,
        period=period.words(),
        made_at=_local(workspace),
        sections=(
            parts.overview(found, before),
            *parts.chosen(found, names.cards.get(card, card)),
            *parts.not_shown(found, viewer=workspace.member.name),
            *(() if is_hidden else shown),
            parts.WORDS,
        ),
    )


# ------------------------------------------------------------ one review, one calibration
def review_report(workspace: Workspace, *, review_id: int) -> Report:
    """Return one review on a sheet: contact, ratings, points, evidence, notes, answer, disputes.

    Raises:
        NotFound: there is none that this member may see. NotPermitted: of a contact of somebody else, without the right
            to export; the own is everybody's once it was sent.
    """
    workspace.require(Permission.READ)
    with workspace.read() as work:
        review, names, zone = review_in(workspace, work, review_id), names_in(work), workspace.shop().zone
        workspace.require(to_take_along(is_own=review.member_id == workspace.member.id))
        version = work.quality.card_versions.get(review.card_version_id)
        card = work.quality.cards.get(version.card_id)
        contact = None if review.contact_id is None else work.contacts.find(review.contact_id)
        disputes = disputes_shown(workspace, review, work.quality.disputes.where(review_id=review.id))
        # A workbook that works a score out would say that it counts.
        live = () if review.is_withdrawn else tuple(_live(workspace, work, [_Counted(review=review)], names))
    told = sheets.Told(review=review, card=card, version=version, contact=contact, disputes=disputes)
    return Report(
        title=f"Review {review.id}: {names.members.get(str(review.member_id), '')}",
        subtitle=f"{workspace.shop().name}, {card.name}, version {version.number}",
        period=f"{review.happened_at.astimezone(ZoneInfo(zone)):%d %b %Y}",
        made_at=_local(workspace),
        sections=(
            *sheets.withdrawal(told, names, zone=zone),
            *(() if review.is_withdrawn else (sheets.score(told),)),
            sheets.about(told, names, zone=zone),
            sheets.ratings(told, names),
            *sheets.evidence(told),
            *sheets.words(told),
            *sheets.disputes(told, names, zone=zone),
            *live,
        ),
    )


def calibration_report(workspace: Workspace, *, session_id: int) -> Report:
    """Return one calibration: who rated what, how far that is apart, what was agreed. While it is blind, no rating.

    Raises:
        NotFound: there is none that this member may know of. NotPermitted: the role may not export.
    """
    workspace.require(Permission.EXPORT)
    found = calibration(workspace, session_id=session_id)
    with workspace.read() as work:
        names = names_in(work)
        live = tuple(_live(workspace, work, [_Counted(review=one) for one in found.reviews], names))
    pooled = calibration_results(workspace)
    zone = workspace.shop().zone
    return Report(
        title=f"Calibration: {found.session.name}",
        subtitle=f"{workspace.shop().name}, {found.card.name}, version {found.version.number}",
        period=f"{found.session.made_at.astimezone(ZoneInfo(zone)):%d %b %Y}",
        made_at=_local(workspace),
        sections=(
            *calibrating.called_off(found, zone=zone),
            calibrating.session(found),
            *calibrating.session_ratings(found, names),
            *calibrating.calibration_summary(pooled, names),
            *live,
            calibrating.WORDS,
        ),
    )


# ------------------------------------------------------------ inside
def names_in(work: Work) -> Names:
    """Return what everything is called."""
    cards = {one.id: one for one in work.quality.cards.all()}
    versions = sorted(work.quality.card_versions.all(), key=lambda one: one.number)
    return Names(
        members={str(one.id): one.name for one in work.members.all()},
        channels={str(one.id): one.name for one in work.channels.all()},
        topics={str(one.id): one.name for one in work.topics.all()},
        cards={one.key: one.name for one in cards.values()},
        criteria={(cards[one.card_id].key, row.key): row.name for one in versions for row in one.criteria},
        causes={one.key: one.name for one in causes_in(work)},
    )


def _linked(links: Sequence[Link], found: Results, *, currency: str) -> Iterator[Section]:
    if links:
        yield parts.came_of_it(links, currency=currency, withheld=found.withheld.linked)


def _mean(workspace: Workspace, counted: Sequence[_Counted], found: Results, names: Names) -> Iterator[Section]:
    """Yield the sheet that gives the mean scores at the head of the report again."""
    zone = ZoneInfo(workspace.shop().zone)
    ordered = sorted(counted, key=lambda one: one.review.happened_at)
    missing = found.whole.reviews - len(ordered)
    lines = (f"{missing} more reviews count in the mean of the report and are not shown.",) if missing > 0 else ()
    if ordered and not found.whole.is_hidden:
        yield mean_sheet([_judged(one, names, zone) for one in ordered], lines=lines)


def _live(workspace: Workspace, work: Work, counted: Sequence[_Counted], names: Names) -> Iterator[Section]:
    """Yield a sheet for each version of a card that the reviews were made with."""
    versions = work.quality.card_versions.get_many({one.review.card_version_id for one in counted})
    cards = work.quality.cards.get_many({one.card_id for one in versions.values()})
    zone = ZoneInfo(workspace.shop().zone)
    for version in sorted(versions.values(), key=lambda one: (cards[one.card_id].name, one.number)):
        card = cards[version.card_id]
        mine = [one for one in counted if one.review.card_version_id == version.id]
        kept = sorted(mine, key=lambda one: one.review.happened_at)[-MOST_IN_SHEET:]
        more = (f"The newest {MOST_IN_SHEET} of {len(mine)} reviews.",) if len(kept) < len(mine) else ()
        yield sheet_of(
            scorecard(card, version),
            [_scored(one, names, zone) for one in kept],
            title=_title(card, version),
            lines=more,
            sections={one.key: one.name for one in version.sections},
        )


def _title(card: ReviewCard, version: CardVersion) -> str:
    # The version first: a sheet's name is cut at 31 letters.
    return f"Scores v{version.number}, {card.name}"


def _scored(counted: _Counted, names: Names, zone: ZoneInfo) -> Scored:
    review = counted.review
    what = names.topics.get(str(review.topic_id), "") or names.channels.get(str(review.channel_id), "")
    purpose = "" if review.purpose is Purpose.FAIR else f", {review.purpose.value}"
    return Scored(
        name=f"{review.id}: {what}{purpose}",
        day=review.happened_at.astimezone(zone).date(),
        member=names.members.get(str(review.member_id), ""),
        reviewer=names.members.get(str(review.reviewer_id), ""),
        ratings={one.criterion: one.rating for one in review.ratings},
        stands_for=counted.stands_for,
    )


def _judged(counted: _Counted, names: Names, zone: ZoneInfo) -> Judged:
    review = counted.review
    is_judged = review.final is not None or bool(review.critical)
    return Judged(
        scored=_scored(counted, names, zone),
        member_id=review.member_id,
        raw=review.raw,
        final=review.final,
        passed=review.outcome is Outcome.PASS if is_judged else None,
        clean=not review.critical if is_judged else None,
    )


def _local(workspace: Workspace) -> datetime:
    return workspace.now().astimezone(ZoneInfo(workspace.shop().zone)).replace(tzinfo=None)
