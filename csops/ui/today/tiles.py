"""The figures of the day as tiles, each with its line over the last weeks and the way to what it counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.cases import OPEN_STATES
from csops.domain.contacts import Direction, Result
from csops.domain.kpis import TOO_FEW_TO_JUDGE, Share, Times, differ
from csops.domain.questions import Question
from csops.services.today import OpenCases, Trend, Trends
from csops.ui.desk import Desk
from csops.ui.kit.cards import Figure, KpiTile
from csops.ui.kit.charts import SparkData
from csops.ui.kit.formats import MINUS, NO_BREAK, Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.sparkline import Sparkline
from csops.ui.kit.waiting import Waiting, figure

KEYS = ("volume", "missed", "first_response", "resolution", "open")
_HOURS_FROM_MINUTES = 120
# Pixels at 100 %: from the first on a tile has room for name and change side by side, under the second for nothing.
_WIDE, _LEAST = 204, 136
_BELOW_NAME = 32
_FEW = 3  # in the upper of two rows
_COLOURS = {"success": "success.solid", "warning": "warning.solid", "danger": "danger.solid"}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One tile: the figure in words, its line, and what it opens."""

    figure: Figure
    line: tuple[float | None, ...]
    question: Question


class Tiles(QWidget):
    """The five tiles.

    Signals:
        opened(object, str): a Question for the contacts behind a tile, and what it is called.
    """

    opened = Signal(object, str)

    def __init__(self, desk: Desk, *, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, TileWords(desk, formats=formats)
        column = QVBoxLayout(self)
        Spacing(desk.themes, column, gap=4)
        self._rows = (QHBoxLayout(), QHBoxLayout())
        for row in self._rows:
            Spacing(desk.themes, row, gap=4)
            column.addLayout(row)
        self._shown: Mapping[str, Shown] = {}
        self._in_a_row = 0
        self.tiles: dict[str, KpiTile] = {}
        self._lines: dict[str, Sparkline] = {}
        self.waiting: dict[str, Waiting] = {}
        for key in KEYS:
            tile = KpiTile(desk.themes, Figure(name=self._words.names()[key], value=formats.number(None)))
            line = Sparkline(desk.themes, SparkData(values=(), words=""))
            tile.set_sparkline(line)
            tile.opened.connect(lambda key=key: self._open(key))
            tile.setSizePolicy(
                QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
            )  # equally wide, whatever they say
            self.tiles[key], self._lines[key] = tile, line
            self.waiting[key] = Waiting(desk.themes, tile, shape=figure, top=_BELOW_NAME)
        self._arrange(len(KEYS))

    def begin_waiting(self) -> None:
        """Other figures are asked for."""
        for each in self.waiting.values():
            each.begin()

    def end_waiting(self) -> None:
        """They are there, or will not come."""
        for each in self.waiting.values():
            each.end()

    def show_trends(self, trends: Trends, cases: OpenCases) -> None:
        """Show other figures."""
        self.end_waiting()
        self._shown = self._words.shown(trends, cases)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: narrow tiles say less, and where five do not fit they stand in two rows."""
        super().resizeEvent(event)
        px, width = self._desk.themes.current.px, event.size().width()
        self._arrange(len(KEYS) if width >= px(_LEAST) * len(KEYS) else _FEW)
        for tile in self.tiles.values():
            tile.set_narrow(width < px(_WIDE) * self._in_a_row)

    def _arrange(self, in_a_row: int) -> None:
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for row in self._rows:
            while row.takeAt(0) is not None:
                pass
        for place, tile in enumerate(self.tiles.values()):
            self._rows[place // in_a_row].addWidget(tile, 1)

    def _show(self) -> None:
        for key, shown in self._shown.items():
            self.tiles[key].show_figure(shown.figure)
            colour = _COLOURS.get(shown.figure.verdict_family, "accent.solid")
            words = self.tr("{name} over time").format(name=shown.figure.name)
            self._lines[key].show_data(SparkData(values=shown.line, words=words, colour=colour))

    def _open(self, key: str) -> None:
        shown = self._shown.get(key)
        if shown is not None:
            self.opened.emit(shown.question, shown.figure.name)


class TileWords:
    """Puts the figures into words."""

    def __init__(self, desk: Desk, *, formats: Formats) -> None:
        self._desk, self._formats = desk, formats

    def names(self) -> Mapping[str, str]:
        """Return what the tiles are called."""
        return {
            "volume": tr("Contacts"),
            "missed": tr("Missed"),
            "first_response": tr("First response"),
            "resolution": tr("Resolution time"),
            "open": tr("Open cases"),
        }

    def brief_names(self) -> Mapping[str, str]:
        """Return what they are called where the change would not fit beside the name."""
        return {"first_response": tr("First reply"), "resolution": tr("Resolution"), "open": tr("Open")}

    def shown(self, trends: Trends, cases: OpenCases) -> Mapping[str, Shown]:
        """Return every tile."""
        channels = self._desk.team.channels
        immediate = tuple(channel.id for channel in channels if channel.is_immediate)
        deferred = tuple(channel.id for channel in channels if not channel.is_immediate)
        since = trends.since
        inbound = Question(directions=(Direction.IN,), since=since)
        missed = Question(directions=(Direction.IN,), since=since, results=(Result.MISSED,), channel_ids=immediate)
        replied = Question(directions=(Direction.IN,), since=since, channel_ids=deferred)
        resolved = Question(since=since, results=(Result.RESOLVED,))
        return {
            "volume": Shown(figure=self._volume(trends), line=trends.volume.line, question=inbound),
            "missed": Shown(figure=self._missed(trends.missed), line=trends.missed.line, question=missed),
            "first_response": Shown(
                figure=self._times("first_response", trends.first_response),
                line=trends.first_response.line,
                question=replied,
            ),
            "resolution": Shown(
                figure=self._times("resolution", trends.resolution), line=trends.resolution.line, question=resolved
            ),
            "open": Shown(
                figure=self._open(trends.open, cases), line=trends.open.line, question=Question(states=OPEN_STATES)
            ),
        }

    def _volume(self, trends: Trends) -> Figure:
        now, before = trends.volume.now, trends.volume.before
        judged = min(now, before) >= TOO_FEW_TO_JUDGE
        change = (now - before) / before if judged else None
        a_week = tr("About {number} a week").format(number=self._formats.number(now / trends.weeks))
        few = tr("Under one a week")
        words = tr("in {weeks} weeks").format(weeks=trends.weeks) if trends.weeks < 52 else tr("in a year")
        return Figure(
            name=self.names()["volume"],
            value=self._formats.number(now),
            unit=words,
            change=self._formats.share(change, signed=True) if change is not None else "",
            trend=_trend(change),
            verdict=a_week if now >= trends.weeks else few,
            brief_unit=tr("{weeks} wk").format(weeks=trends.weeks),
        )

    def _missed(self, missed: Trend[Share]) -> Figure:
        now, before, name = missed.now, missed.before, self.names()["missed"]
        if not now.whole:
            said = tr("No calls, chats or visits yet")
            return Figure(name=name, value=self._formats.number(None), verdict=said, brief=tr("No calls yet"))
        if now.is_too_few:
            value = tr("{part} of {whole}").format(part=now.part, whole=now.whole)
            return Figure(name=name, value=value, verdict=tr("Too few to judge"))
        change = None if before.is_too_few else ((now.value or 0) - (before.value or 0)) * 100
        words = (tr("Fewer than before"), tr("More than before"))
        brief = (tr("Fewer"), tr("More"))
        count = tr("{n} contacts").format(n=self._formats.number(now.n))
        verdict, family = _verdict(now, before, change=change, words=words, count=count)
        points = "" if change is None else self._points(change)
        return Figure(
            name=name,
            value=self._formats.number((now.value or 0) * 100, decimals=1),
            unit="%",
            change=points,
            trend=_trend(change),
            verdict=verdict,
            verdict_family=family,
            brief=_brief(family, brief) if points else count,
        )

    def _points(self, change: float) -> str:
        return tr("{change} pts").format(change=self._formats.number(change, decimals=1, signed=True))

    def _times(self, key: str, times: Trend[Times]) -> Figure:
        now, before, name = times.now, times.before, self.names()[key]
        none = {"first_response": tr("No reply yet"), "resolution": tr("None resolved yet")}
        counted = {0: none[key], 1: tr("1 case")}.get(now.n)
        count = counted or tr("{n} cases").format(n=self._formats.number(now.n))
        if now.median is None:
            return Figure(name=name, value=self._formats.number(None), verdict=count)
        in_hours = now.median >= _HOURS_FROM_MINUTES
        value, unit = self._minutes(now.median, in_hours=in_hours)
        short = tr("h") if in_hours else tr("min")
        if now.is_too_few:
            few, brief = tr("{count}, too few to judge").format(count=count), tr("Too few to judge")
            return Figure(name=name, value=value, unit=unit, verdict=few, brief=brief, brief_unit=short)
        known = before.median is not None and not before.is_too_few
        change = now.median - (before.median or 0) if known else None
        words = (tr("Faster than before"), tr("Slower than before"))
        verdict, family = _verdict(now, before, change=change, words=words, count=count)
        changed = "" if change is None else self._changed(change, in_hours=in_hours)
        return Figure(
            name=name,
            value=value,
            unit=unit,
            change=changed,
            trend=_trend(change),
            verdict=verdict,
            verdict_family=family,
            brief=_brief(family, (tr("Faster"), tr("Slower"))) if changed else count,
            brief_unit=short,
            brief_name=self.brief_names()[key],
        )

    def _minutes(self, minutes: float, *, in_hours: bool) -> tuple[str, str]:
        if in_hours:
            return self._formats.number(minutes / 60, decimals=1), tr("h median")
        return self._formats.number(minutes), tr("min median")

    def _changed(self, minutes: float, *, in_hours: bool) -> str:
        shown = self._formats.number(minutes / 60 if in_hours else minutes, decimals=int(in_hours), signed=True)
        return shown + NO_BREAK + (tr("h") if in_hours else tr("min"))

    def _open(self, trend: Trend[int], cases: OpenCases) -> Figure:
        old, change = cases.counts.by_age[-1], trend.now - trend.before
        verdict, brief = tr("None older than 7 days"), tr("None over 7 days")
        if old:
            many = self._formats.number(old)
            verdict, brief = tr("{n} older than 7 days").format(n=many), tr("{n} over 7 days").format(n=many)
        return Figure(
            name=self.names()["open"],
            value=self._formats.number(cases.counts.open),
            unit=tr("now"),
            change=self._formats.number(change, signed=True).replace("-", MINUS) if change else "",
            trend=_trend(change),
            verdict=verdict,
            verdict_family="warning" if old else "success",
            brief=brief,
            brief_name=self.brief_names()["open"],
        )


def tr(text: str) -> str:
    """Translate the words of a tile."""
    return QCoreApplication.translate("Tiles", text)


def _brief(family: str, words: tuple[str, str]) -> str:
    """Return the verdict for a narrow tile: better or worse where the change is more than chance."""
    return tr("As before") if family == "neutral" else words[0 if family == "success" else 1]


def _trend(change: float | None) -> str:
    return "" if not change else "up" if change > 0 else "down"


def _verdict(
    now: Share | Times, before: Share | Times, *, change: float | None, words: tuple[str, str], count: str
) -> tuple[str, str]:
    """Return better or worse in words where it is more than chance; fewer and faster are better here."""
    if change is None:
        return count, "neutral"  # there is no before to compare with
    if not differ(now, before):
        return tr("As before, {count}").format(count=count), "neutral"
    return (words[0], "success") if change < 0 else (words[1], "warning")
