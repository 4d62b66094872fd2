"""What can be done to ticked contacts: their cases assigned, set, followed up; changed, copied, removed, exported."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.access import Permission
from csops.domain.lines import ContactLine
from csops.services import contacts
from csops.services.contact_pages import ContactPages
from csops.ui.contacts.case_actions import CaseActions
from csops.ui.contacts.case_more import CaseMore
from csops.ui.contacts.chosen_cases import Chosen
from csops.ui.contacts.contact_export import ContactExport
from csops.ui.contacts.table_changes import change_menu
from csops.ui.contacts.table_chosen import ChosenContacts
from csops.ui.contacts.table_columns import copied_columns
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import sentence
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.table_copy import as_mime
from csops.ui.kit.table_editing import EditableTable
from csops.ui.kit.table_ticks import Ticks

MOST_COPIED = 10_000
"""A clipboard is no file: beyond this many rows *Export* is the way."""

MOST_CHANGED = 1_000


class TableDeeds(QObject):
    """Does it to what is ticked, or else to the current row; what is ticked but not loaded is asked for first.

    Signals:
        copied(int): so many rows are on the clipboard.
        wanted(str, object): another place shall be shown, with a question.
        edit_wanted(int): the contact with this id shall be corrected in its panel.
        paste_wanted: rows on the clipboard shall be imported.
    """

    copied = Signal(int)
    wanted = Signal(str, object)
    edit_wanted = Signal(int)
    paste_wanted = Signal()

    def __init__(
        self, desk: Desk, view: EditableTable, *, pages: Callable[[], ContactPages], shortcuts: Shortcuts
    ) -> None:
        super().__init__(view)
        self._desk, self._view, self._pages, self._shortcuts = desk, view, pages, shortcuts
        self._exporter = ContactExport(desk, view)
        self._chosen = ChosenContacts(desk, view, pages=pages)
        self._case_ids: list[int] = []
        self._bar: QWidget = view
        chosen = Chosen(ids=lambda: self._case_ids, view=lambda: None)
        self._cases = CaseActions(desk, chosen, shortcuts=shortcuts, window=view)
        self._more = CaseMore(desk, chosen, shortcuts=shortcuts, window=view)
        self.assign = self._action(self.tr("Assign"), "user-round-plus", "assign", self._assign, Permission.ASSIGN)
        self.status = self._action(self.tr("Status"), "circle-dot", "status", self._status, Permission.EDIT)
        self.follow_up = self._action(self.tr("Follow up"), "alarm-clock", "follow_up", self._follow_up, Permission.LOG)
        self.pass_on = self._action(self.tr("Pass on"), "corner-up-right", "pass_on", self._pass_on, Permission.ASSIGN)
        self.merge = self._action(self.tr("Merge cases"), "merge", "merge", self._merge, Permission.EDIT)
        self.change = self._action(self.tr("Change"), "pencil", "", self._change, Permission.EDIT)
        self.remove = self._action(self.tr("Remove"), "trash-2", "", self._remove, Permission.DELETE)
        self.export = self._action(self.tr("Export"), "file-text", "", self._export_shown, Permission.EXPORT)

    def stand_at(self, bar: QWidget) -> None:
        """Open lists of choices at the bar over ticked rows while it floats, else at the table."""
        self._bar = bar

    def actions(self) -> list[Action]:
        """Return what the bar over ticked rows offers, in its order; copying is the table's own."""
        return [self.assign, self.status, self.follow_up, self.pass_on, self.merge, self.change, self.remove]

    def _action(self, text: str, icon: str, name: str, run: Callable[[], object], permission: Permission) -> Action:
        keys = self._shortcuts.keys(name) if name else ""
        action = Action(text, icon_name=icon, keys=keys, run=run, parent=self._view)
        refusal = self._desk.workspace.refusal(permission)
        if refusal is not None:
            action.setEnabled(False)
            action.setToolTip(sentence(refusal))
        return action

    # ------------------------------------------------------------ to the cases
    def _assign(self) -> None:
        self._with_cases(lambda: self._cases.assign(self._place()))

    def _status(self) -> None:
        self._with_cases(lambda: self._cases.status(self._place()))

    def _follow_up(self) -> None:
        self._with_cases(self._cases.follow_up)

    def _pass_on(self) -> None:
        self._with_cases(self._more.pass_on)

    def _merge(self) -> None:
        self._with_cases(self._more.merge)

    def _place(self) -> QWidget:
        return self._bar if self._bar.isVisible() else self._view

    def _with_cases(self, do: Callable[[], object]) -> None:
        def then(case_ids: list[int]) -> None:
            self._case_ids = case_ids
            do()

        self._chosen.read(
            lambda pages, found: pages.cases_of(found),
            then=then,
            most=MOST_CHANGED,
            too_many=self.tr("At most {most} contacts can be changed at once"),
            key="contacts.table.cases",
        )

    # ------------------------------------------------------------ to the rows
    def copy(self) -> None:
        """Put the ticked rows, or else the current one, on the clipboard with headings."""
        self._chosen.read(
            lambda pages, found: pages.lines_of(found),
            then=self._put_on_clipboard,
            most=MOST_COPIED,
            too_many=self.tr("At most {most} rows go on the clipboard. Export takes all"),
            key="contacts.table.copy",
            only_seen=False,  # what came in meanwhile is seen where it is pasted
        )

    def _put_on_clipboard(self, lines: list[ContactLine]) -> None:
        columns = copied_columns(self._view.columns.shown())
        QGuiApplication.clipboard().setMimeData(as_mime(columns, lines))
        words = self.tr("%Ln rows copied with headings", "", len(lines))
        self._desk.said.emit(Said(text=words, can_undo=False))
        self.copied.emit(len(lines))

    def _remove(self) -> None:
        """Take the contacts out. It is not asked before: one key brings them back."""
        workspace = self._desk.workspace

        def remove(ids: list[int]) -> None:
            words = self.tr("%Ln contacts removed", "", len(ids))
            self._desk.act(lambda: contacts.remove_contacts(workspace, contact_ids=ids), said=Said(text=words))

        self._with_contacts(remove)

    def _review(self, contact_id: int) -> None:
        """Review a contact; where it waits in a queue, as that place of it."""
        self.wanted.emit("quality", {"tab": "review", "contact_id": contact_id})

    def _queue(self, contact_id: int) -> None:
        """Put a contact into one's own queue of reviews."""
        from csops.services.review_picks import pick_by_hand  # not part of the start of the window

        workspace = self._desk.workspace
        words = self.tr("Waits in your queue of reviews (Quality, To review)")
        self._desk.act(lambda: pick_by_hand(workspace, contact_id=contact_id), said=Said(text=words))

    def _calibrate(self, contact_id: int) -> None:
        """Let several reviewers rate a contact."""
        self.wanted.emit("quality", {"tab": "calibration", "contact_id": contact_id})

    def _change(self) -> None:
        """Offer what can be changed of all of them; of a single one also its whole form."""
        self._with_contacts(self._open_changes)

    def _open_changes(self, ids: list[int]) -> None:
        menu = change_menu(self._view, self._desk, ids, edit=self.edit_wanted.emit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setActiveAction(menu.actions()[0])
        place = self._place()
        menu.popup(place.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _with_contacts(self, do: Callable[[list[int]], object]) -> None:
        self._chosen.read(
            lambda _pages, found: list(found),
            then=do,
            most=MOST_CHANGED,
            too_many=self.tr("At most {most} contacts can be changed at once"),
            key="contacts.table.chosen",
        )

    # ------------------------------------------------------------ on one row
    def menu(self, line: ContactLine) -> QMenu:
        """Return what can be done with the row under the pointer, or with all that are ticked if it is one of them."""
        view, menu = self._view, QMenu(self._view)
        if not view.table.ticks.has(line.id):
            view.table.set_ticks(Ticks())
        menu.addAction(self.tr("Open\tEnter"), lambda: view.opened.emit(line))
        index = view.currentIndex()
        column = view.table.column(index.column()) if view.edit_of(index) is not None else None
        if column is not None:
            words = self.tr("Edit {column} here").format(column=column.title.lower())
            menu.addAction(f"{words}\t{view.edit_keys}", lambda: view.edit_cell(index))
        if self.change.isEnabled():
            keys = f"\t{view.edit_keys}" if column is None else ""
            menu.addAction(self.tr("Edit contact") + keys, lambda: self.edit_wanted.emit(line.id))
        if self._desk.workspace.may(Permission.REVIEWS):
            review = menu.addAction(self.tr("Review this contact"), lambda: self._review(line.id))
            later = menu.addAction(self.tr("Put into your queue of reviews"), lambda: self._queue(line.id))
            # Nobody reviews their own, and what nobody handled says nothing of anybody.
            calibrate = menu.addAction(self.tr("Calibrate this contact"), lambda: self._calibrate(line.id))
            for one in (review, later, calibrate):
                one.setEnabled(line.member_id not in {None, self._desk.workspace.member.id})
        menu.addSeparator()
        menu.addActions([self.assign, self.status, self.follow_up, self.pass_on, self.merge, self.change])
        menu.addSeparator()
        menu.addAction(self.tr("Copy for Excel\tCtrl+C"), self.copy)
        if self._desk.workspace.may(Permission.IMPORT):
            menu.addAction(self.tr("Paste rows") + f"\t{self._shortcuts.keys('paste')}", self.paste_wanted.emit)
        menu.addAction(self.remove)
        return menu

    def open_menu(self, line: ContactLine, place: QPoint) -> None:
        """Open the menu of a row."""
        menu = self.menu(line)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _export_shown(self) -> None:
        order = self._view.table.order
        self._desk.ask(self._pages().question, then=lambda question: self._exporter.ask(question, order=order))
