"""The sections of a customer's page beside what happened: known here without loading any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.services.customer_view import CustomerView
from csops.ui.customers.section import Section
from csops.ui.desk import Desk

_CONTEXT = "CustomerSections"
N = QT_TRANSLATE_NOOP


def _always(_view: CustomerView) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class CustomerSection:
    """A section: its key, its title, for which customers it is there, and how it is made, when it is first shown."""

    key: str
    title: str
    make: Callable[[Desk], Section]
    is_for: Callable[[CustomerView], bool] = _always

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate(_CONTEXT, self.title)


def _purchases(desk: Desk) -> Section:
    from csops.ui.customers.purchases import PurchasesSection

    return PurchasesSection(desk)


def _people(desk: Desk) -> Section:
    from csops.ui.customers.people import PeopleSection

    return PeopleSection(desk)


def _merging(desk: Desk) -> Section:
    from csops.ui.customers.merging.section import MergingSection

    return MergingSection(desk)


SECTIONS: tuple[CustomerSection, ...] = (
    CustomerSection(
        key="people",
        title=str(N("CustomerSections", "People")),
        make=_people,
        is_for=lambda view: view.customer.is_firm,
    ),
    CustomerSection(key="purchases", title=str(N("CustomerSections", "Purchases")), make=_purchases),
    CustomerSection(key="merging", title=str(N("CustomerSections", "Merging and privacy")), make=_merging),
)
"""In their order, after *What happened*."""
