"""Recoveries: whether customers stayed and how they answered later, with what each taught, by cause."""

from collections.abc import Mapping
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.lines import Order
from csops.domain.recovery_lines import RecoveryLine, RecoveryQuestion, RecoverySummary
from csops.domain.recovery_outcomes import Stay
from csops.services import exports, recovery_list
from csops.ui.customers.recovery_columns import (
    CAUSE,
    SORT,
    STAY,
    TIME,
    question_of,
    recovery_columns,
    recovery_figures,
    recovery_filters,
)
from csops.ui.customers.searched_table import SearchedTable
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Card, EmptyState, KpiTile
from csops.ui.kit.controls import Action, Button
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.preferences import Preferences

REMEMBERED = "customers.recoveries"


class RecoveriesPage(Page):
    """The tab *Recoveries* of the place Customers. `ask` takes {"stay", "cause", "sort", "time"} as the filters do."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.RECOVERY, Kind.RECOVERY_STEP, Kind.SURVEY_ANSWER, Kind.CUSTOMER, Kind.CASE, Kind.PURCHASE, Kind.SETTING}
    )

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__(desk.themes, title=desk.tr("Customers"))
        self.desk, themes = desk, desk.themes
        self._asked = RecoveryQuestion()
        self.tiles: list[KpiTile] = []
        self.list = SearchedTable(
            desk,
            preferences,
            name=self.tr("Recoveries"),
            columns=recovery_columns(self.formats),
            remembered=REMEMBERED,
            order=(("started_at", True),),
            placeholder=self.tr("Search in lessons, cases and customers"),
            filters=recovery_filters(),
        )
        self.reading = Card(themes)
        self.lesson, self.about = (
            Text(themes, wrap=True),
            Text(themes, font="small", colour="text.secondary", wrap=True),
        )
        self._lay_out()
        export = Action(self.tr("Export"), icon_name="file-spreadsheet", run=self.export, parent=self)
        export.setEnabled(desk.workspace.may(Permission.EXPORT))
        self.set_top_actions([export])
        self._connect()
        self._ask_anew()

    # ------------------------------------------------------------ what is shown
    def ask(self, question: object) -> None:
        """Show the recoveries that another place asks for."""
        asked: Mapping[str, Any] = question if isinstance(question, Mapping) else {}
        chosen = {key: (str(value),) for key, value in asked.items() if key in {STAY, CAUSE, SORT, TIME}}
        if chosen:
            self.list.filters.set_chosen(chosen)
            self._ask_anew()

    def refresh(self) -> None:
        """Read again what is shown; ticks, current row and place stay."""
        self.list.model.refresh()
        workspace, question = self.desk.workspace, self._asked
        self.desk.ask(
            lambda: recovery_list.recovery_summary(workspace, question=question),
            then=self._take,
            key=("recovery summary", id(self)),
        )

    def formats(self) -> Formats:
        """Return how figures and days are written in the shop's zone as it is now."""
        return Formats(zone=ZoneInfo(self.desk.team.shop.zone))

    def _ask_anew(self) -> None:
        workspace = self.desk.workspace
        question = question_of(self.list.filters.chosen(), words=self.list.search.text(), now=workspace.now())
        self._asked = question

        def fetch(offset: int, limit: int, order: Order) -> list[RecoveryLine]:
            return recovery_list.recovery_lines(workspace, question=question, order=order, offset=offset, limit=limit)

        self.list.show_answers(fetch=fetch, count=lambda: recovery_list.count_recoveries(workspace, question=question))
        self.refresh()

    def _take(self, found: RecoverySummary) -> None:
        figures = recovery_figures(found, self.formats())
        if not self.tiles:
            for key, figure in figures:
                tile = KpiTile(self.themes, figure)
                tile.opened.connect(lambda key=key: self._open_tile(key))
                self.tiles.append(tile)
                self._tiles.addWidget(tile, 1)
        for tile, (_key, figure) in zip(self.tiles, figures, strict=True):
            tile.show_figure(figure)

    def _open_tile(self, key: str) -> None:
        """Show what is behind a tile: who stayed or is lost, or the low answers."""
        chosen: dict[str, tuple[str, ...]] = {STAY: (Stay.STAYED.value, Stay.LOST.value)} if key == STAY else {}
        self.list.filters.set_chosen({SORT: ("low",)} if key == SORT else chosen)
        self._ask_anew()

    def _counted(self, total: int) -> None:
        self.list.show_total(total, self.tr("%Ln recoveries", "", total), is_narrowed=not self._asked.is_empty)
        self._head.setVisible(bool(total))
        self.set_head(subtitle=self.tr("{number} shown").format(number=self.locale().toString(total)))

    def _show_current(self, line: RecoveryLine | None) -> None:
        self.reading.setVisible(line is not None)
        if line is not None:
            self.lesson.say(line.learnt or self.tr("No lesson was noted"))
            told = self.tr("Told to {who}").format(who=line.informed) if line.informed else ""
            about = (self.tr("Case {id}").format(id=line.case_id), line.cause_note, told)
            self.about.say(" · ".join(filter(None, about)))
            self._customer.setEnabled(line.customer_id is not None)

    # ------------------------------------------------------------ deeds
    def open_line(self, line: RecoveryLine) -> None:
        """Show the case of a recovery."""
        self.wanted.emit("contacts", {"case_id": line.case_id})

    def _open_current(self, *, customer: bool) -> None:
        line = self.list.view.current_record()
        if isinstance(line, RecoveryLine) and customer:
            self.wanted.emit("customers", {"customer_id": line.customer_id})
        elif isinstance(line, RecoveryLine):
            self.open_line(line)

    def export(self) -> None:
        """Write what is shown into a file."""
        kinds = self.tr("Workbook (*.xlsx);;Text (*.csv);;Pages (*.pdf)")
        path = self.desk.files.ask_save(
            self.window(), self.tr("Export recoveries"), purpose=Purpose.EXPORT, name="recoveries.xlsx", kinds=kinds
        )
        if path is None:
            return
        workspace, question = self.desk.workspace, self._asked
        self.desk.export(
            lambda _progress: exports.export(
                workspace, report=recovery_list.recoveries_report(workspace, question=question), path=path
            ),
            words=self.tr("Exporting recoveries to {file}").format(file=path.name),
            then=lambda written: self.desk.said.emit(
                Said(text=self.tr("Recoveries exported to {file}").format(file=written.file.name), can_undo=False)
            ),
        )

    # ------------------------------------------------------------ inside
    def _connect(self) -> None:
        self.list.view.opened.connect(self.open_line)
        self.list.view.opened_beside.connect(self.open_line)
        self.list.view.current_changed.connect(self._show_current)
        self.list.view.filter_wanted.connect(lambda _key: self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.list.model.counted.connect(self._counted)
        self.list.asked_anew.connect(self._ask_anew)
        self._case.clicked.connect(lambda: self._open_current(customer=False))
        self._customer.clicked.connect(lambda: self._open_current(customer=True))
        self._refresher = Refresher(self, self.desk.live, self.kinds, self.refresh)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        self._head = QWidget()
        self._tiles = QHBoxLayout(self._head)
        Spacing(themes, self._tiles, margins=(5, 4, 6, 2), gap=4)
        deeds = QHBoxLayout()
        self._case = Button(themes, self.tr("Open case"), compact=True, icon_name="messages-square")
        self._customer = Button(themes, self.tr("Open customer"), compact=True, icon_name="user-round")
        Spacing(themes, deeds, margins=(0, 1, 0, 0), gap=2)
        deeds.addWidget(self._case)
        deeds.addWidget(self._customer)
        deeds.addStretch(1)
        self.reading.setAccessibleName(self.tr("The lesson"))
        self.reading.body.addWidget(self.lesson)
        self.reading.body.addWidget(self.about)
        self.reading.body.addLayout(deeds)
        self.reading.hide()
        self.list.add_below(self.reading)
        self.list.stand_in(nothing=self._nothing(), no_match=self._no_match())
        self.body.addWidget(self._head)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            self.themes,
            icon="heart-handshake",
            title=self.tr("No recoveries yet"),
            why=self.tr(
                "A case becomes one in its part Recovery. Here stands what came of each: whether the customer stayed, "
                "how they answered later, and what was learnt"
            ),
            action=self.tr("Go to the cases"),
            run=lambda: self.wanted.emit("contacts", {}),
        )

    def _no_match(self) -> EmptyState:
        return EmptyState(
            self.themes,
            icon="search-x",
            title=self.tr("No such recovery"),
            why=self.tr("No recovery fits the filters and the words"),
            action=self.tr("Show all recoveries"),
            run=self.list.show_all,
        )
