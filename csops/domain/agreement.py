"""Statistics of judgements, by the names that others rely on: agreement, shares and their doubt, control, selection."""

from csops.domain.control_charts import ControlChart, p_chart, u_chart
from csops.domain.intraclass import icc
from csops.domain.kappa import cohen_kappa, fleiss_kappa, gwet_ac
from csops.domain.krippendorff import krippendorff_alpha
from csops.domain.proportions import Interval, wilson
from csops.domain.ratings import Agreement, Ratings, counted
from csops.domain.sampling import sample_size
from csops.domain.selection import SelectionRates, fisher_exact, selection_rates

__all__ = [
    "Agreement",
    "ControlChart",
    "Interval",
    "SelectionRates",
    "cohen_kappa",
    "fisher_exact",
    "fleiss_kappa",
    "gwet_ac",
    "icc",
    "krippendorff_alpha",
    "p_chart",
    "percent_agreement",
    "sample_size",
    "selection_rates",
    "u_chart",
    "wilson",
]


def percent_agreement(ratings: Ratings) -> Agreement:
    """Return the share of equal pairs of ratings (0 to 1), without regard to chance; undefined without any pair.

    Raises:
        NotUnderstood: see `csops.domain.ratings.counted`.
    """
    found = counted(ratings)
    return Agreement(
        value=found.percent_agreement,
        percent_agreement=found.percent_agreement,
        units=found.paired,
        raters=found.raters,
        undefined=found.percent_agreement is None,
    )
