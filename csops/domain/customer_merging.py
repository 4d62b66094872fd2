"""Two customers made one, field by field, and made two again: which value comes from which, and what goes back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from csops.domain.customers import Consent, Customer, OwnField, Stage, reach_of
from csops.domain.errors import InputError


class Take(Enum):
    """Where the value of a field comes from. BOTH: phones, e-mails and notes of the two together."""

    KEPT = "kept"
    MERGED = "merged"
    BOTH = "both"


OWN = "own: "
"""How the key of an own field of the shop begins; its name follows."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "phones": ("phones",),
    "emails": ("emails",),
    "stage": ("stage",),
    "is_firm": ("is_firm",),
    "firm": ("firm_id",),
    "number": ("number",),
    "segment": ("segment",),
    "birthday": ("birthday",),
    "preferred_channel": ("preferred_channel_id",),
    "motive": ("motive",),
    "referred_by": ("referred_by_id",),
    "consent": ("consent", "consent_at", "consent_note"),
    "lost": ("lost_at",),
    "since": ("created_at",),
    "note": ("note",),
}
"""What is chosen together: how and when somebody agreed is one thing."""
_SEVERAL = {"phones", "emails"}
_BOTH = _SEVERAL | {"note"}
Choices = Mapping[str, Take]


@dataclass(frozen=True, kw_only=True)
class FieldChoice:
    """One line of a preview: what both records say, and what is taken.

    `values` are those of the customer kept, of the one merged, and of the result; `may` are the choices there are.
    """

    key: str
    take: Take
    may: tuple[Take, ...]
    values: tuple[Any, Any, Any]

    @property
    def is_open(self) -> bool:
        """Whether the two say different things, so that there is something to choose."""
        return len(self.may) > 1


# ------------------------------------------------------------ one of two
def check_pair(kept: Customer, merged: Customer) -> None:
    """Raise InputError for two that cannot be one: the same twice, a person and their firm, somebody anonymised."""
    if kept.id == merged.id:
        raise InputError(field="customer", problem="it is one and the same", right="Choose the other record")
    if kept.firm_id == merged.id or merged.firm_id == kept.id:
        person, firm = (kept, merged) if kept.firm_id == merged.id else (merged, kept)
        raise InputError(
            field="customer",
            problem=f"{person.title} speaks for {firm.title}, and a person is not their firm",
            right="Take the firm out of the person's record first, if both are the same",
        )
    gone = next((one for one in (kept, merged) if one.anonymised_at is not None), None)
    if gone is not None:
        raise InputError(
            field="customer",
            problem=f"customer {gone.id} was anonymised, and nobody can tell who it was",
            right="Choose two customers who have their names",
        )


def checked_choices(choices: Choices, kept: Customer, merged: Customer, *, region: str) -> None:
    """Raise InputError where something is chosen that there is not."""
    known = {line.key: line for line in merge_lines(kept, merged, region=region)}
    for key, take in choices.items():
        if key not in known:
            right = f"There are: {', '.join(known)}"
            raise InputError(field=key, problem="a customer has no such field", right=right)
        if take not in known[key].may:
            right = f"Choose one of: {', '.join(one.value for one in known[key].may)}"
            raise InputError(field=key, problem=f"it cannot be taken from {take.value}", right=right)


def merge_lines(
    kept: Customer, merged: Customer, *, region: str, choices: Choices | None = None
) -> tuple[FieldChoice, ...]:
    """Return each field of the two with what is taken: as chosen, else what loses nothing.

    Fields of which neither says anything are left out.
    """
    lines = []
    for key in (*_COLUMNS, *_own_keys(kept, merged)):
        ours, theirs = _value(kept, key), _value(merged, key)
        if not (ours or theirs):
            continue
        may = _may(key, ours, theirs)
        wanted = (choices or {}).get(key)
        take = wanted if wanted in may else _usual(key, kept, merged, may)
        values = (ours, theirs, _taken(key, ours, theirs, take, region=region))
        lines.append(FieldChoice(key=key, take=take, may=may, values=values))
    return tuple(lines)


