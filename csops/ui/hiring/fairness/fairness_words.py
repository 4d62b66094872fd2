"""Words of fairness and of kept details: rates, ratios, tests, and why details are kept."""

from PySide6.QtCore import QLocale

from csops.domain.fairness import GroupRate, Passage, Step
from csops.domain.openings import Stage
from csops.domain.retention import OTHER, Ground
from csops.services.candidate_privacy import Retention
from csops.ui.hiring.openings.words import stage_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats


def caution() -> str:
    """Return what has to be read before the figures."""
    return tr(
        "No verdict. With few people chance alone makes such differences; a ratio below four fifths is a sign to look "
        "at the reasons, and one above is no proof of fairness. A person judges"
    )


def group_name(group: str, together: tuple[str, ...]) -> str:
    """Return what a group is called; the small ones that are counted together by their names."""
    return group[:1].upper() + group[1:] or tr("Together: {names}").format(names=", ".join(together))


def way(step: Step) -> str:
    """Return from where to where a step leads."""
    if (step.before, step.after) == (Stage.APPLIED, Stage.HIRED):
        return tr("The whole way")
    return tr("{before} to {after}").format(before=stage_words(step.before), after=stage_words(step.after))


def counted(passage: Passage, formats: Formats) -> str:
    """Say how many came through, and who is in neither count."""
    came = tr("{passed} of {decided} came through").format(
        passed=formats.number(passage.passed), decided=formats.number(passage.decided)
    )
    said = [came if passage.decided else tr("nobody was decided on")]
    if passage.withdrew:
        said.append(tr("%Ln withdrew", passage.withdrew))
    if passage.waiting:
        said.append(tr("%Ln not decided yet", passage.waiting))
    return " · ".join(said)


def rate_range(one: GroupRate, formats: Formats) -> str:
    """Return where the true rate may lie."""
    if one.interval is None:
        return ""
    return tr("{low} to {high}").format(low=formats.share(one.interval.low), high=formats.share(one.interval.high))


def ratio_words(one: GroupRate, formats: Formats) -> str:
    """Return the ratio to the highest rate, and whether it is below four fifths."""
    if one.is_highest:
        return tr("the highest")
    if one.ratio is None:
        return tr("nobody came through")
    said = formats.number(one.ratio, decimals=2)
    return tr("{ratio}, below 0.80").format(ratio=said) if one.is_below_four_fifths else said


def test_words(one: GroupRate, formats: Formats) -> str:
    """Return how often chance alone does so, and when it could never say anything."""
    if one.p is None or one.least_p is None:
        return ""
    said = formats.number(one.p, decimals=2 if one.p >= _ROUND else 3)
    if one.least_p > _USUAL:
        return tr("{p}, cannot tell").format(p=said)
    return said


_USUAL, _ROUND = 0.05, 0.1


def test_note(one: GroupRate, formats: Formats) -> str:
    """Return what the test says, in a sentence."""
    if one.p is None or one.least_p is None:
        return ""
    chance = tr("If both groups stood equal chances, so unequal a result or more came by chance in {share} of cases.")
    said = chance.format(share=formats.share(one.p, decimals=0 if one.p >= _ROUND else 1))
    if one.least_p > _USUAL:
        least = formats.share(one.least_p, decimals=0 if one.least_p >= _ROUND else 1)
        said += " " + tr("With so few people it could never be rarer than {least}.").format(least=least)
    return said


def ground_words(ground: Ground) -> str:
    """Return why details are kept until their day."""
    return {
        Ground.HOLD: tr("Held for a legal reason"),
        Ground.OPEN: tr("Still in the running"),
        Ground.HIRED: tr("Hired: belongs to the staff file"),
        Ground.AGREED: tr("Agreed on"),
        Ground.DECIDED: tr("Decided"),
        Ground.CLOSED: tr("The place was closed"),
        Ground.NEVER_APPLIED: tr("Never applied"),
    }[ground]


def period(months: int, weeks: int) -> str:
    """Return a period in words."""
    parts = [tr("%Ln months", months) if months else "", tr("%Ln weeks", weeks) if weeks else ""]
    return tr(" and ").join(part for part in parts if part) or tr("No time")


def country(code: str) -> str:
    """Return a country in words."""
    if code == OTHER:
        return tr("other countries")
    return QLocale.territoryToString(QLocale.codeToTerritory(code))


def rule_words(kept: Retention) -> str:
    """Say how long details are kept here, and by what."""
    said = period(kept.months, kept.weeks)
    if kept.is_own:
        return tr("Details are kept {period} after the decision: your own choice").format(period=said)
    where = country(kept.rule.country)
    return tr("Details are kept {period} after the decision: what is usual in {country}").format(
        period=said, country=where
    )
