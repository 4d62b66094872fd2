"""The third step: what would come of every row, and which rows are left out and why."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.imports.mapping import Target
from csops.services.imports import Imported
from csops.ui.imports.grid import Grid
from csops.ui.imports.preview_model import Line, PreviewModel
from csops.ui.imports.saved_words import Shown
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.file_dialogs import FileDialogs, Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

MOST_NAMES = 8


class CheckStep(QWidget):
    """Signals: export_wanted(Path): the list of rows left out shall be written there."""

    export_wanted = Signal(object)

    def __init__(self, themes: Themes, formats: Formats, *, files: FileDialogs) -> None:
        super().__init__()
        self._themes, self._formats, self._files, self._file = themes, formats, files, Path("import.csv")
        self.sum = Card(themes)
        self.figures = {
            key: _Figure(themes, name)
            for key, name in {
                "read": self.tr("rows read"),
                "new": self.tr("new"),
                "updated": self.tr("updated"),
                "skipped": self.tr("skipped, you have them"),
                "left_out": self.tr("left out"),
            }.items()
        }
        self._lay_out_sum()
        self.names = Text(themes, colour="text.secondary", wrap=True)
        self.sum.body.addWidget(self.names)
        self.export = Button(themes, self.tr("Save this list"), icon_name="download", compact=True)
        self.export.clicked.connect(self.choose_export)
        self.card = Card(themes, title=self.tr("Left out, and why"), padded=False)
        assert self.card.heading is not None
        self.card.heading.add(self.export)
        self.lines = PreviewModel()
        self.list = Grid(themes, self.lines, name=self.tr("Left out, and why"))
        self.card.body.addWidget(self.list, 1)
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=4)
        self._column.addWidget(self.sum)
        self._column.addWidget(self.card)
        self._column.addStretch()

    def show_outlook(self, outlook: Imported, *, file: Path) -> None:
        """Show what would come of a file."""
        self._file = file
        for key, figure in self.figures.items():
            figure.show_number(self._formats.number(getattr(outlook, key)))
        self.names.say(self._about_names(outlook))
        self.names.setVisible(bool(self.names.words()))
        titles = (self.tr("Column"), self.tr("In the file"), self.tr("Why"))
        columns = [Shown(title=title, target=Target.LEAVE_OUT, position=None, words=str) for title in titles]
        self.lines.show_lines(columns, self._lines(outlook))
        self._name_list(outlook)
        has_lines = bool(self.lines.lines)
        self.list.setVisible(has_lines)
        self._column.setStretchFactor(self.card, int(has_lines))
        self._column.setStretch(self._column.count() - 1, int(not has_lines))
        self.export.setVisible(bool(outlook.problems))

    def _name_list(self, outlook: Imported) -> None:
        """Say over the list what is in it; with nothing in it there is no list."""
        assert self.card.heading is not None
        changed, left = self.tr("Left out or changed, and why"), self.tr("Left out, and why")
        title = changed if outlook.remarks else left if outlook.problems else self.tr("Every row is taken as it is")
        self.card.heading.title.say(title)
        self.card.setAccessibleName(title)
        rows = self.tr("{left_out} left out, {changed} taken without what cannot be").format(
            left_out=self._formats.number(len(outlook.problems)), changed=self._formats.number(len(outlook.remarks))
        )
        self.card.heading.note.say(rows if outlook.remarks else "")

    def _lines(self, outlook: Imported) -> list[Line]:
        taken = self.tr("Taken, but: {reason}")
        left = [Line(number=one.row, texts=(one.column, one.value, one.reason)) for one in outlook.problems]
        return left + [
            Line(number=one.row, texts=(one.column, one.value, taken.format(reason=one.reason)))
            for one in outlook.remarks
        ]

    def choose_export(self) -> None:
        """Ask where to write the list."""
        wanted = str(self._file.with_name(f"{self._file.stem} left out.csv"))
        ask, said = self._files.ask_save, self.tr("Save this list")
        path = ask(self, said, purpose=Purpose.EXPORT, name=wanted, kinds="CSV (*.csv)")
        if path is not None:
            self.export_wanted.emit(path)

    def _about_names(self, outlook: Imported) -> str:
        names = outlook.names
        said = [
            self.tr("New channels: {names}.").format(names=_named(names.channels)) if names.channels else "",
            self.tr("New topics: {names}.").format(names=_named(names.topics)) if names.topics else "",
            self.tr("Joining the team as agents: {names}.").format(names=_named(names.joining))
            if names.joining
            else "",
            self.tr("Added as people who are no longer here, since they are not on the team: {names}.").format(
                names=_named(names.people)
            )
            if names.people
            else "",
        ]
        return " ".join(filter(None, [*said, *(f"{note}." for note in outlook.notes)]))

    def _lay_out_sum(self) -> None:
        row = QHBoxLayout()
        Spacing(self._themes, row, gap=5)
        signs = ("", "=", "+", "+", "+")
        for sign, figure in zip(signs, self.figures.values(), strict=True):
            if sign:
                row.addWidget(
                    Text(self._themes, sign, font="title2", colour="text.tertiary"), 0, Qt.AlignmentFlag.AlignTop
                )
            row.addWidget(figure)
        row.addStretch(1)
        self.sum.body.addLayout(row)


class _Figure(QWidget):
    def __init__(self, themes: Themes, name: str) -> None:
        super().__init__()
        self._name = name
        column = QVBoxLayout(self)
        Spacing(themes, column)
        self.number = Text(themes, font="title1", figures=True)
        column.addWidget(self.number)
        column.addWidget(Text(themes, name, font="small", colour="text.secondary"))

    def show_number(self, text: str) -> None:
        self.number.say(text)
        self.setAccessibleName(f"{text} {self._name}")


def _named(names: tuple[str, ...]) -> str:
    shown, more = ", ".join(names[:MOST_NAMES]), len(names) - MOST_NAMES
    if more <= 0:
        return shown
    return QCoreApplication.translate("CheckStep", "{names} and {count} more").format(names=shown, count=more)
