"""What a report on hiring is about: all openings of a period, one opening, one candidate, or sheets to print."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.services.hiring_reports import HiringChoice
from csops.ui.desk import Desk
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing

_ALL, _COMPARISON, _SHEETS = "0", "comparison", "sheets"


class HiringFields(QWidget):
    """Two lists: the opening, and what of it.

    `opening_id`, `application_id`: 0 for all. `sheets`: the interview sheets of the opening instead, `seat_id` and
    `card_id` those of one part of its plan or of one's own scorecard.

    Signals:
        changed: something else was chosen.
    """

    changed = Signal()

    def __init__(self, desk: Desk, *, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        themes = desk.themes
        self._formats = formats
        self._offered: Sequence[HiringChoice] = ()
        self.opening_id = self.application_id = self.seat_id = self.card_id = 0
        self.sheets = False
        self.opening = ChoiceField(themes, label=self.tr("Opening"), name="opening", typed=False)
        self.about = ChoiceField(themes, label=self.tr("What of it"), name="about", typed=False)
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=3)
        column.addWidget(self.opening)
        column.addWidget(self.about)
        self.opening.edited.connect(self._opening_chosen)
        self.about.edited.connect(self._about_chosen)
        self._show()

    def offer(self, choices: Sequence[HiringChoice]) -> None:
        """Offer the openings that there are; what was chosen stays."""
        self._offered = choices
        self._show()

    def ask(self, asked: Mapping[str, object]) -> None:
        """Take `opening_id`, `application_id`, `sheets`, `seat_id`, `card_id` of another place."""
        self.opening_id, self.application_id = _number(asked, "opening_id"), _number(asked, "application_id")
        self.seat_id, self.card_id = _number(asked, "seat_id"), _number(asked, "card_id")
        self.sheets = bool(asked.get("sheets") or self.seat_id or self.card_id)
        if self.application_id and not self.opening_id:
            self.opening_id = self._opening_of(self.application_id)
        self._show()

    @property
    def is_all(self) -> bool:
        """Whether it is about all openings of a period."""
        return not (self.opening_id or self.application_id or self.sheets)

    def _opening_of(self, application_id: int) -> int:
        return next(
            (each.opening.id for each in self._offered if any(one == application_id for one, _ in each.candidates)), 0
        )

    def _opening_chosen(self) -> None:
        self.opening_id = int(self.opening.key() or 0)
        self.application_id = self.seat_id = self.card_id = 0
        self.sheets = False
        self._show()
        self.changed.emit()

    def _about_chosen(self) -> None:
        key = self.about.key()
        self.sheets = key == _SHEETS
        self.application_id = int(key) if key.isdecimal() else 0
        self.seat_id = self.card_id = 0
        self.changed.emit()

    def _show(self) -> None:
        openings = [Choice(key=str(each.opening.id), text=self._called(each)) for each in self._offered]
        self.opening.set_choices([Choice(key=_ALL, text=self.tr("All, by period")), *openings])
        self.opening.choose(str(self.opening_id))
        chosen = next((each for each in self._offered if each.opening.id == self.opening_id), None)
        people = chosen.candidates if chosen else ()
        self.about.set_choices(
            [
                Choice(key=_COMPARISON, text=self.tr("Comparison of all")),
                Choice(key=_SHEETS, text=self.tr("Interview sheets to print")),
                *(Choice(key=str(number), text=f"{name} ({place})") for place, (number, name) in enumerate(people, 1)),
            ]
        )
        self.about.choose(_SHEETS if self.sheets else str(self.application_id or _COMPARISON))
        self.about.setVisible(chosen is not None)

    def _called(self, choice: HiringChoice) -> str:
        """Return the title; of two alike with the day, by which they can be told apart."""
        title = choice.opening.title
        alike = [each for each in self._offered if each.opening.title == title]
        return f"{title} ({self._formats.day(choice.opening.opened_on)})" if len(alike) > 1 else title


def _number(asked: Mapping[str, object], key: str) -> int:
    value = asked.get(key)
    return value if isinstance(value, int) else 0
