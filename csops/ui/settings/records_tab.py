"""A tab with a list of records at the left and the form of the chosen one beside it."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.channels import Channel
from csops.domain.people import Member
from csops.domain.topics import Topic
from csops.services.settings import Team, team
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.field_kinds import ChoiceField
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.record_list import RecordList, Row
from csops.ui.settings.tab import Tab

R = TypeVar("R", Member, Channel, Topic)


class RecordForm(QWidget):
    """The fields of one record. A form gives `values`: what stands in the fields and is understood.

    Signals:
        committed: a person has finished a field.
        entered: Enter was pressed in a line.
    """

    committed = Signal()
    entered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.themes = desk, desk.themes
        self.fields: list[Field] = []
        self.column = QVBoxLayout(self)
        Spacing(self.themes, self.column, gap=3)

    def add_fields(self, *fields: Field) -> None:
        """Put fields below the others, side by side, and hear when each is finished."""
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        for field in fields:
            row.addWidget(field, 1)
            self.fields.append(field)
            if isinstance(field, LineField):
                field.line.returnPressed.connect(self.entered)
                field.line.editingFinished.connect(self.committed)
            elif isinstance(field, ChoiceField):
                field.box.activated.connect(lambda _number: self.committed.emit())
        self.column.addLayout(row)

    @abstractmethod
    def show_record(self, record: Any) -> None:
        """Put a record into the fields."""

    @abstractmethod
    def values(self) -> dict[str, Any]:
        """Return the values by the names of the record; a field that is not understood is left out."""


class RecordsTab(Tab, Generic[R]):
    """Keeps list, form and record together. What a subclass says: the records, their rows, a fresh one, how to keep."""

    def __init__(self, desk: Desk, form: RecordForm, *, title: str, why: str, add: str, needs: Permission) -> None:
        super().__init__(desk, title=title, why=why, needs=needs)
        self.form = form
        self.list = RecordList(self.themes, name=title)
        self.add = Button(self.themes, add, icon_name="plus")
        self.keep_new = Button(self.themes, add, role=Role.PRIMARY)
        self.leave_new = Button(self.themes, self.tr("Leave it"))
        self.record: R | None = None
        self._is_adding = False
        self.card = Card(self.themes)
        self._lay_out()
        self.list.chosen.connect(self._choose)
        self.add.clicked.connect(self._begin_new)
        self.keep_new.clicked.connect(self._add_new)
        self.leave_new.clicked.connect(self._leave_new)
        form.committed.connect(self._commit)
        form.entered.connect(self._add_new)
        self.refresh()

    # ------------------------------------------------------------ what a subclass says
    @abstractmethod
    def records(self, team: Team) -> Sequence[R]:
        """Return the records in their order."""

    @abstractmethod
    def row(self, record: R) -> Row:
        """Return the line of a record."""

    @abstractmethod
    def fresh(self) -> R:
        """Return a record that is about to be added."""

    @abstractmethod
    def keep(self, record: R) -> R:
        """Keep a record through its service; called in the lane of writes."""

    @abstractmethod
    def kept_words(self, record: R, *, is_new: bool) -> str:
        """Return what the toast says of a kept record."""

    # ------------------------------------------------------------ showing
    def refresh(self) -> None:
        """Show the records as they are now; what is being added stays."""
        found = self.records(self.desk.team)
        self.list.show_rows([self.row(record) for record in found])
        if self.record is not None and not self.record.id:
            return
        wanted = self.record.id if self.record is not None else None
        self._show(next((one for one in found if one.id == wanted), found[0] if found else None))

    def show_more(self, record: R) -> None:
        """Show what goes beyond the fields of the form. A tab that has more overrides this."""

    def _show(self, record: R | None) -> None:
        self.record = record
        self.card.setVisible(record is not None)
        if record is None:
            return
        for field in self.form.fields:
            field.show_error("")
        self.form.show_record(record)
        self.show_more(record)
        self.list.choose(record.id or None)
        self._show_new(not record.id)

    def _show_new(self, is_new: bool) -> None:
        for widget in (self.keep_new, self.leave_new, self._foot):
            widget.setVisible(is_new)

    def _choose(self, record_id: int) -> None:
        self._show(next((one for one in self.records(self.desk.team) if one.id == record_id), None))

    # ------------------------------------------------------------ changing
    def change(self, **values: Any) -> None:
        """Change the record that is shown, at once; one that is being added waits for its button."""
        record = self.record
        if record is None:
            return
        if not record.id:
            self.record = replace(record, **values)
            return
        record_id, workspace = record.id, self.desk.workspace

        def work() -> R:
            # Read anew: what was shown may be older than the change before this one.
            latest = next(one for one in self.records(team(workspace)) if one.id == record_id)
            return self.keep(replace(latest, **values))

        said = self.kept_words(replace(record, **values), is_new=False)
        self.act(work, said=said, fields=self.form.fields, then=self._kept)

    def _kept(self, record: R) -> None:
        if self.record is not None and self.record.id in {0, record.id}:
            self.record = record

    def _commit(self) -> None:
        record = self.record
        if record is None:
            return
        said = self.form.values()
        different = {name: value for name, value in said.items() if getattr(record, name) != value}
        if different:
            self.change(**different)

    def _begin_new(self) -> None:
        self.list.choose(None)
        self._show(self.fresh())
        self.form.fields[0].control.setFocus()

    def _leave_new(self) -> None:
        self.record = None
        self.refresh()

    def _add_new(self) -> None:
        record = self.record
        if record is None or record.id or self._is_adding:
            return
        wrong = [field for field in self.form.fields if field.problem()]
        if wrong:
            wrong[0].control.setFocus()
            return
        new = replace(record, **self.form.values())
        said = self.kept_words(new, is_new=True)
        self._is_adding = True
        self.act(lambda: self.keep(new), said=said, fields=self.form.fields, then=self._added)

    def _added(self, record: R) -> None:
        self.record, self._is_adding = record, False
        self.list.choose(record.id)  # the list may have come anew before
        self._show_new(False)

    def _explain(self, error: Exception, fields: Iterable[Field]) -> None:
        self._is_adding = False
        super()._explain(error, fields)

    def add_order(self) -> None:
        """Offer to move the chosen record up and down."""
        self.up: IconButton = IconButton(self.themes, "arrow-up", name=self.tr("Move up"), keys="Alt+Up")
        self.down: IconButton = IconButton(self.themes, "arrow-down", name=self.tr("Move down"), keys="Alt+Down")
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        for button in (self.up, self.down):
            button.setShortcut(button.keys)
            self._buttons.insertWidget(self._buttons.count() - 1, button)

    def put_in_order(self, ids: Sequence[int]) -> None:
        """Keep another order. A tab that has one overrides this."""

    def _move(self, step: int) -> None:
        ids, here = self.list.ids(), self.list.current_id()
        if here is None:
            return
        place = ids.index(here)
        goal = place + step
        if 0 <= goal < len(ids):
            ids[place], ids[goal] = ids[goal], ids[place]
            self.put_in_order(ids)

    # ------------------------------------------------------------ laying out
    def _lay_out(self) -> None:
        side = Card(self.themes, padded=False)
        side.set_gap(0)
        side.body.addWidget(self.list)
        self._buttons = QHBoxLayout()
        Spacing(self.themes, self._buttons, margins=(3, 2, 3, 3), gap=2)
        self._buttons.addWidget(self.add)
        self._buttons.addStretch(1)
        side.body.addLayout(self._buttons)
        self.card.body.addWidget(self.form)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        Spacing(self.themes, foot, margins=(0, 3, 0, 0), gap=2)
        foot.addStretch(1)
        foot.addWidget(self.leave_new)
        foot.addWidget(self.keep_new)
        self.card.body.addWidget(self._foot)
        self.side_by_side(_at_top(side), _at_top(self.card), shares=(2, 3))


def _at_top(card: QWidget) -> QWidget:
    """Return a ground on which the card keeps its height."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card)
    column.addStretch(1)
    return ground
