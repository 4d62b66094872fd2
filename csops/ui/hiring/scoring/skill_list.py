"""The skills of a form in their groups: what is rated, what is still open, and which is in front."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.role_profiles import RoleProfile
from csops.domain.score_drafts import CardDraft, lacks_evidence
from csops.services.score_forms import SkillLine
from csops.ui.hiring.scoring.level_list import ARROWS, lie_within
from csops.ui.hiring.scoring.words import group_words, rating_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture, paint_focus, painter_on
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class SkillRow(QAbstractButton):
    """One skill with how it stands."""

    def __init__(self, themes: Themes, line: SkillLine) -> None:
        super().__init__()
        self.themes, self.line, self._is_front = themes, line, False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._mark = Picture(themes, "circle", colour="text.tertiary")
        self._name = Text(themes, line.skill.name, wrap=True)
        self._level = Text(themes, font="bodyStrong", figures=True)
        self._row = QHBoxLayout(self)
        Spacing(themes, self._row, margins=(5, 2, 5, 2), gap=3)
        self._row.addLayout(_lowered(themes, self._mark))
        self._row.addWidget(self._name, 1)
        self._row.addLayout(_lowered(themes, self._level))
        lie_within((self._mark, self._name, self._level))
        themes.changed.connect(self.update)

    def show_state(self, draft: CardDraft, role: RoleProfile, *, front: bool) -> None:
        """Show how the skill stands, and whether it is in front."""
        skill = self.line.skill.key
        entry, lacks = draft.of(skill), lacks_evidence(draft, skill, role)
        icon, colour, said = "circle", "text.tertiary", tr("open")
        if lacks:
            icon, colour, said = "circle-alert", "warning.text", tr("evidence is missing")
        elif entry.not_asked:
            icon, colour, said = "circle-minus", "text.secondary", tr("not asked")
        elif entry.level is not None:
            icon, colour, said = "circle-check", "success.text", tr("level {level}").format(level=entry.level)
        self._mark.show_icon(icon, colour=colour)
        self._level.say(rating_words(draft, skill))
        self._name.say(self.line.skill.name, font="bodyStrong" if front else "body")
        self._is_front = front
        self.setAccessibleName(f"{self.line.skill.name}, {said}")
        self.setToolTip(tr("Evidence is missing") if lacks else "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if front else Qt.FocusPolicy.NoFocus)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as its parts want."""
        return self._row.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the list goes through its rows."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground, and the bar of what is in front."""
        theme, painter = self.themes.current, painter_on(self)
        if self._is_front or self.underMouse():
            painter.fillRect(self.rect(), theme.colour("bg.selected" if self._is_front else "bg.hover"))
        if self._is_front:
            width = theme.stroke("focus")
            bar = QRect(self.width() - width if self.isRightToLeft() else 0, 0, width, self.height())
            painter.fillRect(bar, theme.colour("accent.solid"))
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=theme.radius("control"))


def _lowered(themes: Themes, part: QWidget) -> QVBoxLayout:
    """Lines that wrap stand a little low in their room: what is beside them follows."""
    column = QVBoxLayout()
    Spacing(themes, column, margins=(0, 1, 0, 0))
    column.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return column


class SkillList(QWidget):
    """The skills, with how many are done above them.

    Signals:
        chosen(str): the key of another skill, after a person chose it.
        help_wanted: how to rate shall be shown.
    """

    chosen = Signal(str)
    help_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.setAccessibleName(tr("Skills of this form"))
        self._done = Text(themes, font="small", colour="text.secondary", figures=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Skills done"))
        self.rows: list[SkillRow] = []
        self._column = QVBoxLayout()
        Spacing(themes, self._column, margins=(0, 0, 0, 4), gap=0)
        self._area = scrolling(self._column)
        self.help = Button(themes, tr("How to rate"), role=Role.LINK, icon_name="info")
        self.help.clicked.connect(self.help_wanted)
        self._lay_out()
        themes.changed.connect(self.update)

    def show_lines(self, lines: Sequence[SkillLine]) -> None:
        """Show these skills under their headings."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = []
        heading = ""
        for line in lines:
            if group_words(line) != heading:
                heading = group_words(line)
                label = Text(self.themes, heading, font="smallStrong", colour="text.secondary")
                label.setContentsMargins(*(self.themes.current.space(key) for key in (5, 4, 5, 1)))
                self._column.addWidget(label)
            row = SkillRow(self.themes, line)
            row.clicked.connect(lambda _checked=False, key=line.skill.key: self.chosen.emit(key))
            self.rows.append(row)
            self._column.addWidget(row)
        self._column.addStretch(1)

    def show_draft(self, draft: CardDraft, role: RoleProfile, *, front: str) -> None:
        """Show how each skill stands."""
        answered = sum(draft.of(row.line.skill.key).is_answered for row in self.rows)
        self._done.say(tr("{done} of {total} done").format(done=answered, total=len(self.rows)))
        self._bar.setRange(0, max(1, len(self.rows)))
        self._bar.setValue(answered)
        for row in self.rows:
            row.show_state(draft, role, front=row.line.skill.key == front)
            if row.line.skill.key == front:
                self._area.ensureWidgetVisible(row)

    def has_focus(self) -> bool:
        """Whether one goes through the skills here by the arrow keys."""
        return any(row.hasFocus() for row in self.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Up and Down choose the neighbour."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        here = next((place for place, row in enumerate(self.rows) if row.hasFocus()), None)
        if not step or here is None or not 0 <= here + step < len(self.rows):
            super().keyPressEvent(event)
            return
        row = self.rows[here + step]
        self.chosen.emit(row.line.skill.key)
        row.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground."""
        painter_on(self).fillRect(self.rect(), self.themes.current.colour("bg.surface"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(self.themes, tr("Skills"), font="title3"), 1)
        head.addWidget(self._done)
        top = QVBoxLayout()
        Spacing(self.themes, top, margins=(5, 4, 5, 0), gap=3)
        top.addLayout(head)
        top.addWidget(self._bar)
        foot = QHBoxLayout()
        Spacing(self.themes, foot, margins=(5, 2, 5, 3))
        foot.addWidget(self.help)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        Spacing(self.themes, column, gap=0)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
