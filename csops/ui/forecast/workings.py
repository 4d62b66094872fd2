"""Opens what explains the forecast page: how all was worked out, and what makes up one week."""

from PySide6.QtWidgets import QWidget

from csops.domain.channels import Channel
from csops.domain.outlooks import WeekAhead
from csops.services.staffing import Plan
from csops.ui.forecast.explained import Explained
from csops.ui.forecast.why_week import WhyWeek
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


class Workings:
    """The two explanations over a window; of each the one that was opened last."""

    def __init__(self, themes: Themes, formats: Formats) -> None:
        self._themes, self._formats = themes, formats
        self.explained: Explained | None = None
        self.why_week: WhyWeek | None = None

    def explain(self, window: QWidget, *, plan: Plan, channel: Channel) -> None:
        """Show how a plan was worked out."""
        self.explained = Explained(self._themes, window, plan=plan, channel=channel, formats=self._formats)
        _open(self.explained)

    def explain_week(self, window: QWidget, *, channel: Channel, week: WeekAhead | None) -> None:
        """Show what makes up the forecast of a week, where it is one to come."""
        if week is not None:
            self.why_week = WhyWeek(
                self._themes,
                window,
                week=week,
                channel=channel.name,
                colour=self._themes.current.channel(channel.key).token,
                formats=self._formats,
            )
            _open(self.why_week)


def _open(dialog: Dialog) -> None:
    dialog.closed.connect(dialog.deleteLater)
    dialog.open()
