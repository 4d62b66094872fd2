"""What a person says of a draw: period, how many, spread over what, among whom, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.due import due_moment
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.questions import day_start
from csops.domain.review_draws import MOST, DrawPlan
from csops.domain.review_samples import Stratum
from csops.services.review_queue import list_reviewers
from csops.services.review_samples import MARGIN, new_seed
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kept_typing import Typed
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.field_kinds import DayField, NumberField
from csops.ui.kit.fields import Field, LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.queue.people_choice import PeopleChoice
from csops.ui.quality.queue.reviewer_choice import ReviewerChoice
from csops.ui.quality.queue.words import stratum_words
from csops.ui.quality.wording import tr

EACH, ALL = "each", "all"
_DAYS = 30
_USUAL_IN_ALL = 20


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What a draw can choose from: who may review, and the rules of the team."""

    reviewers: Sequence[Member]
    rules: QualityRules


def offered_for(workspace: Workspace) -> Offered:
    """Return what a draw can choose from."""
    with workspace.read() as work:
        rules = work.settings.get(QualityRules)
    return Offered(reviewers=list_reviewers(workspace), rules=rules)


MOST_MARGIN = 50


class DrawFields(QWidget):
    """The form of a draw.

    Signals:
        changed: something else is asked for.
    """

    changed = Signal()

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        themes, today = desk.themes, desk.today
        self.since = DayField(themes, label=tr("From"), today=today, formats=formats, name="since", required=True)
        self.until = DayField(themes, label=tr("To"), today=today, formats=formats, name="until", required=True)
        self.since.set_day(today() - timedelta(days=_DAYS - 1))
        self.until.set_day(today())
        ways = [Option(key=EACH, text=tr("Of each person")), Option(key=ALL, text=tr("In all"))]
        self.way = Segmented(themes, ways, name=tr("How many"))
        self.count = NumberField(themes, label=tr("How many"), formats=formats, low=1, high=MOST, name="sample")
        self.margin = NumberField(
            themes, label=tr("An average within, points"), formats=formats, low=1, high=MOST_MARGIN, name="margin"
        )
        self.margin.set_number(MARGIN)
        self._per_person = QualityRules().per_person
        self.count.set_number(self._per_person)
        self.strata = {one: CheckBox(themes, stratum_words(one)) for one in Stratum}
        self.people = PeopleChoice(desk)
        self.due = DayField(themes, label=tr("Reviewed until"), today=today, formats=formats, name="due at", ahead=True)
        self.due.set_day(today() + timedelta(days=7))
        self.name = LineField(themes, label=tr("Name"), name="name", placeholder=tr("Such as “November, phone”"))
        self.seed = LineField(themes, label=tr("Seed"), name="seed")
        self.seed.set_text(str(new_seed()))
        self.seed.set_helper(tr("The same seed draws the same contacts again"))
        self.self_first = CheckBox(themes, tr("The person looks at it first"))
        self.who = ReviewerChoice(desk, formats)
        self._lay_out()
        self._connect()

    def offer(self, offered: Offered) -> None:
        """Offer these reviewers, and begin with what the team has decided."""
        me = self._desk.workspace.member.id
        self._per_person = offered.rules.per_person
        self.count.set_number(self._per_person)
        self.self_first.setChecked(offered.rules.self_first)
        self.who.offer(offered.reviewers, chosen=me)
        self._leave_out()

    def kept(self) -> dict[str, Typed]:
        """Return what is kept of the form, in the order in which it is put back; the seed is another each time."""
        fields: dict[str, Typed] = {"way": self.way}
        fields |= {
            field.name: field for field in (self.since, self.until, self.count, self.margin, self.due, self.name)
        }
        fields |= {f"stratum {one.value}": box for one, box in self.strata.items()}
        fields |= {f"contacts of {key}": box for key, box in self.people.boxes.items()}
        return {**fields, **self.who.typed(), "self first": self.self_first}

    def quota(self) -> int | None:
        """Return how many of each person are asked for, None where it is so many in all."""
        number = self.count.number()
        return int(number) if self.way.key() == EACH and number is not None else None

    def margin_wanted(self) -> int:
        """Return how many points an average may be off; where the field does not read, what is usual."""
        number = self.margin.number()
        is_read = number is not None and 1 <= number <= MOST_MARGIN and number == int(number)
        return int(number) if number is not None and is_read else MARGIN

    def plan(self) -> DrawPlan | None:
        """Return what is asked for, None while a field does not read."""
        since, until, number = self.since.day(), self.until.day(), self.count.number()
        seed, shares = self._seed(), self.who.shares()
        if since is None or until is None or number is None or seed is None or shares is None:
            return None
        zone, due = self._desk.team.shop.zone, self.due.day()
        return DrawPlan(
            since=day_start(since, zone=zone),
            until=day_start(until + timedelta(days=1), zone=zone),
            name=self.name.text(),
            strata=tuple(one for one, box in self.strata.items() if box.isChecked() and box.isEnabled()),
            quota=self.quota(),
            wanted=0 if self.way.key() == EACH else int(number),
            members=self.people.members(),
            reviewers=self.who.reviewers(),
            shares=shares,
            self_first=self.self_first.isChecked(),
            due_at=None if due is None else due_moment(due, None, zone=zone),
            seed=seed,
        )

    def checked(self) -> DrawPlan | None:
        """Return what is asked for, or say at the first field what is wrong and return None."""
        fields: list[Field] = [self.since, self.until, self.count, self.margin, self.due, self.seed]
        return self.plan() if first_problem(fields) is None and self.who.is_right() else None

    # ------------------------------------------------------------ inside
    def _seed(self) -> int | None:
        text = self.seed.text().strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(2**63)) else None

    def _seed_problem(self) -> str:
        return tr("Write a whole number of 0 or more, up to 18 digits") if self._seed() is None else ""

    def _count_problem(self) -> str:
        number = self.count.number()
        if number is None or not 1 <= number <= MOST or number != int(number):
            return tr("Write a whole number from 1 to {most}").format(most=self._formats.number(MOST))
        return ""

    def _margin_problem(self) -> str:
        number = self.margin.number()
        if number is None or not 1 <= number <= MOST_MARGIN or number != int(number):
            return tr("Write a whole number from 1 to {most}").format(most=self._formats.number(MOST_MARGIN))
        return ""

    def _way_chosen(self, key: str) -> None:
        if self.count.number() in {self._per_person, _USUAL_IN_ALL}:
            self.count.set_number(self._per_person if key == EACH else _USUAL_IN_ALL)
        self._show_person()
        self.changed.emit()

    def _leave_out(self) -> None:
        reviewers = self.who.reviewers()
        self.people.leave_out(reviewers[0] if len(reviewers) == 1 else None)

    def _show_person(self) -> None:
        """With so many of each person the sample is spread over people by itself."""
        box, is_each = self.strata[Stratum.PERSON], self.way.key() == EACH
        box.setEnabled(not is_each)
        box.setChecked(is_each or box.isChecked())
        box.setToolTip(tr("So many of each person are spread over people already") if is_each else "")

    def _connect(self) -> None:
        self.seed.set_check(self._seed_problem)
        self.count.set_check(self._count_problem)
        self.margin.set_check(self._margin_problem)
        fields: list[Field] = [self.since, self.until, self.count, self.margin, self.due, self.name, self.seed]
        for field in fields:
            field.edited.connect(self.changed)
        for box in (*self.strata.values(), self.self_first):
            box.toggled.connect(self.changed)
        self.people.changed.connect(self.changed)
        self.who.changed.connect(self._leave_out)
        self.who.changed.connect(self.changed)
        self.way.chosen.connect(self._way_chosen)
        self._show_person()

    def _lay_out(self) -> None:
        themes = self._desk.themes
        column, days, numbers, last = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        Spacing(themes, column, gap=3)
        strata = QHBoxLayout()
        for row in (days, numbers, strata, last):
            Spacing(themes, row, gap=3)
        sharing = Text(themes, tr("Reviewers who share them, in parts"), font="smallStrong", colour="text.secondary")
        spread = Text(themes, tr("Spread over"), font="smallStrong", colour="text.secondary")
        whose = Text(themes, tr("Contacts of"), font="smallStrong", colour="text.secondary")
        for field in (self.since, self.until):
            days.addWidget(field, 1)
        numbers.addWidget(self.count, 1)
        numbers.addWidget(self.margin, 1)
        for box in self.strata.values():
            strata.addWidget(box)
        strata.addStretch(1)
        last.addWidget(self.due, 1)
        last.addWidget(self.seed, 1)
        column.addLayout(days)
        column.addWidget(self.way)
        column.addLayout(numbers)
        column.addWidget(whose)
        column.addWidget(self.people)
        column.addWidget(spread)
        column.addLayout(strata)
        column.addWidget(sharing)
        column.addWidget(self.who)
        column.addWidget(self.self_first)
        column.addLayout(last)
        column.addWidget(self.name)
