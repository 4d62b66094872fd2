"""The part of an opening in which candidates are compared and decided on."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.decisions import Decision
from csops.domain.openings import Move
from csops.services.comparison import Comparison, Said, compare, said_of
from csops.services.decisions import decisions_of
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.hiring.compare.board import Board
from csops.ui.hiring.compare.board_model import Row
from csops.ui.hiring.compare.deciding import Deciding
from csops.ui.hiring.compare.exporting import ask_comparison, may_export
from csops.ui.hiring.compare.side import CandidatePanel
from csops.ui.hiring.compare.sum_dialog import SumDialog
from csops.ui.hiring.compare.sums import Sum, agreement_sum, spread_sum, sum_of
from csops.ui.hiring.openings.part import Part
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Banner, Card, EmptyState
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.waiting import Skeleton

_CANDIDATES = "candidates"  # the key of that part: the list of parts knows this module, which so cannot know it
_PANEL_SHARE = 0.32
_LEAST_SPACES = 12 * 8  # 384 px at 100 %
KINDS = frozenset(
    {
        Kind.APPLICATION,
        Kind.CANDIDATE,
        Kind.CANDIDATE_NOTE,
        Kind.MEMBER,
        Kind.MOVE,
        Kind.OPENING,
        Kind.PROFILE_VERSION,
        Kind.SCORECARD,
        Kind.SEAT,
        Kind.SKILL,
        Kind.TIE,
    }
)


@dataclass(frozen=True, kw_only=True)
class _Closer:
    application_id: int
    said: Said
    moves: Sequence[Move]


class ComparePart(Part):
    """Skills by candidates, and one candidate closer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        themes = desk.themes
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.board = Board(themes, self._formats)
        self.board.files = desk.files
        self.panel = CandidatePanel(themes, self._formats)
        self.deciding = Deciding(desk, self._formats, self)
        self.sum_dialog: SumDialog | None = None
        self._banner: Banner | None = None
        self.stack = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.board)
        self.board.chosen.connect(self._show_candidate)
        self.board.sum_wanted.connect(self.open_sum)
        self.board.save_failed.connect(desk.failed)
        self.panel.decision_wanted.connect(self._decide)
        self.panel.open_wanted.connect(self._open_candidate)
        self.panel.spread_wanted.connect(self.open_spread)
        self._refresher = Refresher(self, desk.live, KINDS, self.refresh)

    # ------------------------------------------------------------ reading
    def show_opening(self, opening_id: int) -> None:
        """Show another opening's candidates, from the first."""
        self.board.found = None
        self.stack.setCurrentIndex(0)
        super().show_opening(opening_id)

    def refresh(self) -> None:
        """Read the comparison anew."""
        workspace, opening_id = self.desk.workspace, self.opening_id
        if opening_id:
            self.desk.ask(
                lambda: compare(workspace, opening_id=opening_id),
                then=self._show,
                failed=self._failed,
                key=("compare", id(self)),
            )

    def show_candidate(self, application_id: int) -> None:
        """Choose a candidate of the board."""
        if self.board.found is not None:
            self.board.show_comparison(self.board.found, chosen=application_id)

    def _show(self, found: Comparison) -> None:
        self._say("")
        self.deciding.look_again(found)
        had = self.board.found is not None
        if not found.candidates:
            self.board.found = None
            self.stack.setCurrentIndex(2)
            self._lead_focus(self.empty)
            return
        chosen = self.board.chosen_id()
        self.board.show_comparison(found, chosen=chosen)
        self.stack.setCurrentIndex(1)
        self._lead_focus(self.board)
        self._show_candidate(self.board.chosen_id())
        if not had:
            self.head_changed.emit()

    def _lead_focus(self, ground: QWidget) -> None:
        """Let the keys begin in what is shown, also where they were put before it was known what that is."""
        now = self.window().focusWidget()
        is_here = now is not None and (now is self or self.stack.isAncestorOf(now)) and not now.isVisible()
        self.setFocusProxy(ground)
        if is_here:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_candidate(self, application_id: int) -> None:
        found = self.board.found
        one = found.of(application_id) if found is not None else None
        if found is None or one is None:
            return
        self.panel.show_candidate(found, one)
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: _closer(workspace, application_id),
            then=self._show_closer,
            failed=self._failed,
            key=("candidate closer", id(self)),
        )

    def _show_closer(self, closer: _Closer) -> None:
        found = self.board.found
        if found is not None and closer.application_id == self.board.chosen_id():
            self.panel.show_said(found, closer.said, closer.moves)

    def _failed(self, error: Exception) -> None:
        self._say(words(error).sentence)

    def _say(self, sentence: str) -> None:
        """Show what went wrong above the board, or nothing."""
        if self._banner is not None:
            self._outer.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        if sentence:
            self._banner = Banner(self.desk.themes, sentence, family="danger")
            self._banner.add_button(tr("Try again"), self.refresh)
            self._outer.insertWidget(0, self._banner)

    # ------------------------------------------------------------ acting
    def open_sum(self, row: Row, application_id: int) -> None:
        """Take a figure apart."""
        found = self.board.found
        one = found.of(application_id) if found is not None else None
        parts = sum_of(found, one, row, self._formats) if found is not None and one is not None else None
        if parts is not None:
            self._open(parts)

    def open_spread(self) -> None:
        """Take the spread of the chosen candidate's ratings apart."""
        found = self.board.found
        one = found.of(self.board.chosen_id()) if found is not None else None
        if found is not None and one is not None and one.standing is not None:
            self._open(spread_sum(found, one, one.standing, self._formats))

    def open_agreement(self) -> None:
        """Say how far the interviewers agree."""
        if self.board.found is not None:
            self._open(agreement_sum(self.board.found, self._formats))

    def _open(self, parts: Sum) -> None:
        self.sum_dialog = SumDialog(self.desk.themes, self.window(), found=parts)
        self.sum_dialog.closed.connect(self.sum_dialog.deleteLater)
        self.sum_dialog.open()

    def export(self) -> None:
        """Take the comparison along as a workbook or as pages."""
        found = self.board.found
        if found is not None:
            ask_comparison(self.desk, self.window(), opening_id=found.opening.id, title=found.opening.title)

    def _decide(self, decision: Decision) -> None:
        found = self.board.found
        one = found.of(self.board.chosen_id()) if found is not None else None
        if found is not None and one is not None:
            self.deciding.open(one, decision)

    def _open_candidate(self) -> None:
        self.wanted.emit("candidate", {"application_id": self.board.chosen_id()})

    def top_actions(self) -> Sequence[QAction]:
        """Return what can be done with the board."""
        if self.board.found is None:
            return ()
        return (self._agreement, self._export) if may_export(self.desk) else (self._agreement,)

    # ------------------------------------------------------------ laying out
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override of Qt: the panel takes less where there is less."""
        super().resizeEvent(event)
        theme = self.desk.themes.current
        # With less height than some rows of skills take, the part scrolls as a whole.
        inner = self.area.widget()
        if inner is not None:
            inner.setMinimumHeight(theme.space(1) * _LEAST_SPACES)
        wide = theme.size("sidePanel") + theme.space(4)
        self.panel.setFixedWidth(min(wide, max(theme.space(12) * 5, round(self.width() * _PANEL_SHARE))))

    def _lay_out(self) -> None:
        themes = self.desk.themes
        self._agreement = Action(tr("Agreement"), icon_name="scale", run=self.open_agreement, parent=self)
        self._export = Action(tr("Export"), icon_name="file-spreadsheet", keys="Ctrl+E", run=self.export, parent=self)
        card = Card(themes, padded=False)
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.addWidget(self.board)
        row = QHBoxLayout()
        Spacing(themes, row, margins=(6, 4, 6, 4), gap=4)
        row.addWidget(card, 1)
        row.addWidget(self.panel)
        self.empty = EmptyState(
            themes,
            icon="scale",
            title=tr("Nobody to compare yet"),
            why=tr(
                "Who applied stands here side by side once interviewers have rated: fit, coverage and must-haves, "
                "and how far the ratings agree"
            ),
            action=tr("Go to the candidates"),
            run=lambda: self.wanted.emit("part", {"part": _CANDIDATES}),
        )
        self.area = scrolling(row)
        for widget in (Skeleton(themes), self.area, self.empty):
            self.stack.addWidget(widget)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self.stack, 1)


def _closer(workspace: Workspace, application_id: int) -> _Closer:
    return _Closer(
        application_id=application_id,
        said=said_of(workspace, application_id=application_id),
        moves=decisions_of(workspace, application_id=application_id),
    )
