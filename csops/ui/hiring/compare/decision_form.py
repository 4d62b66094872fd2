"""The form of a decision: what the figures say, why a person decides as they do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.decisions import Decision, Goal, checked_reason
from csops.domain.errors import CsopsError
from csops.ui.desk import Desk
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words as error_words
from csops.ui.kit.fields import TextField
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog


class DecisionForm(Dialog):
    """Asks for the reason of a decision. What is typed is kept as a draft of this application and decision.

    Signals:
        decided(str): the reason, once it will do.
    """

    decided = Signal(str)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        application_id: int,
        decision: Decision,
        verb: str,
        name: str,
        goal: Goal,
        figures: str,
    ) -> None:
        """Begin with the draft, if there is one; `verb` stands on the button, `figures` say what is known now."""
        themes = desk.themes
        said = tr("{decision}: {name}").format(decision=verb, name=name)
        super().__init__(themes, parent, title=said)
        self.decision, self._goal = decision, goal
        theme = themes.current
        width = min(theme.size("dialog"), parent.width() - 2 * theme.space(6)) - 2 * theme.space(5)
        self.figures = Text(themes, figures, colour="text.secondary", wrap=True)
        self.figures.setFixedHeight(self.figures.heightForWidth(width))
        self.body.addWidget(self.figures)
        self.reason = TextField(
            themes,
            label=tr("Reason"),
            name="reason",
            helper=_helper(decision, goal),
            required=goal.needs_reason,
            rows=4,
        )
        self.reason.keep_room()
        form = f"decision.{application_id}.{decision.value}"
        self.keeper = DraftKeeper(desk, form=form, values=lambda: {"reason": self.reason.text()}, parent=self)
        self.reason.edited.connect(self.keeper.touched)
        self.closed.connect(self.keeper.keep_if_due)
        self.keeper.read(then=self._take, failed=self.explain)
        self.body.addWidget(self.reason)
        role = Role.DANGER if decision is Decision.DECLINE else Role.PRIMARY
        self.save = Button(themes, verb, role=role, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self._save)
        self.add_button(self.save)

    def explain(self, error: Exception) -> None:
        """Say below the reason why it was not kept."""
        self.reason.show_error(error_words(error).sentence)
        self.reason.control.setFocus()

    def done(self) -> None:
        """Close it: it is decided, and the draft is of no more use."""
        self.keeper.drop()
        self.close_layer()

    def gone(self) -> None:
        """Close it: whoever was to be decided on is not there any more, and no name or word of them stays."""
        self.keeper.end()
        self.close_layer()

    def _take(self, draft: Draft | None) -> None:
        if draft is not None and not self.reason.text():
            self.reason.set_text(str(draft[0].get("reason", "")))

    def _save(self) -> None:
        try:
            self.decided.emit(checked_reason(self.reason.text(), goal=self._goal, decision=self.decision))
        except CsopsError as error:
            self.explain(error)


def _helper(decision: Decision, goal: Goal) -> str:
    if goal.against:
        return tr("Against what the figures say, so the reason is kept with the decision")
    if decision is Decision.DECLINE:
        return tr("In words that the candidate may read")
    return tr("May stay empty; it is kept with the decision")
