"""The split view: the list of cases, and beside it what happened on the one that is chosen."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from csops.ui.cases.attachment_opening import AttachmentOpener
from csops.ui.contacts.case_actions import CaseActions, Chosen
from csops.ui.contacts.case_detail import CaseDetail
from csops.ui.contacts.case_list import CaseListPane
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
        self.deeds = CaseActions(
            desk, Chosen(ids=self.chosen_ids, view=lambda: self.detail.view), shortcuts=shortcuts, window=self
        )
        self.opener = AttachmentOpener(desk, self)
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
            "assign": lambda: actions.assign(buttons["assign"]),
            "reply": actions.reply,
            "note": actions.note,
            "call_back": actions.call_back,
            "status": lambda: actions.status(buttons["status"]),
            "pass_on": actions.pass_on,
        }
        self._run: Mapping[str, Callable[[], object]] = run
        moves = {"down": lambda: self.list.step(1), "up": lambda: self.list.step(-1)}
        search = {"search": self.list.open_search, "filter": lambda: self.list.filters.open_menu("channel")}
        in_list = RecordKeys(shortcuts, {**moves, **run, **search, "open": self._enter}, parent=self)
        in_list.listen(self.list.view)
        in_record = RecordKeys(shortcuts, {**run, **search}, parent=self)
        in_record.listen(self.detail.area)

    def _connect(self) -> None:
        self.list.chosen.connect(self.detail.show_case)
        self.list.counted.connect(self.counted)
        self.list.counted.connect(self.detail.say_how_many)
        self.list.log_wanted.connect(lambda: self.log_wanted.emit({}))
        self.detail.wanted.connect(lambda name: self._run[name]())
        self.detail.customer_wanted.connect(self.customer_wanted)
        self.detail.opened.connect(self.opener.open)
        self.detail.edit_wanted.connect(self.edit_wanted)
        self.deeds.log_wanted.connect(self.log_wanted)
        self._splitter.splitterMoved.connect(lambda _place, _index: self.split_moved.emit(self._splitter.sizes()))

    def _done(self) -> None:
        head = self.detail.head
        self.deeds.done(head.resolve if head.resolve.isVisible() else head.reopen, then=self.list.let_go)

    def _enter(self) -> None:
        self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)
