"""A form over the window: what is typed is kept as a draft until it is saved or discarded."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from csops.ui.desk import Desk
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.form_height import form_height
from csops.ui.kept_typing import KeptLine, KeptTyping, Typed
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.fields import Field
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling

_WHOLE = 10_000
"""Steps of the grid that no window has."""
_BELOW = 28
"""Steps below what has the focus: so high is a row of fields."""


class _Fields(NamedTuple):
    """The fields where they scroll; how high they usually are, and what else stands in the body, in steps."""

    area: QScrollArea
    inner: QWidget
    column: QBoxLayout
    usual: int
    around: int


class KeptForm(Dialog):
    """A dialog with *Save*, and *Discard draft* once something was typed.

    Signals:
        save_wanted(object): what the form says.
    """

    save_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, *, title: str, verb: str, form: str, width: int = 1) -> None:
        super().__init__(desk.themes, parent, title=title, width=width)
        self.desk = desk
        self._fields: _Fields | None = None
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
        """Put the fields into the body, where they scroll in a small window; with what comes in the form grows.

        Args:
            column: the fields.
            usual: how high they are, in steps of the grid.
            around: how high what else stands in the body is.
        """
        area, inner = scrolling(column), column.parentWidget()
        assert inner is not None, "it lies in the area by now"
        self._fields = _Fields(area, inner, column, usual, around)
        self._fit()
        inner.installEventFilter(self)
        area.verticalScrollBar().rangeChanged.connect(self._keep_in_view)
        self.body.addWidget(area, 1)

    def _fit(self) -> None:
        """Give the fields as much room as they need and the window has."""
        if self._fields is None:
            return
        area, _inner, column, usual, around = self._fields
        edge, width = self.themes.current.space(1) * around, area.viewport().width()
        needed = column.heightForWidth(width) if column.hasHeightForWidth() else column.sizeHint().height()
        least, most = (form_height(self.themes, self._under, usual=each) for each in (usual + around, _WHOLE))
        area.setMinimumHeight(max(least, min(most, needed + edge)) - edge)

    def _keep_in_view(self) -> None:
        """Show what has the focus, and what belongs to it below, once the fields are too high for the window."""
        focused, fields = self.window().focusWidget(), self._fields
        if focused is not None and fields is not None and fields.inner.isAncestorOf(focused):
            below = focused.mapTo(fields.inner, QPoint(0, focused.height())).y() + self.themes.current.space(1) * _BELOW
            fields.area.ensureVisible(0, min(below, fields.inner.height()), 0, 0)
            fields.area.ensureWidgetVisible(focused, 0, 0)

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
        if not say_at_field(told, self.fields()):
            self.trouble.say(told.sentence)
            self.trouble.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the fields take the height that they need, as far as there is room."""
        is_layout = self.__dict__ and event.type() == QEvent.Type.LayoutRequest
        if is_layout and self._fields is not None and watched is self._fields.inner:
            self._fit()
        return super().eventFilter(watched, event)

    def _take_draft(self, draft: Draft | None) -> None:
        if draft is not None:
            self.take(draft[0])
            self.discard.show()
            self.line.say_since(self.desk, draft[1])

    def _leave(self) -> None:
        self.keeper.keep_if_due()
        self.deleteLater()
