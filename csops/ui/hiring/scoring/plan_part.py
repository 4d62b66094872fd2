"""The plan of an opening: who rates which skills, what is lacking, how long it takes, and whose forms wait."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.errors import ConflictError
from csops.domain.openings import Seat
from csops.services.interview_plan import InterviewPlan, OpenCard, interview_plan, share_out_skills, tick_skill
from csops.services.interview_sheets import sheets_of_opening
from csops.services.openings import retire_seat, save_seat
from csops.services.scorecards import give_up_card, plan_again
from csops.ui.desk import Desk, Said
from csops.ui.hiring.openings.part import Part
from csops.ui.hiring.scoring.open_cards import GiveUpDialog, OpenCards
from csops.ui.hiring.scoring.plan_grid import PlanGrid
from csops.ui.hiring.scoring.plan_words import lesson_words, time_words
from csops.ui.hiring.scoring.seat_form import SeatForm
from csops.ui.hiring.sheets import save_sheets
from csops.ui.hiring.wording import tr
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.cards import Banner, Card, EmptyState
from csops.ui.kit.controls import Button
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

_KINDS = frozenset(
    {Kind.OPENING, Kind.SEAT, Kind.SCORECARD, Kind.APPLICATION, Kind.CANDIDATE, Kind.MEMBER, Kind.SKILL, Kind.TIE}
)


class PlanPart(Part):
    """Who rates what."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        themes = desk.themes
        self._formats = Formats()
        self.plan: InterviewPlan | None = None
        self.form: SeatForm | None = None
        self.grid = PlanGrid(themes, self._formats)
        self.add = Button(themes, tr("Add an interviewer"), icon_name="plus")
        self.share = Button(themes, tr("Share out the skills"), icon_name="wand-sparkles")
        self.print = Button(themes, tr("Print sheets"), icon_name="printer")
        self.print.setToolTip(tr("Questions, behaviours and lines to write on, for each scorecard still to be filled"))
        rule = tr(
            "Two people to each skill where the panel has two, required skills first, nobody with more than one above "
            "another. Parts with a submitted scorecard stay, and so do work samples and references"
        )
        self.share.setToolTip(rule)
        self.card = Card(themes, title=tr("Who rates what"), padded=False)
        self.lessons = Text(themes, colour="warning.text", wrap=True)
        self.time = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self.keys = Text(
            themes,
            tr(
                "Space ticks a skill, Enter changes the part of its column. How long somebody has worked is never asked"
            ),
            font="small",
            colour="text.tertiary",
            wrap=True,
        )
        self.rule = Text(themes, rule, font="small", colour="text.tertiary", wrap=True)
        self.cards = OpenCards(themes, self._formats)
        self.trouble = QVBoxLayout()
        self.empty = self._nobody()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._refresher = Refresher(self, desk.live, _KINDS, self.refresh)

    def refresh(self) -> None:
        """Read the plan anew."""
        workspace, opening_id = self.desk.workspace, self.opening_id
        if opening_id:
            self.desk.ask(
                lambda: interview_plan(workspace, opening_id=opening_id),
                then=self._show,
                failed=self._failed,
                key=("plan", id(self)),
            )

    def _show(self, plan: InterviewPlan) -> None:
        self.plan = plan
        self.grid.show_plan(plan)
        lessons = lesson_words(plan)
        self.lessons.say(". ".join(lessons))
        self.lessons.setVisible(bool(lessons) and bool(plan.seats))
        self.time.say(". ".join(time_words(plan, self._formats)))
        self.cards.show_plan(plan, me=self.desk.workspace.member.id)
        for widget in (self.add, self.share, self.keys, self.rule):
            widget.setVisible(plan.may_run)
        self.share.setEnabled(plan.can_share)
        self.print.setVisible(bool(plan.seats))
        self.stack.setCurrentIndex(0 if plan.seats else 1)
        if self.empty.button is not None:
            self.empty.button.setVisible(plan.may_run)
        self.setFocusProxy(self.grid if plan.seats else self.empty)

    def show_opening(self, opening_id: int) -> None:
        """Show another opening's plan."""
        self._clear_trouble()
        super().show_opening(opening_id)

    # ------------------------------------------------------------ changing
    def begin_new(self) -> None:
        """Open the form of a part that is to be added."""
        self.begin_seat(0)

    def begin_seat(self, seat_id: int) -> None:
        """Open the form of a part, of a new one for id 0."""
        plan = self.plan
        if plan is None or not plan.may_run:
            return
        known = next((one.seat for one in plan.seats if one.id == seat_id), None)
        taken = {one.seat.member_id for one in plan.seats}
        free = next((member.id for member in plan.members if member.id not in taken), 0)
        skills = tuple(row.key for row in plan.rows if not row.is_value)
        new = Seat(opening_id=plan.opening.id, member_id=free, minutes=plan.role.minutes, skills=skills)
        form = SeatForm(
            self.desk.themes,
            self.window(),
            seat=known or new,
            rows=plan.rows,
            members=plan.members,
            formats=self._formats,
        )
        seat = form.before
        kept = KeptTyping(self.desk, form, form.typed(), form=_form_name(seat), version=seat.version)
        form.save_wanted.connect(lambda said: self._save(replace(said, version=kept.version)))
        form.retire_wanted.connect(self._retire)
        form.closed.connect(self._form_closed)
        self.form = form
        form.open()

    def _form_closed(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.deleteLater()

    def _save(self, seat: Seat) -> None:
        workspace, form = self.desk.workspace, self.form
        self.desk.act(
            lambda: save_seat(workspace, seat=seat),
            then=lambda _kept: form.finish() if form is not None and form is self.form else None,
            failed=self._explain,
            said=Said(text=tr("Plan of interviews changed")),
        )

    def _retire(self, seat: Seat) -> None:
        workspace, form = self.desk.workspace, self.form
        self.desk.act(
            lambda: retire_seat(workspace, seat_id=seat.id),
            then=lambda _none: form.finish() if form is not None and form is self.form else None,
            failed=self._explain,
            said=Said(text=tr("Taken out of the plan: what was submitted stays")),
        )

    def _explain(self, error: Exception) -> None:
        if self.form is not None and not isinstance(error, ConflictError):
            self.form.explain(error)
        else:
            self._failed(error)

    def _tick(self, seat_id: int, skill: str, rates: bool) -> None:
        workspace = self.desk.workspace
        self.desk.act(
            lambda: tick_skill(workspace, seat_id=seat_id, skill=skill, rates=rates),
            then=self._changed,
            failed=self._failed,
            said=Said(text=tr("Plan of interviews changed")),
        )

    def _share(self) -> None:
        workspace, opening_id = self.desk.workspace, self.opening_id
        self.desk.act(
            lambda: share_out_skills(workspace, opening_id=opening_id),
            then=self._changed,
            failed=self._failed,
            said=Said(text=tr("Skills shared out: two people to each, required ones first")),
        )

    def _print(self) -> None:
        """Show the sheets among the reports, whence they are printed; who may not go there saves them as pages."""
        plan, workspace = self.plan, self.desk.workspace
        if workspace.may(Permission.EXPORT):
            self.wanted.emit("reports", {"report": "hiring", "opening_id": self.opening_id, "sheets": True})
        elif plan is not None:
            opening = plan.opening
            save_sheets(
                self.desk,
                self.window(),
                read=lambda: sheets_of_opening(workspace, opening_id=opening.id),
                title=opening.title,
            )

    # ------------------------------------------------------------ forms that wait
    def _ask(self, one: OpenCard, *, again: bool) -> None:
        dialog = GiveUpDialog(self.desk.themes, self.window(), one=one, again=again)
        dialog.agreed.connect(lambda: self._settle(one, again=again))
        dialog.open()

    def _settle(self, one: OpenCard, *, again: bool) -> None:
        workspace, act = self.desk.workspace, plan_again if again else give_up_card
        said = tr("Scorecard of {name} planned again") if again else tr("Scorecard of {name} given up")
        self.desk.act(
            lambda: act(workspace, card_id=one.card.id),
            then=self._changed,
            failed=self._failed,
            said=Said(text=said.format(name=one.member)),
        )

    # ------------------------------------------------------------ what surrounds it
    def _failed(self, error: Exception) -> None:
        self._clear_trouble()
        banner = Banner(self.desk.themes, words(error).sentence, family="danger")
        banner.add_close(self._clear_trouble)
        self.trouble.addWidget(banner)

    def _changed(self, _kept: object) -> None:
        """What was wrong before is no more: something else was done since."""
        self._clear_trouble()

    def _clear_trouble(self) -> None:
        while (item := self.trouble.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _nobody(self) -> EmptyState:
        return EmptyState(
            self.desk.themes,
            icon="clipboard-list",
            title=tr("Nobody rates yet"),
            why=tr(
                "The plan says who looks at which skills, with which questions. Each candidate then gets a scorecard "
                "from everybody in it; two people to a skill make their agreement known"
            ),
            action=tr("Add an interviewer"),
            run=self.begin_new,
        )

    def _connect(self) -> None:
        self.add.clicked.connect(self.begin_new)
        self.share.clicked.connect(self._share)
        self.print.clicked.connect(self._print)
        self.grid.ticked.connect(self._tick)
        self.grid.seat_wanted.connect(self.begin_seat)
        self.cards.fill_wanted.connect(lambda card_id: self.wanted.emit("score", {"card_id": card_id}))
        self.cards.give_up_wanted.connect(lambda one: self._ask(one, again=False))
        self.cards.again_wanted.connect(lambda one: self._ask(one, again=True))

    def _lay_out(self) -> None:
        themes = self.desk.themes
        if self.card.heading is not None:
            self.card.heading.add(self.print)
        notes = QVBoxLayout()
        Spacing(themes, notes, margins=(5, 2, 5, 4), gap=1)
        buttons = QHBoxLayout()
        Spacing(themes, buttons, margins=(0, 1, 0, 1), gap=2)
        for button in (self.share, self.add):
            buttons.addWidget(button)
        buttons.addStretch(1)
        notes.addWidget(self.lessons)
        notes.addWidget(self.time)
        notes.addLayout(buttons)
        notes.addWidget(self.rule)
        notes.addWidget(self.keys)
        self.card.body.addWidget(self.grid)
        self.card.body.addLayout(notes)
        column = QVBoxLayout()
        Spacing(themes, column, margins=(6, 4, 6, 6), gap=4)
        column.addWidget(self.card)
        column.addWidget(self.cards)
        column.addStretch(1)
        self.stack.addWidget(scrolling(column))
        self.stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        Spacing(themes, outer)
        outer.addLayout(self.trouble)
        outer.addWidget(self.stack, 1)


def _form_name(seat: Seat) -> str:
    return record_form(*((Kind.SEAT, seat.id) if seat.id else (Kind.OPENING, seat.opening_id)), "seat")
