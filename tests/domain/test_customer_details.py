"""What is kept of a customer beside name and reach: own fields, firm, consent, and what of it cannot be."""

from datetime import timedelta
from typing import Any

import pytest

from csops.domain.customers import MOST_FIELDS, Consent, OwnField, checked, checked_fields
from csops.domain.errors import InputError
from tests.helpers.clock import Clock
from tests.helpers.records import a_customer

NOW = Clock()()


def test_own_fields_are_tidied_and_empty_ones_left_out() -> None:
    fields = (
        OwnField(name=" Frame   size ", value=" 56 "),
        OwnField(name="Club", value="  "),
        OwnField(name="", value=""),
    )
    assert checked_fields(fields) == (OwnField(name="Frame size", value="56"),)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"fields": (OwnField(name="", value="56"),)}, "name of an own field is missing. Say what “56” is"),
        ({"fields": (OwnField(name="A", value="1"), OwnField(name="a", value="2"))}, "own field cannot be “a” twice"),
        ({"fields": (OwnField(name="x" * 61, value="1"),)}, "name of an own field cannot be 61 letters long"),
        ({"fields": tuple(OwnField(name=f"F{n}", value="1") for n in range(MOST_FIELDS + 1))}, "Keep up to 40"),
        ({"segment": "x" * 201}, "segment cannot be 201 letters long"),
        ({"is_firm": True, "firm_id": 2}, "people belong to a firm"),
        ({"id": 3, "firm_id": 3}, "Nobody is their own firm"),
        ({"id": 3, "referred_by_id": 3}, "Somebody else must have sent them"),
        ({"birthday": "1999-02-29"}, "birthday “1999-02-29” is not understood"),
        ({"birthday": (NOW + timedelta(days=2)).date().isoformat()}, "still to come"),
        ({"consent": Consent.GIVEN, "consent_at": NOW + timedelta(days=2)}, "consent date cannot be"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_a_sentence(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        checked(a_customer(**fields), now=NOW)


def test_consent_that_nobody_asked_for_has_no_day() -> None:
    assert checked(a_customer(consent_at=NOW)).consent_at is None
    assert checked(a_customer(consent=Consent.GIVEN), now=NOW).consent_at == NOW
    agreed = a_customer(consent=Consent.WITHDRAWN, consent_at=NOW, consent_note="on the phone")
    assert checked(agreed, now=NOW) == agreed
