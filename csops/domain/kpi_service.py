"""The figures of service, by the formulas of kpis.yaml: volume, speed, resolution, backlog.

Every argument bears the name of its term there. Times of cases are lists, in any order.
"""

from typing import TYPE_CHECKING

from csops.domain.kpi_figures import Beside, KpiFigure
from csops.domain.kpi_values import PERCENT, count_figure, mean_figure, median_figure, per_cent, share_figure
from csops.domain.kpis import TOO_FEW_TO_JUDGE

if TYPE_CHECKING:
    from csops.domain.kpi_values import Values

BANDS = ("under_4_h", "from_4_to_24_h", "from_1_to_3_d", "from_3_to_7_d", "over_7_d")


def contact_volume(*, answered: int, missed: int, too_few: int = TOO_FEW_TO_JUDGE) -> KpiFigure:
    """Return what was offered: answered and missed."""
    counts = {"answered": answered, "missed": missed}
    return count_figure("contact_volume", answered + missed, unit="contacts", counts=counts, too_few=too_few)


def speed_of_answer(*, wait_s: "Values", within_target: int, missed: int, too_few: int = TOO_FEW_TO_JUDGE) -> KpiFigure:
    """Return how many seconds those waited who were answered; whoever was missed counts against the target."""
    counts = {"within_target": within_target, "missed": missed, "wait_s": len(wait_s)}
    within = Beside(key="within_target", value=per_cent(within_target, len(wait_s) + missed), unit=PERCENT)
    return mean_figure("speed_of_answer", wait_s, unit="seconds", too_few=too_few, counts=counts, beside=(within,))


def missed_contacts(*, missed: int, offered: int, too_few: int = TOO_FEW_TO_JUDGE) -> KpiFigure:
    """Return the share of people waiting who were never answered."""
    counts = {"missed": missed, "offered": offered}
    return share_figure("missed_contacts", missed, offered, too_few=too_few, counts=counts)


def first_response_time(
    *,
    response_min: "Values",
    elapsed_min: "Values | None" = None,
    waiting: int = 0,
    unanswered: int = 0,
    opened_live: int = 0,
    day_only: int = 0,
    too_few: int = TOO_FEW_TO_JUDGE,
) -> KpiFigure:
    """Return how long cases on deferred channels waited for their first reply, in opening hours.

    Args:
        response_min: minutes, one per case that was replied to.
        elapsed_min: the same around the clock.
        waiting: cases that nobody has replied to yet; they are not in it.
        unanswered: cases that were settled without a reply; nor are they.
        opened_live: cases that a contact answered live opened; they have speed of answer.
        day_only: cases replied to of which only the day is known.
        too_few: below so many it is no verdict.
    """
    counts = {"waiting": waiting, "unanswered": unanswered, "opened_live": opened_live, "day_only": day_only}
    known = len(response_min)
    every = known + waiting + unanswered + day_only
    coverage = known / every if every else None
    return median_figure(
        "first_response_time", response_min, unit="minutes", too_few=too_few, counts=counts, elapsed=elapsed_min,
        coverage=coverage,
    )  # fmt: skip


def next_response_time(
    *,
    response_min: "Values",
    elapsed_min: "Values | None" = None,
    waiting: int = 0,
    unanswered: int = 0,
    too_few: int = TOO_FEW_TO_JUDGE,
) -> KpiFigure:
    """Return how long customers waited each time it was our turn; `unanswered` turns were settled without a reply."""
    counts = {"waiting": waiting, "unanswered": unanswered}
    return median_figure(
        "next_response_time", response_min, unit="minutes", too_few=too_few, counts=counts, elapsed=elapsed_min
    )


def requester_wait_time(
    *, wait_h: "Values", elapsed_h: "Values | None" = None, too_few: int = TOO_FEW_TO_JUDGE
) -> KpiFigure:
    """Return how many hours of their cases customers waited for us: new, open, waiting for a third party."""
    return median_figure("requester_wait_time", wait_h, unit="hours", too_few=too_few, elapsed=elapsed_h)


def first_resolution_time(
    *, first_h: "Values", elapsed_h: "Values | None" = None, too_few: int = TOO_FEW_TO_JUDGE
) -> KpiFigure:
    """Return how long it took until cases were resolved for the first time."""
    return median_figure("first_resolution_time", first_h, unit="hours", too_few=too_few, elapsed=elapsed_h)


