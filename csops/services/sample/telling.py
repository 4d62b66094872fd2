"""What is told of the sample business beside its log, in the order in which one thing needs the other."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random

from csops.domain.calendar import Calendar
from csops.domain.cases import Case
from csops.domain.customers import Customer
from csops.services.content import starter
from csops.services.sample.amends import Amends
from csops.services.sample.buyers import Buyers
from csops.services.sample.care import Care, Told, hand_over
from csops.services.sample.matters import Matter
from csops.services.sample.people import Customers
from csops.services.sample.voices import Voices
from csops.storage.unit_of_work import Work


class Telling:
    """Each part draws from a chance of its own: a change of one leaves the others, and the log, as they were."""

    def __init__(
        self, seed: int, *, calendar: Calendar, members: Mapping[str, int], until: datetime, weeks: int
    ) -> None:
        self._seed, self._calendar, self._members = seed, calendar, members
        self._until, self._weeks = until, weeks
        self._content = starter("sample_care")
        self._care = Care(self._chance("care"), self._content)
        self._buyers: Buyers | None = None

    def before(
        self, matters: Iterable[Matter], *, customers: Customers, channels: Sequence[int], firms: Sequence[str]
    ) -> None:
        """Complete customers and cases before they are kept."""
        self._care.explain(matters)
        self._buyers = Buyers(self._chance("buyers"), self._content, firms=firms, until=self._until)
        self._buyers.describe(customers, channels=channels)

    def after(self, work: Work, pairs: Iterable[tuple[Matter, Case]], *, customers: Sequence[Customer]) -> None:
        """Keep what hangs on customers and cases, follow-ups among it."""
        told = [Told(matter=matter, case=case) for matter, case in pairs]
        work.follow_ups.add_many(self._care.promised(work, told))
        self._care.passed_on(work, told)
        self._care.asked_for(work, told)
        hand_over(work, told, members=self._members)
        amends = Amends(
            self._chance("amends"), self._content, calendar=self._calendar, members=self._members, until=self._until
        )
        amends.give(work, told)
        amends.put_right(work, told)
        buyers: list[int] = []
        if self._buyers is not None:
            self._buyers.tie(work, customers)
            buyers = self._buyers.buy(work, customers)
        voices = Voices(self._chance("voices"), self._content, calendar=self._calendar, until=self._until)
        voices.keep(work, told, customers=buyers, weeks=self._weeks)

    def _chance(self, name: str) -> Random:
        return Random(f"{self._seed} {name}")  # noqa: S311 - a shop is made up here, no secret
