"""How certain the people of a week are, as lines of a table and in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from csops.domain.certainty import CERTAINTIES
from csops.services.certainty import Case, Certain
from csops.services.staffing import Outlook
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats


@dataclass(frozen=True, kw_only=True)
class Words:
    """A table: headings, lines, and what it rests on."""

    heads: Sequence[str]
    lines: Sequence[Sequence[str]]
    sentences: Sequence[str]


def link(found: Certain, formats: Formats) -> str:
    """Say in a few words how often a goal would be missed."""
    if found.shown.chance_of_missing is None:
        return tr("How certain")
    return tr("{share} to miss a goal").format(share=formats.share(found.shown.chance_of_missing))


def table(found: Certain, outlook: Outlook, formats: Formats, currency: str) -> Words:
    """Return the people, hours and cost of each certainty beside those shown, and the chance of missing a goal."""
    named = ((tr("As shown"), found.shown), *((formats.share(share), found.cases[share]) for share in CERTAINTIES))
    lines = [(words, *_figures(case, formats, currency)) for words, case in named]
    heads = (tr("Certainty"), tr("At the peak"), tr("Paid hours"), tr("Cost"), tr("Chance to miss"))
    return Words(heads=heads, lines=lines, sentences=_sentences(outlook, formats))


def _figures(case: Case, formats: Formats, currency: str) -> tuple[str, ...]:
    return (
        formats.number(case.people),
        formats.number(case.paid_hours),
        formats.money(case.cost, currency, decimals=0),
        formats.share(case.chance_of_missing),
    )


def _sentences(outlook: Outlook, formats: Formats) -> list[str]:
    doubts = ", ".join(
        f"{channel.name} {formats.share(outlook.outlooks[channel.key].day_cv)}" for channel in outlook.channels
    )
    return [
        tr("At 80 % there are people enough for the goals in 8 of 10 such half hours; each counts by its contacts"),
        tr("The chance to miss is that of a half hour; a whole week, in which good hours make up for bad, misses less"),
        tr("In doubt is how many will come: days were off by so much beyond chance: {doubts}").format(doubts=doubts),
        tr("From {days} days of history; handle times are taken to be as measured").format(
            days=formats.number(outlook.history_days)
        ),
    ]
