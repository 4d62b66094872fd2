"""What the report shall be: which one, about which days or weeks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.assumptions import Assumptions
from csops.domain.reviews import Purpose
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.periods import OWN, period_words, span_of, weeks_back
from csops.ui.kit.spacing import Spacing
from csops.ui.reports.hiring_choice import HiringFields

SERVICE, STAFFING, HIRING, SKILLS, QUALITY = "service", "staffing", "hiring", "skills", "quality"
TODAY, WHAT_IF = "today", "what_if"
_USUAL = "last_month"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A report: its name, and its days (service) or how many weeks ahead (staffing), perhaps as a what-if.

    Of hiring: one opening or one application instead of days; `sheets`: the interview sheets of an opening, of one part
    of its plan or of one's own scorecard. Of quality: one member, one review or one calibration, or which reviews
    count and the key of one scorecard.
    """

    name: str
    first_day: date | None = None
    last_day: date | None = None
    weeks: int = 4
    assumptions: Assumptions | None = None
    opening_id: int = 0
    application_id: int = 0
    sheets: bool = False
    seat_id: int = 0
    card_id: int = 0
    member_id: int = 0
    review_id: int = 0
    calibration_id: int = 0
    purposes: tuple[Purpose, ...] = (Purpose.FAIR,)
    card: str = ""


