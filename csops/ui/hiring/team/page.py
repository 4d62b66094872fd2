"""Team: who can do what and what hangs on one person, one member, and training."""

from collections.abc import Mapping
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from csops.domain.changes import Kind
from csops.services.team_matrix import MemberSkills, SkillMatrix
from csops.ui.desk import Desk
from csops.ui.hiring.tab_keys import SKILLS
from csops.ui.hiring.team.acts import TeamActs
from csops.ui.hiring.team.matrix_board import MatrixBoard
from csops.ui.hiring.team.member_board import MemberBoard
from csops.ui.hiring.team.training_board import TrainingBoard
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Banner, EmptyState
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.waiting import Skeleton

ALL, MEMBER, TRAINING = "all", "member", "training"


class TeamPage(Page):
    """The team, seen three ways. It can be asked {"member_id": n}, with {"skill_id": n}, or {"way": "training"}.

    Whoever may not see everybody sees oneself and the own trainings.
    """

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.SKILL_LEVEL, Kind.ROLE_AIM, Kind.TRAINING, Kind.SKILL, Kind.PROFILE, Kind.PROFILE_VERSION}
        | {Kind.MEMBER, Kind.CHANNEL, Kind.TERMS, Kind.REVIEW, Kind.COACHING, Kind.COACHING_ACTION}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Team & hiring"), parent=parent)
        self.desk = desk
        formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.acts = TeamActs(desk, self, formats)
        self.matrix = MatrixBoard(desk, formats)
        self.member = MemberBoard(desk, formats, self.acts)
        self.training = TrainingBoard(desk, formats, self.acts)
        options = (
            Option(key=ALL, text=tr("Everybody")),
            Option(key=MEMBER, text=tr("One member")),
            Option(key=TRAINING, text=tr("Training")),
        )
        self.ways = Segmented(
            desk.themes, options if self.acts.may else options[1:], name=tr("What is shown of the team")
        )
        self.stack = QStackedWidget()
        self._waiting = Skeleton(desk.themes)
        self.empty = self._empty_state()
        self._is_empty = False
        self._lay_out()
        self._connect()
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self._go(self.ways.key())

    # ------------------------------------------------------------ going about
    def ask(self, question: object) -> None:
        """Show the member that is asked for, or the trainings."""
        if not isinstance(question, Mapping):
            return
        if question.get("member_id"):
            self.show_member(int(question["member_id"]), int(question.get("skill_id") or 0))
        elif question.get("way") in {ALL, MEMBER, TRAINING} and (self.acts.may or question["way"] != ALL):
            self._go(str(question["way"]))

    def show_member(self, member_id: int, skill_id: int = 0) -> None:
        """Show a member, at a skill."""
        self.ways.choose(MEMBER)
        self.stack.setCurrentWidget(self.member)
        self.member.show_member(member_id, skill_id)
        self._set_actions()
        self._lead_focus()
        self.member.skills.grid.setFocus()

    def refresh(self) -> None:
        """Read anew what is shown."""
        self._board().refresh()

    def _go(self, way: str) -> None:
        self.ways.choose(way)
        if way != ALL:
            self.stack.setCurrentWidget(self._board())
        elif self.matrix.found is not None:
            self.stack.setCurrentWidget(self.empty if self._is_empty else self.matrix)
        self._set_actions()
        self._lead_focus()
        self.refresh()

    def _lead_focus(self) -> None:
        """Let the keys begin where the work is, whenever the page is given the focus."""
        way: QWidget = self.ways.button(self.ways.key())
        if self.ways.key() == ALL:
            way = (self.empty.button or way) if self._is_empty else self.matrix.grid
        elif self.ways.key() == MEMBER and self.member.found is not None and self.member.found.skills:
            way = self.member.skills.grid
        self.setFocusProxy(way)

    def _board(self) -> MatrixBoard | MemberBoard | TrainingBoard:
        boards: dict[str, MatrixBoard | MemberBoard | TrainingBoard] = {
            ALL: self.matrix,
            MEMBER: self.member,
            TRAINING: self.training,
        }
        return boards[self.ways.key()]

    def _show_matrix(self, found: SkillMatrix) -> None:
        self.clear_banner()
        self._is_empty = not found.skills
        if self.ways.key() == ALL:
            self.stack.setCurrentWidget(self.empty if self._is_empty else self.matrix)
            said = tr("%Ln people", len(found.members))
            levels = tr("%Ln levels known", found.judgements)
            self.set_head(subtitle="" if self._is_empty else f"{said}, {levels}")
            had_focus = self.window().focusWidget() is self.matrix.grid
            self._lead_focus()
            if had_focus and self._is_empty:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_member(self, found: MemberSkills) -> None:
        self.clear_banner()
        if self.ways.key() == MEMBER:
            self.set_head(subtitle=found.member.name)
            self._lead_focus()

    def _set_actions(self) -> None:
        actions: list[Action] = []
        way = self.ways.key()
        if way == MEMBER and self.acts.may_rate(self.member.member_id):
            is_own = self.member.member_id == self.desk.workspace.member.id
            text = tr("Rate myself") if is_own else tr("Rate")
            actions.append(Action(text, icon_name="pencil", run=self.member.rate, parent=self))
        if way == ALL:
            own = self.desk.workspace.member.id
            actions.append(Action(tr("Rate myself"), icon_name="pencil", run=lambda: self.acts.rate(own), parent=self))
        if self.acts.may:
            plan = Action(tr("Plan training"), icon_name="graduation-cap", run=self._plan_training, parent=self)
            actions.append(plan)
        self.set_top_actions(actions)
        if way == TRAINING:
            self.set_head(subtitle=tr("Training and coaching"))

    def _plan_training(self) -> None:
        is_one = self.ways.key() == MEMBER and self.member.found is not None and self.member.found.member.active
        people = [self.member.member_id] if is_one else []
        skill = self.member.skills.grid.row_number() if is_one else 0
        self.acts.plan_training(people, skill)

    # ------------------------------------------------------------ what surrounds it
    def _connect(self) -> None:
        self.ways.chosen.connect(self._go)
        self.matrix.member_wanted.connect(self.show_member)
        self.matrix.skill_wanted.connect(lambda skill: self.wanted.emit("hiring", {"tab": SKILLS, "skill_id": skill}))
        self.matrix.read.connect(self._show_matrix)
        self.member.read.connect(self._show_member)
        self.acts.wanted.connect(self.wanted)
        for part in (self.matrix, self.member, self.training, self.acts):
            part.failed.connect(self._failed)

    def _empty_state(self) -> EmptyState:
        return EmptyState(
            self.themes,
            icon="grid-3x3",
            title=tr("Nobody's skills are known yet"),
            why=tr(
                "Who can do what, what hangs on one person, and what each needs for their role. Give members their "
                "roles on their pages, or let everybody rate themselves"
            ),
            action=tr("Look at one member"),
            run=lambda: self._go(MEMBER),
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        Spacing(self.themes, head, margins=(6, 4, 6, 0))
        head.addWidget(self.ways)
        head.addStretch(1)
        self.body.addLayout(head)
        for layer in (self._waiting, self.matrix, self.member, self.training, self.empty):
            self.stack.addWidget(layer)
        self.body.addWidget(self.stack, 1)

    def _failed(self, error: Exception) -> None:
        banner = Banner(self.themes, words(error).sentence, family="danger")
        banner.add_button(tr("Try again"), self._try_again)
        self.show_banner(banner)

    def _try_again(self) -> None:
        self.clear_banner()
        self.refresh()
