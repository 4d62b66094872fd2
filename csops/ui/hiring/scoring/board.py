"""What one sees of a form: the skills at the left, the one in front, what stands beside, and the ways on below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.score_drafts import lacks_evidence
from csops.ui.desk import Desk
from csops.ui.hiring.scoring.dialogs import HelpDialog, SumDialog
from csops.ui.hiring.scoring.filling import Filling
from csops.ui.hiring.scoring.foot import ScoreFoot
from csops.ui.hiring.scoring.side_pane import SidePane
from csops.ui.hiring.scoring.skill_card import SkillCard
from csops.ui.hiring.scoring.skill_list import SkillList
from csops.ui.kit.labels import Line
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing

# Pixels at 100 %: names of skills in two lines; and from which width on all three parts stand side by side.
_LIST_WIDTH, _NARROW_LIST, _WIDE_ENOUGH = 276, 224, 1000


class ScoreBoard(QWidget):
    """The parts of the form, which show a Filling."""

    def __init__(self, desk: Desk, filling: Filling, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes, self._filling = desk.themes, filling
        self.list = SkillList(desk.themes)
        self.card = SkillCard(desk.themes, shortcuts)
        self.side = SidePane(desk)
        self.foot = ScoreFoot(desk.themes, shortcuts)
        self._row = QHBoxLayout(self)
        self._side_line = Line(desk.themes, upright=True)
        self._lay_out()
        self._connect()
        desk.themes.changed.connect(self._fit)
        self._fit()

    def show_form(self) -> None:
        """Show what is known of the candidate and the others."""
        form = self._filling.form
        if form is not None:
            self.side.show_form(form)
            self.show_standing()

    def show_lines(self) -> None:
        """Show the skills of the form."""
        form = self._filling.form
        if form is not None:
            self.list.show_lines(form.lines)

    def show_front(self) -> None:
        """Show the skill in front, from its beginning."""
        line, filling = self._filling.line(), self._filling
        if line is not None:
            had_focus = self.isAncestorOf(self.window().focusWidget() or self)
            self.card.show_line(line, filling.draft, first=filling.first())
            self.show_lack()
            self.card.area.verticalScrollBar().setValue(0)
            if had_focus and not self.list.has_focus():
                self.card.take_focus()
        self.show_standing()

    def show_entry(self) -> None:
        """Show how the skill in front is rated, with words that came from elsewhere."""
        filling = self._filling
        words, note = filling.draft.of(filling.front).evidence, filling.draft.note
        if self.card.evidence.box.toPlainText() != words:
            self.card.evidence.set_text(words)
        if self.side.note.box.toPlainText() != note:
            self.side.note.set_text(note)
        self.card.show_entry(filling.draft)
        if self.card.evidence.error():
            self.show_lack()
        self.show_standing()

    def show_standing(self) -> None:
        """Show how far the form is."""
        filling = self._filling
        form, found = filling.form, filling.progress()
        if form is None or found is None:
            return
        self.list.show_draft(filling.draft, form.role, front=filling.front)
        self.foot.show_fit(found.fit.fit)
        self.side.show_progress(found)
        self.foot.show_place(
            first=filling.place == 0,
            last=filling.place == len(filling.skills) - 1,
            done=found.is_done,
            changing=filling.draft.changing,
            is_open=filling.is_open,
        )

    def show_lack(self) -> None:
        """Say in place whether evidence is missing."""
        form = self._filling.form
        if form is not None:
            self.card.say_lack(lacks_evidence(self._filling.draft, self._filling.front, form.role))

    def set_open(self, is_open: bool) -> None:
        """Let it be filled, or only be looked at."""
        self.card.set_open(is_open)
        self.side.note.box.setReadOnly(not is_open)
        self.foot.submit.setEnabled(is_open)

    def focus_evidence(self) -> None:
        """Put the focus where the evidence is written."""
        self.card.evidence.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.card.area.ensureWidgetVisible(self.card.evidence)

    def show_sum(self) -> None:
        """Show how the fit so far is made up."""
        form, found = self._filling.form, self._filling.progress()
        if form is not None and found is not None:
            SumDialog(self.themes, self.window(), form=form, found=found).open()

    def show_help(self) -> None:
        """Show what holds for every rating."""
        if self._filling.form is not None:
            HelpDialog(self.themes, self.window(), notes=self._filling.form.notes).open()

    def _go_to_first(self, *, closer: bool) -> None:
        found = self._filling.progress()
        wanted = () if found is None else found.closer if closer else found.open
        if wanted:
            self._filling.go_to(wanted[0])

    def _connect(self) -> None:
        filling = self._filling
        self.list.chosen.connect(filling.go_to)
        self.list.help_wanted.connect(self.show_help)
        self.side.sum_wanted.connect(self.show_sum)
        self.card.rated.connect(filling.rate)
        self.card.skipped.connect(filling.skip)
        self.card.evidence_typed.connect(filling.write_evidence)
        self.card.evidence_left.connect(self.show_lack)
        self.side.note_typed.connect(filling.write_note)
        self.side.closer_wanted.connect(lambda: self._go_to_first(closer=True))
        self.side.open_wanted.connect(lambda: self._go_to_first(closer=False))
        self.foot.back.clicked.connect(lambda: filling.step(-1))
        self.foot.next.clicked.connect(lambda: filling.step(1))
        self.foot.beside.clicked.connect(lambda: self.show_side(self.foot.beside.isChecked()))
        filling.moved.connect(self.show_front)
        filling.edited.connect(self.show_entry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room, what stands beside slides over the skill in front when it is asked for."""
        super().resizeEvent(event)
        self._fit()

    def show_side(self, shown: bool) -> None:
        """Slide over the skill in front what stands beside it, or away again."""
        self.foot.beside.setChecked(shown)
        self.side.setVisible(shown or not self._is_narrow)
        if shown and self._is_narrow:
            self.side.raise_()
            self.side.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _is_narrow(self) -> bool:
        return self.width() < self.themes.current.px(_WIDE_ENOUGH)

    def _fit(self) -> None:
        theme, is_narrow = self.themes.current, self._is_narrow
        self.list.setFixedWidth(theme.px(_NARROW_LIST if is_narrow else _LIST_WIDTH))
        self.side.setFixedWidth(theme.size("sidePanel"))
        self.foot.set_narrow(is_narrow)
        self._side_line.setVisible(not is_narrow)
        is_within = self._row.indexOf(self.side) >= 0
        if is_narrow and is_within:
            self._row.removeWidget(self.side)
            self.show_side(False)
        elif not is_narrow and not is_within:
            self._row.addWidget(self.side)
            self.show_side(False)
        if is_narrow:
            height = self.height() - self.foot.sizeHint().height()
            left = 0 if self.isRightToLeft() else self.width() - self.side.width()
            self.side.setGeometry(left, 0, self.side.width(), height)

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        Spacing(self.themes, middle)
        middle.addWidget(self.card, 1)
        middle.addWidget(self.foot)
        row = self._row
        Spacing(self.themes, row)
        row.addWidget(self.list)
        row.addWidget(Line(self.themes, upright=True))
        row.addLayout(middle, 1)
        row.addWidget(self._side_line)
        row.addWidget(self.side)
