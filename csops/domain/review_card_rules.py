"""What a scorecard of reviews has to be, while it is a draft and before it is published."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from math import fsum, isfinite

from csops.domain.card_guidance import in_order
from csops.domain.errors import InputError, Missing, OutOfRange
from csops.domain.review_cards import CardVersion, ReviewCard, Section
from csops.domain.reviews import Source
from csops.domain.scale_rules import check_scale, tidy_scale
from csops.domain.scoring import WHOLE, Criterion, Step
from csops.domain.skills import free_key, key_from
from csops.domain.texts import kept, one_line, short_enough
from csops.domain.whole_shares import whole_shares

MOST_SECTIONS, MOST_CRITERIA = 20, 60
LONGEST_GUIDANCE = 2000
_NEAR = 1e-6
FAMILIES = ("customer", "business", "compliance")
"""Whom a critical error harms."""


def checked_card(card: ReviewCard, others: Iterable[ReviewCard]) -> ReviewCard:
    """Return the card with a tidy name, or raise Missing, OutOfRange, or InputError for a name that is taken."""
    name = short_enough(one_line(card.name), field="name")
    if not name:
        raise Missing(field="name", right="Name the scorecard, such as Phone or Written contact")
    for other in others:
        if other.id != card.id and other.active and other.name.casefold() == name.casefold():
            raise InputError(
                field="name", problem=f"there is a scorecard “{other.name}” already", right="Choose another name"
            )
    return replace(card, key=_key(card.key, of=name), name=name, channels=tuple(dict.fromkeys(card.channels)))


def _key(key: str, *, of: str) -> str:
    return short_enough(one_line(key), field=f"key of {of}")


# ------------------------------------------------------------ a draft
def checked_draft(version: CardVersion) -> CardVersion:
    """Return a draft with tidy texts and a key for each section and criterion. Its weights may be anything yet.

    Raises:
        OutOfRange: too long a text, too many sections or criteria, a weight or pass mark outside 0 to 100.
        InputError: a criterion of a section that there is not.
    """
    _check_count("sections", version.sections, MOST_SECTIONS)
    _check_count("criteria", version.criteria, MOST_CRITERIA)
    if not (isfinite(version.pass_mark) and 0 <= version.pass_mark <= WHOLE):
        raise OutOfRange(field="pass mark", value=f"{version.pass_mark:g}", right="Choose from 0 to 100 %")
    sections = _keyed_sections(version.sections)
    known = {section.key for section in sections}
    homeless = next((each for each in version.criteria if each.section not in known), None)
    if homeless is not None:
        raise InputError(
            field=f"section of {called(homeless)}", problem="it is not on the card", right="Choose one that is"
        )
    place = [section.key for section in sections]
    criteria = sorted(_keyed(version.criteria), key=lambda each: place.index(each.section))
    return replace(
        version,
        sections=sections,
        criteria=_with_own_scales([_tidy(each) for each in criteria]),
        note=short_enough(kept(version.note), field="note", most=LONGEST_GUIDANCE),
    )


def called(criterion: Criterion) -> str:
    """Return what to call a criterion in a sentence."""
    return criterion.name or criterion.key or "a criterion without a name"


def _keyed_sections(sections: Sequence[Section]) -> tuple[Section, ...]:
    taken: set[str] = set()
    keyed = []
    for section in sections:
        name = short_enough(one_line(section.name), field="section")
        key = free_key(section.key or key_from(name or "section"), taken)
        taken.add(key)
        keyed.append(Section(key=key, name=name))
    return tuple(keyed)


def _keyed(criteria: Sequence[Criterion]) -> list[Criterion]:
    """Give each criterion a key: its own where it has one, so that figures follow it through the versions."""
    named = [replace(each, key=_key(each.key, of=called(each))) for each in criteria]
    taken = {each.key for each in named if each.key}
    keyed, seen = [], set[str]()
    for each in named:
        key = each.key if each.key and each.key not in seen else free_key(key_from(each.name or "criterion"), taken)
        taken.add(key)
        seen.add(key)
        keyed.append(replace(each, key=key))
    return keyed


def _with_own_scales(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """Let scales that differ have different keys: a file writes each of them once, by its key."""
    keys: dict[tuple[Step, ...], str] = {}
    for each in criteria:
        if each.scale.steps not in keys:
            keys[each.scale.steps] = free_key(each.scale.key, keys.values())
    return tuple(replace(each, scale=replace(each.scale, key=keys[each.scale.steps])) for each in criteria)


def _tidy(criterion: Criterion) -> Criterion:
    name = short_enough(one_line(criterion.name), field="criterion")
    if not (isfinite(criterion.weight) and 0 <= criterion.weight <= WHOLE):
        raise OutOfRange(field=f"weight of {name}", value=f"{criterion.weight:g}", right="Choose from 0 to 100 %")
    scale = tidy_scale(criterion.scale)
    meanings = [replace(each, text=_text(each.text, of=name)) for each in criterion.meanings]
    return replace(
        criterion,
        name=name,
        scale=scale,
        guidance=_text(criterion.guidance, of=name),
        meanings=in_order(meanings, scale),
        seen_in=tuple(source.value for source in Source if source.value in criterion.seen_in),
        channels=tuple(dict.fromkeys(criterion.channels)),
        topics=tuple(dict.fromkeys(criterion.topics)),
        causes=tuple(dict.fromkeys(criterion.causes)),
    )


def _text(text: str, *, of: str) -> str:
    return short_enough(kept(text), field=f"guidance of {of}", most=LONGEST_GUIDANCE)


def _check_count(what: str, rows: Sequence[object], most: int) -> None:
    if len(rows) > most:
        raise OutOfRange(field=what, value=len(rows), right=f"Keep to {most}; a review has to be made in minutes")


# ------------------------------------------------------------ before it is published
def publishable(version: CardVersion) -> CardVersion:
    """Return a version that reviews can be made with.

    Raises:
        Missing: no criteria; a criterion without a name, a scale, a source that shows it, or the family or consequence
            of its critical error. InputError: weights that do not make 100 (by how much, and where they stand), two
            criteria of one name, an empty section, a criterion that weighs nothing; and all that `check_scale` raises.
    """
    found = checked_draft(version)
    if not found.criteria:
        raise Missing(field="criteria", right="Give the card one criterion at least")
    for section in found.sections:
        if not section.name:
            raise Missing(field="name of a section", right="Name each section, such as Opening")
        if all(each.section != section.key for each in found.criteria):
            raise InputError(field=section.name, problem="holds no criterion", right="Add one, or take the section out")
    names: set[str] = set()
    for each in found.criteria:
        _check_criterion(each)
        if each.name.casefold() in names:
            raise InputError(field=each.name, problem="stands twice on the card", right="Give one of them another name")
        names.add(each.name.casefold())
    check_total(found)
    return found


def check_total(version: CardVersion) -> None:
    """Raise InputError where the weights do not make 100: by how much, and what each section has of it."""
    total = fsum(each.weight for each in version.criteria)
    if abs(total - WHOLE) <= _NEAR:
        return
    parts = ", ".join(
        f"{section.name} {number(fsum(each.weight for each in version.criteria if each.section == section.key))}"
        for section in version.sections
    )
    raise InputError(
        field="weights",
        problem=f"they make {number(total)} %, not 100 % ({parts})",
        right=f"{'Take away' if total > WHOLE else 'Add'} {number(abs(total - WHOLE))}, or share out the rest",
    )


def _check_criterion(criterion: Criterion) -> None:
    if not criterion.name:
        raise Missing(field="name of a criterion", right="Say what is looked at, such as Friendly greeting")
    name, is_critical = criterion.name, bool(criterion.critical) or criterion.consequence is not None
    if not criterion.scale.steps:
        raise Missing(field=f"scale of {name}", right="Choose one, such as Yes, Partly, No")
    check_scale(criterion.scale, of=name, is_critical=is_critical)
    if is_critical and criterion.critical not in FAMILIES:
        raise Missing(field=f"critical family of {name}", right=f"Choose one of {', '.join(FAMILIES)}")
    if is_critical and criterion.consequence is None:
        raise Missing(field=f"consequence of {name}", right="Say what its critical error does to the score")
    if not criterion.weight and not is_critical:
        raise InputError(field=f"weight of {name}", problem="it weighs nothing", right="Give it a weight")
    if not criterion.seen_in:
        raise Missing(field=f"evidence of {name}", right="Choose at least one source that can show it")


# ------------------------------------------------------------ weights
def shared_out(criteria: Sequence[Criterion], *, held: Collection[int] = ()) -> tuple[Criterion, ...]:
    """Return the criteria with weights that make 100: those not held share the rest in proportion, in whole per cent.

    One that has no weight yet asks for as much as the others not held have on average.

    Args:
        criteria: in order.
        held: places, from 0, of those whose weight stays. A critical criterion that weighs nothing stays so.

    Raises:
        InputError: all are held, or those leave less than 1 % for each of the others.
    """
    stays = {place for place, each in enumerate(criteria) if place in held or _weighs_nothing_on_purpose(each)}
    free = [place for place in range(len(criteria)) if place not in stays]
    rest = WHOLE - fsum(criteria[place].weight for place in stays)
    if not free or rest < len(free):
        raise InputError(
            field="weights",
            problem=f"{number(max(0.0, rest))} % are left for {len(free)} criteria",
            right="Let go of a weight that is held, or lower it",
        )
    weighed = [criteria[place].weight for place in free if criteria[place].weight > 0]
    usual = fsum(weighed) / len(weighed) if weighed else 1.0
    asked = [max(0.0, criteria[place].weight) or usual for place in free]
    shares = dict(zip(free, whole_shares(asked, rest), strict=True))
    return tuple(replace(each, weight=shares.get(place, each.weight)) for place, each in enumerate(criteria))


def _weighs_nothing_on_purpose(criterion: Criterion) -> bool:
    return bool(criterion.critical) and not criterion.weight


def number(value: float) -> str:
    """Write a weight without zeros that say nothing: 12.5, 15."""
    near = f"{value:.2f}".rstrip("0").rstrip(".")
    return near if abs(float(near) - value) <= _NEAR else f"{value:.9g}"
