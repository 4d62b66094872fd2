"""Column types keep what the domain means; their plain forms, in which the journal keeps values, come back the same."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Date, Integer
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

from csops.domain.cases import State
from csops.domain.opening_hours import Span
from csops.storage import columns
from csops.storage.columns import Choice, Json, Money, Packed, Texts, Utc, from_plain, to_plain
from csops.storage.spans import Spans, Weekly

DIALECT = sqlite.dialect()
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 bounds of a strategy that adds the zone
SPANS = st.lists(st.builds(Span, start_minute=st.integers(0, 1439), end_minute=st.integers(1, 2880))).map(tuple)
VALUES = st.one_of(
    st.tuples(st.just(Utc()), MOMENTS),
    st.tuples(st.just(columns.Span()), st.integers(0, 10**10).map(lambda ms: timedelta(milliseconds=ms))),
    st.tuples(st.just(Choice(State)), st.sampled_from(State)),
    st.tuples(st.just(Money()), st.decimals(allow_nan=False, allow_infinity=False, places=2)),
    st.tuples(st.just(Texts()), st.lists(st.text(st.characters(codec="utf-8"))).map(tuple)),
    st.tuples(st.just(Date()), st.dates()),
    st.tuples(st.just(Spans()), SPANS),
    st.tuples(st.just(Weekly()), st.tuples(*[SPANS] * 7)),
    st.tuples(st.just(Integer()), st.integers()),
)


@given(pair=VALUES)
def test_a_plain_form_is_json_and_comes_back_the_same(pair: tuple[TypeEngine[object], object]) -> None:
    kind, value = pair
    plain = json.loads(json.dumps(to_plain(kind, value)))
    assert from_plain(kind, plain) == value


@given(at=MOMENTS)
def test_a_moment_is_kept_to_the_microsecond(at: datetime) -> None:
    kept = Utc().process_bind_param(at, DIALECT)
    assert Utc().process_result_value(kept, DIALECT) == at


@given(pair=VALUES)
def test_nothing_stays_nothing(pair: tuple[TypeEngine[object], object]) -> None:
    assert to_plain(pair[0], None) is None
    assert from_plain(pair[0], None) is None


def test_every_column_type_takes_nothing() -> None:
    for kind in (Utc(), columns.Span(), Choice(State), Money(), Json(), Packed(), Spans(), Weekly()):
        assert kind.process_bind_param(None, DIALECT) is None
        assert kind.process_result_value(None, DIALECT) is None
    assert Texts().process_bind_param(None, DIALECT) is None
    assert Texts().process_result_value(None, DIALECT) == ()


@given(content=st.one_of(st.binary(max_size=50), st.binary(min_size=4096, max_size=5000)))
def test_packed_bytes_come_back_the_same(content: bytes) -> None:
    kept = Packed().process_bind_param(content, DIALECT)
    assert Packed().process_result_value(kept, DIALECT) == content


def test_many_bytes_are_packed_small() -> None:
    kept = Packed().process_bind_param(b"abc" * 10_000, DIALECT)
    assert kept is not None
    assert len(kept) < 1000


def test_money_is_exact() -> None:
    kept = Money().process_bind_param(Decimal("0.10"), DIALECT)
    assert (kept, Money().process_result_value(kept, DIALECT)) == ("0.10", Decimal("0.10"))


def test_a_day_is_kept_by_its_name() -> None:
    assert to_plain(Date(), date(2026, 3, 2)) == "2026-03-02"
