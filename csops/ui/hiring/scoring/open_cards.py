"""The scorecards of an opening that are not submitted: who is late, and what can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.scorecards import CardState
from csops.services.interview_plan import InterviewPlan, OpenCard
from csops.ui.hiring.scoring.plan_words import open_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Avatar, Pill, PillLook
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class OpenCards(Card):
    """Forms that wait or were given up.

    Signals:
        fill_wanted(int): one's own scorecard with this id shall be filled.
        give_up_wanted(object): this OpenCard shall be given up.
        again_wanted(object): this OpenCard, which was given up, shall be planned again.
    """

    fill_wanted = Signal(int)
    give_up_wanted = Signal(object)
    again_wanted = Signal(object)

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__(themes, title=tr("Scorecards that wait"), padded=False)
        self._formats = formats
        self.buttons: list[Button] = []
        self._rows = QVBoxLayout()
        Spacing(themes, self._rows, margins=(5, 0, 5, 3), gap=2)
        self.nothing = Text(themes, colour="text.secondary", wrap=True)
        self._rows.addWidget(self.nothing)
        self.body.addLayout(self._rows)

    def show_plan(self, plan: InterviewPlan, *, me: int) -> None:
        """Show the forms of a plan; those that are late first."""
        while (item := self._rows.takeAt(1)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        waiting = sum(one.card.state is CardState.PLANNED for one in plan.open_cards)
        if self.heading is not None:
            done = tr("{done} of {total} finished")
            total = plan.finished + waiting
            self.heading.note.say(
                done.format(done=self._formats.number(plan.finished), total=self._formats.number(total))
            )
        order = sorted(plan.open_cards, key=lambda one: (one.card.state is CardState.LAPSED, not one.is_late))
        for one in order:
            self._rows.addWidget(self._row(one, may_run=plan.may_run, me=me))
        said = tr("Nobody has to fill one now. They are planned for each candidate as soon as somebody rates skills")
        self.nothing.say(said if not plan.finished else tr("Every scorecard is submitted"))
        self.nothing.setVisible(not order)

    def _row(self, one: OpenCard, *, may_run: bool, me: int) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        Spacing(self.themes, line, gap=3)
        line.addWidget(Avatar(self.themes, one.member))
        line.addWidget(ElidedText(self.themes, one.member, font="bodyStrong", hugs=True))
        told = open_words(one, self._formats)
        line.addWidget(ElidedText(self.themes, told, colour="text.secondary"), 1)
        lapsed = one.card.state is CardState.LAPSED
        if lapsed:
            line.addWidget(Pill(self.themes, PillLook(text=tr("given up"), family="neutral")))
        elif one.is_late:
            line.addWidget(Pill(self.themes, PillLook(text=tr("late"), family="warning")))
        if one.card.saw_others:
            line.addWidget(Pill(self.themes, PillLook(text=tr("saw others’ ratings"), family="warning")))
        mine = one.card.member_id == me
        if mine and not lapsed:
            self._add(line, tr("Fill it"), one, lambda: self.fill_wanted.emit(one.card.id))
        if lapsed and may_run:
            self._add(line, tr("Plan again"), one, lambda: self.again_wanted.emit(one), role=Role.GHOST)
        elif not lapsed and (may_run or mine):
            self._add(line, tr("Give up"), one, lambda: self.give_up_wanted.emit(one), role=Role.GHOST)
        return row

    def _add(
        self, line: QHBoxLayout, text: str, one: OpenCard, run: Callable[[], object], *, role: Role = Role.PLAIN
    ) -> None:
        button = Button(self.themes, text, role=role, compact=True)
        button.setAccessibleName(f"{text}: {one.member}, {open_words(one, self._formats)}")
        button.clicked.connect(run)
        self.buttons.append(button)
        line.addWidget(button)


class GiveUpDialog(Dialog):
    """What it means that a scorecard is not filled, or after all.

    Signals:
        agreed: it shall be done.
    """

    agreed = Signal()

    def __init__(self, themes: Themes, parent: QWidget, *, one: OpenCard, again: bool) -> None:
        title = tr("Plan this scorecard again") if again else tr("Give this scorecard up")
        super().__init__(themes, parent, title=title)
        self.meaning = Text(themes, _meaning(one, again=again), wrap=True)
        self.body.addWidget(self.meaning)
        verb = tr("Plan again") if again else tr("Give up")
        self.sure = Button(themes, verb, role=Role.PRIMARY)
        self.sure.clicked.connect(self.agreed)
        self.sure.clicked.connect(self.close_layer)
        leave = Button(themes, tr("Leave it"), role=Role.GHOST)
        leave.clicked.connect(self.close_layer)
        self.add_button(leave)
        self.add_button(self.sure)
        self.closed.connect(self.deleteLater)


def _meaning(one: OpenCard, *, again: bool) -> str:
    name = one.member
    if again and one.finished:
        return tr(
            "{name} could see what the others rated while nobody waited for this scorecard. It counts when it is "
            "filled, and it is marked so, for good, wherever it is shown"
        ).format(name=name)
    if again:
        return tr("Nobody has rated this candidate yet, so that {name} rates unswayed").format(name=name)
    return tr(
        "Nobody waits for {name} any more, and {name} may see what the others rated. Should it be planned again, it is "
        "marked that they could be seen before. What was typed stays a draft"
    ).format(name=name)
