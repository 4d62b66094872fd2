"""Results in rows: people, reviewers, channels, topics and cards with their scores; criteria, the weakest first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
        """Return the reviews behind the number in a column; of who is hidden all of them, for no part is told."""
        if self.is_hidden:
            return Which(by=self.by, of=self.of)
        return Which(by=self.by, of=self.of, part=self.parts[min(max(column, 0), len(self.parts) - 1)])


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns and rows, and what each row opens, by its key; `beside` heads what rows say beside their names."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    opens: dict[str, Opens]
    beside: tuple[str, ...] = ()


_RANKED, _TOO_FEW, _HIDDEN = range(3)  # tiers: however the rows are sorted, who cannot be compared stands last
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
        said = rank_words(groups, number, by) or _few(one, by, found, words)
        rows.append(_row(str(number), name, one, words, said=said))
        opens[str(number)] = Opens(name=name, by=by, of=one.key, parts=_SCORES, is_hidden=one.is_hidden)
    return Table(columns=_score_columns(), rows=tuple(rows), opens=opens, beside=(tr("Reviews"), tr("Note")))


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


def _few(one: Scores, by: ResultsBy, found: Results, words: ResultWords) -> str:
    """Return why a group is not compared with the others; causes are there for how often each was given."""
    if by is ResultsBy.PERSON:
        return words.too_few(one, found)
    return "" if one.is_ranked or by is ResultsBy.CAUSE else tr("too few to rank")


def _row(key: str, name: str, one: Scores, words: ResultWords, *, said: str) -> SheetRow:
    note = ", ".join(part for part in (words.reviews(one.reviews), said) if part)
    beside = (one.reviews, said)
    if one.is_hidden:
        cells = (SheetCell(text=words.formats.number(None), words=said),) * len(_SCORES)
        return SheetRow(key=key, name=name, note=note, cells=cells, tip=f"{name}: {said}", tier=_HIDDEN, values=beside)
    clean, families = words.range(one.clean, times=100), words.families(one)
    failed = tr("%Ln without a score", one.no_score) if one.no_score else ""
    cells = (
        replace(score_cell(one.final, words), note=failed),
        range_cell(one.final, words),
        share_cell(one.passed, words),
        replace(
            share_cell(one.clean, words),
            note=" · ".join(part for part in (clean, families) if part),
            values=(*numbers(one.clean, times=100), families),
        ),
        score_cell(one.raw, words),
    )
    tip = ", ".join(part for part in (name, note) if part)
    tier = _RANKED if one.is_ranked or not said else _TOO_FEW
    return SheetRow(key=key, name=name, note=note, cells=cells, tip=tip, tier=tier, values=beside)


def score_cell(one: Estimate, words: ResultWords) -> SheetCell:
    """Return the cell of a score, or of the mean of a criterion."""
    return SheetCell(text=words.mean(one), unit=_percent(one), values=numbers(one)[:1])


def range_cell(one: Estimate, words: ResultWords) -> SheetCell:
    """Return the cell of where a true value lies."""
    return SheetCell(text=words.range(one), values=numbers(one)[1:])


def share_cell(one: Estimate, words: ResultWords) -> SheetCell:
    """Return the cell of a share, with where it lies below."""
    sure = words.range(one, times=100)
    return SheetCell(text=words.mean(one, times=100), unit=_percent(one), note=sure, values=numbers(one, times=100))


def numbers(one: Estimate, *, times: float = 1) -> tuple[float | None, ...]:
    """Return value and ends of an estimate as they are copied and sorted by: two places, more than what is shown."""
    return tuple(None if value is None else round(times * value, 2) for value in (one.value, one.low, one.high))


def _percent(one: Estimate) -> str:
    return PERCENT if one.value is not None else ""


def _score_columns() -> tuple[SheetColumn, ...]:
    likely, counted = tr("Where the true value lies in 95 of 100 cases"), tr("With critical errors counted")
    final, passed, clean, raw = tr("Final"), tr("Passed"), tr("No critical error"), tr("Raw")
    harmed = tr("Critical errors")
    return (
        SheetColumn(key="final", title=final, share=2, least=22, tip=counted, copied=(in_percent(final),)),
        SheetColumn(key="likely", title=tr("True value likely"), share=2, least=28, tip=likely, copied=from_to(final)),
        SheetColumn(key="passed", title=passed, share=2, least=26, copied=(in_percent(passed), *from_to(passed))),
        SheetColumn(
            key="clean",
            title=clean,
            share=3,
            least=40,
            rank=1,
            copied=(in_percent(clean), *from_to(clean), harmed),
        ),
        SheetColumn(
            key="raw",
            title=raw,
            share=1,
            least=18,
            rank=2,
            tip=tr("As if no error were critical"),
            copied=(in_percent(raw),),
        ),
    )


def in_percent(title: str) -> str:
    """Return the head of copied values in per cent."""
    return tr("{column}, %").format(column=title)


def from_to(title: str) -> tuple[str, str]:
    """Return the heads of both ends of where a true value lies, in per cent."""
    return tr("{column} likely from, %").format(column=title), tr("{column} likely to, %").format(column=title)


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
        cells, tier = _criterion_cells(one, names, words), _RANKED if one.is_ranked else _TOO_FEW
        values = (one.mean.n, card, few)
        rows.append(SheetRow(key=key, name=name, note=note, cells=cells, tip=name, tier=tier, values=values))
        opens[key] = Opens(name=name, by=ResultsBy.CRITERION, of=one.criterion, parts=_CRITERION, card=one.card)
    beside = (tr("Times rated"), tr("Scorecard"), tr("Note"))
    return Table(columns=_criterion_columns(), rows=tuple(rows), opens=opens, beside=beside)


def _criterion_cells(one: CriterionResult, names: ResultNames, words: ResultWords) -> tuple[SheetCell, ...]:
    number = words.formats.number
    causes = [f"{names.causes.get(key, key)} {number(n)}" for key, n in one.causes.items()]
    said, given = ", ".join(causes), sum(one.causes.values())
    return (
        score_cell(one.mean, words),
        range_cell(one.mean, words),
        share_cell(one.low, words),
        SheetCell(
            text=causes[0] if causes else "", note=", ".join(causes[1:]), words=said, values=(given or None, said)
        ),
        SheetCell(text=number(one.not_applicable), values=(one.not_applicable,)),
        SheetCell(text=number(one.unseen), values=(one.unseen,)),
    )


def _criterion_columns() -> tuple[SheetColumn, ...]:
    seen = tr("What the review was made from could not show it")
    why = tr("Reviewers give a root cause to ratings of half of the scale or less, such as Partly")
    mean, low, causes, unseen = tr("Mean"), tr("Below half"), tr("Causes of half or less"), tr("Unseen")
    return (
        SheetColumn(
            key="mean", title=mean, share=1, least=18, tip=tr("In per cent of its scale"), copied=(in_percent(mean),)
        ),
        SheetColumn(key="likely", title=tr("True value likely"), share=2, least=28, copied=from_to(mean)),
        SheetColumn(
            key="low",
            title=low,
            share=2,
            least=26,
            tip=tr("Rated below half of its scale"),
            copied=(in_percent(low), *from_to(low)),
        ),
        SheetColumn(
            key="causes",
            title=causes,
            share=4,
            least=34,
            rank=1,
            tip=why,
            copied=(tr("Causes given"), causes),
        ),
        SheetColumn(
            key="na", title=tr("N/A"), share=1, least=14, rank=2, is_trailing=True, copied=(tr("Not applicable"),)
        ),
        SheetColumn(
            key="unseen", title=unseen, share=1, least=16, rank=2, is_trailing=True, tip=seen, copied=(unseen,)
        ),
    )
