"""What can be done with a saved view: shown, renamed, coloured, pinned to the left bar or not, moved, removed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.access import Permission
from csops.domain.team import View
from csops.services import views
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import LineField
from csops.ui.kit.overlay import Dialog


class ViewMenu(QObject):
    """Makes the menus of saved views; everything but showing them needs the right to change contacts."""

    def __init__(self, desk: Desk, *, show: Callable[[View], object], over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._show, self._over = desk, show, over

    def of(self, view: View, known: Sequence[View], *, parent: QWidget | None = None) -> QMenu:
        """Return the menu of one view among all that are known."""
        menu = QMenu(parent or self._over)
        menu.addAction(self.tr("Show"), lambda: self._show(view))
        if not self._desk.workspace.may(Permission.EDIT):
            return menu
        menu.addSeparator()
        menu.addAction(self.tr("Rename"), lambda: self.rename(view, known))
        self._add_colours(menu, view)
        pin = self.tr("Take out of the left bar") if view.pinned else self.tr("Pin to the left bar")
        menu.addAction(pin, lambda: self.pin(view, pinned=not view.pinned))
        up = menu.addAction(self.tr("Move up"), lambda: self._move_up(view, known))
        up.setEnabled(_above(view, known) is not None)
        menu.addSeparator()
        menu.addAction(self.tr("Remove"), lambda: self.remove(view))
        return menu

    def of_all(self, known: Sequence[View], *, parent: QWidget) -> QMenu:
        """Return all views, each with its menu; those that do not stand in the left bar are found here."""
        menu = QMenu(parent)
        for view in known:
            part = self.of(view, known, parent=menu)
            title = view.name if view.pinned else self.tr("{name} (not in the left bar)").format(name=view.name)
            part.setTitle(title.replace("&", "&&"))
            menu.addMenu(part)
        return menu

    def open(self, view: View | None, known: Sequence[View], place: QPoint) -> None:
        """Open the menu of a view at a place on the screen."""
        if view is not None:
            menu = self.of(view, known)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)

    # ------------------------------------------------------------ doing it
    def rename(self, view: View, known: Sequence[View]) -> None:
        """Ask for another name."""
        taken = [one.name for one in known if one.place == view.place and one.id != view.id]
        RenameDialog(self._desk, self._over.window(), view=view, taken=taken).open()

    def pin(self, view: View, *, pinned: bool) -> None:
        """Let a view stand in the left bar, or only in the menu of views and the palette."""
        said = self.tr("View pinned: {name}") if pinned else self.tr("View taken out of the left bar: {name}")
        self._keep(replace(view, pinned=pinned), said)

    def remove(self, view: View) -> None:
        """Forget a view. It is not asked before: one key brings it back."""
        workspace = self._desk.workspace
        said = Said(text=self.tr("View removed: {name}").format(name=view.name))
        self._desk.act(lambda: views.remove_view(workspace, view_id=view.id), said=said)

    def _add_colours(self, menu: QMenu, view: View) -> None:
        part, said = menu.addMenu(self.tr("Colour")), self.tr("View changed: {name}")
        for colour, name in (
            ("accent.solid", self.tr("Blue")),
            ("danger.text", self.tr("Red")),
            ("warning.text", self.tr("Amber")),
            ("success.text", self.tr("Green")),
        ):
            action = part.addAction(name)
            action.setCheckable(True)
            action.setChecked(colour == view.colour)
            action.triggered.connect(lambda _on=False, colour=colour: self._keep(replace(view, colour=colour), said))

    def _move_up(self, view: View, known: Sequence[View]) -> None:
        above = _above(view, known)
        if above is not None:
            workspace = self._desk.workspace
            said = Said(text=self.tr("View moved: {name}").format(name=view.name))
            self._desk.act(lambda: views.move_view(workspace, view_id=view.id, before_id=above.id), said=said)

    def _keep(self, view: View, said: str) -> None:
        workspace = self._desk.workspace
        words_of = Said(text=said.format(name=view.name))
        self._desk.act(lambda: views.save_view(workspace, view=view), said=words_of)


class RenameDialog(Dialog):
    """Asks for another name of a view."""

    def __init__(self, desk: Desk, parent: QWidget, *, view: View, taken: Sequence[str]) -> None:
        super().__init__(desk.themes, parent, title=desk.tr("Rename the view"))
        self._desk, self._view = desk, view
        self._taken = {name.casefold() for name in taken}
        self.view_name = LineField(desk.themes, label=self.tr("Name"), name="name", required=True)
        self.view_name.set_text(view.name)
        self.view_name.set_check(self._wrong)
        self.body.addWidget(self.view_name)
        self.save = Button(desk.themes, self.tr("Rename"), role=Role.PRIMARY)
        self.add_button(self.save)
        self.save.clicked.connect(self.submit)
        self.view_name.line.returnPressed.connect(self.submit)
        self.closed.connect(self.deleteLater)

    def submit(self) -> None:
        """Keep the name."""
        if self.view_name.problem():
            return
        workspace, view = self._desk.workspace, replace(self._view, name=self.view_name.text())
        said = Said(text=self.tr("View renamed: {name}").format(name=view.name))
        self._desk.act(
            lambda: views.save_view(workspace, view=view),
            then=lambda _kept: self.close_layer(),
            failed=self._refused,
            said=said,
        )

    def _refused(self, error: Exception) -> None:
        self.view_name.show_error(words(error).sentence)

    def _wrong(self) -> str:
        name = self.view_name.text()
        if not name:
            return self.tr("Write what the view shows, such as “Overdue refunds”")
        taken = self.tr("There is a view called “{name}” already. Choose another name").format(name=name)
        return taken if name.casefold() in self._taken else ""


def _above(view: View, known: Sequence[View]) -> View | None:
    """Return the view of the same kind (in the left bar or not) that stands before this one."""
    alike = [one for one in known if one.pinned == view.pinned]
    place = next((number for number, one in enumerate(alike) if one.id == view.id), 0)
    return alike[place - 1] if place else None
