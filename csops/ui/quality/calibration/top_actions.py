"""What can be done from the top bar: with the list, and with one session."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csops.domain.calibrations import CalibrationState
from csops.services.calibrations import SeenCalibration
from csops.ui.kit.controls import Action
from csops.ui.quality.calibration.acts import notes_permission_words
from csops.ui.quality.wording import tr

Run = Callable[[], object]


class TopActions:
    """The actions of the page; what cannot be done now says why."""

    def __init__(
        self,
        page: QWidget,
        *,
        may_publish: bool,
        may_export: bool,
        begin: Run,
        back: Run,
        notes: Run,
        close: Run,
        report: Run,
    ) -> None:
        self._may_publish, self._may_export = may_publish, may_export
        self.report = Action(tr("Report"), icon_name="file-text", run=report, parent=page)
        self.begin = Action(tr("Begin a calibration"), icon_name="plus", keys="Ctrl+D", run=begin, parent=page)
        self.back = Action(tr("All calibrations"), icon_name="chevron-left", run=back, parent=page)
        self.back.setShortcut("Esc")
        self.back.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.notes = Action(tr("Notes to the card"), icon_name="book-open", run=notes, parent=page)
        self.close = Action(tr("Close session"), icon_name="lock", run=close, parent=page)

    def offered(self, seen: SeenCalibration) -> list[Action]:
        """Return what can be done with a session, at most three: it is closed first, then its notes are taken up."""
        report = [self.report] if self._may_export else []
        if seen.figures is None:
            return [self.back]
        if not seen.runs or seen.session.is_called_off:
            return [self.back, *report]
        if seen.session.state is not CalibrationState.CLOSED:
            return [self.back, self.close, *report]
        why = self._why_no_notes(seen)
        self.notes.setEnabled(not why)
        self.notes.setToolTip(why or tr("Publish the card anew with the notes in its guidance"))
        return [self.back, self.notes, *report]

    def _why_no_notes(self, seen: SeenCalibration) -> str:
        if not self._may_publish:
            return notes_permission_words()
        if not any(one.note for one in seen.session.agreed):
            return tr("Nothing was noted for the guidance of a criterion")
        return tr("The guidance holds the notes already") if seen.session.guided_version_id else ""
