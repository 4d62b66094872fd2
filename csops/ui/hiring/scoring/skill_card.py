"""The skill in front: what is asked of it, the question, the five behaviours, the evidence, and "not asked"."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.score_drafts import CardDraft
from csops.domain.scorecards import Rating
from csops.services.score_forms import SkillLine
from csops.ui.hiring.scoring.level_list import LevelList
from csops.ui.hiring.scoring.words import asked_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, CheckBox, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import KeyCap, Picture
from csops.ui.kit.page import scrolling
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class SkillCard(QWidget):
    """One skill of the form.

    Signals:
        rated(int): a level was pressed.
        skipped: it was not asked, or was after all.
        evidence_typed(str): the evidence is another.
        evidence_left: the evidence was left.
    """

    rated = Signal(int)
    skipped = Signal()
    evidence_typed = Signal(str)
    evidence_left = Signal()

    def __init__(self, themes: Themes, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes, self._formats = themes, Formats()
        self._line: SkillLine | None = None
        self._shows_alternative = False
        self.asked = Text(themes, font="small", colour="text.secondary")
        self.name = Text(themes, font="title2", wrap=True)
        self.question = Text(themes, wrap=True)
        self.other = Button(themes, "", role=Role.LINK, compact=True)
        self.levels = LevelList(themes)
        keys = shortcuts.all_keys("rate")
        hint = tr("Press {first} to {last}, {none} if not asked")
        self._hint = Text(
            themes,
            hint.format(first=keys[0], last=keys[-1], none=shortcuts.keys("not_asked")),
            font="small",
            colour="text.secondary",
        )
        self.trouble = Text(themes, font="small", colour="danger.text", wrap=True)
        self.evidence = GrowingText(themes, label=tr("Evidence"), name="evidence", least=3)
        self.first = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.skip = CheckBox(themes, tr("Not asked in this interview"))
        self._skip_key = KeyCap(themes, shortcuts.keys("not_asked"))
        self._lay_out()
        self._connect()

    def show_line(self, line: SkillLine, draft: CardDraft, *, first: Rating | None) -> None:
        """Bring a skill to the front; `first`: what was submitted of it first, where it is another now."""
        self._line, self._shows_alternative = line, False
        self.asked.say(asked_words(line, self._formats))
        self.name.say(line.skill.name)
        self.name.setToolTip(line.skill.description)
        self._show_question()
        self.levels.show_line(line, first=first.level if first else None)
        self.first.say(_first_words(first) if first else "")
        self.first.setVisible(first is not None)
        self.evidence.show_error("")
        self.evidence.set_text(draft.of(line.skill.key).evidence)
        self.show_entry(draft)

    def show_entry(self, draft: CardDraft) -> None:
        """Show how the skill in front is rated; what is typed stays as it is."""
        if self._line is None:
            return
        entry = draft.of(self._line.skill.key)
        self.levels.show_level(entry.level)
        self.skip.setChecked(entry.not_asked)
        self.say_trouble("")
        asked = self._line.asked
        least = asked.minimum_level if asked else None
        if entry.level is not None and least is not None and entry.level < least:
            self.evidence.set_helper(tr("Needed: it is below the least that will do"))
        else:
            self.evidence.set_helper(tr("Needed for a 1 or a 5: the words or the act that you rate"))

    def say_lack(self, is_missing: bool) -> None:
        """Say below the evidence that it is missing, or no more."""
        said = tr("Write down what was said or shown: a 1, a 5 and what is below the least need it")
        self.evidence.show_error(said if is_missing else "")

    def say_trouble(self, sentence: str) -> None:
        """Say below the levels what is wrong with the rating; nothing where nothing is."""
        self.trouble.say(sentence)
        self.trouble.setVisible(bool(sentence))

    def set_open(self, is_open: bool) -> None:
        """Let it be filled, or only be looked at."""
        self.levels.setEnabled(is_open)
        self.skip.setEnabled(is_open)
        self.evidence.box.setReadOnly(not is_open)

    def take_focus(self) -> None:
        """Put the focus on the levels: the next digit rates."""
        self.levels.take_focus()

    # ------------------------------------------------------------ what is within
    def _show_question(self) -> None:
        line = self._line
        if line is None:
            return
        said = line.alternative if self._shows_alternative and line.alternative else line.question
        self.question.say(tr("Ask: “{question}”").format(question=said) if said else tr("No question is written down"))
        self.other.setText(tr("Back to the first question") if self._shows_alternative else tr("No example? Ask this"))
        self.other.setAccessibleName(self.other.text())
        self.other.setToolTip(line.question if self._shows_alternative else line.alternative)
        self.other.setVisible(bool(line.alternative and line.question))
        self.other.theme_changed()

    def _swap_question(self) -> None:
        self._shows_alternative = not self._shows_alternative
        self._show_question()

    def _connect(self) -> None:
        self.other.clicked.connect(self._swap_question)
        self.levels.rated.connect(self.rated)
        self.skip.clicked.connect(self.skipped)
        self.evidence.edited.connect(lambda: self.evidence_typed.emit(self.evidence.box.toPlainText()))
        self.evidence.left.connect(self.evidence_left)

    def _lay_out(self) -> None:
        asks = QFrame()
        asks.setProperty("kind", "card")
        ask_row = QHBoxLayout(asks)
        Spacing(self.themes, ask_row, margins=(4, 3, 4, 3), gap=3)
        ask_row.addWidget(Picture(self.themes, "message-square-quote"), 0, Qt.AlignmentFlag.AlignTop)
        ask_column = QVBoxLayout()
        Spacing(self.themes, ask_column, gap=1)
        ask_column.addWidget(self.question)
        ask_column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeading)
        ask_row.addLayout(ask_column, 1)
        head = QHBoxLayout()
        head.addWidget(Text(self.themes, tr("What did you see?"), font="bodyStrong"), 1)
        head.addWidget(self._hint)
        skip = QHBoxLayout()
        Spacing(self.themes, skip, gap=2)
        skip.addWidget(self.skip)
        skip.addWidget(self._skip_key)
        skip.addStretch(1)
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(8, 5, 8, 5), gap=2)
        column.addWidget(self.asked)
        column.addWidget(self.name)
        column.addWidget(asks)
        column.addSpacing(self.themes.current.space(2))
        column.addLayout(head)
        column.addWidget(self.levels)
        column.addWidget(self.trouble)
        column.addSpacing(self.themes.current.space(1))
        column.addWidget(self.evidence)
        column.addWidget(self.first)
        column.addLayout(skip)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        Spacing(self.themes, outer)
        self.area = scrolling(column)
        outer.addWidget(self.area)


def _first_words(first: Rating) -> str:
    level = tr("not asked") if first.level is None else str(first.level)
    if not first.evidence:
        return tr("Submitted first: {level}").format(level=level)
    return tr("Submitted first: {level}, “{evidence}”").format(level=level, evidence=first.evidence)
