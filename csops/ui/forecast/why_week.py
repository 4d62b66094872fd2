"""Why this number: what makes up the forecast of a week, part by part, and what won against what."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from csops.domain.explanations import Won
from csops.domain.outlooks import WeekAhead
from csops.domain.predictions import Part
from csops.ui.forecast import wording
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import box
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_BAR_SPACES = 40
_WIDTH = 1


class WhyWeek(Dialog):
    """One week to come, as a waterfall: every part begins where the one before it ended."""

    def __init__(
        self, themes: Themes, parent: QWidget, *, week: WeekAhead, channel: str, colour: str, formats: Formats
    ) -> None:
        title = tr("{channel}, week of {day}: why %Ln contacts", round(week.contacts)).format(
            channel=channel, day=formats.day(week.start)
        )
        super().__init__(themes, parent, title=title, width=_WIDTH)
        self.said = steps(week, formats)
        self.sentence = nearest(week, formats)
        theme = themes.current
        width = min(theme.size("dialog", _WIDTH), parent.width() - 2 * theme.space(6)) - 2 * theme.space(5)
        text = Text(themes, self.sentence, colour="text.secondary", wrap=True)
        # A wrapped label cannot tell its height before it has its width, and the dialog asks before.
        text.setFixedHeight(text.heightForWidth(width))
        self.body.addWidget(text)
        self.body.addLayout(self._waterfall(colour))

    def _waterfall(self, colour: str) -> QGridLayout:
        grid = QGridLayout()
        Spacing(self.themes, grid, gap=1)
        grid.setHorizontalSpacing(self.themes.current.space(3))
        grid.setColumnStretch(1, 1)
        most = max([1.0, *(max(begin, end) for _, _, begin, end in self.said)])
        for row, (name, figure, begin, end) in enumerate(self.said):
            font = "bodyStrong" if row in {0, len(self.said) - 1} else "body"
            grid.addWidget(Text(self.themes, name, font=font), row, 0)
            grid.addWidget(_Bar(self.themes, begin=begin / most, end=end / most, colour=colour), row, 1)
            number = Text(self.themes, figure, font=font, figures=True)
            grid.addWidget(number, row, 2, Qt.AlignmentFlag.AlignTrailing)
        return grid


class _Bar(QWidget):
    """From where to where a part reaches, as shares of the longest."""

    def __init__(self, themes: Themes, *, begin: float, end: float, colour: str) -> None:
        super().__init__()
        self._themes, self._begin, self._end, self._colour = themes, begin, end, colour
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        theme = self._themes.current
        return QSize(theme.space(1) * _BAR_SPACES, theme.line("body"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._themes.current, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = sorted((self._begin, self._end))
        wide = max(theme.stroke("focus"), (high - low) * self.width())
        left = min(low * self.width(), self.width() - wide)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self.width() - wide - left
        tall = theme.space(3)
        colour = theme.colour(self._colour if self._end >= self._begin else "text.tertiary")
        bar = QRectF(left, (self.height() - tall) / 2, wide, tall)
        box(painter, bar, radius=theme.radius("chip"), fill=colour, edge=None, width=0)


def steps(week: WeekAhead, formats: Formats) -> Sequence[tuple[str, str, float, float]]:
    """Return the lines of the waterfall: name, figure, and from where to where it reaches, in contacts."""
    found, at = list[tuple[str, str, float, float]](), 0.0
    if week.so_far:
        found.append((tr("Came so far"), formats.number(week.so_far), 0.0, week.so_far))
        at = week.so_far
    for part, contacts in week.parts.items():
        figure = formats.number(contacts, signed=part is not Part.LEVEL)
        found.append((part_name(part, week.events), figure, at, at + contacts))
        at += contacts
    found.append((tr("Expected"), formats.number(week.contacts), 0.0, week.contacts))
    return found


def part_name(part: Part, events: Sequence[str] = ()) -> str:
    """Return what a part is called."""
    names = {
        Part.LEVEL: tr("Usual days"),
        Part.WEEKDAY: tr("Which weekdays are open"),
        Part.MONTH: tr("Time of the month"),
        Part.SEASON: tr("Time of the year"),
        Part.CLOSED: tr("Holidays, and days after closed ones"),
        Part.LAST_DAYS: tr("More or less in the last days"),
        Part.EVENT: tr("Events"),
    }
    named = tr("Event: {names}").format(names=", ".join(events))
    return named if part is Part.EVENT and events else names[part]


def nearest(week: WeekAhead, formats: Formats) -> str:
    """Say which method makes the forecast, and by how much it was nearer than the next and than the naive guess."""
    if week.method is None:
        return tr("Nothing is open that week, or all of it is over.")
    method = wording.method_name(week.method)
    if week.won is None or week.won.method is not week.method or week.won.runner_up is None:
        return tr("By {method}; there is too little past to hold methods against each other.").format(method=method)
    return _won(week.won, method, formats)


def _won(won: Won, method: str, formats: Formats) -> str:
    following = wording.method_name(won.runner_up) if won.runner_up else ""
    if won.is_naive:
        said = tr("No method was nearer than repeating last week, by {next} over {following}; so that is what is said.")
    else:
        said = tr(
            "By {method}: in past forecasts so far ahead it was {next} nearer than the next ({following}), and {naive} "
            "nearer than repeating last week."
        )
    return said.format(
        method=method,
        following=following,
        next=formats.share(won.nearer_than_next),
        naive=formats.share(won.nearer_than_naive),
    )
