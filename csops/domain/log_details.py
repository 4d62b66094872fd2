"""What an exported log tells of customer and case besides the first fields: plain values, most of them empty."""

from typing import NamedTuple


class CustomerDetails(NamedTuple):
    """What is known of a customer. `firm` and `referred_by` are names; `fields` are own fields as one text.

    `consent` is the value of a Consent; `channel_id` the preferred channel; moments are microseconds since 1970.
    """

    firm_id: int | None = None
    firm: str = ""
    is_firm: bool = False
    segment: str = ""
    birthday: str = ""
    channel_id: int | None = None
    motive: str = ""
    referred_id: int | None = None
    referred_by: str = ""
    consent: str = ""
    consent_us: int | None = None
    consent_note: str = ""
    lost_us: int | None = None
    fields: str = ""


class CaseMatter(NamedTuple):
    """What a case was about: `cause` and `confirmed` are the values of a Cause and a Confirmation."""

    stated: str = ""
    matter: str = ""
    cause: str | None = None
    department: str = ""
    cause_note: str = ""
    confirmed: str | None = None


NO_DETAILS, NO_MATTER = CustomerDetails(), CaseMatter()
"""Of most customers and cases nothing of it is known: one value for all of them."""
