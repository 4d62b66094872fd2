"""The part of an opening on fairness: how groups fared, and how long details are kept; here or over all openings."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.services.fairness import Fairness, how_groups_fared
from csops.ui.desk import Desk
from csops.ui.hiring.fairness.kept_pane import KeptPane
from csops.ui.hiring.fairness.rates_view import RatesView
from csops.ui.hiring.openings.part import Part
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.spacing import Spacing

KINDS = frozenset(
    {
        Kind.CANDIDATE,
        Kind.APPLICATION,
        Kind.MOVE,
        Kind.OPENING,
        Kind.GROUP_ANSWER,
        Kind.PAST_CANDIDATE,
        Kind.SETTING,
        Kind.SCORECARD,
        Kind.TIE,
    }
)
RATES, KEPT = "rates", "kept"
THIS, ALL = "this", "all"


class FairnessPart(Part):
    """Two views under one head: rates (for who may see how groups fared), and the list of kept details."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        themes, formats = desk.themes, Formats()
        views = [Option(key=RATES, text=tr("How groups fared")), Option(key=KEPT, text=tr("Kept details"))]
        self.views = Segmented(themes, views, name=tr("What is shown"))
        scopes = [Option(key=THIS, text=tr("This opening")), Option(key=ALL, text=tr("All openings"))]
        self.scope = Segmented(themes, scopes, name=tr("Of which openings"))
        self.rates = RatesView(themes, formats)
        self.kept = KeptPane(desk, formats)
        self.nobody = EmptyState(
            themes,
            icon="scale",
            title=tr("Nobody applied yet"),
            why=tr("Once people applied, it stands here how many came through each step, in all and by answer"),
        )
        self.shut = EmptyState(
            themes,
            icon="lock",
            title=tr("Only an owner sees how groups fared"),
            why=tr("Counts of groups are kept apart from everybody who decides on candidates"),
        )
        self.stack = QStackedWidget()
        for widget in (self.rates, self.kept, self.nobody, self.shut):
            self.stack.addWidget(widget)
        self._may_see = desk.workspace.may(Permission.GROUPS)
        self.views.choose(RATES if self._may_see else KEPT)
        self._lay_out()
        self.views.chosen.connect(lambda _key: self.refresh())
        self.scope.chosen.connect(lambda _key: self.refresh())
        self.setFocusProxy(self.views)
        self._refresher = Refresher(self, desk.live, KINDS, self.refresh)

    def refresh(self) -> None:
        """Read what is shown anew."""
        if not self.opening_id:
            return
        wanted = self.opening_id if self.scope.key() == THIS else 0
        if self.views.key() == KEPT:
            self.stack.setCurrentWidget(self.kept)
            self.kept.refresh(wanted)
        elif not self._may_see:
            self.stack.setCurrentWidget(self.shut)
        else:
            workspace = self.desk.workspace
            self.desk.ask(
                lambda: how_groups_fared(workspace, opening_id=wanted or None),
                then=self._show_rates,
                key=("fairness", id(self)),
            )

    def _show_rates(self, found: Fairness) -> None:
        if self.views.key() == RATES:
            self.rates.show_found(found)
            self.stack.setCurrentWidget(self.rates if found.applications else self.nobody)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        head = QHBoxLayout()
        Spacing(themes, head, margins=(6, 3, 6, 3), gap=4)
        head.addWidget(self.views)
        head.addStretch(1)
        head.addWidget(self.scope)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
