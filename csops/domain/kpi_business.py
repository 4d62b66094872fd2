"""The figures of customers, cost and team, by the formulas of kpis.yaml.

Every argument bears the name of its term there.
"""

from collections.abc import Sequence

from csops.domain.kpi_figures import Beside, KpiFigure
from csops.domain.kpi_values import PERCENT, mean_interval, per_cent, share_figure
from csops.domain.kpis import TOO_FEW_TO_JUDGE
from csops.domain.review_results import Scores
from csops.domain.survey_scores import Score

_MONEY = "money"


def of_score(key: str, score: Score | None, *, too_few: int = TOO_FEW_TO_JUDGE) -> KpiFigure:
    """Return a score of answers as a figure: `csat`, `nps` or `ces`; not defined without answers."""
    unit = "points" if key == "nps" else PERCENT
    if score is None:
        counts = dict.fromkeys(_TERMS[key], 0.0)
        return KpiFigure(key=key, value=None, n=0, unit=unit, too_few=True, counts=counts, beside=_beside(key, None))
    return KpiFigure(
        key=key,
        value=score.value,
        n=score.n,
        low=score.interval.low if score.interval else None,
        high=score.interval.high if score.interval else None,
        unit=unit,
        too_few=score.n < too_few,
        beside=_beside(key, score),
        counts=_counts(key, score),
        coverage=score.replied / score.asked if score.asked else None,
        rule=(("scale", f"{score.scale.low:g} to {score.scale.high:g}"),),
    )


_TERMS = {
    "csat": ("satisfied", "answered", "asked"),
    "nps": ("promoters", "passives", "detractors"),
    "ces": ("easy", "answered", "points"),
}


def _counts(key: str, score: Score) -> dict[str, float]:
    if key == "nps":
        return {"promoters": score.good, "passives": score.n - score.good - score.bad, "detractors": score.bad}
    if key == "ces":
        return {"easy": score.good, "answered": score.n, "points": (score.mean or 0.0) * score.n}
    return {"satisfied": score.good, "answered": score.n, "asked": score.asked}


def _beside(key: str, score: Score | None) -> tuple[Beside, ...]:
    rate = Beside(key="response_rate", value=score.response_rate if score else None, unit=PERCENT)
    mean = Beside(key="mean", value=score.mean if score else None, unit="points")
    return {"csat": (rate, mean), "nps": (rate,), "ces": (mean, rate)}[key]


def churn_rate(
    *, active_at_start: int, lost: int, rule: tuple[tuple[str, str], ...] = (), too_few: int = TOO_FEW_TO_JUDGE
) -> KpiFigure:
    """Return the customers who were lost of those active at the start; below `too_few` of these no rate."""
    counts = {"active_at_start": active_at_start, "lost": lost}
    return _rate(share_figure("churn_rate", lost, active_at_start, too_few=too_few, counts=counts, rule=rule))


def retention_rate(
    *,
    active_at_start: int,
    active_at_end: int,
    new: int,
    rule: tuple[tuple[str, str], ...] = (),
    too_few: int = TOO_FEW_TO_JUDGE,
) -> KpiFigure:
    """Return the customers who stayed of those active at the start; below `too_few` of these no rate."""
    counts = {"active_at_start": active_at_start, "active_at_end": active_at_end, "new": new}
    stayed = active_at_end - new
    return _rate(share_figure("retention_rate", stayed, active_at_start, too_few=too_few, counts=counts, rule=rule))


def _rate(figure: KpiFigure) -> KpiFigure:
    """Return the counts alone where there are too few for a rate."""
    if not figure.too_few:
        return figure
    return KpiFigure(
        key=figure.key, value=None, n=figure.n, unit=figure.unit, too_few=True, counts=figure.counts, rule=figure.rule
    )


def average_handle_time(
    *,
    talk_s: float,
    hold_s: float,
    after_s: float,
    with_duration: int,
    contacts: int,
    squares: float | None = None,
    too_few: int = TOO_FEW_TO_JUDGE,
) -> KpiFigure:
    """Return how long a contact took; `squares` is the sum of the squared times, by which its doubt is told."""
    total = talk_s + hold_s + after_s
    mean = total / with_duration if with_duration else None
    low = high = None
    if squares is not None and mean is not None and with_duration > 1:
        low, high = mean_interval(with_duration, mean, (squares - total * mean) / (with_duration - 1))
    counts = {
        "talk_s": talk_s, "hold_s": hold_s, "after_s": after_s, "with_duration": with_duration, "contacts": contacts
    }  # fmt: skip
    covered = per_cent(with_duration, contacts)
    return KpiFigure(
        key="average_handle_time", value=mean, n=with_duration, low=low, high=high, unit="seconds",
        too_few=with_duration < too_few, beside=(Beside(key="coverage", value=covered, unit=PERCENT),), counts=counts,
        coverage=None if covered is None else min(1.0, covered / 100),
    )  # fmt: skip


def occupancy(*, contacts: int, aht_s: float | None, staffed_s: float, too_few: int = TOO_FEW_TO_JUDGE) -> KpiFigure:
    """Return the share of the staffed time that went into contacts; not defined without a roster or handle times."""
    counts = {"contacts": float(contacts), "aht_s": aht_s or 0.0, "staffed_s": staffed_s}
    value = None if aht_s is None else per_cent(contacts * aht_s, staffed_s)
    return KpiFigure(key="occupancy", value=value, n=contacts, unit=PERCENT, too_few=contacts < too_few, counts=counts)


