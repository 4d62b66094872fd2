"""Leads through a decision: the form with its reason, keeping it, and what went wrong said in the form."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from csops.domain.decisions import Decision, goal_of
from csops.services.comparison import Compared, Comparison
from csops.services.decisions import Decided, decide
from csops.ui.desk import Desk, Said
from csops.ui.hiring.compare import words
from csops.ui.hiring.compare.decision_form import DecisionForm
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats


class Deciding(QObject):
    """Opens the form of a decision over the window, and keeps what was decided."""

    def __init__(self, desk: Desk, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._formats, self._widget = desk, formats, parent
        self.form: DecisionForm | None = None
        self._application_id = 0

    def open(self, one: Compared, decision: Decision) -> None:
        """Ask for the reason of a decision on a candidate."""
        name = words.name_of(one, self._formats)
        goal = goal_of(one.application, decision, fit=one.fit)
        form = DecisionForm(
            self._desk,
            self._widget.window(),
            application_id=one.application.id,
            decision=decision,
            verb=words.decision_words(decision, one.application),
            name=name,
            goal=goal,
            figures=self._figures(one),
        )
        self.form, self._application_id = form, one.application.id
        form.decided.connect(lambda reason: self._decide(one, decision, reason, form))
        form.closed.connect(form.deleteLater)
        form.open()

    def look_again(self, found: Comparison) -> None:
        """Close the form, and say why, where its candidate was erased or removed meanwhile."""
        form = self.form
        if form is None or not isValid(form) or not form.isVisible() or found.of(self._application_id) is not None:
            return
        form.gone()
        self._desk.said.emit(Said(text=tr("The candidate is gone meanwhile; nothing was decided"), can_undo=False))

    def _figures(self, one: Compared) -> str:
        fit = one.fit
        if fit is None or fit.fit is None:
            return tr("There are no figures that you see yet.")
        said = tr("{says}: fit {fit}, coverage {coverage}, must-haves {met}. These figures are kept with the decision.")
        return said.format(
            says=words.recommendation_words(fit.recommendation),
            fit=words.per_cent(fit.fit, self._formats),
            coverage=words.per_cent(fit.coverage, self._formats),
            met=words.must_haves_words(fit.must_haves, self._formats),
        )

    def _decide(self, one: Compared, decision: Decision, reason: str, form: DecisionForm) -> None:
        workspace, application = self._desk.workspace, one.application
        name = words.name_of(one, self._formats)

        def done(_decided: Decided) -> None:
            form.done()

        self._desk.act(
            lambda: decide(workspace, application=application, decision=decision, reason=reason),
            then=done,
            failed=form.explain,
            said=lambda _decided: Said(text=words.decided_words(decision).format(name=name)),
        )
