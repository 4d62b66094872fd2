"""What somebody had typed on a customer goes over to whom that customer was merged into."""

from dataclasses import replace
from datetime import UTC, datetime

from csops.domain.customer_merging import with_typed
from csops.domain.customers import Customer, OwnField

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
SHOWN = Customer(id=2, name="J. Feld", phones=("111",), note="Rings late", created_at=AT)
KEPT = Customer(
    id=1, version=7, name="Jonas Feld", phones=("222", "111"), note="Gold", created_at=AT,
    fields=(OwnField(name="Bike", value="M"), OwnField(name="Club", value="Oak")),
)  # fmt: skip


def test_what_was_not_typed_stays_as_the_one_kept_has_it() -> None:
    assert with_typed(KEPT, SHOWN, shown=SHOWN) == KEPT


def test_what_was_typed_comes_to_what_there_is_and_takes_nothing_away() -> None:
    own = (OwnField(name="Bike", value="L"),)
    typed = replace(SHOWN, phones=("111", "333"), note="Before ten", segment="Commuter", fields=own)
    found = with_typed(KEPT, typed, shown=SHOWN)
    assert (found.id, found.version, found.name, found.segment) == (1, 7, "Jonas Feld", "Commuter")
    assert (found.phones, found.note) == (("222", "111", "333"), "Gold\nBefore ten")
    assert found.fields == (OwnField(name="Bike", value="L"), OwnField(name="Club", value="Oak"))


def test_a_note_that_came_along_is_not_told_twice() -> None:
    typed = replace(SHOWN, note="Rings late, never before ten")
    merged = replace(KEPT, note="Gold\nRings late")
    assert with_typed(merged, typed, shown=SHOWN).note == "Gold\nRings late, never before ten"
