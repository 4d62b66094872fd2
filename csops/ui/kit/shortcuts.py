"""The one table of shortcuts: what the palette, the tooltips and the sheet under `?` show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from csops.ui.kit.labels import Text
from csops.ui.kit.marks import KeyCap
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


class Where(Enum):
    """Where keys act. Letters act only while a list or a record has the focus."""

    EVERYWHERE = "everywhere"
    LIST = "list"
    RECORD = "record"
    FORM = "form"
    LOG = "log"
    INTERVIEW = "interview"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """Keys (several mean the same) and what they do, in English for translation."""

    name: str
    keys: tuple[str, ...]
    does: str
    where: Where = Where.EVERYWHERE

    @property
    def is_letter(self) -> bool:
        """Whether a single letter does it: those can be switched off."""
        return all("+" not in key and len(key) == 1 and key.isalpha() for key in self.keys)


def _row(name: str, keys: str, does: object, where: Where = Where.EVERYWHERE) -> Shortcut:
    # `does` is text; Qt's stubs call what QT_TRANSLATE_NOOP returns an object.
    return Shortcut(name=name, keys=tuple(keys.split()), does=str(does), where=where)


N = QT_TRANSLATE_NOOP
MOST_CAPS = 4  # more keys that do the same are told by the first and the last
SHORTCUTS: tuple[Shortcut, ...] = (
    _row("palette", "Ctrl+K", N("Shortcuts", "Search or run anything")),
    _row("log", "Ctrl+N", N("Shortcuts", "Log a contact")),
    _row("place.1", "Ctrl+1", N("Shortcuts", "Go to Today")),
    _row("place.2", "Ctrl+2", N("Shortcuts", "Go to Contacts")),
    _row("place.3", "Ctrl+3", N("Shortcuts", "Go to Customers")),
    _row("place.4", "Ctrl+4", N("Shortcuts", "Go to Forecast")),
    _row("place.5", "Ctrl+5", N("Shortcuts", "Go to Team & hiring")),
    _row("place.6", "Ctrl+6", N("Shortcuts", "Go to Quality")),
    _row("place.7", "Ctrl+7", N("Shortcuts", "Go to Figures")),
    _row("place.8", "Ctrl+8", N("Shortcuts", "Go to Reports")),
    _row("settings", "Ctrl+,", N("Shortcuts", "Settings")),
    _row("back", "Alt+Left", N("Shortcuts", "Back to where you were")),
    _row("forward", "Alt+Right", N("Shortcuts", "Forward again")),
    _row("undo", "Ctrl+Z", N("Shortcuts", "Undo")),
    _row("redo", "Ctrl+Shift+Z", N("Shortcuts", "Redo")),
    _row("find", "Ctrl+F", N("Shortcuts", "Find in this screen")),
    _row("export", "Ctrl+E", N("Shortcuts", "Export what is shown")),
    _row("print", "Ctrl+P", N("Shortcuts", "Print or PDF")),
    _row("full_screen", "F11", N("Shortcuts", "Show the board on the whole screen")),
    _row("fold", "Ctrl+B", N("Shortcuts", "Fold the left bar")),
    _row("zoom_in", "Ctrl++ Ctrl+=", N("Shortcuts", "Show everything larger")),
    _row("zoom_out", "Ctrl+-", N("Shortcuts", "Show everything smaller")),
    _row("zoom_usual", "Ctrl+0", N("Shortcuts", "Show everything at its usual size")),
    _row("sheet", "? F1", N("Shortcuts", "Shortcuts of this screen")),
    _row("close", "Esc", N("Shortcuts", "Close the top layer")),
    _row("search", "/", N("Shortcuts", "Search in this list"), Where.LIST),
    _row("down", "Down J", N("Shortcuts", "Next row"), Where.LIST),
    _row("up", "Up K", N("Shortcuts", "Row before"), Where.LIST),
    _row("extend", "Shift+Down", N("Shortcuts", "Select several"), Where.LIST),
    _row("tick", "Space", N("Shortcuts", "Tick the row"), Where.LIST),
    _row("open", "Return", N("Shortcuts", "Open"), Where.LIST),
    _row("open_beside", "Shift+Return", N("Shortcuts", "Open beside"), Where.LIST),
    _row("filter", "Shift+F", N("Shortcuts", "Add a filter"), Where.LIST),
    _row("copy", "Ctrl+C", N("Shortcuts", "Copy as a table"), Where.LIST),
    _row("paste", "Ctrl+V", N("Shortcuts", "Paste rows"), Where.LIST),
    _row("edit", "F2", N("Shortcuts", "Edit the contact, in a table its cell"), Where.RECORD),
    _row("done", "E", N("Shortcuts", "Done, resolve"), Where.RECORD),
    _row("postpone", "S", N("Shortcuts", "Postpone"), Where.RECORD),
    _row("follow_up", "F", N("Shortcuts", "Follow-up"), Where.RECORD),
    _row("assign", "A", N("Shortcuts", "Assign"), Where.RECORD),
    _row("reply", "R", N("Shortcuts", "Log a reply"), Where.RECORD),
    _row("note", "M", N("Shortcuts", "Add a note"), Where.RECORD),
    _row("call_back", "C", N("Shortcuts", "Log a call back"), Where.RECORD),
    _row("pass_on", "P", N("Shortcuts", "Pass on to somebody else"), Where.RECORD),
    _row("merge", "Shift+M", N("Shortcuts", "Merge cases"), Where.RECORD),
    _row("status", "T", N("Shortcuts", "Change the status"), Where.RECORD),
    _row("part_next", "Ctrl+PgDown", N("Shortcuts", "Next part of the case"), Where.RECORD),
    _row("part_before", "Ctrl+PgUp", N("Shortcuts", "Part before"), Where.RECORD),
    _row("save", "Ctrl+Return", N("Shortcuts", "Save or send what is open"), Where.FORM),
    _row("save_and_new", "Ctrl+Shift+Return", N("Shortcuts", "Save and start a new one, or send later"), Where.FORM),
    _row("channel", "1 2 3 4 5 6 7 8 9", N("Shortcuts", "Choose the channel"), Where.LOG),
    _row("handled_by", "F4", N("Shortcuts", "Handled by the next person"), Where.LOG),
    _row("rate", "1 2 3 4 5", N("Shortcuts", "Rate the skill"), Where.INTERVIEW),
    _row("not_asked", "0", N("Shortcuts", "Not asked"), Where.INTERVIEW),
    _row("skill_before", "PgUp", N("Shortcuts", "Skill before"), Where.INTERVIEW),
    _row("skill_next", "PgDown", N("Shortcuts", "Next skill"), Where.INTERVIEW),
    _row("criterion_next", "J", N("Shortcuts", "Next criterion"), Where.REVIEW),
    _row("criterion_before", "K", N("Shortcuts", "Criterion before"), Where.REVIEW),
    _row("criterion", "G", N("Shortcuts", "Go to a criterion by its number"), Where.REVIEW),
    _row("yes_partly_no", "Y P N", N("Shortcuts", "Yes, partly, no; 1 to 5 on a scale of digits"), Where.REVIEW),
    _row("not_applicable", "X", N("Shortcuts", "Not applicable"), Where.REVIEW),
    _row("cause", "C", N("Shortcuts", "Where a low rating came from, then its digit"), Where.REVIEW),
    _row("criterion_note", "M", N("Shortcuts", "Write a note on the criterion"), Where.REVIEW),
    _row("coaching_note", "Shift+M", N("Shortcuts", "Write the coaching note"), Where.REVIEW),
    _row("messages", "L", N("Shortcuts", "Go to the messages, and back"), Where.REVIEW),
    _row("evidence", "1 2 3 4 5 6 7 8 9", N("Shortcuts", "Go to a criterion, or attach selected words"), Where.REVIEW),
    _row("review_before", "Alt+Up", N("Shortcuts", "Review before"), Where.REVIEW),
    _row("review_next", "Alt+Down", N("Shortcuts", "Next review"), Where.REVIEW),
)
WHERE_WORDS: Mapping[Where, object] = {
    Where.EVERYWHERE: N("Shortcuts", "Everywhere"),
    Where.LIST: N("Shortcuts", "In a list"),
    Where.RECORD: N("Shortcuts", "On a row or record"),
    Where.FORM: N("Shortcuts", "In a form"),
    Where.LOG: N("Shortcuts", "Logging a contact"),
    Where.INTERVIEW: N("Shortcuts", "Scoring an interview"),
    Where.REVIEW: N("Shortcuts", "Reviewing a contact"),
}


class Shortcuts:
    """The table with what this person has changed: other keys by name, and letters switched off."""

    def __init__(self, *, changed: Mapping[str, str] | None = None, letters: bool = True) -> None:
        self._changed, self.letters = dict(changed or {}), letters

    def keys(self, name: str) -> str:
        """Return the first keys of a shortcut; empty where letters are switched off."""
        found = self.all_keys(name)
        return found[0] if found else ""

    def all_keys(self, name: str) -> tuple[str, ...]:
        """Return all keys of a shortcut."""
        row = next(row for row in SHORTCUTS if row.name == name)
        if row.is_letter and not self.letters:
            return ()
        return (self._changed[name],) if name in self._changed else row.keys

    def rows(self, where: Where) -> Sequence[Shortcut]:
        """Return the shortcuts that act there."""
        return [row for row in SHORTCUTS if row.where is where]


class _Scrolled(QScrollArea):
    """As high as what is in it where there is room, and scrolled where there is not."""

    def __init__(self, body: QBoxLayout) -> None:
        super().__init__()
        self._inner = inner = QWidget()
        inner.setLayout(body)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Qt: the size of what is in it."""
        return self._inner.sizeHint()


