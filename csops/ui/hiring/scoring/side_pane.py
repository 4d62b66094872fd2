"""Beside the form: what it says so far, how far the others are, a note on the whole, and the candidate's papers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from csops.domain.score_progress import Progress
from csops.domain.scorecards import CardState
from csops.services.score_forms import OtherCard, ScoreForm
from csops.services.scorecards import Hidden
from csops.ui.desk import Desk
from csops.ui.hiring.scoring.papers import Papers
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import ElidedText, Line, Text
from csops.ui.kit.marks import Avatar, Picture, painter_on
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class SidePane(QWidget):
    """What stands beside the form.

    Signals:
        sum_wanted: how the fit is made up shall be shown.
        closer_wanted: the first skill that needs a closer look shall be shown.
        open_wanted: the first skill that is open shall be shown.
        note_typed(str): the note on the whole is another.
        compare_wanted: the ratings of the others shall be shown.
    """

    sum_wanted = Signal()
    closer_wanted = Signal()
    open_wanted = Signal()
    note_typed = Signal(str)
    compare_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        themes = self.themes = desk.themes
        self._formats = Formats()
        self._names: dict[str, str] = {}
        self.setAccessibleName(tr("So far, and the others"))
        self.fit = Button(themes, "", role=Role.LINK)
        self._figure = Text(themes, font="display", figures=True)
        self._scored = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Weight scored"))
        self.met = FactRow(themes, "circle-check", tr("Required met"), colour="success.text")
        self.open = FactRow(themes, "circle-dashed", tr("Still open"))
        self.closer = FactRow(themes, "flag", tr("Needs a closer look"))
        self._others = QVBoxLayout()
        Spacing(themes, self._others, gap=2)
        self._others_head = Text(themes, tr("Other interviewers"), font="smallStrong", colour="text.secondary")
        self.hidden = _Sunken(themes)
        self.compare = Button(themes, tr("See the others’ ratings"), role=Role.LINK)
        self.note = GrowingText(themes, label=tr("Note on the whole"), name="note", least=2)
        self.papers = Papers(desk)
        self._lay_out()
        self.fit.clicked.connect(self.sum_wanted)
        self.open.pressed.connect(self.open_wanted)
        self.closer.pressed.connect(self.closer_wanted)
        self.note.edited.connect(lambda: self.note_typed.emit(self.note.box.toPlainText()))
        self.compare.clicked.connect(self.compare_wanted)
        themes.changed.connect(self.update)

    def show_form(self, form: ScoreForm) -> None:
        """Show what is known of the others, and the papers."""
        self._names = {line.skill.key: line.skill.name for line in form.lines}
        _empty(self._others)
        for other in form.others:
            self._others.addWidget(_other_row(self.themes, other, is_hidden=form.hidden is Hidden.BLIND))
        for part in (self._others_head, self.hidden):
            part.setVisible(bool(form.others))
        is_blind = form.hidden is Hidden.BLIND
        said = tr("Their scores show after you finish, so they do not sway yours")
        self.hidden.say(said, tr("Hidden by agreement, not by lock") if form.by_agreement else "")
        self.hidden.setVisible(is_blind and bool(form.others))
        self.compare.setVisible(not is_blind and any(one.state is CardState.SUBMITTED for one in form.others))
        self.papers.show_form(form)

    def show_progress(self, found: Progress) -> None:
        """Show what the form says so far."""
        formats = self._formats
        value = found.fit.fit
        self._figure.say(UNKNOWN if value is None else formats.share(value / 100))
        said = tr("fit so far, {share} of the weight on this form scored").format(share=formats.share(found.scored))
        self._scored.say(said)
        self.fit.setEnabled(value is not None)
        self._bar.setRange(0, 100)
        self._bar.setValue(round(100 * found.scored))
        self.met.say(tr("{met} of {total}").format(met=len(found.met), total=len(found.required)))
        self.open.say(tr("{count} required").format(count=len(found.open)) if found.open else tr("None"))
        self.open.set_opens(bool(found.open))
        names = [self._names.get(skill, skill) for skill in found.closer]
        self.closer.say(str(len(names)) if names else tr("None"), tip=", ".join(names), warns=bool(names))
        self.closer.set_opens(bool(names))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground."""
        painter_on(self).fillRect(self.rect(), self.themes.current.colour("bg.surface"))

    def _lay_out(self) -> None:
        themes = self.themes
        figure = QHBoxLayout()
        Spacing(themes, figure, gap=2)
        figure.addWidget(self._figure)
        figure.addWidget(self._scored, 1)
        head = QHBoxLayout()
        head.addWidget(ElidedText(themes, tr("Your score so far"), font="title3"), 1)
        self.fit.setText(tr("Its sum"))
        self.fit.setAccessibleName(tr("How the fit is made up"))
        head.addWidget(self.fit)
        column = QVBoxLayout()
        Spacing(themes, column, margins=(5, 4, 5, 4), gap=3)
        column.addLayout(head)
        column.addLayout(figure)
        column.addWidget(self._bar)
        rows = QVBoxLayout()
        Spacing(themes, rows, gap=2)
        for row in (self.met, self.open, self.closer):
            rows.addWidget(row)
        column.addLayout(rows)
        column.addWidget(Line(themes))
        column.addWidget(self._others_head)
        column.addLayout(self._others)
        column.addWidget(self.hidden)
        column.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.note)
        column.addWidget(Line(themes))
        column.addWidget(self.papers)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        Spacing(themes, outer)
        outer.addWidget(scrolling(column))


