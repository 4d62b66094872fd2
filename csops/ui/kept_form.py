"""A form over the window: what is typed is kept as a draft until it is saved or discarded."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from csops.ui.desk import Desk
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.form_height import form_height
from csops.ui.kept_typing import KeptLine, KeptTyping, Typed
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import Field
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling


class KeptForm(Dialog):
    """A dialog with *Save*, and *Discard draft* once something was typed.

    Signals:
        save_wanted(object): what the form says.
    """

    save_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, *, title: str, verb: str, form: str, width: int = 1) -> None:
        super().__init__(desk.themes, parent, title=title, width=width)
        self.desk = desk
        self.trouble = Text(desk.themes, colour="danger.text", wrap=True)
        self.trouble.hide()
        self.discard = Button(desk.themes, self.tr("Discard draft"), role=Role.GHOST)
        self.discard.hide()
        self.discard.clicked.connect(self.finish)
        self.save = Button(desk.themes, verb, role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True)
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self.submit)
        self.keeper = DraftKeeper(desk, form=form, values=self.values, parent=self)
        self.kept: KeptTyping | None = None
        self.line = KeptLine(desk.themes)
        self.buttons.insertWidget(0, self.line)
        self.panel.installEventFilter(self)
        self.closed.connect(self._leave)

    def begin(self) -> None:
        """Open it, with what was typed before and not saved."""
        self.body.addWidget(self.trouble)
        self.add_button(self.discard)
        self.add_button(self.save)
        if typed := self.typed():
            self.kept = KeptTyping(self.desk, self, typed, form=self.keeper.form)
            self.kept.edited.connect(self.trouble.hide)
        else:
            self.keeper.watch_window(self.window())
            self.keeper.read(then=self._take_draft, failed=self.explain)
        self.open()

    def add_fields(self, column: QBoxLayout, *, usual: int, around: int = 0) -> None:
        """Put the fields into the body, where they scroll in a small window.

        Args:
            column: the fields.
            usual: how high they are, in steps of the grid.
            around: how high what else stands in the body is.
        """
        area = scrolling(column)
        step = self.themes.current.space(1)
        area.setMinimumHeight(form_height(self.themes, self._under, usual=usual + around) - step * around)
        self.body.addWidget(area, 1)

    def typed(self) -> Sequence[Typed]:
        """Return the fields that are kept, where they are all there is; else override `values` and `take`."""
        return ()

    def values(self) -> Mapping[str, Any]:
        """Return what stands in the form, as plain values. A form with fields overrides this."""
        return {}

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what was typed before. A form with fields overrides this."""

    def submit(self) -> None:
        """Check what stands there and send it. A form with fields overrides this."""
        self.save_wanted.emit(self.values())

    def fields(self) -> Sequence[Field]:
        """Return the fields, in their order; an error finds its place by their names."""
        return ()

    def touch(self) -> None:
        """Something was typed or chosen."""
        self.keeper.touched()
        self.discard.show()
        self.trouble.hide()

    def finish(self) -> None:
        """Close it; what stands in it is saved, or not wanted any more."""
        self.keeper.drop()
        super().finish()

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about, else at the foot."""
        told = words(error)
        field = next((each for each in self.fields() if told.field and each.name == told.field), None)
        if field is None:
            self.trouble.say(told.sentence)
            self.trouble.show()
            return
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: grow when something comes in."""
        if self.__dict__ and event.type() == QEvent.Type.LayoutRequest and watched is self.panel:
            self.place()
        return super().eventFilter(watched, event)

    def _take_draft(self, draft: Draft | None) -> None:
        if draft is not None:
            self.take(draft[0])
            self.discard.show()
            self.line.say_since(self.desk, draft[1])

    def _leave(self) -> None:
        self.keeper.keep_if_due()
        self.deleteLater()
