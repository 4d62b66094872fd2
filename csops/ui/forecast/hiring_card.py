"""The card of people missing by month: hours needed, hours that contracts give, and what it rests on."""

from functools import partial

from csops.domain.changes import Kind
from csops.domain.hiring_need import MonthNeed
from csops.services.hiring_need import HiringBasis, HiringNeed, hiring_basis, is_same_need
from csops.ui.desk import Desk
from csops.ui.forecast.figure_grid import FigureGrid
from csops.ui.forecast.looking import Looking
from csops.ui.forecast.wording import tr
from csops.ui.forecast.work import need_by_month
from csops.ui.kit.cards import Card
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Job, Lane

_KINDS = frozenset({Kind.TERMS, Kind.ABSENCE, Kind.MEMBER, Kind.SETTING, Kind.SKILL, Kind.SKILL_LEVEL})


class HiringCard(Card):
    """Worked out in a process of its own, once there is an outlook and whenever contracts or absences change."""

    def __init__(self, desk: Desk, looking: Looking, formats: Formats) -> None:
        super().__init__(desk.themes, title=self.tr("People missing by month"), padded=False)
        assert self.heading is not None, "a card with a title has a heading"
        self.desk, self._formats = desk, formats
        self._basis: HiringBasis | None = None
        options = (
            Option(key="6", text=self.tr("6 months")),
            Option(key="12", text=self.tr("A year")),
        )
        self.months = Segmented(desk.themes, options, name=self.tr("How far ahead"))
        self.heading.add(self.months)
        self.lesson = Text(desk.themes, self.tr("Working out the months ahead"), wrap=True)
        self.grid = FigureGrid(desk.themes, name=self.tr("People missing by month"))
        self.ground = Text(desk.themes, font="small", colour="text.secondary", wrap=True)
        Spacing(desk.themes, self.body, margins=(5, 0, 5, 4), gap=3)
        for widget in (self.lesson, self.grid, self.ground):
            self.body.addWidget(widget)
        self.grid.hide()
        self.months.chosen.connect(lambda _key: self.refresh())
        looking.found.connect(self._looked)
        looking.too_little.connect(lambda _days: self.hide())
        self.refresher = Refresher(self, desk.live, _KINDS, self.refresh)
        if looking.outlook is not None:
            self.refresh()

    def refresh(self) -> None:
        """Read log and team anew, and work the months out."""
        workspace, months = self.desk.workspace, int(self.months.key())
        self.show()
        self.desk.ask(
            lambda: hiring_basis(workspace, months=months),
            then=self._work_out,
            failed=self._failed,
            key=("hiring", id(self)),
            lane=Lane.LONG_READS,
        )

    def _looked(self) -> None:
        """Read anew once somebody sees it; it was hidden where there was too little to look ahead."""
        self.show()
        self.refresher.ask()

    def _work_out(self, basis: HiringBasis) -> None:
        if self._basis is not None and is_same_need(self._basis, basis):
            return  # it is shown, or being worked out
        self._basis = basis
        self.desk.tasks.run(
            Lane.PROCESS,
            partial(need_by_month, basis),
            then=self._show,
            failed=self._failed,
            key=("hiring", id(self)),
            job=Job(words=self.tr("Working out the months ahead")),
        )

    def _show(self, found: HiringNeed) -> None:
        formats = self._formats
        self.lesson.say(lesson(found, formats))
        heads = (tr("Month"), tr("Contacts"), tr("Hours needed"), tr("Team gives"), tr("Missing"), tr("8 of 10"))
        self.grid.show_lines(heads, [line(month, formats) for month in found.months])
        self.grid.setVisible(bool(found.months))
        self.ground.say(ground(found, formats))

    def _failed(self, error: Exception) -> None:
        self._basis = None
        self.lesson.say(words(error).sentence)
        self.grid.hide()


def lesson(found: HiringNeed, formats: Formats) -> str:
    """Say in which month the most people are missing, or that there are enough."""
    if not found.months:
        return tr("The forecast does not reach a whole month")
    worst = max(found.months, key=lambda month: month.missing_people.mean)
    people, month = worst.missing_people, formats.month(worst.first_day)
    if round(people.mean, 1) > 0:
        said = tr("Most are missing in {month}: {people} people at full time (8 of 10 times {low} to {high})")
    elif round(people.high, 1) > 0:
        said = tr("The team is enough in each month; in {month} up to {high} people may be missing all the same")
    else:
        said = tr("The team is enough in each month")
    number = partial(formats.number, decimals=1)
    return said.format(month=month, people=number(people.mean), low=number(people.low), high=number(people.high))


def line(month: MonthNeed, formats: Formats) -> tuple[str, ...]:
    """Return the figures of a month."""
    people = month.missing_people
    return (
        formats.month(month.first_day),
        formats.number(month.contacts),
        formats.number(month.needed.mean),
        formats.number(month.given.hours),
        formats.number(people.mean, decimals=1),
        tr("{low} to {high}").format(
            low=formats.number(people.low, decimals=1), high=formats.number(people.high, decimals=1)
        ),
    )


def ground(found: HiringNeed, formats: Formats) -> str:
    """Say what the figures mean and rest on, and what is not known."""
    doubt = formats.share(found.doubt.cv)
    said = [
        tr("Missing are people at full time ({hours} h a week); below zero there are more than needed").format(
            hours=formats.number(found.full_time_hours)
        ),
        tr("Hours are those on contact: contracts less shrinkage, or absences entered where they are more"),
        tr("Past forecasts of four weeks were off by {doubt} (%Ln of them)", found.doubt.months).format(doubt=doubt)
        if found.doubt.months
        else tr("No past months tell how far off this is: {doubt} is assumed").format(doubt=doubt),
    ]
    if not found.season_known:
        said.append(tr("The log spans under a year: no season is known, a month looks like the weeks before it"))
    if found.with_terms < found.people:
        said.append(
            tr(
                "%Ln of {people} people have no contract entered and are taken to work full time",
                found.people - found.with_terms,
            ).format(people=formats.number(found.people))
        )
    return ". ".join((*said, tr("Shifts that do not fit the hours of need take more")))
