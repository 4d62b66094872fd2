"""A published plan that was changed: that it is so, what changed for whom, and what people were told."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.told_plans import told_shifts
from csops.services.rosters import PlanView
from csops.ui.forecast import shift_words, told_words
from csops.ui.forecast.said_lines import SaidLines
from csops.ui.forecast.shift_grid import ShiftGrid
from csops.ui.kit.cards import Banner, Card
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class ToldCard(QWidget):
    """Gone where a plan is as it was published.

    Signals:
        publish_wanted(): the team shall be told of the plan as it is now.
    """

    publish_wanted = Signal()

    def __init__(self, themes: Themes, formats: Formats, *, may_plan: bool) -> None:
        super().__init__()
        self.themes, self._formats, self._may_plan = themes, formats, may_plan
        self.banner: Banner | None = None
        self.more: Button | None = None
        self.again: Button | None = None
        self.lines = SaidLines(themes, self.tr("What changed"))
        self.card = Card(themes, title=self.tr("As it was published"), padded=False)
        self.grid = ShiftGrid(themes, name=self.tr("Shifts as they were published"))
        Spacing(themes, self.card.body, margins=(5, 0, 5, 4), gap=3)
        self.card.body.addWidget(self.grid)
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=4)
        self._column.addWidget(self.lines)
        self._column.addWidget(self.card)
        self._is_open = False
        self.hide()

    def show_plan(self, view: PlanView | None, week: date) -> None:
        """Say what was changed of a plan, if it is published."""
        told = None if view is None else told_shifts(view.plan)
        if view is None or told is None or not view.changes:
            self._is_open = False
            self.hide()
            return
        self._show_banner(told_words.changed_head(view))
        self.lines.show_lines(told_words.changed_lines(view, self._formats) if self._is_open else [])
        self.lines.said = told_words.changed_lines(view, self._formats)
        assert self.card.heading is not None, "a card with a title has a heading"
        self.card.heading.title.say(told_words.told_title(view, self._formats))
        days = [week + timedelta(days=ahead) for ahead in range(7)]
        rows = shift_words.rows(replace(view, shifts=told, broken=()), days, self._formats, marks_changes=False)
        self.grid.show_week(rows, days=days, heads=shift_words.heads(days, self._formats))
        self._show_parts()
        self.show()

    def toggle(self) -> None:
        """Show what changed, or hide it again."""
        self._is_open = not self._is_open
        self.lines.show_lines(self.lines.said)
        self._show_parts()

    def _show_parts(self) -> None:
        self.lines.setVisible(self._is_open)
        self.card.setVisible(self._is_open)
        if self.more is not None:
            text = self.tr("Hide what changed") if self._is_open else self.tr("Show what changed")
            self.more.setText(text)
            self.more.setAccessibleName(text)
            self.more.theme_changed()

    def _show_banner(self, words: str) -> None:
        """Say it anew where it is another number; the buttons keep the focus otherwise."""
        if self.banner is not None and self.banner.text.words() == words:
            return
        old, held = self.banner, next((one for one in (self.more, self.again) if one and one.hasFocus()), None)
        was_more = held is not None and held is self.more
        self.banner = Banner(self.themes, words, family="warning")
        self.more = self.banner.add_button("", self.toggle)
        self.again = self.banner.add_button(self.tr("Publish again"), self.publish_wanted.emit)
        self.again.setVisible(self._may_plan)
        self._column.insertWidget(0, self.banner)
        if held is not None:
            (self.more if was_more else self.again).setFocus()
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
