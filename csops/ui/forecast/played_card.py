"""The referee: a plan of shifts played a hundred times, and what those who get in touch meet in it."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from csops.services.rosters import PlanView
from csops.ui.desk import Desk
from csops.ui.forecast.figure_grid import FigureGrid
from csops.ui.forecast.looking import Looking
from csops.ui.forecast.wording import tr
from csops.ui.forecast.work import play
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Job, Lane

if TYPE_CHECKING:  # it is made of numbers, which the window need not load
    from csops.domain.simulation import ChannelPlayed

UNKNOWN = "\u2013"


class PlayedCard(Card):
    """One click plays the plan; another plan forgets what was played.

    Signals:
        shown(): what came of it stands in the card.
    """

    shown = Signal()

    def __init__(self, desk: Desk, looking: Looking, formats: Formats) -> None:
        super().__init__(desk.themes, title=self.tr("Play the plan"), padded=False)
        assert self.heading is not None, "a card with a title has a heading"
        self.desk, self._looking, self._formats = desk, looking, formats
        self._view: PlanView | None = None
        self._played: PlanView | None = None
        self.start = Button(desk.themes, self.tr("Play it 100 times"), icon_name="play", compact=True)
        self.heading.add(self.start)
        self.lesson = Text(desk.themes, colour="text.secondary", wrap=True)
        self.grid = FigureGrid(desk.themes, name=self.tr("What those who get in touch meet"))
        Spacing(desk.themes, self.body, margins=(5, 0, 5, 4), gap=3)
        self.body.addWidget(self.lesson)
        self.body.addWidget(self.grid)
        self.start.clicked.connect(self.play)

    def show_plan(self, view: PlanView | None) -> None:
        """Offer to play this plan."""
        self.setVisible(view is not None)
        if view is not None and self._view is not None and _mark(view) == _mark(self._view):
            return
        self._view = view
        self.grid.hide()
        self.lesson.say(
            self.tr(
                "Contacts are made up as the forecast has them, a hundred weeks of them, and these people answer "
                "them, with their breaks and channels"
            )
        )

    def play(self) -> None:
        """Play the plan in a process of its own."""
        view, outlook, basis = self._view, self._looking.outlook, self._looking.basis
        if view is None or outlook is None or basis is None:
            return
        self._played = view  # the button stays as it is: disabled, it would hand the focus to “Plan anew”
        self.desk.tasks.run(
            Lane.PROCESS,
            partial(play, view, outlook, basis.log.calendar),
            then=self._show,
            failed=self._failed,
            key=("play", id(self)),
            job=Job(words=self.tr("Playing the plan")),
        )

    def _show(self, found: "Sequence[ChannelPlayed]") -> None:
        if self._played is not self._view:  # the plan was changed while it was played
            return
        outlook = self._looking.outlook
        names = {channel.key: channel.name for channel in outlook.channels} if outlook else {}
        self.lesson.say(_lesson(found_in=self._played, formats=self._formats))
        lines = [_line(one, names.get(one.channel, one.channel), self._formats) for one in found]
        self.grid.show_lines(_heads(), lines)
        self.grid.show()
        QTimer.singleShot(0, self, self.shown.emit)  # the card has its height when the layout has run

    def _failed(self, error: Exception) -> None:
        self.lesson.say(words(error).sentence)


def _lesson(*, found_in: PlanView | None, formats: Formats) -> str:
    said = tr("What those who get in touch meet in the mean week, and in 8 of 10 weeks by chance alone")
    share = found_in.task.rules.unplanned_share if found_in is not None else 0
    if not share:
        return said
    lost = tr("Shifts fell out at random in {share} of the cases, as the rules have it for sudden illness")
    return f"{said}. {lost.format(share=formats.share(share))}"


def _mark(view: PlanView) -> tuple[object, ...]:
    shifts = sorted((one.member_id, one.day, one.start_minute, one.end_minute) for one in view.shifts)
    return view.plan.id, view.plan.made_at, tuple(shifts)


def _heads() -> tuple[str, ...]:
    return (
        tr("Channel"),
        tr("Contacts"),
        tr("In time"),
        tr("8 of 10 weeks"),
        tr("Goal missed"),
        tr("Mean wait"),
        tr("Longest wait"),
        tr("Not done"),
    )


def _line(found: "ChannelPlayed", name: str, formats: Formats) -> tuple[str, ...]:
    between = UNKNOWN
    if found.week_low is not None and found.week_high is not None:
        between = tr("{low} to {high}").format(low=formats.share(found.week_low), high=formats.share(found.week_high))
    return (
        name,
        formats.number(found.offered),
        UNKNOWN if found.service_level is None else formats.share(found.service_level),
        between,
        UNKNOWN if found.chance_of_missing is None else formats.share(found.chance_of_missing),
        _wait(found.mean_wait_s, formats),
        _wait(found.longest_wait_s, formats),
        formats.number(found.left, decimals=1),
    )


def _wait(seconds: float | None, formats: Formats) -> str:
    return UNKNOWN if seconds is None else formats.duration(timedelta(seconds=round(seconds)))
