"""Customers: how many were lost and kept by the stated rule, and who may be about to leave, with the reason."""

from datetime import timedelta
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.risk import AtRisk
from csops.services import kpi_overview
from csops.services.kpi_overview import Compared
from csops.services.metrics import metrics
from csops.services.risk import customers_at_risk
from csops.ui.desk import Desk
from csops.ui.figures.page import KINDS
from csops.ui.kit.cards import Card, EmptyState, Figure, KpiTile
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.sheet import FigureSheet
from csops.ui.kit.sheet_model import SheetCell, SheetColumn, SheetRow
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane
from csops.ui.kit.waiting import Skeleton
from csops.ui.kpis.risk_words import reason_words, rule_of_silence
from csops.ui.kpis.words import FigureWords, rule_words, tr
from csops.ui.preferences import Preferences

SHOWN = ("churn_rate", "retention_rate", "customer_lifetime_value")
_DAYS = 364
_CARD_HEIGHT = 300


class RiskPage(Page):
    """The tab of the customers."""

    kinds: ClassVar[frozenset[Kind]] = KINDS

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Figures"), scrolls=True, parent=parent)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.desk, self.preferences = desk, preferences
        self.words = FigureWords(Formats(zone=desk.team.calendar.tz), currency=desk.team.shop.currency)
        self.tiles = {key: KpiTile(desk.themes, Figure(name=metrics()[key].name, value="")) for key in SHOWN}
        self.rule = Text(desk.themes, font="small", colour="text.secondary", wrap=True)
        self.silence = Text(desk.themes, font="small", colour="text.secondary", wrap=True)
        self.settings = Button(desk.themes, self.tr("Change the rules"), role=Role.LINK, compact=True)
        if not desk.workspace.may(Permission.SETTINGS):
            self.settings.hide()
        self.sheet = FigureSheet(desk.themes, name=self.tr("Customers at risk"), heading=self.tr("Customer"))
        self.found: list[AtRisk] | None = None
        self._lay_out()
        for key, tile in self.tiles.items():
            tile.opened.connect(lambda key=key: self.wanted.emit("figures", {"tab": "figures", "figure": key}))
        self.settings.clicked.connect(lambda: self.wanted.emit("settings", {"tab": "care"}))
        self.sheet.picked.connect(lambda key, _column: self.wanted.emit("customers", {"customer_id": int(key)}))
        desk.themes.changed.connect(self._measure)
        self._measure()
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        desk.team_changed.connect(self._refresher.ask)
        self.refresh()

    def refresh(self) -> None:
        """Read the customers anew: a year of figures, and who is at risk today."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: customers_at_risk(workspace),
            then=self._show_customers,
            key=("at risk", id(self)),
            lane=Lane.LONG_READS,
        )

        def year() -> Compared:
            today = workspace.today()
            first = today - timedelta(days=_DAYS - 1)
            return kpi_overview.compared(workspace, first_day=first, last_day=today, keys=SHOWN)

        self.desk.ask(year, then=self._show_year, key=("lost", id(self)), lane=Lane.LONG_READS)

    def _show_year(self, found: Compared) -> None:
        rules = []
        for key, tile in self.tiles.items():
            figure = found.now.figures.get(key)
            tile.setVisible(figure is not None)
            if figure is None:
                continue
            metric, change = metrics()[key], found.change(key)
            said = self.words.headline(figure, metric)
            verdict, family = self.words.verdict(change, metric)
            basis = self.words.basis(figure, metric)
            tile.show_figure(
                Figure(
                    name=metric.name,
                    value=said.value,
                    unit=said.unit
                    if figure.unit == "money"
                    else self.tr("{unit} in a year").format(unit=said.unit).strip(),
                    change=self.words.change(change, figure),
                    verdict=", ".join(part for part in (verdict, basis) if part),
                    verdict_family=family,
                )
            )
            rules += [rule for rule in rule_words(figure).splitlines() if rule not in rules]
        self.rule.say("\n".join(rules))
        self.rule.setVisible(bool(rules))

    def _show_customers(self, found: list[AtRisk]) -> None:
        self.found = found
        self.silence.say(rule_of_silence(self.desk.team.care))
        columns = (SheetColumn(key="why", title=self.tr("Why"), share=1, least=60),)
        self.sheet.show_rows(columns, [_row(one) for one in found])
        self._stack.setCurrentWidget(self.sheet if found else self.empty)
        assert self._card.heading is not None, "a card with a title has a heading"
        self._card.heading.note.say(self.words.formats.number(len(found)) if found else "")
        self.set_head(subtitle=tr("%Ln customers at risk", len(found)) if found else self.tr("Nobody is at risk"))

    def _measure(self) -> None:
        """Keep room for some rows, or for what stands in their place; in a low window the page scrolls."""
        self._card.setMinimumHeight(self.themes.current.px(_CARD_HEIGHT))

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(6, 4, 6, 4), gap=4)
        tiles = QHBoxLayout()
        Spacing(self.themes, tiles, gap=4)
        for tile in self.tiles.values():
            tiles.addWidget(tile, 1)
        column.addLayout(tiles)
        said = QHBoxLayout()
        Spacing(self.themes, said, gap=3)
        rules = QVBoxLayout()
        Spacing(self.themes, rules, gap=0.5)
        rules.addWidget(self.rule)
        rules.addWidget(self.silence)
        said.addLayout(rules, 1)
        said.addWidget(self.settings)
        column.addLayout(said)
        self._card = Card(self.themes, title=self.tr("Customers at risk"), padded=False)
        self.empty = EmptyState(
            self.themes,
            icon="heart-handshake",
            title=self.tr("Nobody is at risk"),
            why=self.tr(
                "Who gave a low answer, has a case open for over a week, or gets in touch much less than before will "
                "stand here, with the reason"
            ),
        )
        self._stack = QStackedWidget()
        for widget in (Skeleton(self.themes, rows=8), self.sheet, self.empty):
            self._stack.addWidget(widget)
        self._card.body.addWidget(self._stack)
        column.addWidget(self._card, 1)
        self.body.addLayout(column)
        self.setFocusProxy(self.sheet)


def _row(one: AtRisk) -> SheetRow:
    said = [reason_words(reason) for reason in one.reasons]
    first = said[0][:1].upper() + said[0][1:]
    cell = SheetCell(text=first, note=", ".join(said[1:]), words=", ".join((first, *said[1:])))
    return SheetRow(key=str(one.customer_id), name=one.name, cells=(cell,), tip=", ".join(said))