def joined(kept: Customer, merged: Customer, *, region: str, choices: Choices | None = None) -> Customer:
    """Return the customer kept as a merge makes it. Nobody refers or speaks for themselves afterwards."""
    values: dict[str, Any] = {}
    own: list[OwnField] = []
    for line in merge_lines(kept, merged, region=region, choices=choices):
        if line.key.startswith(OWN):
            own.append(OwnField(name=line.key.removeprefix(OWN), value=str(line.values[2])))
        elif len(_COLUMNS[line.key]) == 1:
            values[_COLUMNS[line.key][0]] = line.values[2]
        else:
            source = merged if line.take is Take.MERGED else kept
            values |= {name: getattr(source, name) for name in _COLUMNS[line.key]}
    both = {kept.id, merged.id}
    for name in ("firm_id", "referred_by_id"):
        if values.get(name) in both:
            values[name] = None
    return replace(kept, **values, fields=tuple(own))


def choices_of(before: Customer, merged: Customer, after: Customer, *, region: str) -> Choices:
    """Return by which choices a merge made `after` of the two."""
    found: dict[str, Take] = {}
    for line in merge_lines(before, merged, region=region):
        ours, theirs, _ = line.values
        made = _value(after, line.key)
        fitting = (take for take in line.may if _taken(line.key, ours, theirs, take, region=region) == made)
        found[line.key] = next(fitting, line.take)
    return found


def _own_keys(kept: Customer, merged: Customer) -> list[str]:
    return list(dict.fromkeys(f"{OWN}{one.name}" for one in (*kept.fields, *merged.fields)))


def _value(customer: Customer, key: str) -> Any:
    """Return what a record says of a field; a consent that nobody asked for is nothing."""
    if key.startswith(OWN):
        return next((one.value for one in customer.fields if one.name == key.removeprefix(OWN)), "")
    if key == "consent":
        return None if customer.consent is Consent.NOT_ASKED else _consent(customer)
    return getattr(customer, _COLUMNS[key][0])


def _consent(customer: Customer) -> tuple[Any, ...]:
    return tuple(getattr(customer, name) for name in _COLUMNS["consent"])


def _may(key: str, ours: Any, theirs: Any) -> tuple[Take, ...]:
    if ours == theirs:
        return (Take.KEPT,)
    both = (Take.BOTH,) if key in _BOTH and ours and theirs else ()
    return (Take.KEPT, Take.MERGED, *both)


def _usual(key: str, kept: Customer, merged: Customer, may: Sequence[Take]) -> Take:
    ours, theirs = _value(kept, key), _value(merged, key)
    special: Mapping[str, Callable[[], bool]] = {
        "stage": lambda: theirs is Stage.BUYER,
        "is_firm": lambda: bool(theirs),
        "since": lambda: theirs < ours,
        "consent": lambda: _counts_more(merged, kept),
        "lost": lambda: False,  # somebody who was lost under one record only is not lost
    }
    if len(may) == 1:
        return may[0]
    if key in special:
        return Take.MERGED if special[key]() else Take.KEPT
    if Take.BOTH in may:
        return Take.BOTH
    return Take.KEPT if ours else Take.MERGED


_SAYS_NO = {Consent.REFUSED, Consent.WITHDRAWN}


def _counts_more(one: Customer, other: Customer) -> bool:
    """Whether the consent of the first counts more: what was said later, and a no where nobody knows when."""
    if Consent.NOT_ASKED in {one.consent, other.consent}:
        return other.consent is Consent.NOT_ASKED
    if one.consent_at is None or other.consent_at is None:
        return one.consent in _SAYS_NO and other.consent not in _SAYS_NO
    return one.consent_at > other.consent_at


def _taken(key: str, ours: Any, theirs: Any, take: Take, *, region: str) -> Any:
    if take is not Take.BOTH:
        return ours if take is Take.KEPT else theirs
    if key == "note":
        return ours if theirs in ours else f"{ours}\n\n{theirs}"
    had = set(_points(key, ours, region=region))
    return (*ours, *(one for one in theirs if not set(_points(key, (one,), region=region)) <= had))


def _points(key: str, values: Sequence[str], *, region: str) -> Sequence[object]:
    """Return phones or e-mails as they are compared; one that compares with nothing is itself."""
    alike = reach_of(phones=values, region=region) if key == "phones" else reach_of(emails=values, region=region)
    return alike or values


