"""The parts of a person's form that hold several things: times of the week, absences and wishes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.opening_hours import Span, spans_from, text_of
from csops.domain.shifts import ShiftTemplate
from csops.domain.work_terms import Absence, Away, Part, Wanted, Wish, checked_wish
from csops.ui.forecast.list_part import ListPart
from csops.ui.forecast.person_words import absence_words, shift_names, weekday_name, wish_words
from csops.ui.forecast.scenario_parts import pairs
from csops.ui.forecast.shift_words import reasons
from csops.ui.kit.controls import Switch
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

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
        self.colleagues = colleagues
        self._none = self.tr("No absence is known")
        self.call_add(self.tr("Add absence"))
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
            label=self.tr("Who stands in"),
            name="substitute",
            helper=self.tr("Sees the cases, follow-ups and promises of these days on Today"),
        )
        self.add_rows((self.first, self.last), (self.part, self.reason), (self.substitute,))
        self.clear()

    def words_of(self, thing: Absence) -> str:
        """Say when and why, and who looks after the work."""
        name = self.colleagues.get(thing.substitute_id or 0, "")
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

    def may_change(self) -> bool:
        """Whether one of them can be put into the fields: dates, reason and who stands in change."""
        return True

    def put(self, thing: Absence) -> None:
        """Put an absence into the fields."""
        self.first.set_day(thing.first_day)
        self.last.set_day(thing.last_day)
        self.part.choose(thing.part.value)
        self.reason.choose(thing.reason.value)
        self.substitute.choose(str(thing.substitute_id or NOBODY))

    def as_before(self, stood: Absence, new: Absence) -> Absence:
        """Return it as the record that it was: what was handed over for it stays with it."""
        return replace(new, id=stood.id, version=stood.version, note=stood.note)

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
        self.call_add(self.tr("Add wish"))
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
