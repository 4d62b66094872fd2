"""What hangs on nobody or on one person, the worst first; each opens the people behind it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.coverage_risk import Coverage, Risk
from csops.services.team_matrix import CoverageRisks
from csops.ui.hiring.team import words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.marks import Picture, paint_focus, painter_on
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_ICONS = {
    Risk.NOBODY: ("circle-alert", "danger.text"),
    Risk.UNKNOWN: ("circle-question-mark", "text.secondary"),
    Risk.ONE: ("triangle-alert", "warning.text"),
    Risk.COVERED: ("circle-check", "success.text"),
}


class RiskCard(Card):
    """The risks as lines.

    Signals:
        member_wanted(int): a person behind a risk shall be shown.
    """

    member_wanted = Signal(int)

    def __init__(self, themes: Themes) -> None:
        super().__init__(themes, title=tr("Coverage risk"), padded=False)
        self.lines: list[RiskLine] = []
        self._open = ""
        self._column = QVBoxLayout()
        Spacing(themes, self._column, margins=(3, 0, 3, 4))
        self.note = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.body.addWidget(scrolling(self._column), 1)

    def show_risks(self, found: CoverageRisks) -> None:
        """Show these; what was opened stays open, and the focus where it was."""
        focused = next((place for place, line in enumerate(self.lines) if line.button.hasFocus()), None)
        self._clear()
        risky = [each for each in found.found if each.risk is not Risk.COVERED]
        for place, each in enumerate(risky):
            if place:
                self._column.addWidget(Line(self.themes))
            line = RiskLine(self.themes, each, found)
            line.toggled.connect(self._toggled)
            line.member_wanted.connect(self.member_wanted)
            line.show_people(line.key == self._open)
            self._column.addWidget(line)
            self.lines.append(line)
        self._say_rest(len(found.found) - len(risky), is_any=bool(risky))
        self._column.addStretch(1)
        if focused is not None and self.lines:
            self.lines[min(focused, len(self.lines) - 1)].button.setFocus()

    def _say_rest(self, covered: int, *, is_any: bool) -> None:
        said = tr("%Ln channels and skills are covered by two or more", covered) if covered else ""
        if not covered and not is_any:
            said = tr("Give members their roles, and name in the catalogue which skill opens which channel")
        note = Text(self.themes, said, font="small", colour="text.secondary", wrap=True)
        holder = QVBoxLayout()
        Spacing(self.themes, holder, margins=(2, 3, 2, 0))
        holder.addWidget(note)
        self.note = note
        self._column.addLayout(holder)

    def _toggled(self, key: str) -> None:
        self._open = "" if key == self._open else key
        for line in self.lines:
            line.show_people(line.key == self._open)

    def _clear(self) -> None:
        self.lines = []
        while (taken := self._column.takeAt(0)) is not None:
            widget = taken.widget() or self.note if taken.layout() else taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class RiskLine(QWidget):
    """One risk, and below it the people.

    Signals:
        toggled(str): its key; its people shall be shown, or not.
        member_wanted(int): one of them shall be shown.
    """

    toggled = Signal(str)
    member_wanted = Signal(int)

    def __init__(self, themes: Themes, each: Coverage, found: CoverageRisks) -> None:
        super().__init__()
        self.key = f"channel {each.channel}" if each.channel else f"skill {each.skill}"
        names = words.short_names(list(found.members.values()))
        self.button = RiskButton(themes, each, title=words.risk_title(each, found, names))
        self.button.clicked.connect(lambda: self.toggled.emit(self.key))
        self.people = QWidget()
        inner = QVBoxLayout(self.people)
        Spacing(themes, inner, margins=(8, 0, 2, 2), gap=1)
        for heading, some in (
            (tr("Reach it"), each.able),
            (tr("Not there"), each.below),
            (tr("Not judged yet"), each.unjudged),
        ):
            self._add_people(inner, themes, heading, [found.members[one].name for one in some], some)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(self.button)
        column.addWidget(self.people)

    def show_people(self, is_open: bool) -> None:
        """Show the people behind it, or not."""
        self.people.setVisible(is_open)
        self.button.show_open(is_open)

    def _add_people(
        self, column: QVBoxLayout, themes: Themes, heading: str, names: Sequence[str], ids: Sequence[int]
    ) -> None:
        if not ids:
            return
        column.addWidget(Text(themes, heading, font="small", colour="text.secondary"))
        for name, member_id in zip(names, ids, strict=True):
            button = Button(themes, name, role=Role.LINK, compact=True)
            button.clicked.connect(lambda _checked=False, one=member_id: self.member_wanted.emit(one))
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)


class RiskButton(QAbstractButton):
    """The words of a risk, with its icon."""

    def __init__(self, themes: Themes, each: Coverage, *, title: str) -> None:
        super().__init__()
        self.themes = themes
        note = words.risk_note(each)
        icon, colour = _ICONS[each.risk]
        self._row = QHBoxLayout(self)
        Spacing(themes, self._row, margins=(2, 2, 2, 2), gap=2)
        self._picture = Picture(themes, icon, colour=colour)
        self._title = Text(themes, title, font="bodyStrong", wrap=True)
        self._note = Text(themes, note, font="small", colour="text.secondary", wrap=True)
        self._note.setVisible(bool(note))
        column = QVBoxLayout()
        Spacing(themes, column)
        column.addWidget(self._title)
        column.addWidget(self._note)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(column, 1)
        self._fold = Picture(themes, "chevron-down", size=14)
        self._row.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self._picture, self._title, self._note, self._fold):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def words(self) -> tuple[str, str]:
        """Return what is said: the risk, and the line below it."""
        return self._title.words(), self._note.words()

    def show_open(self, is_open: bool) -> None:
        """Show whether its people are seen."""
        self._fold.show_icon("chevron-up" if is_open else "chevron-down", colour="text.secondary")

    def sizeHint(self) -> QSize:
        """Qt: as its parts want."""
        return self._row.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Qt: the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt: as high as the wrapped words."""
        return self._row.totalHeightForWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the ground under the pointer, and the ring."""
        theme, painter = self.themes.current, painter_on(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.colour("bg.hover"))
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=theme.radius("chip"))
