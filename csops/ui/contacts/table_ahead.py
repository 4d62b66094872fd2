"""While one looks at the first rows the whole order is worked out: then a jump to any row costs nothing."""

from csops.domain.lines import Order
from csops.services.contact_pages import ContactPages
from csops.ui.desk import Desk
from csops.ui.kit.tasks import Lane


def prepare(desk: Desk, pages: ContactPages, order: Order) -> None:
    """Have the order worked out where long questions are answered, if that is worth it."""
    if pages.is_worth_preparing(order):
        desk.ask(lambda: pages.prepare(order), then=_done, key="contacts.table.order", lane=Lane.LONG_READS)


def _done(_nothing: None) -> None:
    """The next page asked for finds it."""
