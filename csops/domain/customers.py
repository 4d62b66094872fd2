"""Customers: who is served, how they are reached, and when two of them are the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache

from csops.domain.birthdays import checked_birthday
from csops.domain.errors import Missing, NotUnderstood, OutOfRange
from csops.domain.phones import international_digits
from csops.domain.texts import kept, one_line, short_enough

LONGEST_REACH = 320
MOST_FIELDS, LONGEST_FIELD_NAME, LONGEST_VALUE = 40, 60, 2000
"""Own fields of one customer, and the letters of their names and values: more is a note, or a file."""
LONGEST_CALLED = 600
"""Letters of a customer's name: a server finds no longer one."""


class Stage(Enum):
    """Whether somebody has bought yet."""

    PROSPECT = "prospect"
    BUYER = "buyer"


class Consent(Enum):
    """Whether a customer agreed to be written to beyond the matter at hand."""

    NOT_ASKED = "not_asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class OwnField:
    """A value that fits no field of ours, under the name that the shop gives it."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Customer:
    """A person or firm. A name *or* a phone *or* an e-mail *or* a note is enough.

    Phones and e-mails stand as they were typed; `reach` gives the form in which they are compared.

    Attributes:
        is_firm, firm_id: whether this is a firm; the firm for which a person speaks.
        birthday: "1980-05-17", or "--05-17" where the year is not known; empty where nothing is.
        motive: why they buy from us. `referred_by_id`: the customer who sent them.
        lost_at: when somebody marked them as lost. `anonymised_at`: when all that names them was taken out.
        fields: own fields of the shop.
    """

    id: int = 0
    version: int = 1
    name: str = ""
    stage: Stage = Stage.BUYER
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    note: str = ""
    created_at: datetime
    number: str | None = None
    import_id: int | None = None
    is_firm: bool = False
    firm_id: int | None = None
    segment: str = ""
    birthday: str = ""
    preferred_channel_id: int | None = None
    motive: str = ""
    referred_by_id: int | None = None
    consent: Consent = Consent.NOT_ASKED
    consent_at: datetime | None = None
    consent_note: str = ""
    lost_at: datetime | None = None
    anonymised_at: datetime | None = None
    fields: tuple[OwnField, ...] = ()

    @property
    def title(self) -> str:
        """What to call them: the name, else the phone, the e-mail or the note."""
        for candidate in (self.name, *self.phones, *self.emails, self.note):
            if candidate:
                return candidate.splitlines()[0][:80]
        return ""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """A phone, an e-mail or a name in the form in which it is compared: digits with country code, or folded."""

    kind: str
    value: str


def checked(customer: Customer, *, now: datetime | None = None) -> Customer:
    """Return the customer with tidy fields, or raise Missing, NotUnderstood or OutOfRange.

    `now`: where somebody writes it now; birthday and consent do not lie after it, and consent without a day is of now.
    """
    tidy = replace(
        customer,
        name=short_enough(one_line(customer.name), field="name", most=LONGEST_CALLED),
        phones=_tidy(customer.phones),
        emails=_tidy(customer.emails),
        note=kept(customer.note),
        segment=short_enough(one_line(customer.segment), field="segment"),
        birthday=checked_birthday(customer.birthday.strip(), today=None if now is None else now.date() + _TOMORROW),
        motive=short_enough(one_line(customer.motive), field="motive", most=LONGEST_VALUE),
        consent_note=kept(customer.consent_note),
        fields=checked_fields(customer.fields),
    )
    if not tidy.title:
        raise Missing(field="customer", right="A name, a phone, an e-mail or a note is enough")
    for email in tidy.emails:
        if not is_email(email):
            raise NotUnderstood(field="e-mail", value=email, right="Write it like name@example.com")
    _check_ties(tidy)
    return _with_consent(tidy, now)


_TOMORROW = timedelta(days=1)
"""It may be a day later in the shop than it is in UTC."""


def _check_ties(customer: Customer) -> None:
    if customer.is_firm and customer.firm_id is not None:
        raise OutOfRange(field="firm", value=customer.name, right="A firm speaks for itself; people belong to a firm")
    if customer.id and customer.firm_id == customer.id:
        raise OutOfRange(field="firm", value=customer.name, right="Nobody is their own firm")
    if customer.id and customer.referred_by_id == customer.id:
        raise OutOfRange(field="referred by", value=customer.name, right="Somebody else must have sent them")


def _with_consent(customer: Customer, now: datetime | None) -> Customer:
    if customer.consent is Consent.NOT_ASKED:
        return replace(customer, consent_at=None)
    if customer.consent_at is None:
        return replace(customer, consent_at=now)  # who writes it down now was told just now
    if now is not None and customer.consent_at is not None and customer.consent_at > now + _TOMORROW:
        day = customer.consent_at.date().isoformat()
        raise OutOfRange(field="consent date", value=day, right="That day is still to come")
    return customer


def checked_fields(fields: tuple[OwnField, ...]) -> tuple[OwnField, ...]:
    """Return own fields with tidy names and values, those without a value left out; or raise Missing or OutOfRange."""
    found: dict[str, OwnField] = {}
    for field in fields:
        name = short_enough(one_line(field.name), field="name of an own field", most=LONGEST_FIELD_NAME)
        value = short_enough(kept(field.value), field=name or "own field", most=LONGEST_VALUE)
        if not value:
            continue
        if not name:
            raise Missing(field="name of an own field", right=f"Say what “{value}” is")
        if name.casefold() in found:
            raise OutOfRange(field="own field", value=f"“{name}” twice", right="Put both values into one field")
        found[name.casefold()] = OwnField(name=name, value=value)
    if len(found) > MOST_FIELDS:
        right = f"Keep up to {MOST_FIELDS}; what tells a story is a note"
        raise OutOfRange(field="own fields", value=len(found), right=right)
    return tuple(found.values())


def called(name: str) -> str:
    """Return a name of a file as it is kept and compared."""
    return " ".join(name.split())[:LONGEST_CALLED].rstrip()


def shortened(customer: Customer) -> Customer:
    """Return a customer of a file: what is too long for a name goes on in the note."""
    if len(customer.name) <= LONGEST_CALLED:
        return customer
    note = "\n".join(filter(None, (customer.name, customer.note)))
    return replace(customer, name=called(customer.name), note=note)


def _tidy(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for value in values if (stripped := one_line(value))))


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+|[^@\s]+@localhost")


def is_email(text: str) -> bool:
    """Return whether the text has the shape of an e-mail address; whether it exists nobody can tell."""
    return _EMAIL.fullmatch(text) is not None


def reach(customer: Customer, *, region: str) -> tuple[Reach, ...]:
    """Return name, phones and e-mails in the form in which they are compared. `region`: ISO country of the shop."""
    return reach_of(name=customer.name, phones=customer.phones, emails=customer.emails, region=region)


def reach_of(
    *, name: str = "", phones: Iterable[str] = (), emails: Iterable[str] = (), region: str
) -> tuple[Reach, ...]:
    """Return what a customer is compared by: name and e-mails in lower case, phones as digits with country code."""
    points = points_of(name=name, phones=phones, emails=emails, region=region)
    return tuple(Reach(kind=kind, value=value) for kind, value in points)


def points_of(
    *, name: str = "", phones: Iterable[str] = (), emails: Iterable[str] = (), region: str
) -> tuple[tuple[str, str], ...]:
    """Return the same as plain pairs of kind and value: an import compares tens of thousands."""
    points = [("name", " ".join(name.split()).casefold()[:LONGEST_REACH])] if name.strip() else []
    numbers = [normalised_phone(phone, region=region)[:LONGEST_REACH] for phone in phones]
    points += [("phone", number) for number in numbers if number]
    points += [("email", email.casefold()[:LONGEST_REACH]) for email in emails]
    return tuple(dict.fromkeys(points))


@lru_cache(maxsize=65_536)
def normalised_phone(text: str, *, region: str) -> str:
    """Return the number as digits with country code ("491715550142"), or its bare digits where it is no valid number.

    "0171 555 0142" and "+49 (171) 5550142" are the same for a shop in Germany. Extensions are left out.
    Empty when there are fewer than three digits.
    """
    import phonenumbers

    digits = international_digits(text)
    if digits:
        return digits if len(digits) >= 3 else ""
    digits = re.sub(r"\D", "", text)
    if len(digits) < 3:
        return ""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        number = None
    if number is not None and phonenumbers.is_possible_number(number):
        return f"{number.country_code}{phonenumbers.national_significant_number(number)}"
    return digits
