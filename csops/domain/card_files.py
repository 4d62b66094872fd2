"""Scorecards as they are written in files: read from the form of `qa_scorecards.yaml`, and written in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from csops.domain.card_guidance import with_meanings
from csops.domain.errors import Missing, NotUnderstood, UnknownName
from csops.domain.review_cards import CardVersion, ReviewCard, Section
from csops.domain.reviews import Source
from csops.domain.scoring import Consequence, Criterion, Meaning, Scale, Step, card_from, scale_from

FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class WrittenCard:
    """A card of a file: its head and what it asks. `note`: what it says of this version."""

    head: ReviewCard
    pass_mark: float
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    note: str = ""


def keys_in(content: Mapping[str, Any]) -> list[str]:
    """Return the keys of the cards of a file, or raise NotUnderstood or Missing where it holds none."""
    cards = content.get("scorecards")
    if not isinstance(cards, list) or not all(isinstance(one, Mapping) and one.get("key") for one in cards):
        raise NotUnderstood(field="scorecards", value=cards, right="This is a list of cards, each with a key")
    if not cards:
        raise Missing(field="scorecards", right="Write one card at least")
    return [str(one["key"]) for one in cards]


def scales_in(content: Mapping[str, Any]) -> tuple[Scale, ...]:
    """Return the scales of a file, in their order."""
    return tuple(scale_from(str(name), steps) for name, steps in content["scales"].items())


def written_card(content: Mapping[str, Any], *, key: str) -> WrittenCard:
    """Return a card of a file, its guidance parted into what each rating means.

    Raises:
        UnknownName, Missing, OutOfRange, NotUnderstood: see `scoring.card_from`; also a source or a consequence that
            there is not, and fields of another form.
    """
    card = card_from(content, key=key)
    plain = next(one for one in content["scorecards"] if str(one["key"]) == key)
    rows = [row for section in plain["sections"] for row in section["criteria"]]
    head = ReviewCard(
        key=key,
        name=card.name,
        channels=_texts(plain, "channels"),
        only_recovery=_truth(plain, "only_recovery"),
        is_default=_truth(plain, "default"),
    )
    return WrittenCard(
        head=head,
        pass_mark=card.pass_mark,
        sections=tuple(
            Section(key=str(one["key"]), name=str(one.get("name") or one["key"])) for one in plain["sections"]
        ),
        criteria=tuple(_whole(one, row) for one, row in zip(card.criteria, rows, strict=True)),
        note=str(plain.get("note") or ""),
    )


def _whole(criterion: Criterion, row: Mapping[str, Any]) -> Criterion:
    """Return the criterion with what only such a file says of it."""
    sources = [source.value for source in Source]
    for each in criterion.seen_in:
        if each not in sources:
            raise UnknownName(field=f"evidence of {criterion.name}", value=each, known=", ".join(sources))
    full = replace(
        criterion,
        channels=_texts(row, "channels"),
        topics=_texts(row, "topics"),
        causes=_texts(row, "causes"),
        only_recovery=_truth(row, "only_recovery"),
        consequence=_consequence(criterion, row),
        meanings=_meanings(criterion, row),
    )
    return full if "meanings" in row else with_meanings(full)


def _consequence(criterion: Criterion, row: Mapping[str, Any]) -> Consequence | None:
    said = row.get("consequence")
    if said is None or not criterion.critical:
        return criterion.consequence
    known = [one.value for one in Consequence]
    if said not in known:
        raise UnknownName(field=f"consequence of {criterion.name}", value=said, known=", ".join(known))
    return Consequence(said)


def _meanings(criterion: Criterion, row: Mapping[str, Any]) -> tuple[Meaning, ...]:
    said = row.get("meanings") or {}
    if not isinstance(said, Mapping):
        right = "Write a text for each rating, such as {2: said first, 0: never}"
        raise NotUnderstood(field=f"meanings of {criterion.name}", value=said, right=right)
    known = {step.rating: step for step in criterion.scale.steps}
    for rating in said:
        if rating not in known:
            names = ", ".join(f"{each:g}" for each in known)
            raise UnknownName(field=f"rating in the meanings of {criterion.name}", value=rating, known=names)
    return tuple(Meaning(rating=rating, text=str(said[rating])) for rating in known if said.get(rating))


def _texts(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    said = row.get(name) or []
    if not isinstance(said, list):
        raise NotUnderstood(field=name, value=said, right="This is a list of keys")
    return tuple(str(one) for one in said)


def _truth(row: Mapping[str, Any], name: str) -> bool:
    said = row.get(name) or False
    if not isinstance(said, bool):
        raise NotUnderstood(field=name, value=said, right="Write true or false")
    return said


# ------------------------------------------------------------ writing
def as_file(card: ReviewCard, version: CardVersion) -> dict[str, Any]:
    """Return a version of a card in the form of a file; reading it again gives the same card."""
    scales = {one.scale.key: one.scale for one in version.criteria}  # those that differ have different keys
    families = {one.critical: one.consequence for one in version.criteria if one.critical and one.consequence}
    return {
        "version": FORMAT,
        "scales": {name: [_step(step) for step in scale.steps] for name, scale in scales.items()},
        "critical_types": [{"key": key, "consequence": each.value} for key, each in sorted(families.items())],
        "scorecards": [
            {
                "key": card.key,
                "name": card.name,
                "default": card.is_default,
                "only_recovery": card.only_recovery,
                "channels": list(card.channels),
                "pass_mark": _plain_number(version.pass_mark),
                "note": version.note,
                "sections": [
                    {
                        "key": section.key,
                        "name": section.name,
                        "criteria": [_row(one) for one in version.criteria if one.section == section.key],
                    }
                    for section in version.sections
                ],
            }
        ],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "rating": _plain_number(step.rating),
        "label": step.label,
        "percent": _plain_number(step.percent),
        "press": step.press,
    }


def _row(one: Criterion) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "scale": one.scale.key,
        "weight": _plain_number(one.weight),
        "critical": one.critical or None,
        "consequence": one.consequence.value if one.consequence else None,
        "allow_na": one.allow_na,
        "seen_in": list(one.seen_in),
        "skill": one.skill or None,
        "guidance": one.guidance,
        "meanings": {_plain_number(each.rating): each.text for each in one.meanings},
        "channels": list(one.channels),
        "topics": list(one.topics),
        "only_recovery": one.only_recovery,
        "causes": list(one.causes),
    }


def _plain_number(value: float) -> float | int:
    return int(value) if value == int(value) else value
