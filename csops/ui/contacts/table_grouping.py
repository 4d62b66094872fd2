"""By what the table of contacts is grouped, which groups are folded, and what their headings say."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from csops.domain.cases import State
from csops.domain.groups import Group, GroupBy
from csops.domain.lines import Order
from csops.domain.questions import Question
from csops.services.contact_groups import GroupedPages
from csops.services.contact_pages import ContactPages
from csops.ui.cases.words import state_words
from csops.ui.contacts.table_columns import TableWords, tr
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.table_cells import Heading, HeadingId
from csops.ui.kit.table_groups import GroupedModel, GroupedTable


class Grouping(QObject):
    """Makes the pages of the table, with headings or without.

    Signals:
        changed: it is grouped by something else; the table asks anew.
    """

    changed = Signal()

    def __init__(self, desk: Desk, view: GroupedTable, button: Button, *, words: TableWords) -> None:
        super().__init__(view)
        self._desk, self._view, self._button, self._words = desk, view, button, words
        self._by: GroupBy | None = None
        self._folded: frozenset[str] = frozenset()
        self._pages: GroupedPages | None = None
        view.head.groupable = frozenset(by.value for by in GroupBy)
        view.head.group_wanted.connect(self.choose)
        view.fold_wanted.connect(self._fold)
        view.fold_all_wanted.connect(self._fold_all)
        button.clicked.connect(self._open_menu)
        self._show()

    def key(self) -> str:
        """Return the column by which it is grouped; empty where it is not."""
        return self._by.value if self._by else ""

    def choose(self, key: str) -> None:
        """Group by a column; by the same one again, or by none, to show plain rows."""
        self._chosen("" if key == self.key() else key)

    def restore(self, key: str) -> None:
        """Group as it was left, without a signal."""
        self._by = next((by for by in GroupBy if by.value == key), None)
        self._folded = frozenset()
        self._show()

    def pages(self, question: Question, *, words: str) -> ContactPages:
        """Return the pages for a question, and let the table show them."""
        model, workspace = self._view.table, self._desk.workspace
        assert isinstance(model, GroupedModel)
        if self._by is None:
            self._pages, model.records = None, None
            plain = ContactPages(workspace, question=question, words=words, typing=True)
            model.show(fetch=plain.page, count=plain.count)
            return plain
        zone = self._desk.team.shop.zone
        pages = self._pages = GroupedPages(
            workspace, question=question, by=self._by, folded=self._folded, words=words, typing=True, zone=zone
        )

        def fetch(offset: int, limit: int, order: Order) -> Sequence[Any]:
            rows = pages.rows(offset, limit, order)
            return [self._heading(row, pages.folded) if isinstance(row, Group) else row for row in rows]

        model.records = pages.known_contacts
        model.show(fetch=fetch, count=pages.count)
        return pages

    # ------------------------------------------------------------ folding
    def _fold(self, heading: Heading) -> None:
        self._set_folded(self._folded ^ {str(heading.id)})

    def _fold_all(self, away: bool) -> None:
        pages = self._pages
        if pages is not None and away:
            self._desk.ask(lambda: frozenset(one.key for one in pages.groups()), then=self._set_folded, key="fold")
        else:
            self._set_folded(frozenset())

    def _set_folded(self, folded: frozenset[str]) -> None:
        if self._pages is not None:
            self._folded = self._pages.folded = folded
            self._view.table.refresh()

    # ------------------------------------------------------------ words
    def _heading(self, group: Group, folded: frozenset[str]) -> Heading:
        return Heading(
            id=HeadingId(group.key),
            words=self._name(group),
            number=self._words.formats.number(group.contacts),
            is_open=group.key not in folded,
        )

    def _name(self, group: Group) -> str:
        team, value = self._desk.team, group.value
        if group.by is GroupBy.DAY:
            return self._words.day(value)
        if isinstance(value, State):
            return state_words(value)
        records: Mapping[GroupBy, Sequence[Any]] = {GroupBy.CHANNEL: team.channels, GroupBy.TOPIC: team.topics}
        nothing = tr("No topic") if group.by is GroupBy.TOPIC else tr("Nobody")
        return next((one.name for one in records.get(group.by, team.members) if one.id == value), nothing)

    def menu(self) -> QMenu:
        """Return by what it can be grouped."""
        menu = QMenu(self._button)
        for key, title in _titles().items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(key == self.key())
            action.triggered.connect(lambda _on=False, key=key: self._chosen(key))
        if self._by is not None:
            menu.addSeparator()
            menu.addAction(tr("Fold all"), lambda: self._fold_all(True))
            menu.addAction(tr("Unfold all"), lambda: self._fold_all(False))
        return menu

    def _chosen(self, key: str) -> None:
        if key != self.key():
            self.restore(key)
            # The row under the keys lies elsewhere now: following it would begin in the middle of its group.
            self._view.setCurrentIndex(QModelIndex())
            self._view.scrollToTop()
            self.changed.emit()

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def _show(self) -> None:
        self._view.head.grouped_by = self.key()
        words = _titles()[self.key()] if self._by else tr("Group")
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self._button.updateGeometry()


def _titles() -> dict[str, str]:
    return {
        "": tr("Not grouped"),
        "happened_at": tr("By day"),
        "channel": tr("By channel"),
        "topic": tr("By topic"),
        "state": tr("By status"),
        "owner": tr("By owner"),
        "member": tr("By who handled it"),
    }
