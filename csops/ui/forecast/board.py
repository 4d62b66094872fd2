"""What the page shows once the outlook is there: tabs, fan, map, tiles, and the panel of assumptions."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.channels import Channel
from csops.domain.requirement import Requirement
from csops.services.staffing import Outlook, Plan, as_today
from csops.ui.forecast import wording
from csops.ui.forecast.assumptions_panel import TODAY, AssumptionsPanel
from csops.ui.forecast.channel_tabs import ChannelTabs, Tab
from csops.ui.forecast.compared import tiles
from csops.ui.forecast.figure_tile import FigureTile
from csops.ui.forecast.figures import fan, small_fan
from csops.ui.forecast.people_card import PeopleCard
from csops.ui.forecast.sides import Sides
from csops.ui.kit.cards import Card
from csops.ui.kit.chart_fan import FanChart
from csops.ui.kit.charts import FanData
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

TILES = 4
CHART_SPACES = 42  # the least height of the chart, in steps of the 4 px grid
_NOTHING = FanData(title="", starts=(), names=(), history=())


class Board(QWidget):
    """The cards of the page.

    Signals:
        why_wanted: how this was worked out shall be shown.
        number_wanted: what makes up the forecast of the week shall be shown.
    """

    why_wanted = Signal()
    number_wanted = Signal()

    def __init__(self, themes: Themes, formats: Formats, *, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes, self._formats, self._currency = themes, formats, currency
        self.lesson = Text(themes, font="bodyStrong", wrap=True)
        self.why = Button(themes, self.tr("How this was worked out"), role=Role.LINK, compact=True)
        self.number = Button(themes, self.tr("Why this volume"), role=Role.LINK, compact=True)
        self.tabs = ChannelTabs(themes)
        self.chart = FanChart(themes, _NOTHING)
        self.people = PeopleCard(themes, formats)
        self.tiles = [FigureTile(themes) for _ in range(TILES)]
        self.panel = AssumptionsPanel(themes, formats, currency=currency)
        self.sides = Sides(themes, self.panel)
        self._build()
        self.why.clicked.connect(self.why_wanted)
        self.number.clicked.connect(self.number_wanted)
        self.sides.folded.connect(lambda folded: self.panel.show_closable(closable=folded))
        self.panel.close_wanted.connect(self.sides.close_panel)
        self.panel.laid_out.connect(self.sides.fit)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the least height of the chart and the place of the lesson from the theme."""
        theme = self.themes.current
        self.chart.setMinimumHeight(theme.space(1) * CHART_SPACES)
        # Lines are led above their words: this puts one line in the middle, level with the link beside it.
        self.lesson.setContentsMargins(0, 0, 0, theme.line("body") - QFontMetrics(self.lesson.font()).height())

    def show_currency(self, currency: str) -> None:
        """Write money in another currency from now on."""
        self._currency = currency
        self.panel.show_currency(currency)

    def show_outlook(self, outlook: Outlook, channel: Channel) -> None:
        """Show the channels and what lies ahead on the chosen one."""
        self.panel.show_outlook(outlook, channel)
        self.people.show_scopes(channel)
        self.show_fan(outlook, channel)

    def show_channel(self, outlook: Outlook, channel: Channel, *, factor: float) -> None:
        """Show another channel in chart, map and panel."""
        self.panel.show_channel(channel)
        self.people.show_scopes(channel)
        self.show_fan(outlook, channel, factor=factor)

    def show_fan(self, outlook: Outlook, channel: Channel, *, factor: float = 1.0) -> None:
        """Draw the fan of a channel and the tiles, what lies ahead multiplied by what is assumed of the volume."""
        tabs = [self._tab(outlook, each, factor=factor) for each in outlook.channels]
        self.tabs.show_tabs(tabs, key=channel.key)
        colour = self.themes.current.channel(channel.key).token
        self.chart.show_data(fan(outlook, channel, colour, self._formats, factor=factor))

    def show_plan(self, plan: Plan, needed: Requirement, *, mode: str) -> None:
        """Show the people of a week, its figures, and both beside each other."""
        is_what_if = mode != TODAY
        shown, asked = plan.today, as_today(plan.outlook.staffing)
        if is_what_if:
            shown, asked = plan.what_if, plan.assumptions
        self.lesson.say(wording.lesson(shown, plan.week, plan.busiest, self._formats, is_what_if=is_what_if))
        self.people.show_plan(plan, needed, asked=asked)
        figures = tiles(plan, self._formats, self._currency, as_today=mode == TODAY)
        for tile, figure in zip(self.tiles, figures, strict=True):
            tile.show_figure(figure)
        self.panel.show_plan(plan)
        self.panel.show_mode(mode)

    def _tab(self, outlook: Outlook, channel: Channel, *, factor: float) -> Tab:
        found = outlook.outlooks[channel.key]
        number = self._formats.number(found.a_week * factor)
        figure = self.tr("{number}\u2009/\u2009wk").format(number=number)
        words = self.tr("{channel}, {number} contacts a week ahead").format(channel=channel.name, number=number)
        colour = self.themes.current.channel(channel.key).token
        return Tab(
            key=channel.key,
            name=channel.name,
            figure=figure,
            tip=self.tr("{number} contacts a week, in the mean of the next four whole weeks").format(number=number),
            fan=small_fan(found, colour, words, factor=factor),
        )

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        Spacing(self.themes, outer)
        outer.addWidget(self.sides)
        head = QHBoxLayout()
        Spacing(self.themes, head, gap=3)
        head.addWidget(self.lesson, 1)
        head.addWidget(self.number)
        head.addWidget(self.why)
        card = Card(self.themes, padded=False)
        Spacing(self.themes, card.body, margins=(5, 3, 5, 3))
        card.body.addWidget(self.chart)
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        for tile in self.tiles:
            row.addWidget(tile, 1)
        column = self.sides.column
        column.addLayout(head)
        column.addWidget(self.tabs)
        column.addWidget(card, 1)
        column.addWidget(self.people)
        column.addLayout(row)
