"""A logged contact corrected: what its case makes of that, and what two people make of one record."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from csops.domain.cases import Case, moved, title_from
from csops.domain.contacts import Contact, Result, first_response, state_after

R = TypeVar("R", bound=Any)
_OF_TIME = ("happened_at", "direction", "answered_after")


def followed(case: Case, *, before: Contact, after: Contact, contacts: Sequence[Contact]) -> Case:
    """Return the case as it stands once one of its contacts is corrected.

    What the case took from the contact follows it: customer, topic, channel, title, its times and, where the contact is
    the last, its state. What somebody has decided for the case since stays.

    Args:
        case: as it stands.
        before: the contact as it was.
        after: the contact as it is now.
        contacts: all contacts of the case, the corrected one among them.
    """
    case = replace(case, **_taken_over(case, before, after, contacts))
    if any(getattr(before, name) != getattr(after, name) for name in _OF_TIME):
        case = _timed(case, before, contacts)
    is_last = after.id == max(contacts, key=lambda one: (one.happened_at, one.id)).id
    if before.result is not after.result and is_last:
        known = case.customer_id is not None
        if case.state is state_after(before, known_customer=known):
            case = moved(case, state_after(after, known_customer=known), at=after.entered_at)
    return case


def _taken_over(case: Case, before: Contact, after: Contact, contacts: Sequence[Contact]) -> dict[str, Any]:
    is_first = after.id == min(contacts, key=lambda one: (one.happened_at, one.id)).id
    taken: dict[str, Any] = {}
    if case.customer_id == before.customer_id:
        taken["customer_id"] = after.customer_id
    if case.topic_id == before.topic_id:
        taken["topic_id"] = after.topic_id
    if is_first and case.channel_id == before.channel_id:
        taken["channel_id"] = after.channel_id
    if case.title and case.title == title_from(before.text, fallback=""):
        taken["title"] = title_from(after.text, fallback=case.title)
    return taken


def _timed(case: Case, before: Contact, contacts: Sequence[Contact]) -> Case:
    if case.opened_at == before.happened_at:
        case = replace(case, opened_at=min(one.happened_at for one in contacts))
    answers = [at for one in contacts if (at := first_response(case, one)) is not None]
    last = max(one.happened_at for one in contacts)
    return replace(case, last_contact_at=last, first_response_at=min(answers, default=None))


def tidied(contact: Contact) -> Contact:
    """Return the contact without what a missed one cannot have: somebody who handled it."""
    return replace(contact, member_id=None) if contact.result is Result.MISSED else contact


def contested(mine: R, theirs: R, base: R | None) -> tuple[str, ...]:
    """Return the fields that two people have made different of; without a base every field that differs."""
    names = [name for name in mine.__dataclass_fields__ if name not in {"id", "version"}]
    return tuple(name for name in names if _both_changed(name, mine, theirs, base))


def settled(mine: R, theirs: R, base: R | None, *, keep: Collection[str]) -> R:
    """Return theirs with what I alone have changed, and of the contested fields mine where `keep` names them."""
    fought = contested(mine, theirs, base)
    ours = [
        name
        for name in mine.__dataclass_fields__
        if name in keep or (base is not None and name not in fought and getattr(mine, name) != getattr(base, name))
    ]
    values = {name: getattr(mine, name) for name in ours if name not in {"id", "version"}}
    return replace(theirs, **values)


def _both_changed(name: str, mine: Any, theirs: Any, base: Any) -> bool:
    ours, other = getattr(mine, name), getattr(theirs, name)
    if ours == other:
        return False
    return base is None or getattr(base, name) not in (ours, other)