class FactRow(QWidget):
    """A word and a figure; where it leads somewhere the figure is a link.

    Signals:
        pressed: the figure was pressed.
    """

    pressed = Signal()

    def __init__(self, themes: Themes, icon: str, name: str, *, colour: str = "text.secondary") -> None:
        super().__init__()
        self._themes, self._name, self._icon = themes, name, icon
        self._picture = Picture(themes, icon, colour=colour)
        self._value = Text(themes, font="bodyStrong", figures=True)
        self.link = Button(themes, "", role=Role.LINK, compact=True)
        self.link.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=3)
        row.addWidget(self._picture)
        row.addWidget(ElidedText(themes, name), 1)
        row.addWidget(self._value)
        row.addWidget(self.link)
        self.set_opens(False)

    def say(self, value: str, *, tip: str = "", warns: bool = False) -> None:
        """Show another figure."""
        self._value.say(value)
        self.link.setText(value)
        self.link.setAccessibleName(f"{self._name}, {value}")
        self.link.theme_changed()
        self.setToolTip(tip)
        if self._icon == "flag":
            self._picture.show_icon(self._icon, colour="warning.text" if warns else "text.secondary")

    def set_opens(self, opens: bool) -> None:
        """Let the figure be pressed."""
        self.link.setVisible(opens)
        self._value.setVisible(not opens)


class _Sunken(QFrame):
    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self._said = Text(themes, font="small", wrap=True)
        self._note = Text(themes, font="small", colour="text.secondary", wrap=True)
        self._note.setToolTip(
            tr("Nobody here has a PIN: whoever picks your name sees what you see. csops hides it, and does not lock it")
        )
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(3, 2, 3, 2), gap=1)
        column.addWidget(self._said)
        column.addWidget(self._note)

    def say(self, sentence: str, note: str) -> None:
        self._said.say(sentence)
        self._note.say(note)
        self._note.setVisible(bool(note))


def _other_row(themes: Themes, other: OtherCard, *, is_hidden: bool) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    Spacing(themes, line, gap=3)
    line.addWidget(Avatar(themes, other.name, step=3 - 1))
    words = QVBoxLayout()
    Spacing(themes, words)
    words.addWidget(ElidedText(themes, other.name, font="bodyStrong"))
    state = tr("Finished") if other.state is CardState.SUBMITTED else tr("Waiting")
    words.addWidget(Text(themes, state, font="small", colour="text.secondary"))
    line.addLayout(words, 1)
    if is_hidden:
        eye = Picture(themes, "eye-off")
        eye.setAccessibleName(tr("Hidden until you have submitted"))
        eye.setToolTip(eye.accessibleName())
        line.addWidget(eye)
    row.setAccessibleName(f"{other.name}, {state}")
    return row


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
