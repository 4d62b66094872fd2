"""How figures follow from what was counted: the formulas of kpis.yaml, each with its doubt."""

from collections.abc import Mapping, Sequence
from math import sqrt

from csops.domain.kpi_figures import Beside, KpiFigure
from csops.domain.kpis import TOO_FEW_TO_JUDGE, times_of
from csops.domain.proportions import wilson
from csops.domain.student import t_of

_PERCENT = "percent"


def contact_volume(*, answered: int, missed: int, too_few: int = TOO_FEW_TO_JUDGE) -> KpiFigure:
    """Return what was offered: answered and missed."""
    offered = answered + missed
    return KpiFigure(
        key="contact_volume",
        value=float(offered),
        n=offered,
        unit="contacts",
        too_few=offered < too_few,
        counts={"answered": answered, "missed": missed},
    )


def missed_contacts(*, missed: int, offered: int, too_few: int = TOO_FEW_TO_JUDGE) -> KpiFigure:
    """Return the share of people waiting who were never answered."""
    return share("missed_contacts", missed, offered, too_few=too_few, counts={"missed": missed, "offered": offered})


def speed_of_answer(
    wait_s: Sequence[float], *, within_target: int, missed: int, too_few: int = TOO_FEW_TO_JUDGE
) -> KpiFigure:
    """Return how many seconds those waited who were answered; whoever was missed counts against the target."""
    found = times_of(wait_s)
    low, high = mean_interval(wait_s)
    return KpiFigure(
        key="speed_of_answer",
        value=found.mean,
        n=found.n,
        low=low,
        high=high,
        unit="seconds",
        too_few=found.n < too_few,
        beside=(
            Beside(key="p90", value=found.p90, unit="seconds"),
            Beside(key="within_target", value=per_cent(within_target, found.n + missed), unit=_PERCENT),
        ),
        counts={"within_target": within_target, "missed": missed, "answered": found.n},
    )


def share(
    key: str,
    part: int,
    whole: int,
    *,
    too_few: int,
    counts: Mapping[str, float],
    beside: tuple[Beside, ...] = (),
    rule: tuple[tuple[str, str], ...] = (),
) -> KpiFigure:
    """Return a share in per cent with its interval (Wilson); None without anything counted."""
    found = wilson(part, whole) if whole else None
    return KpiFigure(
        key=key,
        value=per_cent(part, whole),
        n=whole,
        low=100 * found.low if found else None,
        high=100 * found.high if found else None,
        unit=_PERCENT,
        too_few=whole < too_few,
        beside=beside,
        counts=counts,
        rule=rule,
    )


def per_cent(part: float, whole: float) -> float | None:
    """Return a part of a whole in per cent, None of nothing."""
    return 100 * part / whole if whole else None


def mean_interval(values: Sequence[float]) -> tuple[float | None, float | None]:
    """Return where the true mean may lie (95 %, Student), not below 0; (None, None) of fewer than two values."""
    n = len(values)
    if n < 2:
        return None, None
    mean = sum(values) / n
    reach = t_of(n - 1, confidence=0.95) * sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n)
    return max(0.0, mean - reach), mean + reach
