"""My reviews: those of one's own contacts that were sent, the latest first, and what one says to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.review_answers import SentReview
from csops.domain.reviews import DisputeState, Purpose, Quote
from csops.services.coaching import coachings
from csops.services.review_answers import my_reviews, open_my_review
from csops.services.review_results import review_results
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.cards import Banner, Card, EmptyState
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.grouped_list import GroupedList, ListRow
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane
from csops.ui.kit.waiting import Skeleton
from csops.ui.quality.mine.own_side import Beneath, Own, OwnSide
from csops.ui.quality.mine.sent_view import SentView
from csops.ui.quality.quoted_words import quote_question
from csops.ui.quality.sent_words import listed_words
from csops.ui.quality.tab_keys import RESULTS, REVIEW
from csops.ui.quality.wording import tr

LOOKED_BACK = timedelta(days=180)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the page was read from at one moment."""

    sent: tuple[SentReview, ...]
    own: Own


class MinePage(Page):
    """One's own reviews. It can be asked {"review_id": n} to open one.

    A review counts as read once it is shown here. Up and Down choose, A answers, O shows the contact beside it, Tab
    leads to the criteria.
    """

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.REVIEW, Kind.DISPUTE, Kind.COACHING, Kind.COACHING_ACTION, Kind.MEMBER, Kind.SETTING}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=tr("Quality"), parent=parent)
        self.desk = desk
        self.formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.found: Found | None = None
        self._asked = 0
        self._opening = 0
        self.list = GroupedList(desk.themes, name=tr("My reviews"))
        self.view = SentView(desk)
        self.side = OwnSide(desk, self.formats)
        self.empty = EmptyState(
            desk.themes,
            icon="badge-check",
            title=tr("You were sent no review yet"),
            why=tr(
                "Reviews of your contacts come here once they are sent: with the score, what shows it, and what you "
                "did well. You can answer them, and dispute a criterion"
            ),
        )
        self.stack = QStackedWidget()
        self.setFocusProxy(self.list)
        self.addActions(self.view.offered)
        self._lay_out()
        self.list.chosen.connect(self._open)
        self.view.contact_wanted.connect(self._show_contact)
        self.view.quote_wanted.connect(self._show_quote)
        self.side.behind_wanted.connect(self._show_behind)
        self.view.failed.connect(self._failed)
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

    # ------------------------------------------------------------ reading
    def ask(self, question: object) -> None:
        """Open the review that is asked for."""
        if isinstance(question, Mapping):
            self._asked = int(question.get("review_id", 0))
            if self.found is not None:
                self._stand()

    def refresh(self) -> None:
        """Read them anew."""
        workspace, zone = self.desk.workspace, self.formats.zone
        self.desk.ask(lambda: _read(workspace, zone), then=self._show, failed=self._failed, key=("mine", id(self)))

    def _show(self, found: Found) -> None:
        self.clear_banner()
        self.found = found
        self.stack.setCurrentWidget(self._content if found.sent else self.empty)
        self.setFocusProxy(self.list if found.sent else self.empty)
        self.list.show_rows(self._rows(found.sent))
        self.side.show_own(found.own)
        new = sum(one.is_news for one in found.sent)
        self.set_head(subtitle=tr("%Ln reviews hold something new", new) if new else "")
        self._stand()

    def _rows(self, sent: tuple[SentReview, ...]) -> list[ListRow]:
        rows: list[ListRow] = []
        month = ""
        for one in sent:
            at = (one.review.sent_at or one.review.finished_at).astimezone(self.formats.zone).date()
            if self.formats.month(at) != month:
                month = self.formats.month(at)
                rows.append(ListRow(id=0, title=tr("Sent in {month}").format(month=month)))
            rows.append(self._row(one))
        return rows

    def _row(self, one: SentReview) -> ListRow:
        channel = self.desk.team.channel(one.review.channel_id)
        day = self.formats.day(one.review.happened_at.astimezone(self.formats.zone).date())
        title = f"{channel.name}, {day}" if channel is not None else day
        score = listed_words(one.review, self.formats)
        if one.is_news:
            score = tr("New · {score}").format(score=score)
        elif any(each.state is DisputeState.OPEN for each in one.disputes):
            score = tr("Disputed · {score}").format(score=score)
        return ListRow(id=one.review.id, title=title, note=score, details=(one.customer,) if one.customer else ())

    def _stand(self) -> None:
        """Show what is asked for, else what was shown, else what is new, else the latest."""
        ids = self.list.ids()
        if not ids:
            return
        if self._asked in ids:
            self.list.choose(self._asked)
        elif self.list.current_id() not in ids:
            # What the heading counts may stand months below: a late decision, or a review that was withdrawn.
            news = (one.review.id for one in self.found.sent if one.is_news) if self.found else iter(())
            self.list.choose(next(news, ids[0]))
        self._asked = 0
        self._open(self.list.current_id() or 0)

    # ------------------------------------------------------------ opening
    def _open(self, review_id: int) -> None:
        """Show a review; what was new of it counts as read as soon as it is seen."""
        one = next((each for each in self.found.sent if each.review.id == review_id), None) if self.found else None
        if one is None:
            return
        self.view.show_sent(one)
        if one.is_news and self.isVisible() and self._opening != review_id:
            self._opening = review_id
            workspace = self.desk.workspace
            self.desk.ask(
                lambda: open_my_review(workspace, review_id=review_id),
                then=self._opened,
                failed=self._not_opened,
                lane=Lane.WRITES,
            )

    def _opened(self, _one: SentReview) -> None:
        self._opening = 0

    def _not_opened(self, error: Exception) -> None:
        self._opening = 0
        self._failed(error)

    def _show_contact(self, review_id: int) -> None:
        self.wanted.emit("quality", {"tab": REVIEW, "review_id": review_id})

    def _show_quote(self, review_id: int, criterion: str, quote: Quote) -> None:
        self.wanted.emit("quality", quote_question(review_id, criterion, quote))

    def _show_behind(self) -> None:
        """Show what the own results count among the results, where each of it is one more click away."""
        if self.found is not None:
            own = self.found.own
            days = {"first_day": own.results.first_day, "last_day": own.results.last_day}
            ids = tuple(one.review.id for one in own.counted)
            self.wanted.emit("quality", {"tab": RESULTS, "review_ids": ids, "name": tr("My results"), **days})

    def _failed(self, error: Exception) -> None:
        self.show_banner(Banner(self.themes, words(error).sentence, family="danger"))
        if self.found is None:
            self.stack.setCurrentWidget(self.empty)

    # ------------------------------------------------------------ what surrounds it
    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what is seen now counts as read."""
        super().showEvent(event)
        if self.found is not None and self.list.current_id():
            self._open(self.list.current_id() or 0)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        names, right = Card(themes, padded=False), Card(themes, padded=False)
        names.body.addWidget(self.list)
        right.body.addWidget(self.view)
        self._content = QWidget()
        row, left = QHBoxLayout(self._content), QVBoxLayout()
        Spacing(themes, row, margins=(6, 4, 6, 6), gap=4)
        Spacing(themes, left, gap=4)
        left.addWidget(names, 1)
        left.addWidget(Beneath(self.side), 1)
        row.addLayout(left, 3)
        row.addWidget(right, 8)
        self.stack.addWidget(Skeleton(themes))
        self.stack.addWidget(self._content)
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.stack)


def _read(workspace: Workspace, zone: tzinfo | None) -> Found:
    last = workspace.today()
    mine, sent = workspace.member.id, my_reviews(workspace)
    results = review_results(workspace, first_day=last - LOOKED_BACK, last_day=last, member_id=mine)
    counted = tuple(
        one
        for one in sent
        if one.review.purpose is Purpose.FAIR
        and one.review.is_sent
        and results.first_day <= one.review.happened_at.astimezone(zone).date() <= results.last_day
    )
    coached = coachings(workspace, member_id=mine, has_effects=False)
    return Found(sent=sent, own=Own(results=results, counted=counted, coachings=coached))
