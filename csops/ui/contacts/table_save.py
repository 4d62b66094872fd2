"""Saved views of the table: what it shows gets a name, and all that have one are listed."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.access import Permission
from csops.domain.team import View
from csops.services import views
from csops.ui.contacts.case_dialogs import CaseDialog
from csops.ui.desk import Desk, Said
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import LineField
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.view_menu import ViewMenu

PLACE = "contacts"


class SaveViewDialog(CaseDialog):
    """Asks for a name and a colour; the same name replaces the view that bears it."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        suggestion: str,
        question: Callable[[], Mapping[str, object]],
        shortcuts: Shortcuts,
    ) -> None:
        title = desk.tr("Save as view")
        super().__init__(desk, parent, title=title, verb=desk.tr("Save view"), shortcuts=shortcuts)
        self._question = question
        self.view_name = LineField(
            desk.themes, label=self.tr("Name"), name="name", helper=self.tr("Everybody finds it in the left bar")
        )
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
        self.desk.act(save, then=lambda _view: self.close_layer(), failed=self.explain, said=said)

    def _colours(self) -> list[Choice]:
        return [
            Choice(key="accent.solid", text=self.tr("Blue")),
            Choice(key="danger.text", text=self.tr("Red")),
            Choice(key="warning.text", text=self.tr("Amber")),
            Choice(key="success.text", text=self.tr("Green")),
        ]


class TableViews(QObject):
    """The button that lists every saved view of the table, each with what can be done with it.

    Signals:
        wanted(object): this View shall be shown.
        save_wanted: what the table shows shall be saved as one.
    """

    wanted = Signal(object)
    save_wanted = Signal()

    def __init__(self, desk: Desk, button: QWidget, *, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._button = desk, button
        self._menus = ViewMenu(desk, show=self.wanted.emit, over=over)

    def open(self) -> None:
        """List the views below the button."""
        workspace = self._desk.workspace
        self._desk.ask(lambda: views.list_views(workspace, place=PLACE), then=self._show, key="contacts.table.views")

    def menu(self, known: list[View]) -> QMenu:
        """Return the list."""
        menu = self._menus.of_all(known, parent=self._button)
        if not known:
            menu.addAction(self.tr("No view is saved yet")).setEnabled(False)
        menu.addSeparator()
        save = menu.addAction(self.tr("Save as view"), self.save_wanted.emit)
        save.setEnabled(self._desk.workspace.may(Permission.EDIT))
        return menu

    def _show(self, known: list[View]) -> None:
        menu = self.menu(known)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))
