"""The page of one application: who it is, what is kept, what was said and decided, as far as this viewer may see."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.candidates import Candidate
from csops.domain.changes import Kind
from csops.domain.openings import Outcome
from csops.domain.scorecards import CardState
from csops.services.candidate_view import CandidateView, candidate_view
from csops.services.new_members import Joined, join_team, may_join
from csops.services.scorecards import Hidden
from csops.ui.desk import Desk, Said
from csops.ui.hiring.openings.candidate_door import CandidateDoor
from csops.ui.hiring.openings.candidate_menu import CandidateMenu
from csops.ui.hiring.openings.decisions_card import DecisionsCard
from csops.ui.hiring.openings.details_card import DetailsCard
from csops.ui.hiring.openings.files_card import FilesCard
from csops.ui.hiring.openings.moving import Moving
from csops.ui.hiring.openings.notes_card import NotesCard
from csops.ui.hiring.openings.scorecards_card import ScorecardsCard
from csops.ui.hiring.openings.words import called_applied, outcome_words, stage_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Action, Button, IconButton, Role
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.live import Refresher
from csops.ui.kit.marks import Avatar, Pill, PillLook
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

KINDS = frozenset(
    {
        Kind.APPLICATION,
        Kind.CANDIDATE,
        Kind.CANDIDATE_NOTE,
        Kind.MEMBER,
        Kind.MOVE,
        Kind.OPENING,
        Kind.PAPER,
        Kind.SCORECARD,
        Kind.SEAT,
        Kind.TIE,
    }
)


class CandidatePage(QWidget):
    """Shows one application.

    Signals:
        back_wanted: the candidates of the opening shall be shown again.
        wanted(str, object): something else shall be shown, see `Part`.
        shown(object): the CandidateView that was read; None where the application is not there any more.
    """

    back_wanted = Signal()
    wanted = Signal(str, object)
    shown = Signal(object)

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self.desk, self._formats = desk, formats
        self.application_id = self.opening_id = 0
        self.view: CandidateView | None = None
        themes = desk.themes
        self.back = IconButton(themes, "arrow-left", name=tr("All candidates"), keys="Esc", role=Role.GHOST)
        self.avatar = Avatar(themes, "", step=3)
        self.name = ElidedText(themes, font="title2", hugs=True)
        self.stage = Pill(themes, PillLook(text=""))
        self.facts = ElidedText(themes, font="small", colour="text.secondary")
        self.change = Button(themes, tr("Change"), icon_name="pencil")
        self.more = IconButton(themes, "ellipsis", name=tr("What is kept of this candidate"))
        self.score = Button(themes, tr("Fill your scorecard"), role=Role.PRIMARY, icon_name="clipboard-check")
        self.join = Button(themes, tr("Add to the team"), role=Role.PRIMARY, icon_name="user-round-plus")
        self.cards = ScorecardsCard(themes, formats)
        self.decisions = DecisionsCard(themes, formats)
        self.notes = NotesCard(desk, formats)
        self.details = DetailsCard(themes, formats)
        self.files = FilesCard(desk, formats)
        self.door = CandidateDoor(desk, self, formats)
        self.moving = Moving(desk, formats, self)
        self.menu = CandidateMenu(desk, formats, self)
        self.decide = Action(tr("Decide"), icon_name="signpost", keys="F2", run=self._decide, parent=self)
        self.gone: EmptyState | None = None
        self.stack = QStackedWidget()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._refresher = Refresher(self, desk.live, KINDS, self.refresh)

    def show_application(self, application_id: int) -> None:
        """Show another application."""
        self.application_id = application_id
        self.refresh()

    def refresh(self) -> None:
        """Read the application anew."""
        workspace, application_id = self.desk.workspace, self.application_id
        if application_id:
            self.desk.ask(
                lambda: candidate_view(workspace, application_id=application_id),
                then=self._show,
                failed=self._failed,
                key=("candidate", id(self)),
            )

    def top_actions(self) -> Sequence[QAction]:
        """Return what whoever runs the opening can do: decide."""
        view = self.view
        return (self.decide,) if view is not None and view.may_run and not view.is_tied else ()

    def leave(self) -> None:
        """Keep what was typed: something else is shown."""
        self.notes.leave()

    # ------------------------------------------------------------ showing
    def _show(self, view: CandidateView) -> None:
        if view.applied.id != self.application_id:
            return
        self.view, self.opening_id = view, view.opening.id
        self._show_head(view)
        me = self.desk.workspace.member.id
        self.cards.show_view(view, me=me, name_of=self._name_of)
        self.decisions.show_moves(view.moves, name_of=self._name_of)
        self.notes.show_notes(
            view.applied.id, view.notes, name_of=self._name_of, may_write=not view.is_tied, why=_unseen_notes(view)
        )
        self.details.show_view(view, me=me, name_of=self._name_of)
        shows_files = view.candidate is not None and not view.is_tied
        self.files.setVisible(shows_files)
        if shows_files:
            self.files.show_files(view.applied.candidate_id, view.papers)
        self.stack.setCurrentIndex(0)
        self.shown.emit(view)

    def _show_head(self, view: CandidateView) -> None:
        application, formats = view.applied.application, self._formats
        name = called_applied(view.applied, formats)
        self.avatar.show_name(view.applied.name or formats.number(application.number))
        self.name.say(name)
        self.setAccessibleName(name)
        is_open = application.outcome is Outcome.OPEN
        said = stage_words(application.stage) if is_open else outcome_words(application.outcome)
        self.stage.show_look(PillLook(text=said, family="info" if is_open else "neutral"))
        facts = [view.opening.title, tr("applied {day}").format(day=formats.day(application.applied_on))]
        if view.applied.source:
            facts.append(tr("came by {source}").format(source=view.applied.source))
        self.facts.say(" · ".join(facts))
        mine = view.applied.mine
        self.score.setVisible(mine is not None and mine.state is CardState.PLANNED)
        is_known = view.may_run and view.candidate is not None
        for widget in (self.change, self.more):
            widget.setVisible(is_known)
        self.join.setVisible(is_known and may_join(self.desk.workspace, application=application, ties=view.ties))

    def _failed(self, error: Exception) -> None:
        """Say why it is not shown: most often somebody erased the candidate meanwhile."""
        if self.gone is not None:
            self.stack.removeWidget(self.gone)
            self.gone.deleteLater()
        self.view = None
        self.gone = EmptyState(
            self.desk.themes,
            icon="user-x",
            title=tr("This candidate is not here any more"),
            why=words(error).sentence,
            action=tr("All candidates"),
            run=self.back_wanted.emit,
        )
        self.stack.addWidget(self.gone)
        self.stack.setCurrentWidget(self.gone)
        for widget in (self.score, self.change, self.more, self.join):
            widget.hide()
        self.avatar.show_name("")
        self.name.say("")
        self.setAccessibleName("")
        self.facts.say("")
        self.stage.show_look(PillLook(text=""))
        self.shown.emit(None)

    def _name_of(self, member_id: int | None) -> str:
        member = self.desk.team.member(member_id)
        return member.name if member else tr("Somebody")

    # ------------------------------------------------------------ acting
    def _score(self, card_id: int) -> None:
        mine = self.view.applied.mine if self.view is not None else None
        number = card_id or (mine.id if mine is not None else 0)
        if number:
            self.wanted.emit("score", {"card_id": number})

    def _decide(self) -> None:
        if self.view is not None:
            below = self.name.mapToGlobal(QPoint(0, self.name.height()))
            self.moving.open_menu(self.view.applied.application, below)

    def _join(self) -> None:
        workspace, application_id = self.desk.workspace, self.application_id
        self.desk.act(
            lambda: join_team(workspace, application_id=application_id),
            failed=self.desk.failed.emit,
            said=_joined_words,
        )

    def _change(self) -> None:
        if self.view is not None and self.view.candidate is not None:
            self.door.change(self.view.candidate, sources=[self.view.candidate.source])

    def _open_menu(self) -> None:
        if self.view is not None and self.view.candidate is not None:
            self.menu.open(self.view.candidate.id, self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _merge(self, twin: Candidate) -> None:
        if self.view is not None and self.view.candidate is not None:
            self.door.merge(self.view.candidate.id, twin.id)

    def _tie(self) -> None:
        if self.view is not None and self.view.candidate is not None:
            self.door.tie(self.view.candidate.id, may_run=self.view.may_run)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: any file dropped on the page belongs to the candidate."""
        if self.files.isVisible() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: keep the files."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self.files.isVisible():
            event.acceptProposedAction()
            self.files.add_paths(paths)

    # ------------------------------------------------------------ layout
    def minimumSizeHint(self) -> QSize:
        """Qt: one column must fit."""
        return QSize(self.desk.themes.current.size("sidePanel"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the details stand beside what was said, or below it where there is no room for both."""
        super().resizeEvent(event)
        theme = self.desk.themes.current
        is_narrow = self.width() < theme.size("detailPaneMin") + theme.size("sidePanel", 1)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.score.clicked.connect(lambda: self._score(0))
        self.change.clicked.connect(self._change)
        self.join.clicked.connect(self._join)
        self.more.clicked.connect(self._open_menu)
        self.cards.score_wanted.connect(self._score)
        self.details.merge_wanted.connect(self._merge)
        self.details.tie_wanted.connect(self._tie)
        self.details.untie_wanted.connect(self.door.untie)
        self.details.application_wanted.connect(self.show_application)
        self.door.failed.connect(self.desk.failed)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        self._columns = QHBoxLayout()
        Spacing(themes, self._columns, margins=(6, 2, 6, 6), gap=4)
        main, side = QVBoxLayout(), QVBoxLayout()
        for column, cards in ((main, (self.cards, self.decisions, self.notes)), (side, (self.details, self.files))):
            Spacing(themes, column, gap=4)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self._columns.addLayout(main, 3)
        self._columns.addLayout(side, 2)
        self.stack.addWidget(scrolling(self._columns))
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addLayout(self._head())
        column.addWidget(self.stack, 1)

    def _head(self) -> QHBoxLayout:
        themes = self.desk.themes
        head, first, told = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        Spacing(themes, head, margins=(4, 3, 6, 2), gap=2)
        Spacing(themes, first, gap=2)
        Spacing(themes, told)
        first.addWidget(self.name)
        first.addWidget(self.stage)
        first.addStretch(1)
        told.addLayout(first)
        told.addWidget(self.facts)
        head.addWidget(self.back)
        head.addWidget(self.avatar)
        head.addLayout(told, 1)
        head.addWidget(self.change)
        head.addWidget(self.more)
        head.addWidget(self.score)
        head.addWidget(self.join)
        return head


def _joined_words(joined: Joined) -> Said:
    said = tr("{name} is on the team, with %Ln levels from the interviews", len(joined.levels))
    return Said(text=said.format(name=joined.member.name))


def _unseen_notes(view: CandidateView) -> str:
    if view.applied.seen.hidden is Hidden.TIED:
        return tr("You are close to this candidate and see no notes")
    if view.applied.seen.hidden is Hidden.BLIND:
        return tr("Notes of others are shown once you have submitted your scorecard")
    return ""
