"""Setting up the shop: the card of the first start, and the strip that keeps what is open within reach."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.services.settings import Team
from csops.ui.desk import Desk
from csops.ui.kit.cards import Banner, Card, Heading
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.icons import pixmap
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Mark, box, paint_focus, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.preferences import Preferences
from csops.ui.today.steps import STEPS, Step, done_steps, leave_steps, left_steps, open_steps


class StepsCard(Card):
    """The set-up, with how much of it is done.

    Signals:
        wanted(str, object): the settings shall be shown at a step.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, padded=False, parent=parent)
        self._preferences, self._place = preferences, desk.workspace.place
        self._team = desk.team
        heading = Heading(desk.themes, self.tr("Set up your shop"))
        self.done = Text(desk.themes, font="small", colour="text.secondary", figures=True)
        heading.add(self.done)
        self.body.addWidget(heading)
        grid = QGridLayout()
        Spacing(desk.themes, grid, margins=(3, 0, 3, 3))
        self.rows: dict[str, StepRow] = {}
        for place, step in enumerate(STEPS):
            row = StepRow(desk, step)
            row.wanted.connect(self.wanted)
            row.left.connect(self._leave)
            grid.addWidget(row, place // 2, place % 2)
            self.rows[step.key] = row
        for column in range(2):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.setAccessibleName(self.tr("Set up your shop"))

    def show_team(self, team: Team) -> None:
        """Show what is done."""
        self._team = team
        done, left = done_steps(team), left_steps(self._preferences, self._place)
        for key, row in self.rows.items():
            row.show_state(is_done=done[key], is_left=key in left)
        self.done.say(self.tr("{n} of {all} done").format(n=sum(done.values()), all=len(done)))
        self.setHidden(not open_steps(team, self._preferences, self._place))

    def _leave(self, key: str) -> None:
        leave_steps(self._preferences, self._place, [key])
        self.show_team(self._team)


class StepRow(QWidget):
    """One step: a ring or a tick, what it is for, and its two ways: do it, or leave it.

    Signals:
        wanted(str, object): the settings shall be shown at this step.
        left(str): the person leaves it.
    """

    wanted = Signal(str, object)
    left = Signal(str)

    def __init__(self, desk: Desk, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._step = desk.themes, step
        themes = desk.themes
        row, words = QHBoxLayout(self), QVBoxLayout()
        Spacing(themes, row, margins=(2, 2, 2, 2), gap=3)
        Spacing(themes, words, gap=0.5)
        self._mark = _StepMark(themes)
        self.title = ElidedText(themes, step.words(), font="bodyStrong")
        words.addWidget(self.title)
        words.addWidget(ElidedText(themes, step.reason(), font="small", colour="text.secondary"))
        minutes = self.tr("{n} min").format(n=step.minutes)
        self._time = Text(themes, minutes, font="small", colour="text.secondary", figures=True)
        self.skip = Button(themes, self.tr("Skip"), role=Role.GHOST, compact=True)
        self.skip.setAccessibleName(self.tr("Skip: {step}").format(step=step.words()))
        self.skip.clicked.connect(lambda: self.left.emit(step.key))
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addWidget(self._time)
        row.addWidget(self.skip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_state(self, *, is_done: bool, is_left: bool) -> None:
        """Show whether it is done or left."""
        self._mark.show_state(is_done=is_done, is_left=is_left)
        said = self.tr("{step}, done") if is_done else self.tr("{step}, left") if is_left else "{step}"
        self.setAccessibleName(said.format(step=self._step.words()))
        self.title.say(self.title.words(), colour="text.secondary" if is_done or is_left else "text.primary")
        self.skip.setVisible(not is_done and not is_left)
        self._time.setVisible(not is_done)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click leads to where it is done."""
        if self.rect().contains(event.position().toPoint()):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: so do Enter and Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground under the pointer, and the ring of the focus."""
        theme, painter = self._themes.current, painter_on(self)
        radius = theme.radius("control")
        if self.underMouse():
            box(painter, QRectF(self.rect()), radius=radius, fill=theme.colour("bg.hover"), edge=None, width=0)
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=radius)

    def _open(self) -> None:
        self.wanted.emit("settings", {"tab": self._step.key})


class _StepMark(Mark):
    """A ring for what is open, a green disc with a tick for what is done, a dash for what is left."""

    _is_done = _is_left = False

    def show_state(self, *, is_done: bool, is_left: bool) -> None:
        self._is_done, self._is_left = is_done, is_left
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.size("iconLarge")
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self.theme, painter_on(self)
        fill = theme.colour("success.solid") if self._is_done else None
        edge = None if self._is_done else theme.colour("border.control")
        box(painter, QRectF(self.rect()), radius=self.height() / 2, fill=fill, edge=edge, width=theme.stroke("focus"))
        if self._is_done or self._is_left:
            side = theme.size("iconSmall")
            corner = (self.width() - side) // 2
            name, colour = ("check", "text.onAccent") if self._is_done else ("minus", "text.secondary")
            painter.drawPixmap(corner, corner, pixmap(theme, name, size=14, colour=colour))


class FinishStrip(Banner):
    """What is left of the set-up once the day has begun, until it is done or left.

    Signals:
        wanted(str, object): the settings shall be shown at a step.
        left: the rest shall be left.
    """

    wanted = Signal(str, object)
    left = Signal()

    def __init__(self, desk: Desk, steps: list[Step], parent: QWidget | None = None) -> None:
        said = self.tr("Finish setting up your shop: {n} of {all} done")
        done = sum(done_steps(desk.team).values())
        super().__init__(desk.themes, said.format(n=done, all=len(STEPS)), slim=True, parent=parent)
        self.steps = {step.key: self._offer(step) for step in steps}
        self.close_button = self.add_close(self.left.emit)

    def _offer(self, step: Step) -> Button:
        self.add_gap(3)
        return self.add_button(step.words(), lambda: self.wanted.emit("settings", {"tab": step.key}))
