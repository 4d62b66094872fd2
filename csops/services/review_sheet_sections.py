"""The parts of a review sheet and of a person's report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.contacts import Contact
from csops.domain.reports import Cell, Column, ColumnKind, Fact, Facts, Section, Table, Text
from csops.domain.review_cards import CardVersion, ReviewCard, scorecard
from csops.domain.reviews import Dispute, Review, Source
from csops.domain.scoring import Criterion, Outcome, score_review
from csops.services.quality_sections import Names
from csops.services.seen_coaching import SeenCoaching

OUTCOMES = {Outcome.PASS: "passed", Outcome.FAIL: "failed", Outcome.NO_SCORE: "no score"}
_SOURCES = {
    Source.TEXT: "Text",
    Source.RECORDING: "Recording",
    Source.LISTENED: "Listened in",
    Source.NOTE: "Note only",
}
_NUMBER, _COUNT = ColumnKind.NUMBER, ColumnKind.INTEGER
_LONGEST = 3_000


@dataclass(frozen=True, kw_only=True)
class Told:
    """One review with its card and contact, as a viewer may see it; the contact is None once it was removed."""

    review: Review
    card: ReviewCard
    version: CardVersion
    contact: Contact | None
    disputes: tuple[Dispute, ...] = ()


# ------------------------------------------------------------ one review
def score(told: Told) -> Facts:
    """Return the score first."""
    review = told.review
    errors = [_criterion(told.version, key).name for key in review.critical]
    return Facts(
        title="Score",
        facts=(
            Fact(
                name="Final",
                value=review.final,
                unit="points",
                decimals=1,
                note=f"{OUTCOMES[review.outcome]}; pass mark {told.version.pass_mark:g}",
            ),
            Fact(
                name="Before critical errors",
                value=review.raw,
                unit="points",
                decimals=1,
                note=f"Critical: {', '.join(errors)}" if errors else "No critical error",
            ),
            Fact(
                name="Could be seen",
                value=review.seen,
                kind=ColumnKind.SHARE,
                decimals=0,
                note="Of the weight of the card",
            ),
        ),
    )


def withdrawal(told: Told, names: Names, *, zone: str) -> Iterator[Section]:
    """Yield that a review was withdrawn, by whom and why, in place of its score."""
    review = told.review
    if review.withdrawn_at is None:
        return
    by = names.members.get(str(review.withdrawn_by), "")
    said = f"Withdrawn {_at(review.withdrawn_at, zone)} by {by}: {review.withdrawn_why}"
    yield Text(title="Withdrawn", paragraphs=(said, "It counts nowhere; what was rated stays to be read."))


def about(told: Told, names: Names, *, zone: str) -> Table:
    """Return what was reviewed, by whom, from what."""
    review = told.review
    rows = (
        ("Person", names.members.get(str(review.member_id), "")),
        ("Contact", _at(review.happened_at, zone)),
        ("Channel", names.channels.get(str(review.channel_id), "")),
        ("Topic", names.topics.get(str(review.topic_id), "")),
        ("Reviewer", names.members.get(str(review.reviewer_id), "")),
        ("Reviewed", _at(review.finished_at, zone)),
        ("From", " ".join(part for part in (_SOURCES[review.source], review.source_ref) if part)),
        ("Sent", _at(review.sent_at, zone) if review.sent_at else "not yet"),
    )
    columns = (Column(key="what", title="What", width=18), Column(key="is", title="Value", width=50))
    return Table(key="about", title="Contact and review", columns=columns, rows=rows)


def ratings(told: Told, names: Names) -> Table:
    """Return a row for each criterion: what was rated, what that is worth, the points it brings, what was said."""
    version, review = told.version, told.review
    found = score_review(scorecard(told.card, version), {one.criterion: one.rating for one in review.ratings})
    points = {term.criterion: term.points for term in found.terms}
    sections = {one.key: one.name for one in version.sections}
    rows = []
    for one in review.ratings:
        asked = _criterion(version, one.criterion)
        rows.append(
            (
                sections.get(asked.section, asked.section),
                asked.name,
                asked.weight,
                _rated(asked, one.rating, unseen=one.unseen),
                points.get(one.criterion),
                names.causes.get(one.cause, one.cause),
                one.note,
            )
        )
    columns = (
        Column(key="section", title="Section", width=18),
        Column(key="criterion", title="Criterion", width=28),
        Column(key="weight", title="Weight", kind=_NUMBER, decimals=0),
        Column(key="rating", title="Rating", width=16),
        Column(key="points", title="Points", kind=_NUMBER, decimals=1),
        Column(key="cause", title="Root cause", width=20),
        Column(key="note", title="Note", width=36),
    )
    note = "Points of the rated criteria add up to the score before critical errors"
    return Table(key="ratings", title="Ratings", columns=columns, rows=tuple(rows), note=note)


def _rated(criterion: Criterion, rating: float | None, *, unseen: bool = False) -> str:
    if rating is None:
        return "could not be seen" if unseen else "not applicable"
    step = next((one for one in criterion.scale.steps if one.rating == rating), None)
    return f"{rating:g}" if step is None else step.label or f"{rating:g}"


def evidence(told: Told) -> Iterator[Section]:
    """Yield the words that show something."""
    rows = tuple(
        (_criterion(told.version, one.criterion).name, quote.text)
        for one in told.review.ratings
        for quote in one.quotes
        if quote.text
    )
    if rows:
        columns = (Column(key="criterion", title="Criterion", width=28), Column(key="words", title="Words", width=70))
        yield Table(key="evidence", title="Evidence", columns=columns, rows=rows)


def words(told: Told) -> Iterator[Text]:
    """Yield what was written to the person and by them, and the contact itself."""
    review = told.review
    for title, text in (
        ("Done well", review.praise),
        ("Note to the person", review.note),
        ("Answer of the person", review.answer),
        ("The contact", "It was removed; the score stays" if told.contact is None else told.contact.text),
    ):
        if text:
            yield Text(title=title, paragraphs=tuple(line for line in text[:_LONGEST].split("\n") if line))


def disputes(told: Told, names: Names, *, zone: str) -> Iterator[Table]:
    """Yield what the person disputed, and what became of it."""
    if not told.disputes:
        return
    columns = (
        Column(key="criterion", title="Criterion", width=28),
        Column(key="reason", title="Reason", width=40),
        Column(key="wanted", title="Wanted", width=14),
        Column(key="reply", title="Word of the reviewer", width=40),
        Column(key="state", title="State", width=12),
        Column(key="was", title="Was", width=12),
        Column(key="now", title="Now", width=12),
        Column(key="decision", title="Decision", width=40),
        Column(key="by", title="By", width=24),
    )
    rows = []
    for one in told.disputes:
        asked = _criterion(told.version, one.criterion)
        by = names.members.get(str(one.decided_by), "")
        rows.append(
            (
                asked.name,
                one.reason,
                _rated(asked, one.wanted),
                one.reply,
                one.state.value,
                _rated(asked, one.was),
                "" if one.decided_at is None else _rated(asked, one.now),
                one.decision,
                f"{by}, {_at(one.decided_at, zone)}" if one.decided_at else "",
            )
        )
    yield Table(key="disputes", title="Disputes", columns=columns, rows=tuple(rows))


# ------------------------------------------------------------ a person
def reviews(found: Sequence[Review], names: Names, *, zone: str) -> Table:
    """Return a row for each review, the newest first."""
    columns = (
        Column(key="id", title="Review", kind=_COUNT),
        Column(key="day", title="Contact", kind=ColumnKind.DATE),
        Column(key="channel", title="Channel", width=14),
        Column(key="topic", title="Topic", width=24),
        Column(key="final", title="Final", kind=_NUMBER, decimals=1),
        Column(key="outcome", title="Outcome", width=10),
        Column(key="reviewer", title="Reviewer", width=20),
        Column(key="praise", title="Done well", width=36),
        Column(key="note", title="Note", width=36),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.id,
            one.happened_at.astimezone(ZoneInfo(zone)).date(),
            names.channels.get(str(one.channel_id), ""),
            names.topics.get(str(one.topic_id), ""),
            one.final,
            OUTCOMES[one.outcome],
            names.members.get(str(one.reviewer_id), ""),
            one.praise,
            one.note,
        )
        for one in sorted(found, key=lambda one: one.happened_at, reverse=True)
    )
    return Table(key="reviews", title="Reviews", columns=columns, rows=rows, note="Sent reviews that count")


def talks(found: Sequence[SeenCoaching], names: Names, *, zone: str) -> Iterator[Table]:
    """Yield the coaching sessions, with what was agreed and what changed since."""
    if not found:
        return
    columns = (
        Column(key="day", title="Day", kind=ColumnKind.DATE),
        Column(key="state", title="State", width=10),
        Column(key="coach", title="Coach", width=20),
        Column(key="about", title="About", width=30),
        Column(key="agreed", title="Agreed", width=50),
        Column(key="change", title="Change", unit="% of its scale", kind=_NUMBER, decimals=1),
        Column(key="low", title="From", kind=_NUMBER, decimals=1),
        Column(key="high", title="To", kind=_NUMBER, decimals=1),
    )
    rows = []
    for one in found:
        session, effect = one.session, one.effect
        at = session.held_at or session.planned_at
        agreed = "; ".join(f"{each.what}{' (done)' if each.done_at else ''}" for each in one.actions)
        rows.append(
            (
                at.astimezone(ZoneInfo(zone)).date(),
                session.state.value,
                one.coach.name,
                names.criterion(session.card, session.criterion),
                agreed,
                *((effect.change, effect.low, effect.high) if effect is not None else (None, None, None)),
            )
        )
    note = "Change of the criterion since, with its 95 % interval; people who were not coached may have changed, too"
    yield Table(key="coaching", title="Coaching", columns=columns, rows=tuple(rows), note=note)


def _criterion(version: CardVersion, key: str) -> Criterion:
    return next(one for one in version.criteria if one.key == key)


def _at(at: datetime | None, zone: str) -> str:
    return "" if at is None else f"{at.astimezone(ZoneInfo(zone)):%d %b %Y %H:%M}"
