"""Public holidays by their names."""

from collections.abc import Iterator
from datetime import date

import pytest

from csops.domain import holidays_of
from csops.domain.holidays_of import HolidayRule, holiday_name


@pytest.fixture
def a_german_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "de")
    holidays_of._of_year.cache_clear()
    yield
    holidays_of._of_year.cache_clear()


@pytest.mark.usefixtures("a_german_machine")
@pytest.mark.parametrize(("country", "name"), [("DE", "New Year's Day"), ("GB", "New Year's Day")])
def test_a_holiday_has_its_english_name_whatever_the_machine_speaks(country: str, name: str) -> None:
    assert holiday_name(HolidayRule(country=country), date(2027, 1, 1)) == name


def test_a_day_that_is_no_holiday_has_no_name() -> None:
    assert holiday_name(HolidayRule(country="DE"), date(2027, 1, 4)) == ""
