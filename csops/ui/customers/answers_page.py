"""Answers of customers: scores with what they rest on, the list behind them, and each comment to read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.lines import Order
from csops.domain.survey_lines import AnswerLine, AnswerQuestion
from csops.domain.survey_scores import Score
from csops.services import exports, survey_report, surveys
from csops.ui.cases.answer_card import AnswerRow
from csops.ui.cases.answer_dialog import AnswerDialog
from csops.ui.customers.answer_columns import KIND, answer_columns, answer_filters, question_of
from csops.ui.customers.score_tiles import ScoreTiles
from csops.ui.customers.searched_table import SearchedTable
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Card, EmptyState
from csops.ui.kit.controls import Action, Button
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.preferences import Preferences

REMEMBERED = "customers.answers"


class AnswersPage(Page):
    """The tab *Answers* of the place Customers. `ask` takes {"kind": ..., "sort": ...} as the filters have them.

    With {"answer_ids": ids} it shows these alone, until something is filtered or searched for.
    """

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.SURVEY_ANSWER, Kind.FOLLOW_UP, Kind.CUSTOMER, Kind.CASE, Kind.MEMBER, Kind.SETTING}
    )

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__(desk.themes, title=desk.tr("Customers"))
        self.desk = desk
        self._asked = AnswerQuestion()
        self.tiles = ScoreTiles(desk.themes)
        self.list = SearchedTable(
            desk,
            preferences,
            name=self.tr("Answers"),
            columns=answer_columns(self.formats),
            remembered=REMEMBERED,
            order=(("asked_at", True),),
            placeholder=self.tr("Search in comments"),
            filters=answer_filters(()),
        )
        self.reading = Card(desk.themes, padded=False)
        self.row: AnswerRow | None = None
        self._lay_out()
        self._make_actions()
        self._connect()
        self._ask_anew()

    # ------------------------------------------------------------ what other places ask
    def ask(self, question: object) -> None:
        """Show the answers that another place asks for."""
        asked: Mapping[str, Any] = question if isinstance(question, Mapping) else {}
        if asked.get("answer_ids"):
            self.list.filters.set_chosen({})
            self._ask_anew(only=tuple(asked["answer_ids"]))
            return
        chosen = {key: (str(value),) for key, value in asked.items() if key in {"kind", "sort", "tag", "time"}}
        if chosen:
            self.list.filters.set_chosen(chosen)
            self._ask_anew()

    def refresh(self) -> None:
        """Read again what is shown; ticks, current row and place stay."""
        self.list.model.refresh()
        workspace, question = self.desk.workspace, self._asked
        self.desk.ask(
            lambda: (surveys.answer_scores(workspace, question=question), surveys.tags_in_use(workspace)),
            then=self._take,
            key=("answer_scores", id(self)),
        )

    def formats(self) -> Formats:
        """Return how figures and days are written in the shop's zone as it is now."""
        return Formats(zone=ZoneInfo(self.desk.team.shop.zone))

    # ------------------------------------------------------------ what is shown
    def _ask_anew(self, only: tuple[int, ...] = ()) -> None:
        """Read what fits; `only` these answers until something else is chosen."""
        workspace = self.desk.workspace
        found = question_of(self.list.filters.chosen(), words=self.list.search.text(), now=workspace.now())
        question = replace(found, ids=only)
        self._asked = question

        def fetch(offset: int, limit: int, order: Order) -> list[AnswerLine]:
            return surveys.answer_lines(workspace, question=question, order=order, offset=offset, limit=limit)

        self.list.show_answers(fetch=fetch, count=lambda: surveys.count_answers(workspace, question=question))
        self.refresh()

    def _take(self, found: tuple[Sequence[Score], Sequence[str]]) -> None:
        scores, tags = found
        self.tiles.show_scores(scores, self.formats())
        self.list.filters.set_fields(answer_filters(tags))

    def _counted(self, total: int) -> None:
        self.list.show_total(total, self.tr("%Ln answers", "", total), is_narrowed=not self._asked.is_empty)
        self.tiles.setVisible(bool(total) and self.tiles.has_scores)
        self.set_head(subtitle=self.tr("{number} shown").format(number=self.locale().toString(total)))

    def _show_current(self, line: AnswerLine | None) -> None:
        if self.row is not None:
            self.row.hide()
            self.row.deleteLater()
            self.row = None
        self.reading.setVisible(line is not None)
        if line is not None:
            self.row = AnswerRow(self.themes, line, formats=self.formats())
            self.row.edit_wanted.connect(self.change)
            self.reading.body.addWidget(self.row)
        self._case.setEnabled(line is not None and line.answer.case_id is not None)
        self._customer.setEnabled(line is not None and line.answer.customer_id is not None)

    # ------------------------------------------------------------ deeds
    def open_line(self, line: AnswerLine) -> None:
        """Show the case of an answer, else its customer, else the answer itself."""
        if line.answer.case_id is not None:
            self.wanted.emit("contacts", {"case_id": line.answer.case_id})
        elif line.answer.customer_id is not None:
            self.wanted.emit("customers", {"customer_id": line.answer.customer_id})
        else:
            self.change(line)

    def change(self, line: AnswerLine) -> None:
        """Correct an answer."""
        AnswerDialog(self.desk, self.window(), line=line, formats=self.formats()).open()

    def export(self) -> None:
        """Write the scores and the answers that are shown into a file."""
        kinds = self.tr("Workbook (*.xlsx);;Text (*.csv);;Pages (*.pdf)")
        path = self.desk.files.ask_save(
            self.window(), self.tr("Export answers"), purpose=Purpose.EXPORT, name="answers.xlsx", kinds=kinds
        )
        if path is None:
            return
        workspace, question = self.desk.workspace, self._asked
        self.desk.export(
            lambda _progress: exports.export(
                workspace, report=survey_report.answers_report(workspace, question=question), path=path
            ),
            words=self.tr("Exporting answers to {file}").format(file=path.name),
            then=lambda written: self.desk.said.emit(
                Said(text=self.tr("Answers exported to {file}").format(file=written.file.name), can_undo=False)
            ),
        )

    def _open_current(self, *, customer: bool) -> None:
        line = self.list.view.current_record()
        if isinstance(line, AnswerLine):
            answer = line.answer
            if customer and answer.customer_id is not None:
                self.wanted.emit("customers", {"customer_id": answer.customer_id})
            elif not customer and answer.case_id is not None:
                self.wanted.emit("contacts", {"case_id": answer.case_id})

    # ------------------------------------------------------------ inside
    def _make_actions(self) -> None:
        self._export = Action(self.tr("Export"), icon_name="file-spreadsheet", run=self.export, parent=self)
        self._export.setEnabled(self.desk.workspace.may(Permission.EXPORT))
        self.set_top_actions([self._export])

    def _connect(self) -> None:
        self.list.view.opened.connect(self.open_line)
        self.list.view.opened_beside.connect(self.change)
        self.list.view.current_changed.connect(self._show_current)
        self.list.view.filter_wanted.connect(lambda _key: self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.list.model.counted.connect(self._counted)
        self.list.asked_anew.connect(self._ask_anew)
        self.tiles.opened.connect(lambda kind: self.list.filters.choose(KIND, (kind.value,)))
        self._case.clicked.connect(lambda: self._open_current(customer=False))
        self._customer.clicked.connect(lambda: self._open_current(customer=True))
        self._refresher = Refresher(self, self.desk.live, self.kinds, self.refresh)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        self._case = Button(themes, self.tr("Open case"), compact=True, icon_name="messages-square")
        self._customer = Button(themes, self.tr("Open customer"), compact=True, icon_name="user-round")
        deeds = QHBoxLayout()
        Spacing(themes, deeds, margins=(5, 0, 4, 3), gap=2)
        deeds.addWidget(self._case)
        deeds.addWidget(self._customer)
        deeds.addStretch(1)
        self.reading.setAccessibleName(self.tr("The answer"))
        self.reading.body.setDirection(QVBoxLayout.Direction.BottomToTop)
        self.reading.body.addLayout(deeds)
        self.reading.hide()
        self.list.add_below(self.reading)
        self.list.stand_in(nothing=self._nothing(), no_match=self._no_match())
        self.body.addWidget(self.tiles)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            self.themes,
            icon="star",
            title=self.tr("No answers yet"),
            why=self.tr(
                "CSAT, NPS, CES, stars and comment cards stand here, with scores that say what they rest on. "
                "Note one when a call is over, or import the file of a survey tool"
            ),
            action=self.tr("Import a file"),
            run=lambda: self.wanted.emit("import", {}),
        )

    def _no_match(self) -> EmptyState:
        return EmptyState(
            self.themes,
            icon="search-x",
            title=self.tr("No such answer"),
            why=self.tr("No answer fits the filters and the words"),
            action=self.tr("Show all answers"),
            run=self.list.show_all,
        )
