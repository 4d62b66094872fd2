"""The split view: the list of cases, and beside it what happened on the one that is chosen."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QWidget

from csops.ui.cases.attachment_opening import AttachmentOpener
from csops.ui.contacts.case_actions import CaseActions
from csops.ui.contacts.case_detail import DEEDS, CaseDetail
from csops.ui.contacts.case_list import CaseListPane
from csops.ui.contacts.case_more import CaseMore
from csops.ui.contacts.case_selection import bar_over_cases
from csops.ui.contacts.chosen_cases import Chosen, popup
from csops.ui.contacts.record_keys import RecordKeys
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.shortcuts import Shortcuts


class CasePane(QWidget):
    """List, detail, and the keys and deeds that both share.

    Signals:
        log_wanted(object): the log panel shall open with these values.
        customer_wanted(int): the page of this customer.
        edit_wanted(int): the panel for this contact shall open.
        counted(object): CaseCounts.
        split_moved(object): the new sizes of list and detail.
    """

    log_wanted = Signal(object)
    customer_wanted = Signal(int)
    edit_wanted = Signal(int)
    counted = Signal(object)
    split_moved = Signal(object)

    def __init__(self, desk: Desk, *, formats: Formats, shortcuts: Shortcuts, sizes: list[int] | None = None) -> None:
        super().__init__()
        self._desk = desk
        self.list = CaseListPane(desk, formats=formats)
        self.detail = CaseDetail(desk, formats=formats, shortcuts=shortcuts)
        chosen = Chosen(ids=self.chosen_ids, view=lambda: self.detail.view)
        self.deeds = CaseActions(desk, chosen, shortcuts=shortcuts, window=self)
        self.more = CaseMore(desk, chosen, shortcuts=shortcuts, window=self)
        self.opener = AttachmentOpener(desk, self)
        self.bar = bar_over_cases(desk, self, deeds=self.deeds, more=self.more, shortcuts=shortcuts)
        self._splitter = self._split(sizes)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self._bind(shortcuts)
        self._connect()

    def chosen_ids(self) -> list[int]:
        """Return the cases that a deed concerns: those marked in the list, else the one that is shown."""
        shown, marked = self.detail.view, self.list.selected_ids()
        if shown is not None and shown.case_id not in marked:
            return [shown.case_id]
        return marked

    def show_case(self, case_id: int) -> None:
        """Show a case, whether the list holds it or not."""
        self.list.select(case_id)
        self.detail.show_case(case_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where both have too little room, the case has what the list can spare."""
        super().resizeEvent(event)
        theme = self._desk.themes.current
        whole, least = sum(self._splitter.sizes()), theme.size("listPane")
        spare = whole - theme.size("detailPaneMin")
        if whole and self._splitter.sizes()[0] > max(least, spare):
            self._splitter.setSizes([max(least, spare), whole - max(least, spare)])

    def refresh(self) -> None:
        """Read list and case again; what is chosen stays chosen."""
        self.list.reload()
        self.detail.reload()

    def _split(self, sizes: list[int] | None) -> QSplitter:
        theme = self._desk.themes.current
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme.stroke("hairline"))
        self.list.setMinimumWidth(theme.size("listPane", 0))
        self.list.setMaximumWidth(theme.size("listPane", 1))
        splitter.addWidget(self.list)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes(sizes or [theme.size("listPane", 0) + theme.space(12), 3 * theme.size("listPane", 1)])
        return splitter

    def _bind(self, shortcuts: Shortcuts) -> None:
        actions, buttons = self.deeds, self.detail.bar.buttons
        run = {
            "edit": actions.edit,
            "done": self._done,
            "postpone": actions.postpone,
            "follow_up": actions.follow_up,
            "assign": lambda: actions.assign(self._place(buttons["assign"])),
            "reply": actions.reply,
            "note": actions.note,
            "call_back": actions.call_back,
            "status": lambda: actions.status(self._place(buttons["status"])),
            "pass_on": self.more.pass_on,
            "merge": self.more.merge,
            "more": lambda: popup(self.menu(self.detail.bar.folded()), buttons["more"]),
        }
        self._run: Mapping[str, Callable[[], object]] = run
        keyed = {name: deed for name, deed in run.items() if name != "more"}
        moves = {"down": lambda: self.list.step(1), "up": lambda: self.list.step(-1)}
        search = {"search": self.list.open_search, "filter": lambda: self.list.filters.open_menu("channel")}
        in_list = RecordKeys(shortcuts, {**moves, **keyed, **search, "open": self._enter}, parent=self)
        in_list.listen(self.list.view)
        in_record = RecordKeys(shortcuts, {**keyed, **search}, parent=self)
        in_record.listen(self.detail.area)
        for name, step in (("part_next", 1), ("part_before", -1)):
            keys = QShortcut(QKeySequence(shortcuts.keys(name)), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self.detail.parts.step, step))

    def _connect(self) -> None:
        self.list.chosen.connect(self.detail.show_case)
        self.list.marked.connect(self._show_marked)
        self.list.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.view.customContextMenuRequested.connect(self._open_menu)
        self.bar.cleared.connect(self.list.mark_one)
        self.list.counted.connect(self.counted)
        self.list.counted.connect(self.detail.say_how_many)
        self.list.log_wanted.connect(lambda: self.log_wanted.emit({}))
        self.detail.wanted.connect(lambda name: self._run[name]())
        self.detail.customer_wanted.connect(self.customer_wanted)
        self.detail.opened.connect(self.opener.open)
        self.detail.edit_wanted.connect(self.edit_wanted)
        self.deeds.log_wanted.connect(self.log_wanted)
        self.more.case_wanted.connect(self.show_case)
        self._splitter.splitterMoved.connect(lambda _place, _index: self.split_moved.emit(self._splitter.sizes()))

    def menu(self, deeds: Sequence[str] = ()) -> QMenu:
        """Return the menu over the chosen cases: these deeds of the bar, and what is done less often."""
        menu = self.more.menu()
        first = menu.actions()[0]
        for name in deeds:
            button = self.detail.bar.buttons[name]
            action = QAction(f"{button.text()}\t{button.keys}", menu)
            action.triggered.connect(lambda _on=False, name=name: self._run[name]())
            menu.insertAction(first, action)
        if deeds:
            menu.insertSeparator(first)
        return menu

    def _open_menu(self, place: QPoint) -> None:
        if self.chosen_ids():
            self.menu([name for name in DEEDS if name != "more"]).popup(self.list.view.viewport().mapToGlobal(place))

    def _show_marked(self, number: int) -> None:
        """Over several cases floats the bar, in place of what can be done to one."""
        self.bar.show_number(number if number > 1 else 0)
        self.detail.bar.setHidden(number > 1)

    def _done(self) -> None:
        self.deeds.done(self._place(self.detail.head.resolve), then=self.list.let_go)

    def _place(self, button: QWidget) -> QWidget:
        """Return where a menu opens: at the bar while it floats over several cases, else at its own button."""
        return self.bar if self.bar.isVisible() else button if button.isVisible() else self.detail.bar.buttons["more"]

    def _enter(self) -> None:
        self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)
