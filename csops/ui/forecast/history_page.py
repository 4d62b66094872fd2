"""History: the days that the forecast learns from, what looks wrong in them, and what a person says of them."""

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.channels import Channel
from csops.domain.day_marks import DayMark, MarkKind
from csops.domain.draft_forms import record_form
from csops.domain.histories import ChannelHistory, Finding, Odd
from csops.services.day_marks import close_days, mark_days, unmark
from csops.services.forecast import Log, read_log
from csops.ui.desk import Desk, Said
from csops.ui.forecast import history_words
from csops.ui.forecast.day_lines import DayLine, DayLines, Deed
from csops.ui.forecast.grounds import Grounds, failure
from csops.ui.forecast.mark_form import MarkForm
from csops.ui.forecast.wording import tr
from csops.ui.forecast.work import look_back
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.cards import Card
from csops.ui.kit.chart_fan import FanChart
from csops.ui.kit.charts import FanData
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Action
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page, scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane

KINDS = frozenset({Kind.CONTACT, Kind.CHANNEL, Kind.SETTING, Kind.IMPORT, Kind.DAY_MARK})
MOST_SHOWN = 12
RECENT, EVER = "recent", "ever"
_RECENT_DAYS = 130
_CHART_HEIGHT = 232
_NOTHING = FanData(title="", starts=(), names=(), history=())


