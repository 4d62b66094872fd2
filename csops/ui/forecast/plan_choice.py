"""Which of several plans for the same week is looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from csops.domain.plans import Plan, PlanState
from csops.ui.forecast.wording import tr
from csops.ui.kit.field_kinds import ChoiceBox
from csops.ui.kit.formats import Formats
from csops.ui.kit.theme import Themes

WIDTH_SPACES = 52


class PlanChoice(ChoiceBox):
    """The plans of a week by state, name and when they were made; gone where there is only one.

    Signals:
        chosen(object): the Plan that shall be shown.
    """

    chosen = Signal(object)

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__(themes, typed=False)
        self._formats = formats
        self._plans: list[Plan] = []
        self.setAccessibleName(self.tr("Plan of this week"))
        self.activated.connect(lambda place: self.chosen.emit(self._plans[place]))
        self.hide()

    def theme_changed(self) -> None:
        """Take the width from the theme as well."""
        super().theme_changed()
        self.setFixedWidth(self._themes.current.space(1) * WIDTH_SPACES)

    def show_plans(self, plans: Sequence[Plan], shown: Plan | None) -> None:
        """Show these; `shown` is the one that is looked at."""
        self._plans = list(plans)
        self.clear()
        self.addItems([self._words(plan) for plan in plans])
        ids = [plan.id for plan in plans]
        self.setCurrentIndex(ids.index(shown.id) if shown is not None and shown.id in ids else -1)
        self.setVisible(len(self._plans) > 1)

    def _words(self, plan: Plan) -> str:
        state = tr("Published") if plan.state is PlanState.PUBLISHED else tr("Draft")
        when = self._formats.moment(plan.published_at or plan.made_at)
        said = tr("{state}: {name}, {when}") if plan.name else tr("{state}, {when}")
        return said.format(state=state, name=plan.name, when=when)
