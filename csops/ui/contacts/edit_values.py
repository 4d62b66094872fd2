"""What stands in the form while a logged contact is corrected: which values are others, and what they make of it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from csops.domain.contacts import Contact, ContactDraft, Result
from csops.services.settings import Team
from csops.ui.contacts.times_block import day_text
from csops.ui.kit.formats import Formats

Values = Mapping[str, Any]
Flat = dict[str, Any]

_WHO = ("customer_id", "customer", "phone", "email")
_PLAIN = ("channel", "topic", "direction", "text", "result", "follow_up", "files")
_TIMES = ("handle", "handled_by", "answered", "happened")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "channel": ("channel_id",),
    "who": ("customer_id",),
    "topic": ("topic_id",),
    "direction": ("direction",),
    "text": ("text",),
    "result": ("result",),
    "times.handle": ("handle_time",),
    "times.handled_by": ("member_id",),
    "times.answered": ("answered_after",),
    "times.happened": ("happened_at", "time_known"),
}


def values_of(contact: Contact, *, team: Team, formats: Formats) -> Flat:
    """Return a contact as the form shows it, but for whom it was with: their name is not in it."""
    channel = next((one.key for one in team.channels if one.id == contact.channel_id), "")
    here = contact.happened_at.astimezone(formats.zone)
    handled, answered = contact.handle_time, contact.answered_after
    return {
        "channel": channel,
        "topic": str(contact.topic_id or ""),
        "direction": contact.direction.value,
        "text": contact.text,
        "result": contact.result.value,
        "times.handle": "" if handled is None else handled.total_seconds(),
        "times.handled_by": str(contact.member_id or ""),
        "times.answered": "" if answered is None else formats.clock(answered),
        "times.happened": day_text(here.date(), here.time() if contact.time_known else None),
    }


def flat(values: Values) -> Flat:
    """Return the values of the form side by side, so that each can be compared."""
    who = {name: values["who"][name] for name in _WHO}
    result = values["result"] or Result.OPEN.value  # nothing is chosen where the log does not say
    times = {f"times.{name}": values["times"][name] for name in _TIMES}
    return {**{name: values[name] for name in _PLAIN}, "who": who, "result": result, **times}


def nested(values: Flat) -> dict[str, Any]:
    """Return values side by side as the form takes them."""
    times = {name: values[f"times.{name}"] for name in _TIMES if f"times.{name}" in values}
    return {**{name: value for name, value in values.items() if "." not in name}, "times": times}


def changes(before: Flat, now: Flat) -> Flat:
    """Return those values that are others than before."""
    return {name: value for name, value in now.items() if value != before[name]}


def corrected(contact: Contact, draft: ContactDraft, *, changed: Collection[str]) -> Contact:
    """Return the contact with what was changed in the form; all else stays to the millisecond as it was."""
    made = _as_contact(draft, contact)
    names = [name for key in changed for name in _FIELDS.get(key, ())]
    return replace(contact, **{name: made[name] for name in names})


def _as_contact(draft: ContactDraft, contact: Contact) -> dict[str, Any]:
    """A contact has a channel and a moment: where the form says none, what was there stays."""
    is_dated = draft.happened_at is not None
    return {
        "channel_id": draft.channel_id or contact.channel_id,
        "customer_id": draft.customer_id,
        "topic_id": draft.topic_id,
        "direction": draft.direction,
        "text": draft.text,
        "result": draft.result,
        "handle_time": draft.handle_time,
        "member_id": draft.member_id,
        "answered_after": draft.answered_after,
        "happened_at": draft.happened_at if is_dated else contact.happened_at,
        "time_known": draft.time_known if is_dated else contact.time_known,
    }


def promise_alone(draft: ContactDraft) -> ContactDraft:
    """Return the draft without whom it was with: nobody changed that."""
    return replace(draft, customer_id=None, customer_name="", phone="", email="")
