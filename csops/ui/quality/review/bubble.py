"""One message of a contact: its words, which can be selected, the time beside it, and the numbers that it shows."""

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.reviews import Quote
from csops.domain.transcripts import Turn
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import box, paint_focus, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.review.number_badge import NumberBadge
from csops.ui.quality.review.quoted_text import QuotedText
from csops.ui.quality.review.text_marks import TextMark, marks_at, next_of, told
from csops.ui.quality.wording import tr

_MOST_SHARE = 0.74
"""So much of the width a message takes at most."""
_WORD = re.compile(r"\S+")
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Bubble(QWidget):
    """One message. It can have the focus: then Left and Right go from word to word, with Shift they choose, Space all.

    Enter brings the criterion to the front that marked words show, of several one after the other.

    Signals:
        pressed(object): words of it that show a criterion were pressed, a TextMark, or the number beside it.
        stepped(int): the message below (1) or above (-1) shall have the focus.
        jumped(int): the next message below (1) or above (-1) that shows something shall have it.
        entered: the focus came to it.
        choosing: words are chosen in it, so that none are elsewhere. chosen: others are, or none.
    """

    pressed = Signal(object)
    stepped = Signal(int)
    jumped = Signal(int)
    entered = Signal()
    choosing = Signal()
    chosen = Signal()

    def __init__(self, themes: Themes, turn: Turn, *, contact_id: int, when: str, who: str) -> None:
        super().__init__()
        self.themes, self.turn, self.contact_id = themes, turn, contact_id
        self._anchor = self._word = -1
        self.marks: tuple[TextMark, ...] = ()
        self.words = QuotedText(themes, turn.text)
        kind = Text if turn.is_ours is not None else ElidedText  # of a note whose it is stands with it
        self.when = kind(themes, when, font="small", colour="text.tertiary", figures=True)
        self._beside, self._numbers = QHBoxLayout(), QHBoxLayout()
        Spacing(themes, self._numbers, gap=0.5)
        self._ground = _Ground(themes, self.words, is_ours=turn.is_ours)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The words break for the width there is: they ask for none, else the conversation could not become narrower.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(", ".join(filter(None, (who, when, turn.text))))
        self._describe()
        self._lay_out()
        self.words.choosing.connect(self._begin_choice)
        self.words.chosen.connect(self.chosen)
        self.words.pressed.connect(self._press)

    # ------------------------------------------------------------ evidence
    def quote(self) -> Quote | None:
        """Return what is chosen in it; None where nothing is."""
        choice = self.words.choice()
        return None if choice is None else self._quote(*choice)

    def whole(self) -> Quote:
        """Return all of it."""
        return self._quote(0, len(self.turn.text))

    def quote_of(self, words: str) -> Quote:
        """Return some words of it, where they stand first."""
        begin = self.turn.text.index(words)
        return self._quote(begin, begin + len(words))

    def _quote(self, begin: int, end: int) -> Quote:
        at, text = self.turn.start, self.turn.text[begin:end]
        return Quote(contact_id=self.contact_id, start=at + begin, end=at + end, text=text)

    def holds(self, start: int, end: int) -> bool:
        """Whether characters of the contact's text are in it."""
        return start < self.turn.end and end > self.turn.start

    def take_choice(self, quote: Quote) -> None:
        """Choose words that were chosen before it was made anew, where they stand there still."""
        begin, end = quote.start - self.turn.start, quote.end - self.turn.start
        if begin >= 0 and self.turn.text[begin:end] == quote.text:
            self.words.choose(begin, end)

    def clear_selection(self) -> None:
        """Choose nothing."""
        self.words.choose(0, 0)
        self._anchor = self._word = -1

    def show_marks(self, marks: Sequence[TextMark]) -> None:
        """Mark the words that show criteria; their numbers stand beside it, and the one in front stands out."""
        if tuple(marks) == self.marks:
            return
        self.marks = tuple(marks)
        is_critical = any(one.is_critical for one in marks)
        whole = (0, len(self.turn.text))
        is_front = any(one.is_front and (one.start, one.end) == whole for one in marks)
        self._ground.set_look(is_front=is_front, is_critical=is_critical)
        is_light = self.turn.is_ours or is_critical
        self.words.show_marks(marks, fill="bg.surface" if is_light else "accent.soft")
        self._show_numbers()
        self._describe()
        self.fit(self.width())

    def _show_numbers(self) -> None:
        while (item := self._numbers.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        critical = {one.key for one in self.marks if one.is_critical}
        first = {one.key: one for one in reversed(self.marks)}
        for mark in sorted(first.values(), key=lambda one: one.number):
            said = tr("Shows criterion {number}: {name}").format(number=mark.number, name=mark.name)
            badge = NumberBadge(self.themes, mark.number, name=said, is_critical=mark.key in critical)
            badge.clicked.connect(partial(self._say, mark))
            self._numbers.addWidget(badge)

    def _say(self, mark: TextMark, _on: bool = False) -> None:
        self.pressed.emit(mark)

    def _describe(self) -> None:
        said = tr("Select words with Shift and the arrows, or all with Space, then press the number of a criterion")
        if self.marks:
            pairs = [
                tr("“{words}” shows {criterion}").format(words=self.turn.text[one.start : one.end], criterion=name)
                for one in self.marks
                for name in told([one])
            ]
            said = ". ".join((*pairs, tr("Enter goes to the criterion"), said))
        self.setAccessibleDescription(said)

    def _press(self, marks: Sequence[TextMark]) -> None:
        mark = next_of(marks)
        if mark is not None:
            self.pressed.emit(mark)

    def _begin_choice(self) -> None:
        self._anchor = self._word = -1
        self.choosing.emit()

    # ------------------------------------------------------------ keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows go through messages and words."""
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        jumps = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.words.copy()
            return
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._choose(0, len(self.turn.text))
            return
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                (self.jumped if jumps else self.stepped).emit(by)
            case Qt.Key.Key_Right:
                self._go_to_word(1, extends=extends)
            case Qt.Key.Key_Left:
                self._go_to_word(-1, extends=extends)
            case Qt.Key.Key_Space:
                self._choose_all()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.marks and not event.modifiers() & ~_KEYPAD:
                self._press(self._marks_here())
            case _:
                super().keyPressEvent(event)

    def _marks_here(self) -> Sequence[TextMark]:
        """Return the marks of the word that is chosen; else all of them."""
        choice = self.words.choice()
        return (marks_at(self.marks, choice[0]) if choice is not None else []) or self.marks

    def _go_to_word(self, step: int, *, extends: bool) -> None:
        words = list(_WORD.finditer(self.turn.text))
        if not words:
            return
        choice = self.words.choice()
        if choice is not None and self._word < 0:  # chosen by mouse: on from there
            inside = [place for place, one in enumerate(words) if one.start() < choice[1] and one.end() > choice[0]]
            self._anchor, self._word = inside[0], inside[-1]
        self._word = min(max(self._word + step, 0), len(words) - 1)
        if not extends or self._anchor < 0:
            self._anchor = self._word
        first, last = sorted((self._anchor, self._word))
        self._choose(words[first].start(), words[last].end())

    def _choose_all(self) -> None:
        """Choose all of it; again nothing."""
        whole = (0, len(self.turn.text))
        if self.words.choice() == whole:
            self.clear_selection()
        else:
            self._choose(*whole)

    def _choose(self, begin: int, end: int) -> None:
        """Choose words by keys: what was chosen in another message is no more."""
        self.choosing.emit()
        self.words.choose(begin, end)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: what can be done with the words."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(tr("Copy"), self.words.copy)
        copy.setEnabled(self.words.choice() is not None)
        menu.addAction(tr("Select all"), self._choose_all)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring, where one came by keys."""
        super().focusInEvent(event)
        self.entered.emit()
        self._ground.set_focused(event.reason() is not Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: no ring."""
        super().focusOutEvent(event)
        self._ground.set_focused(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a message takes most of the width, and no more than its words."""
        super().resizeEvent(event)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Break the words for this width, as soon as it is known."""
        if self.turn.is_ours is None:
            self._ground.fit(width)
        else:
            beside = self._beside.sizeHint().width() + self.themes.current.space(2)
            self._ground.fit(min(round(width * _MOST_SHARE), width - beside))

    def _lay_out(self) -> None:
        row, beside = QHBoxLayout(self), self._beside
        Spacing(self.themes, row, gap=2)
        Spacing(self.themes, beside, gap=2)
        if self.turn.is_ours is None:  # whose note it is takes a line of its own: beside the words there may be no room
            column = QVBoxLayout()
            Spacing(self.themes, column, gap=1)
            beside.addWidget(self.when, 1)
            beside.addLayout(self._numbers)
            column.addLayout(beside)
            column.addWidget(self._ground)
            row.addLayout(column, 1)
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

    def __init__(self, themes: Themes, words: QuotedText, *, is_ours: bool | None) -> None:
        super().__init__()
        self._themes, self._words, self._is_ours = themes, words, is_ours
        self._is_front = self._is_critical = self._is_focused = False
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, margins=(4, 2, 4, 2))
        self._column.addWidget(words)

    def fit(self, most: int) -> None:
        """Be as wide as the words in one line, and at most so wide; what is of neither side is as wide as there is."""
        width = self.width()
        if self._is_ours is not None:
            least = self._themes.current.space(12)
            width = max(min(most, self._words.widest() + self._sides() + self._themes.current.space(1)), least)
            self.setFixedWidth(width)
        self._words.set_width(max(width - self._sides(), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the words break where it ends."""
        super().resizeEvent(event)
        self._words.set_width(max(self.width() - self._sides(), 1))

    def _sides(self) -> int:
        margins = self._column.contentsMargins()
        return margins.left() + margins.right()

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
