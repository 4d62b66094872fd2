"""The sections and criteria of a card, edited in place, with the running sum of their weights."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.scoring import Scale
from csops.ui.kit.controls import Button
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.weights import WeightSum
from csops.ui.quality.cards.card_rows import CardRows
from csops.ui.quality.cards.card_text import Names
from csops.ui.quality.cards.criterion_details import CriterionDetails
from csops.ui.quality.cards.criterion_row import CriterionRow
from csops.ui.quality.cards.scale_dialog import ScaleDialog
from csops.ui.quality.cards.section_row import SectionRow
from csops.ui.quality.wording import tr


class CriteriaTable(QWidget):
    """What a card asks. The details of one criterion at a time open below its line.

    `sum` is laid out by whoever shows the table, where it stays in sight.

    Signals:
        edited: a person changed something.
        opened: the details of a criterion were opened.
    """

    edited = Signal()
    opened = Signal()

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self.themes, self._formats = themes, formats
        self._scales: tuple[Scale, ...] = ()
        self.typed = CardRows()
        self._heads: list[SectionRow] = []
        self._rows: list[CriterionRow] = []
        self._open: int | None = None
        self._is_narrow = False
        self._body = QVBoxLayout()
        self.details = CriterionDetails(themes, formats, self)
        self.sum = WeightSum(themes, formats)
        self.add_section = Button(themes, tr("Add a section"), icon_name="plus")
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------ what is shown
    def set_names(self, names: Names, *, skills: Sequence[Choice], scales: Sequence[Scale]) -> None:
        """Take what things are called, and the scales that are usual."""
        self.details.set_names(names, skills=skills)
        self._scales = tuple(scales)
        for row in self._rows:
            row.set_scales(scales)

    def show_card(self, typed: CardRows) -> None:
        """Show what is asked; nobody is told. The details stay open where their criterion is still there."""
        before = self.typed.entries[self._open].criterion.key if self._open is not None else ""
        self.typed = typed
        keys = [one.key for one in typed.criteria()]
        self._open = keys.index(before) if before and before in keys else None
        self._place()

    def set_narrow(self, is_narrow: bool) -> None:
        """Let each line take two, where there is no room."""
        self._is_narrow = is_narrow
        for head in self._heads:
            head.set_narrow(is_narrow)
        for row in self._rows:
            row.set_narrow(is_narrow)
        self.details.set_narrow(is_narrow)

    def rows(self) -> list[CriterionRow]:
        """Return the lines that are shown, in their order."""
        return self._rows[: len(self.typed.entries)]

    def heads(self) -> list[SectionRow]:
        """Return the heads of the sections that are shown."""
        return self._heads[: len(self.typed.sections)]

    @property
    def open_place(self) -> int | None:
        """The place of the criterion whose details are open."""
        return self._open

    def show_problem(self, error: CsopsError | None) -> None:
        """Say what is wrong where it is: at a criterion, or at the sum. None: nothing is."""
        self._show_sums()
        for row in self.rows():
            row.show_problem("")
        if error is None:
            return
        said = words(error)
        last = said.field.rsplit(" of ", maxsplit=1)[-1].casefold()
        names = [one.name.casefold() or "a criterion" for one in self.typed.criteria()]
        if last in names:
            self.rows()[names.index(last)].show_problem(said.sentence)
        else:
            self.sum.complain(said.sentence)

    # ------------------------------------------------------------ changing
    def share_out(self) -> None:
        """Let those weights that are not held share what the others leave of 100."""
        try:
            self.typed.share_out()
        except CsopsError as error:
            self.sum.complain(words(error).sentence)
            return
        for row, one in zip(self.rows(), self.typed.criteria(), strict=True):
            row.set_weight(one.weight)
        self._show_sums()
        self.edited.emit()

    def add_criterion(self, section: str) -> None:
        """Add a criterion at the end of a section and put the keys into it."""
        place = self.typed.add(section, scale=self._scales[0])
        self._open = None
        self._changed()
        self.rows()[place].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def new_section(self) -> None:
        """Add a section at the end, and put the keys into its name."""
        self.typed.add_section()
        self._changed()
        self.heads()[-1].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_row(self, place: int, by: int) -> None:
        """Move a criterion up or down; at the edge of its section it goes over into the next one."""
        opened = self.typed.entries[self._open] if self._open is not None else None
        now = self.typed.move(place, by)
        self._open = self.typed.entries.index(opened) if opened is not None else None
        self._changed()
        if self._open != now:
            self.rows()[now].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_out(self, place: int) -> None:
        """Take a criterion out."""
        del self.typed.entries[place]
        self._open = None
        self._changed()
        near = self.rows()
        (near[min(place, len(near) - 1)].name if near else self.add_section).setFocus()

    def open_details(self, place: int) -> None:
        """Show the details of a criterion, or hide them again."""
        self._open = None if self._open == place else place
        self._place()
        if self._open is not None:
            first = self.details.meanings[0] if self.details.meanings else self.details.guidance
            first.control.setFocus(Qt.FocusReason.OtherFocusReason)
            self.opened.emit()

    # ------------------------------------------------------------ inside
    def _changed(self) -> None:
        self._place()
        self.edited.emit()

    def _row_edited(self, row: CriterionRow) -> None:
        place = self._rows.index(row)
        entry = self.typed.entries[place]
        before = entry.criterion.scale.steps
        entry.criterion, entry.is_held = row.criterion(), row.is_held
        if entry.criterion.scale.steps != before:
            known = {step.rating for step in entry.criterion.scale.steps}
            kept = tuple(one for one in entry.criterion.meanings if one.rating in known)
            entry.criterion = replace(entry.criterion, meanings=kept)
            self._show_row(place)
        self._show_sums()
        self.edited.emit()

    def _details_edited(self) -> None:
        if self._open is not None:
            entry = self.typed.entries[self._open]
            entry.criterion = self.details.over(entry.criterion)
            self._rows[self._open].show_criterion(entry.criterion, is_held=entry.is_held, is_open=True)
            self.edited.emit()

    def _own_scale(self, row: CriterionRow) -> None:
        one = row.criterion()
        called = one.name or tr("New criterion")
        dialog = ScaleDialog(self.themes, self._formats, self.window(), scale=one.scale, of=called)
        dialog.made.connect(row.take_scale)
        dialog.open()

    def _named(self, head: SectionRow) -> None:
        place = self._heads.index(head)
        self.typed.sections[place] = replace(self.typed.sections[place], name=head.name.text())
        self.edited.emit()

    def _move_section(self, head: SectionRow, by: int) -> None:
        place = self._heads.index(head)
        opened = self.typed.entries[self._open] if self._open is not None else None
        if self.typed.move_section(place, by):
            self._open = self.typed.entries.index(opened) if opened is not None else None
            self._changed()
            self._heads[place + by].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove_section(self, head: SectionRow) -> None:
        del self.typed.sections[self._heads.index(head)]
        self._changed()
        self.add_section.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ how it is laid out
    def _show_sums(self) -> None:
        self.sum.show_sum(self.typed.weight())
        for section, head in zip(self.typed.sections, self._heads, strict=False):
            head.show_weight(self.typed.weight(section.key), is_empty=not self.typed.of(section.key))

    def _show_row(self, place: int) -> None:
        entry, is_open = self.typed.entries[place], place == self._open
        self._rows[place].show_criterion(entry.criterion, is_held=entry.is_held, is_open=is_open)
        if is_open:
            self.details.show_criterion(entry.criterion)

    def _place(self) -> None:
        """Put sections, lines and the open details into their order."""
        while self._body.takeAt(0) is not None:
            pass
        while len(self._heads) < len(self.typed.sections):
            self._heads.append(self._new_head())
        while len(self._rows) < len(self.typed.entries):
            self._rows.append(self._new_row())
        in_order: list[QWidget] = []
        for section, head in zip(self.typed.sections, self._heads, strict=False):
            head.show_section(section)
            in_order.append(head)
            for place in self.typed.of(section.key):
                self._show_row(place)
                in_order += [self._rows[place], *([self.details] if place == self._open else [])]
        for widget in in_order:
            self._body.addWidget(widget)
        for widget in (*self._heads, *self._rows, self.details):
            widget.setVisible(widget in in_order)
        self._show_sums()
        _put_in_tab_order([*in_order, self.add_section])

    def _new_head(self) -> SectionRow:
        head = SectionRow(self.themes, self._formats, self)
        head.set_narrow(self._is_narrow)
        head.edited.connect(lambda: self._named(head))
        head.added.connect(lambda: self.add_criterion(self.typed.sections[self._heads.index(head)].key))
        head.moved.connect(lambda by: self._move_section(head, by))
        head.removed.connect(lambda: self._remove_section(head))
        return head

    def _new_row(self) -> CriterionRow:
        row = CriterionRow(self.themes, self._formats, self._scales, self)
        row.set_narrow(self._is_narrow)
        row.edited.connect(lambda: self._row_edited(row))
        row.opened.connect(lambda: self.open_details(self._rows.index(row)))
        row.moved.connect(lambda by: self.move_row(self._rows.index(row), by))
        row.own_scale_wanted.connect(lambda: self._own_scale(row))
        return row

    def _connect(self) -> None:
        self.sum.share_wanted.connect(self.share_out)
        self.add_section.clicked.connect(self.new_section)
        self.details.edited.connect(self._details_edited)
        self.details.moved.connect(lambda by: None if self._open is None else self.move_row(self._open, by))
        self.details.removed.connect(lambda: None if self._open is None else self.take_out(self._open))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self.themes, column, gap=3)
        Spacing(self.themes, self._body, gap=1)
        column.addLayout(self._body)
        column.addWidget(self.add_section, 0, Qt.AlignmentFlag.AlignLeading)
        self.details.hide()


def _put_in_tab_order(in_order: Sequence[QWidget]) -> None:
    """Let Tab go as one reads: lines are used anew in another order."""
    stops = [stop for widget in in_order for stop in _stops_of(widget)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops_of(widget: QWidget) -> list[QWidget]:
    """Return the widgets that Tab reaches in one, in the order in which they were made; no lists that pop up."""
    found = [one for one in (widget, *widget.findChildren(QWidget)) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [one for one in found if one.window() is widget.window()]
