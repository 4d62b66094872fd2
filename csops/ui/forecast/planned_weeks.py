"""Which week is looked at, and which plan holds for it."""

from collections.abc import Sequence
from datetime import date, timedelta

from csops.domain.plans import Plan, plan_of_day


class PlannedWeeks:
    """The weeks that can be planned are those that are forecast, and those of kept plans.

    Attributes:
        week: the first day of the week that is looked at; None before anything was read.
        forecast: the weeks that are forecast.
    """

    def __init__(self) -> None:
        self._plans: list[Plan] = []
        self.week: date | None = None
        self.forecast: tuple[date, ...] = ()
        self._wanted: int | None = None

    def take(self, plans: Sequence[Plan]) -> None:
        """Take what was read anew."""
        self._plans = list(plans)

    def renew(self, plan: Plan) -> None:
        """Take one plan as it is now: what an act brings is newer than the list that was read."""
        self._plans = [*(one for one in self._plans if one.id != plan.id), plan]

    def choose(self, plan: Plan) -> None:
        """Look at this one of the plans of the week, also where another one is published."""
        self._wanted = plan.id

    def show(self, plan: Plan) -> None:
        """Look at the first week of this plan, which may be new."""
        self.renew(plan)
        self._wanted, self.week = plan.id, plan.first_day

    def plan(self) -> Plan | None:
        """Return the plan of the week: the one that was asked for, else what is published, else the newest draft."""
        if self.week is None:
            return None
        week = self.week
        asked = [one for one in self._plans if one.id == self._wanted and one.first_day <= week <= one.last_day]
        return asked[0] if asked else plan_of_day(self._plans, week)

    def plans(self) -> list[Plan]:
        """Return every plan of the week, the newest first."""
        week = self.week
        if week is None:
            return []
        return sorted((one for one in self._plans if one.first_day <= week <= one.last_day), key=lambda one: -one.id)

    def is_forecast(self) -> bool:
        """Whether the week can be planned from the forecast."""
        return self.week in self.forecast

    def at(self, by: int) -> date | None:
        """Return the week so many places away, None where there is none."""
        weeks = self._weeks()
        place = weeks.index(self.week) + by if self.week in weeks else 0
        return weeks[place] if 0 <= place < len(weeks) else None

    def step(self, by: int) -> None:
        """Look at another week."""
        self.week = self.at(by) or self.week

    def _weeks(self) -> list[date]:
        planned = {plan.first_day + timedelta(weeks=number) for plan in self._plans for number in range(plan.weeks)}
        return sorted(planned | set(self.forecast))
