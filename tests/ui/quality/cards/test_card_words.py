"""What is said of a criterion with a critical error: whom it harms, and what it does."""

import pytest

from csops.domain.scoring import Consequence, Criterion, Scale
from csops.ui.quality.cards.card_words import critical_words


@pytest.mark.parametrize(
    ("family", "said"),
    [
        ("customer", "Critical for the customer: the card scores 0"),
        ("business", "Critical for the business: the card scores 0"),
        ("compliance", "Critical for compliance: the card scores 0"),
    ],
)
def test_whom_a_critical_error_harms_is_said_as_one_speaks(family: str, said: str) -> None:
    criterion = Criterion(
        key="right",
        name="Right person",
        section="safe",
        scale=Scale(key="yes_no", steps=()),
        weight=10,
        critical=family,
        consequence=Consequence.ZERO,
    )
    assert critical_words(criterion) == said
