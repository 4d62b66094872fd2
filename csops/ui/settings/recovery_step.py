"""One step of a recovery as the shop has it: what it is for, what to say and note, until when."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.channels import key_from
from csops.domain.draft_forms import short_form
from csops.domain.recovery_steps import MOST_HOURS, DueFrom, StepPlan
from csops.ui.cases.recovery_words import record_words
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Switch
from csops.ui.kit.field_kinds import Choice, ChoiceField, NumberField
from csops.ui.kit.fields import LineField, TextField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.place_field import PlaceField
from csops.ui.settings.record_dialog import RecordDialog

Keep = Callable[[StepPlan, Callable[[], None], Callable[[Exception], None]], None]
"""Keeps a step, then calls one of the two: it is kept, or what was wrong."""


class StepDialog(RecordDialog):
    """Edits a step, or makes one."""

    def __init__(self, desk: Desk, parent: QWidget, *, plan: StepPlan, keep: Keep) -> None:
        title = desk.tr("Step of a recovery") if plan.key else desk.tr("New step of a recovery")
        super().__init__(desk, parent, title=title)
        self._plan, self._keep, themes = plan, keep, desk.themes
        self.name = LineField(themes, label=self.tr("Name"), name="name", required=True)
        self.goal = LineField(themes, label=self.tr("What it is for"), name="goal")
        self.hours = NumberField(
            themes,
            label=self.tr("Due within"),
            formats=Formats(),
            unit=self.tr("hours"),
            decimals=1,
            low=0,
            high=MOST_HOURS,
            name="due hours",
        )
        since = [
            Choice(key=DueFrom.COMPLAINT.value, text=self.tr("The complaint")),
            Choice(key=DueFrom.PREVIOUS_STEP.value, text=self.tr("The step before")),
            Choice(key=DueFrom.DELIVERY.value, text=self.tr("The delivery of the remedy")),
        ]
        self.since = ChoiceField(themes, since, label=self.tr("Counted from"), typed=False)
        self.say = TextField(themes, label=self.tr("What to say"), name="say", rows=3)
        self.places = PlaceField(themes, self.say, also=plan.record)
        self.deeds = TextField(themes, label=self.tr("What to do, one a line"), name="actions", rows=3)
        self.record = TextField(themes, label=self.tr("What to write down, one a line"), name="record", rows=3)
        self.done_when = LineField(themes, label=self.tr("Done when"), name="done when")
        self.offered = Switch(themes, self.tr("Part of recoveries that begin"))
        typed = (self.name, self.goal, self.hours, self.since, self.say, self.deeds, self.record, self.done_when)
        self.fields = typed
        self._lay_out()
        self._show(plan)
        form = short_form(f"recovery_step.{plan.key}")
        self.kept = KeptTyping(desk, self, (*typed, self.offered), form=form)

    def submit(self) -> None:
        """Keep what the fields say; the service says what is wrong with it."""
        if first_problem((self.hours,)) is None:
            self._keep(self._said(), self.finish, self.explain)

    def _show(self, plan: StepPlan) -> None:
        self._keys = {record_words(key): key for key in plan.record}
        self.name.set_text(plan.name)
        self.goal.set_text(plan.goal)
        self.hours.set_number(plan.due_hours)
        self.since.choose(plan.due_from.value)
        self.say.set_text(plan.say)
        self.deeds.set_text("\n".join(plan.actions))
        self.record.set_text("\n".join(self._keys))
        self.done_when.set_text(plan.done_when)
        self.offered.setChecked(not plan.retired)

    def _said(self) -> StepPlan:
        for field in self.fields:
            field.show_error("")
        lines = [" ".join(line.split()) for line in self.record.text().splitlines() if line.strip()]
        return replace(
            self._plan,
            name=self.name.text(),
            goal=self.goal.text(),
            actions=tuple(line.strip() for line in self.deeds.text().splitlines() if line.strip()),
            say=self.say.text(),
            record=tuple(self._keys.get(line) or key_from(line) for line in lines),
            done_when=self.done_when.text(),
            due_hours=float(self.hours.number() or 0),
            due_from=DueFrom(self.since.key() or DueFrom.PREVIOUS_STEP.value),
            retired=not self.offered.isChecked(),
        )

    def _lay_out(self) -> None:
        themes = self.desk.themes
        due, noted = QHBoxLayout(), QHBoxLayout()
        for row, pair in ((due, (self.hours, self.since)), (noted, (self.deeds, self.record))):
            Spacing(themes, row, gap=3)
            for field in pair:
                row.addWidget(field, 1)
        self.form.addWidget(self.name)
        self.form.addWidget(self.goal)
        self.form.addLayout(due)
        self.form.addWidget(self.say)
        self.form.addWidget(self.places)
        self.form.addLayout(noted)
        self.form.addWidget(self.done_when)
        self.form.addWidget(self.offered)
