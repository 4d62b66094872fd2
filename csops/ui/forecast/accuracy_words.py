"""The words and figures of the accuracy tab."""

from csops.domain.predictions import Horizon, HorizonScores, Scores
from csops.domain.snapshots import DRIFT_WEEKS, Drift
from csops.services.accuracy import Judged
from csops.services.snapshots import ChannelTrack
from csops.ui.forecast.wording import method_name, tr, week_of
from csops.ui.kit.formats import Formats

UNKNOWN = "\u2013"


def lesson(found: Judged, formats: Formats) -> str:
    """Say what the scores teach: how far off, beside chance and the naive guess, and who was nearer."""
    month = found.scores.get(Horizon.MONTH) or found.scores.get(Horizon.WEEK) or found.scores.get(Horizon.DAY)
    if month is None or month.scores.wape is None:
        return tr("Too little history to make past forecasts again")
    said = tr("A day's contacts were missed by {own} in the mean")
    parts = [said.format(own=formats.share(month.scores.wape))]
    if month.scores.floor_wape is not None:
        floor = tr("chance alone misses {floor}, whoever forecasts")
        parts.append(floor.format(floor=formats.share(month.scores.floor_wape)))
    naive = month.seasonal_naive.wape
    if naive is not None:
        wins = naive < month.scores.wape
        beside = (
            tr("the naive guess, the same day last week, was nearer with {naive}")
            if wins
            else tr("the naive guess, the same day last week, {naive}")
        )
        parts.append(beside.format(naive=formats.share(naive)))
    weeks = tr("Each row makes forecasts again at past starts, and lets none of them see what came after its start")
    enough = "" if found.is_enough else tr(". Under six weeks of history: a hint only")
    return f"{'; '.join(parts)}. {weeks}{enough}"


def score_heads() -> tuple[str, ...]:
    """Return the headings of the scores."""
    return (
        tr("How far ahead"),
        tr("Starts"),
        tr("Miss (WAPE)"),
        tr("Beyond chance"),
        tr("Bias"),
        tr("MASE"),
        tr("Naive"),
        tr("8-week mean"),
        tr("80 % held"),
        tr("95 % held"),
    )


def score_lines(found: Judged, formats: Formats) -> list[tuple[str, ...]]:
    """Return a line for each horizon: its method, its scores, and those of both baselines."""
    names = {Horizon.DAY: tr("1 day"), Horizon.WEEK: tr("1 week"), Horizon.MONTH: tr("4 weeks")}
    return [_line(names[each], found.scores[each], formats) for each in Horizon if each in found.scores]


def _line(name: str, found: HorizonScores, formats: Formats) -> tuple[str, ...]:
    own = found.scores
    return (
        tr("{ahead}: {method}").format(ahead=name, method=method_name(found.method)),
        formats.number(own.origins),
        _share(own.wape, formats),
        _share(_beyond(own), formats),
        UNKNOWN if own.bias is None else formats.share(own.bias, decimals=1, signed=True),
        _ratio(own.mase, formats),
        _ratio(found.seasonal_naive.mase, formats),
        _ratio(found.slot_mean_8w.mase, formats),
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
            "Nothing is kept yet. “Keep this forecast” freezes what is forecast now; once weeks are over, what came "
            "stands beside it here"
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
