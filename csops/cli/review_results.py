"""The command that tells what sent reviews come to: qa results."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from csops.cli import naming
from csops.cli.call import Answer, Call
from csops.domain import wording
from csops.domain.review_behind import ResultsBy
from csops.domain.reviews import Purpose

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.control_charts import ControlChart
    from csops.domain.review_estimates import Estimate
    from csops.domain.review_results import CriterionResult, Scores
    from csops.domain.review_trends import TrendPoint
    from csops.services.review_results import Results
    from csops.services.settings import Team

_ALSO = (Purpose.RISK.value, Purpose.CHOSEN.value)


def add_parts(parts: Any) -> None:
    """Add the options of `qa results`."""
    says = "Say what sent reviews of a period come to, with where the true values likely lie"
    results = parts.add_parser("results", help="what reviews come to, and how sure that is", description=says)
    results.add_argument("--from", dest="first", metavar="D", required=True, help="first day of the contacts")
    results.add_argument("--to", dest="last", metavar="D", required=True, help="last day; it is included")
    results.add_argument("--by", choices=[one.value for one in ResultsBy], help="split so as well")
    results.add_argument("--of", metavar="NAME", help="of this person's contacts alone")
    results.add_argument("--card", default="", metavar="KEY", help="by this scorecard alone")
    results.add_argument(
        "--also",
        choices=_ALSO,
        action="append",
        default=[],
        help="count these beside fair samples; may be repeated",
    )


def results(call: Call) -> Answer:
    """Say what reviews come to."""
    from csops.services.review_cards import card_named, cards
    from csops.services.review_results import review_results
    from csops.services.root_causes import root_causes
    from csops.services.settings import team

    options = call.options
    by = ResultsBy(options.by) if options.by else None
    with call.workspace() as workspace:
        today, known = workspace.today(), team(workspace)
        found = review_results(
            workspace,
            first_day=wording.day(options.first, today=today, field="--from", past=True),
            last_day=wording.day(options.last, today=today, field="--to", past=True),
            purposes=(Purpose.FAIR, *(Purpose(one) for one in options.also)),
            member_id=naming.member(options.of, known) if options.of else None,
            card=card_named(workspace, key=options.card).card.key if options.card else "",
        )
        named = {one.card.key: one.card.name for one in cards(workspace)} if by is ResultsBy.CARD else {}
        if by is ResultsBy.CAUSE:
            named = {one.key: one.name for one in root_causes(workspace)}
    data = {
        "from": found.first_day,
        "to": found.last_day,
        "purposes": [one.value for one in found.purposes],
        "left_out": {one.value: n for one, n in found.left_out.items()},
        "unsent": found.unsent,
        "under_way": [
            {"name": one.name, "made_at": one.made_at, "reviewed": one.reviewed, "drawn": one.drawn}
            for one in found.under_way
        ],
        "withheld": _withheld(found, by),
        **_scores(found.whole),
        "trend": _trend(found),
    }
    lines = [f"{found.whole.reviews:,} sent reviews{_left_out(found)}", *_whole(found.whole, found)]
    if by is ResultsBy.CRITERION:
        data["by"] = [_criterion(one) for one in found.criteria]
        lines += [_criterion_line(one) for one in found.criteria]
    elif by is not None:
        groups = [(_name(one.key, by, known, named), one) for one in _groups(found, by)]
        data["by"] = [{by.value: name, "key": one.key, **_scores(one)} for name, one in groups]
        lines += [f"    {name or 'none'}: {_group_line(one, by, found)}" for name, one in groups]
    withheld = found.withheld.by.get(by, 0) if by is not None else 0
    if withheld:
        lines.append(f"    {withheld:,} of people with too few stand in no row, which would tell of them")
    return Answer(data=data, lines=tuple(lines))


def _withheld(found: "Results", by: ResultsBy | None) -> dict[str, int]:
    groups = {} if by is None else {by.value: found.withheld.by.get(by, 0)}
    return {"whole": found.withheld.whole, "trend": found.withheld.trend, **groups}


def _groups(found: "Results", by: ResultsBy) -> "tuple[Scores, ...]":
    return {
        ResultsBy.PERSON: found.people,
        ResultsBy.REVIEWER: found.reviewers,
        ResultsBy.CHANNEL: found.channels,
        ResultsBy.TOPIC: found.topics,
        ResultsBy.CARD: found.cards,
        ResultsBy.CAUSE: found.causes,
    }[by]


def _name(key: str, by: ResultsBy, known: "Team", cards: dict[str, str]) -> str | None:
    if by in {ResultsBy.CARD, ResultsBy.CAUSE}:
        return cards.get(key, key)
    number = int(key) if key else None
    ask = {ResultsBy.CHANNEL: known.channel, ResultsBy.TOPIC: known.topic}.get(by, known.member)
    found = ask(number)
    return None if found is None else found.name


# ------------------------------------------------------------ as JSON
def _scores(one: "Scores") -> dict[str, Any]:
    return {
        "reviews": one.reviews,
        "no_score": one.no_score,
        "final": _estimate(one.final),
        "raw": _estimate(one.raw),
        "passed": _estimate(one.passed),
        "without_critical_error": _estimate(one.clean),
        "critical_errors": dict(one.families or {}),
        "ranked": one.is_ranked,
        "hidden": one.is_hidden,
    }


def _estimate(one: "Estimate") -> dict[str, Any]:
    return {"value": one.value, "low": one.low, "high": one.high, "n": one.n, "stands_for": one.stands_for}


def _criterion(one: "CriterionResult") -> dict[str, Any]:
    return {
        "card": one.card,
        "criterion": one.criterion,
        "mean": _estimate(one.mean),
        "low": _estimate(one.low),
        "not_applicable": one.not_applicable,
        "unseen": one.unseen,
        "causes": dict(one.causes),
    }


def _trend(found: "Results") -> dict[str, Any]:
    return {
        "by": "month" if found.by_month else "week",
        "points": [_point(one) for one in found.trend.points],
        "failed": _chart(found.trend.failing),
        "low_ratings": _chart(found.trend.faults),
        "new_versions": [
            {"day": one.day, "card": one.card, "version": one.number, "first_in": one.start}
            for one in found.trend.changes
        ],
    }


def _point(one: "TrendPoint") -> dict[str, Any]:
    return {
        "start": one.start,
        "n": one.n,
        "mean": _estimate(one.mean),
        "failed": one.failed,
        "failed_share": one.failing,
        "worth": one.worth,
        "low_ratings": one.errors,
        "units": one.units,
        "low_rating_rate": one.rate,
    }


def _chart(chart: "ControlChart | None") -> dict[str, Any] | None:
    if chart is None:
        return None
    return {
        "centre": chart.centre,
        "low": list(chart.low),
        "high": list(chart.high),
        "outside": list(chart.out),
        "too_few": list(chart.too_few),
    }


# ------------------------------------------------------------ in words
def _left_out(found: "Results") -> str:
    said = [f"{n:,} {one.value}" for one, n in found.left_out.items()]
    parts = [f"left out: {', '.join(said)}"] if said else []
    parts += [f"{found.unsent:,} not sent yet"] if found.unsent else []
    parts += [f"{found.withheld.whole:,} of people with too few"] if found.withheld.whole else []
    parts += [
        f"draw of {one.made_at:%Y-%m-%d}{f' ({one.name})' if one.name else ''}: {one.reviewed} of {one.drawn} reviewed"
        for one in found.under_way
    ]
    return f" ({'; '.join(parts)})" if parts else ""


def _whole(one: "Scores", found: "Results") -> list[str]:
    if one.is_hidden:
        return [f"Hidden below {found.fewest_to_show} scores"]
    if one.final.value is None:
        return ["Nothing to count"]
    families = ", ".join(f"{name} {n:,}" for name, n in (one.families or {}).items())
    return [
        f"Final score: {_said(one.final)}",
        f"Raw score: {_said(one.raw)}",
        f"Passed: {_said(one.passed, times=100)}",
        f"Without critical error: {_said(one.clean, times=100)}" + (f"; errors: {families}" if families else ""),
    ]


def _said(one: "Estimate", *, times: float = 1) -> str:
    if one.value is None:
        return "not defined"
    sure = "" if one.low is None or one.high is None else f" ({times * one.low:.1f} to {times * one.high:.1f})"
    return f"{times * one.value:.1f} %{sure}, n {one.n:,}"


def _group_line(one: "Scores", by: ResultsBy, found: "Results") -> str:
    if one.is_hidden:
        return f"{one.reviews:,} reviews, hidden below {found.fewest_to_show} scores"
    few = ", too few to rank" if by is ResultsBy.PERSON and not one.is_ranked else ""
    return f"{_said(one.final)}; passed {_said(one.passed, times=100)}{few}"


def _criterion_line(one: "CriterionResult") -> str:
    causes = ", ".join(f"{name} {n:,}" for name, n in one.causes.items())
    told = f"{_said(one.mean)}; low {_said(one.low, times=100)}; N/A {one.not_applicable:,}, unseen {one.unseen:,}"
    return f"    {one.card}/{one.criterion}: {told}" + (f"; causes: {causes}" if causes else "")


PARTS: dict[str, Callable[[Call], Answer]] = {"results": results}
