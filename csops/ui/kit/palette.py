"""The command palette: finds records and runs commands; groups of entries come from a provider."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QWidget

from csops.ui.kit.labels import Line, Text
from csops.ui.kit.marks import KeyCap, Picture, keys_text
from csops.ui.kit.overlay import Overlay
from csops.ui.kit.palette_rows import ENTRY, Entry, EntryPainter, Group
from csops.ui.kit.spacing import sides
from csops.ui.kit.theme import Themes

COMMAND_SIGN = ">"
MOST_ROWS = 9
TOP_SHARE = 0.32


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was typed, without the sign that asks for commands only."""

    text: str
    commands_only: bool = False


Show = Callable[[Sequence[Group]], None]
Provider = Callable[[Question, Show], None]


class Palette(Overlay):
    """Search box and results over the window. The provider answers each question through the function it is given.

    An answer that comes late, when something else has been typed meanwhile, is left out.

    Signals:
        picked: (entry, beside) the person chose an entry; beside with Ctrl Enter.
    """

    picked = Signal(object, bool)

    def __init__(self, themes: Themes, parent: QWidget, *, provider: Provider) -> None:
        super().__init__(themes, parent, name=self.tr("Search or run a command"), width=1)
        self._provider, self._question = provider, Question(text="")
        self._top_share = TOP_SHARE
        self.line = _SearchLine(self)
        self.results = QListView(self.panel)
        self.model = QStandardItemModel(self)
        self._build()
        self.line.textChanged.connect(self._ask)
        self.line.moved.connect(self._move)
        self.line.entered.connect(lambda beside: self._pick(beside=beside))
        self.results.clicked.connect(lambda _index: self._pick(beside=False))
        themes.changed.connect(self._measure)

    def open(self, typed: str = "") -> None:
        """Open with this text in the box, all of it selected."""
        self.line.setText(typed)
        self.line.selectAll()
        self._ask(typed)
        super().open()

    def holds_keys(self) -> bool:
        """A key of the window is another way to say what to do next: the palette gives way to it."""
        self.close_layer()
        return False

    def first_focus(self) -> QWidget:
        """Return the search box: the focus stays there."""
        return self.line

    def groups(self) -> list[str]:
        """Return the headings that are shown."""
        rows = (self.model.item(row) for row in range(self.model.rowCount()))
        return [item.text() for item in rows if item.data(ENTRY) is None]

    def current(self) -> Entry | None:
        """Return the entry that Enter would open."""
        found = self.results.currentIndex().data(ENTRY)
        return found if isinstance(found, Entry) else None

    def typed(self) -> str:
        """Return what is looked for."""
        return self._question.text

    def _build(self) -> None:
        theme = self.themes.current
        self._head = QHBoxLayout()
        self._head.addWidget(Picture(self.themes, "search", size=20))
        self._head.addWidget(self.line, 1)
        self._head.addWidget(KeyCap(self.themes, "Esc"))
        self.results.setModel(self.model)
        self.results.setItemDelegate(EntryPainter(self.themes, self.typed, self))
        self.results.setFrameShape(QFrame.Shape.NoFrame)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setAccessibleName(self.tr("Results"))
        self.results.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setProperty("bare", True)
        self._none = Text(self.themes, self.tr("Nothing found. Try another word"), colour="text.tertiary")
        self._foot = QHBoxLayout()
        for keys, does in (
            ("Up+Down", self.tr("Move")),
            ("Return", self.tr("Open")),
            ("Ctrl+Return", self.tr("Open beside")),
        ):
            self._foot.addWidget(KeyCap(self.themes, keys))
            self._foot.addWidget(Text(self.themes, does, font="small", colour="text.secondary"))
            self._foot.addSpacing(theme.space(3))
        self._foot.addStretch(1)
        self._foot.addWidget(
            Text(self.themes, self.tr("Type > for commands only"), font="small", colour="text.secondary")
        )
        self.content.addLayout(self._head)
        self.content.addWidget(Line(self.themes))
        self.content.addWidget(self.results, 1)
        self.content.addWidget(self._none)
        self.content.addWidget(Line(self.themes))
        self.content.addLayout(self._foot)
        self._measure()

    def _measure(self) -> None:
        theme = self.themes.current
        typed = theme.font("title2")
        typed.setWeight(theme.font("body").weight())  # what is typed is no title
        self.line.setFont(typed)
        self._head.setContentsMargins(sides(theme.space(5), theme.space(3), theme.space(4), theme.space(3)))
        self._head.setSpacing(theme.space(3))
        self._foot.setContentsMargins(theme.space(5), theme.space(2), theme.space(5), theme.space(3))
        self._foot.setSpacing(theme.space(2))
        self._none.setContentsMargins(theme.space(5), theme.space(4), theme.space(5), theme.space(4))
        self._fit()

    def _fit(self) -> None:
        theme, rows = self.themes.current, self.model.rowCount()
        heights = [self.results.sizeHintForRow(row) for row in range(rows)]
        most = MOST_ROWS * (theme.size("controlLarge") + theme.space(0.5)) + theme.space(10) - theme.space(3)
        # Ends between two rows: the scroll bar says that there are more, a halved line only looks broken.
        seen = [sum(heights[:row]) for row in range(1, rows + 1) if sum(heights[:row]) <= most]
        self.results.setFixedHeight((seen[-1] if seen else 0) + theme.space(3))
        self.results.setVisible(rows > 0)
        self._none.setVisible(rows == 0)
        if self.isVisible():
            self.place()

    def _ask(self, typed: str) -> None:
        stripped = typed.strip()
        only = stripped.startswith(COMMAND_SIGN)
        question = Question(text=stripped.removeprefix(COMMAND_SIGN).strip(), commands_only=only)
        self._question = question

        def show(groups: Sequence[Group]) -> None:
            if question is self._question:
                self._show(groups)

        self._provider(question, show)

    def _show(self, groups: Sequence[Group]) -> None:
        self.model.clear()
        for group in groups:
            if group.entries:
                self.model.appendRow(_heading(group.title))
                for entry in group.entries:
                    self.model.appendRow(_item(entry))
        self._fit()
        self._select(1 if self.model.rowCount() else -1)

    def _select(self, row: int) -> None:
        self.results.setCurrentIndex(self.model.index(row, 0))

    def _move(self, step: int) -> None:
        row, rows = self.results.currentIndex().row(), self.model.rowCount()
        for _attempt in range(rows):
            row = (row + step) % rows
            if self.model.item(row).data(ENTRY) is not None:
                self._select(row)
                return

    def _pick(self, *, beside: bool) -> None:
        entry = self.current()
        if entry is not None:
            self.close_layer()
            self.picked.emit(entry, beside)


class _SearchLine(QLineEdit):
    """The box of the palette: arrows move in the results, Enter opens, the focus stays here."""

    moved = Signal(int)
    entered = Signal(bool)

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette.panel)
        self.setProperty("bare", True)
        self.setPlaceholderText(palette.tr("Search or run a command"))
        self.setAccessibleName(palette.tr("Search or run a command"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: keys of the list go to the list."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)


def _heading(title: str) -> QStandardItem:
    item = QStandardItem(title)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _item(entry: Entry) -> QStandardItem:
    item = QStandardItem(entry.text)
    item.setData(entry, ENTRY)
    told = ", ".join(part for part in (entry.text, entry.hint, keys_text(entry.keys)) if part)
    item.setData(told, Qt.ItemDataRole.AccessibleTextRole)
    return item