class ShortcutSheet(Dialog):
    """The sheet under `?`: what the keys do, the given places first to last in two columns."""

    def __init__(self, themes: Themes, parent: QWidget, *, shortcuts: Shortcuts, places: Sequence[Where]) -> None:
        super().__init__(themes, parent, title=tr("Keyboard shortcuts"), width=2)
        theme = themes.current
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setContentsMargins(0, 0, theme.space(3), 0)
        columns.setSpacing(theme.space(10))
        for part in columns_of(places, shortcuts):
            grid = QGridLayout()
            grid.setVerticalSpacing(theme.space(0.5))  # all of it is seen at once in a window of 1100 x 700
            grid.setHorizontalSpacing(theme.space(4))
            grid.setColumnStretch(0, 1)
            entries: list[Where | Shortcut] = []
            for where in part:
                entries += [where, *shortcuts.rows(where)]
            for row, entry in enumerate(entries):
                self._put(grid, entry, row=row, shortcuts=shortcuts)
            grid.setRowStretch(len(entries), 1)
            columns.addLayout(grid, 1)
        self._columns = columns
        # Scrolls where the window is too low for all: nothing is cut, and the rows keep their height.
        self.area = _Scrolled(columns)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(tr("Keyboard shortcuts"))
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(self.area)

    def place(self) -> None:
        """Put the panel where it belongs; where two columns have no room the second goes below the first."""
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight)
        theme = self.themes.current
        room = min(theme.size("dialog", 2), self.width() - 2 * theme.space(6)) - 2 * theme.space(5)
        bar = self.area.verticalScrollBar().sizeHint().width()
        if self._columns.minimumSize().width() + bar > room:
            self._columns.setDirection(QBoxLayout.Direction.TopToBottom)
        super().place()

    def _put(self, grid: QGridLayout, entry: Where | Shortcut, *, row: int, shortcuts: Shortcuts) -> None:
        if isinstance(entry, Where):
            heading = Text(self.themes, tr(str(WHERE_WORDS[entry])), font="smallStrong", colour="text.tertiary")
            heading.setContentsMargins(0, self.themes.current.space(2), 0, 0)
            grid.addWidget(heading, row, 0, 1, 2)
            return
        grid.addWidget(Text(self.themes, tr(entry.does)), row, 0)
        caps = QHBoxLayout()
        caps.setSpacing(self.themes.current.space(1))
        caps.addStretch(1)
        for keys in capped(shortcuts.all_keys(entry.name)):
            caps.addWidget(KeyCap(self.themes, keys))
        grid.addLayout(caps, row, 1)


def columns_of(places: Sequence[Where], shortcuts: Shortcuts) -> tuple[Sequence[Where], Sequence[Where]]:
    """Share the groups over two columns: each goes below the shorter one, so that both are nearly as long."""
    columns: tuple[list[Where], list[Where]] = ([], [])
    lines = [0, 0]
    for where in places:
        number = lines.index(min(lines))
        columns[number].append(where)
        lines[number] += len(shortcuts.rows(where)) + 1
    return columns


def capped(keys: Sequence[str]) -> Sequence[str]:
    """Return what stands on the caps: of a long row of keys the first and the last (1 … 9)."""
    return keys if len(keys) < MOST_CAPS else (f"{keys[0]} … {keys[-1]}",)


def tr(text: str) -> str:
    """Translate a text of the table."""
    return QCoreApplication.translate("Shortcuts", text)
