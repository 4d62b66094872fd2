"""The parts of a person's form that hold several things: times of the week, absences and wishes."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.opening_hours import Span, spans_from, text_of
from csops.domain.shifts import ShiftTemplate
from csops.domain.work_terms import Absence, Away, Part, Wanted, Wish, checked_wish
from csops.ui.forecast.person_words import absence_words, shift_names, weekday_name, wish_words
from csops.ui.forecast.scenario_parts import pairs
from csops.ui.forecast.shift_words import reasons
from csops.ui.kit.controls import Button, IconButton, Role, Switch
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

T = TypeVar("T", Absence, Wish, Span)
ANY, DATE = "any", "date"
NOBODY = "0"


class TimesPart(QWidget):
    """When somebody can work: at any time, or inside of what stands beside each weekday.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self.switch = Switch(themes, self.tr("Only at certain times"))
        self.days = [
            LineField(themes, label=weekday_name(number, formats), name="availability", placeholder=self.tr("not then"))
            for number in range(7)
        ]
        self.fields: list[Field] = [*self.days]
        for day in self.days:
            day.set_check(partial(self._wrong, day))
            day.edited.connect(self.edited)
        self._inner = QWidget()
        inner = QVBoxLayout(self._inner)
        Spacing(themes, inner, gap=2)
        why = self.tr("Shifts lie inside these hours, such as 9:00-18:00, or 8-12, 14-18")
        inner.addWidget(Text(themes, why, font="small", colour="text.secondary", wrap=True))
        inner.addLayout(pairs(themes, [tuple(self.days[at : at + 2]) for at in range(0, 7, 2)]))
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=2)
        column.addWidget(self.switch)
        column.addWidget(self._inner)
        self._inner.hide()
        self.switch.toggled.connect(self._inner.setVisible)
        self.switch.toggled.connect(self.edited)

    def show_times(self, weekly: tuple[tuple[Span, ...], ...] | None) -> None:
        """Put times into the fields."""
        self.switch.setChecked(weekly is not None)
        for day, spans in zip(self.days, weekly or ((),) * 7, strict=True):
            day.set_text(", ".join(text_of(span) for span in spans))

    def times(self) -> tuple[tuple[Span, ...], ...] | None:
        """Return the times, None for any.

        Raises:
            CsopsError: what stands beside a weekday is no time.
        """
        return tuple(self._spans(day) for day in self.days) if self.switch.isChecked() else None

    def _spans(self, day: LineField) -> tuple[Span, ...]:
        return spans_from([part for part in day.text().split(",") if part.strip()], field=day.label.words())

    def _wrong(self, day: LineField) -> str:
        try:
            self._spans(day)
        except CsopsError as error:
            return words(error).sentence
        return ""


