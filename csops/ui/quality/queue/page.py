"""To review: one's own queue, for who sees all reviews also the team's, and how far everybody is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.questions import Question
from csops.domain.review_draws import Coverage
from csops.domain.review_queue import QueueItem
from csops.domain.reviews import DisputeState, Purpose, Review
from csops.services.contacts import count_contacts
from csops.services.review_answers import SeenDispute, disputes, reviews_i_sent
from csops.services.review_queue import TeamQueue, begun_reviews, my_queue, team_queue
from csops.services.review_samples import coverage
from csops.services.reviews import reviews_to_send
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Action
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane
from csops.ui.preferences import Preferences
from csops.ui.quality.queue.disputes import DisputesPane
from csops.ui.quality.queue.draw_dialog import DrawDialog
from csops.ui.quality.queue.queue_empty import Lack, lack_of
from csops.ui.quality.queue.queue_pane import QueuePane
from csops.ui.quality.queue.risk_dialog import RiskDialog
from csops.ui.quality.queue.sent_pane import SentPane
from csops.ui.quality.queue.side import QueueSide
from csops.ui.quality.queue.unsent_banner import UnsentBanner
from csops.ui.quality.tab_keys import REVIEW, TO_REVIEW
from csops.ui.quality.wording import tr

MINE, TEAM, FAR, DISPUTES, SENT = "mine", "team", "far", "disputes", "sent"
COVERED = timedelta(days=30)
_SIDE_FROM = 1100


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What the page was read from at one moment; `team` and `coverage` for who sees all reviews."""

    mine: Sequence[QueueItem]
    unsent: Sequence[Review] = ()
    team: TeamQueue | None = None
    coverage: Coverage | None = None
    disputes: tuple[SeenDispute, ...] = ()
    has_contacts: bool = True
    has_sent: bool = False


