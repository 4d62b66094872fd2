"""Results: what sent reviews come to, how sure that is, what it is made of, and what came of the contacts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.questions import Question
from csops.domain.review_behind import ResultsBy, Which
from csops.domain.review_links import Link
from csops.services.review_cards import cards
from csops.services.review_changes import Before, results_before
from csops.services.review_results import Results, review_links, review_results
from csops.services.reviews_behind import ReviewsBehind, reviews_behind, reviews_listed
from csops.services.root_causes import root_causes
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page, scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane
from csops.ui.kit.waiting import Skeleton
from csops.ui.preferences import Preferences
from csops.ui.quality.results.behind_panel import BehindPanel
from csops.ui.quality.results.choice import Asked, ResultsChoice
from csops.ui.quality.results.links_card import LinksCard
from csops.ui.quality.results.split_card import SplitCard
from csops.ui.quality.results.taking_along import TakingAlong
from csops.ui.quality.results.tiles import ResultTiles
from csops.ui.quality.results.trend_card import TrendCard
from csops.ui.quality.results.words import ResultNames, ResultWords, part_words
from csops.ui.quality.tab_keys import MINE, REVIEW, TO_REVIEW
from csops.ui.quality.wording import tr

_BESIDE_FROM = 980  # pixels at 100 % from which on the reviews behind a number stand beside the results


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was read at one moment."""

    results: Results
    before: Before | None
    names: ResultNames
    cards: tuple[tuple[str, str], ...]


