"""Calibration: the sessions, one of them closer, and what all of them together tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.calibrations import Agreed, Calibration
from csops.domain.changes import Kind
from csops.domain.errors import NotFound
from csops.domain.quality_rules import QualityRules
from csops.domain.questions import Question
from csops.services.calibrations import SeenCalibration, calibrations
from csops.services.contacts import count_contacts
from csops.services.review_queue import list_reviewers
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Banner
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.waiting import Skeleton
from csops.ui.quality.calibration.acts import CalibrationActs
from csops.ui.quality.calibration.begin_dialog import BeginDialog
from csops.ui.quality.calibration.lack import Lack, lack_of
from csops.ui.quality.calibration.pooled_view import PooledView
from csops.ui.quality.calibration.session_list import SessionList
from csops.ui.quality.calibration.session_view import SessionView
from csops.ui.quality.calibration.top_actions import TopActions
from csops.ui.quality.calibration.waiting_view import WaitingView
from csops.ui.quality.calibration.words import head_words
from csops.ui.quality.tab_keys import REVIEW
from csops.ui.quality.wording import tr

SESSIONS, POOLED = "sessions", "pooled"
KINDS = frozenset(
    {
        Kind.CALIBRATION,
        Kind.REVIEW,
        Kind.REVIEW_CARD,
        Kind.CARD_VERSION,
        Kind.MEMBER,
        Kind.SETTING,
        Kind.CONTACT,
        Kind.CUSTOMER,
    }
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the page was read from at one moment.

    `goal`: percent of equal pairs that is aimed at. `reviewers`, `has_contacts`: with what one could be begun.
    """

    sessions: Sequence[SeenCalibration] = ()
    goal: int = 0
    reviewers: int = 0
    has_contacts: bool = False


