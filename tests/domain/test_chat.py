"""One person with several chats at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.chat import handle_times_by_concurrency, person_time_s
from csops.domain.chat_chain import _evenly_loaded_shares, chat_states
from csops.domain.erlang import Wait, chat_wait, wait_with_abandonment, wait_without_abandonment
from csops.domain.errors import OutOfRange


def chat(
    per_hour: float, servers: int, *, concurrency: int = 3, patience_s: float | None = 180, target_s: float = 60
) -> Wait:
    return chat_wait(
        rate_per_s=per_hour / 3600,
        handle_time_s_by_concurrency=handle_times_by_concurrency(600, concurrency=concurrency),
        servers=servers,
        target_s=target_s,
        patience_s=patience_s,
    )


rates = st.floats(min_value=0.5, max_value=60)
few = st.integers(min_value=1, max_value=5)


@settings(deadline=None)
@given(rates, few, st.floats(min_value=20, max_value=900))
def test_one_chat_at_a_time_is_erlang_a(per_hour: float, servers: int, patience_s: float) -> None:
    by_chain = chat(per_hour, servers, concurrency=1, patience_s=patience_s)
    by_formula = wait_with_abandonment(
        rate_per_s=per_hour / 3600, handle_time_s=600, patience_s=patience_s, servers=servers, target_s=60
    )
    for figure in vars(by_formula):
        assert getattr(by_chain, figure) == pytest.approx(getattr(by_formula, figure), rel=1e-7, abs=1e-9)


@settings(deadline=None)
@given(st.floats(min_value=0.5, max_value=25), st.integers(min_value=1, max_value=6))
def test_one_chat_at_a_time_without_end_of_patience_is_erlang_c(per_hour: float, servers: int) -> None:
    by_chain = chat(per_hour, servers, concurrency=1, patience_s=None)
    by_formula = wait_without_abandonment(rate_per_s=per_hour / 3600, handle_time_s=600, servers=servers, target_s=60)
    assert by_chain.service_level == pytest.approx(by_formula.service_level, abs=1e-9)
    assert by_chain.mean_wait_s == pytest.approx(by_formula.mean_wait_s, rel=1e-7)
    assert by_chain.mean_concurrency == pytest.approx(by_formula.mean_concurrency, rel=1e-7)


@settings(deadline=None)
@given(rates, few)
def test_more_people_never_keep_chats_waiting_longer(per_hour: float, servers: int) -> None:
    fewer, more = chat(per_hour, servers), chat(per_hour, servers + 1)
    assert more.service_level >= fewer.service_level - 1e-9
    assert more.mean_wait_s <= fewer.mean_wait_s + 1e-9
    assert 0 <= fewer.service_level <= 1


def test_several_at_once_wait_less_than_one_at_a_time() -> None:
    assert chat(12, 2, concurrency=3).mean_wait_s < chat(12, 2, concurrency=1).mean_wait_s


def test_a_rush_that_no_one_could_handle_is_worked_out_too() -> None:
    wait = chat(20_000, 2)
    assert wait.service_level < 0.01
    assert wait.abandonment > 0.99
    assert wait.occupancy == pytest.approx(1)
    assert wait.mean_concurrency == pytest.approx(3)


def test_chats_without_end_of_patience_pile_up_when_there_are_too_many() -> None:
    assert chat(1000, 2, patience_s=None).service_level == 0


def test_hardly_any_chat_hardly_waits() -> None:
    assert chat(0.001, 20).service_level == pytest.approx(1)
    assert chat(0, 1).service_level == 1


def test_large_teams_are_taken_to_be_evenly_loaded() -> None:
    # Twenty-five people with three each: by the exact chain of 3,276 states, and by the shortcut for more than 4,000.
    completions = [k / seconds for k, seconds in enumerate(handle_times_by_concurrency(600, concurrency=3), start=1)]
    rate = 0.9 * 25 * completions[-1]
    exactly = chat_states(rate_per_s=rate, completions_per_s=completions, servers=25)
    evenly = _evenly_loaded_shares(rate, completions, 25)
    assert evenly[-1] == pytest.approx(exactly.full, rel=0.02)
    assert chat(6000, 500).service_level > 0.99
    assert 0 < chat(9000, 500).occupancy <= 1


def test_a_contact_takes_less_of_a_person_who_has_several() -> None:
    # Factors 1, 1.7, 2.5, 2.9, 3.5 of the Call Centre Helper chat calculator.
    assert [person_time_s(3500, concurrency=k) for k in (1, 3, 5)] == [3500, 1400, 1000]
    assert handle_times_by_concurrency(600, concurrency=3) == pytest.approx((600, 705.882353, 720))


def test_what_cannot_be_a_chat_team_is_refused() -> None:
    for people, at_once in ((0, 3), (3, 0), (3, 6)):
        with pytest.raises(OutOfRange):
            chat(12, people, concurrency=at_once) if at_once else person_time_s(600, concurrency=at_once)
