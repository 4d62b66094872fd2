"""The tabs of the forecast: known here without loading any of them."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_CONTEXT = "ForecastTabs"
N = QT_TRANSLATE_NOOP
PEOPLE, SHIFTS, SCENARIOS, ACCURACY, HISTORY = "people", "shifts", "scenarios", "accuracy", "history"


@dataclass(frozen=True, kw_only=True)
class TabName:
    """A tab: the key with which it is asked for, and its title."""

    key: str
    title: str

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate(_CONTEXT, self.title)


TABS: tuple[TabName, ...] = (
    TabName(key=PEOPLE, title=str(N("ForecastTabs", "Volume and people"))),
    TabName(key=SHIFTS, title=str(N("ForecastTabs", "Shifts"))),
    TabName(key=SCENARIOS, title=str(N("ForecastTabs", "Scenarios"))),
    TabName(key=ACCURACY, title=str(N("ForecastTabs", "Accuracy"))),
    TabName(key=HISTORY, title=str(N("ForecastTabs", "History"))),
)
