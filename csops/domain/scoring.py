"""Scorecards of reviews: scales, criteria, weights, critical errors; and the score of one review.

A score is the points of the rated criteria over the points that they could have: what was not applicable leaves with
its weight. A critical error is a rating below half on a critical criterion, also on one that weighs nothing; its family
says what that does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from math import fsum, isfinite
from typing import Any

from csops.domain.errors import Missing, NotUnderstood, OutOfRange, UnknownName

WHOLE = 100.0
CRITICAL_BELOW = 50.0
_NEAR = 1e-6
_FEWEST_STEPS = 2


class Consequence(Enum):
    """What a critical error does; in any case the review fails."""

    ZERO = "zero"
    """The final score is 0."""
    ZERO_SECTION = "zero_section"
    """The criteria of the same section earn nothing."""
    FAIL = "fail"
    """The number stays as it is."""


class Outcome(Enum):
    """How a review ended. NO_SCORE: nothing that weighs was rated, and no critical error was found."""

    PASS = "pass"  # noqa: S105 no password
    FAIL = "fail"
    NO_SCORE = "no_score"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a scale: what is rated, its words, what it is worth (0 to 100), and the key that gives it."""

    rating: float
    label: str = ""
    percent: float
    press: str = ""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Two steps at least, each with its own rating."""

    key: str
    steps: tuple[Step, ...]

    def percent(self, rating: float) -> float:
        """Return what a rating is worth, 0 to 100, or raise OutOfRange for one that the scale does not have."""
        for step in self.steps:
            if step.rating == rating:
                return step.percent
        known = ", ".join(f"{step.rating:g}" for step in self.steps)
        raise OutOfRange(
            field="rating", value=f"{rating:g}", right=f"Choose one of {known}, or null for not applicable"
        )


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What has to be there for one rating of a criterion."""

    rating: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing that is looked at. `weight` is in points of 100; `critical` is its family, empty for none.

    `seen_in`: keys of the sources that can show it. `allow_na`: whether a reviewer may call it not applicable.
    `guidance` holds for all ratings, `meanings` for one each. `channels` and `topics` (keys; none: all) and
    `only_recovery` are the contacts that it applies to. `causes`: keys of the root causes offered where it was rated
    low; none: all of them.
    """

    key: str
    name: str
    section: str
    scale: Scale
    weight: float
    critical: str = ""
    consequence: Consequence | None = None
    allow_na: bool = True
    seen_in: tuple[str, ...] = ()
    skill: str = ""
    guidance: str = ""
    meanings: tuple[Meaning, ...] = ()
    channels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    only_recovery: bool = False
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """What a review is made with: criteria in order, whose weights make 100; `pass_mark` is in percent."""

    key: str
    name: str
    pass_mark: float
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True)
class Term:
    """What one rated criterion brings: `share` is its weight among the rated ones (0 to 1), `percent` its rating's.

    `points` of all terms add up to the raw score.
    """

    criterion: str
    share: float
    percent: float

    @property
    def points(self) -> float:
        """Its part of the raw score."""
        return self.share * self.percent


@dataclass(frozen=True, kw_only=True)
class ReviewScore:
    """The score of one review.

    Attributes:
        raw, final: 0 to 100, before and after critical errors; None where nothing that weighs was rated (then a
            critical error fails the review all the same, and `final` is 0 where it zeroes the card).
        seen: the share of the card's weight that was rated (0 to 1).
        critical: keys of the criteria with a critical error.
        outcome: whether it passes.
        terms: how the raw score comes about.
    """

    raw: float | None
    final: float | None
    seen: float
    critical: tuple[str, ...]
    outcome: Outcome
    terms: tuple[Term, ...] = ()


# ------------------------------------------------------------ the score
def score_review(card: Scorecard, ratings: Mapping[str, float | None]) -> ReviewScore:
    """Return the score of a review.

    Args:
        card: what it was made with.
        ratings: a rating of the criterion's scale by criterion; None, or none at all, is not applicable.

    Raises:
        UnknownName: a criterion that the card does not have. OutOfRange: a rating that its scale does not have.
    """
    _check_known(card, ratings)
    rated = [
        (criterion, criterion.scale.percent(_number(criterion, rating)))
        for criterion in card.criteria
        if (rating := ratings.get(criterion.key)) is not None
    ]
    weight = fsum(criterion.weight for criterion, _ in rated)
    seen = weight / fsum(criterion.weight for criterion in card.criteria)
    errors = [one for one, percent in rated if one.consequence is not None and percent < CRITICAL_BELOW]
    if not weight:
        return _without_weight(errors, seen)
    terms = tuple(Term(criterion=one.key, share=one.weight / weight, percent=percent) for one, percent in rated)
    final = _within(fsum(term.points for term in _left(terms, errors, card)))
    fails = bool(errors) or final < card.pass_mark - _NEAR
    return ReviewScore(
        raw=_within(fsum(term.points for term in terms)),
        final=final,
        seen=seen,
        critical=tuple(one.key for one in errors),
        outcome=Outcome.FAIL if fails else Outcome.PASS,
        terms=terms,
    )


def _without_weight(errors: Iterable[Criterion], seen: float) -> ReviewScore:
    """The score where nothing that weighs was rated: there is none, but a critical error is one without it, too."""
    errors = list(errors)
    is_zero = any(one.consequence is Consequence.ZERO for one in errors)
    return ReviewScore(
        raw=None,
        final=0.0 if is_zero else None,
        seen=seen,
        critical=tuple(one.key for one in errors),
        outcome=Outcome.FAIL if errors else Outcome.NO_SCORE,
    )


def _left(terms: Iterable[Term], errors: Iterable[Criterion], card: Scorecard) -> list[Term]:
    """What still counts after critical errors."""
    errors = list(errors)
    if any(one.consequence is Consequence.ZERO for one in errors):
        return []
    zeroed = {one.section for one in errors if one.consequence is Consequence.ZERO_SECTION}
    section = {one.key: one.section for one in card.criteria}
    return [term for term in terms if section[term.criterion] not in zeroed]


def _within(score: float) -> float:
    return min(max(score, 0.0), WHOLE)  # shares that make 1 by a last digit more


def _check_known(card: Scorecard, ratings: Mapping[str, float | None]) -> None:
    known = [criterion.key for criterion in card.criteria]
    for key in ratings:
        if key not in known:
            raise UnknownName(field="criterion", value=key, known=", ".join(known))


def _number(criterion: Criterion, rating: object) -> float:
    if isinstance(rating, bool) or not isinstance(rating, int | float) or not isfinite(rating):
        right = f"Give a rating of its scale as a number, or null for not applicable ({criterion.key})"
        raise NotUnderstood(field="rating", value=rating, right=right)
    return float(rating)


# ------------------------------------------------------------ cards as they are written
def card_from(content: Mapping[str, Any], *, key: str) -> Scorecard:
    """Return a card of a file such as `qa_scorecards.yaml`.

    Args:
        content: the whole of it, for its scales and the consequences of its critical families.
        key: which card.

    Raises:
        UnknownName: a card, scale, family or consequence that there is not.
        Missing: a card without criteria, a criterion without a scale.
        OutOfRange: weights that do not total 100, or one below 0; a percent or pass mark outside 0 to 100.
        NotUnderstood: something else than the form of such a file.
    """
    cards = {str(one["key"]): one for one in _list(content, "scorecards")}
    if key not in cards:
        raise UnknownName(field="scorecard", value=key, known=", ".join(cards) or "none")
    scales = {str(name): scale_from(str(name), steps) for name, steps in _mapping(content, "scales").items()}
    families = {str(one["key"]): str(one["consequence"]) for one in _list(content, "critical_types")}
    card = cards[key]
    criteria = tuple(
        _criterion(one, section=str(section["key"]), scales=scales, families=families)
        for section in _list(card, "sections")
        for one in _list(section, "criteria")
    )
    made = Scorecard(
        key=key,
        name=str(card.get("name", key)),
        pass_mark=_percent(card.get("pass_mark", 0), "pass mark"),
        criteria=criteria,
    )
    return checked(made)


def checked(card: Scorecard) -> Scorecard:
    """Return the card, or raise Missing without criteria, OutOfRange for weights that do not total 100."""
    if not card.criteria:
        raise Missing(field="criteria", right=f"Give the card {card.name} one criterion at least")
    keys = [one.key for one in card.criteria]
    twice = next((one for one in keys if keys.count(one) > 1), None)
    if twice is not None:
        raise OutOfRange(field="criterion", value=twice, right="Each criterion of a card has a key of its own")
    for one in card.criteria:
        if not (isfinite(one.weight) and one.weight >= 0):
            raise OutOfRange(field=f"weight of {one.name}", value=f"{one.weight:g}", right="Choose from 0 to 100")
    total = fsum(one.weight for one in card.criteria)
    if abs(total - WHOLE) > _NEAR:
        raise OutOfRange(field="weights", value=f"{total:g}", right=f"Let those of the card {card.name} total 100")
    return card


def _criterion(
    written: Mapping[str, Any], *, section: str, scales: Mapping[str, Scale], families: Mapping[str, str]
) -> Criterion:
    name = str(written.get("name") or written["key"])
    scale = written.get("scale")
    if not scale:
        raise Missing(field="scale", right=f"Give the criterion {name} one of {', '.join(scales)}")
    if str(scale) not in scales:
        raise UnknownName(field=f"scale of {name}", value=str(scale), known=", ".join(scales))
    family = str(written.get("critical") or "")
    if family and family not in families:
        raise UnknownName(field=f"critical family of {name}", value=family, known=", ".join(families))
    return Criterion(
        key=str(written["key"]),
        name=name,
        section=section,
        scale=scales[str(scale)],
        weight=_float(written.get("weight"), f"weight of {name}"),
        critical=family,
        consequence=_consequence(families[family]) if family else None,
        allow_na=bool(written.get("allow_na", True)),
        seen_in=_words(written.get("seen_in") or [], f"evidence of {name}"),
        skill=str(written.get("skill") or ""),
        guidance=str(written.get("guidance") or ""),
    )


def _consequence(name: str) -> Consequence:
    known = [one.value for one in Consequence]
    if name not in known:
        raise UnknownName(field="consequence", value=name, known=", ".join(known))
    return Consequence(name)


def scale_from(key: str, written: Any) -> Scale:
    """Return a scale of plain values, or raise NotUnderstood or OutOfRange."""
    is_list = isinstance(written, list) and all(isinstance(one, Mapping) for one in written)
    if not is_list or len(written) < _FEWEST_STEPS:
        raise NotUnderstood(field=f"scale {key}", value=written, right="A scale is a list of two steps or more")
    steps = tuple(
        Step(
            rating=_float(one.get("rating"), f"rating of {key}"),
            label=str(one.get("label", "")),
            percent=_percent(one.get("percent"), f"percent of {key}"),
            press=str(one.get("press", "")),
        )
        for one in written
    )
    if len({step.rating for step in steps}) < len(steps):
        raise OutOfRange(field=f"scale {key}", value="a rating twice", right="Each step has a rating of its own")
    return Scale(key=key, steps=steps)


def _percent(value: Any, field: str) -> float:
    number = _float(value, field)
    if not 0 <= number <= WHOLE:
        raise OutOfRange(field=field, value=f"{number:g}", right="Choose from 0 to 100")
    return number


def _float(value: Any, field: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise NotUnderstood(field=field, value=value, right="Write a number")
    return float(value)


def _words(found: Any, field: str) -> tuple[str, ...]:
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        raise NotUnderstood(field=field, value=found, right="This is a list of words, such as [text, recording]")
    return tuple(found)


def _list(content: Mapping[str, Any], name: str) -> list[Any]:
    found = content.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, Mapping) and "key" in one for one in found):
        raise NotUnderstood(field=name, value=found, right="This is a list of entries, each with a key")
    return found


def _mapping(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = content.get(name) or {}
    if not isinstance(found, Mapping):
        raise NotUnderstood(field=name, value=found, right="These are names with what they hold")
    return found
