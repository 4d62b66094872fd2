"""Words of merging and erasing: fields, values, and what moves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from csops.domain.changes import Kind
from csops.domain.customer_merging import OWN
from csops.domain.customers import Consent, Stage
from csops.ui.customers.list_columns import stage_words
from csops.ui.desk import Desk
from csops.ui.kit.formats import UNKNOWN, Formats


def tr(text: str, number: int = -1) -> str:
    """Translate a sentence about merging and erasing; `%Ln` is the number, in its plural form."""
    return QCoreApplication.translate("Merging", text, None, number)


def field_words(key: str) -> str:
    """Return what a field is called; own fields of the shop by the name that it gave them."""
    if key.startswith(OWN):
        return key.removeprefix(OWN)
    return {
        "name": tr("Name"),
        "phones": tr("Phones"),
        "emails": tr("E-mails"),
        "stage": tr("Stage"),
        "is_firm": tr("Person or firm"),
        "firm": tr("Firm"),
        "number": tr("Number"),
        "segment": tr("Segment"),
        "birthday": tr("Birthday"),
        "preferred_channel": tr("Preferred channel"),
        "motive": tr("Why they buy"),
        "referred_by": tr("Sent by"),
        "consent": tr("Consent"),
        "lost": tr("Lost"),
        "since": tr("Known since"),
        "note": tr("Note"),
    }[key]


def value_words(key: str, value: Any, *, desk: Desk, formats: Formats, names: Mapping[int, str]) -> str:
    """Return what a record says of a field, a dash where it says nothing."""
    if key == "is_firm":
        return tr("Firm") if value else tr("Person")
    if not value:
        return UNKNOWN
    channels = {one.id: one.name for one in desk.team.channels}
    named = {"firm": names, "referred_by": names, "preferred_channel": channels}
    if key in named:
        return named[key].get(value, UNKNOWN)
    return _consent_words(value, formats) if key == "consent" else _plain_words(value, formats)


def _plain_words(value: Any, formats: Formats) -> str:
    if isinstance(value, Stage):
        return stage_words(value)
    if isinstance(value, datetime):
        return formats.day(value.astimezone(formats.zone).date(), year=True)
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def _consent_words(value: tuple[Consent, datetime | None, str], formats: Formats) -> str:
    said, at, note = value
    known = {
        Consent.NOT_ASKED: tr("Not asked"),
        Consent.GIVEN: tr("Given"),
        Consent.REFUSED: tr("Refused"),
        Consent.WITHDRAWN: tr("Withdrawn"),
    }[said]
    day = "" if at is None else formats.day(at.astimezone(formats.zone).date(), year=True)
    return ", ".join(filter(None, (known, day, note)))


def moved_words(key: str, number: int) -> str:
    """Return how many records of a kind move, in words."""
    words = {
        "contact.customer_id": "%Ln contacts",
        "case.customer_id": "%Ln cases",
        "purchase.customer_id": "%Ln purchases",
        "concession.customer_id": "%Ln concessions",
        "survey_answer.customer_id": "%Ln answers",
        "customer.firm_id": "%Ln people who speak for them",
        "customer.referred_by_id": "%Ln customers whom they sent",
        "customer_merge.kept_id": "%Ln who were merged before",
    }
    return tr(words.get(key, "%Ln other records"), number)


def kind_words(kind: Kind) -> str:
    """Return what a record is called in whose text somebody is named."""
    known = {
        Kind.CONTACT: tr("Contact"),
        Kind.CASE: tr("Case"),
        Kind.NOTE: tr("Note"),
        Kind.FOLLOW_UP: tr("Follow-up"),
        Kind.PROMISE: tr("Promise"),
        Kind.CUSTOMER: tr("Customer"),
        Kind.REQUEST: tr("Request"),
        Kind.ESCALATION: tr("Escalation"),
        Kind.CONCESSION: tr("Concession"),
        Kind.RECOVERY: tr("Recovery"),
        Kind.RECOVERY_STEP: tr("Step of a recovery"),
        Kind.SURVEY_ANSWER: tr("Answer"),
        Kind.PURCHASE: tr("Purchase"),
        Kind.ATTACHMENT: tr("File"),
        Kind.HANDOVER: tr("Handover"),
        Kind.VIEW: tr("View"),
    }
    return known.get(kind, tr("Text"))
