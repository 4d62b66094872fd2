"""What is typed in a part of a case and not kept: one draft for each case, for all parts."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csops.domain.draft_forms import CaseForm, case_form
from csops.ui.desk import Desk
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.kit.tasks import Lane


class CaseDraft(QObject):
    """Keeps the draft of the case that a part shows, and reads that of the next one when another case is shown."""

    def __init__(
        self,
        desk: Desk,
        part: QWidget,
        *,
        form: CaseForm,
        values: Callable[[], Mapping[str, Any]],
        show: Callable[[dict[str, Any]], object],
    ) -> None:
        """Keep what `values` says, and `show` what was kept before."""
        super().__init__(part)
        self._desk, self._part, self._form, self._values, self._show = desk, part, form, values, show
        self.keeper: DraftKeeper | None = None

    @property
    def form(self) -> str:
        """The form under which it is kept; empty before a case is shown."""
        return self.keeper.form if self.keeper is not None else ""

    def keep(self) -> None:
        """Keep at once what was typed since the last time: another case is about to be shown."""
        if self.keeper is not None:
            self.keeper.keep_if_due()

    def begin(self, case_id: int) -> None:
        """Go over to another case; what was typed on the one before is kept by `keep`, as long as it stands there."""
        if self.keeper is not None:
            self.keeper.deleteLater()
        form = case_form(self._form, case_id)
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

    def _take(self, keeper: DraftKeeper, draft: Draft | None) -> None:
        if draft is not None and keeper is self.keeper:  # of the case before it is no matter here
            self._show(dict(draft[0]))
