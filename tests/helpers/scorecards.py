"""Scorecards in a line, for tests of scores."""

from collections.abc import Mapping

from csops.domain.scoring import Scorecard, card_from


def a_card(
    weights: Mapping[str, float],
    *,
    percents: tuple[float, ...] = (0, 50, 100),
    critical: Mapping[str, str] | None = None,
    pass_mark: float = 0,
) -> Scorecard:
    """A card with one section, weights scaled to 100, whose ratings 0, 1, 2 ... are worth `percents`."""
    whole = sum(weights.values())
    criteria = [
        {"key": key, "scale": "own", "weight": 100 * weight / whole, "critical": (critical or {}).get(key)}
        for key, weight in weights.items()
    ]
    content = {
        "scales": {"own": [{"rating": at, "percent": percent} for at, percent in enumerate(percents)]},
        "critical_types": [
            {"key": "zeroing", "consequence": "zero"},
            {"key": "failing", "consequence": "fail"},
            {"key": "section", "consequence": "zero_section"},
        ],
        "scorecards": [{"key": "card", "pass_mark": pass_mark, "sections": [{"key": "all", "criteria": criteria}]}],
    }
    return card_from(content, key="card")
