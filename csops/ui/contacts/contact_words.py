"""What the fields of a contact or case are called and say in words: for showing two versions beside each other."""

from collections.abc import Mapping
from typing import Any

from csops.domain.cases import Case
from csops.domain.contacts import Contact
from csops.services.settings import Team
from csops.ui.cases.care_words import cause_words
from csops.ui.cases.words import state_words
from csops.ui.contacts.table_columns import direction_words, result_words, tr
from csops.ui.kit.formats import Formats


def contact_field(
    name: str, contact: Contact, *, team: Team, formats: Formats, customers: Mapping[int, str]
) -> tuple[str, str]:
    """Return the label of a field of a contact and what stands there."""
    value = getattr(contact, name)
    said: dict[str, tuple[str, Any]] = {
        "channel_id": (tr("Channel"), _named(team.channels, value)),
        "topic_id": (tr("Topic"), _named(team.topics, value)),
        "member_id": (tr("Handled by"), _named(team.members, value)),
        "customer_id": (tr("Customer"), customers.get(value or 0, tr("Unknown"))),
        "text": (tr("What happened"), contact.text),
        "direction": (tr("Direction"), direction_words(contact.direction)),
        "result": (tr("Result"), result_words(contact.result)),
        "handle_time": (tr("Handle time"), formats.clock(contact.handle_time)),
        "answered_after": (tr("Answered after"), formats.clock(contact.answered_after)),
        "happened_at": (tr("Happened at"), formats.moment(contact.happened_at)),
        "time_known": (tr("Happened at"), formats.moment(contact.happened_at)),
    }
    return said.get(name, (name.replace("_", " "), str(value)))


def case_field(name: str, case: Case, *, team: Team) -> tuple[str, str]:
    """Return the label of a field of a case and what stands there."""
    said: dict[str, tuple[str, str]] = {
        "title": (tr("Title"), case.title),
        "topic_id": (tr("Topic"), _named(team.topics, case.topic_id)),
        "state": (tr("Status"), state_words(case.state)),
        "owner_id": (tr("Owner"), _named(team.members, case.owner_id)),
        "stated": (tr("What the customer said"), case.stated),
        "matter": (tr("What it really was"), case.matter),
        "cause": (tr("Cause"), cause_words(case.cause) if case.cause else "–"),
        "department": (tr("Department"), case.department),
        "cause_note": (tr("How it came about"), case.cause_note),
    }
    return said.get(name, (name.replace("_", " "), str(getattr(case, name))))


def _named(records: Any, record_id: int | None) -> str:
    return next((one.name for one in records if one.id == record_id), "–")