# ------------------------------------------------------------ two of one
@dataclass(frozen=True, kw_only=True)
class GivenBack:
    """What parting makes of the customer kept.

    Attributes:
        kept: the record as it will be. `back`: keys of fields that go back to what they were before the merge.
        edited: keys of fields that the merge changed and somebody changed again since: they stay.
    """

    kept: Customer
    back: tuple[str, ...]
    edited: tuple[str, ...]


def given_back(now: Customer, *, before: Customer, after: Customer) -> GivenBack:
    """Return the customer kept without what a merge brought, and what was edited since as it is.

    Of phones, e-mails and own fields each counts by itself: what came goes, what was added since stays.

    Args:
        now: the record as it stands.
        before: as it was before the merge.
        after: as the merge left it.
    """
    values: dict[str, Any] = {}
    back: list[str] = []
    edited: list[str] = []
    for key, columns in _COLUMNS.items():
        was, made, stands = ([getattr(one, name) for name in columns] for one in (before, after, now))
        if was == made:
            continue
        if stands == made:
            values |= dict(zip(columns, was, strict=True))
            back.append(key)
        elif key in _SEVERAL:
            values[columns[0]] = _without(stands[0], came=made[0], was=was[0])
            (back if values[columns[0]] != stands[0] else edited).append(key)
        else:
            edited.append(key)
    own, own_back, own_edited = _own_given_back(now, before=before, after=after)
    kept = replace(now, **values, fields=own)
    if not kept.title:  # what named them was taken out since: nobody could be found any more
        kept = replace(kept, name=now.name, phones=now.phones, emails=now.emails)
    return GivenBack(kept=kept, back=(*back, *own_back), edited=(*edited, *own_edited))


def _without(stands: Sequence[str], *, came: Sequence[str], was: Sequence[str]) -> tuple[str, ...]:
    new = [one for one in came if one not in was]
    lost = [one for one in was if one not in came and one not in stands]
    return (*(one for one in stands if one not in new), *lost)


def _own_given_back(
    now: Customer, *, before: Customer, after: Customer
) -> tuple[tuple[OwnField, ...], list[str], list[str]]:
    if now.fields == after.fields:
        names = {one.name for one in {*before.fields} ^ {*after.fields}}
        return before.fields, [f"{OWN}{name}" for name in sorted(names)], []
    was, made, stands = ({one.name: one.value for one in side.fields} for side in (before, after, now))
    back, edited = [], []
    for name in {**was, **made}:
        if was.get(name) == made.get(name):
            continue
        if stands.get(name) != made.get(name):
            edited.append(f"{OWN}{name}")
            continue
        back.append(f"{OWN}{name}")
        if name in was:
            stands[name] = was[name]
        else:
            stands.pop(name)
    return tuple(OwnField(name=name, value=value) for name, value in stands.items()), back, edited


def with_typed(kept: Customer, typed: Customer, *, shown: Customer) -> Customer:
    """Return the customer kept with what somebody had typed over the one merged while it was `shown`.

    Phones, e-mails and own fields come to those there are; a note takes the place of the one that came along with the
    merge, or stands below. Another field is taken as typed.
    """
    changed: dict[str, Any] = {
        name: getattr(typed, name)
        for name in _TYPED
        if getattr(typed, name) not in {getattr(shown, name), getattr(kept, name)}
    }
    for name in _SEVERAL & changed.keys():
        new = [one for one in changed[name] if one not in (*getattr(shown, name), *getattr(kept, name))]
        changed[name] = (*getattr(kept, name), *new)
    if "fields" in changed:
        own = (*kept.fields, *(one for one in typed.fields if one not in shown.fields))
        changed["fields"] = tuple({one.name: one for one in own}.values())
    if "note" in changed:
        came_along = bool(shown.note) and shown.note in kept.note
        below = "\n".join(filter(None, (kept.note, typed.note)))
        changed["note"] = kept.note.replace(shown.note, typed.note, 1) if came_along else below
    return replace(kept, **changed)


_TYPED = ("fields", *(name for names in _COLUMNS.values() for name in names if name != "created_at"))
