"""What stands in the form of a review before it is finished: kept while one works, joined where two windows do."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

from csops.domain.draft_forms import ReviewForms, review_form_name
from csops.domain.review_filling import Ruled
from csops.domain.reviews import CriterionRating, Purpose, Quote, Review, Source
from csops.domain.scoring import Criterion
from csops.domain.texts import joined_text


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What stands for one criterion: a rating of its scale, or that it is not applicable, and what was said of it.

    `aside`: how it was rated before a source was chosen that cannot show it; it counts for nothing meanwhile.
    """

    rating: float | None = None
    is_na: bool = False
    aside: float | None = None
    note: str = ""
    cause: str = ""
    quotes: tuple[Quote, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether it was rated, or said not to be applicable."""
        return self.is_na or self.rating is not None

    def rated(self, rating: float) -> "Entry":
        """Return it with a rating."""
        return replace(self, rating=rating, is_na=False, aside=None)

    def not_applicable(self) -> "Entry":
        """Return it as not applicable. Words and evidence stay, should it be rated after all."""
        return replace(self, rating=None, is_na=True, aside=None)

    def cleared(self) -> "Entry":
        """Return it as if nobody had rated it."""
        return replace(self, rating=None, is_na=False, aside=None)

    def with_quote(self, quote: Quote) -> "Entry":
        """Return it with one more piece of evidence; the same words twice are once."""
        return self if quote in self.quotes else replace(self, quotes=(*self.quotes, quote))

    def without_quote(self, quote: Quote) -> "Entry":
        """Return it without a piece of evidence."""
        return replace(self, quotes=tuple(one for one in self.quotes if one != quote))


@dataclass(frozen=True, kw_only=True)
class ReviewDraft:
    """A review as it is being filled in: entries by the key of the criterion.

    Attributes:
        note, praise: what the person is to read.
        source, source_ref: what it is made from.
        card_version_id: what it is made with; 0 while nobody chose.
        at: the criterion in front.
        seconds: time spent so far.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    note: str = ""
    praise: str = ""
    source: Source = Source.TEXT
    source_ref: str = ""
    card_version_id: int = 0
    at: str = ""
    seconds: float = 0.0

    def of(self, criterion: str) -> Entry:
        """Return what stands for a criterion."""
        return self.entries.get(criterion, Entry())

    def with_entry(self, criterion: str, entry: Entry) -> "ReviewDraft":
        """Return the draft with another entry."""
        return replace(self, entries={**self.entries, criterion: entry})

    @property
    def is_begun(self) -> bool:
        """Whether something was rated or written; a form that was merely opened is not begun."""
        return bool(self.note or self.praise) or any(
            one.is_answered or one.aside is not None or one.note or one.quotes for one in self.entries.values()
        )

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, as drafts are kept."""
        return {**vars(self), "source": self.source.value, "entries": {k: _plain(v) for k, v in self.entries.items()}}


@dataclass(frozen=True, kw_only=True)
class FormFor:
    """The form in which a contact is reviewed, and why.

    `session_id`: the calibration in which it is rated; `checks_id`: the review that is rated again.
    """

    contact_id: int
    purpose: Purpose
    session_id: int | None = None
    checks_id: int | None = None

    @property
    def name(self) -> str:
        """What its drafts are called: one contact may have several calibrations and checks, each with a form."""
        of = {Purpose.CALIBRATION: self.session_id, Purpose.CHECK: self.checks_id}.get(self.purpose)
        return review_form_name(self._form, self.contact_id, of)

    @property
    def older_name(self) -> str:
        """What its drafts were called before; empty where it is the same."""
        older = review_form_name(self._form, self.contact_id)
        return older if older != self.name else ""

    @property
    def _form(self) -> ReviewForms:
        return _FORMS.get(self.purpose, ReviewForms.REVIEW)


_FORMS = {
    Purpose.SELF: ReviewForms.OWN,
    Purpose.CALIBRATION: ReviewForms.CALIBRATION,
    Purpose.CHECK: ReviewForms.CHECK,
}


def _plain(entry: Entry) -> dict[str, Any]:
    return {**vars(entry), "quotes": [dict(vars(one)) for one in entry.quotes]}


# ------------------------------------------------------------ from what was kept
def draft_from(value: Mapping[str, Any]) -> ReviewDraft:
    """Return the draft of plain values; what does not read as one is left out, so that the rest comes back."""
    rows = value.get("entries")
    entries = {str(key): _entry(row) for key, row in (rows.items() if isinstance(rows, Mapping) else ())}
    source = str(value.get("source") or "")
    version = value.get("card_version_id")
    return ReviewDraft(
        entries=entries,
        note=str(value.get("note") or ""),
        praise=str(value.get("praise") or ""),
        source=Source(source) if source in {one.value for one in Source} else Source.TEXT,
        source_ref=str(value.get("source_ref") or ""),
        card_version_id=version if isinstance(version, int) and not isinstance(version, bool) else 0,
        at=str(value.get("at") or ""),
        seconds=_number(value.get("seconds")) or 0.0,
    )


def _entry(row: object) -> Entry:
    values = row if isinstance(row, Mapping) else {}
    rating, quotes = _number(values.get("rating")), values.get("quotes")
    found = (_quote(one) for one in (quotes if isinstance(quotes, list | tuple) else ()))
    return Entry(
        rating=rating,
        is_na=bool(values.get("is_na")) and rating is None,
        aside=_number(values.get("aside")) if rating is None else None,
        note=str(values.get("note") or ""),
        cause=str(values.get("cause") or ""),
        quotes=tuple(one for one in found if one is not None),
    )


def _quote(row: object) -> Quote | None:
    if not isinstance(row, Mapping):
        return None
    numbers = [row.get(name) for name in ("contact_id", "start", "end")]
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in numbers):
        return None
    contact_id, start, end = (int(one or 0) for one in numbers)
    return Quote(contact_id=contact_id, start=start, end=end, text=str(row.get("text") or ""))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value)


def draft_of(review: Review) -> ReviewDraft:
    """Return what a finished review says, as a draft that goes on from it."""
    entries = {
        one.criterion: Entry(
            rating=one.rating,
            is_na=one.rating is None and not one.unseen,
            note=one.note,
            cause=one.cause,
            quotes=one.quotes,
        )
        for one in review.ratings
    }
    return ReviewDraft(
        entries=entries,
        note=review.note,
        praise=review.praise,
        source=review.source,
        source_ref=review.source_ref,
        card_version_id=review.card_version_id,
        seconds=review.seconds or 0.0,
    )


# ------------------------------------------------------------ what it says
def ratings_of(draft: ReviewDraft, criteria: Sequence[Criterion]) -> tuple[CriterionRating, ...]:
    """Return what was rated or called not applicable, in the order of the card; what is still open is left out.

    Ratings that a scale does not have, as after a change of card, are still open.
    """
    answered = ((one, draft.of(one.key)) for one in criteria)
    return tuple(
        CriterionRating(criterion=one.key, rating=entry.rating, note=entry.note, cause=entry.cause, quotes=entry.quotes)
        for one, entry in answered
        if entry.is_na or is_on(one, entry.rating)
    )


def is_on(criterion: Criterion, rating: float | None) -> bool:
    """Whether a rating is one of the criterion's scale."""
    return any(step.rating == rating for step in criterion.scale.steps)


def still_open(
    draft: ReviewDraft, criteria: Sequence[Criterion], ruled: Collection[str] | Mapping[str, Ruled]
) -> list[str]:
    """Return the criteria that are neither rated nor not applicable, in the order of the card."""
    answered = {one.criterion for one in ratings_of(draft, criteria)}
    return [one.key for one in criteria if one.key not in answered and one.key not in ruled]


def ratings_now(draft: ReviewDraft, criteria: Sequence[Criterion]) -> dict[str, float | None]:
    """Return the ratings so far by criterion, as a live score takes them."""
    return {one.criterion: one.rating for one in ratings_of(draft, criteria)}


# ------------------------------------------------------------ two windows
def joined(mine: ReviewDraft, theirs: ReviewDraft, base: ReviewDraft) -> ReviewDraft:
    """Return one draft of two windows of one person that both went on from `base`. No typed word is lost.

    A criterion that only one window touched is as it stands there. Where both did, the rating is the newer one,
    `mine`, both texts stand below each other, and the evidence is that of both.
    """
    keys = dict.fromkeys((*theirs.entries, *mine.entries))
    return replace(
        mine,
        entries={key: _joined_entry(mine.of(key), theirs.of(key), base.of(key)) for key in keys},
        note=joined_text(mine.note, theirs.note, base.note),
        praise=joined_text(mine.praise, theirs.praise, base.praise),
        source=theirs.source if mine.source == base.source else mine.source,
        source_ref=theirs.source_ref if mine.source_ref == base.source_ref else mine.source_ref,
        seconds=max(mine.seconds, theirs.seconds),
    )


def _joined_entry(mine: Entry, theirs: Entry, base: Entry) -> Entry:
    rated = theirs if _chosen(mine) == _chosen(base) else mine
    caused = theirs if mine.cause == base.cause else mine
    return Entry(
        rating=rated.rating,
        is_na=rated.is_na,
        aside=rated.aside,
        note=joined_text(mine.note, theirs.note, base.note),
        cause=caused.cause,
        quotes=_joined_quotes(mine.quotes, theirs.quotes, base.quotes),
    )


def _chosen(entry: Entry) -> tuple[float | None, bool, float | None]:
    return entry.rating, entry.is_na, entry.aside


def _joined_quotes(mine: Iterable[Quote], theirs: Iterable[Quote], base: Iterable[Quote]) -> tuple[Quote, ...]:
    here, there, before = list(mine), list(theirs), set(base)
    gone = {one for one in before if one not in here or one not in there}
    return tuple(one for one in dict.fromkeys((*there, *here)) if one not in gone)
