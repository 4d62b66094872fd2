"""Values as one reads them on paper."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from csops.domain.reports import Cell, Column, ColumnKind
from csops.pages.figures import span, text_of

ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (ColumnKind.INTEGER, 1184, "1,184"),
        (ColumnKind.NUMBER, -2.25, "−2.3"),
        (ColumnKind.SHARE, 0.834, "83.4 %"),
        (ColumnKind.MONEY, Decimal("1012.5"), "1,012.50 EUR"),
        (ColumnKind.DATE, date(2026, 10, 5), "5 Oct 2026"),
        (ColumnKind.DATETIME, datetime(2026, 10, 5, 9, 5), "5 Oct 2026 09:05"),  # noqa: DTZ001 - reports hold local times
        (ColumnKind.DURATION, timedelta(hours=26, seconds=5), "26:00:05"),
        (ColumnKind.DURATION, timedelta(seconds=-90), "−0:01:30"),
        (ColumnKind.TEXT, "=1+1", "=1+1"),
        (ColumnKind.NUMBER, None, "–"),
        (ColumnKind.NUMBER, float("nan"), "–"),
        (ColumnKind.INTEGER, 0, "0"),
    ],
)
def test_a_value_is_shown_as_its_kind_says(kind: ColumnKind, value: Cell, shown: str) -> None:
    column = Column(key="x", title="X", kind=kind, currency="EUR")
    assert text_of(value, column, locale=ENGLISH) == shown


def test_the_country_decides_the_separators() -> None:
    column = Column(key="x", title="X", kind=ColumnKind.NUMBER, decimals=2)
    assert text_of(1234.5, column, locale=GERMAN) == "1.234,50"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (timedelta(minutes=40, seconds=43), "40 min 43 s"),
        (timedelta(hours=26, minutes=5, seconds=59), "26 h 5 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(seconds=-9), "−9 s"),
        (timedelta(0), "0 s"),
    ],
)
def test_a_duration_is_said_by_its_two_largest_parts(value: timedelta, said: str) -> None:
    assert span(value) == said
