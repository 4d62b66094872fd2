"""Who of the team is close to a candidate: the candidate themselves, or a relative."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.candidates import Tie, TieKind
from csops.domain.people import Member
from csops.ui.hiring.wording import tr
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import first_problem
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


class TieForm(Dialog):
    """Asks who is close, and how.

    Signals:
        tie_wanted(object): this Tie shall be noted.
    """

    tie_wanted = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget, *, candidate_id: int, members: Sequence[Member]) -> None:
        super().__init__(themes, parent, title=tr("Close to this candidate"))
        self._candidate_id = candidate_id
        why = tr("Whoever is close never sees the scorecards, notes and files of this candidate, nor rates")
        self.body.addWidget(Text(themes, why, colour="text.secondary", wrap=True))
        choices = [Choice(key=str(one.id), text=one.name) for one in members]
        self.who = ChoiceField(themes, choices, label=tr("Who"), name="member", required=True, typed=False)
        self.who.set_check(lambda: "" if self.who.key() else tr("Choose somebody of the team"))
        if len(members) == 1:
            self.who.choose(str(members[0].id))
        options = (
            Option(key=TieKind.RELATIVE.value, text=tr("Relative or close friend")),
            Option(key=TieKind.SELF.value, text=tr("Is the candidate")),
        )
        self.kind = Segmented(themes, options, name=tr("How they are close"))
        self.body.addWidget(self.who)
        self.body.addWidget(self.kind)
        self.save = Button(themes, tr("Note it"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self._save)
        self.add_button(self.save)

    def explain(self, error: Exception) -> None:
        """Say below the field why it was not noted."""
        self.who.show_error(words(error).sentence)

    def _save(self) -> None:
        if first_problem([self.who]) is None:
            tie = Tie(candidate_id=self._candidate_id, member_id=int(self.who.key()), kind=TieKind(self.kind.key()))
            self.tie_wanted.emit(tie)
