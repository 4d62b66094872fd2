"""The map of people needed beside a roster: corner marks where too few are on it, and the view of the differences."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from csops.domain.cover import Cover
from csops.domain.requirement import IntervalNeed
from csops.services.week_roster import WeekRoster
from csops.ui.forecast import cells
from csops.ui.forecast.figures import Cells
from csops.ui.forecast.wording import tr
from csops.ui.kit.charts import HeatCell, HeatData, HeatTone, Tip
from csops.ui.kit.formats import Formats

Covers = Mapping[datetime, Cover]


def beside(data: HeatData, places: Cells, covers: Covers, formats: Formats, *, only_gap: bool) -> HeatData:
    """Return the map with what a roster says of it; `only_gap` prints the differences in place of the people needed."""
    rows = tuple(
        tuple(
            None if cell is None else _cell(cell, places[row, column], covers, formats, only_gap=only_gap)
            for column, cell in enumerate(line)
        )
        for row, line in enumerate(data.cells)
    )
    found = [covers[need.starts_at].difference for need in places.values()]
    short, over = sum(each < 0 for each in found), sum(each > 0 for each in found)
    return replace(
        data,
        cells=rows,
        totals=tuple(_total(places, covers, row, formats) for row in range(len(data.cells)))
        if only_gap
        else data.totals,
        totals_name=tr("Missing") if only_gap else data.totals_name,
        short_words=short_words(short, over, only_gap=only_gap),
    )


def _cell(cell: HeatCell, need: IntervalNeed, covers: Covers, formats: Formats, *, only_gap: bool) -> HeatCell:
    cover = covers[need.starts_at]
    words = f"{cell.words}, {on_roster(cover, formats)}"
    if not only_gap:
        return replace(cell, words=words, is_short=cover.difference < 0)
    tone = HeatTone.SHORT if cover.difference < 0 else HeatTone.OVER if cover.difference > 0 else HeatTone.EVEN
    return replace(
        cell,
        number=cover.difference,
        text=formats.number(cover.difference, signed=True) if cover.difference else "0",
        words=words,
        is_short=cover.difference < 0,
        tone=tone,
    )


def _total(places: Cells, covers: Covers, row: int, formats: Formats) -> str:
    """Hours of people missing on a day: those too many at another time do not make up for them."""
    missing = sum(
        max(0.0, covers[need.starts_at].needed - covers[need.starts_at].there) * need.length_s / 3600
        for (at, _column), need in places.items()
        if at == row
    )
    if missing < 0.05:
        return "0"
    return formats.number(-missing, decimals=0 if float(missing).is_integer() else 1)


def short_words(short: int, over: int, *, only_gap: bool) -> str:
    """Say what the corner mark means and how often it stands, and how often there are more than needed."""
    if not only_gap:
        return tr("Fewer on the roster than needed (%Ln half hours)", short) if short else ""
    few = tr("%Ln half hours too few", short) if short else tr("Nowhere too few")
    many = tr("%Ln half hours more than needed", over) if over else tr("nowhere more than needed")
    return f"{few}, {many}"


def on_roster(cover: Cover, formats: Formats) -> str:
    """Say how many a roster brings beside those needed."""
    there = formats.number(cover.there, decimals=0 if float(cover.there).is_integer() else 1)
    if cover.difference < 0:
        return tr("{there} on the roster: {missing} too few").format(there=there, missing=_missing(cover, formats))
    if cover.difference > 0:
        more = formats.number(cover.difference)
        return tr("{there} on the roster: {more} more than needed").format(there=there, more=more)
    return tr("{there} on the roster").format(there=there)


def _missing(cover: Cover, formats: Formats) -> str:
    missing = cover.needed - cover.there
    return formats.number(missing, decimals=0 if float(missing).is_integer() else 1)


def sentence(need: IntervalNeed, cover: Cover, formats: Formats) -> str:
    """Say of one half hour who is on the roster and who is needed."""
    said = tr("{when}: {needed} needed, {roster}")
    return said.format(
        when=cells.when(need, formats), needed=formats.number(cover.needed), roster=on_roster(cover, formats)
    )


def tip(found: Tip, need: IntervalNeed, cover: Cover, roster: WeekRoster, formats: Formats) -> Tip:
    """Return the card of a cell with what the roster says of it."""
    lines = [(tr("On the roster"), on_roster(cover, formats))]
    if cover.needed != need.agents:
        said = tr("{needed}: {share} of planned time is lost unplanned")
        share = formats.share(roster.unplanned_share)
        lines.append((tr("Needed on it"), said.format(needed=formats.number(cover.needed), share=share)))
    return replace(found, lines=(*found.lines, *lines))


def named(roster: WeekRoster | None) -> str:
    """Say which roster the map is held against."""
    if roster is None:
        return tr("No plan for this week yet")
    return tr("draft of the shifts") if roster.is_draft else tr("published shifts")
