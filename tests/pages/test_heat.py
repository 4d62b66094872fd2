"""Heat maps on pages."""

from csops.domain.reports import HeatMap
from csops.pages.heat import heat_height, step, turned
from tests.helpers.reports import a_heat_map


def test_the_least_number_is_lightest_and_the_greatest_darkest() -> None:
    assert [step(value, 1, 8) for value in (1, 4, 8)] == [0, 3, 6]


def test_a_map_of_one_number_is_light() -> None:
    assert step(3, 3, 3) == 0


def test_turning_twice_changes_nothing() -> None:
    assert turned(turned(a_heat_map())) == a_heat_map()


def test_a_map_too_wide_for_the_page_is_turned() -> None:
    hours = tuple(str(hour) for hour in range(48))
    heat = HeatMap(title="Need", row_labels=("Mo", "Tu"), column_labels=hours, values=((1.0,) * 48,) * 2)
    assert heat_height(heat) == heat_height(turned(heat)) > heat_height(a_heat_map())