class ListPart(QWidget, Generic[T]):
    """Things in lines, each with a button that removes it, and fields that add another.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, themes: Themes, *, none: str, add: str) -> None:
        super().__init__()
        self.themes, self._none = themes, none
        self.kept: list[T] = []
        self.fields: list[Field] = []
        self.add = Button(themes, add, icon_name="plus", compact=True)
        self.add.clicked.connect(self.take)
        self._lines = QVBoxLayout()
        Spacing(themes, self._lines, gap=1)
        self.column = QVBoxLayout(self)
        Spacing(themes, self.column, gap=2)
        self.column.addLayout(self._lines)

    def show_all(self, things: Sequence[T]) -> None:
        """Show these."""
        self.kept = list(things)
        while (taken := self._lines.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not self.kept:
            self._lines.addWidget(Text(self.themes, self._none, font="small", colour="text.secondary"))
        for thing in self.kept:
            self._lines.addWidget(self._line(thing))

    def take_begun(self) -> bool:
        """Take what stands in the fields, if anything does; return whether all is well."""
        return not self.is_begun() or self.take()

    def take(self) -> bool:
        """Take what stands in the fields, or say what is wrong with it; return whether it was taken."""
        if not self.is_begun():
            self.fields[0].control.setFocus()
            return False
        if first_problem([field for field in self.fields if field.isVisibleTo(self)]) is not None:
            return False
        try:
            new = self.thing()
        except CsopsError as error:
            self.fields[0].show_error(words(error).sentence)
            self.fields[0].control.setFocus()
            return False
        self.kept.append(new)
        self.show_all(self.kept)
        self.clear()
        self.edited.emit()
        return True

    @abstractmethod
    def words_of(self, thing: T) -> str:
        """Say one of them."""

    @abstractmethod
    def is_begun(self) -> bool:
        """Whether something stands in the fields."""

    @abstractmethod
    def thing(self) -> T:
        """Return what the fields say."""

    @abstractmethod
    def clear(self) -> None:
        """Empty the fields."""

    def add_rows(self, *rows: tuple[Field, ...]) -> None:
        """Put fields below the lines, two side by side, and the button below them."""
        self.fields += [field for row in rows for field in row]
        self.column.addLayout(pairs(self.themes, rows))
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    def _line(self, thing: T) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        Spacing(self.themes, row, gap=2)
        said = self.words_of(thing)
        row.addWidget(ElidedText(self.themes, said, figures=True), 1)
        name = self.tr("Remove {what}").format(what=said)
        remove = IconButton(self.themes, "x", name=name, role=Role.GHOST, compact=True)
        remove.clicked.connect(lambda: self._remove(thing))
        row.addWidget(remove)
        return line

    def _remove(self, thing: T) -> None:
        self.show_all([one for one in self.kept if one is not thing])
        self.fields[0].control.setFocus()
        self.edited.emit()


class AbsencesPart(ListPart[Absence]):
    """Absences by date."""

    def __init__(
        self,
        themes: Themes,
        formats: Formats,
        *,
        member_id: int,
        today: Callable[[], date],
        colleagues: Mapping[int, str],
    ) -> None:
        super().__init__(themes, none="", add="")
        self._colleagues = colleagues
        self._none = self.tr("No absence is known")
        self.add.setText(self.tr("Add absence"))
        self.add.setAccessibleName(self.add.text())
        self._member_id, self._formats = member_id, formats
        self.first = DayField(themes, label=self.tr("Absent from"), today=today, formats=formats, name="first day")
        self.last = DayField(themes, label=self.tr("To"), today=today, formats=formats, name="last day")
        self.last.set_check(self._wrong_last)
        parts = {
            Part.DAY: self.tr("Whole days"),
            Part.MORNING: self.tr("Mornings"),
            Part.AFTERNOON: self.tr("Afternoons"),
        }
        self.part = ChoiceField(
            themes, [Choice(key=key.value, text=text) for key, text in parts.items()], label=self.tr("Of these"),
            typed=False,
        )  # fmt: skip
        self.reason = ChoiceField(
            themes, [Choice(key=key.value, text=text) for key, text in reasons().items()], label=self.tr("Reason"),
            typed=False,
        )  # fmt: skip
        self.substitute = ChoiceField(
            themes,
            [
                Choice(key=NOBODY, text=self.tr("Nobody")),
                *(Choice(key=str(number), text=name) for number, name in colleagues.items()),
            ],
            label=self.tr("Looks after the work"),
            name="substitute",
            helper=self.tr("Sees the cases, follow-ups and promises of these days on Today"),
        )
        self.add_rows((self.first, self.last), (self.part, self.reason), (self.substitute,))
        self.clear()

    def words_of(self, thing: Absence) -> str:
        """Say when and why, and who looks after the work."""
        name = self._colleagues.get(thing.substitute_id or 0, "")
        return absence_words(thing, self._formats, substitute=name)

    def is_begun(self) -> bool:
        """Whether a day is said."""
        return bool(self.first.text() or self.last.text())

    def thing(self) -> Absence:
        """Return the absence of the fields."""
        first = self.first.day() or self.last.day()
        assert first is not None, "it is begun and without problems"
        return Absence(
            member_id=self._member_id,
            first_day=first,
            last_day=self.last.day() or first,
            part=Part(self.part.key()),
            reason=Away(self.reason.key()),
            substitute_id=int(self.substitute.key() or NOBODY) or None,
        )

    def clear(self) -> None:
        """Empty the fields."""
        self.first.set_day(None)
        self.last.set_day(None)
        self.part.choose(Part.DAY.value)
        self.reason.choose(Away.LEAVE.value)
        self.substitute.choose(NOBODY)

    def _wrong_last(self) -> str:
        first, last = self.first.day(), self.last.day()
        if self.last.text() and last is None:
            return self.tr("“{text}” does not read as a day. Say “fri” or “17.11.”").format(text=self.last.text())
        if first is not None and last is not None and last < first:
            return self.tr("That is before the first day. Choose {day} or later").format(day=self._formats.day(first))
        return ""


class WishesPart(ListPart[Wish]):
    """Wishes: to be free, or a certain shift, on a weekday, a date or always."""

    def __init__(
        self,
        themes: Themes,
        formats: Formats,
        *,
        member_id: int,
        today: Callable[[], date],
        templates: Sequence[ShiftTemplate],
    ) -> None:
        super().__init__(themes, none="", add="")
        self._none = self.tr("No wishes")
        self.add.setText(self.tr("Add wish"))
        self.add.setAccessibleName(self.add.text())
        self._member_id, self._formats, self._names = member_id, formats, shift_names(templates)
        wanted = [Choice(key="0", text=self.tr("To be free"))]
        wanted += [Choice(key=str(one.id), text=one.name) for one in templates if one.active]
        self.wants = ChoiceField(themes, wanted, label=self.tr("Wish"), typed=False)
        when = [Choice(key=str(number), text=weekday_name(number, formats)) for number in range(7)]
        when += [Choice(key=DATE, text=self.tr("On a date")), Choice(key=ANY, text=self.tr("On any day"))]
        self.when = ChoiceField(themes, when, label=self.tr("When"), typed=False)
        self.day = DayField(themes, label=self.tr("Date"), today=today, formats=formats, name="day")
        self.add_rows((self.wants, self.when), (self.day,))
        self.when.edited.connect(self._show_day)
        self.clear()

    def words_of(self, thing: Wish) -> str:
        """Say what is wished for."""
        return wish_words(thing, self._names, self._formats)

    def is_begun(self) -> bool:
        """Whether it is said what is wished for, and when."""
        return bool(self.wants.key())

    def thing(self) -> Wish:
        """Return the wish of the fields."""
        template, when = int(self.wants.key()), self.when.key()
        return checked_wish(
            Wish(
                member_id=self._member_id,
                wants=Wanted.SHIFT if template else Wanted.FREE,
                template_id=template or None,
                weekday=int(when) if when.isdigit() else None,
                day=self.day.day() if when == DATE else None,
            )
        )

    def clear(self) -> None:
        """Empty the fields."""
        self.wants.choose("")
        self.when.choose("")
        self.day.set_day(None)
        self._show_day()

    def _show_day(self) -> None:
        self.day.setVisible(self.when.key() == DATE)
        self.day.set_required(self.when.key() == DATE)
