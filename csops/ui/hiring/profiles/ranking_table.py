"""The ranking of an opening before and after a change of what is asked."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.services.profile_preview import Preview, Previewed, RatingsSeen
from csops.ui.hiring.profiles.preview_words import change_words, hints, line_words, name_of, standing_words
from csops.ui.hiring.profiles.profile_words import Names
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

MOST_LINES = 12
_ONE_LINE = 440
"""Pixels at 100 %: narrower, a candidate takes three lines."""


class RankingTable(QWidget):
    """Each candidate now and then, in the order that would be."""

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self._themes, self._formats = themes, formats
        self._shown: tuple[Previewed, ...] = ()
        self._is_narrow = False
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._spacing = Spacing(themes, self._grid, gap=2, across=4)
        self.more = Text(themes, font="small", colour="text.secondary", wrap=True)
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=2)
        column.addWidget(self._body)
        column.addWidget(self.more)

    def show_preview(self, ratings: RatingsSeen, found: Preview, *, names: Names) -> None:
        """Show the candidates and what else follows."""
        self._shown = found.candidates[:MOST_LINES]
        self._draw()
        more = hints(ratings, found, names)
        if len(found.candidates) > MOST_LINES:
            more.insert(0, tr("%Ln more candidates", len(found.candidates) - MOST_LINES))
        if not found.candidates and not ratings.hidden:
            more.insert(0, tr("Nobody has applied yet"))
        self.more.say(". ".join(more))
        self.more.setVisible(bool(more))
        self.setAccessibleName(". ".join(line_words(one, self._formats) for one in self._shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: one line for each, or three where there is little room."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._themes.current.px(_ONE_LINE)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._draw()

    def _draw(self) -> None:
        self._clear()
        self._spacing.change(gap=0 if self._is_narrow else 2)
        (self._draw_narrow if self._is_narrow else self._draw_wide)()

    def _draw_wide(self) -> None:
        for column, head in enumerate((tr("Candidate"), tr("Now"), tr("Then"), tr("What changes"))):
            if self._shown:
                self._put(0, column, head, font="smallStrong", colour="text.secondary")
            self._grid.setColumnStretch(column, 1)
        for place, one in enumerate(self._shown, start=1):
            said, colour = change_words(one, self._formats)
            self._put(place, 0, name_of(one, self._formats), font="bodyStrong")
            self._put(place, 1, standing_words(one.before, one.rank_before, self._formats))
            self._put(place, 2, standing_words(one.after, one.rank_after, self._formats))
            self._put(place, 3, said, colour=colour)

    def _draw_narrow(self) -> None:
        for column in range(1, 4):
            self._grid.setColumnStretch(column, 0)
        apart = self._themes.current.space(3)
        for place, one in enumerate(self._shown):
            said, colour = change_words(one, self._formats)
            before = standing_words(one.before, one.rank_before, self._formats)
            after = standing_words(one.after, one.rank_after, self._formats)
            row = 4 * place
            self._put(row, 0, name_of(one, self._formats), font="bodyStrong")
            self._put(row + 1, 0, tr("Now {before}; then {after}").format(before=before, after=after))
            self._put(row + 2, 0, said, font="small", colour=colour)
            self._grid.setRowMinimumHeight(row + 3, apart)

    def words(self) -> str:
        """Return all lines as they are read out."""
        return self.accessibleName()

    def _put(self, place: int, column: int, text: str, *, font: str = "body", colour: str = "text.primary") -> None:
        cell = Text(self._themes, text, font=font, colour=colour, figures=True, wrap=True, parent=self._body)
        self._grid.addWidget(cell, place, column)
        cell.show()

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)
