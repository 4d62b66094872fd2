"""The parts of shrinkage as a form: leave, illness, training, breaks; assumed, or measured from absences."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.errors import CsopsError
from csops.domain.exact import exact
from csops.domain.shrinkage_parts import Origin, Shrinkage, ShrinkagePart, Together, checked_shrinkage
from csops.ui.forecast import shrinkage_words
from csops.ui.forecast.scenario_parts import pairs
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.fields import first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes

# The parts that there usually are; those that a roster of shifts shows by itself stand with True.
USUAL = {"Breaks": True, "Leave": True, "Illness": False, "Training": True, "Other absence": True}


class ShrinkageForm(Dialog):
    """A share for each part, how they go together, and what they come to.

    Signals:
        save_wanted(object): the Shrinkage as the form says it.
    """

    save_wanted = Signal(object)

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        *,
        kept: Shrinkage,
        measured: Sequence[ShrinkagePart],
        ground: str,
        formats: Formats,
        may: bool,
    ) -> None:
        """Show what is kept; `measured` is what absences took, `ground` says over which days and of whom."""
        super().__init__(themes, parent, title=self.tr("What shrinkage is made of"), width=1)
        self._formats, self._measured = formats, {part.name: part for part in measured}
        self._parts = {name: ShrinkagePart(name=name, share=0, on_roster=shown) for name, shown in USUAL.items()}
        self._parts |= {part.name: part for part in kept.parts}
        self.fields = {name: self._field(part) for name, part in self._parts.items()}
        options = (
            Option(key=Together.NESTED.value, text=self.tr("Multiply")),
            Option(key=Together.DISJOINT.value, text=self.tr("Add up")),
        )
        self.together = Segmented(themes, options, name=self.tr("How the parts go together"))
        self.together.choose(kept.together.value)
        self.total = Text(themes, wrap=True, figures=True)
        self.ground = Text(themes, ground, font="small", colour="text.secondary", wrap=True)
        self.measure = Button(themes, self.tr("Take what was measured"))
        self.measure.setEnabled(bool(measured) and may)
        self._trouble = Text(themes, colour="danger.text", wrap=True)
        self._trouble.hide()
        self._lay_out(may=may)
        self._show_total()

    def shrinkage(self) -> Shrinkage:
        """Return the parts as the form says them; those of nothing are left out.

        Raises:
            CsopsError: what is said cannot be.
        """
        parts = [self._part(name) for name in self._parts]
        return checked_shrinkage(
            Shrinkage(parts=tuple(part for part in parts if part.share), together=Together(self.together.key()))
        )

    def take_measured(self) -> None:
        """Put what absences took in place of what was assumed of the same parts."""
        for name, part in self._measured.items():
            self._parts[name] = part
            self.fields[name].set_text(self._written(part))
            self.fields[name].set_helper(shrinkage_words.origin(part.origin))
        self._show_total()

    def _part(self, name: str) -> ShrinkagePart:
        part, number = self._parts[name], self.fields[name].number() or Decimal(0)
        share = number / 100
        if self.fields[name].text() == self._written(part):
            return part
        return replace(part, share=share, origin=Origin.ASSUMED)

    def _field(self, part: ShrinkagePart) -> NumberField:
        name = shrinkage_words.part_name(part.name)
        field = NumberField(self.themes, label=name, unit="%", formats=self._formats, decimals=1, low=0, high=90)
        field.set_text(self._written(part))
        field.set_helper(shrinkage_words.origin(part.origin))
        field.edited.connect(self._show_total)
        return field

    def _written(self, part: ShrinkagePart) -> str:
        number = float(exact(part.share)) * 100
        return self._formats.number(number, decimals=0 if abs(number - round(number)) < 0.05 else 1)

    def _show_total(self) -> None:
        self._trouble.hide()
        try:
            self.total.say(shrinkage_words.total(self.shrinkage(), self._formats))
        except CsopsError as error:
            self.total.say(words(error).sentence)

    def _lay_out(self, *, may: bool) -> None:
        every = list(self.fields.values())
        self.body.addLayout(pairs(self.themes, [tuple(every[at : at + 2]) for at in range(0, len(every), 2)]))
        for widget in (self.ground, self.together, self.total, self._trouble):
            self.body.addWidget(widget)
        self.together.chosen.connect(lambda _key: self._show_total())
        self.add_button(self.measure)
        self.measure.clicked.connect(self.take_measured)
        self.save = Button(self.themes, self.tr("Save for the team"), role=Role.PRIMARY)
        self.save.setVisible(may)
        self.save.clicked.connect(self._save)
        self.add_button(self.save)

    def _save(self) -> None:
        if first_problem(list(self.fields.values())) is not None:
            return
        try:
            found = self.shrinkage()
        except CsopsError as error:
            self._trouble.say(words(error).sentence)
            self._trouble.show()
            return
        self.close_layer()
        self.save_wanted.emit(found)
