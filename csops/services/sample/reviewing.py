"""How reviews of the sample business come about: what each of the five gets right, and how strictly others see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any, Protocol

from csops.domain.contact_words import SPOKEN, words_of
from csops.domain.contacts import Contact, Result
from csops.domain.review_cards import CardVersion, ReviewCard
from csops.domain.review_filling import Occasion, checked_ratings, is_critical, is_low, rulings, scored
from csops.domain.reviews import CriterionRating, Purpose, Quote, Review, ReviewState, Source
from csops.domain.scoring import Criterion
from csops.services.sample.conversations import Aside

_NOT_ASKED = {
    "next_steps": 0.7, "identity": 0.6, "within_limits": 0.35, "promise_kept": 0.5, "follow_up": 0.4, "apology": 0.1,
}  # fmt: skip
_SAID_TO_LOW, _SHOWN, _NOTED, _PRAISED = 0.8, 0.3, 0.45, 0.35
_SECONDS = (170, 640)


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A contact to review: with what it is told in words, on which card."""

    contact: Contact
    card: ReviewCard
    version: CardVersion
    occasion: Occasion
    aside: Aside | None = None


class Subject(Protocol):
    """Returns what is to be reviewed: a contact by its id, with the card that held then."""

    def __call__(self, contact_id: int, at: datetime, card: str = "") -> Reviewed:
        """Return it; `card`: with this one, whatever fits first."""


