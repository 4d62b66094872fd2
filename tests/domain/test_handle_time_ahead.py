"""The handle time ahead follows where it moves, and stays the plain mean where it does not."""

import random
from statistics import fmean

import pytest

from csops.domain.handle_time_ahead import HandleWeek, handle_time_ahead


def _weeks(means: list[float], *, contacts: int = 100, noise: float = 0.0, seed: int = 1) -> list[HandleWeek]:
    drawn = random.Random(seed)
    return [HandleWeek(contacts=contacts, seconds=mean + drawn.gauss(0, noise)) for mean in means]


def test_a_handle_time_that_rises_is_followed() -> None:
    found = handle_time_ahead(_weeks([300 + 4 * week for week in range(52)], noise=5))
    assert found is not None
    assert found.seconds == pytest.approx(300 + 4 * 51, abs=25)
    assert found.nearer_share > 0.2
    assert (found.weeks, found.contacts, found.origins) == (52, 5200, 26)


def test_a_handle_time_that_only_scatters_stays_where_it_is() -> None:
    """More weeks than twelve are nearer then, too; but nothing is followed."""
    for seed in range(20):
        found = handle_time_ahead(_weeks([300.0] * 52, noise=30, seed=seed))
        assert found is None or found.seconds == pytest.approx(300, abs=20)


def test_a_step_up_is_followed_once_it_was_seen() -> None:
    found = handle_time_ahead(_weeks([300.0] * 30 + [420.0] * 22, noise=4))
    assert found is not None
    assert 400 < found.seconds <= 425


def test_a_thin_channel_is_held_to_its_plain_mean() -> None:
    rising = [300 + 6 * week for week in range(52)]
    thin, busy = (handle_time_ahead(_weeks([*map(float, rising)], contacts=each)) for each in (3, 500))
    assert thin is not None
    assert busy is not None
    assert fmean(rising[-12:]) < thin.seconds < busy.seconds < rising[-1]


@pytest.mark.parametrize("weeks", [0, 1, 12, 22])
def test_too_few_weeks_are_no_forecast(weeks: int) -> None:
    assert handle_time_ahead(_weeks([300.0 + 5 * week for week in range(weeks)])) is None


def test_weeks_without_any_contact_say_nothing() -> None:
    empty = HandleWeek(contacts=0, seconds=0.0)
    weeks = _weeks([300 + 4 * week for week in range(40)])
    weeks[20:25] = [empty] * 5
    found = handle_time_ahead(weeks)
    assert found is not None
    assert found.weeks == 35
    assert handle_time_ahead([empty] * 52) is None