class HistoryPage(Page):
    """One channel's days; what is said of them changes what is forecast, never what was logged."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=tr("Forecast"), parent=parent)
        self.desk = desk
        self.history: ChannelHistory | None = None
        self.form: MarkForm | None = None
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._key = ""
        self._channels: tuple[Channel, ...] = ()
        self.may_plan = desk.workspace.may(Permission.PLAN)
        self.channel = ChoiceField(desk.themes, label=self.tr("Channel"), typed=False)
        reaches = (Option(key=RECENT, text=self.tr("Half a year")), Option(key=EVER, text=self.tr("All days")))
        self.reach = Segmented(desk.themes, reaches, name=self.tr("How far back"))
        self.chart = FanChart(desk.themes, _NOTHING)
        self.found, self.marks = DayLines(desk.themes), DayLines(desk.themes)
        self.column = QVBoxLayout()
        self.stack = Grounds(desk.themes, self._laid_out())
        self.body.addWidget(self.stack)
        self._connect()
        self._refresher = Refresher(self, desk.live, KINDS, self.refresh)
        self.refresh()

    def add_card(self, card: QWidget) -> None:
        """Put a card of somebody else below those of this page."""
        self.column.insertWidget(self.column.count() - 1, card)

    # ------------------------------------------------------------ reading
    def refresh(self) -> None:
        """Read the log anew and look back at its days, off the window's thread."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: read_log(workspace),
            then=self._look_back,
            failed=self._failed,
            key=("history log", id(self)),
            lane=Lane.LONG_READS,
        )

    def _look_back(self, log: Log) -> None:
        there = {*log.contacts.channel.tolist(), *log.files}
        self._channels = tuple(channel for channel in log.channels if channel.id in there)
        if log.first_day is None or log.last_day is None or not self._channels:
            self._show_empty()
            return
        keys = [channel.key for channel in self._channels]
        self._key = self._key if self._key in keys else keys[0]
        self.channel.set_choices([Choice(key=one.key, text=one.name) for one in self._channels])
        self.channel.choose(self._key)
        self.desk.tasks.run(
            Lane.PROCESS,
            partial(look_back, log, self._channels[keys.index(self._key)]),
            then=self._show,
            failed=self._failed,
            key=("history", id(self)),
        )

    def _show(self, found: ChannelHistory) -> None:
        self.clear_banner()
        self.history = found
        self._draw()
        self._show_findings(found)
        self._show_marks(found)
        days = tr("%Ln open days", len(found.came))
        self.set_head(subtitle=self.tr("{channel}, {days}").format(channel=found.channel.name, days=days))
        self.stack.show_content()

    def _draw(self) -> None:
        if self.history is not None:
            days = _RECENT_DAYS if self.reach.key() == RECENT else None
            self.chart.show_data(history_words.chart(self.history, self._formats, days=days))

    def _show_findings(self, found: ChannelHistory) -> None:
        newest = sorted(found.findings, key=lambda each: each.last_day, reverse=True)
        lines = []
        for each in newest[:MOST_SHOWN]:
            days, said = history_words.finding(each, self._formats)
            lines.append(DayLine(days=days, said=said, deeds=self._deeds(each)))
        more = len(newest) - MOST_SHOWN
        none = self.tr(
            "Nothing looks wrong: no gap, no day beyond what chance explains, none against the opening hours"
        )
        if not found.usual:
            none = self.tr("Too little history to tell what is usual: no gap, and no day against the opening hours")
        self.found.show_lines(lines, foot=tr("%Ln more, older ones", more) if more > 0 else "" if lines else none)

    def _deeds(self, found: Finding) -> tuple[Deed, ...]:
        if not self.may_plan:
            return ()
        event = Deed(words=self.tr("Event\u2026"), run=lambda: self._open_form(self._said(found, MarkKind.EVENT)))
        leave = Deed(words=self.tr("Leave out"), run=lambda: self._keep(self._said(found, MarkKind.LEFT_OUT)))
        closed = Deed(words=self.tr("It was closed"), run=lambda: self._close(found))
        real = Deed(words=self.tr("Ordinary"), run=lambda: self._keep(self._said(found, MarkKind.ORDINARY)))
        deeds = {
            Odd.HIGH: (event, leave, real),
            Odd.LOW: (event, leave, closed, real),
            Odd.EMPTY: (leave, closed, real),
            Odd.MISSING: (leave, closed, real),
            Odd.OUTSIDE: (real,),
        }.get(found.odd, ())
        may_close = self.desk.workspace.may(Permission.SETTINGS)
        return tuple(deed for deed in deeds if deed is not closed or may_close)

    def _show_marks(self, found: ChannelHistory) -> None:
        lines = []
        for each in sorted(found.marks, key=lambda mark: mark.first_day, reverse=True):
            days, said = history_words.mark(each, found, self._formats)
            lines.append(DayLine(days=days, said=said, deeds=self._mark_deeds(each)))
        none = self.tr(
            "Say when a campaign, a sale or a failure was or will be: its effect is measured on the days that were, "
            "and counted on those to come. A day that was is picked in the chart, by a click or with Enter"
        )
        self.marks.show_lines(lines, foot="" if lines else none)

    def _mark_deeds(self, mark: DayMark) -> tuple[Deed, ...]:
        if not self.may_plan:
            return ()
        return (
            Deed(words=self.tr("Change"), icon="pencil", run=lambda: self._open_form(mark)),
            Deed(words=self.tr("Remove"), icon="trash-2", run=lambda: self._unmark(mark)),
        )

    # ------------------------------------------------------------ acting
    def begin_event(self, day: date | None = None) -> None:
        """Open the form for an event on a day; today without one."""
        on = day or self._today()
        channel_id = self.history.channel.id if self.history else None
        self._open_form(DayMark(first_day=on, last_day=on, kind=MarkKind.EVENT, channel_id=channel_id))

    def _said(self, found: Finding, kind: MarkKind) -> DayMark:
        # What is missing is missing on every channel; an outlier is one of its own.
        every = found.odd is Odd.MISSING or self.history is None
        channel_id = None if every or self.history is None else self.history.channel.id
        return DayMark(first_day=found.first_day, last_day=found.last_day, kind=kind, channel_id=channel_id)

    def _open_form(self, mark: DayMark) -> None:
        known = sorted({each.name for each in (self.history.marks if self.history else ()) if each.name})
        self.form = MarkForm(
            self.themes,
            self.window(),
            mark=mark,
            channels=self._channels,
            known=known,
            today=self._today,
            formats=self._formats,
        )
        about = record_form(Kind.DAY_MARK, mark.id, "mark") if mark.id else f"day_mark.{mark.first_day}"
        KeptTyping(self.desk, self.form, self.form.typed(), form=about)
        self.form.save_wanted.connect(partial(self._keep_from, self.form))
        self.form.closed.connect(self.form.deleteLater)
        self.form.open()

    def _keep_from(self, form: MarkForm, mark: DayMark) -> None:
        self._keep(mark, form=form)

    def _keep(self, mark: DayMark, *, form: MarkForm | None = None) -> None:
        workspace, formats = self.desk.workspace, self._formats
        days = history_words.span(mark.first_day, mark.last_day, formats)
        said = {
            MarkKind.EVENT: self.tr("{name} noted on {days}").format(name=mark.name, days=days),
            MarkKind.LEFT_OUT: self.tr("{days}: not learned from").format(days=days),
            MarkKind.ORDINARY: self.tr("{days}: ordinary").format(days=days),
        }
        self.desk.act(
            lambda: mark_days(workspace, mark=mark),
            then=lambda _kept: form.finish() if form is not None else None,
            failed=form.explain if form is not None else self._failed,
            said=Said(text=said[mark.kind]),
        )

    def _unmark(self, mark: DayMark) -> None:
        workspace = self.desk.workspace
        days = history_words.span(mark.first_day, mark.last_day, self._formats)
        self.desk.act(
            lambda: unmark(workspace, mark_id=mark.id),
            failed=self._failed,
            said=Said(text=self.tr("{days}: counts as before").format(days=days)),
        )

    def _close(self, found: Finding) -> None:
        workspace = self.desk.workspace
        days = history_words.span(found.first_day, found.last_day, self._formats)
        self.desk.act(
            lambda: close_days(workspace, first_day=found.first_day, last_day=found.last_day),
            failed=self._failed,
            said=Said(text=self.tr("{days}: closed, by the opening hours too").format(days=days)),
        )

    # ------------------------------------------------------------ what surrounds it
    def _today(self) -> date:
        return self.desk.workspace.now().astimezone(self._formats.zone).date()

    def _chosen(self) -> None:
        if self.channel.key() and self.channel.key() != self._key:
            self._key = self.channel.key()
            self.refresh()

    def _picked(self, step: int) -> None:
        if self.may_plan and self.chart.data.starts:
            self.begin_event(self.chart.data.starts[step])

    def _connect(self) -> None:
        self.channel.edited.connect(self._chosen)
        self.reach.chosen.connect(lambda _key: self._draw())
        self.chart.picked.connect(self._picked)
        self.chart.files = self.desk.files
        self.chart.save_failed.connect(self._failed)
        if self.may_plan:
            new = Action(self.tr("New event"), icon_name="plus", run=self.begin_event, parent=self)
            self.set_top_actions([new])

    def _laid_out(self) -> QWidget:
        Spacing(self.themes, self.column, margins=(6, 4, 6, 6), gap=4)
        head = QHBoxLayout()
        head.addWidget(self.channel, 1)
        head.addStretch(1)
        head.addWidget(self.reach, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(head)
        chart = Card(self.themes)
        chart.body.addWidget(self.chart)
        self.chart.setFixedHeight(self.themes.current.px(_CHART_HEIGHT))
        self.column.addWidget(chart)
        for title, lines in ((self.tr("To look at"), self.found), (self.tr("Said of days"), self.marks)):
            card = Card(self.themes, title=title, padded=False)
            Spacing(self.themes, card.body, margins=(5, 0, 5, 4))
            card.body.addWidget(lines)
            self.column.addWidget(card)
        self.column.addStretch(1)
        return scrolling(self.column)

    def _show_empty(self) -> None:
        self.history = None
        self.set_head(subtitle="")
        may_import = self.desk.workspace.may(Permission.IMPORT)
        self.stack.show_too_little(
            0,
            action=self.tr("Import a log or a report") if may_import else "",
            run=lambda: self.wanted.emit("import", {"choose": True}),
        )

    def _failed(self, error: Exception) -> None:
        self.show_banner(failure(self.themes, error, self.refresh))
