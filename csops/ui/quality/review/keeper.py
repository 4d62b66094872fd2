"""Keeps a review while it is filled in, within two seconds of a key, and brings in what another window typed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.review_drafts import ReviewDraft, draft_from
from csops.domain.reviews import Purpose
from csops.services.review_drafts import keep_review_draft
from csops.ui.desk import Desk
from csops.ui.kit.tasks import Lane

KEEP_AFTER_MS = 1000
"""Counted from the first key after the last keeping, so that steady typing cannot put it off."""


class ReviewKeeper(QObject):
    """The draft of one review, of the member who opened it: another may work here by the time it is kept.

    Signals:
        kept(object): the moment at which the draft was kept.
        joined(object, object): what was kept and what had been sent, two ReviewDraft that differ: another window of the
            same member typed too.
        refused(object): the exception; nothing more is kept until `begin`.
    """

    kept = Signal(object)
    joined = Signal(object, object)
    refused = Signal(object)

    def __init__(self, desk: Desk, *, draft: Callable[[], ReviewDraft], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._draft = desk, draft
        self._writer = desk.workspace.member
        self._contact_id, self._purpose = 0, Purpose.CHOSEN
        self._base = ReviewDraft()
        self._is_writing = False
        self._sent: ReviewDraft | None = None
        self._window: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)

    @property
    def is_mine(self) -> bool:
        """Whether whoever opened the form still works here."""
        return self._desk.workspace.member.id == self._writer.id

    @property
    def is_due(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._timer.isActive() or self._is_writing

    def begin(self, contact_id: int, purpose: Purpose, base: ReviewDraft) -> None:
        """Keep the draft of this review from now on; `base` is what is kept of it."""
        self._timer.stop()
        self._contact_id, self._purpose, self._base, self._is_writing = contact_id, purpose, base, False
        self._writer = self._desk.workspace.member

    def end(self) -> None:
        """Keep nothing more: it is finished, or gone."""
        self._timer.stop()
        self._contact_id = 0

    def resume(self, contact_id: int) -> None:
        """Go on after `end`: what was to be finished was not, and stands there still."""
        self._contact_id = contact_id
        self.touched()

    def touched(self) -> None:
        """Something was typed: keep it soon."""
        if self._contact_id and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep what stands there now; one after the other, so that each knows what the one before it kept."""
        self._timer.stop()
        if not self._contact_id:
            return
        if self._is_writing:
            self._timer.start()
            return
        self._is_writing = True
        workspace, writer = self._desk.workspace, self._writer
        contact_id, purpose = self._contact_id, self._purpose
        sent, base = self._draft(), self._base.plain()
        self._sent = sent

        def keep(_progress: object) -> tuple[int, ReviewDraft, dict[str, Any], datetime]:
            value = keep_review_draft(
                workspace, contact_id=contact_id, purpose=purpose, value=sent.plain(), base=base, writer=writer
            )
            return contact_id, sent, value, workspace.now()

        self._desk.tasks.run(Lane.WRITES, keep, then=self._kept, failed=self._failed)

    def keep_if_due(self) -> None:
        """Keep at once what was typed since the last time: before a form goes away."""
        if not self._timer.isActive():
            return
        if self._is_writing and self._sent is not None:  # the lane of writes does one after the other
            self._base, self._is_writing = self._sent, False
        self.keep()

    def watch_window(self, window: QObject) -> None:
        """Keep before this window closes: afterwards nothing is written any more."""
        if self._window is not window:
            self._window = window
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt: the window is about to close."""
        if event.type() == QEvent.Type.Close:
            self.keep_if_due()
        return False

    def _kept(self, found: tuple[int, ReviewDraft, dict[str, Any], datetime]) -> None:
        contact_id, sent, value, at = found
        if contact_id != self._contact_id:
            return
        self._is_writing = False
        self._base = draft_from(value)
        if (self._base.entries, self._base.note, self._base.praise) != (sent.entries, sent.note, sent.praise):
            self.joined.emit(self._base, sent)
        self.kept.emit(at)

    def _failed(self, error: Exception) -> None:
        self._is_writing = False
        if self._contact_id:
            self.refused.emit(error)
