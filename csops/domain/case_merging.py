"""Two cases that are one matter: what becomes of what each of them says, and which cannot be one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from csops.domain.case_histories import completed, joined, lived, unknown_reopenings
from csops.domain.cases import Case, StateChange, title_from
from csops.domain.contacts import Contact, first_response, with_contact, without_contact
from csops.domain.errors import InputError

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def check_mergeable(into: Case, merged: Case) -> None:
    """Raise InputError where two cases cannot be one: it is one and the same, or they are of two customers."""
    if into.id == merged.id:
        raise InputError(
            field="case",
            problem="A case cannot be merged with itself",
            right="Choose another case of this customer",
        )
    if None not in (into.customer_id, merged.customer_id) and into.customer_id != merged.customer_id:
        raise InputError(
            field="case",
            problem="The cases are of two customers",
            right="Merge the customers first if they are the same person; else the cases stay apart",
        )


def join(
    into: Case,
    merged: Case,
    *,
    into_changes: Sequence[StateChange],
    merged_changes: Sequence[StateChange],
    contacts: Sequence[Contact],
) -> tuple[Case, list[StateChange]]:
    """Return the case that two have become, and its changes of state.

    What the one that stays says holds, and the other fills what it left open; times, first response, resolutions and
    reopenings follow from both histories as one (see domain/case_histories.py).

    Args:
        into: the one that stays.
        merged: the one that goes.
        into_changes: its changes of state.
        merged_changes: those of the one that goes.
        contacts: of both.
    """
    told = completed(into, into_changes), completed(merged, merged_changes)
    unknown = unknown_reopenings(into, told[0]) + unknown_reopenings(merged, told[1])
    history = joined(*told)
    whole = lived(replace(into, opened_at=min(into.opened_at, merged.opened_at)), history)
    last = max((into, merged), key=lambda case: case.resolved_at or _BEFORE_ALL)
    whole = replace(
        whole,
        **_filled(into, merged),
        reopened=whole.reopened + unknown,
        last_contact_at=max(filter(None, (into.last_contact_at, merged.last_contact_at)), default=None),
        confirmed=last.confirmed if whole.state.is_settled else None,
    )
    answers = [into.first_response_at, merged.first_response_at, *(first_response(whole, one) for one in contacts)]
    return replace(whole, first_response_at=min(filter(None, answers), default=None)), history


def _filled(into: Case, merged: Case) -> dict[str, Any]:
    """Return what the case that goes tells where the one that stays tells nothing; texts of both stand together."""
    chosen = ("customer_id", "topic_id", "channel_id", "owner_id", "cause", "department")
    told: dict[str, Any] = {name: getattr(into, name) or getattr(merged, name) for name in chosen}
    texts = ("stated", "matter", "cause_note")
    return told | {name: _both_texts(getattr(into, name), getattr(merged, name)) for name in texts}


def check_splittable(chosen: Sequence[Contact], contacts: Sequence[Contact]) -> None:
    """Raise InputError unless some of a case's contacts are chosen, and not all."""
    if not chosen:
        raise InputError(field="contacts", problem="No contact is chosen", right="Choose those of the other matter")
    if len(chosen) == len(contacts):
        raise InputError(
            field="contacts",
            problem="All contacts of the case are chosen",
            right="Leave those that belong to this case; a case has at least one contact",
        )


def opened_by(contacts: Sequence[Contact], *, of: Case) -> tuple[Case, list[StateChange]]:
    """Return the case that these contacts make, as if they had been logged on it one after the other, and its changes.

    Owner, customer and channel are those of the case `of` from which they come, where the contacts do not tell.
    """
    ordered = sorted(contacts, key=lambda one: (one.entered_at, one.id))
    first = min(contacts, key=lambda one: (one.happened_at, one.id))
    case = Case(
        customer_id=next((one.customer_id for one in ordered if one.customer_id), of.customer_id),
        topic_id=first.topic_id,
        channel_id=first.channel_id,
        title=title_from(first.text, fallback=of.title),
        owner_id=of.owner_id,
        opened_at=first.happened_at,
    )
    changes: list[StateChange] = []
    for contact in ordered:
        before = case.state if changes else None
        case = with_contact(case, contact)
        if case.state is not before:
            changes.append(
                StateChange(case_id=0, at=contact.entered_at, state=case.state, member_id=contact.entered_by)
            )
    return case, changes


def split(
    case: Case, *, chosen: Sequence[Contact], left: Sequence[Contact], changes: Sequence[StateChange]
) -> tuple[Case, list[StateChange]]:
    """Return the case without the chosen contacts, and the changes of state that stay with it.

    A change goes with the contact whose entry brought it: both bear the same moment. Times, state and reopenings
    follow what is left; where no change is left (an import that tells none) the case stays in its state.
    """
    history = completed(case, changes)
    unknown = unknown_reopenings(case, history)
    going = {contact.entered_at for contact in chosen} - {contact.entered_at for contact in left}
    staying = [change for change in history if change.at not in going]
    if case.opened_at == min(one.happened_at for one in (*chosen, *left)):
        case = replace(case, opened_at=min(one.happened_at for one in left))
    if staying:
        whole = lived(case, staying)
        case = replace(whole, reopened=whole.reopened + unknown)
    if not case.state.is_settled:
        case = replace(case, confirmed=None)
    return without_contact(case, left), staying


def _both_texts(one: str, other: str) -> str:
    if not other or other in one:
        return one
    return f"{one}\n{other}" if one else other
