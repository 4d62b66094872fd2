"""What is said of a scorecard: its sources, families, consequences, weights, versions."""

from collections.abc import Iterable, Sequence

from csops.domain.review_cards import CardState, CardVersion, ReviewCard
from csops.domain.reviews import Source
from csops.domain.scoring import Consequence, Criterion, Scale
from csops.ui.quality.wording import tr


def source_words(source: Source) -> str:
    """Return what a review is made from, in a word or two."""
    said = {
        Source.TEXT: tr("Text"),
        Source.RECORDING: tr("Recording"),
        Source.LISTENED: tr("Listened in"),
        Source.NOTE: tr("Note only"),
    }
    return said[source]


def sources_words(keys: Iterable[str]) -> str:
    """Return the sources that can show a criterion, in one line."""
    named = set(keys)
    return ", ".join(source_words(source) for source in Source if source.value in named)


def family_words(family: str) -> str:
    """Return whom a critical error harms."""
    said = {"customer": tr("Customer"), "business": tr("Business"), "compliance": tr("Compliance")}
    return said.get(family, family)


def consequence_words(consequence: Consequence) -> str:
    """Return what a critical error does to the score."""
    said = {
        Consequence.ZERO: tr("The card scores 0"),
        Consequence.ZERO_SECTION: tr("Its section scores 0"),
        Consequence.FAIL: tr("Fails, the number stays"),
    }
    return said[consequence]


def version_words(version: CardVersion, *, who: str, when: str) -> str:
    """Say which version it is, who published it and when; of a draft that it is one."""
    if version.state is CardState.DRAFT:
        said = tr("Draft of version {number}, begun {when} by {who}") if who else tr("Draft of version {number}")
    else:
        said = tr("Version {number}, since {when}, by {who}") if who else tr("Version {number}, since {when}")
    return said.format(number=version.number, when=when, who=who)


def for_words(card: ReviewCard, channels: Sequence[str]) -> str:
    """Say which contacts a card is for; `channels` are the names of its channels."""
    said = ", ".join(channels) if channels else tr("All channels")
    return tr("{channels}, where there is a recovery").format(channels=said) if card.only_recovery else said


def critical_words(criterion: Criterion) -> str:
    """Say what a critical error on a criterion is and does, nothing where it is none."""
    if criterion.consequence is None:
        return ""
    known = {
        "customer": tr("Critical for the customer: {consequence}"),
        "business": tr("Critical for the business: {consequence}"),
        "compliance": tr("Critical for compliance: {consequence}"),
    }
    said = known.get(criterion.critical, tr("Critical: {consequence}"))
    return said.format(consequence=consequence_words(criterion.consequence).lower())


def scale_words(scale: Scale) -> str:
    """Return the steps of a scale in a line, the best first; five points by what they are called together."""
    labels = [step.label for step in sorted(scale.steps, key=lambda step: -step.percent)]
    if scale.key == "five_point":
        return tr("Five points")
    return " / ".join(labels) or tr("No scale")