class Choosing(QWidget):
    """The choices at the side.

    Signals:
        changed: another report is wanted.
    """

    changed = Signal()

    def __init__(self, desk: Desk, *, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        themes = desk.themes
        self._desk, self._formats = desk, formats
        names = (
            Choice(key=SERVICE, text=self.tr("Service")),
            Choice(key=STAFFING, text=self.tr("Staffing")),
            Choice(key=HIRING, text=self.tr("Hiring")),
            Choice(key=QUALITY, text=self.tr("Quality")),
            Choice(key=SKILLS, text=self.tr("Skills")),
        )
        self._one = Wanted(name=QUALITY)
        # A list: five names side by side have no room here where words are longer.
        self.name = ChoiceField(themes, names, label=self.tr("Report"), name="report", typed=False)
        self.name.choose(SERVICE)
        self.what = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.hiring = HiringFields(desk, formats=formats)
        periods = [Choice(key=key, text=text) for key, text in period_words().items()]
        self.period = ChoiceField(themes, periods, label=self.tr("Period"), name="period", typed=False)
        self.period.choose(_USUAL)
        self.first = self._day(self.tr("From"), "first day")
        self.last = self._day(self.tr("To"), "last day")
        weeks = [Option(key=str(number), text=str(number)) for number in (1, 2, 4, 8)]
        self.weeks = Segmented(themes, weeks, name=self.tr("Weeks ahead"), key="4")
        self.weeks_label = Text(themes, self.tr("Weeks ahead"), font="smallStrong", colour="text.secondary")
        self._asked: Assumptions | None = None
        both = (Option(key=TODAY, text=self.tr("As today")), Option(key=WHAT_IF, text=self.tr("What if")))
        self.mode = Segmented(themes, both, name=self.tr("Assumptions"), key=TODAY)
        self.mode_label = Text(themes, self.tr("Assumptions"), font="smallStrong", colour="text.secondary")
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=3)
        for widget in (self.name, self.what, self.hiring, self.period, self.first, self.last):
            column.addWidget(widget)
        for label, choice in ((self.weeks_label, self.weeks), (self.mode_label, self.mode)):
            part = QVBoxLayout()  # a label belongs to what stands below it
            Spacing(themes, part, gap=1)
            part.addWidget(label)
            part.addWidget(choice)
            column.addLayout(part)
        self._arrange()
        self._connect()

    def wanted(self) -> Wanted | None:
        """Return the report that is chosen; None while its days are not all understood."""
        name = self.name.key()
        if name == STAFFING:
            asked = self._asked if self.mode.key() == WHAT_IF else None
            return Wanted(name=STAFFING, weeks=int(self.weeks.key()), assumptions=asked)
        if name == SKILLS:
            return Wanted(name=SKILLS)
        if name == HIRING and not self.hiring.is_all:
            return self._of_hiring()
        if self._is_one_of_quality():
            return self._one
        return self._of_days(replace(self._one, name=name) if name == QUALITY else Wanted(name=name))

    def _of_days(self, wanted: Wanted) -> Wanted | None:
        if self.period.key() != OWN:
            first, last = span_of(self.period.key(), today=self._today())
            return replace(wanted, first_day=first, last_day=last)
        if self.first.problem() or self.last.problem():
            return None
        return replace(wanted, first_day=self.first.day(), last_day=self.last.day())

    def _is_one_of_quality(self) -> bool:
        """Whether it is about one review or one calibration, whose day is known."""
        return self.name.key() == QUALITY and bool(self._one.review_id or self._one.calibration_id)

    def _of_hiring(self) -> Wanted:
        chosen = self.hiring
        return Wanted(
            name=HIRING,
            opening_id=chosen.opening_id,
            application_id=chosen.application_id,
            sheets=chosen.sheets,
            seat_id=chosen.seat_id,
            card_id=chosen.card_id,
        )

    def ask(self, asked: Mapping[str, object]) -> None:
        """Take what another place wants: `report`, and `first_day` with `last_day`, or `weeks` and `assumptions`.

        Of hiring see `HiringFields.ask`; of quality `member_id`, `review_id` or `calibration_id`; `purposes`, `card`.
        """
        name, weeks = asked.get("report"), asked.get("weeks")
        if name in {SERVICE, STAFFING, HIRING, SKILLS, QUALITY}:
            self.name.choose(str(name))
        # One review or person is asked for by another place; whoever chooses here means the period.
        self._one = Wanted(
            name=QUALITY,
            member_id=_number(asked, "member_id"),
            review_id=_number(asked, "review_id"),
            calibration_id=_number(asked, "calibration_id"),
            purposes=_purposes(asked.get("purposes")),
            card=str(asked.get("card", "")),
        )
        if name == HIRING:
            self.hiring.ask(asked)
            self._suit_hiring()
        what_if = asked.get("assumptions")
        self._asked = what_if if isinstance(what_if, Assumptions) else None
        self.mode.choose(TODAY if self._asked is None else WHAT_IF)
        first, last = asked.get("first_day"), asked.get("last_day")
        if isinstance(weeks, int) and self.name.key() == STAFFING:
            self.weeks.choose(str(weeks))
        elif isinstance(weeks, int):
            first, last = weeks_back(weeks, today=self._today())
        if isinstance(first, date) and isinstance(last, date):
            self.period.choose(OWN)
            self._show_day(self.first, first)
            self._show_day(self.last, last)
        self._arrange()
        self.changed.emit()

    def _day(self, label: str, name: str) -> DayField:
        return DayField(
            self._desk.themes,
            label=label,
            today=self._today,
            formats=self._formats,
            name=name,
            required=True,
            past=True,
        )

    def _show_day(self, field: DayField, day: date) -> None:
        field.set_text(day.isoformat())
        field.set_helper(self._formats.long_day(day))

    def _connect(self) -> None:
        self.name.edited.connect(self._name_chosen)
        self.hiring.changed.connect(self._chosen)
        self.weeks.chosen.connect(self._chosen)
        self.mode.chosen.connect(self._chosen)
        self.period.edited.connect(self._chosen)
        for field in (self.first, self.last):
            field.left.connect(self._days_left)
            field.line.returnPressed.connect(self._chosen)

    def _name_chosen(self) -> None:
        self._one = Wanted(name=QUALITY)
        if self.name.key() in {HIRING, QUALITY}:
            self._suit_hiring()
        self._chosen()

    def _suit_hiring(self) -> None:
        """Begin with a year where nobody chose a period: places are seldom opened, and reviews are few."""
        if self.period.key() == _USUAL:
            self.period.choose("this_year")

    def _chosen(self) -> None:
        self._arrange()
        if self.period.key() == OWN and not self.first.text():
            first, last = span_of("last_month", today=self._today())
            self._show_day(self.first, first)
            self._show_day(self.last, last)
        self.changed.emit()

    def _days_left(self) -> None:
        if self.period.key() == OWN and self.name.key() in {SERVICE, HIRING, QUALITY}:
            self.changed.emit()

    def _arrange(self) -> None:
        name = self.name.key()
        is_period_of = {HIRING: self.hiring.is_all, QUALITY: not self._is_one_of_quality(), SERVICE: True}
        has_period = is_period_of.get(name, False)
        self.hiring.setVisible(name == HIRING)
        self.period.setVisible(has_period)
        for field in (self.first, self.last):
            field.setVisible(has_period and self.period.key() == OWN)
        for widget in (self.weeks_label, self.weeks):
            widget.setVisible(name == STAFFING)
        for widget in (self.mode_label, self.mode):
            widget.setVisible(name == STAFFING and self._asked is not None)
        self.what.say(self._what(name))

    def _what(self, name: str) -> str:
        return {
            SERVICE: self.tr(
                "How service went: figures, volumes per day and channel, topics, people, what was missed, times, open "
                "cases, and every contact"
            ),
            STAFFING: self.tr(
                "What lies ahead: forecast of every channel, people needed by half hour, hours and cost, what it rests "
                "on and how near past forecasts were"
            ),
            HIRING: self.tr(
                "Openings and candidates as you may see them: fit, coverage, must-haves, skills, decisions with their "
                "reasons; the workbook works the scores out again"
            ),
            QUALITY: self.tr(
                "What reviews came to as you may see it: scores with their doubt, people, criteria, trend, causes, "
                "calibration; the workbook works the scores out again"
            ),
            SKILLS: self.tr(
                "What the team can do as it stands now: levels, gaps to the roles, what hangs on one person, training"
            ),
        }.get(name, "")

    def _today(self) -> date:
        return self._desk.workspace.now().astimezone(self._formats.zone).date()


def _purposes(asked: object) -> tuple[Purpose, ...]:
    found = tuple(one for one in asked if isinstance(one, Purpose)) if isinstance(asked, tuple) else ()
    return found or (Purpose.FAIR,)


def _number(asked: Mapping[str, object], key: str) -> int:
    value = asked.get(key)
    return value if isinstance(value, int) else 0
