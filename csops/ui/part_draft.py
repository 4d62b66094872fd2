"""What is typed in a part of a page and not kept: one draft for each record that the part shows, for all such parts."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csops.ui.desk import Desk
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.kit.tasks import Lane


class PartDraft(QObject):
    """Keeps the draft of the record that a part shows, and reads that of the next one when another is shown."""

    def __init__(
        self,
        desk: Desk,
        part: QWidget,
        *,
        form: Callable[[int], str],
        values: Callable[[], Mapping[str, Any]],
        show: Callable[[dict[str, Any]], object],
    ) -> None:
        """Keep what `values` says as the draft of `form` of a record, and `show` what was kept before."""
        super().__init__(part)
        self._desk, self._part, self._form, self._values, self._show = desk, part, form, values, show
        self.keeper: DraftKeeper | None = None

    @property
    def form(self) -> str:
        """The form under which it is kept; empty before a record is shown."""
        return self.keeper.form if self.keeper is not None else ""

    def keep(self) -> None:
        """Keep at once what was typed since the last time: another record is about to be shown."""
        if self.keeper is not None:
            self.keeper.keep_if_due()

    def begin(self, record_id: int) -> None:
        """Go over to another record; what was typed on the one before is kept by `keep`, while it stands there."""
        if self.keeper is not None:
            self.keeper.deleteLater()
        form = self._form(record_id)
        keeper = self.keeper = DraftKeeper(self._desk, form=form, values=self._values, parent=self._part)
        keeper.watch_window(self._part.window())
        keeper.read(then=partial(self._take, keeper), failed=lambda _error: None, lane=Lane.WRITES)  # after `keep`

    def touched(self) -> None:
        """Something was typed: keep it soon."""
        if self.keeper is not None:
            self.keeper.touched()

    def forget(self) -> None:
        """Keep nothing more of what was typed until now: it is saved."""
        if self.keeper is not None:
            self.keeper.forget()

    def drop(self) -> None:
        """Throw the draft away: nothing of it is left to be saved."""
        if self.keeper is not None:
            self.keeper.drop()

    def _take(self, keeper: DraftKeeper, draft: Draft | None) -> None:
        if draft is not None and keeper is self.keeper:  # of the record before it is no matter here
            self._show(dict(draft[0]))
