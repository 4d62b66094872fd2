"""All contacts as a grid: filtered by chips, searched by words, sorted by the database, changed by the row."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.questions import Question
from csops.services.contact_pages import ContactPages
from csops.ui.contacts.table_ahead import prepare
from csops.ui.contacts.table_bar import ContactGrid, TableBar
from csops.ui.contacts.table_columns import TableWords, contact_columns
from csops.ui.contacts.table_deeds import TableDeeds
from csops.ui.contacts.table_edits import TableEdits
from csops.ui.contacts.table_empty import nothing_fits, nothing_yet
from csops.ui.contacts.table_filters import FIELD_OF_COLUMN, TableQuestion, filter_fields, question_of
from csops.ui.contacts.table_grouping import Grouping
from csops.ui.contacts.table_save import TableViews
from csops.ui.contacts.table_totals import TableTotals
from csops.ui.desk import Desk
from csops.ui.kit.live import Refresher
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.table_groups import GroupedModel
from csops.ui.kit.table_pane import TablePane
from csops.ui.preferences import Preferences

REMEMBERED = "contacts.table"
KINDS = frozenset({Kind.CONTACT, Kind.CASE, Kind.CUSTOMER, Kind.CHANNEL, Kind.TOPIC, Kind.MEMBER, Kind.IMPORT})
FIRST_ORDER = (("happened_at", True),)
FIRST_FILTERS: Mapping[str, tuple[str, ...]] = {"period": ("30",)}


class ContactsTable(QWidget):
    """The table of the Contacts place.

    Signals:
        opened(object): a ContactLine whose case shall be shown in the split view.
        opened_beside(object): the same by Shift Enter.
        edit_wanted(int): the contact with this id shall be corrected in its panel.
        log_wanted: the empty table offers to log the first contact.
        subtitle_changed(str): what is shown, in words for the top bar.
    """

    opened = Signal(object)
    opened_beside = Signal(object)
    edit_wanted = Signal(int)
    log_wanted = Signal()
    subtitle_changed = Signal(str)

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        parent: QWidget | None = None,
        *,
        shortcuts: Shortcuts | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._preferences = desk, preferences
        self._shortcuts = shortcuts or Shortcuts()
        self._base, self._base_name = Question(), ""
        self._total = 0
        self._words = TableWords(desk.themes, desk.team, now=desk.workspace.now)
        self._pages = ContactPages(desk.workspace, question=Question())
        self.edits = TableEdits(desk, window=self.window, parent=self)
        self.model = GroupedModel(self.edits.of(contact_columns(self._words)), desk.tasks, self)
        self.view = ContactGrid(desk.themes, self.model, name=self.tr("Contacts"))
        self.view.edit_keys = self._shortcuts.keys("edit")
        self.view.single_keys = bool(self._shortcuts.keys("down")) and self._shortcuts.letters
        self.deeds = TableDeeds(desk, self.view, pages=lambda: self._pages, shortcuts=self._shortcuts)
        self.pane = TablePane(desk.themes, self.view, actions=self.deeds.actions())
        self.deeds.stand_at(self.pane.bar)
        self.totals = TableTotals(desk, self.pane.totals, words=self._words, pages=lambda: self._pages, parent=self)
        self.bar = TableBar(desk, self.view)
        self.views = TableViews(desk, self.bar, state=self.view_state, shortcuts=self._shortcuts, over=self)
        self.shown_view = self.views.shown
        self.grouping = Grouping(desk, self.view, self.bar.group_button, words=self._words)
        self.filters, self.behind, self.search = self.bar.filters, self.bar.behind, self.bar.search
        self.columns_button, self.columns_panel = self.bar.columns_button, self.bar.columns_panel
        self._stack = QStackedWidget()
        self._lay_out()
        self._restore()
        self._connect()
        self._bind_keys()
        self._ask_anew()

    # ------------------------------------------------------------ what is asked
    def show_question(self, asked: TableQuestion) -> None:
        """Show what a place or a saved view asks for: its filters and words, in place of those that stand."""
        self._base, self._base_name = asked.base, asked.name if not asked.base.is_empty else ""
        self.search.blockSignals(True)
        self.search.setText(asked.words)
        self.search.blockSignals(False)
        self.filters.set_chosen(asked.filters)
        self._ask_anew()

    def ask(self, question: Mapping[str, Any]) -> None:
        """Take what another place asks: a saved `view`, or `filters`, `words` and a `question` with its `name`."""
        name = str(question.get("name", ""))
        view, base = question.get("view"), question.get("question")
        if isinstance(view, Mapping):
            self.restore_view(view, name=name, view_id=int(question.get("view_id", 0)))
            return
        self.shown_view.leave()
        self.show_question(
            TableQuestion(
                filters=question.get("filters", {}),
                words=str(question.get("words", "")),
                base=base if isinstance(base, Question) else Question(),
                name=name,
            )
        )

    def restore_view(self, kept: Mapping[str, Any], *, name: str = "", view_id: int = 0) -> None:
        """Show a saved view: question, columns, order and density as they were saved."""
        layout = kept.get("layout")
        if isinstance(layout, Mapping):
            self.view.restore_layout(layout)
        self.grouping.restore(str(kept.get("group", "")))
        filters = kept.get("filters", {})
        self.show_question(TableQuestion(filters=filters, words=str(kept.get("words", "")), name=name))
        self.shown_view.show(view_id, name, question=kept)

    def view_state(self) -> dict[str, Any]:
        """Return what is shown as plain values, as a saved view keeps it."""
        filters = {key: list(options) for key, options in self.filters.chosen().items()}
        asked = {"filters": filters, "words": self.search.text(), "group": self.grouping.key()}
        return {"table": True, **asked, "layout": self.view.layout_state()}

    def subtitle(self) -> str:
        """Return what is shown, in words."""
        return self._subtitle

    def refresh(self) -> None:
        """Read what is shown anew; ticks, the current row and the place one had scrolled to stay."""
        self._pages.forget()
        self.model.refresh()
        self.totals.ask_soon()

    def export(self) -> None:
        """Write everything that is shown into a file."""
        self.deeds.export.trigger()

    def focus_list(self) -> None:
        """Put the keys into the table."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_search(self) -> None:
        """Put the focus into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _ask_anew(self) -> None:
        workspace, words = self._desk.workspace, self.search.text()
        now, zone = workspace.now(), self._desk.team.shop.zone
        question = question_of(self.filters.chosen(), base=self._base, now=now, zone=zone)
        self._pages.close()
        self._pages = self.grouping.pages(question, words=words)
        self.behind.setVisible(bool(self._base_name))
        self.behind.show_words(self._base_name, is_on=True)
        self.filters.set_asked(bool(words.strip()))
        self.totals.ask_soon()
        self._remember()

    # ------------------------------------------------------------ what is told
    def _counted(self, total: int) -> None:
        self._total = total
        self.totals.counted(total)
        self._show_stack()

    def _told(self, words: str, is_empty: bool) -> None:
        self._subtitle, self._is_empty = words, is_empty
        self.subtitle_changed.emit(words)
        self._show_stack()

    def _show_stack(self) -> None:
        if self._total:
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentIndex(1 if self._is_empty else 2)

    def _team_changed(self) -> None:
        self._words.show_team(self._desk.team)
        self.filters.set_fields(filter_fields(self._desk.team))
        self.refresh()

    # ------------------------------------------------------------ what is kept
    def _remember(self) -> None:
        self.shown_view.look()
        where = {"place": self._desk.workspace.place}
        self._preferences.set(REMEMBERED, {**self.view_state(), "view": self.shown_view.kept(), **where})

    def _restore(self) -> None:
        self._subtitle, self._is_empty = "", False
        kept = self._preferences.get(REMEMBERED)
        if isinstance(kept, dict):
            self.view.restore_layout(kept.get("layout", {}))
        if isinstance(kept, dict) and kept.get("place") == self._desk.workspace.place:
            # Filters and views name records of one file: in another one the same numbers are of somebody else.
            self.filters.set_chosen(kept.get("filters", {}))
            self.grouping.restore(str(kept.get("group", "")))
            self.shown_view.restore(kept.get("view"))
        else:
            self.filters.set_chosen(FIRST_FILTERS)
        if not isinstance(kept, dict):
            self.model.set_order(FIRST_ORDER)

    def _view_changed(self) -> None:
        self._remember()
        self.subtitle_changed.emit(self._subtitle)

    # ------------------------------------------------------------ building
    def _lay_out(self) -> None:
        self._stack.addWidget(self.pane)
        self._stack.addWidget(nothing_yet(self._desk.themes, log=self.log_wanted.emit))
        self._stack.addWidget(nothing_fits(self._desk.themes, drop=self._drop_last))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.view.opened.connect(self.opened)
        self.view.opened_beside.connect(self.opened_beside)
        self.view.cell_edited.connect(self.edits.keep)
        self.view.edit_wanted.connect(lambda line: self.edit_wanted.emit(line.id))
        self.deeds.edit_wanted.connect(self.edit_wanted)
        self.view.row_menu_wanted.connect(self.deeds.open_menu)
        self.view.copy_wanted.connect(self.deeds.copy)
        self.view.layout_changed.connect(self._remember)
        self.view.filter_wanted.connect(self._filter_column)
        self.model.counted.connect(self._counted)
        self.model.arrived.connect(lambda *_rows: prepare(self._desk, self._pages, self.model.order))
        self.totals.told.connect(self._told)
        self.grouping.changed.connect(self._ask_anew)
        self.filters.changed.connect(lambda _chosen: self._ask_anew())
        self.views.wanted.connect(lambda one: self.restore_view(one.question, name=one.name, view_id=one.id))
        self.shown_view.changed.connect(self._view_changed)
        self.behind.cleared.connect(self._drop_base)
        self.behind.wanted.connect(self._drop_base)
        self.search.textChanged.connect(lambda _text: self._ask_anew())
        self.search.returnPressed.connect(self.focus_list)
        self._desk.team_changed.connect(self._team_changed)
        self._refresher = Refresher(self, self._desk.live, KINDS, self.refresh)

    def _bind_keys(self) -> None:
        view, search = self.view, self.search
        bound = [("search", view, self.start_search), ("filter", view, self.filters.open_add)]
        for name, where, run in [*bound, ("close", search, self._leave_search)]:
            for keys in self._shortcuts.all_keys(name):
                shortcut = QShortcut(QKeySequence(keys), where)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(run)

    def _leave_search(self) -> None:
        self.search.clear()
        self.focus_list()

    def _filter_column(self, key: str) -> None:
        field = FIELD_OF_COLUMN.get(key)
        if field is None:
            self.start_search()
        else:
            self.bar.open_filter(field)

    def _drop_base(self) -> None:
        self._base, self._base_name = Question(), ""
        self._ask_anew()

    def _drop_last(self) -> None:
        """Drop what was asked last: words first, then what a place asked, then the newest filter."""
        if self.search.text():
            self.search.clear()
        elif self._base_name:
            self._drop_base()
        else:
            self.filters.drop_last()
