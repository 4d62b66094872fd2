"""What the team has decided about reviews: who makes them, how long one disputes, how many are shown to others."""

from dataclasses import dataclass

from csops.domain.errors import OutOfRange


@dataclass(frozen=True, kw_only=True)
class QualityRules:
    """Rules of reviews. From how many on people and criteria are ranked is `CareRules.too_few`, as for every figure.

    Attributes:
        reviewers: members who review without seeing all reviews, besides those whose role sees them all.
        dispute_days: so many days after *Send* a criterion can be disputed.
        fewest_to_show: figures of a person with fewer scores are hidden from others; a review without a score is none.
        self_first: new samples ask the person for a review of their own first.
        alignment_goal: percent of equal ratings by pairs that a calibration aims at.
        per_person: reviews per person and month that are aimed at.
    """

    reviewers: tuple[int, ...] = ()
    dispute_days: int = 14
    fewest_to_show: int = 5
    self_first: bool = False
    alignment_goal: int = 80
    per_person: int = 5


LIMITS = {
    "dispute_days": (1, 365),
    "fewest_to_show": (1, 100),
    "alignment_goal": (1, 100),
    "per_person": (1, 1000),
}
"""The least and the most that each rule may be."""


def checked(rules: QualityRules) -> QualityRules:
    """Return the rules, or raise OutOfRange."""
    for name, (least, most) in LIMITS.items():
        value = getattr(rules, name)
        if not least <= value <= most:
            raise OutOfRange(field=name.replace("_", " "), value=value, right=f"Choose from {least} to {most}")
    return rules
