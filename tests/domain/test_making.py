"""Records made quickly are the same records."""

from dataclasses import FrozenInstanceError, asdict

import pytest

from csops.domain.contacts import Contact
from csops.domain.making import made
from tests.helpers.records import a_contact


def test_a_record_made_quickly_equals_one_that_was_constructed() -> None:
    plain = a_contact(id=3, text="Brake squeaks")
    assert made(Contact, **asdict(plain)) == plain


def test_a_record_made_quickly_is_as_frozen_as_any() -> None:
    record = made(Contact, **asdict(a_contact()))
    with pytest.raises(FrozenInstanceError):
        record.text = "Another"  # type: ignore[misc]  # that it cannot be set is what is tested
