"""Results in rows: people, reviewers, channels, topics and cards with their scores; criteria, the weakest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from csops.domain.review_behind import Part, ResultsBy, Which
from csops.domain.review_estimates import LARGEST, Estimate
from csops.domain.review_results import CriterionResult, Scores
from csops.services.review_results import Results
from csops.services.settings import Team
from csops.ui.kit.sheet_model import SheetCell, SheetColumn, SheetRow
from csops.ui.quality.results.words import PERCENT, ResultNames, ResultWords, group_name
from csops.ui.quality.wording import tr


@dataclass(frozen=True, kw_only=True)
class Opens:
    """What a click on a row leads to: the group, and by column which of its reviews; `card` of a criterion."""

    name: str
    by: ResultsBy
    of: str
    parts: tuple[Part, ...]
    card: str = ""
    is_hidden: bool = False

    def which(self, column: int) -> Which:
        """Return the reviews behind the number in a column."""
        return Which(by=self.by, of=self.of, part=self.parts[min(max(column, 0), len(self.parts) - 1)])


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns and rows, and what each row opens, by its key."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    opens: dict[str, Opens]


_SCORES = (Part.RATED, Part.RATED, Part.PASSED, Part.CLEAN, Part.RATED)
_CRITERION = (Part.RATED, Part.RATED, Part.LOW, Part.CAUSED, Part.NOT_APPLICABLE, Part.UNSEEN)


def table_of(found: Results, by: ResultsBy, *, team: Team, names: ResultNames, words: ResultWords) -> Table:
    """Return the results split so."""
    if by is ResultsBy.CRITERION:
        return _criteria(found, names, words)
    groups = {
        ResultsBy.PERSON: found.people,
        ResultsBy.REVIEWER: found.reviewers,
        ResultsBy.CHANNEL: found.channels,
        ResultsBy.TOPIC: found.topics,
        ResultsBy.CARD: found.cards,
        ResultsBy.CAUSE: found.causes,
    }[by]
    rows, opens = [], {}
    for number, one in enumerate(groups):
        name = group_name(by, one.key, team, names)
        rows.append(_row(str(number), name, one, found, words, rank=rank_words(groups, number, by)))
        opens[str(number)] = Opens(name=name, by=by, of=one.key, parts=_SCORES, is_hidden=one.is_hidden)
    return Table(columns=_score_columns(), rows=tuple(rows), opens=opens)


def rank_words(groups: Sequence[Scores], number: int, by: ResultsBy) -> str:
    """Return which place a person may have among those with enough reviews.

    Whose ranges of the true value overlap are not told apart: they share the places.
    """
    ranked = [one.final for one in groups if one.is_ranked and not one.is_hidden]
    mine = groups[number]
    if by is not ResultsBy.PERSON or not mine.is_ranked or mine.is_hidden or len(ranked) < 2:
        return ""
    low, high = _ends(mine.final)
    best = 1 + sum(_ends(one)[0] > high for one in ranked)
    last = len(ranked) - sum(_ends(one)[1] < low for one in ranked)
    if best == last:
        return tr("place {place} of {all}").format(place=best, all=len(ranked))
    return tr("place {best} to {last} of {all}").format(best=best, last=last, all=len(ranked))


def _ends(one: Estimate) -> tuple[float, float]:
    return one.low or 0.0, LARGEST if one.high is None else one.high


def _row(key: str, name: str, one: Scores, found: Results, words: ResultWords, *, rank: str) -> SheetRow:
    is_person = one in found.people
    why = words.too_few(one, found) if is_person else ""
    note = ", ".join(part for part in (words.reviews(one.reviews), rank or why) if part)
    if one.is_hidden:
        hidden = SheetCell(text=words.formats.number(None), words=why)
        return SheetRow(key=key, name=name, note=note, cells=(hidden,) * len(_SCORES), tip=f"{name}: {why}")
    clean = (words.range(one.clean, times=100), words.families(one))
    failed = tr("%Ln without a score", one.no_score) if one.no_score else ""
    cells = (
        SheetCell(text=words.mean(one.final), unit=PERCENT if one.final.value is not None else "", note=failed),
        SheetCell(text=words.range(one.final)),
        SheetCell(text=words.mean(one.passed, times=100), unit=PERCENT, note=words.range(one.passed, times=100)),
        SheetCell(text=words.mean(one.clean, times=100), unit=PERCENT, note=" · ".join(filter(None, clean))),
        SheetCell(text=words.mean(one.raw), unit=PERCENT if one.raw.value is not None else ""),
    )
    return SheetRow(key=key, name=name, note=note, cells=cells, tip=", ".join(part for part in (name, note) if part))


def _score_columns() -> tuple[SheetColumn, ...]:
    likely = tr("Where the true value lies in 95 of 100 cases")
    return (
        SheetColumn(key="final", title=tr("Final"), share=2, least=22, tip=tr("With critical errors counted")),
        SheetColumn(key="likely", title=tr("True value likely"), share=2, least=28, tip=likely),
        SheetColumn(key="passed", title=tr("Passed"), share=2, least=26),
        SheetColumn(key="clean", title=tr("No critical error"), share=3, least=30, rank=1),
        SheetColumn(key="raw", title=tr("Raw"), share=1, least=18, rank=2, tip=tr("As if no error were critical")),
    )


# ------------------------------------------------------------ criteria
def _criteria(found: Results, names: ResultNames, words: ResultWords) -> Table:
    has_cards = len({one.card for one in found.criteria}) > 1
    rows, opens = [], {}
    for number, one in enumerate(found.criteria):
        name, key = names.criterion(one.card, one.criterion), str(number)
        card = names.cards.get(one.card, one.card) if has_cards else ""
        rated = tr("%Ln times rated", one.mean.n)
        few = "" if one.is_ranked or not one.mean.n else tr("too few to rank")
        note = ", ".join(part for part in (card, rated, few) if part)
        rows.append(SheetRow(key=key, name=name, note=note, cells=_criterion_cells(one, names, words), tip=name))
        opens[key] = Opens(name=name, by=ResultsBy.CRITERION, of=one.criterion, parts=_CRITERION, card=one.card)
    return Table(columns=_criterion_columns(), rows=tuple(rows), opens=opens)


def _criterion_cells(one: CriterionResult, names: ResultNames, words: ResultWords) -> tuple[SheetCell, ...]:
    number = words.formats.number
    causes = [f"{names.causes.get(key, key)} {number(n)}" for key, n in one.causes.items()]
    return (
        SheetCell(text=words.mean(one.mean), unit=PERCENT if one.mean.value is not None else ""),
        SheetCell(text=words.range(one.mean)),
        SheetCell(
            text=words.mean(one.low, times=100),
            unit=PERCENT if one.low.value is not None else "",
            note=words.range(one.low, times=100),
        ),
        SheetCell(text=causes[0] if causes else "", note=", ".join(causes[1:]), words=", ".join(causes)),
        SheetCell(text=number(one.not_applicable)),
        SheetCell(text=number(one.unseen)),
    )


def _criterion_columns() -> tuple[SheetColumn, ...]:
    seen = tr("What the review was made from could not show it")
    causes = tr("Reviewers give a root cause to ratings of half of the scale or less, such as Partly")
    return (
        SheetColumn(key="mean", title=tr("Mean"), share=1, least=18, tip=tr("In per cent of its scale")),
        SheetColumn(key="likely", title=tr("True value likely"), share=2, least=28),
        SheetColumn(key="low", title=tr("Below half"), share=2, least=26, tip=tr("Rated below half of its scale")),
        SheetColumn(key="causes", title=tr("Causes of half or less"), share=4, least=34, rank=1, tip=causes),
        SheetColumn(key="na", title=tr("N/A"), share=1, least=14, rank=2, is_trailing=True),
        SheetColumn(key="unseen", title=tr("Unseen"), share=1, least=16, rank=2, is_trailing=True, tip=seen),
    )
