"""The words and figures of the accuracy tab."""

from csops.domain.outlooks import ChannelOutlook
from csops.domain.predictions import Horizon, HorizonScores, Scores
from csops.domain.snapshots import DRIFT_WEEKS, Drift
from csops.services.accuracy import Judged
from csops.services.snapshots import ChannelTrack
from csops.ui.forecast.wording import method_name, miss, tr, week_of
from csops.ui.kit.formats import Formats

UNKNOWN = "\u2013"


def lesson(found: Judged, ahead: ChannelOutlook | None, formats: Formats) -> str:
    """Say what the scores teach: who was nearer by week and by day, what chance alone misses, and how it was tried.

    Args:
        found: the scores.
        ahead: the channel's outlook, of which the other tabs say the same.
        formats: how figures are written.
    """
    month = found.scores.get(Horizon.MONTH) or found.scores.get(Horizon.WEEK) or found.scores.get(Horizon.DAY)
    if month is None or month.scores.wape is None:
        return tr("Too little history to make past forecasts again")
    parts = [] if ahead is None else [miss(ahead, formats)]
    if month.scores.floor_wape is not None:
        floor = tr("Chance alone misses {floor} of a day's contacts, whoever forecasts")
        parts.append(floor.format(floor=formats.share(month.scores.floor_wape)))
    parts.append(tr("Each row makes forecasts again at past starts, and lets none of them see what came after"))
    parts.append(tr("Closed days, public holidays among them, are neither forecast nor scored"))
    if not found.is_enough:
        parts.append(tr("Under six weeks of history: not enough to tell how good this is"))
    return ". ".join(parts) + "."


def in_short() -> str:
    """Say in a line how the table is read."""
    return tr(
        "Nearer is lower: a miss of 12 % is 12 contacts in a hundred, a MASE below 1 beats repeating last week. "
        "80 % held near 80 % means that the ranges are honest"
    )


def columns_title() -> str:
    """Name what explains the columns."""
    return tr("What the columns mean")


def score_heads() -> tuple[str, ...]:
    """Return the headings of the scores."""
    return tuple(head for head, _ in explained())


def score_helps() -> tuple[str, ...]:
    """Return what each heading of the scores means, in plain words."""
    return tuple(what for _, what in explained())


def explained() -> tuple[tuple[str, str], ...]:
    """Return the headings of the scores, each with what it means in plain words."""
    return (
        (tr("Ahead"), tr("How far the forecasts looked ahead; each has the method that was the nearest so far")),
        (tr("Starts"), tr("From how many past days the forecast was made again (origins)")),
        (
            tr("Miss"),
            tr("WAPE: all that the forecast was off by, day by day, as a share of all contacts that came"),
        ),
        (
            tr("Chance"),
            tr("Noise floor: what even a perfect forecast would miss, since contacts come by chance. Few contacts a "
               "day make it high"),
        ),
        (tr("Beyond"), tr("The miss beyond chance: what a better forecast could still win")),
        (tr("Bias"), tr("Whether too much (+) or too little (-) was forecast on the whole. Near 0 is good")),
        (
            tr("MASE"),
            tr("The mean miss over how much one week usually differs from the next. Below 1 beats repeating last week"),
        ),
        (tr("Naive"), tr("The MASE of the naive guess, the same day a week before, at the same starts")),
        (tr("8 weeks"), tr("The MASE of the mean of the last eight weeks, which many tools use, at the same starts")),
        (tr("RMSSE"), tr("As MASE, with squared misses: days that were far off weigh more")),
        (
            tr("Pinball"),
            tr("How well the whole range fits, in contacts: ranges that are too wide or too narrow both cost. Lower is "
               "better"),
        ),
        (tr("80 % held"), tr("Coverage: how often the 80 % range held what came. It should be near 80 %")),
        (tr("95 % held"), tr("Coverage: how often the 95 % range held what came. It should be near 95 %")),
    )  # fmt: skip


def score_lines(found: Judged, formats: Formats) -> list[tuple[str, ...]]:
    """Return a line for each horizon: its scores, and those of both baselines."""
    return [_line(_ahead(each), found.scores[each], formats) for each in Horizon if each in found.scores]


