"""What the team has decided about care: when a customer counts as lost, when a first contact counts as final."""

from dataclasses import dataclass

from csops.domain.errors import OutOfRange

DEFAULT_LOST_DAYS = 365
SUBSCRIPTION_LOST_DAYS = 35


@dataclass(frozen=True, kw_only=True)
class CareRules:
    """Rules of the figures and of the day.

    Attributes:
        too_few: below so many answers, cases or reviews a figure is shown as counts, without a verdict, and nobody is
            ranked: one number for the whole program.
        fcr_days: so many days without a new contact make a first contact resolution verified (1 to 30).
        lost_after_days: no purchase for so long makes a customer lost; None: 365, with subscriptions 35.
        sells_subscriptions: switches the rule of silence on, as `silence_counts` does.
        silent_weeks: so many weeks without a contact put a customer at risk, where silence counts.
        ask_again_after_days: nobody is asked for an answer again within so many days.
        low_csat, low_nps, low_ces: an answer up to this opens a follow-up.
    """

    too_few: int = 20
    fcr_days: int = 7
    lost_after_days: int | None = None
    sells_subscriptions: bool = False
    silence_counts: bool = False
    silent_weeks: int = 8
    ask_again_after_days: int = 30
    low_csat: float = 2
    low_nps: float = 6
    low_ces: float = 3

    @property
    def days_until_lost(self) -> int:
        """After how many days without a purchase a customer is lost."""
        if self.lost_after_days is not None:
            return self.lost_after_days
        return SUBSCRIPTION_LOST_DAYS if self.sells_subscriptions else DEFAULT_LOST_DAYS


LIMITS = {
    "too_few": (1, 1000),
    "fcr_days": (1, 30),
    "lost_after_days": (1, 3650),
    "silent_weeks": (1, 520),
    "ask_again_after_days": (0, 3650),
    "low_csat": (1, 5),
    "low_nps": (0, 10),
    "low_ces": (1, 7),
}
"""The least and the most that each rule may be."""


def checked(rules: CareRules) -> CareRules:
    """Return the rules, or raise OutOfRange."""
    for name, (least, most) in LIMITS.items():
        value = getattr(rules, name)
        if value is not None and not least <= value <= most:
            raise OutOfRange(field=name.replace("_", " "), value=value, right=f"Choose from {least} to {most}")
    return rules
