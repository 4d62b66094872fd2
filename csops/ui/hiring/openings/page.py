"""The tab of openings: the list, an opening with its parts, and what its parts lead to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.openings import OpeningState
from csops.services.opening_lines import OpeningLine, opening_lines
from csops.ui.desk import Desk
from csops.ui.hiring.openings.opening_door import OpeningDoor, new_opening
from csops.ui.hiring.openings.opening_list import OpeningList
from csops.ui.hiring.openings.opening_view import OpeningView
from csops.ui.hiring.openings.parts import CANDIDATES, COMPARE
from csops.ui.hiring.tab_keys import PROFILES
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page

if TYPE_CHECKING:
    from csops.ui.hiring.openings.candidate_page import CandidatePage
    from csops.ui.hiring.scoring.page import ScorePage

KINDS = frozenset({Kind.OPENING, Kind.APPLICATION, Kind.SEAT, Kind.SCORECARD, Kind.TIE, Kind.MEMBER, Kind.PROFILE})


class OpeningsPage(Page):
    """Openings.

    It can be asked {"opening_id": n, "part": key}, {"application_id": n} for a candidate, {"card_id": n} for one's own
    scorecard, and {"new_opening": {"people": n, "month": its first day, "why": words}} for the form of a new one.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=tr("Team & hiring"), parent=parent)
        self.desk = desk
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.lines: list[OpeningLine] = []
        self._asked: dict[str, object] = {}
        self.list = OpeningList(desk, self._formats)
        self.opening = OpeningView(desk, self._formats)
        self.door = OpeningDoor(desk, self, self._formats)
        self.candidate: CandidatePage | None = None
        self.score: ScorePage | None = None
        self._before_score: QWidget = self.list
        self.stack = QStackedWidget()
        for widget in (self.list, self.opening):
            self.stack.addWidget(widget)
        ground = QVBoxLayout()
        ground.setContentsMargins(0, 0, 0, 0)
        ground.addWidget(self.stack)
        self.body.addLayout(ground)
        self.setFocusProxy(self.list)
        self._list_actions = self._actions_of_list()
        self._connect()
        self._refresher = Refresher(self, desk.live, KINDS, self.refresh)
        self.refresh()

    # ------------------------------------------------------------ reading
    def refresh(self) -> None:
        """Read the openings anew."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: opening_lines(workspace), then=self._show, failed=self._failed, key=("openings", id(self))
        )

    def ask(self, question: object) -> None:
        """Show the opening that is asked for, once the openings are read."""
        self._asked = dict(question) if isinstance(question, Mapping) else {}
        new = self._asked.pop("new_opening", None)
        if isinstance(new, Mapping) and self.desk.workspace.may(Permission.HIRE):
            self.door.begin(new_opening(new))
        self.refresh()

    def _show(self, lines: list[OpeningLine]) -> None:
        self.clear_banner()
        self.lines = lines
        self.list.show_lines(lines)
        asked, self._asked = self._asked, {}
        if "card_id" in asked:
            self.show_score(int(str(asked["card_id"])))
        elif "application_id" in asked:
            self.show_candidate(int(str(asked["application_id"])))
        elif "opening_id" in asked:
            self.show_opening(int(str(asked["opening_id"])), part=str(asked.get("part", "")))
        elif self.opening.line is not None:
            self._show_again(self.opening.line.id)
        self._say_head()

    def _show_again(self, opening_id: int) -> None:
        """Let an opening that is shown, or lies behind the list, say what was read; nothing moves unless it is gone."""
        line = next((one for one in self.lines if one.id == opening_id), None)
        if line is not None:
            self.opening.show_line(line)
        elif self.stack.currentWidget() is self.opening:
            self.show_opening(opening_id)

    def _failed(self, error: Exception) -> None:
        self.show_trouble(words(error).sentence)

    # ------------------------------------------------------------ moving
    def show_opening(self, opening_id: int, *, part: str = "") -> None:
        """Show an opening; the list with a word on it where it is not there, or not for this member."""
        line = next((one for one in self.lines if one.id == opening_id), None)
        if line is None:
            self.show_list()
            self.show_banner(Banner(self.themes, tr("That opening is not there, or not for you to see"), family="info"))
            return
        self.opening.show_line(line, part=part)
        self._leave_score()
        self.stack.setCurrentWidget(self.opening)
        self.setFocusProxy(self.opening)
        self.opening.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_head()

    def show_list(self) -> None:
        """Show the list again."""
        self._leave_score()
        self.stack.setCurrentWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.focus_list()
        self._say_head()

    def show_candidate(self, application_id: int) -> None:
        """Show the page of one who applied."""
        if self.candidate is None:
            from csops.ui.hiring.openings.candidate_page import CandidatePage

            self.candidate = CandidatePage(self.desk, self._formats)
            self.stack.addWidget(self.candidate)
            self._leave_by_esc(self.candidate)
            self.candidate.wanted.connect(self._wanted)
            self.candidate.back_wanted.connect(self._back_to_candidates)
            self.candidate.shown.connect(lambda _view: self._say_head())
        self._leave_score()
        self.candidate.show_application(application_id)
        self.stack.setCurrentWidget(self.candidate)
        self.setFocusProxy(self.candidate)
        self.candidate.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_head()

    def _back_to_candidates(self) -> None:
        """Show the candidates of the opening again: of that for which the one who was shown applied."""
        page = self.candidate
        if page is not None:
            page.leave()
        if page is not None and page.opening_id:
            self.show_opening(page.opening_id, part=CANDIDATES)
        else:
            self.show_list()

    def show_score(self, card_id: int) -> None:
        """Fill one of one's own scorecards; afterwards what is shown now comes back."""
        if self.score is None:
            from csops.ui.hiring.scoring.page import ScorePage

            self.score = ScorePage(self.desk)
            self.stack.addWidget(self.score)
            self.score.closed.connect(self._scored)
            self.score.closed.connect(self.list.my_cards.refresh)
            self.score.wanted.connect(self._wanted)
            self.score.head_changed.connect(self._say_head)
        if not self.is_alone:
            self._before_score = self.stack.currentWidget() or self.list
        self.is_alone = True
        self.stack.setCurrentWidget(self.score)
        self.setFocusProxy(self.score)
        self.score.show_card(card_id)
        self._say_head()

    def _leave_score(self) -> None:
        """Keep a scorecard that is being filled: something else is shown."""
        if self.is_alone and self.score is not None:
            self.is_alone = False
            self.score.close_form()

    def _scored(self) -> None:
        if not self.is_alone:
            return
        before, self.is_alone = self._before_score, False
        self.stack.setCurrentWidget(before)
        self.setFocusProxy(before)
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_head()

    def _wanted(self, what: str, question: object) -> None:
        """Go where a part asks to; what is no part of openings is a place of the window."""
        asked = dict(question) if isinstance(question, Mapping) else {}
        if what == "part":
            self.opening.show_part(str(asked.get("part", "")))
        elif what == COMPARE:
            if "opening_id" in asked:
                self.show_opening(int(str(asked["opening_id"])), part=COMPARE)
            else:
                self.opening.show_part(COMPARE)
        elif what == "score":
            self.show_score(int(str(asked["card_id"])))
        elif what == "candidate":
            self.show_candidate(int(str(asked["application_id"])))
        else:
            self.wanted.emit(what, question)

    def _back(self) -> None:
        if self.stack.currentWidget() is self.opening:
            self.show_list()
        elif self.stack.currentWidget() is self.candidate:
            self._back_to_candidates()

    def _actions_of_list(self) -> tuple[Action, ...]:
        if not self.desk.workspace.may(Permission.HIRE):
            return ()
        return (Action(tr("Open a place"), icon_name="plus", run=self.door.begin, parent=self),)

    def _leave_by_esc(self, page: QWidget) -> None:
        back = QShortcut(QKeySequence("Esc"), page)
        back.activated.connect(self._back)

    def _say_head(self) -> None:
        if self.score is not None and self.is_alone:
            self.set_top_actions([one for one in self.score.top_actions() if isinstance(one, Action)])
            self.set_head(title=self.score.title(), subtitle=self.score.subtitle())
            return
        if self.candidate is not None and self.stack.currentWidget() is self.candidate:
            self.set_top_actions([one for one in self.candidate.top_actions() if isinstance(one, Action)])
            view = self.candidate.view
            self.set_head(title=tr("Team & hiring"), subtitle=view.opening.title if view is not None else "")
            return
        is_list = self.stack.currentWidget() is self.list
        going = sum(line.opening.state is OpeningState.OPEN for line in self.lines)
        subtitle = tr("%Ln places open", going) if going else tr("No place open now")
        line = self.opening.line
        self.set_top_actions(self._list_actions if is_list else self.opening.top_actions())
        self.set_head(title=tr("Team & hiring"), subtitle=subtitle if is_list or line is None else "")

    def _opened(self, opening_id: int) -> None:
        """Show what was just opened or changed, once it is read."""
        self._asked = {"opening_id": opening_id}
        self.refresh()

    def _no_profiles(self) -> None:
        banner = Banner(self.themes, tr("An opening asks what a role profile says, and there is none yet"))
        banner.add_button(tr("Role profiles"), lambda: self.wanted.emit("hiring", {"tab": PROFILES}))
        self.show_banner(banner)

    def _connect(self) -> None:
        self.list.opened.connect(self.show_opening)
        self.list.new_wanted.connect(self.door.begin)
        self.list.my_cards.wanted.connect(self._wanted)
        self.opening.score_wanted.connect(self.show_score)
        self.opening.change_wanted.connect(self.door.change)
        self.opening.state_wanted.connect(self.door.set_state)
        self.opening.head_changed.connect(self._say_head)
        self.door.saved.connect(self._opened)
        self.door.profiles_wanted.connect(self._no_profiles)
        self.door.failed.connect(self._failed)
        self.opening.back_wanted.connect(self.show_list)
        self.opening.wanted.connect(self._wanted)
        self._leave_by_esc(self.opening)
