"""Coaching: the team with what costs each most points, and one person or one session beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.errors import NotFound
from csops.domain.people import Member
from csops.services.coaching import coaching, coachings
from csops.services.coaching_facts import LOOKED_BACK
from csops.services.coaching_ideas import Need, coaching_ideas, team_needs
from csops.services.seen_coaching import SeenCoaching
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.cards import Banner, Card, EmptyState
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.grouped_list import GroupedList, ListRow
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.waiting import Skeleton
from csops.ui.quality.coaching.acts import CoachingActs
from csops.ui.quality.coaching.person_board import Person, PersonBoard
from csops.ui.quality.coaching.session_board import SessionBoard
from csops.ui.quality.coaching.words import need_details, need_note
from csops.ui.quality.tab_keys import REVIEW
from csops.ui.quality.wording import tr


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the page was read from at one moment; `needs` for who coaches, `opened` where a session is shown.

    `is_alone`: there is nobody else to coach, and nothing to show of the own.
    """

    needs: Sequence[Need]
    person: Person
    opened: SeenCoaching | None = None
    is_alone: bool = False


class CoachingPage(Page):
    """Coaching. It can be asked {"member_id": n}, {"coaching_id": n}, or {"plan": member's id} to plan a session.

    Who may not coach sees the own reviews' weak and strong points, and the own sessions.

    Signals:
        wanted("quality", {"tab": "review", "review_id": id}): the review behind a point shall be shown.
        wanted("settings", {"tab": "people"}): a person shall be added.
    """

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.COACHING, Kind.COACHING_ACTION, Kind.REVIEW, Kind.REVIEW_CARD, Kind.CARD_VERSION}
        | {Kind.MEMBER, Kind.SETTING, Kind.TRAINING}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=tr("Quality"), parent=parent)
        self.desk = desk
        self.formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.found: Found | None = None
        self.member_id, self.coaching_id = 0, 0
        self._plans_for, self._takes_focus = 0, False
        self.acts = CoachingActs(desk, self, self.formats)
        self.list = GroupedList(desk.themes, name=tr("Who to coach"))
        self.person = PersonBoard(desk, self.formats, self.acts)
        self.session = SessionBoard(desk, self.formats, self.acts)
        self.stack = QStackedWidget()
        self._waiting = Skeleton(desk.themes)
        self._lay_out()
        self._connect()
        self._lead_focus()
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

    # ------------------------------------------------------------ reading
    def ask(self, question: object) -> None:
        """Show a person or a session, or plan one."""
        asked = question if isinstance(question, Mapping) else {}
        plans_for = int(asked.get("plan") or 0)
        member_id = int(asked.get("member_id") or plans_for)
        if asked.get("coaching_id"):
            self.show_session(int(asked["coaching_id"]))
        elif member_id:
            self.show_person(member_id, plans=bool(plans_for))

    def show_person(self, member_id: int, *, plans: bool = False) -> None:
        """Show a person, and with `plans` the form of a new session."""
        self.member_id, self.coaching_id, self._plans_for = member_id, 0, member_id if plans else 0
        self.refresh()

    def show_session(self, coaching_id: int) -> None:
        """Show a session, with whom it is beside it; Esc leads back."""
        self.coaching_id, self._takes_focus = coaching_id, True
        self.refresh()

    def refresh(self) -> None:
        """Read what is shown anew."""
        workspace, member_id, coaching_id, may = self.desk.workspace, self.member_id, self.coaching_id, self.acts.may
        self.desk.ask(
            lambda: _read(workspace, member_id=member_id, coaching_id=coaching_id, may=may),
            then=self._show,
            failed=self._failed,
            key=("coaching", id(self)),
        )

    def _show(self, found: Found) -> None:
        self.clear_banner()
        self.found = found
        self.member_id = found.person.member.id
        causes, now = found.person.ideas.causes, found.person.now
        rows = [
            ListRow(
                id=need.member.id,
                title=need.member.name,
                note=need_note(need, self.formats),
                details=need_details(need, self.formats, causes, now=now),
            )
            for need in found.needs
        ]
        self.list.show_rows(rows)
        self.list.choose(self.member_id)
        self.person.show_person(found.person)
        if found.opened is not None:
            self.session.show_session(found.opened, now=now)
        self.stack.setCurrentWidget(self.session if found.opened else self.alone if found.is_alone else self.person)
        self.left.setHidden(found.is_alone or not self.acts.may)
        self._show_head_of(found)
        self._lead_focus()
        if self._takes_focus and found.opened is not None:
            self._takes_focus = False
            self.session.back.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._plans_for == self.member_id:
            self._plans_for = 0
            self.person.plan_session()

    def _show_head_of(self, found: Found) -> None:
        planned = sum(need.planned is not None for need in found.needs)
        if found.needs:
            subtitle = tr("%Ln people have a session ahead", planned) if planned else tr("No session is planned")
        else:
            subtitle = tr("Your own sessions, and what your reviews say")
        self.plan.setEnabled(not self.person.plan.isHidden() and not found.is_alone)
        self.set_head(subtitle=subtitle)

    def _back(self) -> None:
        self.coaching_id = 0
        self.refresh()
        self.setFocus()

    def _lead_focus(self) -> None:
        own: QWidget = self.session.back if self.coaching_id else self.person
        self.setFocusProxy(self.list if self.acts.may else own)

    # ------------------------------------------------------------ what surrounds it
    def _connect(self) -> None:
        self.list.chosen.connect(self.show_person)
        self.person.session_wanted.connect(self.show_session)
        self.session.closed.connect(self._back)
        self.acts.planned.connect(self.show_session)
        self.acts.failed.connect(self._failed)
        for part in (self.person, self.session, self.acts):
            part.review_wanted.connect(self._open_review)
        self.plan = Action(
            tr("Plan a session"), icon_name="calendar-plus", keys="Ctrl+D", run=self.person.plan_session, parent=self
        )
        report = Action(tr("Report"), icon_name="file-text", run=self.report, parent=self)
        may_export = self.desk.workspace.may(Permission.EXPORT)
        if self.acts.may:
            self.set_top_actions([*([report] if may_export else []), self.plan])

    def report(self) -> None:
        """Show the reviews of the person that is shown as a report, of the days that coaching looks back."""
        if self.found is not None:
            last = self.desk.today()
            asked = {"member_id": self.member_id, "first_day": last - LOOKED_BACK, "last_day": last}
            self.wanted.emit("reports", {"report": "quality", **asked})

    def _open_review(self, review_id: int) -> None:
        self.wanted.emit("quality", {"tab": REVIEW, "review_id": review_id})

    def _lay_out(self) -> None:
        theme = self.themes.current
        row = QHBoxLayout()
        Spacing(self.themes, row)
        card = self.left = Card(self.themes, padded=False)
        card.body.addWidget(self.list)
        card.setFixedWidth(theme.size("listPane"))
        left = QVBoxLayout()
        Spacing(self.themes, left, margins=(6, 4, 0, 6))
        left.addWidget(card)
        if not self.acts.may:
            card.hide()
        self.alone = EmptyState(
            self.themes,
            icon="users",
            title=tr("Coaching takes a second person"),
            why=tr(
                "Once somebody else works here, whoever loses most points stands first, with what costs them most, and "
                "the sessions that were planned and held"
            ),
            action=tr("Add a person") if self.desk.workspace.may(Permission.PEOPLE) else "",
            run=lambda: self.wanted.emit("settings", {"tab": "people"}),
        )
        for layer in (self._waiting, self.person, self.session, self.alone):
            self.stack.addWidget(layer)
        if self.acts.may:
            row.addLayout(left)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)

    def _failed(self, error: Exception) -> None:
        if self.coaching_id and isinstance(error, NotFound):
            self.coaching_id = 0  # it was taken back meanwhile
            self.refresh()
            return
        banner = Banner(self.themes, words(error).sentence, family="danger")
        banner.add_button(tr("Try again"), self._try_again)
        self.show_banner(banner)

    def _try_again(self) -> None:
        self.clear_banner()
        self.refresh()


def _read(workspace: Workspace, *, member_id: int, coaching_id: int, may: bool) -> Found:
    opened = coaching(workspace, coaching_id=coaching_id) if coaching_id else None
    needs = team_needs(workspace) if may else ()
    me = workspace.member
    people: dict[int, Member] = {need.member.id: need.member for need in needs}
    first = needs[0].member if needs else me
    member = me if not may else opened.member if opened is not None else people.get(member_id, first)
    person = Person(
        member=member,
        ideas=coaching_ideas(workspace, member_id=member.id),
        sessions=coachings(workspace, member_id=member.id),
        now=workspace.now(),
    )
    has_others = not may or any(need.member.id != me.id for need in needs)
    is_alone = not (has_others or needs[0].reviews or needs[0].picked or person.sessions)
    return Found(needs=needs, person=person, opened=opened, is_alone=is_alone)
