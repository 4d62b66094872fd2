"""What is typed of a customer is kept as plain values and put over the record as it stands by then."""

import json
from dataclasses import replace

from csops.domain.customer_drafts import typed_over, with_kept
from csops.domain.customers import Consent, Customer, OwnField, Stage
from tests.helpers.clock import MONDAY_MORNING

SHOWN = Customer(id=3, version=2, name="Ada", phones=("030 1",), note="Late", created_at=MONDAY_MORNING)
TYPED = replace(
    SHOWN,
    phones=("030 1", "0171 5"),
    note="",
    stage=Stage.PROSPECT,
    consent=Consent.GIVEN,
    consent_at=MONDAY_MORNING,
    firm_id=7,
    fields=(OwnField(name="Frame", value="56"),),
)


def test_what_differs_goes_through_json_and_comes_back() -> None:
    kept = json.loads(json.dumps(typed_over(SHOWN, TYPED)))
    assert set(kept) == {"phones", "note", "stage", "consent", "consent_at", "firm_id", "fields"}
    assert with_kept(SHOWN, kept) == TYPED
    assert typed_over(SHOWN, SHOWN) == {}


def test_what_a_colleague_changed_beside_it_stays_and_what_does_not_read_is_left_out() -> None:
    newer = replace(SHOWN, name="Ada Brandt", version=3)
    assert with_kept(newer, {"note": "Early", "stage": "no stage", "fields": [1], "version": 9, "odd": 1}) == replace(
        newer, note="Early"
    )
