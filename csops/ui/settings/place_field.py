"""Offers the places that a phrase or template can have, each explained, and puts the chosen one where the cursor is."""

from collections.abc import Iterable

from csops.domain.reply_places import BY_HAND, FROM_CASE
from csops.ui.cases.recovery_words import place_explained
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import TextField
from csops.ui.kit.theme import Themes


class PlaceField(ChoiceField):
    """A list of places for the text of a field. What a case cannot tell is left blank, to be filled in by hand."""

    def __init__(self, themes: Themes, text: TextField, *, also: Iterable[str] = ()) -> None:
        names = dict.fromkeys((*FROM_CASE, *sorted({*BY_HAND, *also} - set(FROM_CASE))))
        choices = [Choice(key=name, text=f"{place_explained(name)}  {{{name}}}") for name in names]
        super().__init__(themes, choices, label="", typed=False)
        self.label.say(self.tr("Put in a place"))
        self.control.setAccessibleName(self.label.words())
        self.set_helper(
            self.tr(
                "Filled in from the case. What it cannot tell, and what you write in [brackets], is filled in by hand"
            )
        )
        self._text = text
        self.edited.connect(self._put_in)

    def _put_in(self) -> None:
        name = self.key()
        self.choose("")
        if name:
            self._text.box.insertPlainText(f"{{{name}}}")
            self._text.box.setFocus()
