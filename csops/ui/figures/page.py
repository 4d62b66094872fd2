"""All figures of a period, and the page of each: what it is, how sure that is, how it changed, what is behind it."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission, roles_with
from csops.domain.changes import Kind
from csops.domain.kpi_figures import By, KpiGroup
from csops.services import kpi
from csops.services.metrics import metrics
from csops.ui.desk import Desk
from csops.ui.figures.choice import Asked, FigureChoice
from csops.ui.figures.metric_view import BACKLOG, MetricView
from csops.ui.figures.plain import beside_heads
from csops.ui.figures.reading import Reading
from csops.ui.figures.rows import FigureRows
from csops.ui.keys import shortcuts_of
from csops.ui.kit.cards import Card, EmptyState
from csops.ui.kit.controls import Action, IconButton, Role
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.sheet import FigureSheet
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane
from csops.ui.kit.waiting import Skeleton
from csops.ui.kpis.behind import Leading
from csops.ui.kpis.words import FigureWords
from csops.ui.preferences import Preferences

KINDS = frozenset(
    {Kind.CONTACT, Kind.CASE, Kind.IMPORT, Kind.SETTING, Kind.CHANNEL, Kind.TOPIC, Kind.MEMBER, Kind.CUSTOMER}
    | {Kind.SURVEY_ANSWER, Kind.PURCHASE, Kind.ESCALATION, Kind.REVIEW, Kind.SAMPLE}
)
"""What figures are made of."""


class FiguresPage(Page):
    """The list of figures, and the page of one of them.

    It can be asked {"figure": key}, an empty key for the list, and {"asked": Asked}.
    """

    kinds: ClassVar[frozenset[Kind]] = KINDS

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Figures"), parent=parent)
        self.desk, self.preferences = desk, preferences
        self.formats = Formats(zone=desk.team.calendar.tz)
        self.words = FigureWords(self.formats, currency=desk.team.shop.currency)
        self.key = ""
        self.choice = FigureChoice(desk, preferences=preferences, formats=self.formats)
        self.sheet = FigureSheet(desk.themes, name=self.tr("Figures"), heading=self.tr("Figure"))
        self.sheet.set_heading(self.tr("Figure"), *beside_heads())
        self.one = MetricView(desk, self.words, metrics())
        self.reading, self.leading = Reading(desk, self), Leading(desk, self)
        self._lay_out()
        self._add_actions()
        self._connect()
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

    def _connect(self) -> None:
        self.choice.changed.connect(self.refresh)
        self.sheet.picked.connect(lambda key, _column: self.show_figure(key))
        self.back.clicked.connect(lambda: self.show_figure(""))
        self.one.figure_wanted.connect(self.show_figure)
        self.one.behind_wanted.connect(self._show_behind)
        self.one.part_wanted.connect(self._show_part)
        self.one.count_wanted.connect(self._show_count)
        self.one.band_wanted.connect(lambda band: self.wanted.emit("contacts", {"age_band": band}))
        self.leading.wanted.connect(self.wanted)
        self.leading.named.connect(self.one.explained.show_who)
        self.reading.empty.connect(self._show_empty)
        self.reading.read.connect(self._show)
        self.reading.drawn.connect(self._show_lines)
        self.reading.failed.connect(self._explain)
        self.desk.team_changed.connect(self._team_changed)
        leave = QAction(self)
        leave.setShortcut(QKeySequence("Esc"))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.triggered.connect(lambda: self.show_figure(""))
        self.one.addAction(leave)

    # ------------------------------------------------------------ what is shown
    def refresh(self) -> None:
        """Read the figures anew; what there is stays until they have come."""
        asked = self.choice.asked()
        if asked is not None:
            self.reading.ask(asked, by=asked.by or (By.CHANNEL if self.key else None))

    def show_figure(self, key: str) -> None:
        """Show the page of a figure, or with an empty key the list."""
        before, self.key = self.key, key if key in metrics() else ""
        self.is_alone = bool(self.key)
        self.back.setVisible(self.is_alone)
        found = self.reading.found
        is_split = found is not None and found.now.by is not None
        asked = self.choice.asked()
        if found is None or asked is None or (self.key and not is_split):
            self.refresh()
        else:
            self._draw(asked)
        if not self.key and before:
            self.sheet.choose(before)
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.key:
            self.one.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, asked: Asked) -> None:
        if asked == self.choice.asked():
            self._draw(asked)

    def _show_lines(self, asked: Asked) -> None:
        self._show(asked)

    def _draw(self, asked: Asked) -> None:
        found, lines = self.reading.found, self.reading.lines
        if found is None:
            return
        if self.key in found.now.figures:
            self.one.show_figure(self.key, found, asked)
            if lines is not None:
                self.one.show_lines(lines, asked)
            if self.key == BACKLOG:
                self._ask_days(found.now.first_day, found.now.last_day)
            self._stack.setCurrentWidget(self.one)
        else:
            made = FigureRows(self.words, metrics(), clock=asked.clock)
            if asked.by is None:
                self.sheet.show_rows(made.columns(), made.compared(found, lines))
            else:
                self.sheet.show_rows(made.split_columns(found), made.split(found))
            self._stack.setCurrentWidget(self._card)
        self._say_head(found.now.first_day, found.now.last_day)

    def _ask_days(self, first: date, last: date) -> None:
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: kpi.backlog_days(workspace, first_day=first, last_day=last),
            then=self.one.show_days,
            failed=self._explain,
            key=("backlog days", id(self)),
            lane=Lane.LONG_READS,
        )

    def _show_empty(self) -> None:
        self._stack.setCurrentWidget(self.empty)
        self.set_head(title=self.tr("Figures"), subtitle="")

    def _say_head(self, first: date, last: date) -> None:
        name = metrics()[self.key].full_name if self.key else self.tr("Figures")
        days = self.tr("{first} to {last}").format(
            first=self.formats.day(first, year=first.year != last.year), last=self.formats.day(last, year=True)
        )
        self.set_head(title=name, subtitle=" \u00b7 ".join([days, *self._only_mine()]))

    def _only_mine(self) -> list[str]:
        """Say why there is one row where figures are split by person, to whom those of others are not shown."""
        asked = self.choice.asked()
        if asked is None or asked.by is not By.PERSON or self.desk.workspace.may(Permission.PERSONS):
            return []
        roles = ", ".join(role.value.replace("_", " ") for role in roles_with(Permission.PERSONS))
        return [self.tr("yours alone, those of others are for: {roles}").format(roles=roles)]

    def _explain(self, error: Exception) -> None:
        told = words(error)
        if not self.choice.explain(told.field, told.sentence):
            self.desk.failed.emit(error)

    def _team_changed(self) -> None:
        self.formats.zone = self.desk.team.calendar.tz
        self._refresher.ask()

    # ------------------------------------------------------------ leading on
    def ask(self, question: object) -> None:
        """Take the question with which another place sent the person here."""
        asked = question if isinstance(question, Mapping) else {}
        if isinstance(wanted := asked.get("asked"), Asked):
            self.choice.show_asked(wanted)
            self.refresh()
        if "figure" in asked:
            self.show_figure(str(asked["figure"]))

    def _show_behind(self, group: KpiGroup | None) -> None:
        found = self.reading.found
        if found is None:
            return
        first, last, name = found.now.first_day, found.now.last_day, metrics()[self.key].name
        if group is None:
            self.leading.show(self.key, name=name, first_day=first, last_day=last)
        else:
            of, by = group.id, found.now.by
            named = self.tr("{figure}: {group}").format(figure=name, group=group.name)
            self.leading.show(self.key, name=named, first_day=first, last_day=last, by=by, of=of)

    def _show_part(self, first: date, last: date) -> None:
        name = metrics()[self.key].name
        named = self.tr("{figure}, {first} to {last}").format(
            figure=name, first=self.formats.day(first), last=self.formats.day(last)
        )
        self.leading.show(self.key, name=named, first_day=first, last_day=last)

    def _show_count(self, part: str, said: str) -> None:
        found = self.reading.found
        if found is not None:
            named = self.tr("{figure}: {group}").format(figure=metrics()[self.key].name, group=said)
            first, last = found.now.first_day, found.now.last_day
            self.leading.show(self.key, name=named, part=part, first_day=first, last_day=last)

    def export(self) -> None:
        """Have the service report of these days written as a workbook."""
        found = self.reading.found
        if found is not None:
            days = {"first_day": found.now.first_day, "last_day": found.now.last_day}
            self.wanted.emit("reports", {"report": "service", **days, "export": ".xlsx"})

    def copy(self) -> None:
        """Put what is shown on the clipboard as a table."""
        (self.one.split if self.key else self.sheet).copy()

    # ------------------------------------------------------------ the page itself
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the figures take the keys."""
        super().focusInEvent(event)
        target = self.one if self.key else self.sheet
        (target if target.isVisible() else self.choice.quick).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_actions(self) -> None:
        actions = [Action(self.tr("Copy as table"), icon_name="copy", run=self.copy, parent=self)]
        if self.desk.workspace.may(Permission.EXPORT):
            keys = shortcuts_of(self.preferences).keys("export")
            said = self.tr("Export to Excel")
            actions.insert(0, Action(said, icon_name="file-spreadsheet", keys=keys, run=self.export, parent=self))
        self.set_top_actions(actions)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(6, 4, 6, 4), gap=4)
        head = QHBoxLayout()
        Spacing(self.themes, head, gap=3)
        self.back = IconButton(self.themes, "arrow-left", name=self.tr("All figures"), role=Role.PLAIN)
        self.back.hide()
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.choice, 1)
        self._card = Card(self.themes, padded=False)
        self._card.body.addWidget(self.sheet)
        self.empty = EmptyState(
            self.themes,
            icon="gauge",
            title=self.tr("Nothing to count yet"),
            why=self.tr(
                "Each figure of the metric dictionary will stand here, with what it rests on and how sure it is. "
                "They come from the contacts that you log or import"
            ),
            action=self.tr("Log a contact"),
            run=lambda: self.wanted.emit("log", {}),
        )
        self._waiting = Skeleton(self.themes, rows=12)
        self._stack = QStackedWidget()
        for widget in (self._waiting, self._card, self.one, self.empty):
            self._stack.addWidget(widget)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.body.addLayout(column)
