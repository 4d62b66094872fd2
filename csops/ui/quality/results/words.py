"""How results are written: scores and shares with their doubt, and why a figure is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csops.domain.review_behind import Part, ResultsBy, Which
from csops.domain.review_draws import UnderWay
from csops.domain.review_estimates import Estimate
from csops.domain.review_links import Effect
from csops.domain.review_results import Scores
from csops.domain.reviews import Purpose
from csops.services.review_results import Results
from csops.services.settings import Team
from csops.ui.kit.formats import Formats
from csops.ui.quality.cards.card_words import family_words
from csops.ui.quality.wording import tr

_MOST_DRAWS = 2
PERCENT = "%"


@dataclass(frozen=True, kw_only=True)
class ResultNames:
    """What cards, criteria (by card and key) and root causes are called."""

    cards: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[tuple[str, str], str] = field(default_factory=dict)
    causes: Mapping[str, str] = field(default_factory=dict)

    def criterion(self, card: str, key: str) -> str:
        """Return the name of a criterion; of one that is on no card any more its key."""
        return self.criteria.get((card, key), key)


class ResultWords:
    """Writes results as the person reads them."""

    def __init__(self, formats: Formats, *, currency: str) -> None:
        self.formats, self.currency = formats, currency

    # ------------------------------------------------------------ estimates
    def score(self, value: float | None) -> str:
        """Return a score of 0 to 100, or a share in per cent: with one decimal each, so that columns line up."""
        return self.formats.number(value, decimals=1)

    def mean(self, found: Estimate, *, times: float = 1) -> str:
        """Return the value of an estimate."""
        return self.score(None if found.value is None else times * found.value)

    def range(self, found: Estimate, *, times: float = 1) -> str:
        """Return where the true value may lie; empty where that cannot be told."""
        if found.low is None or found.high is None:
            return ""
        said = tr("{low} to {high} %")
        low, high = (self.formats.number(times * end) for end in (found.low, found.high))
        return said.format(low=low, high=high)

    def brief_range(self, found: Estimate, *, times: float = 1) -> str:
        """Return it with how many it rests on, for where there is little room."""
        if found.low is None or found.high is None:
            return ""
        low, high, n = (self.formats.number(value) for value in (times * found.low, times * found.high, found.n))
        return tr("{low}–{high} %, n {number}").format(low=low, high=high, number=n)

    def reviews(self, number: int) -> str:
        """Return how many reviews a value rests on."""
        return tr("%Ln reviews", number)

    def families(self, scores: Scores) -> str:
        """Return whom critical errors harmed, in how many reviews, most first."""
        counted = sorted((scores.families or {}).items(), key=lambda each: -each[1])
        return ", ".join(f"{family_words(family)} {self.formats.number(n)}" for family, n in counted)

    def amount(self, effect: Effect, value: float | None, *, signed: bool = False) -> str:
        """Return what came of contacts: an answer in per cent, a share, or money for each."""
        if value is None:
            return self.formats.number(None)
        if effect is Effect.CONCESSIONS:
            said = self.formats.money(value, self.currency)
            return f"+{said}" if signed and value > 0 else said
        size = 100 * value if effect is Effect.REPEAT else value
        unit = tr("pts") if signed else PERCENT
        return f"{self.formats.number(size, signed=signed)} {unit}"

    def between(self, effect: Effect, low: float | None, high: float | None, *, signed: bool = False) -> str:
        """Return where the true value may lie; empty where that cannot be told, as where all that is known is alike."""
        if low is None or high is None or low == high:
            return ""
        ends = (self.amount(effect, end, signed=signed) for end in (low, high))
        return tr("{low} to {high}").format(**dict(zip(("low", "high"), ends, strict=True)))

    # ------------------------------------------------------------ sentences
    def left_out(self, found: Results) -> str:
        """Return which reviews of the period do not count here, and why."""
        said = []
        for purpose, number in found.left_out.items():
            sentence = {
                Purpose.FAIR: tr("%Ln reviews of fair samples", number),
                Purpose.RISK: tr("%Ln reviews picked because something went wrong", number),
                Purpose.CHOSEN: tr("%Ln reviews picked by hand", number),
            }.get(purpose)
            if sentence:
                said.append(sentence)
        parts = [tr("Left out: {reviews}").format(reviews=", ".join(said))] if said else []
        if found.withheld.whole:
            parts.append(
                tr(
                    "%Ln reviews of people with too few count in no figure of all, which would tell of them",
                    found.withheld.whole,
                )
            )
        if found.unsent:
            parts.append(tr("%Ln reviews are not sent yet and count nowhere", found.unsent))
        parts += map(self._under_way, found.under_way[:_MOST_DRAWS])
        if more := found.under_way[_MOST_DRAWS:]:
            parts.append(tr("%Ln more draws are reviewed in part", len(more)))
        if found.under_way:  # said of every draw: nobody learns whether it holds one of theirs
            parts.append(tr("Your own contacts are left out of a draw here until their review is sent"))
        if set(found.purposes) - {Purpose.FAIR}:
            parts.append(tr("With picked reviews this is no picture of all contacts"))
        return ". ".join(parts)

    def _under_way(self, one: UnderWay) -> str:
        """Return how far a draw is."""
        number, made = self.formats.number, self.formats.day(one.made_at.astimezone(self.formats.zone).date())
        return tr("Draw of {day}: {reviewed} of {drawn} reviewed").format(
            day=f"{made} ({one.name})" if one.name else made, reviewed=number(one.reviewed), drawn=number(one.drawn)
        )

    def too_few(self, scores: Scores, found: Results) -> str:
        """Return why a person is not compared, or not shown; empty where they are."""
        if scores.is_hidden:
            return tr("Hidden below %Ln scores", found.fewest_to_show)
        return "" if scores.is_ranked else tr("Too few to rank, it takes %Ln", found.fewest_to_rank)


def withheld_words(number: int) -> str:
    """Return how many reviews stand in no row, and why; empty where all do."""
    return tr("Without %Ln reviews of people with too few: a figure would tell of them", number) if number else ""


def effect_words(effect: Effect) -> str:
    """Return what came of contacts."""
    return {
        Effect.CSAT: tr("Satisfaction (CSAT)"),
        Effect.REPEAT: tr("Customer came again"),
        Effect.CONCESSIONS: tr("Given to make good"),
    }[effect]


def by_words(by: ResultsBy) -> str:
    """Return what results are split by."""
    return {
        ResultsBy.PERSON: tr("People"),
        ResultsBy.REVIEWER: tr("Reviewers"),
        ResultsBy.CHANNEL: tr("Channels"),
        ResultsBy.TOPIC: tr("Topics"),
        ResultsBy.CARD: tr("Scorecards"),
        ResultsBy.CRITERION: tr("Criteria"),
        ResultsBy.CAUSE: tr("Root causes"),
    }[by]


def one_of_words(by: ResultsBy) -> str:
    """Return what one row of a split is."""
    return {
        ResultsBy.PERSON: tr("Person"),
        ResultsBy.REVIEWER: tr("Reviewer"),
        ResultsBy.CHANNEL: tr("Channel"),
        ResultsBy.TOPIC: tr("Topic"),
        ResultsBy.CARD: tr("Scorecard"),
        ResultsBy.CRITERION: tr("Criterion"),
        ResultsBy.CAUSE: tr("Root cause"),
    }[by]


def group_name(by: ResultsBy | None, key: str, team: Team, names: ResultNames) -> str:
    """Return what a group is called."""
    if by is ResultsBy.CARD:
        return names.cards.get(key, key)
    if by is ResultsBy.CAUSE:
        return names.causes.get(key, key)
    number = int(key) if key.isdigit() else None
    found = {
        ResultsBy.PERSON: team.member,
        ResultsBy.REVIEWER: team.member,
        ResultsBy.CHANNEL: team.channel,
        ResultsBy.TOPIC: team.topic,
    }[by or ResultsBy.PERSON](number)
    return found.name if found else tr("Without one")


def part_words(which: Which) -> str:
    """Return which reviews of a group are meant; empty for all of them."""
    if which.family:
        return tr("critical error: {family}").format(family=family_words(which.family))
    return {
        Part.PASSED: tr("passed"),
        Part.FAILED: tr("failed"),
        Part.CLEAN: tr("without critical error"),
        Part.CRITICAL: tr("with a critical error"),
        Part.NO_SCORE: tr("without a score"),
        Part.LOW: tr("below half"),
        Part.CAUSED: tr("with a root cause"),
        Part.NOT_APPLICABLE: tr("not applicable"),
        Part.UNSEEN: tr("could not be seen"),
    }.get(which.part, "")
