"""The card of people missing by month: hours needed, hours that contracts give, and what it rests on."""

from functools import partial

from PySide6.QtCore import Qt, Signal

from csops.domain.access import Permission
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
from csops.ui.kit.controls import Button
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Job, Lane

_KINDS = frozenset({Kind.TERMS, Kind.ABSENCE, Kind.MEMBER, Kind.SETTING, Kind.SKILL, Kind.SKILL_LEVEL})


class HiringCard(Card):
    """Worked out in a process of its own, once there is an outlook and whenever contracts or absences change.

    Signals:
        opening_wanted(object): a place shall be opened for the people that are missing, see `asked_place`.
    """

    opening_wanted = Signal(object)

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
        self.hire = Button(desk.themes, "", icon_name="user-plus")
        self.hire.clicked.connect(lambda: self.opening_wanted.emit(self._place))
        self.hire.hide()
        self._place: dict[str, object] = {}
        self.ground = Text(desk.themes, font="small", colour="text.secondary", wrap=True)
        Spacing(desk.themes, self.body, margins=(5, 0, 5, 4), gap=3)
        for widget in (self.lesson, self.grid):
            self.body.addWidget(widget)
        self.body.addWidget(self.hire, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.ground)
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
        self._offer_place(found)

    def _offer_place(self, found: HiringNeed) -> None:
        """Offer to open a place for those who are missing, to whoever may hire."""
        self._place = asked_place(found, self._formats) if self.desk.workspace.may(Permission.HIRE) else {}
        self.hire.setVisible(bool(self._place))
        if self._place:
            said = tr("Open a place for %Ln people", int(str(self._place["people"])))
            self.hire.setText(said)
            self.hire.setAccessibleName(said)

    def _failed(self, error: Exception) -> None:
        self._basis = None
        self.lesson.say(words(error).sentence)
        self.grid.hide()


def asked_place(found: HiringNeed, formats: Formats) -> dict[str, object]:
    """Return the place to open for the people missing: {"people", "month" (its first day), "why"}; empty for none.

    Of the month in which the most are missing; half a person is somebody, less is not.
    """
    worst = max(found.months, key=lambda month: month.missing_people.mean, default=None)
    if worst is None or round(worst.missing_people.mean) < 1:
        return {}
    people, number = worst.missing_people, partial(formats.number, decimals=1)
    whole = round(people.mean)
    said = tr("%Ln people by {month}, from the forecast: {mean} at full time are missing then ({low} to {high})", whole)
    why = said.format(
        month=formats.month(worst.first_day), mean=number(people.mean), low=number(people.low), high=number(people.high)
    )
    return {"people": whole, "month": worst.first_day, "why": why}


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
