"""The page of reports as a person uses it."""

from csops.ui.reports.page import ReportsPage


def choose_report(page: ReportsPage, name: str) -> None:
    """Choose a report from the list."""
    field = page.choosing.name
    field.choose(name)
    field.box.activated.emit(field.box.currentIndex())
