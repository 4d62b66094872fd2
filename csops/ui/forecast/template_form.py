"""The form of a shift that can be given: its name, from when to when, its breaks and its weekdays."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.opening_hours import DAY_MINUTES, WEEKDAYS
from csops.domain.shifts import LONGEST_MINUTES, Hours, ShiftTemplate, checked_hours, checked_template, clock_text
from csops.domain.texts import one_line
from csops.domain.wording import clock
from csops.ui.begun_form import BegunForm
from csops.ui.forecast.breaks_part import BreaksPart
from csops.ui.forecast.person_words import weekday_name
from csops.ui.forecast.scenario_parts import pairs
from csops.ui.forecast.template_words import paid_of_words
from csops.ui.form_height import form_height
from csops.ui.kit.controls import Button, CheckBox, Switch
from csops.ui.kit.errors import words
from csops.ui.kit.fields import Field, LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

DAYS_IN_A_ROW = 4
HEIGHT_SPACES = 104


class TemplateForm(BegunForm):
    """One shift. Without an id it is a new one.

    Signals:
        save_wanted(object): the ShiftTemplate as the form says it.
    """

    def __init__(
        self, themes: Themes, parent: QWidget, *, template: ShiftTemplate, taken: Collection[str], formats: Formats
    ) -> None:
        super().__init__(themes, parent, title=template.name or self.tr("New shift"))
        self.before, self._formats = template, formats
        self._taken = {each.casefold() for each in taken}
        self._build()
        self._lay_out()
        self._show(template)
        self._add_buttons()
        for field in self._lines:
            field.edited.connect(self.touch)
        self.breaks.edited.connect(self.touch)
        for box in (self.paid_breaks, *self.days.values()):
            box.toggled.connect(self.touch)

    def template(self) -> ShiftTemplate:
        """Return the shift as the form says it.

        Raises:
            CsopsError: what is said cannot be.
        """
        begin = clock(self.begin.text(), field="begin")
        ticked = tuple(key for key, box in self.days.items() if box.isChecked())
        return checked_template(
            replace(
                self.before,
                name=self.name.text(),
                start_minute=begin,
                end_minute=_after(begin, clock(self.end.text(), field="end")),
                breaks=tuple(self.breaks.kept),
                paid_breaks=self.paid_breaks.isChecked(),
                weekdays=() if len(ticked) == len(self.days) else ticked,
            )
        )

    def explain(self, error: Exception) -> None:
        """Say what is wrong at the foot of the form."""
        self.complain(words(error).sentence)

    def complain(self, sentence: str) -> None:
        """Say it, and make room for it."""
        super().complain(sentence)
        self.place()

    def touch(self) -> None:
        """What is changed is saved or discarded before it is retired."""
        super().touch()
        self.retire.hide()
        self._say_paid()

    # ------------------------------------------------------------ what a person does
    def _save(self) -> None:
        self.trouble.hide()
        # What was typed and not added yet is meant as well.
        if first_problem(self._lines) is not None or not self.breaks.take_begun():
            return
        if not any(box.isChecked() for box in self.days.values()):
            self.complain(self.tr("Tick a weekday on which this shift is given; one that goes is retired"))
            next(iter(self.days.values())).setFocus()
            return
        try:
            self.save_wanted.emit(self.template())
        except CsopsError as error:
            self.explain(error)

    def _retire(self) -> None:
        self.save_wanted.emit(replace(self.before, active=not self.before.active))

    # ------------------------------------------------------------ what it says
    def _hours(self) -> Hours | None:
        """Return begin and end as far as they can be read, without breaks."""
        try:
            begin = clock(self.begin.text(), field="begin")
            end = _after(begin, clock(self.end.text(), field="end"))
            hours = Hours(start_minute=begin, end_minute=end, paid_breaks=self.paid_breaks.isChecked())
            checked_hours(hours)
        except CsopsError:
            return None
        return hours

    def _say_paid(self) -> None:
        """Say what is paid, as it is typed; and that breaks lie outside where the hours were changed around them."""
        hours = self._hours()
        over = hours is not None and hours.end_minute > DAY_MINUTES
        self.end.set_helper(self.tr("On the next day") if over else "")
        if hours is None:
            self.paid.say(self.tr("Paid hours are said here once begin and end are"), colour="text.secondary")
            return
        try:
            whole = replace(hours, breaks=tuple(self.breaks.kept))
            said = paid_of_words(replace(whole, breaks=checked_hours(whole)), self._formats)
            self.paid.say(said, colour="text.primary")
        except CsopsError as error:
            self.paid.say(words(error).sentence, colour="danger.text")

    def _wrong_name(self) -> str:
        name = one_line(self.name.text())
        if not name:
            return self.tr("Write what the team calls this shift, such as “Early”")
        if name.casefold() in self._taken:
            return self.tr(
                "Another shift is called {name}. Change that one, bring it back, or take another name"
            ).format(name=name)
        return ""

    def _wrong_begin(self) -> str:
        return self._wrong_time(self.begin, last=DAY_MINUTES - 1)

    def _wrong_end(self) -> str:
        wrong = self._wrong_time(self.end, last=DAY_MINUTES)
        if wrong or self._wrong_begin():
            return wrong
        begin, end = (clock(field.text(), field="time") for field in (self.begin, self.end))
        if begin == end:
            return self.tr("It begins and ends at the same time. Say when it ends")
        if _after(begin, end) - begin > LONGEST_MINUTES:
            hours = self._formats.number(LONGEST_MINUTES // 60)
            return self.tr("A shift ends within {hours} hours of its begin").format(hours=hours)
        return ""

    def _wrong_time(self, field: LineField, *, last: int) -> str:
        if not field.text():
            return self.tr("Say a time, such as 8:00")
        try:
            is_right = clock(field.text(), field="time") <= last
        except CsopsError:
            is_right = False
        return "" if is_right else self.tr("“{text}” is no time for this. Say it as 8:00").format(text=field.text())

    # ------------------------------------------------------------ how it is made
    def _show(self, template: ShiftTemplate) -> None:
        self.name.set_text(template.name)
        if template.id:
            self.begin.set_text(clock_text(template.start_minute))
            self.end.set_text(clock_text(template.end_minute))
        self.breaks.show_all(template.breaks)
        self.paid_breaks.setChecked(template.paid_breaks)
        for key, box in self.days.items():
            box.setChecked(not template.weekdays or key in template.weekdays)
        self._say_paid()

    def _build(self) -> None:
        themes = self.themes
        self.name = LineField(themes, label=self.tr("Name"), name="name", required=True, placeholder=self.tr("Early"))
        self.begin = LineField(themes, label=self.tr("From"), name="begin", required=True, placeholder="8:00")
        self.end = LineField(themes, label=self.tr("To"), name="shift", required=True, placeholder="16:30")
        self.name.set_check(self._wrong_name)
        self.begin.set_check(self._wrong_begin)
        self.end.set_check(self._wrong_end)
        self._lines: list[Field] = [self.name, self.begin, self.end]
        self.breaks = BreaksPart(themes, self._formats, hours=self._hours)
        self.paid_breaks = Switch(themes, self.tr("Breaks are paid"))
        self.days = {key: CheckBox(themes, weekday_name(place, self._formats)) for place, key in enumerate(WEEKDAYS)}
        self.paid = Text(themes, wrap=True, figures=True)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(0, 0, 2, 0), gap=3)
        column.addWidget(self.name)
        column.addLayout(pairs(self.themes, [(self.begin, self.end)]))
        column.addWidget(Text(self.themes, self.tr("Breaks"), font="title3"))
        column.addWidget(self.breaks)
        column.addWidget(self.paid_breaks)
        column.addWidget(Text(self.themes, self.tr("Given on"), font="title3"))
        boxes = QGridLayout()
        Spacing(self.themes, boxes, gap=1)
        for place, box in enumerate(self.days.values()):
            boxes.addWidget(box, place // DAYS_IN_A_ROW, place % DAYS_IN_A_ROW)
        column.addLayout(boxes)
        column.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(form_height(self.themes, self.window(), usual=HEIGHT_SPACES))
        self.body.addWidget(area, 1)
        self.body.addWidget(self.paid)
        self.body.addWidget(self.trouble)

    def _add_buttons(self) -> None:
        self.retire = Button(self.themes, self.tr("Retire") if self.before.active else self.tr("Bring back"))
        self.retire.clicked.connect(self._retire)
        self.save.clicked.connect(self._save)
        for button in (self.discard, self.retire, self.save):
            self.add_button(button)
        self.retire.setVisible(bool(self.before.id))


def _after(begin: int, end: int) -> int:
    """Return an end at or before the begin as one of the next day; the same time stays, and is refused."""
    return end + DAY_MINUTES if end < begin else end
