"""All figures of a period: what each is, how sure that is, how it changed; one click to what is behind it."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.questions import Question
from csops.services import contacts, kpi_overview
from csops.services.kpi_overview import Compared, Lines
from csops.services.metrics import metrics
from csops.ui.desk import Desk
from csops.ui.figures.choice import Asked, FigureChoice
from csops.ui.figures.rows import FigureRows
from csops.ui.figures.sheet import FigureSheet
from csops.ui.figures.words import FigureWords
from csops.ui.keys import shortcuts_of
from csops.ui.kit.cards import Card, EmptyState
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane
from csops.ui.kit.waiting import Skeleton
from csops.ui.preferences import Preferences

KINDS = frozenset(
    {Kind.CONTACT, Kind.CASE, Kind.IMPORT, Kind.SETTING, Kind.CHANNEL, Kind.TOPIC, Kind.MEMBER, Kind.CUSTOMER}
    | {Kind.SURVEY_ANSWER, Kind.PURCHASE, Kind.ESCALATION}
)
"""What figures are made of."""


class FiguresPage(Page):
    """The list of figures, and the page of one of them.

    It can be asked {"figure": key}, {"asked": Asked} and {"list": True}.
    """

    kinds: ClassVar[frozenset[Kind]] = KINDS

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Figures"), parent=parent)
        self.desk, self.preferences = desk, preferences
        self.formats = Formats(zone=desk.team.calendar.tz)
        self.choice = FigureChoice(desk, preferences=preferences, formats=self.formats)
        self.sheet = FigureSheet(desk.themes, name=self.tr("Figures"), heading=self.tr("Figure"))
        self.found: Compared | None = None
        self._lines: Lines | None = None
        self._lay_out()
        self._add_actions()
        self.choice.changed.connect(self.refresh)
        self.sheet.picked.connect(self._open)
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        desk.team_changed.connect(self._refresher.ask)
        self.refresh()

    # ------------------------------------------------------------ reading
    def refresh(self) -> None:
        """Read the figures anew; what there is stays until they have come."""
        asked = self.choice.asked()
        if asked is None:
            return
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: contacts.count_contacts(workspace, question=Question(), most=1),
            then=partial(self._read, asked),
            failed=self._explain,
            key=("figures", id(self)),
        )

    def _read(self, asked: Asked, number: int) -> None:
        if not number:
            self._stack.setCurrentWidget(self.empty)
            self.set_head(subtitle="")
            return
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: kpi_overview.compared(workspace, first_day=asked.first_day, last_day=asked.last_day, by=asked.by),
            then=partial(self._show, asked),
            failed=self._explain,
            key=("figures", id(self)),
            lane=Lane.LONG_READS,
        )

    def _show(self, asked: Asked, found: Compared) -> None:
        self.found, self._lines = found, None
        self._draw(asked)
        self._stack.setCurrentWidget(self._card)
        first, last = found.now.first_day, found.now.last_day
        days = f"{self.formats.day(first, year=first.year != last.year)} – {self.formats.day(last, year=True)}"
        self.set_head(subtitle=days)
        if asked.by is None:
            workspace = self.desk.workspace
            self.desk.ask(
                lambda: kpi_overview.lines(workspace, first_day=asked.first_day, last_day=asked.last_day),
                then=partial(self._show_lines, asked),
                failed=self._explain,
                key=("figure lines", id(self)),
                lane=Lane.LONG_READS,
            )

    def _show_lines(self, asked: Asked, found: Lines) -> None:
        if self.choice.asked() == asked:
            self._lines = found
            self._draw(asked)

    def _draw(self, asked: Asked) -> None:
        assert self.found is not None
        words = FigureWords(self.formats, currency=self.desk.team.shop.currency)
        made = FigureRows(words, metrics(), clock=asked.clock)
        if asked.by is None:
            self.sheet.show_rows(made.columns(), made.compared(self.found, self._lines))
        else:
            self.sheet.show_rows(made.split_columns(self.found), made.split(self.found))

    def _explain(self, error: Exception) -> None:
        told = words(error)
        if not self.choice.explain(told.field, told.sentence):
            self.desk.failed.emit(error)

    # ------------------------------------------------------------ leading on
    def ask(self, question: object) -> None:
        """Take the question with which another place sent the person here."""
        asked = question if isinstance(question, Mapping) else {}
        if isinstance(wanted := asked.get("asked"), Asked):
            self.choice.show_asked(wanted)
            self.refresh()

    def _open(self, key: str, _column: int) -> None:
        self.wanted.emit("figures", {"figure": key})

    def export(self) -> None:
        """Have the service report of these days written as a workbook."""
        asked = self.choice.asked()
        if asked is not None:
            days = {"first_day": asked.first_day, "last_day": asked.last_day}
            self.wanted.emit("reports", {"report": "service", **days, "export": ".xlsx"})

    # ------------------------------------------------------------ the page itself
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the sheet takes the keys."""
        super().focusInEvent(event)
        if self.sheet.isVisible():
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choice.quick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_actions(self) -> None:
        copy = Action(self.tr("Copy as table"), icon_name="copy", run=self.sheet.copy, parent=self)
        actions = [copy]
        if self.desk.workspace.may(Permission.EXPORT):
            keys = shortcuts_of(self.preferences).keys("export")
            words = self.tr("Export to Excel")
            actions.insert(0, Action(words, icon_name="file-spreadsheet", keys=keys, run=self.export, parent=self))
        self.set_top_actions(actions)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(6, 4, 6, 4), gap=4)
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
        for widget in (self._waiting, self._card, self.empty):
            self._stack.addWidget(widget)
        column.addWidget(self.choice)
        column.addWidget(self._stack, 1)
        self.body.addLayout(column)
