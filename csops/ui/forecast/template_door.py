"""Opens the form of a shift that can be given, keeps what was begun, and saves what it says."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.shifts import ShiftTemplate
from csops.services.roster_team import save_template
from csops.ui.begun_form import BegunForms
from csops.ui.desk import Desk, Said
from csops.ui.forecast.template_form import TemplateForm
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import is_alive

NEW = ShiftTemplate(name="", start_minute=0, end_minute=0)


class TemplateDoor(QObject):
    """The way to shifts that can be given.

    Signals:
        failed(object): the exception by which saving ended after the form was closed.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk, over: QWidget, formats: Formats) -> None:
        super().__init__(over)
        self.desk, self._over, self._formats = desk, over, formats
        self.form: TemplateForm | None = None
        self._begun = BegunForms[TemplateForm]()

    def open(self, template: ShiftTemplate, others: Sequence[ShiftTemplate]) -> None:
        """Open the form of a shift, NEW for one that there is not yet; no other one has its name."""
        if self.form is not None:
            return
        begun = self._begun.take(template.id, is_same=lambda form: form.before == template)
        self.form = begun or self._new_form(template, [each.name for each in others if each.id != template.id])
        self.form.open()

    def _new_form(self, template: ShiftTemplate, taken: Sequence[str]) -> TemplateForm:
        form = TemplateForm(
            self.desk.themes, self._over.window(), template=template, taken=taken, formats=self._formats
        )
        form.save_wanted.connect(self._save)
        form.closed.connect(self._closed)
        return form

    def _closed(self) -> None:
        """Keep what was typed and neither saved nor discarded until the form is opened again."""
        form, self.form = self.form, None
        if form is not None:
            self._begun.keep(form.before.id, form)

    def _save(self, after: ShiftTemplate) -> None:
        form, workspace = self.form, self.desk.workspace
        if form is None:
            return
        if after == form.before:
            form.finish()
            return
        self.desk.act(
            lambda: save_template(workspace, template=after),
            then=lambda _kept: form.finish() if is_alive(form.finish) else None,
            failed=partial(self._explain, form),
            said=Said(text=self._said(form.before, after)),
        )

    def _said(self, before: ShiftTemplate, after: ShiftTemplate) -> str:
        if not before.id:
            words = self.tr("Added the shift {name}")
        elif before.active == after.active:
            words = self.tr("Changed the shift {name}; shifts already planned stay as they are")
        elif after.active:
            words = self.tr("Brought back the shift {name}")
        else:
            words = self.tr("Retired the shift {name}; shifts already planned stay as they are")
        return words.format(name=after.name)

    def _explain(self, form: TemplateForm, error: Exception) -> None:
        """Say what is wrong in the form; on the page where it was closed meanwhile."""
        if form is self.form:
            form.explain(error)
        else:
            self.failed.emit(error)
