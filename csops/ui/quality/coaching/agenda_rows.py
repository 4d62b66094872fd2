"""The agenda of a session while it is planned: points that are edited, moved, taken off and added."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.coaching import Point, PointKind
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Themes
from csops.ui.quality.coaching.words import kind_words
from csops.ui.quality.wording import tr


class AgendaRows(QWidget):
    """The points in their order.

    Signals:
        edited: something was typed, moved, taken off or added.
        review_wanted(int): the review behind a point shall be shown.
    """

    edited = Signal()
    review_wanted = Signal(int)

    def __init__(self, themes: Themes, *, withdrawn: Mapping[int, str]) -> None:
        """Show nothing yet; `withdrawn`: what is said of points whose review was, by its id."""
        super().__init__()
        self.themes, self._withdrawn = themes, withdrawn
        self.rows: list[PointRow] = []
        self._suggested: tuple[Point, ...] = ()
        self.nothing = Text(themes, tr("No points yet: choose a criterion, or add your own"), colour="text.secondary")
        self.add = Button(themes, tr("Add a point"), icon_name="plus", compact=True, role=Role.GHOST)
        self.add.clicked.connect(self.add_own)
        self._points = QVBoxLayout()
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=2)
        Spacing(themes, self._points, gap=3)
        self._stops = Stops(self)
        column.addWidget(self.nothing)
        column.addWidget(self._stops)
        column.addLayout(self._points)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    def points(self) -> tuple[Point, ...]:
        """Return the points as they stand; of what was suggested, those emptied are left out."""
        return tuple(row.point() for row in self.rows if row.point().text)

    def show_points(self, points: Iterable[Point]) -> None:
        """Show these, in place of those before."""
        for row in self.rows:
            self._points.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for point in points:
            self._append(point)
        self._number()

    def suggest(self, points: Sequence[Point]) -> None:
        """Offer other points: those that were offered before and left as they were make room."""
        own = [point for point in self.points() if point not in self._suggested]
        self._suggested = tuple(points)
        self.show_points([*(point for point in points if point not in own), *own])

    def add_own(self) -> None:
        """Begin a point of one's own."""
        self._append(Point(kind=PointKind.TOPIC, text=""))
        self._number()
        self.rows[-1].text.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def shift(self, row: "PointRow", step: int) -> None:
        """Move a point up or down; its button keeps the focus."""
        place = self.rows.index(row)
        if not 0 <= place + step < len(self.rows):
            return
        self.rows.insert(place + step, self.rows.pop(place))
        self._points.removeWidget(row)
        self._points.insertWidget(place + step, row)
        self._number()
        button = row.down if step > 0 else row.up
        (button if button.isEnabled() else row.up if step > 0 else row.down).setFocus()
        self.edited.emit()

    def take_off(self, row: "PointRow") -> None:
        """Take a point off; the next one has the focus."""
        place = self.rows.index(row)
        self.rows.remove(row)
        self._points.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._number()
        (self.rows[min(place, len(self.rows) - 1)].remove if self.rows else self.add).setFocus()
        self.edited.emit()

    def _append(self, point: Point) -> None:
        row = PointRow(self.themes, point, withdrawn=self._withdrawn.get(point.review_id or 0, ""))
        row.text.edited.connect(self.edited)
        row.up.clicked.connect(partial(self.shift, row, -1))
        row.down.clicked.connect(partial(self.shift, row, 1))
        row.remove.clicked.connect(partial(self.take_off, row))
        row.review.clicked.connect(lambda: self.review_wanted.emit(row.point().review_id or 0))
        self.rows.append(row)
        self._points.addWidget(row)

    def _number(self) -> None:
        for place, row in enumerate(self.rows):
            row.show_number(place + 1, of=len(self.rows))
        self._stops.order(self.rows)
        self.nothing.setVisible(not self.rows)


class PointRow(QWidget):
    """One point: its words, with what shows it below, and buttons behind."""

    def __init__(self, themes: Themes, point: Point, *, withdrawn: str = "") -> None:
        """Show a point; `withdrawn`: what is said in place of what showed it, where its review counts nowhere."""
        super().__init__()
        self._point = point
        self.text = GrowingText(themes, label=kind_words(point.kind), name="point")
        self.text.set_text(point.text)
        self.text.set_helper(withdrawn or (tr("“{words}”").format(words=point.quote) if point.quote else ""))
        self.review = IconButton(themes, "badge-check", name=tr("Open the review"), role=Role.GHOST, compact=True)
        self.up = IconButton(themes, "chevron-up", name=tr("Move up"), role=Role.GHOST, compact=True)
        self.down = IconButton(themes, "chevron-down", name=tr("Move down"), role=Role.GHOST, compact=True)
        self.remove = IconButton(themes, "x", name=tr("Take off the agenda"), role=Role.GHOST, compact=True)
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=1)
        row.addWidget(self.text, 1)
        for button in (self.review, self.up, self.down, self.remove):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.review.setVisible(point.review_id is not None)  # before it stands here it would be a window of its own

    def point(self) -> Point:
        """Return the point as it stands."""
        return replace(self._point, text=self.text.text())

    def show_number(self, number: int, *, of: int) -> None:
        """Say which of how many it is."""
        self.text.label.say(f"{number}. {kind_words(self._point.kind)}")
        self.text.control.setAccessibleName(f"{number}. {kind_words(self._point.kind)}")
        for button, name in (
            (self.review, tr("Open the review of point {number}")),
            (self.up, tr("Move point {number} up")),
            (self.down, tr("Move point {number} down")),
            (self.remove, tr("Take point {number} off the agenda")),
        ):
            button.setAccessibleName(name.format(number=number))
            button.setToolTip(name.format(number=number))
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < of)


def as_rows(points: Iterable[Point]) -> list[dict[str, Any]]:
    """Return points as plain values, as drafts keep them."""
    return [{**asdict(point), "kind": point.kind.value} for point in points]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Point, ...]:
    """Return the points that a draft keeps."""
    return tuple(Point(**{**row, "kind": PointKind(row["kind"])}) for row in rows)
