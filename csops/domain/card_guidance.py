"""Guidance of a criterion as one text, and parted into what each rating means."""

import re
from collections.abc import Sequence
from dataclasses import replace

from csops.domain.scoring import Criterion, Meaning, Scale

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def parted(text: str, scale: Scale) -> tuple[str, tuple[Meaning, ...]]:
    """Return what holds for all ratings, and what each of them means.

    "Yes = said first. Partly = late. No = never. Accent does not count." gives three meanings, and "Accent does not
    count." for all. Steps are named by their words or their rating ("3 = polite, 5 = warm"). A text that names no step
    holds for all of them.
    """
    names = {_fold(name): step.rating for step in scale.steps for name in (step.label, f"{step.rating:g}") if name}
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    heads = list(re.finditer(rf"(?:^|(?<=[.,;!?]\s))({alternatives})\s*=\s*", text, flags=re.IGNORECASE))
    if not heads:
        return text.strip(), ()
    ends = [*(head.start() for head in heads[1:]), len(text)]
    said = [
        (names[_fold(head.group(1))], text[head.end() : end].strip()) for head, end in zip(heads, ends, strict=True)
    ]
    last, *rest = _SENTENCE.split(said[-1][1])
    said[-1] = (said[-1][0], last)
    whole = " ".join(filter(None, [text[: heads[0].start()].strip(), *rest]))
    return whole, tuple(Meaning(rating=rating, text=_sentence(words)) for rating, words in said if words)


def with_meanings(criterion: Criterion) -> Criterion:
    """Return a criterion whose guidance is parted; one that has meanings already stays as it is."""
    if criterion.meanings:
        return criterion
    guidance, meanings = parted(criterion.guidance, criterion.scale)
    return replace(criterion, guidance=guidance, meanings=in_order(meanings, criterion.scale))


def in_order(meanings: Sequence[Meaning], scale: Scale) -> tuple[Meaning, ...]:
    """Return the meanings in the order of the steps, without those of a rating that the scale does not have."""
    by_rating = {each.rating: each for each in meanings if each.text}
    return tuple(by_rating[step.rating] for step in scale.steps if step.rating in by_rating)


def _fold(name: str) -> str:
    return name.casefold()


def _sentence(words: str) -> str:
    plain = words.rstrip(" ,;")
    capital = plain[:1].upper() + plain[1:]
    return capital if capital.endswith((".", "!", "?")) else f"{capital}."
