"""Forms of what was agreed: holding a session with all of it, and one thing agreed or changed later."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.coaching import CoachingAction
from csops.domain.due import due_moment
from csops.services.coaching import Agreement
from csops.services.seen_coaching import SeenCoaching
from csops.ui.desk import Desk
from csops.ui.kept_form import KeptForm
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.field_kinds import DayField
from csops.ui.kit.fields import Field, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.quality.coaching.agreed_fields import AgreedFields, Offered
from csops.ui.quality.coaching.words import title_words
from csops.ui.quality.wording import tr


@dataclass(frozen=True, kw_only=True)
class SaidHeld:
    """What the form says of a session that was held; `at` None: now."""

    at: datetime | None
    note: str
    agreed: tuple[Agreement, ...]


class HoldForm(KeptForm):
    """A session that was held: when, what was said, what was agreed.

    Signals:
        save_wanted(object): a SaidHeld.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        seen: SeenCoaching,
        offered: Offered,
        begun: Callable[[], CoachingAction],
        formats: Formats,
        today: Callable[[], date],
    ) -> None:
        """`begun` returns an empty action of this session."""
        title = tr("Hold the session with {name}").format(name=seen.member.name)
        super().__init__(desk, parent, title=title, verb=tr("Held"), form=f"coaching.hold.{seen.session.id}", width=1)
        self.seen, self._offered, self._begun, self._formats, self._today = seen, offered, begun, formats, today
        themes = desk.themes
        self.day = DayField(themes, label=tr("Held on"), today=today, formats=formats, name="held at", past=True)
        self.day.set_day(today())
        self.note = GrowingText(
            themes,
            label=tr("Note, for both"),
            name="note",
            least=3,
            placeholder=tr("What you saw, what was said, what you will look for together"),
        )
        self.note.set_text(seen.session.note)
        self.agreed: list[AgreedFields] = []
        self._rows = QVBoxLayout()
        self._stops = Stops(self)
        Spacing(themes, self._rows, gap=4)
        self.add = Button(themes, tr("Add what was agreed"), icon_name="plus", compact=True, role=Role.GHOST)
        self._lay_out()
        self.add.clicked.connect(self._add_own)
        for field in (self.day, self.note):
            field.edited.connect(self.touch)

    def values(self) -> Mapping[str, Any]:
        """Return what stands there."""
        return {
            "day": self.day.text(),
            "note": self.note.text(),
            "agreed": [each.values() for each in self.agreed],
        }

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what was typed before."""
        self.day.set_text(str(values.get("day", "")))
        self.note.set_text(str(values.get("note", "")))
        for each in values.get("agreed", ()):
            self.add_agreed().take(each)

    def submit(self) -> None:
        """Save it, or say what is wrong where it is."""
        if first_problem(self.fields()) is not None:
            return
        day = self.day.day()
        is_today = day is None or day == self._today()
        at = None if is_today or day is None else due_moment(day, self.day.time(), zone=self._offered.zone)
        agreed = tuple(each.agreement() for each in self.agreed)
        self.save_wanted.emit(SaidHeld(at=at, note=self.note.text(), agreed=agreed))

    def fields(self) -> Sequence[Field]:
        """Return the fields that can be wrong."""
        return (self.day, self.note, *(field for each in self.agreed for field in each.fields()))

    def add_agreed(self) -> AgreedFields:
        """Begin one more thing that was agreed, and return it."""
        made = AgreedFields(
            self.themes,
            action=self._begun(),
            offered=self._offered,
            formats=self._formats,
            today=self._today,
            may_remove=True,
        )
        made.edited.connect(self.touch)
        made.remove_wanted.connect(partial(self._remove, made))
        self.agreed.append(made)
        self._rows.addWidget(made)
        self._stops.order(self.agreed)
        return made

    def _add_own(self) -> None:
        self.add_agreed().what.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.touch()

    def _remove(self, row: AgreedFields) -> None:
        self.agreed.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add.setFocus()
        self.touch()

    def _lay_out(self) -> None:
        themes = self.themes
        column = QVBoxLayout()
        Spacing(themes, column, margins=(0, 0, 2, 0), gap=4)
        column.addWidget(Text(themes, title_words(self.seen), colour="text.secondary", wrap=True))
        column.addWidget(self.day)
        column.addWidget(self.note)
        column.addWidget(Text(themes, tr("Agreed"), font="title3"))
        column.addWidget(self._stops)
        column.addLayout(self._rows)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self.add_fields(column, usual=66)


class AgreedForm(KeptForm):
    """One thing that was agreed.

    Signals:
        save_wanted(object): an Agreement.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        action: CoachingAction,
        offered: Offered,
        formats: Formats,
        today: Callable[[], date],
    ) -> None:
        """Begin with `action`, id 0 for a new one."""
        title = tr("Change what was agreed") if action.id else tr("Add what was agreed")
        about = f"coaching.action.{action.id}" if action.id else f"coaching.action.new.{action.coaching_id}"
        super().__init__(desk, parent, title=title, verb=tr("Save"), form=about, width=1)
        self.row = AgreedFields(desk.themes, action=action, offered=offered, formats=formats, today=today)
        self.row.edited.connect(self.touch)
        self.body.addWidget(self.row)

    def values(self) -> Mapping[str, Any]:
        """Return what stands there."""
        return self.row.values()

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what was typed before."""
        self.row.take(values)

    def submit(self) -> None:
        """Save it, or say what is wrong where it is."""
        if first_problem(self.fields()) is None:
            self.save_wanted.emit(self.row.agreement())

    def fields(self) -> Sequence[Field]:
        """Return the fields that can be wrong."""
        return self.row.fields()
