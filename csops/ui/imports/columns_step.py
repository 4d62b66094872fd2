"""The second step: columns and what they mean on the left and right, and below what will be saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.imports.guesses import About
from csops.imports.mapping import WORDS, Target
from csops.services.imports import Imported
from csops.ui.desk import Desk
from csops.ui.imports.columns_card import ColumnsCard
from csops.ui.imports.draft import Draft
from csops.ui.imports.meaning_card import MeaningCard
from csops.ui.imports.picker import Picker
from csops.ui.imports.preview_card import PreviewCard
from csops.ui.imports.saved_words import shown_columns
from csops.ui.imports.session import Session
from csops.ui.imports.target_words import JOINS, LEAVE_ROWS_OUT
from csops.ui.kit.cards import Banner
from csops.ui.kit.field_kinds import Choice
from csops.ui.kit.formats import Formats
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

LEFT, RIGHT = 3, 2
FEW_WORDS = 3
ROWS_BELOW = 10


class ColumnsStep(QWidget):
    """Shows a draft and passes on what a person chooses.

    Signals:
        changed(): something was left out by choice.
    """

    changed = Signal()

    def __init__(self, desk: Desk, session: Session, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session, self._formats = desk, session, formats
        themes = desk.themes
        self.columns = ColumnsCard(themes, with_candidates=desk.workspace.may(Permission.HIRE))
        self.meaning = MeaningCard(themes, formats)
        self.preview = PreviewCard(themes, formats)
        self.channel: Picker | None = None
        self._place = -1
        self._banner: Banner | None = None
        self._right, self._both = QVBoxLayout(), QHBoxLayout()
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=3)
        self._lay_out()
        self._connect()
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the least width of what scrolls from the theme, or from what is in it, its bar included."""
        theme, inner = self._desk.themes.current, self._beside.widget()
        least = max(theme.size("sidePanel", 1), 0 if inner is None else inner.minimumSizeHint().width())
        self._beside.setMinimumWidth(least + theme.space(3))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: beside each other, or below each other where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._desk.themes.current
        needed = self.columns.minimumWidth() + theme.space(4) + self._beside.minimumWidth()
        is_beside = self.width() >= needed
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom)
        # Below each other each is as high as it wants to be, and the step scrolls.
        self.columns.setMinimumHeight(0 if is_beside else theme.size("row") * ROWS_BELOW)
        inner = self._beside.widget()
        self._beside.setMinimumHeight(0 if is_beside or inner is None else inner.sizeHint().height())

    def show_opened(self) -> None:
        """Show a file that was just read."""
        draft = self._draft()
        self._place = _first_place(draft)
        self.columns.show_source(draft)
        self.preview.show_nothing()
        self.meaning.show_known(0)
        self.show_matched()

    def show_matched(self) -> None:
        """Show how the columns are matched now."""
        draft = self._draft()
        if self._place not in {column.position for column in draft.mapping.columns}:
            self._place = _first_place(draft)
        self.columns.show_draft(draft, place=self._place)
        self._show_meaning()
        self._show_question(draft)

    def look_at(self, place: int) -> None:
        """Look at one column."""
        self._place = place
        self.columns.show_chosen(place)
        self._show_meaning()

    def show_first(self, rows: object) -> None:
        """Show the first rows as they will be saved."""
        draft = self._session.draft
        if draft is not None and isinstance(rows, tuple):
            columns = shown_columns(draft.mapping, team=self._desk.team, formats=self._formats) if rows else ()
            self.preview.show_first(columns, rows)

    def show_outlook(self, outlook: Imported) -> None:
        """Show which rows cannot be saved, and how many are there already."""
        draft = self._draft()
        problems = [problem for problem in outlook.problems if problem.row not in draft.accepted]
        wanted = {problem.row for problem in problems}
        reading = draft.corrected()
        pairs = zip(reading.numbers, reading.rows, strict=True)
        self.preview.show_problems(problems, {number: row for number, row in pairs if number in wanted})
        self.meaning.show_known(outlook.skipped)
        # The figures may need more room, which is known once they are laid out.
        QTimer.singleShot(0, self, self.theme_changed)

    def _draft(self) -> Draft:
        assert self._session.draft is not None
        return self._session.draft

    def _connect(self) -> None:
        session = self._session
        self.columns.chosen.connect(self.look_at)
        self.columns.target_chosen.connect(lambda place, to: session.rematch(self._draft().with_target(place, to)))
        self.columns.kind_chosen.connect(session.set_kind)
        self.columns.sheet_chosen.connect(lambda name: session.open(self._draft().path, sheet=name))
        self.columns.encoding_chosen.connect(lambda name: session.open(self._draft().path, encoding=name))
        self.meaning.word_meant.connect(self._mean)
        self.meaning.all_join.connect(lambda place, names: session.rematch(self._draft().with_joining(place, names)))
        self.meaning.order_chosen.connect(lambda place, one: session.rematch(self._draft().with_order(place, one)))
        self.meaning.unit_chosen.connect(lambda place, one: session.rematch(self._draft().with_unit(place, one)))
        self.meaning.channel_chosen.connect(
            lambda place, key: session.rematch(self._draft().with_counted_channel(place, key))
        )
        self.meaning.rating_chosen.connect(
            lambda place, answer, scale: session.rematch(self._draft().with_rating(place, answer=answer, scale=scale))
        )
        self.meaning.skip_chosen.connect(session.set_skip)
        self.preview.corrected.connect(session.correct)
        self.preview.left_out.connect(self._leave_out)

    def _show_meaning(self) -> None:
        may_join = self._desk.workspace.may(Permission.PEOPLE)
        self.meaning.show_column(self._draft(), self._place, team=self._desk.team, may_join=may_join)
        QTimer.singleShot(0, self, self.theme_changed)  # it may want more room now
        # Many words want more room than the rows below.
        self._right.setStretch(0, LEFT if len(self.meaning.pickers) > FEW_WORDS else RIGHT)

    def _mean(self, place: int, word: str, key: str) -> None:
        meaning = {LEAVE_ROWS_OUT: "", JOINS: word}.get(key, key)
        self._session.rematch(self._draft().with_word(place, word, meaning, joins=key == JOINS))

    def _leave_out(self) -> None:
        self._session.accept()
        if self._session.outlook is not None:
            self.show_outlook(self._session.outlook)
        self.changed.emit()

    def _show_question(self, draft: Draft) -> None:
        """Ask above the columns what concerns the whole file: its channel, or a column that must be there."""
        at = self.window().focusWidget()
        was_answered = self.channel is not None and self.channel.focusProxy() is at
        if self._banner is not None:
            self._column.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner, self.channel = None, None
        questions = draft.questions(None)
        asked = next((one for one in questions if one.needed), questions[0] if questions else None)
        if was_answered:
            # The answer goes with its question: else the keys are at Cancel, or outside the page.
            self.columns.rows[self._place].picker.setFocus(Qt.FocusReason.OtherFocusReason)
        if asked is None:
            return
        family = "warning" if asked.needed else "info"
        self._banner = Banner(self._desk.themes, asked.sentence, family=family)
        if asked.about is About.CHANNEL:
            self._offer_channels(draft)
        elif asked.about is About.OPENING and asked.choices:
            self._offer_openings(asked.words, key=str(draft.mapping.constants.get(Target.OPENING, "")))
        elif asked.about is About.REPLY:
            self._offer_reply(str(draft.mapping.constants.get(Target.ANSWERED, "no")))
        self._column.insertWidget(0, self._banner)

    def _offer_reply(self, key: str) -> None:
        choices = [Choice(key="no", text=self.tr("No")), Choice(key="yes", text=self.tr("Yes"))]
        picker = self._offer(choices, name=self.tr("Whether the first update was a reply"), key=key)
        picker.picked.connect(lambda one: self._session.rematch(self._draft().with_reply(one)))

    def _offer_channels(self, draft: Draft) -> None:
        choices = [Choice(key=channel.key, text=channel.name) for channel in self._desk.team.channels]
        key = str(draft.mapping.constants.get(Target.CHANNEL, ""))
        picker = self._offer(choices, name=self.tr("Channel of every row"), key=key)
        picker.picked.connect(lambda one: self._session.rematch(self._draft().with_channel(one)))

    def _offer_openings(self, openings: Sequence[tuple[str, int]], *, key: str) -> None:
        choices = [Choice(key=str(number), text=title) for title, number in openings]
        picker = self._offer(choices, name=self.tr("Opening of every row"), key=key)
        picker.picked.connect(lambda one: self._session.rematch(self._draft().with_opening(one)))

    def _offer(self, choices: Sequence[Choice], *, name: str, key: str) -> Picker:
        """Put a choice for the whole file into the banner."""
        themes = self._desk.themes
        self.channel = Picker(themes, choices, name=name, key=key, placeholder=self.tr("Choose"))
        self.channel.setFixedWidth(themes.current.size("control") * 5)
        assert self._banner is not None
        layout = self._banner.layout()
        assert layout is not None
        layout.addWidget(self.channel)
        return self.channel

    def _lay_out(self) -> None:
        both, right = self._both, self._right
        Spacing(self._desk.themes, both, gap=4)
        Spacing(self._desk.themes, right, gap=4)
        right.addWidget(self.meaning, RIGHT)
        right.addWidget(self.preview, LEFT)
        both.addWidget(self.columns, LEFT)
        self._beside = scrolling(right)
        self._beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        both.addWidget(self._beside, RIGHT)
        self._column.addWidget(scrolling(both), 1)


def _first_place(draft: Draft) -> int:
    """Return the column to look at first: one with a question, else one with words."""
    asked = [one.position for one in draft.guess.questions if one.position is not None]
    worded = [column.position for column in draft.mapping.columns if column.target in WORDS]
    return next(iter([*asked, *worded, *(column.position for column in draft.mapping.columns)]))
