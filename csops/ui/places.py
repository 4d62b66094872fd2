"""The places of the window: what they are called, who may go there, and how their page is made."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.kit.page import Page
from csops.ui.preferences import Preferences

Make = Callable[[Desk, Preferences], Page]
N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class PlaceOfWork:
    """One place. Its page is imported and made when it is first shown: starting stays quick.

    Attributes:
        is_own: what is asked of it is somebody's own work, such as their form of a review: nobody else is led to it.
    """

    key: str
    title: str
    icon: str
    shortcut: str
    permission: Permission
    make: Make
    below: bool = False
    is_own: bool = False

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate("Places", self.title)


def _today(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.today.page import TodayPage

    return TodayPage(desk, preferences=preferences)


def _contacts(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.contacts.page import ContactsPage

    return ContactsPage(desk, preferences=preferences)


def _customers(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.customers.place import CustomersPlace

    return CustomersPlace(desk, preferences=preferences)


def _forecast(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.forecast.place import ForecastPlace

    return ForecastPlace(desk, preferences=preferences)


def _hiring(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.hiring.place import HiringPlace

    return HiringPlace(desk, preferences=preferences)


def _quality(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.quality.place import QualityPlace

    return QualityPlace(desk, preferences=preferences)


def _figures(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.figures.place import FiguresPlace

    return FiguresPlace(desk, preferences=preferences)


def _reports(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.reports.page import ReportsPage

    return ReportsPage(desk, preferences=preferences)


def _import(desk: Desk, _preferences: Preferences) -> Page:
    from csops.ui.imports.page import ImportPage

    return ImportPage(desk)


def _settings(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.settings.page import SettingsPage

    return SettingsPage(desk, preferences=preferences)


def _place(
    key: str,
    title: object,
    icon: str,
    shortcut: str,
    *,
    may: Permission,
    make: Make,
    below: bool = False,
    own: bool = False,
) -> PlaceOfWork:
    return PlaceOfWork(
        key=key,
        title=str(title),
        icon=icon,
        shortcut=shortcut,
        permission=may,
        make=make,
        below=below,
        is_own=own,
    )


PLACES: tuple[PlaceOfWork, ...] = (
    _place("today", N("Places", "Today"), "sun", "place.1", may=Permission.READ, make=_today),
    _place("contacts", N("Places", "Contacts"), "messages-square", "place.2", may=Permission.READ, make=_contacts),
    _place("customers", N("Places", "Customers"), "users", "place.3", may=Permission.READ, make=_customers),
    _place("forecast", N("Places", "Forecast"), "chart-line", "place.4", may=Permission.FORECAST, make=_forecast),
    _place(
        "hiring", N("Places", "Team & hiring"), "user-search", "place.5", may=Permission.READ, make=_hiring, own=True
    ),
    _place("quality", N("Places", "Quality"), "badge-check", "place.6", may=Permission.READ, make=_quality, own=True),
    _place("figures", N("Places", "Figures"), "gauge", "place.7", may=Permission.READ, make=_figures),
    _place("reports", N("Places", "Reports"), "file-text", "place.8", may=Permission.EXPORT, make=_reports),
    _place("import", N("Places", "Import"), "download", "", may=Permission.IMPORT, make=_import, below=True),
    _place(
        "settings", N("Places", "Settings"), "settings", "settings", may=Permission.READ, make=_settings, below=True
    ),
)
"""In the order of the left bar. Places that a later issue brings are absent, not empty."""
