"""The parts that a scenario may have besides: an event, a channel more, other opening hours."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Generic, TypeVar

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.channels import ChannelKind
from csops.domain.scenarios import MIDNIGHT, MIDNIGHT_WRITTEN, Event, Hours, NewChannel
from csops.services.staffing import Outlook
from csops.ui.forecast.scenario_today import opening_hours
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Switch
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField, DurationField, NumberField
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

P = TypeVar("P", Event, NewChannel, Hours)
EVERYWHERE = "*"
SATURDAY = 5
USUAL_WAIT_S, USUAL_DEADLINE_S = 30.0, 4 * 3600.0


class Part(QWidget, Generic[P]):
    """A switch, and the fields that it opens."""

    def __init__(self, themes: Themes, words: str) -> None:
        super().__init__()
        self.themes = themes
        self.fields: list[Field] = []
        self._rest: tuple[P, ...] = ()
        self.switch = Switch(themes, words)
        self.inner = QWidget()
        self.column = QVBoxLayout(self.inner)
        Spacing(themes, self.column, gap=3)
        outer = QVBoxLayout(self)
        Spacing(themes, outer, gap=2)
        outer.addWidget(self.switch)
        outer.addWidget(self.inner)
        self.inner.hide()
        self.switch.toggled.connect(self.inner.setVisible)

    def show_parts(self, parts: Sequence[P]) -> None:
        """Show the first; those behind it stay as they are."""
        self._rest = tuple(parts[1:])
        self.switch.setChecked(bool(parts))
        if parts:
            self.show_part(parts[0])

    def parts(self) -> tuple[P, ...]:
        """Return what the fields say, and the parts behind it; nothing of it where the switch is off."""
        first: tuple[P, ...] = (self.part(),) if self.switch.isChecked() else ()
        return first + self._rest

    @abstractmethod
    def show_part(self, part: P) -> None:
        """Put a part into the fields."""

    @abstractmethod
    def part(self) -> P:
        """Return the part as the fields say it."""

    def add_rows(self, *rows: tuple[Field, ...]) -> None:
        """Put fields into the part, two side by side."""
        self.fields += [field for row in rows for field in row]
        self.column.addLayout(pairs(self.themes, rows))


class EventPart(Part[Event]):
    """Days on which more or less comes."""

    def __init__(self, themes: Themes, outlook: Outlook, formats: Formats) -> None:
        super().__init__(themes, "")
        self.switch.setText(self.tr("An event, such as a sale"))
        self._outlook = outlook
        self.name = LineField(themes, label=self.tr("Event"), placeholder=self.tr("Sale"))
        self.share = NumberField(
            themes, label=self.tr("Contacts, more or fewer"), formats=formats, unit="%", low=-100, high=900
        )
        self.first = DayField(themes, label=self.tr("From"), today=self._today, formats=formats, required=True)
        self.last = DayField(themes, label=self.tr("To"), today=self._today, formats=formats, name="last day")
        self._choices = [Choice(key=EVERYWHERE, text=self.tr("All channels"))]
        self._choices += [Choice(key=channel.key, text=channel.name) for channel in outlook.channels]
        self.where = ChoiceField(themes, self._choices, label=self.tr("On"), typed=False)
        self.where.choose(EVERYWHERE)
        self.add_rows((self.name, self.share), (self.first, self.last), (self.where,))

    def _today(self) -> date:
        return self._outlook.made_at.date()

    def show_part(self, part: Event) -> None:
        """Put an event into the fields."""
        self.name.set_text(part.name)
        self.share.set_number(percent(part.factor))
        self.first.set_day(part.first_day)
        self.last.set_day(part.last_day)
        if part.channel and part.channel not in {choice.key for choice in self._choices}:
            # Or it would act on all channels as soon as anything else of the scenario is changed.
            away = self.tr("{channel} (nothing comes on it)").format(channel=part.channel)
            self.where.set_choices([*self._choices, Choice(key=part.channel, text=away)])
        self.where.choose(part.channel or EVERYWHERE)

    def part(self) -> Event:
        """Return the event."""
        first = self.first.day() or self._today()
        where = self.where.key()
        return Event(
            name=self.name.text() or self.tr("Event"),
            first_day=first,
            last_day=self.last.day() or first,
            factor=factor(self.share.number()),
            channel="" if where == EVERYWHERE else where,
        )


class ChannelPart(Part[NewChannel]):
    """A channel that is not there yet."""

    def __init__(self, themes: Themes, outlook: Outlook, formats: Formats) -> None:
        super().__init__(themes, "")
        self.switch.setText(self.tr("A channel more"))
        self._usual_s = outlook.staffing.handle_time_s
        self.name = LineField(
            themes, label=self.tr("Name of the channel"), name="name of the channel", placeholder=self.tr("Chat")
        )
        self.volume = NumberField(
            themes, label=self.tr("Contacts a week"), formats=formats, low=0, name="contacts a week"
        )
        self.handle_time = DurationField(themes, label=self.tr("Handle time"), formats=formats, name="handle time")
        self.within = DurationField(themes, label=self.tr("Answered within"), formats=formats)
        kinds = [
            Option(key=ChannelKind.IMMEDIATE.value, text=self.tr("Somebody waits")),
            Option(key=ChannelKind.DEFERRED.value, text=self.tr("Has a deadline")),
        ]
        self.kind = Segmented(themes, kinds, name=self.tr("Kind"))
        self.add_rows((self.name, self.volume), (self.handle_time, self.within))
        line = QHBoxLayout()
        line.addWidget(self.kind)
        line.addStretch(1)
        self.column.addLayout(line)

    def show_part(self, part: NewChannel) -> None:
        """Put a channel into the fields."""
        self.name.set_text(part.name)
        self.kind.choose(part.kind.value)
        self.volume.set_number(part.contacts_a_week)
        self.handle_time.set_text(f"{part.handle_time_s:g} s")
        self.within.set_text(f"{part.target_s:g} s")

    def part(self) -> NewChannel:
        """Return the channel."""
        kind = ChannelKind(self.kind.key())
        talk, within = self.handle_time.duration(), self.within.duration()
        usual = USUAL_WAIT_S if kind is ChannelKind.IMMEDIATE else USUAL_DEADLINE_S
        return NewChannel(
            name=self.name.text(),
            kind=kind,
            contacts_a_week=float(self.volume.number() or 0),
            handle_time_s=talk.total_seconds() if talk else self._usual_s,
            target_s=within.total_seconds() if within else usual,
        )


class HoursPart(Part[Hours]):
    """Other opening hours on one weekday."""

    def __init__(self, themes: Themes, outlook: Outlook, formats: Formats) -> None:
        super().__init__(themes, "")
        self._outlook = outlook
        self.switch.setText(self.tr("Other opening hours on one weekday"))
        days = [Choice(key=str(day), text=formats.locale.dayName(day + 1)) for day in range(7)]
        self.weekday = ChoiceField(themes, days, label=self.tr("Weekday"), typed=False)
        self.weekday.choose(str(SATURDAY))
        helper = self.tr("Both empty: closed. At midnight: 24:00")
        self.opens = LineField(themes, label=self.tr("Opens"), name="opening hours", placeholder="9:00")
        self.closes = LineField(themes, label=self.tr("Closes"), placeholder="17:00", helper=helper)
        self.opens.set_check(lambda: self._wrong(self.opens.text(), _clock))
        self.closes.set_check(lambda: self._wrong(self.closes.text(), _closing))
        self.weekday.edited.connect(self._say_today)
        self._say_today()
        self.add_rows((self.weekday,), (self.opens, self.closes))

    def show_part(self, part: Hours) -> None:
        """Put opening hours into the fields."""
        self.weekday.choose(str(part.weekday))
        self.opens.set_text(part.opens.isoformat("minutes") if part.opens else "")
        self.closes.set_text(part.until)
        self._say_today()

    def part(self) -> Hours:
        """Return the opening hours."""
        return Hours(
            weekday=int(self.weekday.key() or 0), opens=_clock(self.opens.text()), closes=_closing(self.closes.text())
        )

    def _say_today(self) -> None:
        self.opens.set_helper(opening_hours(self._outlook, int(self.weekday.key() or 0)))

    def _wrong(self, text: str, read: Callable[[str], time | None]) -> str:
        is_right = not text or read(text) is not None
        return "" if is_right else self.tr("“{text}” is no time. Say it as 9:30").format(text=text)


def pairs(themes: Themes, rows: Sequence[tuple[Field, ...]]) -> QGridLayout:
    """Return a layout with two fields side by side in each row, or one at the leading side."""
    grid = QGridLayout()
    Spacing(themes, grid, gap=3)
    for row, fields in enumerate(rows):
        for place, field in enumerate(fields):
            grid.addWidget(field, row, place)
    for place in range(2):
        grid.setColumnStretch(place, 1)
    return grid


def factor(share: Decimal | None) -> float:
    """Return what to multiply by for so many per cent more."""
    return 1.0 if share is None else round(1 + float(share) / 100, 6)


def percent(value: float) -> float | None:
    """Return how many per cent more a factor is; None for none."""
    return None if value == 1 else round((value - 1) * 100, 4)


def _closing(text: str) -> time | None:
    return MIDNIGHT if text == MIDNIGHT_WRITTEN else _clock(text)


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text.zfill(5)) if text else None
    except ValueError:
        return None
