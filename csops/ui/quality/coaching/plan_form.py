"""Planning a coaching session: with whom, about what, when, who coaches, and the points to talk about."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.coaching import Coaching, CoachingState, Point
from csops.domain.coaching_figures import Weakness
from csops.domain.coaching_points import checked
from csops.domain.due import due_moment
from csops.domain.errors import ConflictError, CsopsError
from csops.domain.people import Member
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.desk import Desk
from csops.ui.kept_form import KeptForm
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.coaching.agenda_rows import AgendaRows, as_rows, from_rows
from csops.ui.quality.coaching.plan_words import field_of
from csops.ui.quality.coaching.words import withdrawn_words
from csops.ui.quality.wording import tr

_BETWEEN = "|"


class PlanForm(KeptForm):
    """One session.

    Signals:
        save_wanted(object): the Coaching as the form says it.
        focus_chosen(str, str): card and criterion that it is about now; points for it are wanted.
        review_wanted(int): the review behind a point shall be shown.
    """

    focus_chosen = Signal(str, str)
    review_wanted = Signal(int)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        session: Coaching,
        member: Member,
        coaches: Sequence[Member],
        weak: Sequence[Weakness],
        formats: Formats,
        today: Callable[[], date],
        withdrawn: Collection[int] = (),
    ) -> None:
        """Begin with `session`; `coaches` and the criteria of `weak` can be chosen.

        `withdrawn`: reviews (by id) behind its points that were withdrawn since.
        """
        title = tr("Change the session with {name}") if session.id else tr("Plan a session with {name}")
        about = f"coaching.{session.id}" if session.id else f"coaching.new.{member.id}"
        super().__init__(desk, parent, title=title.format(name=member.name), verb=tr("Save"), form=about, width=1)
        self.before, self._formats, self._zone = session, formats, desk.team.shop.zone
        themes = desk.themes
        self.focus = ChoiceField(themes, _choices(weak, session), label=tr("About"), name="focus", typed=False)
        self.day = DayField(themes, label=tr("Day"), today=today, formats=formats, name="day", required=True)
        self.coach = ChoiceField(
            themes,
            [Choice(key=str(each.id), text=each.name) for each in coaches],
            label=tr("Who coaches"),
            name="coach",
        )
        was_held = session.state is CoachingState.HELD
        self.agenda = AgendaRows(themes, withdrawn=dict.fromkeys(withdrawn, withdrawn_words(was_held=was_held)))
        self.note = GrowingText(themes, label=tr("Note, for both"), name="note", least=2)
        self.conflict = ConflictCard(desk)
        self._lay_out()
        self._show(session)
        self._connect()

    def session(self) -> Coaching:
        """Return the session as the form says it.

        Raises:
            CsopsError: what is said cannot be.
        """
        card, _between, criterion = self.focus.key().partition(_BETWEEN)
        day, at = self.day.day(), self.day.time()
        is_same = day is not None and (day, at) == self._was
        when = self.before.planned_at if day is None or is_same else due_moment(day, at, zone=self._zone)
        return checked(
            replace(
                self.before,
                card=card,
                criterion=criterion,
                planned_at=when,
                time_known=self.before.time_known if is_same else at is not None,
                coach_id=int(self.coach.key() or self.before.coach_id),
                agenda=self.agenda.points(),
                note=self.note.text(),
            )
        )

    def suggest(self, points: Sequence[Point]) -> None:
        """Offer points on what it is about."""
        self.agenda.suggest(points)

    # ------------------------------------------------------------ the form
    def values(self) -> Mapping[str, Any]:
        """Return what stands there."""
        return {
            "focus": self.focus.key(),
            "day": self.day.text(),
            "coach": self.coach.key(),
            "agenda": as_rows(self.agenda.points()),
            "note": self.note.text(),
        }

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what was typed before."""
        self.focus.choose(str(values.get("focus", "")))
        self.day.set_text(str(values.get("day", "")))
        self.coach.choose(str(values.get("coach", "")))
        self.agenda.show_points(from_rows(values.get("agenda", ())))
        self.note.set_text(str(values.get("note", "")))

    def submit(self) -> None:
        """Save it, or say what is wrong where it is."""
        if first_problem(self.fields()) is not None:
            return
        try:
            self.save_wanted.emit(self.session())
        except CsopsError as error:
            self.explain(error)

    def explain(self, error: Exception) -> None:
        """Say what is wrong; two changes of the same side by side."""
        if isinstance(error, ConflictError) and is_told_apart(error):
            shown = lambda name, record: field_of(name, record, self.desk.team.members, self._formats)  # noqa: E731 one line
            self.conflict.show_conflict(error, shown=shown)
            return
        super().explain(error)

    def fields(self) -> Sequence[Field]:
        """Return the fields that can be wrong."""
        return (self.focus, self.day, self.coach, self.note)

    def _show(self, session: Coaching) -> None:
        self.focus.choose(_key(session.card, session.criterion))
        here = session.planned_at.astimezone(ZoneInfo(self._zone))
        self.day.set_day(here.date())
        if session.time_known:
            self.day.set_text(f"{self.day.text()} {here:%H:%M}")
        self._was = (self.day.day(), self.day.time())
        self.coach.choose(str(session.coach_id))
        self.agenda.show_points(session.agenda)
        self.note.set_text(session.note)

    def _connect(self) -> None:
        for field in self.fields():
            field.edited.connect(self.touch)
        self.agenda.edited.connect(self.touch)
        self.agenda.review_wanted.connect(self.review_wanted)
        self.focus.edited.connect(self._ask_points)
        self.conflict.decided.connect(self.save_wanted)

    def _ask_points(self) -> None:
        card, _between, criterion = self.focus.key().partition(_BETWEEN)
        self.focus_chosen.emit(card, criterion)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        row = QHBoxLayout()
        Spacing(themes, row, gap=3)
        row.addWidget(self.day, 1)
        row.addWidget(self.coach, 1)
        column = QVBoxLayout()
        Spacing(themes, column, margins=(0, 0, 2, 0), gap=4)
        column.addWidget(self.conflict)
        column.addWidget(self.focus)
        column.addLayout(row)
        column.addWidget(Text(themes, tr("Agenda"), font="title3"))
        column.addWidget(self.agenda)
        column.addWidget(self.note)
        column.addStretch(1)
        self.add_fields(column, usual=130)


def _key(card: str, criterion: str) -> str:
    return f"{card}{_BETWEEN}{criterion}"


def _choices(weak: Sequence[Weakness], session: Coaching) -> list[Choice]:
    """What it can be about: weak criteria, what it was about so far, and nothing in particular."""
    found = [Choice(key=_key(each.card, each.criterion), text=each.name) for each in weak]
    was = _key(session.card, session.criterion)
    if session.criterion and was not in {each.key for each in found}:
        found.insert(0, Choice(key=was, text=session.criterion))
    return [*found, Choice(key=_BETWEEN, text=tr("Several things"))]
