"""*As it will be saved*: the first rows, and the problems as a list to put right in place or leave out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.imports.rows import Problem
from csops.ui.imports.grid import Grid
from csops.ui.imports.preview_model import (
    ROW,
    PreviewModel,
    problem_columns,
    problem_lines,
    saved_lines,
)
from csops.ui.imports.saved_words import Shown
from csops.ui.kit.cards import Card
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

FIRST, PROBLEMS = "first", "problems"


class PreviewCard(Card):
    """Signals: corrected(int, int, str) a cell was put right; left_out() the rows with problems shall be left out."""

    corrected = Signal(int, int, str)
    left_out = Signal()

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(themes, title=self.tr("As it will be saved"), padded=False, parent=parent)
        self._formats = formats
        self._columns: Sequence[Shown] = ()
        self._rows: Sequence[object] = ()
        self._problems: Sequence[Problem] = ()
        self._cells: Mapping[int, Sequence[str]] = {}
        self.tabs = Segmented(themes, self._options(None), name=self.tr("What is shown"))
        self.tabs.chosen.connect(self._show_tab)
        assert self.heading is not None
        self.heading.add(self.tabs)
        self.model = PreviewModel()
        self.model.corrected.connect(self.corrected)
        self.view = Grid(themes, self.model, name=self.tr("As it will be saved"))
        self.body.addWidget(self.view, 1)
        self._reason_icon = Picture(themes, "triangle-alert", colour="warning.text")
        self.reason = Text(themes, font="small", colour="warning.text", wrap=True)
        self.fix = Button(themes, self.tr("Fix in the grid"), role=Role.LINK, compact=True)
        self.fix.clicked.connect(self.edit_problem)
        self.leave = Button(themes, "", role=Role.LINK, compact=True)
        self.leave.clicked.connect(self.left_out)
        self._lay_out_foot()
        self.view.selectionModel().currentRowChanged.connect(self._show_reason)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show an empty grid: nothing can be read yet."""
        self.show_first((), ())
        self.show_problems((), {}, known=False)

    def show_first(self, columns: Sequence[Shown], rows: Sequence[object]) -> None:
        """Show the first rows."""
        self._columns, self._rows = columns, rows
        self._show_tab(self.tabs.key())

    def show_problems(
        self, problems: Sequence[Problem], cells: Mapping[int, Sequence[str]], *, known: bool = True
    ) -> None:
        """Show the rows that cannot be saved; `cells` are those rows as they stand in the file."""
        self._problems, self._cells = problems, cells
        self.tabs.show_options(self._options(len(problems) if known else None))
        if problems and self.tabs.key() == FIRST and not self.view.hasFocus():
            self.tabs.choose(PROBLEMS)
        self._show_tab(self.tabs.key())
        many = self.tr("Leave out {count} rows").format(count=self._formats.number(len(problems)))
        self.leave.setText(self.tr("Leave out 1 row") if len(problems) == 1 else many)
        self.leave.setAccessibleName(self.leave.text())
        self.leave.updateGeometry()

    def edit_problem(self) -> None:
        """Begin to put the problem right that is looked at."""
        row = max(0, self.view.currentIndex().row())
        line = self.model.lines[row]
        if line.wrong >= 0:
            place = self.model.index(row, line.wrong + 1)
            self.view.setCurrentIndex(place)
            self.view.scrollTo(place)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.edit(place)

    def _options(self, problems: int | None) -> list[Option]:
        said = self.tr("Problems") if problems is None else self.tr("Problems {count}")
        words = said.format(count=self._formats.number(problems or 0))
        return [Option(key=FIRST, text=self.tr("First rows")), Option(key=PROBLEMS, text=words)]

    def _show_tab(self, key: str) -> None:
        if key == PROBLEMS:
            columns = problem_columns(self._columns, self._problems)
            self.model.show_lines(columns, problem_lines(columns, self._problems, self._cells))
        else:
            self.model.show_lines(self._columns, saved_lines(self._columns, self._rows))
        has_problems = key == PROBLEMS and bool(self.model.lines)
        parts: tuple[QWidget, ...] = (self.fix, self.leave)
        for part in parts:
            part.setVisible(has_problems)
        if self.model.lines:
            self.view.setCurrentIndex(self.model.index(0, ROW))
        self._show_reason()

    def _show_reason(self, *_indexes: object) -> None:
        line = self.model.lines[self.view.currentIndex().row()] if self.view.currentIndex().isValid() else None
        if line is not None and line.problem is not None:
            self._say(
                self.tr("{reason}. Fix it here or leave the row out").format(reason=line.problem.reason.rstrip(" ."))
            )
            self.fix.setEnabled(line.wrong >= 0)
        elif self.tabs.key() == PROBLEMS:
            self._say(self.tr("Every row can be saved"), is_fine=True)
        else:
            self._say("")

    def _say(self, sentence: str, *, is_fine: bool = False) -> None:
        colour = "success.text" if is_fine else "warning.text"
        self._reason_icon.show_icon("circle-check" if is_fine else "triangle-alert", colour=colour)
        self._reason_icon.setVisible(bool(sentence))
        self.reason.say(sentence, colour=colour)
        self.reason.setVisible(bool(sentence))

    def _lay_out_foot(self) -> None:
        said = QHBoxLayout()
        Spacing(self.themes, said, margins=(5, 2, 5, 0), gap=2)
        said.addWidget(self._reason_icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.reason, 1)
        self.body.addLayout(said)
        deeds = QHBoxLayout()
        Spacing(self.themes, deeds, margins=(5, 1, 5, 3), gap=8)
        deeds.addWidget(self.fix)
        deeds.addWidget(self.leave)
        deeds.addStretch(1)
        self.body.addLayout(deeds)
