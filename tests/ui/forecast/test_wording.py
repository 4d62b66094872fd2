from datetime import UTC, date
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QLocale

from csops.domain.channels import Channel, ChannelKind
from csops.domain.outlooks import ChannelOutlook, HandleSource, MeasuredHandleTime, Miss, WeeklyMiss
from csops.domain.predictions import Method
from csops.domain.reports import Table
from csops.services.forecast_sections import channel_forecast
from csops.services.staffing import Outlook
from csops.ui.forecast import wording
from csops.ui.kit.formats import Formats

PHONE = Channel(key="phone", name="Phone", kind=ChannelKind.IMMEDIATE)
FORMATS = Formats(locale=QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom), zone=UTC)


def _outlook(miss: WeeklyMiss | None, day_miss: Miss | None = None) -> ChannelOutlook:
    return ChannelOutlook(
        key="phone",
        history=(),
        ahead=(),
        first_day=date(2026, 1, 1),
        history_days=60,
        method=Method.MIX,
        mase=None,
        naive_mase=None,
        floor_wape=None,
        miss=miss,
        expected={},
        is_thin=True,
        outside_hours=0,
        contacts=480,
        missing_days=0,
        day_miss=day_miss,
    )


@pytest.mark.parametrize(
    ("week", "day", "said"),
    [
        (
            (0.09, 0.14),
            (0.31, 0.38),
            "Nearer than repeating last week by week and by day: missed 9 % against 14 %, 31 % against 38 %",
        ),
        (
            (0.19, 0.17),
            (0.31, 0.38),
            "By week repeating last week was nearer, by day the forecast: missed 17 % against 19 %, 31 % against 38 %",
        ),
        (
            (0.09, 0.14),
            (0.38, 0.31),
            "By week the forecast was nearer, by day repeating last week: missed 9 % against 14 %, 31 % against 38 %",
        ),
        (
            (0.19, 0.17),
            (0.38, 0.31),
            "Repeating last week was nearer by week and by day: missed 17 % against 19 %, 31 % against 38 %",
        ),
        ((0.19, 0.17), None, "Repeating last week was nearer by week: missed 17 % against 19 %"),
        ((0.09, 0.14), None, "Nearer than repeating last week by week: missed 9 % against 14 %"),
    ],
)
def test_who_was_nearer_is_said_by_week_and_by_day_in_window_and_workbook(
    week: tuple[float, float], day: tuple[float, float] | None, said: str
) -> None:
    miss = WeeklyMiss(share=week[0], naive_share=week[1], weeks=48, origins=12)
    found = _outlook(miss, Miss(share=day[0], naive_share=day[1]) if day else None)
    assert wording.miss(found, FORMATS).replace("\u00a0", " ") == said
    note = next(part for part in channel_forecast(found, PHONE) if isinstance(part, Table)).note
    assert note == said


@pytest.mark.parametrize(
    ("week", "day", "said"),
    [
        ((0.07, 0.11), (0.19, 0.25), "Usual miss 7 %, against 11 % for repeating last week"),
        ((0.07, 0.11), None, "Usual miss 7 %, against 11 % for repeating last week"),
        ((0.19, 0.17), (0.38, 0.31), "Repeating last week was nearer: usual miss 17 %, against 19 %"),
        (
            (0.19, 0.17),
            (0.31, 0.38),
            "By week repeating last week was nearer, by day the forecast: missed 17 % against 19 %, 31 % against 38 %",
        ),
    ],
)
def test_above_the_chart_the_miss_is_said_in_few_words_where_week_and_day_agree(
    week: tuple[float, float], day: tuple[float, float] | None, said: str
) -> None:
    miss = WeeklyMiss(share=week[0], naive_share=week[1], weeks=48, origins=12)
    found = _outlook(miss, Miss(share=day[0], naive_share=day[1]) if day else None)
    assert wording.usual_miss(found, FORMATS).replace("\u00a0", " ") == said


def test_without_past_forecasts_nothing_is_claimed() -> None:
    assert wording.miss(_outlook(None), FORMATS) == "Too little history to say how far off this usually is"
    assert wording.usual_miss(_outlook(None), FORMATS) == wording.miss(_outlook(None), FORMATS)


@pytest.mark.parametrize(
    ("source", "contacts", "said"),
    [
        (HandleSource.RECENT, 1240, "Measured mean, last 12 weeks (n 1,240)"),
        (HandleSource.EVER, 1240, "Measured mean since May 2024 (n 1,240)"),
        (HandleSource.ASSUMED, 3, "Only 3 measured yet; the team's assumption"),
        (HandleSource.ASSUMED, 0, "None measured yet; the team's assumption"),
    ],
)
def test_a_handle_time_names_its_source(source: HandleSource, contacts: int, said: str) -> None:
    found = MeasuredHandleTime(seconds=300, contacts=contacts, since=date(2024, 5, 1), source=source)
    assert wording.handle_source(found, FORMATS) == said


def test_a_week_is_named_by_its_first_holiday_and_the_card_names_all() -> None:
    assert wording.closed(["", "Christmas Day", "Boxing Day"]) == "Christmas Day"
    assert wording.closed([""]) == "One day closed"
    assert wording.closed(["", ""]) == "2 days closed"
    assert wording.closed_days(["", "Christmas Day", "Boxing Day"]) == "Christmas Day, Boxing Day, one day"


def test_a_forecast_of_an_old_log_is_told_with_its_year() -> None:
    old = Mock(spec=Outlook, last_day=date(2023, 11, 14), weeks=(date(2023, 11, 20),), history_days=14)
    said = wording.history(old, FORMATS, today=date(2026, 11, 28))
    assert said == "15 Nov 2023 to 26 Nov 2023, from two weeks of contacts"
    assert wording.ends_early(old, FORMATS).startswith("The history ends on 14 Nov 2023:")
    assert wording.history(old, FORMATS, today=date(2023, 11, 15)) == "15 Nov to 26 Nov, from two weeks of contacts"
