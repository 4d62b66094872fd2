"""The tab of openings: the list, an opening with its parts, and what its parts lead to."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.openings import OpeningState
from csops.services.opening_lines import OpeningLine, opening_lines
from csops.ui.desk import Desk
from csops.ui.hiring.openings.opening_list import OpeningList
from csops.ui.hiring.openings.opening_view import OpeningView
from csops.ui.hiring.openings.parts import COMPARE
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Banner
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page

KINDS = frozenset({Kind.OPENING, Kind.APPLICATION, Kind.SEAT, Kind.SCORECARD, Kind.TIE, Kind.MEMBER, Kind.PROFILE})


class OpeningsPage(Page):
    """Openings. It can be asked {"opening_id": n, "part": key}."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=tr("Team & hiring"), parent=parent)
        self.desk = desk
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.lines: list[OpeningLine] = []
        self._asked: dict[str, object] = {}
        self.list = OpeningList(desk, self._formats)
        self.opening = OpeningView(desk, self._formats)
        self.stack = QStackedWidget()
        for widget in (self.list, self.opening):
            self.stack.addWidget(widget)
        ground = QVBoxLayout()
        ground.setContentsMargins(0, 0, 0, 0)
        ground.addWidget(self.stack)
        self.body.addLayout(ground)
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
        self.refresh()

    def _show(self, lines: list[OpeningLine]) -> None:
        self.clear_banner()
        self.lines = lines
        self.list.show_lines(lines)
        asked, self._asked = self._asked, {}
        if "opening_id" in asked:
            self.show_opening(int(str(asked["opening_id"])), part=str(asked.get("part", "")))
        elif self.stack.currentWidget() is self.opening and self.opening.line is not None:
            self.show_opening(self.opening.line.id)
        self._say_head()

    def _failed(self, error: Exception) -> None:
        banner = Banner(self.themes, words(error).sentence, family="danger")
        banner.add_button(tr("Try again"), self.refresh)
        self.show_banner(banner)

    # ------------------------------------------------------------ moving
    def show_opening(self, opening_id: int, *, part: str = "") -> None:
        """Show an opening; the list with a word on it where it is not there, or not for this member."""
        line = next((one for one in self.lines if one.id == opening_id), None)
        if line is None:
            self.show_list()
            self.show_banner(Banner(self.themes, tr("That opening is not there, or not for you to see"), family="info"))
            return
        self.opening.show_line(line, part=part)
        self.stack.setCurrentWidget(self.opening)
        self.setFocusProxy(self.opening)
        self._say_head()

    def show_list(self) -> None:
        """Show the list again."""
        self.stack.setCurrentWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.focus_list()
        self._say_head()

    def _wanted(self, what: str, question: object) -> None:
        """Go where a part asks to; what is no part of openings is a place of the window."""
        asked = dict(question) if isinstance(question, Mapping) else {}
        if what == "part":
            self.opening.show_part(str(asked.get("part", "")))
        elif what == COMPARE:
            self.opening.show_part(COMPARE)
        else:
            self.wanted.emit(what, question)

    def _back(self) -> None:
        if self.stack.currentWidget() is self.opening:
            self.show_list()

    def _say_head(self) -> None:
        is_list = self.stack.currentWidget() is self.list
        going = sum(line.opening.state is OpeningState.OPEN for line in self.lines)
        subtitle = tr("%Ln openings", going) if going else tr("No place open now")
        line = self.opening.line
        self.set_head(subtitle=subtitle if is_list or line is None else line.opening.title)

    def _connect(self) -> None:
        self.list.opened.connect(self.show_opening)
        self.opening.back_wanted.connect(self.show_list)
        self.opening.wanted.connect(self._wanted)
        back = QShortcut(QKeySequence("Esc"), self.opening)
        back.activated.connect(self._back)
