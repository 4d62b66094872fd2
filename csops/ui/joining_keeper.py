"""Keeps a long form while it is filled in, within two seconds of a key, and brings in what another window typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.errors import DatabaseProblem
from csops.domain.people import Member
from csops.ui.desk import Desk
from csops.ui.draft_keeper import AGAIN_AFTER_MS, KEEP_AFTER_MS
from csops.ui.kit.closing import BeforeClosing
from csops.ui.kit.tasks import Lane


class Plain(Protocol):
    """A draft that can be kept as plain values."""

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, as drafts are kept."""


K = TypeVar("K")
D = TypeVar("D", bound=Plain)
Keep = Callable[[K, dict[str, Any], dict[str, Any], Member], dict[str, Any]]
"""Keeps plain values of the form about K, which went on from others, for a writer; returns what is kept now."""


@dataclass(frozen=True, kw_only=True)
class _Keeping(Generic[K, D]):
    """What is to be kept of one opening of a form. `is_told`: it was said that it did not go."""

    opening: object
    about: K
    sent: D
    base: dict[str, Any]
    writer: Member
    is_told: bool = False


class JoiningKeeper(QObject, Generic[K, D]):
    """The draft D of the form about K, of the member who opened it: another may work here by the time it is kept.

    Signals:
        kept(object): the moment at which the draft was kept.
        joined(object, object): what was kept and what had been sent, two drafts that differ: another window of the
            same member typed too.
        refused(object): the exception, once as long as it lasts; where the database is away it is tried again.
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
        self._opening = self._over = object()
        self._is_writing = self._is_away = False
        self._sent: D | None = None
        self._closing = BeforeClosing(self.keep_if_due, self)
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
        self._opening, self._is_away = object(), False
        self._writer = self._desk.workspace.member

    def end(self) -> None:
        """Keep nothing more: it is handed in, or gone."""
        self._timer.stop()
        self._about = None

    def forget(self) -> None:
        """Keep nothing more, not even what could not be kept yet: it is handed in, or thrown away."""
        self._over = self._opening
        self.end()

    def resume(self, about: K) -> None:
        """Go on after `end`: what was to be handed in was not, and stands there still."""
        self._about = about
        self.touched()

    def touched(self) -> None:
        """Something was typed: keep it soon."""
        if self._about is not None and not self._timer.isActive():
            self._timer.start(KEEP_AFTER_MS)

    def keep(self) -> None:
        """Keep what stands there now; one after the other, so that each knows what the one before it kept."""
        self._timer.stop()
        about, base = self._about, self._base
        if about is None or base is None:
            return
        if self._is_writing:
            self._timer.start(KEEP_AFTER_MS)
            return
        self._is_writing = True
        sent = self._sent = self._draft()
        self._run(_Keeping(opening=self._opening, about=about, sent=sent, base=base.plain(), writer=self._writer))

    def _run(self, it: _Keeping[K, D]) -> None:
        workspace, write, value = self._desk.workspace, self._keep, it.sent.plain()

        def keep(_progress: object) -> tuple[dict[str, Any], datetime]:
            return write(it.about, value, it.base, it.writer), workspace.now()

        self._desk.tasks.run(Lane.WRITES, keep, then=partial(self._kept, it), failed=partial(self._failed, it))

    def keep_if_due(self) -> None:
        """Keep at once what was typed since the last time: before a form goes away."""
        if not self._timer.isActive():
            return
        if self._is_writing and self._sent is not None:  # the lane of writes does one after the other
            self._base, self._is_writing = self._sent, False
        self.keep()

    def watch_window(self, window: QObject) -> None:
        """Keep before this window closes: afterwards nothing is written any more."""
        self._closing.watch(window)

    def _is_closed(self, it: _Keeping[K, D]) -> bool:
        return it.opening is not self._opening or self._about is None

    def _kept(self, it: _Keeping[K, D], found: tuple[dict[str, Any], datetime]) -> None:
        value, at = found
        if self._is_closed(it):
            return
        self._is_writing = self._is_away = False
        base = self._base = self._read(value)
        if self._said(base) != self._said(it.sent):
            self.joined.emit(base, it.sent)
        self.kept.emit(at)

    def _failed(self, it: _Keeping[K, D], error: Exception) -> None:
        is_away = isinstance(error, DatabaseProblem)
        if self._is_closed(it):
            self._keep_behind(it, error, again=is_away)
            return
        self._is_writing = False
        if is_away and not self._timer.isActive():
            self._timer.start(AGAIN_AFTER_MS)
        if not (is_away and self._is_away):
            self.refused.emit(error)
        self._is_away = is_away

    def _keep_behind(self, it: _Keeping[K, D], error: Exception, *, again: bool) -> None:
        """Go on trying to keep what stood in a form that is closed by now, and say once that it did not go."""
        if not again or it.opening is self._over:
            return
        if not it.is_told:
            self._desk.failed.emit(error)
        QTimer.singleShot(AGAIN_AFTER_MS, self, partial(self._run, replace(it, is_told=True)))
