"""Student's t against the printed tables."""

import pytest

from csops.domain.errors import OutOfRange
from csops.domain.student import t_of, within

TABLE = {
    # Degrees of freedom: t of 80 % and of 95 %. Source: Fisher and Yates (1963), Statistical Tables, table III.
    1: (3.078, 12.706),
    2: (1.886, 4.303),
    3: (1.638, 3.182),
    4: (1.533, 2.776),
    5: (1.476, 2.571),
    10: (1.372, 2.228),
    29: (1.311, 2.045),
    30: (1.310, 2.042),
    120: (1.289, 1.980),
}


@pytest.mark.parametrize("freedom", TABLE)
def test_the_printed_table_comes_out(freedom: int) -> None:
    found = t_of(freedom, confidence=0.8), t_of(freedom, confidence=0.95)
    assert found == pytest.approx(TABLE[freedom], abs=5.01e-4)


def test_with_many_degrees_of_freedom_it_is_the_normal_distribution() -> None:
    assert t_of(5000, confidence=0.95) == pytest.approx(1.95996, abs=1e-5)
    assert t_of(1000, confidence=0.95) == pytest.approx(1.9623, abs=1e-4)


def test_the_share_within_t_is_what_t_was_found_by() -> None:
    assert within(t_of(7, confidence=0.8), 7) == pytest.approx(0.8)


@pytest.mark.parametrize(("freedom", "confidence"), [(0, 0.8), (3, 0.0), (3, 1.0)])
def test_what_has_no_t_is_refused(freedom: int, confidence: float) -> None:
    with pytest.raises(OutOfRange):
        t_of(freedom, confidence=confidence)
