"""Which cases a deed concerns, what to call them, and where its menu stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from csops.ui.contacts.case_view import CaseView


def tr(text: str, number: int = -1) -> str:
    """Translate a text about chosen cases, with a number where it has one."""
    return QCoreApplication.translate("CaseActions", text, "", number)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the deeds concern: the ids of the chosen cases, and the case that is shown."""

    ids: Callable[[], Sequence[int]]
    view: Callable[[], CaseView | None]

    def named(self, ids: Sequence[int]) -> str:
        """Return what to call these cases: the one that is shown by customer and title, several by their number."""
        view = self.view()
        if len(ids) == 1 and view is not None and view.case_id == ids[0]:
            title, customer = view.timeline.case.title, view.customer_title
            return tr("{customer}, {title}").format(customer=customer, title=title) if customer else title
        return tr("Case {id}").format(id=ids[0]) if len(ids) == 1 else tr("%Ln cases", len(ids))


def popup(menu: QMenu, below: QWidget) -> None:
    """Open a menu at a button with its first entry chosen."""
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
    menu.popup(place_of(menu, below))


def place_of(menu: QMenu, below: QWidget) -> QPoint:
    """Return where a menu stands: above the button, or below one that is at the top of the window."""
    height = menu.sizeHint().height()
    above = below.mapTo(below.window(), QPoint(0, 0)).y() - height
    return below.mapToGlobal(QPoint(0, -height if above >= 0 else below.height()))
