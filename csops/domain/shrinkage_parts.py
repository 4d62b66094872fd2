"""What shrinkage is made of: breaks, training, illness, leave ..., assumed or measured, and how they go together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import prod

from csops.domain.errors import Missing, OutOfRange, UnknownName
from csops.domain.exact import Number, exact
from csops.domain.limits import as_percent, lost_share, not_negative
from csops.domain.texts import one_line


class Together(Enum):
    """How the parts of shrinkage go together."""

    NESTED = "nested"
    """Each part takes its share of what the others leave: 1 - (1 - a)(1 - b). Nobody has a break on a day of leave."""
    DISJOINT = "disjoint"
    """Each part is a share of all paid time: a + b."""


class Origin(Enum):
    """Where a part is from."""

    ASSUMED = "assumed"
    MEASURED = "measured"


@dataclass(frozen=True, kw_only=True)
class ShrinkagePart:
    """One reason why paid time is not available. `on_roster`: the roster itself shows it (breaks, known absences)."""

    name: str
    share: Number
    origin: Origin = Origin.ASSUMED
    on_roster: bool = False


@dataclass(frozen=True, kw_only=True)
class Shrinkage:
    """All parts, and how they go together; shares are exact."""

    parts: tuple[ShrinkagePart, ...]
    together: Together = Together.NESTED

    @property
    def share(self) -> Fraction:
        """All of it: from people on contact to paid hours."""
        return joined(self.parts, self.together)

    @property
    def beyond_roster(self) -> Fraction:
        """What a roster of shifts with their breaks and known absences does not show: they never count twice."""
        return joined([part for part in self.parts if not part.on_roster], self.together)


def joined(parts: Sequence[ShrinkagePart], together: Together) -> Fraction:
    """Return the share of paid time that all these parts take.

    10 % and 20 % are 28 % when nested, 30 % when disjoint (forecasting-and-staffing.md, section 4).
    """
    shares = [exact(part.share) for part in parts]
    if together is Together.DISJOINT:
        return sum(shares, start=Fraction(0))
    return 1 - prod((1 - share for share in shares), start=Fraction(1))


def measured_part(
    name: str, *, lost_hours: Number, paid_hours: Number, on_roster: bool = False
) -> ShrinkagePart | None:
    """Return a part as it was: hours lost of hours paid; None where nobody was paid.

    Raises:
        OutOfRange: negative hours, or as many lost as were paid.
    """
    lost, paid = exact(lost_hours), exact(paid_hours)
    not_negative(float(lost), field="hours lost", unit="h")
    not_negative(float(paid), field="hours paid", unit="h")
    if not paid:
        return None
    share = lost / paid
    lost_share(float(share), field=name)
    return ShrinkagePart(name=name, share=share, origin=Origin.MEASURED, on_roster=on_roster)


def checked_shrinkage(shrinkage: Shrinkage) -> Shrinkage:
    """Return the parts with tidy names.

    Raises:
        Missing: a part without a name. OutOfRange: a share outside 0 to below 1, two parts of one name, or all of it
            together at 90 % or more.
    """
    parts = tuple(replace(part, name=one_line(part.name)) for part in shrinkage.parts)
    for part in parts:
        if not part.name:
            raise Missing(field="name", right="Write what the time is lost to, such as “Breaks”")
        lost_share(float(exact(part.share)), field=part.name)
    names = [part.name.casefold() for part in parts]
    for place, part in enumerate(parts):
        if names.index(part.name.casefold()) < place:
            raise OutOfRange(field="shrinkage", value=part.name, right="Name each part once")
    if (total := shrinkage.share) > Fraction(9, 10):
        right = "Parts leave at least a tenth of the paid time; nested parts take less together than disjoint ones"
        raise OutOfRange(field="shrinkage", value=as_percent(float(total)), right=right)
    return replace(shrinkage, parts=parts)


def plain_shrinkage(shrinkage: Shrinkage) -> dict[str, object]:
    """Return plain values of which `shrinkage_from` makes an equal shrinkage; strict JSON."""
    return {
        "together": shrinkage.together.value,
        "parts": [
            {
                "name": part.name,
                "share": str(exact(part.share)),
                "origin": part.origin.value,
                "on_roster": part.on_roster,
            }
            for part in shrinkage.parts
        ],
    }


def shrinkage_from(mapping: Mapping[str, object]) -> Shrinkage:
    """Return shrinkage from plain values.

    Raises:
        UnknownName: a way to go together that is not known.
    """
    ways = {way.value: way for way in Together}
    together = str(mapping.get("together", Together.NESTED.value))
    if together not in ways:
        raise UnknownName(field="parts go together", value=together, known=", ".join(ways))
    rows = mapping.get("parts")
    return Shrinkage(
        together=ways[together],
        parts=tuple(
            ShrinkagePart(
                name=str(row.get("name", "")),
                share=Fraction(str(row.get("share", "0"))),
                origin=Origin(str(row.get("origin", Origin.ASSUMED.value))),
                on_roster=bool(row.get("on_roster")),
            )
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, Mapping)
        ),
    )


def undivided(share: float) -> Shrinkage:
    """Return a share of which nothing more is known."""
    return Shrinkage(parts=(ShrinkagePart(name="Shrinkage", share=Decimal(str(share))),) if share else ())