def methods(found: Judged) -> str:
    """Say which method was the nearest, for each horizon."""
    said = [
        tr("{ahead} ahead by {method}").format(ahead=_ahead(each), method=method_name(found.scores[each].method))
        for each in Horizon
        if each in found.scores
    ]
    return tr("Nearest so far, and used: {methods}").format(methods="; ".join(said)) if said else ""


def _ahead(horizon: Horizon) -> str:
    return {Horizon.DAY: tr("1 day"), Horizon.WEEK: tr("1 week"), Horizon.MONTH: tr("4 weeks")}[horizon]


def _line(name: str, found: HorizonScores, formats: Formats) -> tuple[str, ...]:
    own = found.scores
    return (
        name,
        formats.number(own.origins),
        _share(own.wape, formats),
        _share(own.floor_wape, formats),
        _share(_beyond(own), formats),
        UNKNOWN if own.bias is None else formats.share(own.bias, decimals=1, signed=True),
        _ratio(own.mase, formats),
        _ratio(found.seasonal_naive.mase, formats),
        _ratio(found.slot_mean_8w.mase, formats),
        _ratio(own.rmsse, formats),
        _ratio(own.pinball, formats),
        _share(own.coverage80, formats),
        _share(own.coverage95, formats),
    )


def _beyond(scores: Scores) -> float | None:
    if scores.wape is None or scores.floor_wape is None:
        return None
    return max(0.0, scores.wape - scores.floor_wape)


def _share(value: float | None, formats: Formats) -> str:
    return UNKNOWN if value is None else formats.share(value)


def _ratio(value: float | None, formats: Formats) -> str:
    return UNKNOWN if value is None else formats.number(value, decimals=2)


# ------------------------------------------------------------ kept forecasts
def kept_lesson(found: ChannelTrack | None, formats: Formats) -> str:
    """Say how the kept forecasts went."""
    if found is None:
        return tr(
            "Nothing is kept yet. Publishing a plan keeps what is forecast then, and so does “Keep this forecast” now; "
            "once weeks are over, what came stands beside it here"
        )
    track = found.track
    if not track.weeks:
        return tr("%Ln forecasts are kept; no forecast week is over yet", found.snapshots)
    said = tr("%Ln weeks are over", len(track.weeks))
    parts = [said]
    if track.wape is not None:
        parts.append(tr("missed by {share} in the mean").format(share=formats.share(track.wape)))
    if track.held80 is not None and track.held80_between is not None:
        held = tr("the 80 % range held {share} of them (truly {low} to {high})")
        parts.append(
            held.format(
                share=formats.share(track.held80),
                low=formats.share(track.held80_between.low),
                high=formats.share(track.held80_between.high),
            )
        )
    return "; ".join(parts)


def week_heads() -> tuple[str, ...]:
    """Return the headings of the weeks."""
    return (tr("Week"), tr("Weeks ahead"), tr("Forecast"), tr("8 of 10 times"), tr("Came"), tr("Range held"))


def week_lines(found: ChannelTrack | None, formats: Formats) -> list[tuple[str, ...]]:
    """Return a line for each week that is over, the newest first."""
    if found is None:
        return []
    return [
        (
            week_of(week.start, formats),
            formats.number(week.weeks_ahead),
            formats.number(week.said),
            tr("{low} to {high}").format(low=formats.number(week.low80), high=formats.number(week.high80)),
            formats.number(week.came),
            tr("yes") if week.in_80 else tr("no, but 95 % did") if week.in_95 else tr("no"),
        )
        for week in reversed(found.track.weeks)
    ]


def drift(found: ChannelTrack) -> str:
    """Say that the forecast drifts, and to which side."""
    side = tr("more came") if found.track.drift is Drift.TOO_LOW else tr("fewer came")
    said = tr(
        "{channel}: in most of the last {weeks} weeks {side} than the 80 % range. Something has changed that the "
        "forecast does not know yet"
    )
    return said.format(channel=found.channel.name, weeks=DRIFT_WEEKS, side=side)