class QueuePage(Page):
    """The queue. It can be asked {"go_to": pick id} to stand on that one, {"draw": True} to draw more, {"dispute": id}.

    Signals:
        wanted("quality", {"tab": "to_review", "review": pick id}): that review shall be made.
        wanted("contacts", {"case_id": id}): the case of a contact shall be shown.
    """

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {
            Kind.PICK,
            Kind.SAMPLE,
            Kind.REVIEW,
            Kind.CONTACT,
            Kind.CUSTOMER,
            Kind.MEMBER,
            Kind.SETTING,
            Kind.CHANNEL,
            Kind.DISPUTE,
        }
    )

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=tr("Quality"), parent=parent)
        self.desk, self._preferences = desk, preferences
        self.formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.sees_all = desk.workspace.may(Permission.REVIEWS)
        self.found = Queue(mine=())
        self._go_to, self._dispute, self._is_narrow = 0, 0, False
        self._wants_draw = self._is_read = self._leads_keys = False
        self._offered = _scopes(sees_all=self.sees_all, narrow=False)
        self.scope = Segmented(desk.themes, self._offered, name=tr("Whose queue"))
        self.pane = QueuePane(desk, self.formats, sees_all=self.sees_all)
        self.side = QueueSide(desk, self.formats)
        self.disputes = DisputesPane(desk, self.formats)
        self.sent = SentPane(desk, self.formats)
        self.unsent = UnsentBanner(desk, self.formats)
        self.dialog: DrawDialog | RiskDialog | None = None
        self.setFocusProxy(self.pane)
        self._lay_out()
        self._connect()
        self._draws = self._draw_actions()
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

    # ------------------------------------------------------------ reading
    def ask(self, question: object) -> None:
        """Stand on a contact of the queue, or open the draw."""
        asked = question if isinstance(question, Mapping) else {}
        self._go_to = int(asked.get("go_to", 0))
        self._dispute = int(asked.get("dispute", 0))
        self._stand_on()
        self._wants_draw = bool(asked.get("draw")) and self.sees_all
        self._draw_if_wanted()

    def refresh(self) -> None:
        """Read the queue anew."""
        workspace, sees_all = self.desk.workspace, self.sees_all
        self.desk.ask(lambda: _read(workspace, sees_all=sees_all), then=self._show, key=("queue", id(self)))
        self._read_begun()

    def _read_begun(self) -> None:
        """Ask what was begun; after what is being kept of a form that was just left."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: begun_reviews(workspace),
            then=self.pane.show_begun,
            key=("begun reviews", id(self)),
            lane=Lane.WRITES,
        )

    def _show(self, found: Queue) -> None:
        self.found, self._is_read = found, True
        self.pane.show_lack(lack_of(self.desk, has_contacts=found.has_contacts))
        self._offer_draws()
        self.unsent.show_reviews(found.unsent)
        if found.team is not None and found.coverage is not None:
            self.side.show_team(found.team)
            self.side.show_coverage(found.coverage)
        self.scope.setVisible((self.sees_all and self.is_ready) or bool(found.disputes) or found.has_sent)
        self._name_scopes()
        self._show_scope()
        self._stand_on()
        self._draw_if_wanted()

    @property
    def is_ready(self) -> bool:
        """Whether there is something to review, and somebody to do it."""
        return self.pane.lack is Lack.NOTHING

    def _show_scope(self) -> None:
        found, scope = self.found, self.scope.key()
        is_far, is_queue = scope == FAR, scope not in (FAR, DISPUTES, SENT)
        beside = is_far or (is_queue and not self._is_narrow)
        self.side.setVisible(self.sees_all and self.is_ready and beside)
        self.side.set_wide(is_far)
        self.disputes.setVisible(scope == DISPUTES)
        self.disputes.show_disputes(found.disputes)
        self._show_sent(scope == SENT)
        self.pane.setHidden(not is_queue)
        is_team = scope == TEAM and found.team is not None
        items = found.team.items if is_team and found.team is not None else found.mine
        self.pane.show_items(items, is_team=is_team)
        self.pane.acts_row.setVisible(bool(items) and not self.pane.isHidden())
        waiting = sum(item.purpose is Purpose.SELF or not item.awaits_self for item in found.mine)
        said = [tr("%Ln reviews wait for you", waiting)] if waiting else []
        if disputed := sum(_waits(each) for each in found.disputes):
            said.append(tr("%Ln disputes wait for you", disputed))
        self.set_head(subtitle=" · ".join(said) or tr("Nothing waits for you"))

    def _choose_scope(self, key: str) -> None:
        """Show another part. The keys go along: Qt would lead them from what is hidden to the banner's button."""
        self._leads_keys = not any(button.hasFocus() for button in self.scope.findChildren(QAbstractButton))
        if self._leads_keys:
            self.scope.button(key).setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_scope()
        if key != SENT or self.sent.found is not None:
            self._lead_keys()

    def _lead_keys(self) -> None:
        """Put the keys on the part that was chosen, unless somebody led them elsewhere since."""
        key = self.scope.key()
        part = {DISPUTES: self.disputes, SENT: self.sent, FAR: self.side}.get(key, self.pane)
        if self._leads_keys and key and self.scope.button(key).hasFocus() and part.focusProxy() is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._leads_keys = False

    def _show_sent(self, is_sent: bool) -> None:
        """Show what was sent; it is read once somebody looks."""
        self.sent.setVisible(is_sent)
        self.sent.acts_row.setVisible(is_sent and bool(self.sent.found and self.sent.found.number))
        if is_sent:
            self.sent.refresh()

    def _stand_on(self) -> None:
        if self._go_to and self.pane.go_to(self._go_to):
            self._go_to = 0
        if self._dispute and self.found.disputes:
            self.scope.choose(DISPUTES)
            self._show_scope()
            if self.disputes.go_to(self._dispute):
                self._dispute = 0

    # ------------------------------------------------------------ drawing
    def open_draw(self) -> None:
        """Draw contacts to review."""
        self.dialog = DrawDialog(self.desk, self.window(), formats=self.formats)
        self.dialog.open()

    def open_risks(self) -> None:
        """Pick contacts after which something went wrong."""
        self.dialog = RiskDialog(self.desk, self.window(), formats=self.formats)
        self.dialog.case_wanted.connect(self.pane.case_wanted)
        self.dialog.open()

    def _draw_if_wanted(self) -> None:
        """Open the draw once it is known that there is something to draw from; else the page says what is missing."""
        if self._wants_draw and self._is_read:
            self._wants_draw = False
            if self.is_ready:
                self.open_draw()
            else:
                self.desk.said.emit(Said(text=self.pane.empty.accessibleName(), can_undo=False))

    def _offer_draws(self) -> None:
        offered = self._draws if self.sees_all and self.is_ready else ()
        if tuple(self.top_actions()) != offered:
            self.set_top_actions(offered)

    def _draw_actions(self) -> tuple[Action, ...]:
        draw = Action(tr("Draw a sample"), icon_name="shuffle", keys="Ctrl+D", run=self.open_draw, parent=self)
        risks = Action(tr("What went wrong"), icon_name="triangle-alert", run=self.open_risks, parent=self)
        return draw, risks

    # ------------------------------------------------------------ what surrounds it
    def showEvent(self, event: QShowEvent) -> None:
        """Qt: drafts are told to nobody, so what was begun meanwhile is asked for when one comes back."""
        super().showEvent(event)
        self._read_begun()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the list has all of it."""
        super().resizeEvent(event)
        theme = self.desk.themes.current
        is_narrow = self.sees_all and self.width() < theme.px(_SIDE_FROM)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._name_scopes()
            self.scope.choose(self.scope.key() or TEAM)
            self._show_scope()

    def _name_scopes(self) -> None:
        """Offer the parts, that of the disputes with how many are open; the keys stay where they are."""
        is_open = [each.dispute.state is DisputeState.OPEN for each in self.found.disputes]
        offered = _scopes(sees_all=self.sees_all, narrow=self._is_narrow, disputed=sum(is_open))
        if offered == self._offered:
            return
        has_keys = any(button.hasFocus() for button in self.scope.findChildren(QAbstractButton))
        self._offered = offered
        self.scope.show_options(offered)
        if has_keys and self.scope.key():
            self.scope.button(self.scope.key()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.scope.chosen.connect(self._choose_scope)
        self.sent.was_read.connect(self._lead_keys)
        self.scope.setVisible(self.sees_all)
        self.side.setVisible(self.sees_all)  # before anything is read
        self.disputes.hide()
        self.sent.hide()
        self.pane.review_wanted.connect(self._review)
        for one in (self.pane, self.sent):
            one.case_wanted.connect(lambda case_id: self.wanted.emit("contacts", {"case_id": case_id}))
        self.pane.draw_wanted.connect(self.open_draw)
        self.pane.place_wanted.connect(self.wanted)
        for part in (self.disputes, self.sent, self.unsent):
            part.review_wanted.connect(self._read_review)

    def _review(self, pick_id: int) -> None:
        self.wanted.emit("quality", {"tab": TO_REVIEW, "review": pick_id})

    def _read_review(self, review_id: int) -> None:
        self.wanted.emit("quality", {"tab": REVIEW, "review_id": review_id})

    def _lay_out(self) -> None:
        themes = self.desk.themes
        head, row, left = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        Spacing(themes, head, margins=(6, 3, 6, 2), gap=2)
        Spacing(themes, row)
        Spacing(themes, left)
        head.addWidget(self.scope)
        head.addStretch(1)
        head.addWidget(self.pane.acts_row)
        head.addWidget(self.sent.acts_row)
        row.addWidget(self.pane, 1)
        row.addWidget(self.disputes, 1)
        row.addWidget(self.sent, 1)
        row.addWidget(self.side)
        left.addWidget(self.unsent)
        left.addLayout(head)
        left.addLayout(row, 1)
        self.body.addLayout(left, 1)


def _scopes(*, sees_all: bool, narrow: bool, disputed: int = 0) -> list[Option]:
    far = [Option(key=FAR, text=tr("How far"))] if narrow else []
    team = ((TEAM, tr("The team's")),) if sees_all else ()
    disputes_of = tr("Disputes ({number})").format(number=disputed) if disputed else tr("Disputes")
    named = ((MINE, tr("Mine")), *team, (DISPUTES, disputes_of), (SENT, tr("Sent")))
    return [*(Option(key=key, text=text) for key, text in named), *far]


def _waits(seen: SeenDispute) -> bool:
    """Whether a dispute waits for a decision of whoever looks, or for their word."""
    is_asked = seen.decides or (seen.replies and not seen.dispute.reply)
    return is_asked and seen.dispute.state is DisputeState.OPEN


def _read(workspace: Workspace, *, sees_all: bool) -> Queue:
    found = Queue(
        mine=(),
        unsent=reviews_to_send(workspace),
        disputes=disputes(workspace),
        has_sent=bool(reviews_i_sent(workspace, limit=1).number),
    )
    if not count_contacts(workspace, question=Question(), most=1):
        return replace(found, has_contacts=False)
    found = replace(found, mine=my_queue(workspace))
    if not sees_all:
        return found
    until = workspace.now()
    covered = coverage(workspace, since=until - COVERED, until=until)
    return replace(found, team=team_queue(workspace), coverage=covered)
