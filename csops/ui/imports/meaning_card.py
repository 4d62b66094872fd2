"""What the chosen column means: its words, the order of its dates, the unit of its durations."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.imports.guesses import About
from csops.imports.mapping import (
    COUNTS,
    DURATIONS,
    TIMES,
    WORDS,
    Column,
    DateOrder,
    DurationUnit,
    TableKind,
    Target,
    folded,
)
from csops.imports.rating_words import number_of
from csops.services.settings import Team
from csops.ui.imports.draft import Draft
from csops.ui.imports.picker import Picker
from csops.ui.imports.rating_choice import RatingChoice, rating_choices
from csops.ui.imports.target_words import JOINS, LEAVE_ROWS_OUT, ORDERS, PEOPLE, UNITS, meanings, target_name, tr
from csops.ui.kit.cards import Card
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, CheckBox, Role
from csops.ui.kit.field_kinds import Choice
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Line, Text
from csops.ui.kit.marks import Mark, Picture, box, painter_on
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

MOST_WORDS = 60
WORD, MEANING = 4, 5
LONGEST_TITLE = 40


class MeaningCard(Card):
    """What a column means.

    Signals:
        word_meant(int, str, str): what a word of a column means, by the key of its choice.
        all_join(int, tuple): these names of a column join the team.
        order_chosen(int, DateOrder), unit_chosen(int, DurationUnit): how a column is written.
        channel_chosen(int, str): which channel a column of counts tells.
        rating_chosen(int, str, str): which question a column answers, and its scale, empty to have it guessed.
        skip_chosen(bool): rows that are there already shall be skipped.
    """

    word_meant = Signal(int, str, str)
    all_join = Signal(int, object)
    order_chosen = Signal(int, object)
    unit_chosen = Signal(int, object)
    channel_chosen = Signal(int, str)
    rating_chosen = Signal(int, str, str)
    skip_chosen = Signal(bool)

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(themes, title=" ", parent=parent)
        self._formats = formats
        self.pickers: dict[str, Picker] = {}
        self._shown: tuple[int, Target] | None = None
        self._may_join = False
        self.add_all: Button | None = None
        self._parts = QVBoxLayout()
        Spacing(themes, self._parts, gap=2)
        self.body.addWidget(scrolling(self._parts), 1)
        self._line = Line(themes)
        self.body.addWidget(self._line)
        self.skip = CheckBox(themes, self.tr("Skip rows you already have"))
        self.skip.clicked.connect(self.skip_chosen)
        self.body.addWidget(self.skip)

    def show_column(self, draft: Draft, position: int, *, team: Team, may_join: bool = False) -> None:
        """Show what can be chosen for a column; `may_join`: whether unknown people can join the team."""
        column = draft.column(position)
        self._may_join = may_join
        # While one answers, its words stay in their places and the focus on the answer that was given.
        is_same = self._shown == (position, column.target)
        first = tuple(self.pickers) if is_same else ()
        # Of the window: while a list is open it has the keys itself.
        at = self.window().focusWidget() if is_same else None
        focused = next((word for word, picker in self.pickers.items() if at and picker.focusProxy() is at), "")
        self._shown = (position, column.target)
        self._clear()
        if column.target in WORDS:
            self._show_words(draft, column, team, first=first)
        elif column.target in TIMES:
            self._show_order(column)
        elif column.target in DURATIONS:
            self._show_unit(column)
        elif column.target is Target.ANSWER:
            self._show_rating(draft, column, team, first=first)
        elif column.target in COUNTS:
            self._show_channel(draft, column, team)
        else:
            self._show_plain(draft, column)
        self._parts.addStretch(1)
        is_log = draft.kind in {TableKind.CONTACTS, TableKind.SURVEYS}
        self.skip.setVisible(is_log)
        self._line.setVisible(is_log)
        self.skip.setChecked(draft.skip_known)
        if focused in self.pickers:
            self.pickers[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_known(self, count: int) -> None:
        """Say how many rows of the file are there already."""
        said = self.tr("Skip {count} rows you already have").format(count=self._formats.number(count))
        self.skip.setText(said if count else self.tr("Skip rows you already have"))
        self.skip.setAccessibleName(self.skip.text())
        self.skip.updateGeometry()

    def _title(self, text: str) -> None:
        assert self.heading is not None
        # The heading of a survey is a whole question: as a title it would push what is beside it out of the window.
        self.heading.title.say(text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…")
        self.heading.title.setToolTip(text)
        self.setAccessibleName(text)

    def _show_rating(self, draft: Draft, column: Column, team: Team, *, first: Sequence[str]) -> None:
        """Show which question it is, on which scale, and what its words stand for."""
        rating = RatingChoice(self.themes, column)
        rating.chosen.connect(lambda answer, scale: self.rating_chosen.emit(column.position, answer, scale))
        self._parts.addWidget(rating)
        self.rating = rating
        for question in draft.questions(column.position):
            if question.about in {About.SCALE, About.ANSWER}:
                text = Text(self.themes, question.sentence, font="small", colour="warning.text", wrap=True)
                self._parts.addWidget(text)
        if any(number_of(word) is None or word in column.words for word, _rows in self._words_of(draft, column)):
            self._show_words(draft, column, team, first=first)
        self._title(self.tr("What “{heading}” means").format(heading=column.heading))

    def _words_of(self, draft: Draft, column: Column) -> list[tuple[str, int]]:
        look = next(look for look in draft.guess.looks if look.position == column.position)
        asked = [word for one in draft.questions(column.position) for word in one.words]
        words = list(dict.fromkeys([*asked, *look.counts]))
        if column.target is Target.ANSWER:  # bare numbers speak for themselves
            words = [(word, rows) for word, rows in words if number_of(word) is None or folded(word) in column.words]
        return words

    def _show_words(self, draft: Draft, column: Column, team: Team, *, first: Sequence[str]) -> None:
        self._title(self.tr("What “{heading}” means").format(heading=column.heading))
        asked = [word for one in draft.questions(column.position) for word in one.words]
        # Words without a meaning first: they are what has to be looked at.
        words = self._words_of(draft, column)
        words = sorted(words, key=lambda one: first.index(one[0]) if one[0] in first else len(first))[:MOST_WORDS]
        if column.target in PEOPLE and self._may_join and len(asked) > 1:
            self._offer_all(column, tuple(word for word, _rows in asked))
        counts = [self._count(rows) for _word, rows in words]
        widest = max((count.sizeHint().width() for count in counts), default=0)
        for (word, _rows), count in zip(words, counts, strict=True):
            count.setFixedWidth(widest)
            self._parts.addWidget(self._word(draft, column, word, count, team))
        if not words:
            said = self.tr("Every name of the file is taken as it is")
            self._parts.addWidget(Text(self.themes, said, colour="text.secondary", wrap=True))

    def _offer_all(self, column: Column, names: tuple[str, ...]) -> None:
        said = self.tr("Add all {count} to the team").format(count=self._formats.number(len(names)))
        self.add_all = Button(self.themes, said, role=Role.LINK, compact=True)
        self.add_all.clicked.connect(lambda: self.all_join.emit(column.position, names))
        self._parts.addWidget(self.add_all, 0, Qt.AlignmentFlag.AlignLeading)

    def _count(self, rows: int) -> Text:
        said = self.tr("1 row") if rows == 1 else self.tr("{count} rows").format(count=self._formats.number(rows))
        return Text(self.themes, said, font="small", colour="text.secondary")

    def _word(self, draft: Draft, column: Column, word: str, count: Text, team: Team) -> QWidget:
        meaning = column.words.get(folded(word))
        choices = meanings(column.target, word=word, team=team, may_join=self._may_join)
        if column.target is Target.ANSWER:
            choices = rating_choices(column)
        key = LEAVE_ROWS_OUT if meaning == "" else meaning or ""
        if column.target in PEOPLE and meaning and draft.joins(meaning) and JOINS in {one.key for one in choices}:
            key = JOINS
        if key and key not in {choice.key for choice in choices}:
            choices = [Choice(key=key, text=key), *choices]
        placeholder = self.tr("Choose")
        picker = Picker(self.themes, choices, name=word, key=key, placeholder=placeholder)
        picker.picked.connect(lambda chosen: self.word_meant.emit(column.position, word, chosen))
        self.pickers[word] = picker
        row = QWidget()
        line = QHBoxLayout(row)
        Spacing(self.themes, line, gap=3)
        line.addWidget(_Word(self.themes, word), WORD)
        line.addWidget(count)
        line.addWidget(Picture(self.themes, "arrow-right", colour="text.tertiary"))
        line.addWidget(picker, MEANING)
        return row

    def _show_order(self, column: Column) -> None:
        self._title(self.tr("How “{heading}” is written").format(heading=column.heading))
        options = [Option(key=order.value, text=tr(words)) for order, words in ORDERS.items()]
        chosen = Segmented(self.themes, options, name=self.tr("Order of the date"), key=(column.date_order or ""))
        chosen.chosen.connect(lambda key: self.order_chosen.emit(column.position, DateOrder(key)))
        self._parts.addWidget(chosen)
        said = self.tr("03/04/2025 is 3 April with the day first, and 4 March with the month first.")
        self._parts.addWidget(Text(self.themes, said, font="small", colour="text.secondary", wrap=True))
        self.order = chosen

    def _show_unit(self, column: Column) -> None:
        self._title(self.tr("What “{heading}” counts").format(heading=column.heading))
        choices = [Choice(key=unit.value, text=tr(words)) for unit, words in UNITS.items()]
        self.unit = Picker(self.themes, choices, name=self.tr("Unit"), key=column.unit or "")
        self.unit.picked.connect(lambda key: self.unit_chosen.emit(column.position, DurationUnit(key)))
        self._parts.addWidget(self.unit)
        said = self.tr("This is how a bare number is read, and what 4:30 means.")
        self._parts.addWidget(Text(self.themes, said, font="small", colour="text.secondary", wrap=True))

    def _show_channel(self, draft: Draft, column: Column, team: Team) -> None:
        self._title(self.tr("What “{heading}” counts").format(heading=column.heading))
        told = draft.mapping.column(Target.CHANNEL)
        if told is not None:
            said = self.tr("The column “{heading}” tells the channel of each row.").format(heading=told.heading)
        else:
            choices = [Choice(key=channel.key, text=channel.name) for channel in team.channels]
            key = column.channel or draft.mapping.constants.get(Target.CHANNEL, "")
            if key and key not in {choice.key for choice in choices}:
                choices = [Choice(key=key, text=key), *choices]
            name, placeholder = self.tr("Channel"), self.tr("Choose")
            self.channel = Picker(self.themes, choices, name=name, key=key, placeholder=placeholder)
            self.channel.picked.connect(lambda chosen: self.channel_chosen.emit(column.position, chosen))
            self._parts.addWidget(self.channel)
            self.pickers[column.heading] = self.channel
            said = self.tr("Each number of this column is contacts of this channel in one interval.")
        self._parts.addWidget(Text(self.themes, said, font="small", colour="text.secondary", wrap=True))

    def _show_plain(self, draft: Draft, column: Column) -> None:
        look = next(look for look in draft.guess.looks if look.position == column.position)
        self._title(f"“{column.heading}”" if column.heading else target_name(column.target))
        for example in look.examples:
            self._parts.addWidget(ElidedText(self.themes, example, colour="text.secondary"))
        unread = draft.unread(column.position)
        if unread is not None:
            said = self.tr(
                "It is left out, since too few of its cells read as “{field}”. Choose where it goes to take those that "
                "do, and to see the others named."
            ).format(field=target_name(unread.target))
        elif column.target is Target.LEAVE_OUT:
            said = self.tr("This column is left out.")
        else:
            said = self.tr("Its cells are taken as they are.")
        colour = "text.tertiary" if unread is None else "warning.text"
        self._parts.addWidget(Text(self.themes, said, font="small", colour=colour, wrap=True))

    def _clear(self) -> None:
        self.pickers, self.add_all = {}, None
        while (item := self._parts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class _Word(Mark):
    """A word of the file on a grey ground."""

    def __init__(self, themes: Themes, word: str) -> None:
        super().__init__(themes)
        self._word = word
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(word)
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.size("control") * 2, self.theme.size("controlCompact"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self.theme, painter_on(self)
        fill = theme.colour("neutral.soft")
        box(painter, QRectF(self.rect()), radius=theme.radius("chip"), fill=fill, edge=None, width=0)
        painter.setFont(theme.font("body", figures=True))
        painter.setPen(theme.colour("text.primary"))
        room = self.rect().adjusted(theme.space(1), 0, -theme.space(1), 0)
        cut = painter.fontMetrics().elidedText(self._word, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, cut)