def full_resolution_time(
    *, full_h: "Values", elapsed_h: "Values | None" = None, too_few: int = TOO_FEW_TO_JUDGE
) -> KpiFigure:
    """Return how long it took until cases were resolved for good, reopenings included."""
    return median_figure("full_resolution_time", full_h, unit="hours", too_few=too_few, elapsed=elapsed_h)


def first_contact_resolution(
    *,
    mature: int,
    one_contact: int,
    mature_solvable: int,
    one_contact_solvable: int,
    verified: int,
    fcr_days: int = 7,
    not_yet_known: int = 0,
    nameless: int = 0,
    too_few: int = TOO_FEW_TO_JUDGE,
) -> KpiFigure:
    """Return the share of mature cases settled by one contact and not asked of again: verified, one-contact, net.

    `nameless`: cases settled by one contact of customers nobody knows; nobody could tell whether they came again.
    """
    counts = {
        "mature": mature, "one_contact": one_contact, "mature_solvable": mature_solvable,
        "one_contact_solvable": one_contact_solvable, "verified": verified, "not_yet_known": not_yet_known,
        "nameless": nameless,
    }  # fmt: skip
    return share_figure(
        "first_contact_resolution", verified, mature, too_few=too_few, counts=counts,
        beside=(
            Beside(key="one_contact", value=per_cent(one_contact, mature), unit=PERCENT),
            Beside(key="net", value=per_cent(one_contact_solvable, mature_solvable), unit=PERCENT),
        ),
        rule=(("fcr days", str(fcr_days)),),
    )  # fmt: skip


def reopen_rate(
    *,
    reopenings: int,
    resolutions: int,
    cases_resolved: int,
    cases_reopened: int,
    too_few: int = TOO_FEW_TO_JUDGE,
) -> KpiFigure:
    """Return reopenings to resolutions (events); beside it the cases that were reopened at least once."""
    counts = {
        "reopenings": reopenings, "resolutions": resolutions, "cases_resolved": cases_resolved,
        "cases_reopened": cases_reopened,
    }  # fmt: skip
    cases = Beside(key="cases", value=per_cent(cases_reopened, cases_resolved), unit=PERCENT)
    return share_figure("reopen_rate", reopenings, resolutions, too_few=too_few, counts=counts, beside=(cases,))


def backlog(
    *,
    under_4_h: int,
    from_4_to_24_h: int,
    from_1_to_3_d: int,
    from_3_to_7_d: int,
    over_7_d: int,
    too_few: int = TOO_FEW_TO_JUDGE,
) -> KpiFigure:
    """Return the cases not resolved at the end of a day."""
    bands = (under_4_h, from_4_to_24_h, from_1_to_3_d, from_3_to_7_d, over_7_d)
    counts = dict(zip(BANDS, bands, strict=True))
    return count_figure("backlog", sum(bands), unit="cases", counts=counts, too_few=too_few)


def answered_within_target(
    *,
    within_target: int,
    answered: int,
    missed: int,
    still_inside: int = 0,
    settled_inside: int = 0,
    coverage: float | None = None,
    too_few: int = TOO_FEW_TO_JUDGE,
) -> KpiFigure:
    """Return the share answered within the target of each channel.

    Args:
        within_target: in time.
        answered: of which it is known when.
        missed: never answered, or unanswered past the target, whether they wait still or were settled after it.
        still_inside: unanswered and inside the target: left out.
        settled_inside: settled without a reply inside the target, "thanks" for one: left out.
        coverage: the share of the answers of which it is known when.
        too_few: below so many it is no verdict.
    """
    counts = {
        "within_target": within_target, "answered": answered, "missed": missed, "still_inside": still_inside,
        "settled_inside": settled_inside,
    }  # fmt: skip
    return share_figure(
        "answered_within_target", within_target, answered + missed, too_few=too_few, counts=counts, coverage=coverage
    )


def escalation_rate(*, passed_on: int, cases: int, too_few: int = TOO_FEW_TO_JUDGE) -> KpiFigure:
    """Return the share of cases passed on because they could not be solved."""
    counts = {"passed_on": passed_on, "cases": cases}
    return share_figure("escalation_rate", passed_on, cases, too_few=too_few, counts=counts)


def resolved_cases(*, resolutions: int, repeated: int, too_few: int = TOO_FEW_TO_JUDGE) -> KpiFigure:
    """Return how often cases were resolved; `repeated`: of cases that were resolved in the period already."""
    counts = {"resolutions": resolutions, "repeated": repeated}
    cases = Beside(key="cases", value=float(resolutions - repeated), unit="cases")
    return count_figure(
        "resolved_cases", resolutions, unit="resolutions", counts=counts, too_few=too_few, beside=(cases,)
    )
