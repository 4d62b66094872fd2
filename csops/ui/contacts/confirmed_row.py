"""What the customer said to the question whether a case is solved; it can be said later as well."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.cases import Case, Confirmation
from csops.services.case_matters import confirm
from csops.ui.cases.care_words import confirmation_words
from csops.ui.desk import Desk, Said
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.fields import Field
from csops.ui.kit.spacing import Spacing


class ConfirmedRow(QWidget):
    """Shown on a settled case; choosing an answer notes it at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._case_id = desk, 0
        options = [Option(key=one.value, text=confirmation_words(one)) for one in Confirmation]
        self.choice = Segmented(desk.themes, options, name=self.tr("Did the customer confirm that it is solved?"))
        self.choice.setEnabled(desk.workspace.may(Permission.LOG))
        column = QVBoxLayout(self)
        Spacing(desk.themes, column)
        column.addWidget(Field(desk.themes, self.choice, label=self.tr("Did the customer confirm that it is solved?")))
        self.choice.chosen.connect(self._choose)
        self.hide()

    def show_case(self, case: Case) -> None:
        """Show what is noted on a case; nothing while it is open."""
        self._case_id = case.id
        self.choice.choose(case.confirmed.value if case.confirmed else "")
        self.setVisible(case.state.is_settled)

    def _choose(self, key: str) -> None:
        workspace, case_id, said = self._desk.workspace, self._case_id, Confirmation(key)
        words = self.tr("Case {id}: {said}").format(id=case_id, said=confirmation_words(said).lower())
        self._desk.act(lambda: confirm(workspace, case_id=case_id, confirmed=said), said=Said(text=words))
