"""Words of all sessions together: coefficients with what they tell, and who is strict or lenient."""

from collections.abc import Sequence
from math import fsum

from csops.domain.calibration_figures import Alignment, Leaning, PooledFigures
from csops.domain.coefficients import ENOUGH_SESSIONS, Coefficient, Strength
from csops.ui.kit.cards import Figure
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.marks import PillLook
from csops.ui.quality.calibration.words import (
    MINUS,
    bounds_words,
    coefficient,
    few_words,
    interval_words,
    strength_words,
)
from csops.ui.quality.wording import tr

EQUAL, AC1, AC2, ALPHA, ICC = "equal", "ac1", "ac2", "alpha", "icc"
KEYS = (EQUAL, AC1, AC2, ALPHA, ICC)


def basis_words(found: PooledFigures, formats: Formats) -> str:
    """Return how many sessions the figures rest on, and whether those are enough."""
    said = tr("%Ln sessions whose ratings are open", found.sessions)
    if found.led:
        said = f"{said}; {tr('%Ln ratings left out: another review could be read before', found.led)}"
    if found.is_enough:
        return said
    few = tr("Too few to judge: from {number} on the coefficients tell something.")
    return f"{said}. {few.format(number=formats.number(ENOUGH_SESSIONS))}"


def pooled_figures_of(found: PooledFigures | None, formats: Formats) -> dict[str, Figure]:
    """Return the tiles; without anything read they are empty."""
    names = {
        EQUAL: tr("Same rating, by pairs"),
        AC1: tr("Gwet’s AC1"),
        AC2: tr("Gwet’s AC2"),
        ALPHA: tr("Krippendorff’s alpha"),
        ICC: tr("ICC of final scores"),
    }
    briefs = {EQUAL: tr("Same by pairs"), AC1: "AC1", AC2: "AC2", ALPHA: tr("Alpha"), ICC: "ICC"}
    if found is None:
        return {key: Figure(name=name, value=UNKNOWN) for key, name in names.items()}
    told = {AC1: found.ac1, AC2: found.ac2, ALPHA: found.alpha, ICC: found.icc}
    figures = {key: _figure(names[key], briefs[key], one, formats) for key, one in told.items()}
    equal = found.equal.percent_agreement
    basis = tr("%Ln criteria rated", found.equal.units)
    share = UNKNOWN if equal is None else formats.share(equal)
    first = Figure(name=names[EQUAL], brief_name=briefs[EQUAL], value=share, verdict=basis)
    return {EQUAL: first, **figures}


def _figure(name: str, brief: str, one: Coefficient, formats: Formats) -> Figure:
    word, family = strength_words(one, formats)
    if one.value is None:
        return Figure(name=name, value=UNKNOWN, verdict=word)
    return Figure(
        name=name,
        brief_name=brief,
        value=coefficient(one.value, formats),
        unit=interval_words(one, formats),
        verdict=word,
        verdict_family=family,
    )


def pooled_sentences(key: str, found: PooledFigures, formats: Formats) -> tuple[str, Sequence[str]]:
    """Return the title and the sentences that take a figure of all sessions apart."""
    figure = pooled_figures_of(found, formats)[key]
    agreement = {EQUAL: found.equal, AC1: found.ac1, AC2: found.ac2, ALPHA: found.alpha, ICC: found.icc}[key]
    what = {
        EQUAL: tr(
            "For each criterion of each contact: the share of pairs of reviewers who gave the same; its mean. “Not "
            "applicable” is an answer like any other."
        ),
        AC1: tr(
            "Agreement beyond chance; steady also where nearly all ratings are the same. “Not applicable” is an answer "
            "like any other; steps of unlike scales are the same where they are worth the same percent."
        ),
        AC2: tr(
            "As AC1, and steps of a scale that lie near each other count as partly the same (quadratic weights). “Not "
            "applicable” is left out: it lies near nothing."
        ),
        ALPHA: tr(
            "Agreement beyond chance, with steps of a scale in their order; copes with ratings that are missing. “Not "
            "applicable” is one of these."
        ),
        ICC: tr(
            "How far final scores of a contact are the same whoever rates, ICC(2,1): of the contacts that the same "
            "reviewers all rated, as many of both as there are."
        ),
    }[key]
    units = (
        tr("It rests on %Ln contacts", agreement.units)
        if key == ICC
        else tr("It rests on %Ln criteria", agreement.units)
    )
    rests = tr("{units} and {raters} reviewers, from {sessions} sessions.").format(
        units=units, raters=formats.number(agreement.raters), sessions=formats.number(found.sessions)
    )
    told = [what, rests]
    if key == ICC and agreement.value is None:
        told.append(tr("It takes two contacts at least that the same two reviewers rated."))
    if isinstance(agreement, Coefficient):
        told += _verdict_sentences(agreement, formats)
    return f"{figure.name}: {figure.value}", told


def _verdict_sentences(one: Coefficient, formats: Formats) -> list[str]:
    """Return what a coefficient tells and how surely; of too few contacts that it is a throw of dice."""
    if one.strength is Strength.NOTHING:
        return []
    if one.strength is Strength.TOO_FEW:
        return [tr("{few}. So few are a throw of dice.").format(few=few_words(one, formats))]
    likely = interval_words(one, formats)
    told = [
        tr("It stands {bounds} (after {source}).").format(bounds=bounds_words(one, formats), source=one.bounds.source)
    ]
    if likely:
        told.append(tr("The true value is {interval} in 95 of 100 cases.").format(interval=likely))
    return told


def leaning_look(one: Leaning) -> PillLook:
    """Return whether somebody is strict or lenient, beyond chance."""
    if one.is_lenient:
        return PillLook(text=tr("Lenient"), family="warning")
    if one.is_strict:
        return PillLook(text=tr("Strict"), family="warning")
    if not one.is_enough:
        return PillLook(text=tr("Too few"), family="neutral")
    return PillLook(text=tr("Within chance"), family="neutral")


def leaning_words(one: Leaning, formats: Formats) -> str:
    """Return by how much, how surely, and on how many contacts that rests."""
    said = tr("{points} points").format(points=_signed(one.points, formats))
    rests = tr("%Ln contacts", one.sessions)
    if one.low is None or one.high is None:
        return f"{said}, {rests}"
    likely = tr("likely {low} to {high}").format(low=_signed(one.low, formats), high=_signed(one.high, formats))
    return f"{said}, {likely}, {rests}"


def alignment_words(rows: Sequence[Alignment], formats: Formats) -> str:
    """Return how near somebody came, how often, and on how many of the criteria that rests; the last one comes last."""
    mean = formats.share(fsum(one.value for one in rows) / len(rows))
    told = [tr("%Ln times, {mean} in the mean", len(rows)).format(mean=mean)]
    if len(rows) > 1:
        told.append(tr("last {value}").format(value=formats.share(rows[-1].value)))
    of = formats.number(sum(one.asked for one in rows))
    told.append(tr("on %Ln of {all} criteria", sum(one.criteria for one in rows)).format(all=of))
    return ", ".join(told)


def _signed(points: float, formats: Formats) -> str:
    told = formats.number(abs(points), decimals=1)
    zero = formats.number(0, decimals=1)
    return told if told == zero else f"{'+' if points > 0 else MINUS}{told}"
