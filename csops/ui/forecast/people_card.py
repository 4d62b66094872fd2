"""The card of people needed: the map of one week, which week, which channels, and a cell explained."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.assumptions import Assumptions
from csops.domain.channels import Channel
from csops.domain.requirement import Requirement
from csops.services.staffing import Plan
from csops.ui.forecast import cells, wording
from csops.ui.forecast.figures import Cells, heat, peak
from csops.ui.kit.cards import Card
from csops.ui.kit.charts import HeatData, Tip
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.heat_map import HeatMap
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

ALL, ONE = "all", "one"
_EMPTY = HeatData(title="", row_names=(), column_names=(), cells=())


class PeopleCard(Card):
    """People needed by half hour and weekday.

    Signals:
        week_wanted: -1 or 1: the week before or after.
        scope_chosen: ALL channels or ONE, chosen by a person.
        save_failed: the OSError of a picture that could not be written.
    """

    week_wanted = Signal(int)
    scope_chosen = Signal(str)
    save_failed = Signal(object)

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(themes, title=self.tr("People needed"), padded=False, parent=parent)
        assert self.heading is not None, "a card with a title has a heading"
        self._formats = formats
        self._places: Cells = {}
        self._channels: Mapping[str, Channel] = {}
        self._asked = Assumptions()
        self._shown_week: object = None
        self.earlier = IconButton(themes, "chevron-left", name=self.tr("Earlier week"), role=Role.GHOST, compact=True)
        self.later = IconButton(themes, "chevron-right", name=self.tr("Later week"), role=Role.GHOST, compact=True)
        self.scope = Segmented(themes, [Option(key=ALL, text=self.tr("All channels"))], name=self.tr("Channels"))
        self.map = HeatMap(themes, _EMPTY, explain=self.tip)
        for widget in (self.earlier, self.later, self.scope):
            self.heading.add(widget)
        Spacing(themes, self.body, margins=(5, 0, 5, 3))
        self.body.addWidget(self.map)
        self.earlier.clicked.connect(lambda: self.week_wanted.emit(-1))
        self.later.clicked.connect(lambda: self.week_wanted.emit(1))
        self.scope.chosen.connect(self.scope_chosen)
        self.map.cell_changed.connect(self._explain)
        self.map.save_failed.connect(self.save_failed)

    def show_scopes(self, channel: Channel) -> None:
        """Offer all channels together, or the one whose tab is chosen."""
        only = self.tr("{channel} only").format(channel=channel.name)
        self.scope.show_options([Option(key=ALL, text=self.tr("All channels")), Option(key=ONE, text=only)])
        if not self.scope.key():
            self.scope.choose(ALL)

    def show_plan(self, plan: Plan, needed: Requirement, *, asked: Assumptions) -> None:
        """Show what one requirement of the plan's week says, made with these assumptions."""
        assert self.heading is not None
        self._asked = asked
        self._channels = {channel.key: channel for channel in plan.outlook.channels}
        title = self.tr("People needed, {week}").format(week=_small(wording.week_of(plan.week, self._formats)))
        self.heading.title.say(title)
        data, self._places = heat(needed, title, self._formats)
        self.map.show_data(data)
        weeks = plan.outlook.weeks
        self.earlier.setEnabled(plan.week > weeks[0])
        self.later.setEnabled(plan.week < weeks[-1])
        best = peak(needed, self._places)
        if best is not None and self._shown_week != plan.week:
            self._shown_week = plan.week
            self.map.go_to(*best)
        current = self.map.view.currentIndex()
        self._explain(current.row(), current.column())

    def tip(self, row: int, column: int) -> Tip | None:
        """Return the card that explains the number of a cell."""
        cell = self._places.get((row, column))
        if cell is None:
            return None
        asked = self._asked
        return cells.tip(
            cell, self._channels, self._formats, occupancy=asked.max_occupancy, minimum=asked.minimum_people
        )

    def _explain(self, row: int, column: int) -> None:
        cell = self._places.get((row, column))
        tip = self.tip(row, column)
        if cell is None or tip is None:
            self.map.say(self.tr("Closed") if self._places else self.tr("The shop is closed in this week"))
            return
        self.map.say(cells.sentence(cell, self._formats))
        self.map.view.setAccessibleDescription(tip.words())


def _small(text: str) -> str:
    """The words within a sentence: their first letter is small."""
    return text[:1].lower() + text[1:]
