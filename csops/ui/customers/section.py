"""What every section of a customer's page is: told whose, read anew, asking for other places."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Section(QWidget):
    """What a section shows of one customer.

    Signals:
        wanted: (place, question) another place shall be shown.
    """

    wanted = Signal(str, object)
    customer_id = 0

    def show_customer(self, customer_id: int) -> None:
        """Show this of a customer."""
        self.customer_id = customer_id
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown of `customer_id`. A section overrides this."""
