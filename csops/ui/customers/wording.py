"""Words of customers that several parts of the place use."""

from PySide6.QtCore import QCoreApplication

from csops.domain.customers import Consent


def tr(text: str, number: int = -1) -> str:
    """Translate a text about customers; `%Ln` is the number, in its plural form."""
    return QCoreApplication.translate("Customers", text, None, number)


def consent_words(consent: Consent) -> str:
    """Return what a customer said to being written to, in a word or two."""
    return {
        Consent.NOT_ASKED: tr("Not asked yet"),
        Consent.GIVEN: tr("Agreed"),
        Consent.REFUSED: tr("Refused"),
        Consent.WITHDRAWN: tr("Withdrawn"),
    }[consent]
