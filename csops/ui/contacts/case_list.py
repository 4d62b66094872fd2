"""The list of cases with what narrows it: segments with counts, chips, search, empty states."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from csops.domain.lines import CaseCounts, CaseLine
from csops.domain.questions import Question
from csops.services import cases, search
from csops.ui.contacts.case_empty import ListOrWhy, WaysOut, empty_state
from csops.ui.contacts.case_filters import ORDERS, CaseFilter, CaseFilterBar
from csops.ui.contacts.case_rows import CasePainter, CaseRows
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import SearchBox
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Line

PAGE = 60


@dataclass(frozen=True, kw_only=True)
class _Answer:
    question: Question
    lines: list[CaseLine]
    total: int
    counts: CaseCounts


class CaseListPane(QWidget):
    """Chooses a case.

    Signals:
        chosen(object): the id of another case, None where none is left.
        counted(object): CaseCounts, read with the list.
        log_wanted: the empty list offers to log the first contact.
        marked(int): so many cases are marked now.
    """

    chosen = Signal(object)
    counted = Signal(object)
    log_wanted = Signal()
    marked = Signal(int)

    def __init__(self, desk: Desk, *, formats: Formats) -> None:
        super().__init__()
        self._desk = desk
        themes, now = desk.themes, desk.workspace.now
        self.which = Segmented(themes, _segments(None, formats), name=self.tr("Which cases"))
        self.filters = CaseFilterBar(themes, desk.team)
        self.search = SearchBox(themes, placeholder=self.tr("Search in these cases"))
        self.search.hide()
        self._formats = formats
        self.rows = CaseRows(desk, formats=formats, parent=self)
        self.view = _CaseView()
        self.view.setModel(self.rows)
        self.view.setItemDelegate(CasePainter(themes, rows=self.rows, formats=formats, now=now, parent=self))
        self.view.setAccessibleName(self.tr("Cases"))
        self._stack = ListOrWhy(self.view)
        self._question = Question()
        self._shown_id: int | None = None
        self._wanted_id: int | None = None
        self._row_before = 0
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._stack)

    # ------------------------------------------------------------ what is chosen
    def current_id(self) -> int | None:
        """Return the case that is shown beside."""
        return self._shown_id

    def selected_ids(self) -> list[int]:
        """Return the cases that an act concerns, as the list has them."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return [self.rows.lines()[row].id for row in rows]

    def select(self, case_id: int) -> None:
        """Choose a case as soon as it is in the list."""
        self._wanted_id = case_id
        row = self.rows.row_of(case_id)
        if row < 0:
            # Not in this list: nothing is marked then, since keys act on the case that is shown.
            self.view.selectionModel().clear()
            self._shown_id = case_id  # else a click on the case shown before would be taken for no change
        self._choose_row(row)

    def mark_one(self) -> None:
        """Mark the case that is shown alone, and put the keys into the list."""
        self._choose_row(self.view.currentIndex().row())
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def let_go(self) -> None:
        """When the case that is shown leaves the list, go on to the next, even where somebody asked for this one."""
        self._wanted_id = None

    def step(self, by: int) -> None:
        """Choose the next case, or the one before."""
        self.let_go()
        self._choose_row(max(0, min(self.rows.rowCount() - 1, self.view.currentIndex().row() + by)))

    # ------------------------------------------------------------ what is asked
    def show_filter(self, chosen: CaseFilter, *, text: str = "") -> None:
        """Show these cases."""
        self.let_go()
        self.filters.show_filter(chosen)
        self.which.choose(chosen.which if chosen.which in {"open", "mine", "waiting", "all"} else "open")
        self.search.setText(text)
        self.search.setVisible(bool(text))
        self._asked_anew()

    def open_search(self) -> None:
        """Put the focus into the search field."""
        self.search.show()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def question(self) -> Question:
        """Return what the list shows, as it was last answered."""
        return self._question

    def reload(self) -> None:
        """Read again what is shown, as far as one had scrolled."""
        workspace, chosen, text = self._desk.workspace, self.filters.filter(), self.search.text()
        limit = max(PAGE, len(self.rows.lines()))

        def read() -> _Answer:
            words = search.question_from(workspace, text=text, typing=True) if text.strip() else Question()
            question = chosen.question(words, now=workspace.now(), me=workspace.member.id)
            return _Answer(
                question=question,
                lines=cases.case_lines(workspace, question=question, order=ORDERS[chosen.order], limit=limit),
                total=cases.count_cases(workspace, question=question),
                counts=cases.case_counts(workspace),
            )

        self._desk.ask(read, then=self._answered, key=("cases", id(self)))

    def _asked_anew(self) -> None:
        self.rows.replace((), total=0)
        self.reload()

    def _more(self, offset: int) -> None:
        workspace, question, order = self._desk.workspace, self._question, ORDERS[self.filters.filter().order]
        self._desk.ask(
            lambda: cases.case_lines(workspace, question=question, order=order, offset=offset, limit=PAGE),
            then=self.rows.append,
            key=("cases", id(self)),
        )

    def _answered(self, answer: _Answer) -> None:
        self._question = answer.question
        scrolled = self.view.verticalScrollBar().value()
        selected = set(self.selected_ids())
        is_same = list(self.rows.lines()) == answer.lines and self.rows.total == answer.total
        if not is_same:
            self.rows.replace(answer.lines, total=answer.total)
            self._restore(selected)
            self.view.verticalScrollBar().setValue(scrolled)
        self.which.show_options(_segments(answer.counts, self._formats))
        self._show_state(answer)
        self.counted.emit(answer.counts)

    def _restore(self, selected: set[int]) -> None:
        """Choose again what was chosen; where it left the list, what took its place."""
        wanted = self._wanted_id if self._wanted_id is not None else self._shown_id
        row = -1 if wanted is None else self.rows.row_of(wanted)
        if row < 0 and self.rows.rowCount():
            row = min(max(0, self._row_before), self.rows.rowCount() - 1)
            if self._wanted_id is not None:
                return  # asked for by number and not in this list: the detail shows it all the same
        self._choose_row(row)
        for case_id in selected:
            if (other := self.rows.row_of(case_id)) >= 0:
                chosen = self.rows.index(other)
                self.view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def _choose_row(self, row: int) -> None:
        if row < 0 and self.rows.rowCount():
            return
        index = self.rows.index(row)
        if index.isValid():
            wanted = self._wanted_id
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._wanted_id = wanted  # only a person's own move lets go of what was asked for
            self.view.scrollTo(index)
        else:
            self._show(None)

    def _marked(self) -> None:
        # Asked on either change: a mouse makes a row current before it marks it, `setCurrentIndex` marks it first.
        # And Qt makes the first row current when an unmarked list gets the focus: nobody has chosen that.
        self.marked.emit(len(self.view.selectionModel().selectedIndexes()))
        index = self.view.currentIndex()
        if index.isValid() and self.view.selectionModel().isSelected(index):
            self._row_before = index.row()
            case_id = self.rows.lines()[index.row()].id
            if case_id != self._shown_id:
                self._wanted_id = None
                self._show(case_id)

    def _show(self, case_id: int | None) -> None:
        if case_id != self._shown_id:
            self._shown_id = case_id
            self.chosen.emit(case_id)

    # ------------------------------------------------------------ what a person does
    def _which_chosen(self, which: str) -> None:
        self.filters.choose(which=which, states=(), age_band=None, customer_id=None, case_id=None)

    def _close_search(self) -> None:
        had = bool(self.search.text())
        self.search.clear()
        self.search.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if had:
            self._asked_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes the search; Down and Enter lead from it into the list."""
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Escape:
            self._close_search()
        elif self.search.hasFocus() and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Escape and len(self.selected_ids()) > 1:
            self.mark_one()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ parts
    def focus_list(self) -> None:
        """Put the keys into the list, or where it is empty on the one thing to do."""
        self._stack.take_focus()

    def _show_state(self, answer: _Answer) -> None:
        if answer.total:
            self._stack.show_list()
            return
        narrowed = bool(self.search.text()) or replace(self.filters.filter(), which="open").is_narrowed
        ways = WaysOut(log=self.log_wanted.emit, drop=self._drop_all, show_all=lambda: self._which_chosen("all"))
        has_cases = answer.counts.all > 0
        self._stack.show_why(empty_state(self._desk.themes, ways, has_cases=has_cases, is_narrowed=narrowed))
        if self._wanted_id is None:
            self._show(None)

    def _drop_all(self) -> None:
        self.search.clear()
        self.search.hide()
        self.filters.show_filter(CaseFilter(which=self.filters.filter().which))
        self._asked_anew()

    def _connect(self) -> None:
        self.which.chosen.connect(self._which_chosen)
        self.filters.changed.connect(lambda _chosen: self._asked_anew())
        self.search.textEdited.connect(lambda _text: self._asked_anew())
        self.rows.wanted.connect(self._more)
        marks = self.view.selectionModel()
        marks.currentChanged.connect(lambda _index, _before: self._marked())
        marks.selectionChanged.connect(lambda _on, _off: self._marked())

    def _lay_out(self) -> None:
        theme = self._desk.themes.current
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(theme.space(3), theme.space(3), theme.space(3), theme.space(3))
        head.setSpacing(theme.space(2))
        head.addWidget(self.which)
        head.addWidget(self.search)
        head.addWidget(self.filters)
        column.addLayout(head)
        column.addWidget(Line(self._desk.themes))
        column.addWidget(self._stack, 1)


def _segments(counts: CaseCounts | None, formats: Formats) -> list[Option]:
    def words(text: str, count: int | None) -> str:
        return text if count is None else f"{text} {formats.number(count)}"

    return [
        Option(key="open", text=words(tr("Open"), counts.open if counts else None)),
        Option(key="mine", text=words(tr("Mine"), counts.mine if counts else None)),
        Option(key="waiting", text=words(tr("Waiting"), counts.waiting if counts else None)),
        Option(key="all", text=tr("All")),
    ]


def tr(text: str) -> str:
    """Translate a text of the list of cases."""
    return QCoreApplication.translate("CaseListPane", text)


class _CaseView(QListView):
    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def keyboardSearch(self, _search: str) -> None:
        """Qt: letters are commands here, they do not jump to names."""
