"""Follow-ups: mine or the team's, grouped by when they are due, with what can be done about each."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from csops.domain.access import Permission
from csops.domain.contacts import Direction
from csops.domain.due import due_moment
from csops.domain.lines import FollowUpLine
from csops.domain.work_terms import Absence
from csops.services import follow_ups
from csops.services.follow_up_sources import Outcome, outcome_of
from csops.services.today import Promises
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Card, EmptyState, Heading
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import IconButton
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.waiting import Waiting, rows
from csops.ui.today.follow_up_list import FollowUpList
from csops.ui.today.follow_up_model import FollowUpModel

MINE, TEAM = "mine", "team"
_NEAR_DAYS = (1, 2, 7)


class FollowUpCard(Card):
    """The card at the left.

    Signals:
        which_changed: mine or the team's was chosen.
        wanted(str, object): another place shall be shown.
    """

    which_changed = Signal()
    wanted = Signal(str, object)

    def __init__(
        self,
        desk: Desk,
        *,
        formats: Formats,
        shortcuts: Shortcuts,
        over: Callable[[], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk.themes, padded=False, parent=parent)
        self._desk, self._formats, self._shortcuts, self._over = desk, formats, shortcuts, over
        self.head = Heading(desk.themes, self.tr("Follow-ups"))
        options = (Option(key=MINE, text=self.tr("Mine")), Option(key=TEAM, text=self.tr("Team")))
        self.which = Segmented(desk.themes, options, name=self.tr("Whose follow-ups"), key=TEAM)
        self.head.add(self.which)
        self.hand_over = IconButton(desk.themes, "arrow-right-left", name=self.tr("Hand over work…"))
        self.hand_over.clicked.connect(self.offer_handover)
        self.head.add(self.hand_over)
        self.list = FollowUpList(
            desk.themes, FollowUpModel(formats=formats, now=desk.workspace.now, parent=self), shortcuts=shortcuts
        )
        self.empty = EmptyState(
            desk.themes,
            icon="circle-check",
            title=self.tr("No follow-ups due"),
            why=self.tr(
                "Promise a customer a call or an answer by some day, in a case or while you log a contact. It shows "
                "here from the day before until it is done"
            ),
        )
        self.none_of_mine = EmptyState(
            desk.themes,
            icon="circle-check",
            title=self.tr("None of yours is due"),
            why=self.tr("What you promised to a customer shows here from the day before until it is done"),
            action=self.tr("Show the team's"),
            run=lambda: self.which.button(TEAM).click(),
        )
        self.stack = QStackedWidget()
        for widget in (QWidget(), self.list, self.empty, self.none_of_mine):
            self.stack.addWidget(widget)
        self.waiting = Waiting(desk.themes, self.stack, shape=rows)
        self.later = Text(desk.themes, font="small", colour="text.secondary", figures=True)
        foot = QHBoxLayout()
        Spacing(desk.themes, foot, margins=(5, 2, 5, 2))
        foot.addWidget(self.later)
        self.set_gap(0)
        self.body.addWidget(self.head)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)
        self.later.hide()
        self.setAccessibleName(self.tr("Follow-ups"))
        self._connect()

    def _connect(self) -> None:
        self.which.chosen.connect(lambda _key: self.waiting.begin())
        self.which.chosen.connect(lambda _key: self.which_changed.emit())
        self.list.done.connect(self.finish)
        self.list.call_back.connect(self.call_back)
        self.list.postpone.connect(self.offer_days)
        self.list.opened.connect(lambda line: self.wanted.emit("contacts", {"case_id": line.case_id}))

    def owner_id(self) -> int | None:
        """Return whose follow-ups are shown: mine, or None for everybody's."""
        return self._desk.workspace.member.id if self.which.key() == MINE else None

    def show_promises(self, promises: Promises) -> None:
        """Show what is promised."""
        self.waiting.end()
        shown = len(promises.late) + len(promises.today) + len(promises.tomorrow)
        self.head.note.say(self._formats.number(shown) if shown else "")
        self.list.show_promises(promises)
        is_alone = len([member for member in self._desk.team.members if member.active]) == 1
        self.hand_over.setVisible(not is_alone and self._desk.workspace.may(Permission.ASSIGN))
        nothing = self.none_of_mine if self.which.key() == MINE and not is_alone else self.empty
        self.stack.setCurrentWidget(self.list if shown else nothing)
        self.later.say(self._later(promises.later))
        self.later.setVisible(promises.later > 0)

    def _later(self, number: int) -> str:
        if number == 1:
            return self.tr("1 more is due later")
        return self.tr("{n} more are due later").format(n=self._formats.number(number))

    # ------------------------------------------------------------ what can be done
    def finish(self, line: FollowUpLine) -> None:
        """Mark it done."""
        workspace = self._desk.workspace

        def finish() -> Outcome:
            return outcome_of(workspace, follow_up=follow_ups.finish_follow_up(workspace, follow_up_id=line.id))

        self._desk.act(finish, said=lambda outcome: Said(text=self._finished(line, outcome)))

    def _finished(self, line: FollowUpLine, outcome: Outcome) -> str:
        """Say what was done by it: a promise is kept by its reminder, a step of a recovery done."""
        words = {
            Outcome.DONE: self.tr("Marked done: {name}, {what}"),
            Outcome.PROMISE_KEPT: self.tr("Promise kept: {name}, {what}"),
            Outcome.PROMISE_LATE: self.tr("Promise done after its date: {name}, {what}"),
            Outcome.STEP_DONE: self.tr("Step done: {name}, {what}"),
            Outcome.DELIVERED: self.tr("Remedy arrived today: {name}, {title}"),
        }[outcome]
        what = line.title if outcome is Outcome.DONE else line.what
        return words.format(name=self._name(line), what=what, title=line.title)

    def call_back(self, line: FollowUpLine) -> None:
        """Log a call back on its case."""
        out = Direction.OUT.value
        self.wanted.emit("log", {"case_id": line.case_id, "channel_key": "phone", "direction": out})

    def offer_handover(self) -> None:
        """Ask what of whose work goes to whom; of one's own next absence, where one is known."""
        from csops.services.handovers import next_absence
        from csops.ui.today.handover_dialog import HandoverDialog, Whose  # opened now and then

        workspace = self._desk.workspace

        def open_it(absence: Absence | None) -> None:
            to_id = absence.substitute_id if absence else None
            whose = Whose(from_id=workspace.member.id, to_id=to_id, absence=absence)
            HandoverDialog(self._desk, self._over(), whose).open()

        self._desk.ask(lambda: next_absence(workspace, member_id=workspace.member.id), then=open_it, key="handover")

    def offer_days(self, line: FollowUpLine) -> None:
        """Offer the near days, and any day in words."""
        menu = QMenu(self)
        for day, words in self.near_days():
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, day=day: self.postpone(line, day))
        menu.addSeparator()
        menu.addAction(self.tr("Another day…")).triggered.connect(lambda: self.ask_day(line))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.menu_place())

    def near_days(self) -> Sequence[tuple[date, str]]:
        """Return the days that the menu offers, in words."""
        today = self._today()
        days = [today + timedelta(days=step) for step in _NEAR_DAYS]
        days.insert(2, today + timedelta(days=7 - today.weekday()))
        return [(day, self._formats.day_in_words(day, today=today)) for day in dict.fromkeys(days)]

    def ask_day(self, line: FollowUpLine) -> None:
        """Ask for a day in words."""
        from csops.ui.today.postpone import PostponeDialog  # with it come the fields that read days

        dialog = PostponeDialog(
            self._desk, self._over(), formats=self._formats, today=self._today, shortcuts=self._shortcuts
        )
        dialog.picked.connect(lambda day, at: self._move(line, day, at))
        dialog.open()

    def postpone(self, line: FollowUpLine, day: date) -> None:
        """Move it to another day, at the same time of day."""
        at = line.due_at.astimezone(self._formats.zone).time() if line.time_known else None
        self._move(line, day, at)

    def _move(self, line: FollowUpLine, day: date, at: time | None) -> None:
        workspace = self._desk.workspace
        due = due_moment(day, at, zone=self._desk.team.shop.zone)
        words = self._formats.day_in_words(day, today=self._today())
        self.list.leave()
        self._desk.act(
            lambda: follow_ups.postpone(workspace, follow_up_id=line.id, due_at=due, time_known=at is not None),
            said=Said(text=self.tr("Postponed to {day}: {name}").format(day=words, name=self._name(line))),
        )

    def _today(self) -> date:
        return self._desk.workspace.now().astimezone(self._formats.zone).date()

    def _name(self, line: FollowUpLine) -> str:
        return line.customer or self.tr("Unknown customer")
