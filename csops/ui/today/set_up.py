"""Setting up the shop: the card of the first start, and the strip that keeps what is open within reach."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.services import settings
from csops.services.settings import Team
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Banner, Card, Heading
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.icons import pixmap
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Mark, box, paint_focus, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.today.steps import Step, done_steps, open_steps, steps_of


class StepsCard(Card):
    """The set-up, with how much of it is done.

    Signals:
        wanted(str, object): the settings shall be shown at a step.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, padded=False, parent=parent)
        self._desk = desk
        heading = Heading(desk.themes, self.tr("Set up your shop"))
        self.done = Text(desk.themes, font="small", colour="text.secondary", figures=True)
        heading.add(self.done)
        self.body.addWidget(heading)
        grid = QGridLayout()
        Spacing(desk.themes, grid, margins=(3, 0, 3, 3))
        self.rows: dict[str, StepRow] = {}
        for place, step in enumerate(steps_of(desk.team)):
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
        """Show what is done, to whoever may do it."""
        done = done_steps(team)
        for step in steps_of(team):
            self.rows[step.key].show_step(step, is_done=done[step.key], is_left=step.key in team.set_up.left)
        self.done.say(self.tr("{n} of {all} done").format(n=sum(done.values()), all=len(done)))
        self.setHidden(not open_steps(team) or not self._desk.workspace.may(Permission.SETTINGS))

    def _leave(self, key: str) -> None:
        leave(self._desk, [self.rows[key].step])


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
        self._themes, self.step = desk.themes, step
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
        self.skip.clicked.connect(lambda: self.left.emit(step.key))
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addWidget(self._time)
        row.addWidget(self.skip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_step(self, step: Step, *, is_done: bool, is_left: bool) -> None:
        """Show what it leads to now, and whether it is done or left."""
        self.step = step
        self._mark.show_state(is_done=is_done, is_left=is_left)
        said = self.tr("{step}, done") if is_done else self.tr("{step}, left") if is_left else "{step}"
        self.setAccessibleName(said.format(step=step.words()))
        self.skip.setAccessibleName(self.tr("Skip: {step}").format(step=step.words()))
        self.title.say(step.words(), colour="text.secondary" if is_done or is_left else "text.primary")
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
        self.wanted.emit("settings", self.step.question())


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
    """What is left of the set-up once the day has begun; where there is little room the later steps wait.

    Signals:
        wanted(str, object): the settings shall be shown at a step.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        said = self.tr("Finish setting up your shop: {n} of {all} done")
        done = done_steps(desk.team)
        super().__init__(desk.themes, said.format(n=sum(done.values()), all=len(done)), slim=True, parent=parent)
        self.steps = {step.key: StepOffer(desk, step) for step in steps}
        for offer in self.steps.values():
            offer.wanted.connect(self.wanted)
            self.add(offer)
        self.add_gap(2)
        no_more = self.tr("Leave the rest as it is and show this no more")
        self.close_button = self.add_icon("x", lambda: leave(desk, steps), name=no_more)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: show as many steps as leave room for the words, at least the first."""
        super().resizeEvent(event)
        gap = self._themes.current.space(3)
        room = self.width() - self.text.sizeHint().width() - self.close_button.sizeHint().width() - 4 * gap
        for place, offer in enumerate(self.steps.values()):
            room -= offer.sizeHint().width() + gap
            offer.setVisible(place == 0 or room >= 0)


class StepOffer(QWidget):
    """A ring that ticks a step off as it is, and the way to its settings.

    Signals:
        wanted(str, object): the settings shall be shown at this step.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        Spacing(desk.themes, row, margins=(2, 0, 0, 0))
        fine = self.tr("{step}: fine as it is").format(step=step.brief_words())
        self.ring = IconButton(desk.themes, "circle", name=fine, role=Role.GHOST, compact=True)
        self.ring.clicked.connect(lambda: tick(desk, step))
        self.button = Button(desk.themes, step.brief_words(), role=Role.LINK, compact=True)
        self.button.setToolTip(step.words())
        self.button.setAccessibleDescription(step.reason())
        self.button.clicked.connect(lambda: self.wanted.emit("settings", step.question()))
        row.addWidget(self.ring)
        row.addWidget(self.button)


def tick(desk: Desk, step: Step) -> None:
    """Note a step as fine as it is, and say so with *Undo*."""
    said = tr("Ticked off: {step}").format(step=step.words())
    desk.act(lambda: settings.tick_steps(desk.workspace, keys=[step.key]), said=Said(text=said))


def leave(desk: Desk, steps: Sequence[Step]) -> None:
    """Note steps as left for good, and say so with *Undo*."""
    keys = [step.key for step in steps]
    said = (
        tr("Skipped: {step}").format(step=steps[0].words()) if len(steps) == 1 else tr("Skipped the rest of the set-up")
    )
    desk.act(lambda: settings.leave_steps(desk.workspace, keys=keys), said=Said(text=said))


def tr(text: str) -> str:
    """Translate what is said of a step."""
    return QCoreApplication.translate("SetUpSteps", text)
