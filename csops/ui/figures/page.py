"""All figures: each with what it rests on."""

from typing import ClassVar

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.kpis import Share, Times
from csops.services import today
from csops.ui.desk import Desk
from csops.ui.kit.cards import Figure, KpiTile
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.preferences import Preferences

_IN_A_ROW = 4


class FiguresPage(Page):
    """The figures of the last weeks."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.CONTACT, Kind.CASE, Kind.IMPORT, Kind.SETTING, Kind.CHANNEL})

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Figures"), scrolls=True, parent=parent)
        self.desk, self.preferences = desk, preferences
        self.formats = Formats(zone=desk.team.calendar.tz)
        weeks = {"4": self.tr("4 weeks"), "12": self.tr("12 weeks"), "52": self.tr("Year")}
        options = [Option(key=key, text=text) for key, text in weeks.items()]
        self.period = Segmented(desk.themes, options, name=self.tr("How far back"), key="12")
        self.tiles: dict[str, KpiTile] = {}
        Spacing(desk.themes, self.body, margins=(6, 4, 6, 4), gap=4)
        head = QHBoxLayout()
        head.addWidget(self.period)
        head.addStretch(1)
        self.body.addLayout(head)
        self._grid = QGridLayout()
        Spacing(desk.themes, self._grid, gap=4)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.setFocusProxy(self.period)
        self.period.chosen.connect(lambda _key: self.refresh())
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the figures anew."""
        workspace, weeks = self.desk.workspace, int(self.period.key())
        self.desk.ask(lambda: today.trends(workspace, weeks=weeks), then=self._show, key="figures")

    def _show(self, found: today.Trends) -> None:
        self.set_head(subtitle=self.tr("Last {weeks} weeks").format(weeks=found.weeks))
        counted = self.formats.number
        shown = {
            "contact_volume": Figure(name=self.tr("Contacts"), value=counted(found.volume.now)),
            "missed_contacts": self._share(self.tr("Missed"), found.missed.now),
            "first_response_time": self._times(self.tr("First response"), found.first_response.now),
            "full_resolution_time": self._times(self.tr("Resolution time"), found.resolution.now),
            "backlog": Figure(name=self.tr("Open cases"), value=counted(found.open.now), unit=self.tr("now")),
        }
        for key, figure in shown.items():
            self._tile(key).show_figure(figure)

    def _tile(self, key: str) -> KpiTile:
        if key not in self.tiles:
            made = self.tiles[key] = KpiTile(self.themes, Figure(name="", value=""), opens=False)
            place = len(self.tiles) - 1
            self._grid.addWidget(made, place // _IN_A_ROW, place % _IN_A_ROW)
        return self.tiles[key]

    def _share(self, name: str, share: Share) -> Figure:
        counts = self.tr("{part} of {whole}").format(part=share.part, whole=share.whole)
        if share.is_too_few:
            return Figure(name=name, value=counts, verdict=self.tr("Too few to judge"))
        return Figure(name=name, value=self.formats.share(share.value, decimals=1), verdict=counts)

    def _times(self, name: str, times: Times) -> Figure:
        said = self.tr("{n} cases").format(n=self.formats.number(times.n))
        unit = self.tr("min median")
        return Figure(name=name, value=self.formats.number(times.median), unit=unit, verdict=said)
