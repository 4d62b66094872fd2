"""The foot of the editor of a card: leave what was typed, keep it as a draft, publish it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.services.review_cards import KeptCard
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.wording import tr


class CardFoot(QWidget):
    """Four buttons, of which those are shown that would do something."""

    def __init__(self, themes: Themes, *, keys: str) -> None:
        super().__init__()
        self.publish = Button(themes, tr("Publish"), role=Role.PRIMARY, keys=keys, show_keys=True)
        self.save = Button(themes, tr("Save the draft"))
        self.discard = Button(themes, tr("Discard changes"), role=Role.GHOST)
        self.bring_back = Button(themes, tr("Bring back what was discarded"), role=Role.GHOST, icon_name="undo-2")
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(5, 2, 5, 4), gap=2)
        row.addStretch(1)
        for button in (self.bring_back, self.discard, self.save, self.publish):
            row.addWidget(button)
            button.hide()

    def show_state(self, kept: KeptCard, *, is_typed: bool, is_new_version: bool, was_discarded: bool) -> None:
        """Show what can be done.

        Args:
            kept: the card as it is kept.
            is_typed: something stands in the form that is not kept.
            is_new_version: what is asked differs from what is published.
            was_discarded: what was typed over it was discarded in this window.
        """
        is_new = not kept.card.id
        self.publish.setVisible(is_new_version)
        self.save.setVisible(is_typed or is_new)
        self.discard.setVisible(is_typed or is_new or kept.draft is not None)
        self.bring_back.setVisible(was_discarded and not is_typed)
        number = kept.begun.number if kept.draft is not None else kept.versions + 1
        _say(self.publish, tr("Publish version {number}").format(number=number))
        _say(self.save, tr("Save the draft") if is_new_version else tr("Save"))
        if is_new and not is_typed:
            _say(self.discard, tr("Leave it"))
        else:
            _say(self.discard, tr("Discard changes") if is_typed else tr("Drop the draft"))


def _say(button: Button, text: str) -> None:
    button.setText(text)
    button.setAccessibleName(text)
    button.theme_changed()
