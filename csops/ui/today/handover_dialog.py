"""Hands work over: whose, to whom, until when, and which of it; all of it unless something is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.errors import CsopsError
from csops.domain.handovers import HandedKind, Handover, Held
from csops.domain.work_terms import Absence
from csops.services import handovers
from csops.ui.desk import Desk, Said
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, CheckBox, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

MOST_TICKS = 300
_USUALLY = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Whose:
    """With what the dialog begins: whose work it is, who takes it, and for which absence."""

    from_id: int
    to_id: int | None = None
    absence: Absence | None = None


class HandoverDialog(Dialog):
    """Reads what somebody holds and hands it over in one act."""

    def __init__(self, desk: Desk, parent: QWidget, whose: Whose) -> None:
        super().__init__(desk.themes, parent, title=desk.tr("Hand over work"), width=1)
        self._desk, self._absence = desk, whose.absence
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.held: list[Held] = []
        self.ticks: list[CheckBox] = []
        people = [Choice(key=str(one.id), text=one.name) for one in desk.team.members if one.active]
        self.giver = ChoiceField(desk.themes, people, label=self.tr("Work of"), name="from", typed=False)
        self.taker = ChoiceField(desk.themes, people, label=self.tr("Taken over by"), name="to", typed=False)
        self.until = DayField(
            desk.themes, label=self.tr("What comes up until"), name="until", required=True, ahead=True,
            today=self._today, formats=self._formats,
        )  # fmt: skip
        self.note = LineField(desk.themes, label=self.tr("Note for them"), name="note")
        self.every = CheckBox(desk.themes, "")
        self.every.setTristate(True)
        self.none = Text(desk.themes, colour="text.secondary", wrap=True)
        self.trouble = Text(desk.themes, colour="danger.text", wrap=True)
        self.save = Button(desk.themes, "", role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True)
        self._lay_out()
        self._begin(whose)
        self._connect()
        form = record_form(Kind.MEMBER, whose.from_id, "handover")
        self.kept = KeptTyping(desk, self, (self.taker, self.until, self.note), form=form)
        self.read()

    def read(self) -> None:
        """Ask what there is to hand over; for somebody else or another day again."""
        workspace, day = self._desk.workspace, self.until.day()
        if day is None or not self.giver.key():
            return
        giver = int(self.giver.key())
        self._desk.ask(
            lambda: handovers.held_by(workspace, member_id=giver, until=day),
            then=self.show_held,
            failed=self._explain,
            key=("held", id(self)),
        )

    def show_held(self, held: Sequence[Held]) -> None:
        """Show it, all of it ticked."""
        self.held = list(held)
        for old in self.ticks:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.ticks = [CheckBox(self.themes, self._words(one)) for one in self.held[:MOST_TICKS]]
        for place, tick in enumerate(self.ticks):
            tick.setChecked(True)
            tick.toggled.connect(self._count)
            self._list.insertWidget(place, tick)
            tick.show()  # at once: Qt would only once it is back in its loop, and the dialog takes its size before
        self.none.say(self._said_below())
        self.none.setHidden(not self.none.words())
        self.every.setHidden(not self.held)
        self._count()
        self.place()

    def submit(self) -> None:
        """Hand over what is ticked."""
        self.trouble.hide()
        if first_problem((self.until,)) is not None or not self._chosen():
            return
        giver, taker = int(self.giver.key()), int(self.taker.key() or 0)
        absence = self._absence if self._absence and self._absence.member_id == giver else None
        act = partial(
            handovers.hand_over,
            self._desk.workspace,
            from_id=giver,
            to_id=taker,
            items=[one.handed for one in self._chosen()],
            absence_id=absence.id if absence else None,
            note=self.note.text(),
        )
        name = self.taker.text()
        self._desk.act(act, then=self._done, failed=self._explain, said=lambda kept: self._said(kept, name))

    # ------------------------------------------------------------ inside
    def _begin(self, whose: Whose) -> None:
        self.giver.choose(str(whose.from_id))
        self.taker.choose(str(whose.to_id or ""))
        self.until.set_day(whose.absence.last_day if whose.absence else self._today() + _USUALLY)

    def _connect(self) -> None:
        self.giver.edited.connect(self.read)
        self.until.edited.connect(self.read)
        self.every.clicked.connect(self._tick_all)
        self.save.clicked.connect(self.submit)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.activated.connect(self.submit)
        self.closed.connect(self.deleteLater)

    def _chosen(self) -> list[Held]:
        ticked = [one for one, tick in zip(self.held, self.ticks, strict=False) if tick.isChecked()]
        beyond = self.held[MOST_TICKS:] if all(tick.isChecked() for tick in self.ticks) else []
        return [*ticked, *beyond]

    def _tick_all(self) -> None:
        # A click asks for all or for nothing; what lies between is shown and never chosen.
        wanted = not all(tick.isChecked() for tick in self.ticks)
        for tick in self.ticks:
            tick.setChecked(wanted)
        self._count()

    def _count(self) -> None:
        number, everything = len(self._chosen()), len(self.held)
        part = Qt.CheckState.PartiallyChecked if number else Qt.CheckState.Unchecked
        self.every.setCheckState(Qt.CheckState.Checked if number == everything else part)
        words = self.tr("{n} of {all} chosen").format(
            n=self._formats.number(number), all=self._formats.number(everything)
        )
        self.every.setText(words)
        self.every.setAccessibleName(words)
        self.save.setText(self.tr("Hand over %Ln", "", number) if number else self.tr("Hand over"))
        self.save.setAccessibleName(self.save.text())
        self.save.setEnabled(number > 0)
        self.save.theme_changed()

    def _words(self, one: Held) -> str:
        kinds = {
            HandedKind.CASE: self.tr("Case {id}").format(id=one.case_id),
            HandedKind.FOLLOW_UP: self.tr("Follow-up"),
            HandedKind.PROMISE: self.tr("Promise"),
        }
        due = "" if one.due_at is None else self._formats.day(self._day(one), weekday=True)
        theme, said = self.themes.current, (kinds[one.kind], due, one.customer, self._formats.amounts_in(one.what))
        room = theme.size("dialog", 1) - 2 * theme.space(12)
        font = QFontMetrics(theme.font("body"))
        return font.elidedText(" · ".join(filter(None, said)), Qt.TextElideMode.ElideRight, room)

    def _day(self, one: Held) -> date | None:
        return None if one.due_at is None else one.due_at.astimezone(self._formats.zone).date()

    def _said_below(self) -> str:
        if not self.held:
            return self.tr("{name} has no open case, and nothing is due until then").format(name=self.giver.text())
        more = len(self.held) - MOST_TICKS
        return self.tr("And %Ln more, which go with all of the others", "", more) if more > 0 else ""

    def _said(self, kept: Handover, name: str) -> Said:
        return Said(
            text=self.tr("Handed over to {name}: {n}").format(name=name, n=self._formats.number(len(kept.items)))
        )

    def _done(self, _kept: Handover) -> None:
        self.finish()

    def _explain(self, error: Exception) -> None:
        told = words(error)
        field = next((one for one in (self.taker, self.until) if one.name == told.field), None)
        if field is not None and isinstance(error, CsopsError):
            field.show_error(told.sentence)
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.trouble.say(told.sentence)
        self.trouble.show()

    def _today(self) -> date:
        return self._desk.workspace.now().astimezone(self._formats.zone).date()

    def _lay_out(self) -> None:
        people = QHBoxLayout()
        Spacing(self.themes, people, gap=3)
        for field in (self.giver, self.taker, self.until):
            people.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._list = QVBoxLayout()
        Spacing(self.themes, self._list, margins=(2, 1, 2, 1), gap=1)
        self._list.addStretch(1)
        self._area: QScrollArea = scrolling(self._list)
        self._area.setMinimumHeight(self.themes.current.size("rowComfortable") * 5)
        self._area.setAccessibleName(self.tr("What is handed over"))
        for widget in (self.every, self._area, self.none, self.note, self.trouble):
            if widget is self.every:
                self.body.addLayout(people)
            self.body.addWidget(widget)
        self.trouble.hide()
        self.add_button(self.save)
