"""Keeps a long form while it is filled in, within two seconds of a key, and brings in what another window typed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.people import Member
from csops.ui.desk import Desk
from csops.ui.draft_keeper import KEEP_AFTER_MS
from csops.ui.kit.tasks import Lane


class Plain(Protocol):
    """A draft that can be kept as plain values."""

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, as drafts are kept."""


K = TypeVar("K")
D = TypeVar("D", bound=Plain)
Keep = Callable[[K, dict[str, Any], dict[str, Any], Member], dict[str, Any]]
"""Keeps plain values of the form about K, which went on from others, for a writer; returns what is kept now."""


class JoiningKeeper(QObject, Generic[K, D]):
    """The draft D of the form about K, of the member who opened it: another may work here by the time it is kept.

    Signals:
        kept(object): the moment at which the draft was kept.
        joined(object, object): what was kept and what had been sent, two drafts that differ: another window of the
            same member typed too.
        refused(object): the exception; nothing more is kept until `begin`.
    """

    kept = Signal(object)
    joined = Signal(object, object)
    refused = Signal(object)

    def __init__(
        self,
        desk: Desk,
        *,
        draft: Callable[[], D],
        keep: Keep[K],
        read: Callable[[Mapping[str, Any]], D],
        said: Callable[[D], object],
        parent: QWidget,
    ) -> None:
        """Keep what `draft` returns by `keep`; `read` makes a draft of plain values, `said` is what was typed in it."""
        super().__init__(parent)
        self._desk, self._draft, self._keep, self._read, self._said = desk, draft, keep, read, said
        self._writer = desk.workspace.member
        self._about: K | None = None
        self._base: D | None = None
        self._is_writing = False
        self._sent: D | None = None
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

    def begin(self, about: K, base: D) -> None:
        """Keep the draft of this form from now on; `base` is what is kept of it."""
        self._timer.stop()
        self._about, self._base, self._is_writing = about, base, False
        self._writer = self._desk.workspace.member

    def end(self) -> None:
        """Keep nothing more: it is handed in, or gone."""
        self._timer.stop()
        self._about = None

    def resume(self, about: K) -> None:
        """Go on after `end`: what was to be handed in was not, and stands there still."""
        self._about = about
        self.touched()

    def touched(self) -> None:
        """Something was typed: keep it soon."""
        if self._about is not None and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep what stands there now; one after the other, so that each knows what the one before it kept."""
        self._timer.stop()
        about, base = self._about, self._base
        if about is None or base is None:
            return
        if self._is_writing:
            self._timer.start()
            return
        self._is_writing = True
        workspace, writer, write = self._desk.workspace, self._writer, self._keep
        sent = self._sent = self._draft()
        value, before = sent.plain(), base.plain()

        def keep(_progress: object) -> tuple[K, D, dict[str, Any], datetime]:
            return about, sent, write(about, value, before, writer), workspace.now()

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

    def _kept(self, found: tuple[K, D, dict[str, Any], datetime]) -> None:
        about, sent, value, at = found
        if about != self._about:
            return
        self._is_writing = False
        base = self._base = self._read(value)
        if self._said(base) != self._said(sent):
            self.joined.emit(base, sent)
        self.kept.emit(at)

    def _failed(self, error: Exception) -> None:
        self._is_writing = False
        if self._about is not None:
            self.refused.emit(error)
