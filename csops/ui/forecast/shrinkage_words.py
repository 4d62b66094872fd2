"""What shrinkage is made of, in words: on the slider, and how its parts go together."""

from fractions import Fraction

from csops.domain.exact import exact
from csops.domain.shrinkage_parts import Origin, Shrinkage, Together, joined
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats

_SHOWN = 3


def part_name(name: str) -> str:
    """Return a part's name for a person; names of their own stay as they are."""
    return {
        "Breaks": tr("Breaks"),
        "Leave": tr("Leave"),
        "Illness": tr("Illness"),
        "Training": tr("Training"),
        "Other absence": tr("Other absence"),
        "Shrinkage": tr("Not divided"),
    }.get(name, name)


def source(shrinkage: Shrinkage, formats: Formats) -> str:
    """Name the largest parts, and how they go together; of an undivided one what it usually holds."""
    parts = sorted(shrinkage.parts, key=lambda part: -exact(part.share))
    if not parts or [part.name for part in parts] == ["Shrinkage"]:
        return tr("Breaks, training, illness; not divided")
    named = ", ".join(f"{part_name(part.name)} {_share(exact(part.share), formats)}" for part in parts[:_SHOWN])
    if len(parts) == 1:
        return named
    way = tr("multiplied") if shrinkage.together is Together.NESTED else tr("added")
    return f"{named}; {way}"


def total(shrinkage: Shrinkage, formats: Formats) -> str:
    """Say what the parts come to, and what they would the other way."""
    nested, added = (joined(shrinkage.parts, way) for way in (Together.NESTED, Together.DISJOINT))
    if shrinkage.together is Together.NESTED:
        said = tr(
            "Together {whole}: each part takes its share of what the others leave; added up they would be {other}"
        )
        return said.format(whole=_share(nested, formats), other=_share(added, formats))
    said = tr(
        "Together {whole}: each part is a share of all paid time; one of what the others leave, they would be {other}"
    )
    return said.format(whole=_share(added, formats), other=_share(nested, formats))


def origin(found: Origin) -> str:
    """Say where a part is from."""
    return tr("measured from absences") if found is Origin.MEASURED else tr("assumed")


def _share(share: Fraction, formats: Formats) -> str:
    number = float(share)
    return formats.share(number, decimals=0 if abs(number * 100 - round(number * 100)) < 0.05 else 1)
