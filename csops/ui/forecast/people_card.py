"""The card of people needed: the map of one week, which week, which view of it, and a cell explained."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.assumptions import Assumptions
from csops.domain.channels import Channel
from csops.domain.cover import Cover, covers
from csops.domain.requirement import Requirement
from csops.services.staffing import Plan
from csops.services.week_roster import WeekRoster
from csops.ui.forecast import cells, gap_map, wording
from csops.ui.forecast.figures import Cells, heat, peak
from csops.ui.kit.cards import Card
from csops.ui.kit.charts import HeatData, Tip
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.heat_map import HeatMap
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.preferences import Preferences

ALL, ONE, GAP = "all", "one", "gap"
_REMEMBERED = "people_needed_view"
_EMPTY = HeatData(title="", row_names=(), column_names=(), cells=())


class PeopleCard(Card):
    """People needed by half hour and weekday.

    Signals:
        week_wanted: -1 or 1: the week before or after.
        scope_chosen: ALL channels, ONE, or the GAP to the roster, chosen by a person.
        shifts_wanted: the shifts of this week (a date) shall be planned.
        save_failed: the OSError of a picture that could not be written.
    """

    week_wanted = Signal(int)
    scope_chosen = Signal(str)
    shifts_wanted = Signal(object)
    save_failed = Signal(object)

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(themes, title=self.tr("People needed"), padded=False, parent=parent)
        assert self.heading is not None, "a card with a title has a heading"
        self._formats = formats
        self._places: Cells = {}
        self._channels: Mapping[str, Channel] = {}
        self._asked = Assumptions()
        self._covers: Mapping[datetime, Cover] = {}
        self._shown_week: object = None
        self.earlier = IconButton(themes, "chevron-left", name=self.tr("Earlier week"), role=Role.GHOST, compact=True)
        self.later = IconButton(themes, "chevron-right", name=self.tr("Later week"), role=Role.GHOST, compact=True)
        self._roster: WeekRoster | None = None
        self._roster_week: date | None = None
        self._shown: tuple[Plan, Requirement] | None = None
        self._preferences = Preferences(None)
        options = [Option(key=ALL, text=self.tr("All channels"))]
        self.scope = Segmented(themes, options, name=self.tr("What the map shows"))
        self.map = HeatMap(themes, _EMPTY, explain=self.tip)
        for widget in (self.earlier, self.later, self.scope):
            self.heading.add(widget)
        Spacing(themes, self.body, margins=(5, 0, 5, 3))
        self.body.addWidget(self.map)
        self.none = NoPlan(themes)
        self.body.addWidget(self.none)
        self.none.plan.clicked.connect(lambda: self.shifts_wanted.emit(self._roster_week))
        self.earlier.clicked.connect(lambda: self.week_wanted.emit(-1))
        self.later.clicked.connect(lambda: self.week_wanted.emit(1))
        self.scope.chosen.connect(self._choose)
        self.map.cell_changed.connect(self._explain)
        self.map.save_failed.connect(self.save_failed)

    def remember(self, preferences: Preferences) -> None:
        """Show the view that was chosen last on this machine, and remember what is chosen from now on."""
        self._preferences = preferences

    def show_scopes(self, channel: Channel) -> None:
        """Offer all channels together, the one whose tab is chosen, and the gap to the roster."""
        only = self.tr("{channel} only").format(channel=channel.name)
        self.scope.show_options(
            [
                Option(key=ALL, text=self.tr("All channels")),
                Option(key=ONE, text=only),
                Option(key=GAP, text=self.tr("Roster gap")),
            ]
        )
        wanted = self._preferences.get(_REMEMBERED, ALL)
        self.scope.choose(wanted if wanted in {ALL, ONE, GAP} else ALL)

    def show_roster(self, roster: WeekRoster | None, *, week: date | None) -> None:
        """Hold the map of a week against its roster; None where nothing is planned."""
        self._roster, self._roster_week = roster, week
        self._draw()

    def show_plan(self, plan: Plan, needed: Requirement, *, asked: Assumptions) -> None:
        """Show what one requirement of the plan's week says, made with these assumptions."""
        self._asked, self._shown = asked, (plan, needed)
        self._channels = {channel.key: channel for channel in plan.outlook.channels}
        weeks = plan.outlook.weeks
        self.earlier.setEnabled(plan.week > weeks[0])
        self.later.setEnabled(plan.week < weeks[-1])
        self._draw()
        best = peak(needed, self._places)
        if best is not None and self._shown_week != plan.week:
            self._shown_week = plan.week
            self.map.go_to(*best)

    def _draw(self) -> None:
        if self._shown is None:
            return
        assert self.heading is not None
        plan, needed = self._shown
        scope, roster = self.scope.key(), self._roster_of(plan)
        title = self.tr("People needed, {week}") if scope != GAP else self.tr("Roster gap, {week}")
        title = title.format(week=_small(wording.week_of(plan.week, self._formats)))
        self.heading.title.say(title)
        data, self._places = heat(needed, title, self._formats)
        self.heading.note.say(gap_map.named(roster) if scope == GAP and roster is not None else "")
        self.heading.note.setVisible(bool(self.heading.note.words()))  # an empty one takes room that longer words need
        is_known = roster is not None and scope != ONE
        self._covers = _covers(needed, roster) if is_known and roster is not None else {}
        if is_known:
            data = gap_map.beside(data, self._places, self._covers, self._formats, only_gap=scope == GAP)
        self.map.show_data(data)
        is_open = scope == GAP and roster is None and self._roster_week == plan.week
        self.none.setVisible(is_open)
        self.map.setVisible(not is_open)
        current = self.map.view.currentIndex()
        self._explain(current.row(), current.column())

    def _roster_of(self, plan: Plan) -> WeekRoster | None:
        return self._roster if self._roster is not None and self._roster.week == plan.week else None

    def _choose(self, scope: str) -> None:
        self._preferences.set(_REMEMBERED, scope)
        self._draw()
        self.scope_chosen.emit(scope)

    def tip(self, row: int, column: int) -> Tip | None:
        """Return the card that explains the number of a cell."""
        cell = self._places.get((row, column))
        if cell is None:
            return None
        asked = self._asked
        found = cells.tip(
            cell, self._channels, self._formats, occupancy=asked.max_occupancy, minimum=asked.minimum_people
        )
        cover = self._covers.get(cell.starts_at)
        if cover is None or self._roster is None:
            return found
        return gap_map.tip(found, cell, cover, self._roster, self._formats)

    def _explain(self, row: int, column: int) -> None:
        cell = self._places.get((row, column))
        tip = self.tip(row, column)
        if cell is None or tip is None:
            self.map.say(self.tr("Closed") if self._places else self.tr("The shop is closed in this week"))
            return
        cover = self._covers.get(cell.starts_at)
        is_about_gap = cover is not None and (self.scope.key() == GAP or cover.difference < 0)
        if cover is not None and is_about_gap:
            self.map.say(gap_map.sentence(cell, cover, self._formats))
        else:
            self.map.say(cells.sentence(cell, self._formats))
        self.map.view.setAccessibleDescription(tip.words())


class NoPlan(QWidget):
    """Stands in place of the gap where the week has no plan."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Text(themes, gap_map.named(None), colour="text.secondary")
        self.plan = Button(themes, self.tr("Plan shifts"), role=Role.LINK)
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(0, 3, 0, 3), gap=3)
        row.addWidget(self.words)
        row.addWidget(self.plan)
        row.addStretch(1)
        self.hide()


def _covers(needed: Requirement, roster: WeekRoster) -> dict[datetime, Cover]:
    return covers(needed.cells, roster.there, unplanned_share=roster.unplanned_share)


def _small(text: str) -> str:
    """The words within a sentence: their first letter is small."""
    return text[:1].lower() + text[1:]
