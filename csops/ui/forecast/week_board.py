"""One week of a plan on screen: who works when, what it takes, what is missing, and what would come of it."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.plans import Plan, PlanState
from csops.services.rosters import PlanView
from csops.ui.desk import Desk
from csops.ui.forecast import shift_words, spare_words, wording
from csops.ui.forecast.looking import Looking
from csops.ui.forecast.plan_choice import PlanChoice
from csops.ui.forecast.played_card import PlayedCard
from csops.ui.forecast.said_lines import SaidLines
from csops.ui.forecast.shift_acts import ShiftActs
from csops.ui.forecast.shift_grid import ShiftGrid
from csops.ui.forecast.shift_hands import ShiftHands
from csops.ui.forecast.told_card import ToldCard
from csops.ui.forecast.week_steps import WeekSteps
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing


class WeekBoard(QWidget):
    """The grid of a week with its figures, and the cards below it.

    Signals:
        plan_chosen(object): another Plan of the week shall be shown.
        read_wanted(): a roster shall be read in from a file.
        publish_wanted(): the team shall be told of what was changed since it was published.
    """

    plan_chosen = Signal(object)
    read_wanted = Signal()
    publish_wanted = Signal()

    def __init__(self, desk: Desk, looking: Looking, formats: Formats, acts: ShiftActs, *, may_plan: bool) -> None:
        super().__init__()
        self.desk, self._looking, self._formats, self._may_plan = desk, looking, formats, may_plan
        themes = desk.themes
        self.card = Card(themes, title=self.tr("Shifts"), padded=False)
        assert self.card.heading is not None, "a card with a title has a heading"
        self.heading = self.card.heading
        self.plans = PlanChoice(themes, formats)
        self.read_in = Button(themes, self.tr("Read in"), icon_name="file-input", compact=True)
        self.read_in.setToolTip(self.tr("A roster of names by days, from a table"))
        self.heading.add(self.plans)
        self.heading.add(self.read_in)
        self.read_in.setVisible(may_plan)
        self.steps = WeekSteps(themes, self.heading)
        self.figures = Text(themes, colour="text.secondary", figures=True, wrap=True)
        self.cost = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self.grid = ShiftGrid(themes, name=self.tr("Shifts of the week"))
        self.grid.shifts.may_change = may_plan
        self.hands = ShiftHands(self.grid, acts)
        self.how = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.none_yet = Text(themes, colour="text.secondary", wrap=True)
        self.played = PlayedCard(desk, looking, formats)
        self.told = ToldCard(themes, formats, may_plan=may_plan)
        self.gaps = SaidLines(themes, self.tr("What is missing"))
        self.spare = SaidLines(themes, self.tr("More than needed"))
        self.broken = SaidLines(themes, self.tr("What stands against it"))
        self._lay_out()
        self.told.publish_wanted.connect(self.publish_wanted)
        self.plans.chosen.connect(self.plan_chosen)
        self.read_in.clicked.connect(self.read_wanted)
        self.played.shown.connect(lambda: self._ground.ensureWidgetVisible(self.played))

    def show_week(self, week: date, view: PlanView | None) -> None:
        """Show the plan of a week, or what planning would do."""
        self.hands.view = view
        self.heading.title.say(self._title_of(week, view))
        for widget in (self.grid, self.figures):
            widget.setVisible(view is not None)
        self.how.setVisible(view is not None and self._may_plan)
        self.none_yet.setVisible(view is None)
        currency, names = self.desk.team.shop.currency, {one.key: one.name for one in self.desk.team.channels}
        if view is not None:
            days = [week + timedelta(days=ahead) for ahead in range(7)]
            heads = shift_words.heads(days, self._formats)
            self.grid.show_week(shift_words.rows(view, days, self._formats), days=days, heads=heads)
            ahead = self._looking.outlook
            closed = {day: ahead.closed[day] for day in days if day in ahead.closed} if ahead is not None else {}
            said = [shift_words.figures(view, self._formats, currency), *shift_words.closed_days(closed, self._formats)]
            self.figures.say(shift_words.SEPARATOR.join(said))
        if view is not None:
            wage = self.desk.team.staffing.cost_per_hour
            self.cost.say(spare_words.cost_words(view, wage, self._formats, currency))
        self.cost.setVisible(view is not None and bool(self.cost.words()))
        none: list[str] = []
        self.gaps.show_lines(none if view is None else shift_words.gap_lines(view, week, names, self._formats))
        self.spare.show_lines(none if view is None else spare_words.spare_lines(view, week, self._formats, currency))
        self.broken.show_lines(none if view is None else shift_words.broken_lines(view, week, self._formats))
        self.told.show_plan(view, week)
        self.played.show_plan(view)

    def show_plans(self, plans: Sequence[Plan], shown: Plan | None) -> None:
        """Offer the plans of the week, where there are several."""
        self.plans.show_plans(plans, shown)

    def _title_of(self, week: date, view: PlanView | None) -> str:
        said = wording.week_of(week, self._formats)
        if view is None:
            return said
        is_published = view.plan.state is PlanState.PUBLISHED
        return (self.tr("{week}, published") if is_published else self.tr("{week}, draft")).format(week=said)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        Spacing(themes, self.card.body, margins=(5, 0, 5, 4), gap=3)
        self.none_yet.say(shift_words.none_yet())
        self.how.say(shift_words.how())
        parts: tuple[QWidget, ...] = (self.figures, self.cost, self.grid, self.how, self.none_yet)
        for part in parts:
            self.card.body.addWidget(part)
        column = QVBoxLayout()
        Spacing(themes, column, margins=(6, 4, 6, 6), gap=4)
        for card in (self.told, self.card, self.broken, self.gaps, self.spare, self.played):
            column.addWidget(card)
        column.addStretch(1)
        self._ground = scrolling(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._ground)