class Reviewing:
    """Draws ratings and words. `members`: initials by id; `names`: of them."""

    def __init__(
        self,
        random: Random,
        content: Mapping[str, Any],
        *,
        members: Mapping[int, str],
        names: Mapping[int, str],
        coached_at: datetime,
    ) -> None:
        self._random, self._content, self._coached_at = random, content, coached_at
        self._members, self._names = members, names

    def source(self, channel: str, contact: Contact) -> tuple[Source, str]:
        """Draw what a review is made from, and which file; of a text only where a colleague's words stand in it."""
        if channel not in SPOKEN:
            ours = self._names.values()
            said = words_of(contact.text, channel=channel, direction=contact.direction, ours=ours)
            return (Source.TEXT if said.hold_ours else Source.NOTE), ""
        draw = self._random.random()
        if channel == "walk_in" or draw < 0.55:
            return (Source.NOTE, "") if draw < 0.15 else (Source.LISTENED, "")
        return Source.RECORDING, f"recordings/{contact.happened_at:%Y-%m-%d_%H%M}.wav"

    def review(
        self,
        what: Reviewed,
        *,
        reviewer_id: int,
        finished_at: datetime,
        source: tuple[Source, str],
        given: Mapping[str, float | None] | None = None,
        **fields: Any,
    ) -> Review:
        """Return a finished review.

        Args:
            what: is reviewed.
            reviewer_id: by whom.
            finished_at: when.
            source: see `source`.
            given: ratings that are not drawn.
            fields: further ones of the review.
        """
        contact = what.contact
        rows = [self._rated(criterion, what, reviewer_id, given or {}) for criterion in what.version.criteria]
        ruled = rulings(what.version.criteria, source=source[0], occasion=what.occasion)
        ratings = checked_ratings(
            what.version.criteria,
            [row for row in rows if row.criterion not in ruled],
            ruled=ruled,
            causes=list(self._content["causes"].values()),
        )
        made = Review(
            contact_id=contact.id,
            case_id=contact.case_id,
            member_id=contact.member_id or 0,
            reviewer_id=reviewer_id,
            happened_at=contact.happened_at,
            channel_id=contact.channel_id,
            topic_id=contact.topic_id,
            card_version_id=what.version.id,
            source=source[0],
            source_ref=source[1],
            ratings=ratings,
            seconds=float(self._random.randint(*_SECONDS)),
            finished_at=finished_at,
            **fields,
        )
        return self._worded(scored(made, what.card, what.version))

    # ------------------------------------------------------------ one criterion
    def _rated(
        self, criterion: Criterion, what: Reviewed, reviewer_id: int, given: Mapping[str, float | None]
    ) -> CriterionRating:
        rating = given[criterion.key] if criterion.key in given else self._drawn(criterion, what, reviewer_id)
        if not is_low(criterion, rating):
            quotes = () if rating is None else self._shown(criterion, what)
            return CriterionRating(criterion=criterion.key, rating=rating, quotes=quotes)
        words = self._content["remarks"].get(criterion.key, [""])
        is_said = self._random.random() < _SAID_TO_LOW
        return CriterionRating(
            criterion=criterion.key,
            rating=rating,
            note=self._random.choice(words) if is_said or is_critical(criterion, rating) else "",
            cause=self._content["causes"].get(criterion.key, ""),
            quotes=self._overlooked(what) if criterion.key == "all_points" else (),
        )

    def _drawn(self, criterion: Criterion, what: Reviewed, reviewer_id: int) -> float | None:
        contact, draw = what.contact, self._random.random()
        is_settled = criterion.key != "next_steps" or contact.result is Result.RESOLVED
        if criterion.allow_na and is_settled and self._random.random() < _NOT_ASKED.get(criterion.key, 0.0):
            return None
        full, partly = self._shares(criterion, what)
        if criterion.key == "all_points" and what.aside is not None:
            full, partly = (full, 1 - full) if what.aside.is_answered else (0.04, 0.84)
        full -= self._content["strictness"].get(self._members[reviewer_id], 0.0)
        steps = sorted(criterion.scale.steps, key=lambda one: one.percent)
        if draw < full:
            return steps[-1].rating
        # What fails a whole review is told by hand, not by chance.
        return steps[-2].rating if draw < full + partly or criterion.critical else steps[0].rating

    def _shares(self, criterion: Criterion, what: Reviewed) -> tuple[float, float]:
        who, after = self._members[what.contact.member_id or 0], self._content["after_coaching"]
        is_coached = (who, criterion.key) == (after["by"], after["criterion"])
        if is_coached and what.contact.happened_at > self._coached_at:
            return tuple(after["rated"])
        person = self._content["people"][who]
        full, partly = person.get(what.card.key, {}).get(criterion.key, person["sure"])
        return full, partly

    def _shown(self, criterion: Criterion, what: Reviewed) -> tuple[Quote, ...]:
        if "text" not in criterion.seen_in or self._random.random() > _SHOWN:
            return ()
        lines = self._own_lines(what.contact)
        return _quotes(what.contact, self._random.choice(lines)) if lines else ()

    def _own_lines(self, contact: Contact) -> list[str]:
        """Return what the colleague wrote: lines of a chat, or the reply of a mail."""
        lines = contact.text.split("\n")
        name = self._names[contact.member_id or 0]
        starts = (f"{name} (", f"{name.split(' ')[0]}: ")
        own = [line for line in lines[1:] if line.startswith(starts[0]) or starts[1] in line[:30]]
        return [line.split(": ", 1)[1] for line in own]

    def _overlooked(self, what: Reviewed) -> tuple[Quote, ...]:
        return _quotes(what.contact, what.aside.question) if what.aside and not what.aside.is_answered else ()

    # ------------------------------------------------------------ words
    def _worded(self, review: Review) -> Review:
        is_good = review.final is not None and review.final >= 90
        note = self._random.choice(self._content["notes"]) if self._random.random() < _NOTED else ""
        praise = self._random.choice(self._content["praise"]) if is_good and self._random.random() < _PRAISED else ""
        return replace(review, note=note, praise=praise)

    def sent(self, review: Review, *, at: datetime, read_at: datetime, answers: Sequence[str]) -> Review:
        """Return a review that was sent, mostly read, sometimes answered."""
        is_answered = self._random.random() < 0.1
        return replace(
            review,
            state=ReviewState.SENT,
            sent_at=at,
            read_at=read_at,
            answer=self._random.choice(answers) if is_answered else "",
            answered_at=read_at if is_answered else None,
        )

    def checked(self, review: Review, what: Reviewed, *, reviewer_id: int, finished_at: datetime) -> Review:
        """Return how a lead rates again what a reviewer rated."""
        given = self.near({one.criterion: one.rating for one in review.ratings}, what.version, share=0.3, up=0.85)
        return self.review(
            what,
            reviewer_id=reviewer_id,
            finished_at=finished_at,
            source=(review.source, review.source_ref),
            given=given,
            purpose=Purpose.CHECK,
            checks_id=review.id,
        )

    def near(
        self, ratings: Mapping[str, float | None], version: CardVersion, *, share: float, up: float = 0.5
    ) -> dict[str, float | None]:
        """Return ratings as another reviewer gives them: some a step higher or lower, `up` of them higher."""
        found = dict(ratings)
        for criterion in version.criteria:
            rating = found.get(criterion.key)
            if rating is None or self._random.random() > share:
                continue
            steps = sorted(one.rating for one in criterion.scale.steps)
            place = steps.index(rating) + (1 if self._random.random() < up else -1)
            # What fails a whole review is no matter of taste.
            found[criterion.key] = steps[min(max(place, 1), len(steps) - 1)]
        return found


def _quotes(contact: Contact, words: str) -> tuple[Quote, ...]:
    start = contact.text.find(words)
    if start < 0:
        return ()
    return (Quote(contact_id=contact.id, start=start, end=start + len(words), text=words),)
