"""Among whom a draw is shared: a box and a number of parts for each reviewer, and what comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.domain.people import Member
from csops.domain.review_draws import ReviewerDraw
from csops.domain.review_sharing import MOST_PARTS
from csops.ui.desk import Desk
from csops.ui.kept_typing import Typed
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.wording import tr

_PARTS_WIDTH = 56


@dataclass(frozen=True, kw_only=True)
class _Row:
    box: CheckBox
    parts: NumberField
    given: Text


class ReviewerChoice(QWidget):
    """Who reviews, in which parts. One alone takes all, so that parts are asked of several only.

    Signals:
        changed: others are asked for, or other parts.
    """

    changed = Signal()

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        self._rows: dict[int, _Row] = {}
        self._given: dict[int, int] = {}
        self.said = Text(desk.themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self._grid, column = QGridLayout(), QVBoxLayout(self)
        Spacing(desk.themes, self._grid, gap=1, across=3)
        Spacing(desk.themes, column, gap=1)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        column.addWidget(self.said)

    def offer(self, members: Sequence[Member], *, chosen: int) -> None:
        """Offer these, with one ticked."""
        for member in members:
            self._add(member, is_chosen=member.id == chosen)
        self._follow()

    @property
    def boxes(self) -> dict[int, CheckBox]:
        """The box of each reviewer."""
        return {key: row.box for key, row in self._rows.items()}

    @property
    def parts(self) -> dict[int, NumberField]:
        """The parts of each reviewer."""
        return {key: row.parts for key, row in self._rows.items()}

    def typed(self) -> dict[str, Typed]:
        """Return what is kept of them, by name."""
        boxes: dict[str, Typed] = {f"reviewer {key}": box for key, box in self.boxes.items()}
        return boxes | {f"parts {key}": field for key, field in self.parts.items()}

    def reviewers(self) -> tuple[int, ...]:
        """Return who is ticked."""
        return tuple(key for key, row in self._rows.items() if row.box.isChecked())

    def shares(self) -> tuple[int, ...] | None:
        """Return the parts of who is ticked, none where they are equal, None while one does not read."""
        read = [_whole(self._rows[key].parts) for key in self._asked()]
        known = tuple(one for one in read if one is not None)
        if len(known) < len(read):
            return None
        return known if len(set(known)) > 1 else ()

    def is_right(self) -> bool:
        """Whether it can be drawn so; if not, say why and stand there."""
        wrong = next((key for key in self._asked() if _whole(self._rows[key].parts) is None), None)
        if self._rows and not self.reviewers():
            self._complain(tr("Choose at least one reviewer"), next(iter(self._rows.values())).box)
        elif wrong is not None:
            self._complain(self._wrong_words(), self._rows[wrong].parts.line)
        else:
            return bool(self._rows)
        return False

    def show_given(self, found: Sequence[ReviewerDraw]) -> None:
        """Show how many contacts each would be given."""
        self._given = {one.member_id: one.given for one in found}
        self._say()

    # ------------------------------------------------------------ inside
    def _add(self, member: Member, *, is_chosen: bool) -> None:
        themes, number = self._desk.themes, len(self._rows)
        label = tr("Parts of {name}").format(name=member.name)
        box = CheckBox(themes, member.name)
        parts = NumberField(themes, label=label, formats=self._formats, name=f"parts {member.id}")
        given = Text(themes, font="small", colour="text.secondary", figures=True)
        box.setChecked(is_chosen)
        parts.label.hide()  # the name before it says whose they are
        parts.set_number(1)
        parts.line.setFixedWidth(themes.current.px(_PARTS_WIDTH))
        parts.line.setToolTip(label)
        stays = parts.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # no row moves away under the mouse
        parts.setSizePolicy(stays)
        box.toggled.connect(self._changed)
        parts.edited.connect(self._changed)
        self._rows[member.id] = _Row(box=box, parts=parts, given=given)
        for place, widget in enumerate((box, given, parts)):
            self._grid.addWidget(widget, number, place, Qt.AlignmentFlag.AlignVCenter)

    def _asked(self) -> tuple[int, ...]:
        """Return whose parts count: of one alone they say nothing."""
        ticked = self.reviewers()
        return ticked if len(ticked) > 1 else ()

    def _changed(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        asked = self._asked()
        for key, row in self._rows.items():
            row.parts.setVisible(key in asked)
        self._say()

    def _say(self) -> None:
        asked, is_read, most = self._asked(), self.shares() is not None, self._formats.number(MOST_PARTS)
        for key, row in self._rows.items():
            count = self._given.get(key, 0) if row.box.isChecked() and is_read else 0
            is_wrong = key in asked and _whole(row.parts) is None
            row.parts.show_error(tr("1 to {most}").format(most=most) if is_wrong else "")
            row.given.say(tr("%Ln contacts", count) if count else "")
        if not is_read:
            self.said.say(self._wrong_words(), colour="danger.text")
        else:
            parts = sum(_whole(self._rows[key].parts) or 0 for key in asked)
            contacts = sum(self._given.get(key, 0) for key in asked)
            said = tr("%Ln parts in all", parts)
            self.said.say(
                tr("{parts}, {contacts}").format(parts=said, contacts=tr("%Ln contacts", contacts)),
                colour="text.secondary",
            )
        self.said.setVisible(bool(asked))

    def _wrong_words(self) -> str:
        return tr("Write whole parts from 1 to {most}").format(most=self._formats.number(MOST_PARTS))

    def _complain(self, sentence: str, where: QWidget) -> None:
        self.said.say(sentence, colour="danger.text")
        self.said.show()
        where.setFocus()


def _whole(field: NumberField) -> int | None:
    number = field.number()
    is_read = number is not None and number == int(number) and 1 <= number <= MOST_PARTS
    return int(number) if number is not None and is_read else None
