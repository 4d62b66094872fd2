"""The ranking of an opening before and after a change of what is asked."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.services.profile_preview import Preview, RatingsSeen
from csops.ui.hiring.profiles.preview_words import change_words, hints, line_words, name_of, standing_words
from csops.ui.hiring.profiles.profile_words import Names
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

MOST_LINES = 12


class RankingTable(QWidget):
    """Each candidate now and then, in the order that would be."""

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self._themes, self._formats = themes, formats
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        Spacing(themes, self._grid, gap=2, across=4)
        self.more = Text(themes, font="small", colour="text.secondary", wrap=True)
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=2)
        column.addWidget(self._body)
        column.addWidget(self.more)

    def show_preview(self, ratings: RatingsSeen, found: Preview, *, names: Names) -> None:
        """Show the candidates and what else follows."""
        self._clear()
        shown = found.candidates[:MOST_LINES]
        for column, head in enumerate((tr("Candidate"), tr("Now"), tr("Then"), tr("What changes"))):
            if shown:
                self._put(0, column, head, font="smallStrong", colour="text.secondary")
        for place, one in enumerate(shown, start=1):
            said, colour = change_words(one, self._formats)
            self._put(place, 0, name_of(one, self._formats), font="bodyStrong")
            self._put(place, 1, standing_words(one.before, one.rank_before, self._formats))
            self._put(place, 2, standing_words(one.after, one.rank_after, self._formats))
            self._put(place, 3, said, colour=colour)
        for column in range(4):
            self._grid.setColumnStretch(column, 1)
        more = hints(ratings, found, names)
        if len(found.candidates) > MOST_LINES:
            more.insert(0, tr("%Ln more candidates", len(found.candidates) - MOST_LINES))
        if not found.candidates and not ratings.hidden:
            more.insert(0, tr("Nobody has applied yet"))
        self.more.say(". ".join(more))
        self.more.setVisible(bool(more))
        self.setAccessibleName(". ".join(line_words(one, self._formats) for one in shown))

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
