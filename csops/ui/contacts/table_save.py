"""Saved views of the table: what it shows gets a name, and all that have one are listed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.access import Permission
from csops.domain.team import View
from csops.services import views
from csops.ui.contacts.case_dialogs import CaseDialog
from csops.ui.contacts.open_view import OpenView
from csops.ui.contacts.table_bar import TableBar
from csops.ui.desk import Desk, Said
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import LineField
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.view_menu import ViewMenu

PLACE = "contacts"


class SaveViewDialog(CaseDialog):
    """Asks for a name and a colour; the same name replaces the view that bears it.

    `left_out` names what narrows the table and no view keeps, such as the rows of one import.

    Signals:
        saved(object): this View was saved.
    """

    saved = Signal(object)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        suggestion: str,
        question: Callable[[], Mapping[str, object]],
        shortcuts: Shortcuts,
        left_out: str = "",
    ) -> None:
        title = desk.tr("Save as view")
        super().__init__(desk, parent, title=title, verb=desk.tr("Save view"), shortcuts=shortcuts)
        self._question = question
        helper = self.tr("Everybody finds it in the left bar")
        if left_out:
            helper = self.tr("Everybody finds it in the left bar. “{filter}” is not kept in it").format(filter=left_out)
        self.view_name = LineField(desk.themes, label=self.tr("Name"), name="name", helper=helper)
        self.view_name.set_text(suggestion)
        self.colour = ChoiceField(desk.themes, self._colours(), label=self.tr("Colour"), typed=False)
        self.colour.choose("accent.solid")
        self.body.addWidget(self.view_name)
        self.body.addWidget(self.colour)
        self.view_name.line.returnPressed.connect(self.submit)
        self.ask_for((self.view_name,), submit=self.submit)

    def submit(self) -> None:
        """Save it."""
        workspace, name = self.desk.workspace, self.view_name.text()
        question, colour = dict(self._question()), self.colour.key() or "accent.solid"

        def save() -> View:
            known = views.list_views(workspace, place=PLACE)
            old = next((view for view in known if view.name.casefold() == name.casefold()), None)
            new = View(name=name, place=PLACE, position=len(known))
            view = replace(old or new, name=name, question=question, colour=colour)
            return views.save_view(workspace, view=view)

        said = Said(text=self.tr("View saved: {name}").format(name=name))
        self.desk.act(save, then=self._saved, failed=self.explain, said=said)

    def _saved(self, view: View) -> None:
        self.saved.emit(view)
        self.close_layer()

    def _colours(self) -> list[Choice]:
        return [
            Choice(key="accent.solid", text=self.tr("Blue")),
            Choice(key="danger.text", text=self.tr("Red")),
            Choice(key="warning.text", text=self.tr("Amber")),
            Choice(key="success.text", text=self.tr("Green")),
        ]


class TableViews(QObject):
    """Saved views at the bar of the table: all of them listed, what is shown saved as one, or again.

    Attributes:
        shown: the view that is open.

    Signals:
        wanted(object): this View shall be shown.
    """

    wanted = Signal(object)

    def __init__(
        self, desk: Desk, bar: TableBar, *, state: Callable[[], dict[str, Any]], shortcuts: Shortcuts, over: QWidget
    ) -> None:
        super().__init__(over)
        self._desk, self._bar, self._state, self._shortcuts, self._over = desk, bar, state, shortcuts, over
        self.shown = OpenView(desk, state=state, parent=over)
        self._menus = ViewMenu(desk, show=self.wanted.emit, over=over)
        bar.views_button.clicked.connect(self.open)
        bar.filters.save_wanted.connect(self.save_as)
        bar.filters.keep_wanted.connect(self.shown.save)
        self.shown.changed.connect(self._offer)

    def open(self) -> None:
        """List the views below the button."""
        workspace = self._desk.workspace
        self._desk.ask(lambda: views.list_views(workspace, place=PLACE), then=self._show, key="contacts.table.views")

    def save_as(self) -> None:
        """Ask for a name for what is shown."""
        suggestion = self._bar.search.text() or self._bar.filters.words()
        behind = self._bar.behind
        dialog = SaveViewDialog(
            self._desk,
            self._over.window(),
            suggestion=suggestion,
            question=self._state,
            shortcuts=self._shortcuts,
            left_out="" if behind.isHidden() else behind.text(),
        )
        dialog.saved.connect(self.shown.saved)
        dialog.open()

    def menu(self, known: list[View]) -> QMenu:
        """Return the list, and what can be done with the view that is open."""
        menu = self._menus.of_all(known, parent=self._bar.views_button)
        if not known:
            menu.addAction(self.tr("No view is saved yet")).setEnabled(False)
        menu.addSeparator()
        if self.shown.may_save:
            menu.addAction(self._keep_words().replace("&", "&&"), self.shown.save)
        save = menu.addAction(self.tr("Save as view"), self.save_as)
        save.setEnabled(self._desk.workspace.may(Permission.EDIT))
        if self.shown.id:
            leave = self.tr("Leave “{name}”").format(name=self.shown.name)
            menu.addAction(leave.replace("&", "&&"), self.shown.leave)
        return menu

    def _offer(self) -> None:
        """Offer to save the open view where it is changed."""
        self._bar.filters.offer_keep(self.shown.may_save, hint=self._keep_words())

    def _keep_words(self) -> str:
        return self.tr("Save changes to “{name}”").format(name=self.shown.name)

    def _show(self, known: list[View]) -> None:
        menu = self.menu(known)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self._bar.views_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
