"""One message of a contact: its words, which can be selected, the time beside it, and the numbers that it shows."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.reviews import Quote
from csops.domain.transcripts import Turn
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import box, paint_focus, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.review.number_badge import NumberBadge
from csops.ui.quality.wording import tr

_MOST_SHARE = 0.74
"""So much of the width a message takes at most."""
_WORD = re.compile(r"\S+")


class Words(QLabel):
    """The words of a message: plain, wrapped, to be selected by mouse or keys."""

    def __init__(self, themes: Themes, text: str) -> None:
        super().__init__()
        self._themes, self.plain = themes, text
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take type and colour from the theme."""
        theme = self._themes.current
        self.setFont(theme.font("body"))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour("text.primary"))
        self.setPalette(palette)
        style = f"line-height:{theme.line('body')}px; white-space:pre-wrap"  # so that places are those of the text
        lines = escape(self.plain).replace("\n", "<br/>")
        self.setText(f'<p style="{style}">{lines}</p>')


class Bubble(QWidget):
    """One message. It can have the focus: then Left and Right go from word to word, with Shift they select, Space all.

    Signals:
        number_pressed(str): the key of a criterion beside it.
        stepped(int): the message below (1) or above (-1) shall have the focus.
    """

    number_pressed = Signal(str)
    stepped = Signal(int)

    def __init__(self, themes: Themes, turn: Turn, *, contact_id: int, when: str, who: str) -> None:
        super().__init__()
        self.themes, self.turn, self.contact_id = themes, turn, contact_id
        self._is_front, self._is_critical = False, False
        self._anchor = self._word = -1
        self.words = Words(themes, turn.text)
        self.when = Text(themes, when, font="small", colour="text.tertiary", figures=True)
        self._numbers = QHBoxLayout()
        Spacing(themes, self._numbers, gap=0.5)
        self._shown: Mapping[str, tuple[int, str]] = {}
        self._ground = _Ground(themes, self.words, is_ours=turn.is_ours)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(", ".join(filter(None, (who, when, turn.text))))
        said = tr("Select words with Shift and the arrows, or all with Space, then press the number of a criterion")
        self.setAccessibleDescription(said)
        self._lay_out()

    # ------------------------------------------------------------ evidence
    def quote(self) -> Quote | None:
        """Return what is selected in it; None where nothing is."""
        if not self.words.hasSelectedText():
            return None
        start, said = self.words.selectionStart(), self.words.selectedText()
        begin = self._place(start)
        return Quote(
            contact_id=self.contact_id,
            start=begin,
            end=begin + len(said),
            text=self.turn.text[start : start + len(said)],
        )

    def whole(self) -> Quote:
        """Return all of it."""
        begin = self._place(0)
        return Quote(contact_id=self.contact_id, start=begin, end=begin + len(self.turn.text), text=self.turn.text)

    def _place(self, at: int) -> int:
        return self.turn.start + at

    def holds(self, quote: Quote) -> bool:
        """Whether words that were linked are in it; where the text was changed since, the words tell."""
        if quote.contact_id != self.contact_id:
            return False
        is_placed = quote.end > quote.start and quote.start < self.turn.end and quote.end > self.turn.start
        return is_placed or (not quote.end and bool(quote.text) and quote.text in self.turn.text)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.words.setSelection(0, 0)
        self._anchor = self._word = -1

    def show_numbers(self, numbers: Mapping[str, tuple[int, str]], *, front: str, critical: Sequence[str]) -> None:
        """Show which criteria it shows: their numbers and names by key; the one in front stands out."""
        self._is_front, self._is_critical = front in numbers, any(key in numbers for key in critical)
        self._ground.set_look(is_front=self._is_front, is_critical=self._is_critical)
        if dict(numbers) != dict(self._shown) or critical:
            self._shown = dict(numbers)
            while (item := self._numbers.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
            for key, (number, name) in numbers.items():
                said = tr("Shows criterion {number}: {name}").format(number=number, name=name)
                badge = NumberBadge(self.themes, number, name=said, is_critical=key in critical)
                badge.clicked.connect(lambda _on=False, one=key: self.number_pressed.emit(one))
                self._numbers.addWidget(badge)

    # ------------------------------------------------------------ keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows go through messages and words."""
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Right:
                self._go_to_word(1, extends=extends)
            case Qt.Key.Key_Left:
                self._go_to_word(-1, extends=extends)
            case Qt.Key.Key_Space:
                self._choose_all()
            case _:
                super().keyPressEvent(event)

    def _go_to_word(self, step: int, *, extends: bool) -> None:
        words = list(_WORD.finditer(self.turn.text))
        if not words:
            return
        self._word = min(max(self._word + step, 0), len(words) - 1)
        if not extends or self._anchor < 0:
            self._anchor = self._word
        first, last = sorted((self._anchor, self._word))
        start, end = words[first].start(), words[last].end()
        self.words.setSelection(start, end - start)

    def _choose_all(self) -> None:
        """Select all of it; again nothing."""
        if self.words.selectedText() and len(self.words.selectedText()) == len(self.turn.text):
            self.clear_selection()
        else:
            self.words.setSelection(0, len(self.turn.text))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring."""
        super().focusInEvent(event)
        self._ground.set_focused(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: no ring."""
        super().focusOutEvent(event)
        self._ground.set_focused(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a message takes most of the width, and no more than its words."""
        super().resizeEvent(event)
        self._ground.fit(round(self.width() * (1.0 if self.turn.is_ours is None else _MOST_SHARE)))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        Spacing(self.themes, row, gap=2)
        beside = QHBoxLayout()
        Spacing(self.themes, beside, gap=2)
        if self.turn.is_ours is None:
            column = QVBoxLayout()
            column.addWidget(self._ground)
            beside.addWidget(self.when)
            beside.addLayout(self._numbers)
            row.addLayout(column, 1)
            row.addLayout(beside)
            return
        if self.turn.is_ours:
            row.addStretch(1)
            beside.addLayout(self._numbers)
            beside.addWidget(self.when)
            row.addLayout(beside)
            row.addWidget(self._ground)
        else:
            beside.addWidget(self.when)
            beside.addLayout(self._numbers)
            row.addWidget(self._ground)
            row.addLayout(beside)
            row.addStretch(1)


class _Ground(QWidget):
    """The ground of a message."""

    def __init__(self, themes: Themes, words: Words, *, is_ours: bool | None) -> None:
        super().__init__()
        self._themes, self._words, self._is_ours = themes, words, is_ours
        self._is_front = self._is_critical = self._is_focused = False
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, margins=(4, 2, 4, 2))
        self._column.addWidget(words)

    def fit(self, most: int) -> None:
        """Be as wide as the words in one line, and at most so wide."""
        margins = self._column.contentsMargins()
        sides = margins.left() + margins.right()
        lines = self._words.plain.split("\n")
        widest = max(self._words.fontMetrics().horizontalAdvance(line) for line in lines)
        width = min(most, widest + sides + self._themes.current.space(1))
        if self._is_ours is not None and width != self.maximumWidth():
            self.setFixedWidth(max(width, self._themes.current.space(12)))
        inner = (self.width() if self._is_ours is None else width) - sides
        self._words.setMinimumHeight(self._words.heightForWidth(max(inner, 1)))

    def set_look(self, *, is_front: bool, is_critical: bool) -> None:
        """Show it as showing the criterion in front, or a critical error."""
        self._is_front, self._is_critical = is_front, is_critical
        self.update()

    def set_focused(self, is_focused: bool) -> None:
        """Show the ring."""
        self._is_focused = is_focused
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground."""
        theme, painter = self._themes.current, painter_on(self)
        place, radius = QRectF(self.rect()), theme.radius("dialog")
        fill = theme.colour("accent.soft" if self._is_ours else "bg.sunken")
        edge = theme.colour("border.focus") if self._is_front else None
        if self._is_critical:
            fill, edge = theme.colour("danger.soft"), theme.colour("danger.solid")
        box(painter, place, radius=radius, fill=fill, edge=edge, width=theme.stroke("focus") if edge is not None else 0)
        if self._is_focused:
            paint_focus(painter, self.rect(), theme, radius=radius)
