"""What a coefficient of agreement tells in a word, and from how many contacts on it tells anything."""

from dataclasses import dataclass
from enum import Enum

from csops.domain.ratings import Agreement

ENOUGH_SESSIONS = 5
"""Contacts rated by several, below which a coefficient would be a throw of dice: one contact is too few to judge."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """From where on a coefficient is good, and below which it is weak; `source`: who says so."""

    weak_below: float
    good_from: float
    source: str


OF_ALPHA = Bounds(weak_below=0.667, good_from=0.8, source="Krippendorff")
"""Krippendorff (2004), Content Analysis, p. 241: rely on 0.8 and above; from 0.667 tentative conclusions only."""
OF_AC = Bounds(weak_below=0.4, good_from=0.75, source="Fleiss")
"""Fleiss (1981), Statistical Methods for Rates and Proportions, p. 218, as Gwet (2014) reads AC1 and AC2, too."""
OF_ICC = Bounds(weak_below=0.5, good_from=0.75, source="Koo and Li")
"""Koo and Li (2016), Journal of Chiropractic Medicine 15, p. 161."""


class Strength(Enum):
    """What a coefficient tells."""

    NOTHING = "nothing"
    """There is no number: all ratings are the same, or nothing can be compared."""
    TOO_FEW = "too_few"
    WEAK = "weak"
    TENTATIVE = "tentative"
    GOOD = "good"


@dataclass(frozen=True, kw_only=True)
class Coefficient(Agreement):
    """A coefficient with how many `contacts` it rests on, and the `bounds` that say what it tells.

    Criteria of one contact are no sample of how people rate: below `ENOUGH_SESSIONS` contacts, however many criteria
    they have, there is neither a verdict nor an interval.
    """

    contacts: int
    bounds: Bounds

    @property
    def is_enough(self) -> bool:
        """Whether it rests on enough contacts to be judged."""
        return is_enough(self.contacts)

    @property
    def strength(self) -> Strength:
        """What it tells."""
        if self.value is None:
            return Strength.NOTHING
        if not self.is_enough:
            return Strength.TOO_FEW
        if self.value < self.bounds.weak_below:
            return Strength.WEAK
        return Strength.TENTATIVE if self.value < self.bounds.good_from else Strength.GOOD


def is_enough(contacts: int) -> bool:
    """Return whether so many contacts tell anything of how people rate."""
    return contacts >= ENOUGH_SESSIONS


def judged(found: Agreement, bounds: Bounds, *, contacts: int) -> Coefficient:
    """Return an agreement as a coefficient of so many contacts; of too few its doubt is not known either."""
    enough = is_enough(contacts)
    return Coefficient(
        value=found.value,
        percent_agreement=found.percent_agreement,
        units=found.units,
        raters=found.raters,
        undefined=found.undefined,
        standard_error=found.standard_error if enough else None,
        low=found.low if enough else None,
        high=found.high if enough else None,
        contacts=contacts,
        bounds=bounds,
    )
