"""A scorecard as it is typed, as plain values of a draft: unfinished, and read back as it was."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from csops.domain.review_cards import CardVersion, ReviewCard, Section
from csops.domain.scoring import Consequence, Criterion, Meaning, Scale, Step

_HEAD = ("name", "channels", "only_recovery")


def plain_card(card: ReviewCard, version: CardVersion) -> dict[str, Any]:
    """Return what can be typed of a card as plain values."""
    return {
        **{name: getattr(card, name) for name in _HEAD},
        "channels": list(card.channels),
        "note": version.note,
        "pass_mark": version.pass_mark,
        "sections": [asdict(each) for each in version.sections],
        "criteria": [_plain(each) for each in version.criteria],
    }


def typed_card(card: ReviewCard, version: CardVersion, plain: Mapping[str, Any]) -> tuple[ReviewCard, CardVersion]:
    """Return a card and its version with what was typed over them."""
    head = replace(
        card, name=plain["name"], channels=tuple(plain["channels"]), only_recovery=bool(plain["only_recovery"])
    )
    asked = replace(
        version,
        note=plain["note"],
        pass_mark=float(plain["pass_mark"]),
        sections=tuple(Section(**each) for each in plain["sections"]),
        criteria=tuple(_criterion(each) for each in plain["criteria"]),
    )
    return head, asked


def _plain(criterion: Criterion) -> dict[str, Any]:
    return {**asdict(criterion), "consequence": criterion.consequence.value if criterion.consequence else None}


def _criterion(plain: Mapping[str, Any]) -> Criterion:
    scale, lists = plain["scale"], ("seen_in", "channels", "topics", "causes")
    return Criterion(
        **{
            **plain,
            **{name: tuple(plain[name]) for name in lists},
            "scale": Scale(key=scale["key"], steps=tuple(Step(**each) for each in scale["steps"])),
            "meanings": tuple(Meaning(**each) for each in plain["meanings"]),
            "consequence": Consequence(plain["consequence"]) if plain["consequence"] else None,
        }
    )