class CalibrationPage(Page):
    """Calibrations. It can be asked {"session_id": id}, {"contact_id": id} to begin one on it, {"begin": True}.

    Signals:
        wanted("quality", {"tab": "review", "session_id": id}): whoever works rates now; with "review_id" they look at
            what they gave, with words of it at those. wanted("contacts", {"contact_id": id}): the contact is shown.
    """

    kinds: ClassVar[frozenset[Kind]] = KINDS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=tr("Quality"), parent=parent)
        self.desk = desk
        self.formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.runs = desk.workspace.may(Permission.REVIEWS)
        self.found: Found | None = None
        self._open_id = 0
        self._asked_id = 0
        self._wants_keys = self._wants_begin = False
        self._agreeing: Agreed | None = None
        self._agreed_in = 0
        self.dialog: BeginDialog | None = None
        self.acts = CalibrationActs(desk, self, failed=self._failed)
        parts = [Option(key=SESSIONS, text=tr("Sessions")), Option(key=POOLED, text=tr("All sessions"))]
        self.part = Segmented(desk.themes, parts, name=tr("Parts of calibration"))
        self.part.choose(SESSIONS)
        self.list = SessionList(desk, self.formats, runs=self.runs)
        self.pooled = PooledView(desk, self.formats)
        self.waiting = WaitingView(desk.themes, self.formats)
        self.session = SessionView(desk, self.formats)
        self.stack = QStackedWidget()
        self.top = TopActions(
            self,
            may_publish=desk.workspace.may(Permission.CATALOGUE),
            may_export=desk.workspace.may(Permission.EXPORT),
            begin=self.begin,
            back=self.show_list,
            notes=lambda: self.acts.take_notes(self._open_id, then=self._take_keys),
            close=self._close,
            report=lambda: self.wanted.emit("reports", {"report": "quality", "calibration_id": self._open_id}),
        )
        self._lay_out()
        self._connect()
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

    # ------------------------------------------------------------ reading
    def ask(self, question: object) -> None:
        """Show a session, as soon as it is read, or begin one."""
        asked = question if isinstance(question, Mapping) else {}
        if "session_id" in asked:
            self._asked_id = int(str(asked["session_id"]))
            if any(one.session.id == self._asked_id for one in self._sessions()):
                self._take_asked()
            else:  # it may be newer than what was read
                self.refresh()
        elif self.runs and "contact_id" in asked:
            self.begin(int(str(asked["contact_id"])))
        elif self.runs and asked.get("begin"):
            self._wants_begin = True
            self._begin_if_wanted()

    def refresh(self) -> None:
        """Read the sessions anew."""
        workspace = self.desk.workspace
        self.desk.ask(lambda: _read(workspace), then=self._show, failed=self._failed, key=("calibrations", id(self)))
        if self.part.key() == POOLED:
            self.pooled.refresh()

    def seen(self) -> SeenCalibration | None:
        """Return the session that is open."""
        return next((one for one in self._sessions() if one.session.id == self._open_id), None)

    def _sessions(self) -> Sequence[SeenCalibration]:
        return self.found.sessions if self.found is not None else ()

    def _show(self, found: Found) -> None:
        self.found = found
        people = sum(one.active for one in self.desk.team.members)
        self.list.show_lack(lack_of(people=people, reviewers=found.reviewers, has_contacts=found.has_contacts))
        self.list.show_sessions(found.sessions)
        self._show_part()
        self._take_asked()
        self._begin_if_wanted()
        if self._wants_keys:
            self._wants_keys = False
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_if_wanted(self) -> None:
        """Begin once it is known that one can be; else the list says what is missing."""
        if self._wants_begin and self.found is not None:
            self._wants_begin = False
            if self.list.lack is Lack.NOTHING:
                self.begin()
            else:
                self.show_list()
                self.desk.said.emit(Said(text=self.list.empty.accessibleName(), can_undo=False))

    def _take_asked(self) -> None:
        if self._asked_id:
            asked, self._asked_id = self._asked_id, 0
            self.open_session(asked)

    # ------------------------------------------------------------ showing
    def open_session(self, session_id: int) -> None:
        """Show a session closer, instead of the list."""
        self.clear_banner()
        self.session.open_anew(goes_on=session_id == self._open_id)
        self._open_id = session_id
        if self.seen() is None:
            self._open_id = 0
            self._failed(NotFound(kind="calibration", id=session_id))
        self._show_part()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Go back to the list."""
        self.clear_banner()
        self._open_id = 0
        self._show_part()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_part(self) -> None:
        seen, had_focus = self.seen(), _focused_in(self.stack)
        if seen is None:
            self._open_id = 0
            front: QWidget = self.pooled if self.part.key() == POOLED else self.list
        elif seen.session.is_blind:
            front = self.waiting
            self.waiting.show_session(seen)
        else:
            front = self.session
            self.session.show_session(seen, goal=self.found.goal if self.found is not None else 0)
            self._go_on(seen)
        self.part_row.setVisible(seen is None)
        self.pooled.period.setVisible(front is self.pooled)
        self.stack.setCurrentWidget(front)
        self.setFocusProxy(front)
        if had_focus is not None and not had_focus.isVisibleTo(self):  # Qt has given the keys to what came next
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_head(seen)

    def _show_head(self, seen: SeenCalibration | None) -> None:
        self.is_alone = seen is not None
        if seen is None:
            self.set_top_actions([self.top.begin] if self.runs and self.list.lack is Lack.NOTHING else [])
            mine = sum(one.is_mine for one in self.found.sessions) if self.found is not None else 0
            said = tr("%Ln contacts wait for your rating", mine) if mine else tr("Nothing waits for your rating")
            self.set_head(title=tr("Quality"), subtitle=said)
        else:
            self.set_top_actions(self.top.offered(seen))
            self.set_head(title=tr("Calibration"), subtitle=head_words(seen, self.formats))

    # ------------------------------------------------------------ acting
    def begin(self, contact_id: int | None = None) -> None:
        """Ask for a new session, on a contact where one is given."""
        self.dialog = BeginDialog(self.desk, self.window(), formats=self.formats, contact_id=contact_id)
        self.dialog.begun.connect(lambda session: self.ask({"session_id": session.id}))
        self.dialog.open()

    def _close(self) -> None:
        seen = self.seen()
        if seen is None:
            return
        unsaved = self.session.panel.unsaved_of(seen)
        unrated = next((key for key, typing in unsaved.items() if not typing.rating), "")
        if unrated:
            self.session.ask_rating(unrated)
            return
        said = [typing.said_of(key) for key, typing in unsaved.items()]
        self.acts.close(seen, said, then=partial(self._closed, said))

    def _closed(self, said: Sequence[Agreed]) -> None:
        self.session.closed(said)
        self._take_keys()

    def _call_off(self) -> None:
        seen = self.seen()
        if seen is not None:
            self.acts.call_off(seen, then=self._take_keys)

    def _take_keys(self) -> None:
        """Take the keys once more after what was pressed is offered no longer."""
        self._wants_keys = True
        self.refresh()  # the one that the act brought may be over

    def _agree(self, said: Agreed) -> None:
        if self._agreeing is None:
            self._agreeing, self._agreed_in = said, 0
            self.acts.agree(self._open_id, said, then=self._agreed)

    def _agreed(self, session: Calibration) -> None:
        """Go on once what was read holds it, be that before or after this."""
        self._agreed_in = session.version
        seen = self.seen()
        if seen is not None:
            self._go_on(seen)

    def _go_on(self, seen: SeenCalibration) -> None:
        said = self._agreeing
        if said is not None and self._agreed_in and seen.session.version >= self._agreed_in:
            self._agreeing = None
            self.session.kept(said)

    def _failed(self, error: Exception) -> None:
        if self._agreeing is not None:
            self._agreeing = None
            self.session.panel.explain(words(error).sentence)
            return
        banner = Banner(self.themes, words(error).sentence, family="danger")
        banner.add_close(self.clear_banner)
        self.show_banner(banner)

    # ------------------------------------------------------------ laying out
    def _connect(self) -> None:
        self.part.chosen.connect(self._part_chosen)
        self.list.opened.connect(self.open_session)
        self.list.begin_wanted.connect(self.begin)
        self.list.place_wanted.connect(self.wanted)
        self.waiting.rate_wanted.connect(
            lambda: self.wanted.emit("quality", {"tab": REVIEW, "session_id": self._open_id})
        )
        self.waiting.own_wanted.connect(lambda one: self.wanted.emit("quality", {"tab": REVIEW, "review_id": one}))
        self.session.place_wanted.connect(self.wanted)
        self.waiting.excuse_wanted.connect(lambda member, opens: self.acts.excuse(self._open_id, member, opens=opens))
        for view in (self.waiting, self.session):
            view.off_wanted.connect(self._call_off)
        self.waiting.ask_wanted.connect(lambda: self.acts.ask(self._open_id))
        self.session.agreed.connect(self._agree)
        self.session.equal_wanted.connect(lambda: self.acts.agree_where_equal(self._open_id))

    def _part_chosen(self, key: str) -> None:
        if key == POOLED:
            self.pooled.refresh()
        self._show_part()

    def _lay_out(self) -> None:
        themes = self.themes
        self.part_row = QWidget()
        head, column = QHBoxLayout(self.part_row), QVBoxLayout()
        Spacing(themes, head, margins=(6, 3, 6, 2), gap=2)
        Spacing(themes, column)
        head.addWidget(self.part)
        head.addStretch(1)
        head.addWidget(self.pooled.period)
        for widget in (Skeleton(themes), self.list, self.pooled, self.waiting, self.session):
            self.stack.addWidget(widget)
        column.addWidget(self.part_row)
        column.addWidget(self.stack, 1)
        self.body.addLayout(column, 1)


def _focused_in(stack: QWidget) -> QWidget | None:
    """Return what has the keys in it, None where they act elsewhere."""
    now = stack.window().focusWidget()
    return now if now is not None and stack.isAncestorOf(now) else None


def _read(workspace: Workspace) -> Found:
    with workspace.read() as work:
        rules = work.settings.get(QualityRules)
    reviewers = len(list_reviewers(workspace))
    has_contacts = bool(count_contacts(workspace, question=Question(), most=1))
    goal = rules.alignment_goal
    return Found(sessions=calibrations(workspace), goal=goal, reviewers=reviewers, has_contacts=has_contacts)
