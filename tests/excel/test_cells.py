"""What a value becomes in a cell."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from csops.domain.reports import Cell
from csops.excel.cells import stored


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (date(1900, 3, 1), 61),
        (date(2026, 10, 1), 46296),
        (date(1899, 1, 1), "1899-01-01"),
        (datetime(2026, 10, 1, 12, 0), 46296.5),  # noqa: DTZ001 - reports hold local times
        (datetime(2026, 10, 1, 12, 0, 0, 999_999), 46296.5),  # noqa: DTZ001 - the same
        (timedelta(hours=36), 1.5),
        (timedelta(hours=-6), -0.25),
        (Decimal("12.50"), Decimal("12.50")),
        (float("nan"), None),
        (float("-inf"), None),
        (10**15, "1000000000000000"),
        (0, 0),
        (None, None),
        ("text", "text"),
    ],
)
def test_a_value_is_kept_as_the_number_that_its_format_shows(value: Cell, kept: object) -> None:
    assert stored(value) == kept


def test_a_moment_with_a_zone_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        stored(datetime(2026, 10, 1, tzinfo=UTC))