def hold_time(
    *, hold_s: float, talk_s: float, contacts: int = 0, handled: int = 0, too_few: int = TOO_FEW_TO_JUDGE
) -> KpiFigure:
    """Return the share of the conversation that was hold, of the `contacts` of which it was recorded."""
    counts = {"hold_s": hold_s, "talk_s": talk_s}
    return KpiFigure(
        key="hold_time", value=per_cent(hold_s, talk_s + hold_s), n=contacts, unit=PERCENT,
        too_few=contacts < too_few, counts=counts, coverage=contacts / handled if handled else None,
    )  # fmt: skip


def quality_score(
    *, final_scores: Sequence[float], without_critical: int, too_few: int = TOO_FEW_TO_JUDGE
) -> KpiFigure:
    """Return the mean final score of fairly sampled reviews, with its interval."""
    n = len(final_scores)
    mean = sum(final_scores) / n if n else None
    low = high = None
    if mean is not None and n > 1:
        low, high = mean_interval(n, mean, sum((score - mean) ** 2 for score in final_scores) / (n - 1))
        high = min(100.0, high)
    clean = Beside(key="without_critical_error", value=per_cent(without_critical, n), unit=PERCENT)
    return KpiFigure(
        key="quality_score", value=mean, n=n, low=low, high=high, unit=PERCENT, too_few=n < too_few, beside=(clean,),
        counts={"without_critical": without_critical},
    )  # fmt: skip


def quality_of(found: Scores, *, too_few: int, is_hidden: bool = False) -> KpiFigure:
    """Return the mean final score of reviews, each weighed by the contacts of its stratum that it stands for.

    `is_hidden`: it would tell others of one person by too few reviews; then only how many there are is said.
    """
    final, clean = found.final, found.clean
    share = None if clean.value is None or is_hidden else 100 * clean.value
    is_weighed = abs(final.stands_for - final.n) > 1e-6
    return KpiFigure(
        key="quality_score",
        value=None if is_hidden else final.value,
        n=final.n,
        low=None if is_hidden else final.low,
        high=None if is_hidden else final.high,
        unit=PERCENT,
        too_few=final.n < too_few,
        beside=(Beside(key="without_critical_error", value=share, unit=PERCENT),),
        rule=_HIDDEN if is_hidden else _WEIGHED if is_weighed else (),
    )


_HIDDEN = (("hidden", "below the set number of reviews"),)
_WEIGHED = (("weighed", "by stratum"),)


def cost_per_contact(
    *,
    paid_h: float,
    cost_per_h: float,
    contacts: int,
    handle_h: float = 0.0,
    channel_handle_h: float | None = None,
    channel_contacts: int | None = None,
    rule: tuple[tuple[str, str], ...] = (),
    too_few: int = TOO_FEW_TO_JUDGE,
) -> KpiFigure:
    """Return what one contact cost on all channels; with a channel's handle time and contacts that of one beside it."""
    counts = {"paid_h": paid_h, "cost_per_h": cost_per_h, "contacts": contacts, "handle_h": handle_h}
    beside: tuple[Beside, ...] = ()
    if channel_handle_h is not None and channel_contacts is not None:
        counts |= {"channel_handle_h": channel_handle_h, "channel_contacts": channel_contacts}
        share = channel_handle_h / handle_h if handle_h else None
        of_one = paid_h * cost_per_h * share / channel_contacts if share is not None and channel_contacts else None
        beside = (Beside(key="of_channel", value=of_one, unit=_MONEY),)
    value = paid_h * cost_per_h / contacts if contacts and paid_h else None
    return KpiFigure(
        key="cost_per_contact", value=value, n=contacts, unit=_MONEY, too_few=contacts < too_few, beside=beside,
        counts=counts, rule=rule,
    )  # fmt: skip


def customer_lifetime_value(
    *, yearly_purchases: float | None, years_active: float | None, customers: int = 0, known: int = 0,
    too_few: int = TOO_FEW_TO_JUDGE,
) -> KpiFigure:  # fmt: skip
    """Return what a customer spends over the years, of the `customers` with purchases recorded of all `known`."""
    value = None if yearly_purchases is None or years_active is None else yearly_purchases * years_active
    counts = {"yearly_purchases": yearly_purchases or 0.0, "years_active": years_active or 0.0}
    return KpiFigure(
        key="customer_lifetime_value", value=value, n=customers, unit=_MONEY, too_few=customers < too_few,
        counts=counts, coverage=customers / known if known else None,
    )  # fmt: skip


def staff_turnover(
    *, left: int, mean_members: float, members: int | None = None, too_few: int = TOO_FEW_TO_JUDGE
) -> KpiFigure:
    """Return the members who left to the mean number of members; below `too_few` of these no rate.

    `members`: all who were there for a part of the period at least.
    """
    few = mean_members < too_few
    return KpiFigure(
        key="staff_turnover", value=None if few else per_cent(left, mean_members), unit=PERCENT, too_few=few,
        n=round(mean_members) if members is None else members, counts={"left": left, "mean_members": mean_members},
    )  # fmt: skip
