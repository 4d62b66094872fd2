"""*Match columns*: what each column looks like, where it goes, and how it was understood."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.imports.guesses import Look
from csops.imports.mapping import Column, TableKind, Target, targets
from csops.ui.imports.draft import Draft
from csops.ui.imports.picker import Picker
from csops.ui.imports.target_words import target_name
from csops.ui.imports.verdicts import Verdict, verdict
from csops.ui.kit.cards import Card
from csops.ui.kit.field_kinds import Choice
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Picture, painter_on
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

NAME, LOOK, GOES, VERDICT = 6, 6, 8, 8
"""Shares of the width that the four columns take."""
SOURCE, KIND, PICKER = 4, 4.5, 5.5
"""Widths of the choice of sheet or encoding, of what the rows are, and of where a column goes, in controls."""
NARROW = 500
"""Pixels at 100 % under which neither examples nor arrows are shown: all would be cut beyond use."""
AT_ONCE = 6
MOST_WARNINGS = 2
ENCODINGS = ("utf-8", "cp1252", "cp1250", "cp1251", "cp437", "mac_roman", "utf-16", "shift_jis", "gb18030", "big5")


class ColumnsCard(Card):
    """The table of the columns.

    Signals:
        target_chosen(int, Target): the column at this place shall go there.
        chosen(int): the column at this place is looked at.
        kind_chosen(TableKind): the rows are contacts, customers, counts, answers, purchases, or candidates.
        sheet_chosen(str), encoding_chosen(str): read the file anew like this.
    """

    target_chosen = Signal(int, object)
    chosen = Signal(int)
    kind_chosen = Signal(object)
    sheet_chosen = Signal(str)
    encoding_chosen = Signal(str)

    def __init__(self, themes: Themes, parent: QWidget | None = None, *, with_candidates: bool = False) -> None:
        super().__init__(themes, title="", padded=False, parent=parent)
        self.rows: dict[int, ColumnRow] = {}
        self._place = -1
        self._draft: Draft | None = None
        self._headings: tuple[str, ...] = ()
        self._waiting: list[Column] = []
        self._offered: list[Choice] = []
        self._is_narrow = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._make_some)
        Spacing(themes, self.body)
        title = self.tr("Match columns")
        self.setAccessibleName(title)
        self._head = QHBoxLayout()
        Spacing(themes, self._head, margins=(5, 2, 5, 2), gap=2)
        self._head.addWidget(Text(themes, title, font="title3"))
        self._head.addStretch(1)
        kinds = [
            Choice(key="contacts", text=self.tr("Contacts")),
            Choice(key="customers", text=self.tr("Customers")),
            Choice(key="volume", text=self.tr("Volume counts")),
            Choice(key="surveys", text=self.tr("Answers")),
            Choice(key="purchases", text=self.tr("Purchases")),
            Choice(key="case_log", text=self.tr("Case updates")),
        ]
        if with_candidates:
            kinds.append(Choice(key="candidates", text=self.tr("Candidates")))
        self.kind = Picker(themes, kinds, name=self.tr("What the rows are"))
        self.kind.picked.connect(lambda key: self.kind_chosen.emit(TableKind(key)))
        self._head.addWidget(self.kind)
        self.source: Picker | None = None
        self._source_label = Text(themes, font="small", colour="text.secondary")
        self._head.addWidget(self._source_label)
        self.body.addLayout(self._head)
        self._titles = _HeadRow(themes)
        self.body.addWidget(self._titles)
        self._list = QVBoxLayout()
        Spacing(themes, self._list)
        self._list.addStretch(1)
        self.body.addWidget(scrolling(self._list), 1)
        self.note = Text(themes, font="small", colour="text.secondary", wrap=True)
        foot = QHBoxLayout()
        Spacing(themes, foot, margins=(5, 2, 5, 3))
        foot.addWidget(self.note)
        self.body.addLayout(foot)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the least width from the theme: what does not fit into it goes, see `resizeEvent`."""
        theme = self.themes.current
        self.setMinimumWidth(theme.size("detailPaneMin"))
        self.kind.setFixedWidth(round(theme.size("control") * KIND))
        if self.source is not None:
            self.source.setFixedWidth(theme.size("control") * SOURCE)

    def show_draft(self, draft: Draft, *, place: int) -> None:
        """Show the columns of a file, one of them chosen."""
        headings = (draft.kind, *(column.heading for column in draft.mapping.columns))
        if headings != self._headings:
            self._headings = headings
            self._make_rows(draft)
        self.kind.field.choose(draft.kind.value)
        self._draft, self._place = draft, place
        for position in self.rows:
            self._show_row(position)
        said = self.tr("Matching is remembered for the next file with the same columns")
        if draft.remembered is not None:
            said = self.tr("Matched as in “{file}”, which has the same columns").format(file=draft.remembered.file)
        reading = draft.reading
        self.note.say(" ".join([*filter(None, [reading.reason, *reading.warnings[:MOST_WARNINGS]]), said]))

    def show_chosen(self, place: int) -> None:
        """Mark the column that is being looked at."""
        self._place = place
        for position, row in self.rows.items():
            row.show_chosen(position == place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: leave out what would be cut beyond use where there is little room."""
        super().resizeEvent(event)
        self._is_narrow = self.width() < self.themes.current.px(NARROW)
        self._titles.show_narrow(is_narrow=self._is_narrow)
        self._source_label.setHidden(self._is_narrow)
        for row in self.rows.values():
            row.show_narrow(is_narrow=self._is_narrow)

    def show_source(self, draft: Draft) -> None:
        """Offer the sheets of a workbook, or the encodings of a text file."""
        if self.source is not None:
            self._head.removeWidget(self.source)
            self.source.hide()
            self.source.deleteLater()
        reading = draft.reading
        is_book = reading.sheet is not None
        found = reading.sheets if is_book else tuple(dict.fromkeys((reading.encoding or "utf-8", *ENCODINGS)))
        self._source_label.say(self.tr("Sheet") if is_book else self.tr("Encoding"))
        key = (reading.sheet if is_book else reading.encoding) or ""
        choices = [Choice(key=one, text=one) for one in found]
        self.source = Picker(self.themes, choices, name=self._source_label.words(), key=key)
        self.source.picked.connect(self.sheet_chosen if is_book else self.encoding_chosen)
        self._head.addWidget(self.source)
        self.theme_changed()

    def _make_rows(self, draft: Draft) -> None:
        for row in self.rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        self._offered = [Choice(key=target.value, text=target_name(target)) for target in _offered(draft)]
        self._waiting = list(draft.mapping.columns)
        self._draft = draft
        self._make_some()

    def _make_some(self) -> None:
        """Make a few rows and let the window breathe: a file may have hundreds of columns."""
        some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        draft = self._draft
        if draft is None:
            return
        looks = {look.position: look for look in draft.guess.looks}
        for column in some:
            row = ColumnRow(self.themes, column, looks[column.position], self._offered)
            row.chosen.connect(self.chosen)
            row.target_chosen.connect(self.target_chosen)
            row.show_narrow(is_narrow=self._is_narrow)
            self.rows[column.position] = row
            self._show_row(column.position)
            self._list.insertWidget(len(self.rows) - 1, row)
        if self._waiting:
            self._soon.start()

    def _show_row(self, position: int) -> None:
        assert self._draft is not None
        column = self._draft.column(position)
        self.rows[position].show_column(column, verdict(self._draft, column))
        self.rows[position].show_chosen(position == self._place)


def _offered(draft: Draft) -> list[Target]:
    """Return where columns may go; what only our own logs tell is offered where such a log is read."""
    return list(dict.fromkeys([*targets(draft.kind), *(column.target for column in draft.mapping.columns)]))


class ColumnRow(QWidget):
    """One column of the file."""

    chosen = Signal(int)
    target_chosen = Signal(int, object)

    def __init__(self, themes: Themes, column: Column, look: Look, offered: Sequence[Choice]) -> None:
        super().__init__()
        self._themes, self._position, self._is_chosen = themes, column.position, False
        name = column.heading or self.tr("Column {number}").format(number=column.position + 1)
        self.name = ElidedText(themes, name, font="bodyStrong")
        self.look = _Examples(themes, look.examples or (self.tr("(empty)"),))
        self.picker = Picker(
            themes, offered, name=self.tr("“{name}” goes to").format(name=name), key=column.target.value
        )
        self.picker.picked.connect(self._picked)
        self.icon = Picture(themes, "circle-check", colour="success.text")
        policy = self.icon.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.icon.setSizePolicy(policy)
        self.verdict = Text(themes, font="small", wrap=True)
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(5, 1, 4, 2), gap=2)
        row.addWidget(self.name, NAME)
        row.addWidget(self.look, LOOK)
        self._arrow = Picture(themes, "arrow-right", colour="text.tertiary")
        row.addWidget(self._arrow)
        row.addWidget(self.picker, GOES)
        row.addWidget(self.icon)
        row.addWidget(self.verdict, VERDICT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the height from the theme: two lines of the verdict have room, no row is higher than another."""
        theme = self._themes.current
        self.picker.setMinimumWidth(round(theme.size("control") * PICKER))
        self.setFixedHeight(theme.size("control") + theme.space(3))

    def show_narrow(self, *, is_narrow: bool) -> None:
        """Give the room of examples and arrow to the name and the verdict."""
        self.look.setHidden(is_narrow)
        self._arrow.setHidden(is_narrow)

    def show_column(self, column: Column, found: Verdict) -> None:
        """Show where it goes and what is to be said about that."""
        is_out = column.target is Target.LEAVE_OUT
        self.name.say(self.name.words(), colour="text.tertiary" if is_out else "text.primary")
        self.picker.field.choose(column.target.value)
        self.picker.mark(is_open=found.is_open)
        self.icon.setVisible(found.shown)
        name, colour = ("triangle-alert", "warning.text") if found.is_open else ("circle-check", "success.text")
        self.icon.show_icon(name, colour=colour)
        self.verdict.say(
            found.words,
            colour="warning.text" if found.is_open else "text.secondary",
            font="smallStrong" if found.is_open else "small",
        )

    def show_chosen(self, is_chosen: bool) -> None:
        """Mark the row, or no longer."""
        self._is_chosen = is_chosen
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click looks at this column."""
        self.chosen.emit(self._position)
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground of the chosen row and the line below."""
        theme, painter = self._themes.current, painter_on(self)
        hairline = theme.stroke("hairline")
        if self._is_chosen:
            painter.fillRect(self.rect(), theme.colour("bg.selected"))
            painter.fillRect(QRect(0, 0, theme.stroke("focus"), self.height()), theme.colour("accent.solid"))
        line = QRect(theme.space(5), self.height() - hairline, self.width(), hairline)
        painter.fillRect(line, theme.colour("border.subtle"))

    def _picked(self, key: str) -> None:
        self.chosen.emit(self._position)
        self.target_chosen.emit(self._position, Target(key))


class _Examples(ElidedText):
    """As many examples as have room as a whole; at least the first, cut if need be."""

    def __init__(self, themes: Themes, examples: Sequence[str]) -> None:
        super().__init__(themes, examples[0], font="small", colour="text.secondary")
        self._examples = examples

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: see how many have room now."""
        super().resizeEvent(event)
        metrics, room = QFontMetrics(self.font()), self.contentsRect().width()
        number = len(self._examples)
        while number > 1 and metrics.horizontalAdvance(", ".join(self._examples[:number])) > room:
            number -= 1
        self.say(", ".join(self._examples[:number]))


class _HeadRow(QWidget):
    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(5, 0, 4, 0), gap=2)
        words = (self.tr("In your file"), self.tr("Looks like"), self.tr("Goes to"), "")
        labels = [ElidedText(themes, text, font="smallStrong", colour="text.secondary") for text in words]
        self._look, self._goes = labels[1], labels[2]
        for label, share in zip(labels, (NAME, LOOK, GOES, VERDICT), strict=True):
            row.addWidget(label, share)
        self._icons = [QWidget(), QWidget()]  # stand over the arrows and the signs
        for place, blank in zip((2, 4), self._icons, strict=True):
            row.insertWidget(place, blank)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        theme = self._themes.current
        for blank in self._icons:
            blank.setFixedWidth(theme.size("icon"))
        self._goes.setMinimumWidth(round(theme.size("control") * PICKER))
        self.setFixedHeight(theme.size("tableHeader"))

    def show_narrow(self, *, is_narrow: bool) -> None:
        self._look.setHidden(is_narrow)
        self._icons[0].setHidden(is_narrow)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter_on(self).fillRect(self.rect(), self._themes.current.colour("bg.sunken"))
