"""What `import --rating` says of columns of ratings: [COLUMN=]KIND[:1-5][:reversed]."""

import re
from collections.abc import Sequence
from dataclasses import replace

from csops.domain.errors import NotUnderstood, UnknownName
from csops.imports.mapping import ANSWERS, Column, Mapping, Target, folded

_RIGHT = 'Write it as csat:1-5, or with the heading of its column: "Q1=nps:0-10"'
_SCALE = re.compile(r"(-?\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")
_REVERSED = "reversed"


def with_ratings(mapping: Mapping, said: Sequence[str]) -> Mapping:
    """Return the mapping with what was said of its columns; without a name it is said of all columns of ratings.

    Raises:
        NotUnderstood: it is not written as it should be. UnknownName: a column or a question that there is not.
    """
    for one in said:
        heading, _, rest = one.rpartition("=")
        for column in _columns(mapping, heading):
            mapping = mapping.with_column(_told(column, rest, whole=one))
    return mapping


def _columns(mapping: Mapping, heading: str) -> tuple[Column, ...]:
    if not heading:
        return mapping.columns_to(Target.ANSWER)
    found = tuple(one for one in mapping.columns if folded(one.heading) == folded(heading))
    if not found:
        known = ", ".join(one.heading for one in mapping.columns if one.heading)
        raise UnknownName(field="--rating", value=heading, known=known)
    return found


def _told(column: Column, said: str, *, whole: str) -> Column:
    kind, *rest = said.strip().casefold().split(":")
    if kind not in ANSWERS:
        raise UnknownName(field="--rating", value=kind, known=", ".join(ANSWERS))
    told = replace(column, target=Target.ANSWER, answer=kind, scale=None, reversed=False, words={})
    for part in rest:
        scale = _SCALE.fullmatch(part.strip())
        if part.strip() != _REVERSED and (scale is None or float(scale[1]) >= float(scale[2])):
            raise NotUnderstood(field="--rating", value=whole, right=_RIGHT)
        told = replace(told, scale=(float(scale[1]), float(scale[2]))) if scale else replace(told, reversed=True)
    return told
