"""The form of one mark on days: which days, what they are, and what effect an event is assumed to have."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.channels import Channel
from csops.domain.day_marks import DayMark, MarkKind, checked_mark
from csops.domain.errors import CsopsError
from csops.ui.forecast.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField, NumberField
from csops.ui.kit.fields import LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_EVERY = ""


class MarkForm(Dialog):
    """What is said of some days.

    Signals:
        save_wanted(object): the DayMark as the form says it.
    """

    save_wanted = Signal(object)

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        *,
        mark: DayMark,
        channels: Sequence[Channel],
        known: Sequence[str],
        today: Callable[[], date],
        formats: Formats,
    ) -> None:
        """Begin with `mark`; `known` are names of events so far."""
        super().__init__(themes, parent, title=tr("Change what is said") if mark.id else tr("Say what these days are"))
        self.before, self._channels = mark, tuple(channels)
        self.kind = ChoiceField(themes, _kinds(), label=self.tr("What they are"), typed=False)
        self.name_field = ChoiceField(
            themes,
            [Choice(key=name, text=name) for name in known],
            label=self.tr("Name"),
            name="name",
            helper=self.tr("The same name is the same event again"),
            free=True,
            placeholder=self.tr("Newsletter"),
        )
        self.first, self.last = (
            DayField(themes, label=label, today=today, formats=formats, name=name, required=True)
            for label, name in ((self.tr("From"), "first day"), (self.tr("To"), "last day"))
        )
        self.effect = NumberField(
            themes,
            label=self.tr("Assumed effect, more or fewer contacts"),
            formats=formats,
            unit="%",
            low=-99,
            high=900,
            name="effect",
            helper=self.tr("Empty: measured on earlier days of that name"),
        )
        every = Choice(key=_EVERY, text=self.tr("All channels"))
        names = [every, *(Choice(key=channel.key, text=channel.name) for channel in channels)]
        self.channel = ChoiceField(themes, names, label=self.tr("Channel"), typed=False)
        self.save = Button(themes, self.tr("Save"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self._save)
        self._lay_out()
        self._show(mark)
        self.kind.edited.connect(self._show_kind)

    def mark(self) -> DayMark:
        """Return the mark as the form says it.

        Raises:
            CsopsError: what is said cannot be.
        """
        effect, first, last = self.effect.number(), self.first.day(), self.last.day()
        key = self.channel.key()
        return checked_mark(
            replace(
                self.before,
                first_day=first or self.before.first_day,
                last_day=last or first or self.before.last_day,
                kind=MarkKind(self.kind.key()),
                name=self.name_field.text(),
                effect=None if effect is None else 1 + float(effect) / 100,
                channel_id=next((one.id for one in self._channels if one.key == key), None),
            )
        )

    def typed(self) -> tuple[LineField | ChoiceField, ...]:
        """Return all that can be typed or chosen."""
        return (self.kind, self.name_field, self.first, self.last, self.effect, self.channel)

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about, else below the days."""
        say_at_field(words(error), (self.name_field, self.first, self.last, self.effect), otherwise=self.last)

    def _save(self) -> None:
        if first_problem([self.first, self.last, self.effect]) is not None:
            return
        try:
            self.save_wanted.emit(self.mark())
        except CsopsError as error:
            self.explain(error)

    def _show(self, mark: DayMark) -> None:
        self.kind.choose(mark.kind.value)
        self.name_field.set_text(mark.name)
        self.first.set_day(mark.first_day)
        self.last.set_day(mark.last_day)
        self.effect.set_number(None if mark.effect is None else 100 * (mark.effect - 1))
        key = next((one.key for one in self._channels if one.id == mark.channel_id), _EVERY)
        self.channel.choose(key)
        self._show_kind()

    def _show_kind(self) -> None:
        self.effect.setVisible(self.kind.key() == MarkKind.EVENT.value)
        self.place()

    def _lay_out(self) -> None:
        days = QHBoxLayout()
        Spacing(self.themes, days, gap=3)
        days.addWidget(self.first, 1)
        days.addWidget(self.last, 1)
        self.body.addWidget(self.kind)
        self.body.addWidget(self.name_field)
        self.body.addLayout(days)
        self.body.addWidget(self.effect)
        self.body.addWidget(self.channel)
        self.add_button(self.save)


def _kinds() -> tuple[Choice, ...]:
    return (
        Choice(key=MarkKind.EVENT.value, text=tr("An event: something you did, or that failed, moved the volume")),
        Choice(key=MarkKind.LEFT_OUT.value, text=tr("Left out: do not learn from them")),
        Choice(key=MarkKind.ORDINARY.value, text=tr("Ordinary: it was real, do not ask again")),
    )
