"""The parts of reports on quality: scores with their doubt, people, criteria, the trend, causes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from csops.domain.reports import (
    Cell,
    Column,
    ColumnKind,
    Definition,
    Definitions,
    Fact,
    Facts,
    Section,
    Table,
    Text,
)
from csops.domain.review_behind import ResultsBy
from csops.domain.review_changes import ScoreChange
from csops.domain.review_estimates import Estimate
from csops.domain.review_links import Effect, Link
from csops.domain.review_results import CriterionResult, Scores
from csops.domain.reviews import Purpose
from csops.services.review_changes import Before
from csops.services.review_results import Results

_SOURCE = "csops, docs/quality.md"
_SHARE, _NUMBER, _COUNT = ColumnKind.SHARE, ColumnKind.NUMBER, ColumnKind.INTEGER
WORDS = Definitions(
    entries=(
        Definition(
            term="Score",
            definition="Weight of each criterion times what its rating is worth, over the weight that was rated: what "
            "is not applicable leaves with its weight. Final: after critical errors.",
            source=_SOURCE,
        ),
        Definition(
            term="Critical error",
            definition="A rating worth less than half on a critical criterion: the review fails, and by its family the "
            "final score, or its section, is 0.",
            source=_SOURCE,
        ),
        Definition(
            term="From, to",
            definition="95 % interval: of means by Student's t, of shares by Wilson; contacts of a sample weigh as "
            "many as they stand for. Groups whose intervals overlap are not told apart.",
            source=_SOURCE,
        ),
        Definition(
            term="Limits",
            definition="Where the share that failed (p chart) and low ratings for each card seen (u chart) of a week "
            "or month lie by chance alone, exact (binomial, Poisson) and wider where fewer were reviewed; none where "
            "it holds fewer than five reviews. What lies outside differs by more than chance.",
            source=_SOURCE,
        ),
        Definition(
            term="Before",
            definition="The same length of time just before the period. The difference has a 95 % interval that comes "
            "of those of both (Zou & Donner 2008, Statistics in Medicine 27, p. 1693); as before: it holds 0, so that "
            "chance alone may do that.",
            source=_SOURCE,
        ),
        Definition(
            term="Too few",
            definition="With fewer reviews than the settings ask for nobody is ranked, and with fewer still the "
            "figures of a person are hidden from others.",
            source=_SOURCE,
        ),
        Definition(
            term="Which reviews count",
            definition="Sent reviews of fair samples. What was picked because it went wrong, calibrations, checks and "
            "self-reviews say nothing of a person's average.",
            source=_SOURCE,
        ),
    )
)


@dataclass(frozen=True, kw_only=True)
class Names:
    """What things are called: members, channels, topics by id as text; cards by key; criteria by card and key."""

    members: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[tuple[str, str], str] = field(default_factory=dict)
    causes: Mapping[str, str] = field(default_factory=dict)

    def criterion(self, card: str, key: str) -> str:
        """Return the name of a criterion as the newest version of its card has it."""
        return self.criteria.get((card, key), key)


def overview(found: Results, before: Before | None = None) -> Facts:
    """Return the figures that a reader should see first, and how they stand to the same length of time before."""
    whole = found.whole

    def against(key: str, *, times: float = 1) -> str:
        if before is None or whole.is_hidden or not whole.final.n:
            return ""
        if before.whole.is_hidden:
            return "; before: of people with too few to show"
        return f"; {change_words(before.changes(whole)[key], times=times)}"

    hidden = f"Hidden below {found.fewest_to_show} scores" if whole.is_hidden else ""
    return Facts(
        title="At a glance",
        facts=(
            Fact(
                name="Mean score",
                value=whole.final.value,
                unit="points",
                decimals=1,
                note=hidden or interval(whole.final) + against("final"),
            ),
            Fact(
                name="Before critical errors",
                value=whole.raw.value,
                unit="points",
                decimals=1,
                note=hidden or _families(whole),
            ),
            Fact(
                name="Reviews that passed",
                value=whole.passed.value,
                kind=_SHARE,
                decimals=0,
                note=hidden or interval(whole.passed, share=True) + against("passed", times=100),
            ),
            Fact(
                name="Without critical error",
                value=whole.clean.value,
                kind=_SHARE,
                decimals=0,
                note=hidden or interval(whole.clean, share=True) + against("clean", times=100),
            ),
            Fact(name="Reviews sent", value=whole.reviews, kind=_COUNT, note=_left_out(found)),
        ),
    )


def interval(found: Estimate, *, share: bool = False) -> str:
    """Return the interval of an estimate in words, with the number it rests on."""
    if found.value is None:
        return "No review yet"
    if found.low is None or found.high is None:
        return f"n = {found.n}; too few for an interval"
    if share:
        return f"95 %: {100 * found.low:.0f} to {100 * found.high:.0f} %, n = {found.n}"
    return f"95 %: {found.low:.1f} to {found.high:.1f}, n = {found.n}"


def change_words(change: ScoreChange, *, times: float = 1) -> str:
    """Return how a figure stands to the same length of time before; of too few that it cannot be told."""
    if change.too_few or change.amount is None or change.low is None or change.high is None:
        return f"too few to tell a change (n = {change.before.n} before)"
    amount, low, high = (times * value for value in (change.amount, change.low, change.high))
    said = f"{amount:+.1f} points, {low:.1f} to {high:.1f} likely, n = {change.before.n} before"
    return f"against before {said}" if change.is_clear else f"as before ({said})"


def _families(whole: Scores) -> str:
    found = [f"{n} {family}" for family, n in (whole.families or {}).items() if n]
    return f"Critical errors: {', '.join(found)}" if found else "No critical error"


def _left_out(found: Results) -> str:
    parts = [f"{n} of other purposes ({purpose.value})" for purpose, n in found.left_out.items()]
    if found.withheld.whole and not found.whole.is_hidden:
        parts.append(f"{found.withheld.whole} of people with fewer than {found.fewest_to_show} scores, sent too")
    if found.unsent:
        parts.append(f"{found.unsent} finished and not sent")
    parts += [f"{one.drawn - one.reviewed} that wait of a draw of {one.drawn}" for one in found.under_way]
    own = ". What waits of the reader's own contacts is told of in no draw" if found.under_way else ""
    return f"Left out: {'; '.join(parts)}{own}" if parts else "All that were sent in the period"


_PURPOSES = {
    Purpose.FAIR: "fair samples",
    Purpose.RISK: "picked by risk",
    Purpose.CHOSEN: "picked by hand",
}


def chosen(found: Results, card: str) -> Iterator[Section]:
    """Yield what was chosen, where it is not all fair reviews; `card`: the name of the one scorecard."""
    said = []
    if card:
        said.append(f"Only reviews with the scorecard {card}.")
    if found.purposes != (Purpose.FAIR,):
        words = ", ".join(_PURPOSES.get(one, one.value) for one in found.purposes)
        said.append(f"Which reviews count: {words}. With others than of fair samples none stands for more than itself.")
    if said:
        yield Text(title="What was chosen", paragraphs=tuple(said))


def not_shown(found: Results, *, viewer: str) -> Iterator[Section]:
    """Yield what this viewer does not see, in words."""
    lines = []
    if not found.sees_all:
        lines.append(f"{viewer} sees own reviews alone; supervisors and up see everybody's.")
    hidden = sum(one.is_hidden for one in found.people)
    if hidden:
        lines.append(
            f"Figures of {hidden} with fewer than {found.fewest_to_show} scores are hidden, and their reviews are in "
            "no sheet of this report. In other figures they count only among others like them, where nobody's can be "
            f"worked out: {_withheld(found)}."
        )
    if lines:
        yield Text(title="What is not shown", paragraphs=tuple(lines))


_NAMED_OTHERWISE = {ResultsBy.CRITERION, ResultsBy.CAUSE}  # causes are counted criterion by criterion


def _withheld(found: Results) -> str:
    left = {
        "all together": found.withheld.whole,
        "the trend": found.withheld.trend,
        **{f"{by.value}s": n for by, n in found.withheld.by.items() if by not in _NAMED_OTHERWISE},
        "criteria": found.withheld.by.get(ResultsBy.CRITERION, 0),
        "what came of the contacts": found.withheld.linked,
    }
    said = [f"{n} not in {what}" for what, n in left.items() if n]
    return ", ".join(said) or "they are in all of them"


def without(number: int) -> str:
    """Return what a note says of reviews that are left out of a table, after a full stop; empty where none is."""
    reviews = "1 review of a person" if number == 1 else f"{number} reviews of people"
    return f". Without {reviews} with too few scores: a figure would tell of them" if number else ""


# ------------------------------------------------------------ groups
def people(found: Results, names: Names) -> Table:
    """Return the scores of the people, with what is too few said so."""
    return _groups(found.people, names.members, key="people", title="People", head="Person", note=_ranked_words(found))


def _ranked_words(found: Results) -> str:
    return (
        f"By mean; with fewer than {found.fewest_to_rank} scores too few to rank, with fewer than "
        f"{found.fewest_to_show} hidden. Where intervals overlap, the difference may be chance"
    )


def splits(found: Results, names: Names) -> Iterator[Table]:
    """Yield the scores by channel, topic, scorecard and reviewer."""
    for key, title, by, groups, called in (
        ("channels", "Channels", ResultsBy.CHANNEL, found.channels, names.channels),
        ("topics", "Topics", ResultsBy.TOPIC, found.topics, names.topics),
        ("cards", "Scorecards", ResultsBy.CARD, found.cards, names.cards),
        ("reviewers", "Reviewers", ResultsBy.REVIEWER, found.reviewers, names.members),
    ):
        if groups and not (key == "reviewers" and not found.sees_all):
            head = title.removesuffix("s")
            note = f"Mean score of sent reviews{without(found.withheld.by.get(by, 0))}"
            yield _groups(groups, called, key=key, title=title, head=head, note=note)


def _groups(groups: Iterable[Scores], names: Mapping[str, str], *, key: str, title: str, head: str, note: str) -> Table:
    columns = (
        Column(key="name", title=head, width=26),
        Column(key="n", title="Reviews", kind=_COUNT),
        Column(key="mean", title="Mean score", kind=_NUMBER, decimals=1),
        Column(key="low", title="From", kind=_NUMBER, decimals=1),
        Column(key="high", title="To", kind=_NUMBER, decimals=1),
        Column(key="passed", title="Passed", kind=_SHARE, decimals=0),
        Column(key="passed_low", title="Passed from", kind=_SHARE, decimals=0),
        Column(key="passed_high", title="Passed to", kind=_SHARE, decimals=0),
        Column(key="clean", title="No critical error", kind=_SHARE, decimals=0),
        Column(key="clean_low", title="No error from", kind=_SHARE, decimals=0),
        Column(key="says", title="Remark", width=16),
    )
    return Table(key=key, title=title, columns=columns, rows=tuple(_group(one, names) for one in groups), note=note)


def _group(one: Scores, names: Mapping[str, str]) -> tuple[Cell, ...]:
    name = names.get(one.key, "No longer known" if one.key not in {"", "None"} else "None")
    if one.is_hidden:
        return (name, *(None,) * 9, "too few to show")
    final = one.final
    says = "" if one.is_ranked else "too few to rank"
    passed, clean = one.passed, one.clean
    shares = (passed.value, passed.low, passed.high, clean.value, clean.low)
    return (name, one.reviews, final.value, final.low, final.high, *shares, says)


# ------------------------------------------------------------ criteria and causes
def criteria(found: Results, names: Names, *, title: str = "Criteria", of_one: bool = False) -> Table:
    """Return what the reviews say of each criterion, the weakest first.

    `of_one`: of one person, who is seldom rated often enough to rank in a quarter: then by mean alone, how sure or not.
    """
    columns = (
        Column(key="card", title="Scorecard", width=20),
        Column(key="criterion", title="Criterion", width=30),
        Column(key="mean", title="Mean", unit="%", kind=_NUMBER, decimals=1),
        Column(key="low", title="From", kind=_NUMBER, decimals=1),
        Column(key="high", title="To", kind=_NUMBER, decimals=1),
        Column(key="n", title="Rated", kind=_COUNT),
        Column(key="below", title="Below half", kind=_SHARE, decimals=0),
        Column(key="na", title="N/A", kind=_COUNT),
        Column(key="unseen", title="Unseen", kind=_COUNT),
        Column(key="says", title="Remark", width=16),
    )
    few = "few ratings" if of_one else "too few to rank"
    rows = tuple(
        (
            names.cards.get(one.card, one.card),
            names.criterion(one.card, one.criterion),
            one.mean.value,
            one.mean.low,
            one.mean.high,
            one.mean.n,
            one.low.value,
            one.not_applicable,
            one.unseen,
            "" if one.is_ranked else few,
        )
        for one in (sorted(found.criteria, key=_by_mean) if of_one else found.criteria)
    )
    order = "by mean; where intervals overlap, the order may be chance" if of_one else _RANKED_FIRST
    return Table(
        key="criteria",
        title=title,
        columns=columns,
        rows=rows,
        note=f"In percent of its scale, with 95 % intervals; {order}. N/A: not applicable; unseen: what the review was "
        f"made from could not show it{without(found.withheld.by.get(ResultsBy.CRITERION, 0))}",
    )


_RANKED_FIRST = "the weakest first, those rated too seldom to rank after them"


def _by_mean(one: CriterionResult) -> tuple[bool, float]:
    return (one.mean.value is None, one.mean.value or 0.0)


def causes(found: Results, names: Names) -> Iterator[Table]:
    """Yield why ratings were half of their scale or less, where reviewers said so."""
    rows = [
        (
            names.causes.get(cause, cause),
            names.cards.get(one.card, one.card),
            names.criterion(one.card, one.criterion),
            n,
        )
        for one in found.criteria
        for cause, n in one.causes.items()
    ]
    if rows:
        columns = (
            Column(key="cause", title="Root cause", width=30),
            Column(key="card", title="Scorecard", width=20),
            Column(key="criterion", title="Criterion", width=30),
            Column(key="n", title="Ratings of half or less", kind=_COUNT),
        )
        ordered = tuple(sorted(rows, key=lambda row: (-row[3], row)))
        note = f"As reviewers said{without(found.withheld.by.get(ResultsBy.CRITERION, 0))}"
        yield Table(key="causes", title="Why ratings were low", columns=columns, rows=ordered, note=note)


# ------------------------------------------------------------ links
_EFFECTS = {
    Effect.CSAT: "Satisfaction (CSAT)",
    Effect.REPEAT: "Came again",
    Effect.CONCESSIONS: "Given to make good",
}


def came_of_it(found: Iterable[Link], *, currency: str, withheld: int = 0) -> Table:
    """Return how contacts that passed and those that failed differ in what came of them.

    `withheld`: so many reviews are left out, or it would tell of single people.
    """
    columns = (
        Column(key="what", title="What came of it", width=24),
        Column(key="unit", title="Unit", width=8),
        Column(key="passed", title="Passed", kind=_NUMBER, decimals=2),
        Column(key="n_passed", title="Number passed", kind=_COUNT),
        Column(key="failed", title="Failed", kind=_NUMBER, decimals=2),
        Column(key="n_failed", title="Number failed", kind=_COUNT),
        Column(key="difference", title="Difference", kind=_NUMBER, decimals=2),
        Column(key="low", title="From", kind=_NUMBER, decimals=2),
        Column(key="high", title="To", kind=_NUMBER, decimals=2),
        Column(key="says", title="Remark", width=16),
    )
    note = (
        "CSAT: mean in percent of its scale; given: cost; both of each case once. Came again: percent of contacts. "
        f"Who differs may differ otherwise{without(withheld)}"
    )
    rows = tuple(_came(one, currency) for one in found)
    return Table(key="links", title="What came of the contacts", columns=columns, rows=rows, note=note)


def _came(one: Link, currency: str) -> tuple[Cell, ...]:
    """Return a row in the unit that a reader knows from the screen."""
    times = 100 if one.effect is Effect.REPEAT else 1
    passed, failed, difference, low, high = (
        None if value is None else times * value
        for value in (one.passed.value, one.failed.value, one.difference, one.low, one.high)
    )
    if low == high:  # all that is known is alike: that is no certainty
        low = high = None
    unit = currency if one.effect is Effect.CONCESSIONS else "%"
    says = "too few" if one.too_few else "more than chance" if one.is_clear else "may be chance"
    name = _EFFECTS[one.effect]
    return (name, unit, passed, one.passed.n, failed, one.failed.n, difference, low, high, says)