class ResultsPage(Page):
    """The results. It can be asked {"first_day": date, "last_day": date} and {"by": value of ResultsBy}.

    Asked {"review_ids": ids, "name": words} beside the days it lists these reviews, such as those behind a figure;
    "member_id": whose figure that is.

    Signals:
        wanted("quality", {"tab": "review" or "mine", "review_id": id}): a review shall be read.
        wanted("contacts", {"question": Question, "name": words}): the contacts behind a number.
    """

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.REVIEW, Kind.PICK, Kind.SAMPLE, Kind.REVIEW_CARD, Kind.CARD_VERSION, Kind.SETTING, Kind.MEMBER}
        | {Kind.CHANNEL, Kind.TOPIC, Kind.CONTACT, Kind.CASE, Kind.SURVEY_ANSWER, Kind.CONCESSION}
    )

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=tr("Quality"), parent=parent)
        self.desk = desk
        self.sees_all = desk.workspace.may(Permission.REVIEWS)
        self.formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.words = ResultWords(self.formats, currency=desk.team.shop.currency)
        self.found: Found | None = None
        themes = desk.themes
        self.choice = ResultsChoice(desk, preferences=preferences, formats=self.formats)
        self.left_out = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.tiles = ResultTiles(themes, self.words)
        self.trend = TrendCard(desk, self.formats)
        self.split = SplitCard(desk, self.words, sees_all=self.sees_all)
        self.links = LinksCard(themes, self.words)
        self.links.hide()
        self.behind = BehindPanel(desk, self.formats, self.words)
        self.taking = TakingAlong(desk, self, self.choice.asked, preferences)
        self._behind_from: QWidget | None = None
        self._lay_out()
        self._connect()
        self.copying = Action(tr("Copy as table"), icon_name="copy", run=self.copy, parent=self)
        self.set_top_actions([self.copying, self.taking.action])
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

    # ------------------------------------------------------------ reading
    def ask(self, question: object) -> None:
        """Show the period and the split that are asked for."""
        asked = question if isinstance(question, Mapping) else {}
        first, last = asked.get("first_day"), asked.get("last_day")
        if isinstance(first, date) and isinstance(last, date):
            self.choice.show_asked(Asked(first_day=first, last_day=last))
            self.refresh()
            if "review_ids" in asked:
                self._list(asked, first, last)
        if asked.get("by"):
            self.split.choose(ResultsBy(asked["by"]))

    def refresh(self) -> None:
        """Read the results anew; what there is stays until they have come."""
        asked, workspace = self.choice.asked(), self.desk.workspace
        if asked is not None:
            self.desk.ask(
                lambda: _read(workspace, asked),
                then=lambda found: self._take(asked, found),
                failed=self._explain,
                key=("results", id(self)),
                lane=Lane.LONG_READS,
            )

    def _take(self, asked: Asked, found: Found) -> None:
        if asked != self.choice.asked():
            return
        self._show(found)
        workspace = self.desk.workspace
        if self.sees_all and found.results.whole.reviews:
            self.desk.ask(
                lambda: _links(workspace, asked),
                then=lambda links: self._take_links(asked, links, found.results.withheld.linked),
                key=("later in the log", id(self)),
                lane=Lane.LONG_READS,
            )

    def _take_links(self, asked: Asked, links: tuple[Link, ...], withheld: int) -> None:
        if asked == self.choice.asked():
            self.links.show_links(links, withheld=withheld)
            self.links.show()

    def _show(self, found: Found) -> None:
        self.found, results = found, found.results
        self.choice.show_cards(found.cards)
        said = self.words.left_out(results)
        self.left_out.say(said)
        self.left_out.setVisible(bool(said))
        self.tiles.show_results(results, found.before)
        self.trend.show_results(results, found.names)
        self.split.show_results(results, found.names)
        self.stack.setCurrentWidget(self._content if results.whole.reviews else self.empty)
        self.copying.setEnabled(bool(results.whole.reviews))
        counted = tr("%Ln sent reviews", results.whole.reviews)
        mine = [] if self.sees_all else [tr("of your contacts")]
        days = (self.formats.day(one, year=True) for one in (results.first_day, results.last_day))
        span = tr("{first} to {last}").format(**dict(zip(("first", "last"), days, strict=True)))
        self.set_head(subtitle=" · ".join([span, counted, *mine]))

    def copy(self) -> None:
        """Put the split that is shown on the clipboard as a table."""
        self.split.sheet.copy()
        self.desk.said.emit(Said(text=tr("Copied as a table"), can_undo=False))

    def _explain(self, error: Exception) -> None:
        told = words(error)
        if not self.choice.explain(told.field, told.sentence):
            self.desk.failed.emit(error)

    # ------------------------------------------------------------ what is behind
    def show_behind(self, which: Which, name: str, *, card: str = "", days: tuple[date, date] | None = None) -> None:
        """Show the reviews behind a number: of a criterion those of its card, of a part of the trend of its days."""
        asked, workspace = self.choice.asked(), self.desk.workspace
        if asked is None:
            return
        part = part_words(which) if which.effect is None else ""
        said = name if part.casefold() in name.casefold() else f"{name}, {part}"
        self._behind_from = self.focusWidget()
        self.desk.ask(
            lambda: reviews_behind(
                workspace,
                first_day=asked.first_day,
                last_day=asked.last_day,
                purposes=asked.purposes,
                card=asked.card,
                which=replace(which, card=card),
                days=days,
            ),
            then=lambda found: self._show_reviews(
                said,
                found,
                member_id=self.taking.person_of(which),
                criterion=which.of if which.by is ResultsBy.CRITERION else "",
                effect=which.effect,
            ),
            key=("reviews behind", id(self)),
        )

    def _list(self, asked: Mapping[str, Any], first: date, last: date) -> None:
        workspace, ids, whose = self.desk.workspace, tuple(asked["review_ids"]), asked.get("member_id")
        self.desk.ask(
            lambda: reviews_listed(workspace, review_ids=ids, first_day=first, last_day=last, member_id=whose),
            then=lambda found: self._show_reviews(str(asked.get("name", "")), found),
            key=("reviews behind", id(self)),
        )

    def _show_reviews(self, name: str, found: ReviewsBehind, **shown: Any) -> None:
        causes = self.found.names.causes if self.found else {}
        self.behind.show_reviews(name, found, causes=causes, **shown)
        self.behind.show()
        self._fit()
        self.behind.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_behind(self) -> None:
        """Close the panel; the keys go back to the number."""
        had_keys = self.behind.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.behind.hide()
        self._fit()
        if had_keys:
            (self._behind_from or self.choice.period).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_review(self, review_id: int) -> None:
        reviews = self.behind.found.reviews if self.behind.found else ()
        is_mine = any(one.id == review_id and one.member_id == self.desk.workspace.member.id for one in reviews)
        self.wanted.emit("quality", {"tab": MINE if is_mine else REVIEW, "review_id": review_id})

    # ------------------------------------------------------------ what surrounds it
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys begin at the first number."""
        super().focusInEvent(event)
        is_shown = self.stack.currentWidget() is self._content
        first: QWidget = self.tiles.tiles["final"] if is_shown else self.choice.period
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the reviews behind a number have all of it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self.desk.themes.current
        is_open, beside = not self.behind.isHidden(), self.width() >= theme.px(_BESIDE_FROM)
        self._main.setVisible(beside or not is_open)
        self._row.change(margins=(0 if beside else 6, 4, 6, 4) if is_open else (0, 0, 0, 0))
        if beside:
            self.behind.setFixedWidth(theme.size("sidePanel", 1))
        else:
            self.behind.setMinimumWidth(0)
            self.behind.setMaximumWidth(self.width() or theme.px(_BESIDE_FROM))

    def _connect(self) -> None:
        self.choice.changed.connect(self.refresh)
        self.tiles.opened.connect(self.show_behind)
        self.links.opened.connect(self.show_behind)
        self.split.opened.connect(lambda which, name, card: self.show_behind(which, name, card=card))
        self.trend.opened.connect(lambda which, name, days: self.show_behind(which, name, days=days))
        self.behind.closed.connect(self.close_behind)
        self.behind.review_wanted.connect(self._open_review)
        self.behind.report_wanted.connect(self.taking.report)
        self.taking.wanted.connect(self.wanted)
        self.behind.contacts_wanted.connect(
            lambda ids, name: self.wanted.emit("contacts", {"question": Question(contact_ids=ids), "name": name})
        )
        self.desk.themes.changed.connect(self._fit)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        column = QVBoxLayout()
        Spacing(themes, column, margins=(6, 4, 6, 5), gap=4)
        column.addWidget(self.choice)
        column.addWidget(self.left_out)
        self.left_out.hide()
        self._content = QWidget()
        inner = QVBoxLayout(self._content)
        Spacing(themes, inner, gap=4)
        parts: tuple[QWidget, ...] = (self.tiles, self.trend, self.split, self.links)
        for part in parts:
            inner.addWidget(part)
        inner.addStretch(1)
        self.empty = EmptyState(
            themes,
            icon="badge-check",
            title=tr("No sent reviews in this time"),
            why=tr(
                "Scores will stand here with how sure they are: of all together, by person, channel, topic, scorecard "
                "and criterion, week by week. Reviews count once they are sent"
            ),
            action=tr("See what to review") if self.sees_all else "",
            run=lambda: self.wanted.emit("quality", {"tab": TO_REVIEW}),
        )
        self.stack = QStackedWidget()
        for widget in (Skeleton(themes, rows=10), self._content, self.empty):
            self.stack.addWidget(widget)
        column.addWidget(self.stack, 1)
        self._main = scrolling(column)
        row = QHBoxLayout()
        self._row = Spacing(themes, row)
        row.addWidget(self._main, 1)
        row.addWidget(self.behind)
        self.behind.hide()
        self.body.addLayout(row, 1)


def _read(workspace: Workspace, asked: Asked) -> Found:
    first, last, purposes, card = asked.first_day, asked.last_day, asked.purposes, asked.card
    results = review_results(workspace, first_day=first, last_day=last, purposes=purposes, card=card)
    before = results_before(workspace, first_day=first, last_day=last, purposes=purposes, card=card)
    kept = cards(workspace)
    names = ResultNames(
        cards={one.card.key: one.card.name for one in kept},
        criteria={(one.card.key, each.key): each.name for one in kept for each in one.version.criteria},
        causes={one.key: one.name for one in root_causes(workspace)},
    )
    named = tuple((one.card.key, one.card.name) for one in kept if one.card.current)
    return Found(results=results, before=before, names=names, cards=named)


def _links(workspace: Workspace, asked: Asked) -> tuple[Link, ...]:
    return review_links(
        workspace, first_day=asked.first_day, last_day=asked.last_day, purposes=asked.purposes, card=asked.card
    )
