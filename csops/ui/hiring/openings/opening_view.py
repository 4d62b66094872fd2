"""One opening: what is asked for at the head, and its parts as tabs below."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.openings import OpeningState
from csops.services.opening_lines import OpeningLine
from csops.ui.desk import Desk
from csops.ui.hiring.openings.part import Part
from csops.ui.hiring.openings.parts import PARTS, OpeningPart
from csops.ui.hiring.openings.words import places, state_family, state_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.choices import Option
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.marks import Pill, PillLook
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tabs import Tabs


class OpeningView(QWidget):
    """Shows one opening; its parts are made when they are first shown.

    Signals:
        back_wanted: the list of openings shall be shown again.
        wanted(str, object): a part asks for something else, see `Part`.
        head_changed: its actions are others now.
        score_wanted(int): the scorecard with this id, one's own, shall be filled.
        change_wanted(object): the form of this OpeningLine shall be opened.
        state_wanted(object, object): this Opening shall be in this OpeningState.
    """

    back_wanted = Signal()
    wanted = Signal(str, object)
    head_changed = Signal()
    score_wanted = Signal(int)
    change_wanted = Signal(object)
    state_wanted = Signal(object, object)

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        self.line: OpeningLine | None = None
        self._made: dict[str, Part] = {}
        self._parts: Mapping[str, OpeningPart] = {part.key: part for part in PARTS if _may(desk, part)}
        themes = desk.themes
        self.back = IconButton(themes, "arrow-left", name=tr("All openings"), keys="Esc", role=Role.GHOST)
        self.title = ElidedText(themes, font="title2", hugs=True)
        self.state = Pill(themes, PillLook(text=""))
        self.facts = ElidedText(themes, font="small", colour="text.secondary")
        self.score = Button(themes, "", role=Role.PRIMARY, icon_name="clipboard-check")
        self.change = Button(themes, tr("Change"), icon_name="pencil")
        self.more = IconButton(themes, "ellipsis", name=tr("Fill or close the opening"))
        options = [Option(key=part.key, text=part.words()) for part in self._parts.values()]
        self.tabs = Tabs(themes, options, name=tr("Parts of the opening"))
        self.stack = QStackedWidget()
        self._lay_out()
        self.back.clicked.connect(self.back_wanted)
        self.tabs.chosen.connect(self.show_part)
        self.score.clicked.connect(self._score)
        self.change.clicked.connect(lambda: self.change_wanted.emit(self.line))
        self.more.clicked.connect(self._open_menu)

    def show_line(self, line: OpeningLine, *, part: str = "") -> None:
        """Show an opening, or what was read of it anew; with `part` bring that one to the front."""
        is_other = self.line is None or self.line.id != line.id
        self.line = line
        opening, formats = line.opening, self._formats
        self.title.say(opening.title)
        self.state.show_look(PillLook(text=state_words(opening.state), family=state_family(opening.state)))
        self.facts.say(" · ".join(_facts(line, formats)))
        self.score.setVisible(bool(line.waiting))
        waiting = len(line.waiting)
        self.score.setText(tr("Fill %Ln scorecards", waiting) if waiting > 1 else tr("Fill your scorecard"))
        self.score.setAccessibleName(self.score.text())
        self.change.setVisible(line.may_run)
        self.more.setVisible(line.may_run)
        if is_other or part:
            self.show_part(part or self.tabs.key())

    def show_part(self, key: str) -> None:
        """Bring a part to the front, showing this opening."""
        if key not in self._parts or self.line is None:
            return
        self.tabs.choose(key)
        part = self.part(key)
        self.stack.setCurrentWidget(part)
        self.setFocusProxy(part)
        if part.opening_id != self.line.id:
            part.show_opening(self.line.id)
        self.head_changed.emit()

    def part(self, key: str = "") -> Part:
        """Return a part, made now where it was not shown yet; without a key the one in front."""
        wanted = key or self.tabs.key()
        if wanted not in self._made:
            made = self._made[wanted] = self._parts[wanted].make(self._desk)
            made.wanted.connect(self.wanted)
            made.head_changed.connect(self.head_changed)
            self.stack.addWidget(made)
        return self._made[wanted]

    def top_actions(self) -> Sequence[QAction]:
        """Return the actions of the part in front."""
        return self.part().top_actions()

    def _score(self) -> None:
        if self.line is not None and self.line.waiting:
            self.score_wanted.emit(self.line.waiting[0])

    def menu(self) -> QMenu:
        """Return what can be done with the whole opening."""
        menu = QMenu(self.more)
        state = self.line.opening.state if self.line is not None else OpeningState.OPEN
        said = {
            OpeningState.OPEN: tr("Open again"),
            OpeningState.FILLED: tr("Mark as filled"),
            OpeningState.CLOSED: tr("Close without filling"),
        }
        for wanted in (each for each in said if each is not state):
            menu.addAction(said[wanted], partial(self._want_state, wanted))
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _want_state(self, state: OpeningState) -> None:
        if self.line is not None:
            self.state_wanted.emit(self.line.opening, state)

    def _lay_out(self) -> None:
        themes = self._desk.themes
        head = QHBoxLayout()
        Spacing(themes, head, margins=(4, 3, 6, 2), gap=2)
        words = QVBoxLayout()
        Spacing(themes, words)
        first = QHBoxLayout()
        Spacing(themes, first, gap=2)
        first.addWidget(self.title)
        first.addWidget(self.state)
        first.addStretch(1)
        words.addLayout(first)
        words.addWidget(self.facts)
        head.addWidget(self.back)
        head.addLayout(words, 1)
        head.addWidget(self.change)
        head.addWidget(self.more)
        head.addWidget(self.score)
        tabs = QVBoxLayout()
        Spacing(themes, tabs, margins=(6, 0, 6, 0))
        tabs.addWidget(self.tabs)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addLayout(head)
        column.addLayout(tabs)
        column.addWidget(self.stack, 1)


def _facts(line: OpeningLine, formats: Formats) -> list[str]:
    opening = line.opening
    said = [
        tr("{role}, version {number}").format(role=line.role, number=formats.number(line.role_version)),
        tr("{people} hired").format(people=places(line, formats)),
    ]
    if opening.needed_by is not None:
        said.append(tr("needed by {day}").format(day=formats.day(opening.needed_by)))
    said.append(tr("run by {name}").format(name=line.lead))
    if opening.names_hidden:
        said.append(tr("names hidden until one has rated"))
    return said


def _may(desk: Desk, part: OpeningPart) -> bool:
    return part.permission is None or desk.workspace.may(part.permission)
