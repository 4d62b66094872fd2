"""What one version of a scorecard asks otherwise than another."""

from dataclasses import dataclass

from csops.domain.review_cards import CardVersion
from csops.domain.scoring import Criterion
from csops.domain.version_differences import Difference, difference_of

ASKED = ("pass_mark", "sections", "criteria")
"""The fields of a version that say what it asks."""


@dataclass(frozen=True, kw_only=True)
class CriterionDifference:
    """One criterion in two versions (None where it does not stand), and the fields that differ."""

    key: str
    difference: Difference
    before: Criterion | None
    after: Criterion | None
    changed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called, in the newer version if it stands there."""
        one = self.after or self.before
        return one.name if one is not None else self.key


@dataclass(frozen=True, kw_only=True)
class CardDifference:
    """Two versions side by side: the criteria in the order of the newer, those that went at the end."""

    before: CardVersion
    after: CardVersion
    criteria: tuple[CriterionDifference, ...]

    @property
    def is_same(self) -> bool:
        """Whether both ask the same, in the same order."""
        return not differs(self.before, self.after)

    def count(self, difference: Difference) -> int:
        """Return how many criteria became so."""
        return sum(each.difference is difference for each in self.criteria)


def differs(one: CardVersion, other: CardVersion) -> bool:
    """Whether two versions ask anything otherwise; notes and dates do not count."""
    return any(getattr(one, name) != getattr(other, name) for name in ASKED)


def compare_cards(before: CardVersion, after: CardVersion) -> CardDifference:
    """Return each criterion of both versions with what changed. A criterion is told by its key, whatever its name."""
    old, new = ({each.key: each for each in one.criteria} for one in (before, after))
    found = [_difference(key, old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old])]
    return CardDifference(before=before, after=after, criteria=tuple(found))


def _difference(key: str, before: Criterion | None, after: Criterion | None) -> CriterionDifference:
    kind, changed = difference_of(before, after)
    return CriterionDifference(key=key, difference=kind, before=before, after=after, changed=changed)
