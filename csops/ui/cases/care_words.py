"""The choices on a case in words: what it came from, whether the customer confirmed, why it was passed on."""

from PySide6.QtCore import QCoreApplication

from csops.domain.cases import Cause, Confirmation
from csops.domain.escalations import EscalationReason


def tr(text: str) -> str:
    """Translate a text about cases."""
    return QCoreApplication.translate("Cases", text)


def cause_words(cause: Cause) -> str:
    """Return what a matter came from."""
    return {
        Cause.PRODUCT: tr("Product"),
        Cause.PROCESS: tr("Process"),
        Cause.POLICY: tr("Policy"),
        Cause.PEOPLE: tr("People"),
    }[cause]


def confirmation_words(confirmed: Confirmation) -> str:
    """Return what the customer said to the question whether it is solved."""
    return {
        Confirmation.CONFIRMED: tr("Customer confirmed"),
        Confirmation.NO_ANSWER: tr("Asked, no answer"),
        Confirmation.NOT_ASKED: tr("Not asked"),
    }[confirmed]


def reason_words(reason: EscalationReason) -> str:
    """Return why a case was passed on."""
    return {
        EscalationReason.KNOWLEDGE: tr("Knowledge was missing"),
        EscalationReason.AUTHORITY: tr("Authority was missing"),
        EscalationReason.CUSTOMER_ASKED: tr("The customer asked for it"),
        EscalationReason.COMPLAINT: tr("A complaint about the member"),
        EscalationReason.OTHER: tr("Another reason"),
    }[reason]
