"""Volume from a file's rows."""

from datetime import date

import pytest

from csops.domain.errors import NotUnderstood, OutOfRange, UnknownName
from csops.domain.volume_file import VolumeFile, read_volume


def read(
    rows: list[list[str]], every: int = 30, heading: tuple[str, ...] = ("Time", "Calls"), zone: str = "UTC"
) -> VolumeFile:
    return read_volume(
        rows, heading=heading, time="+".join(heading[:-1]), count=heading[-1], every_minutes=every, zone=zone
    )


def quarter_hours(day: str, hours: range, count: str = "1") -> list[list[str]]:
    return [[f"{day}T{hour:02}:{minute:02}:00", count] for hour in hours for minute in (0, 15, 30, 45)]


def test_finer_rows_are_summed() -> None:
    found = read(quarter_hours("2024-05-06", range(9, 11), count="2"))
    assert found.series.offered == (4.0, 4.0, 4.0, 4.0)
    assert found.step_minutes == 15


def test_an_interval_that_lacks_some_of_its_rows_is_left_out_and_named() -> None:
    found = read([*quarter_hours("2024-05-06", range(9, 11)), ["2024-05-06T11:00:00", "5"]])
    assert len(found.series) == 4
    (left,) = found.series.left_out
    assert (left.start.hour, left.found, left.expected) == (11, 1, 2)


def test_a_day_is_whole_with_the_rows_that_its_weekday_mostly_has() -> None:
    mondays = [row for day in ("06", "13", "20") for row in quarter_hours(f"2024-05-{day}", range(9, 17))]
    found = read([*mondays, *quarter_hours("2024-05-27", range(9, 12))], every=1440)
    assert found.series.offered == (32.0, 32.0, 32.0)
    assert found.series.missing_days == (date(2024, 5, 27),)


def test_a_date_and_an_hour_are_joined() -> None:
    found = read([["2013-07-01", "0", "5"], ["2013-07-01", "1", "7"]], every=60, heading=("Date", "Hour", "Arrivals"))
    assert [each.start.hour for each in found.series.intervals()] == [0, 1]


@pytest.mark.parametrize(
    "text", ["06.05.2024 09:00", "2024-05-06 09:00:00", "2024/05/06 9:00", "05/06/2024 9:00 AM", "2024-05-06T09:00Z"]
)
def test_times_are_read_as_people_write_them(text: str) -> None:
    (only,) = read([[text, "1"]], every=1440).series.intervals()
    assert only.start.date() == date(2024, 5, 6)


def test_a_first_number_above_twelve_tells_that_the_day_comes_first() -> None:
    found = read([["05/06/2024", "1"], ["13/06/2024", "1"]], every=1440)
    assert [each.start.date() for each in found.series.intervals()] == [date(2024, 6, 5), date(2024, 6, 13)]


def test_rows_that_cannot_be_read_are_told_with_row_and_column() -> None:
    found = read(
        [["2024-05-06", "1"], ["soon", "1"], ["2024-05-07", "-3"], ["2024-02-30", "1"], ["2024-05-08", ""]], every=1440
    )
    assert [(each.row, each.column) for each in found.problems] == [
        (3, "Time"),
        (4, "Calls"),
        (5, "Time"),
        (6, "Calls"),
    ]
    assert len(found.series) == 1


def test_the_hour_that_comes_twice_in_autumn_is_two_intervals() -> None:
    rows = [[f"2024-10-27 {hour}:00", "1"] for hour in ("00", "01", "02", "02", "03")]
    assert len(read(rows, every=60, zone="Europe/Berlin").series) == 5


def test_the_same_time_twice_is_summed() -> None:
    rows = [["2024-05-06 09:00", "1"], ["2024-05-06 09:00", "2"], ["2024-05-06 10:00", "1"]]
    assert read(rows, every=60).series.offered == (3.0, 1.0)


def test_a_day_with_an_hour_less_is_whole_with_an_hour_less() -> None:
    sundays = [[f"2024-03-{day} {hour:02}:00", "1"] for day in (17, 24) for hour in range(24)]
    short = [[f"2024-03-31 {hour:02}:00", "1"] for hour in range(24) if hour != 2]
    assert read([*sundays, *short], every=1440, zone="Europe/Berlin").series.offered == (24.0, 24.0, 23.0)


def test_an_interval_finer_than_the_file_is_refused() -> None:
    with pytest.raises(OutOfRange, match="60 minutes"):
        read([["2024-05-06 09:00", "1"], ["2024-05-06 10:00", "1"]], every=30)


def test_an_unknown_column_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownName, match="Time, Calls"):
        read_volume([], heading=["Time", "Calls"], time="When", count="Calls", every_minutes=30)


def test_a_file_without_a_usable_row_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="No row"):
        read([["x", "y"]])


def test_a_file_without_one_whole_interval_is_refused() -> None:
    with pytest.raises(OutOfRange, match="No interval of the file is that long"):
        read([["2024-05-06T09:15:00", "1"], ["2024-05-06T09:30:00", "1"]])
