"""A small report with every kind of section, for the tests of whatever draws reports."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from csops.domain.reports import (
    Assumption,
    Assumptions,
    Band,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Definition,
    Definitions,
    Fact,
    Facts,
    HeatMap,
    Report,
    Row,
    Section,
    Series,
    StreamedTable,
    Table,
    Text,
    Total,
    Verdict,
)

HOSTILE = (
    "=1+1",
    "+49 30 1234567",
    "-2+3",
    "@SUM(A1:A9)",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://example.invalid";"click")',
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b@now",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\x00=1+1",
    "'=1+1",
    "''already marked",
    "https://example.invalid/a?b=c&d=e",
    "mailto:someone@example.invalid",
    "internal:Sheet1!A1",
    "_x0041_",
    "<b>&amp;</b> \"quoted\", 'single'; semi",
    "line one\nline two\r\nline three",
    "bell \x07 escape \x1b del \x7f c1 \x9b end",
    "half \ud800 pair \ufffe",
    "0042",
    "1E5",
    "TRUE",
    "#N/A",
    "NaN",
    "2026-02-30",
    "{=SUM(A1)}",
    "العربية \u202e reversed",
    "Zalgo ṱ̷͎o̸̫ and 👩‍👩‍👧 🚲",
    " leading and trailing ",
)

LOG_COLUMNS = (
    Column(key="id", title="Contact", kind=ColumnKind.INTEGER),
    Column(key="at", title="Happened at", kind=ColumnKind.DATETIME),
    Column(key="customer", title="Customer"),
    Column(key="text", title="Text", width=40),
    Column(key="handle_time", title="Handle time", kind=ColumnKind.DURATION),
    Column(key="value", title="Concession", kind=ColumnKind.MONEY, currency="EUR"),
    Column(key="due", title="Follow-up", kind=ColumnKind.DATE),
    Column(key="share", title="Share", kind=ColumnKind.SHARE),
)


def a_row(number: int, text: str = "Brakes squeal") -> Row:
    """One contact as the log shows it."""
    return (
        number,
        datetime(2026, 10, 1, 9, 30) + timedelta(minutes=number),  # noqa: DTZ001 - reports hold local times
        "Jonas Weber",
        text,
        timedelta(minutes=4, seconds=30),
        Decimal("12.50"),
        date(2026, 10, 5),
        0.25,
    )


def a_log(*texts: str, count: int | None = None) -> StreamedTable:
    """A contact log with one row per text."""

    def read() -> Iterator[Row]:
        for number, text in enumerate(texts, start=1):
            yield a_row(number, text)

    return StreamedTable(
        key="log", title="Contact log", columns=LOG_COLUMNS, read=read, count=count, note="Every contact"
    )


def a_forecast() -> Table:
    """Twelve weeks counted, four weeks to come with their ranges."""
    counted: list[Row] = [
        (date(2026, 7, 6) + timedelta(weeks=week), 240 + 7 * week % 31, None, None, None, None, None, 250)
        for week in range(12)
    ]
    coming: list[Row] = [
        (date(2026, 9, 28) + timedelta(weeks=week), None, 262.0, 230.0, 296.0, 210.0, 320.0, 248) for week in range(4)
    ]
    number = ColumnKind.NUMBER
    return Table(
        key="forecast",
        title="Forecast",
        columns=(
            Column(key="week", title="Week of", kind=ColumnKind.DATE),
            Column(key="counted", title="Counted", kind=ColumnKind.INTEGER, unit="contacts", total=Total.SUM),
            Column(key="mean", title="Expected", kind=number, total=Total.SUM),
            Column(key="low80", title="80 % from", kind=number),
            Column(key="high80", title="80 % to", kind=number),
            Column(key="low95", title="95 % from", kind=number),
            Column(key="high95", title="95 % to", kind=number),
            Column(key="naive", title="Last year", kind=ColumnKind.INTEGER),
        ),
        rows=(*counted, *coming),
        note="Phone calls a week",
    )


def a_fan() -> Chart:
    """The forecast as a picture."""
    return Chart(
        title="Phone calls a week",
        kind=ChartKind.FAN,
        table="forecast",
        x="week",
        series=(
            Series(column="counted", label="Counted", channel="phone"),
            Series(column="mean", label="Expected", channel="phone", dashed=True),
            Series(column="naive", label="Last year", faint=True),
        ),
        bands=(
            Band(low="low95", high="high95", label="95 of 100 times"),
            Band(low="low80", high="high80", label="8 of 10 times"),
        ),
        lesson="Usual miss 9 %, against 14 % for last year's figure",
        y_title="Calls a week",
    )


def a_heat_map() -> HeatMap:
    """People needed, Sundays closed."""
    hours = tuple(f"{hour}:{half}" for hour in range(9, 13) for half in ("00", "30"))
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return HeatMap(
        title="People needed",
        row_labels=days,
        column_labels=hours,
        values=tuple(
            tuple(None if day == "Sunday" else float(1 + (3 * place + hour) % 7) for hour in range(len(hours)))
            for place, day in enumerate(days)
        ),
        unit="people",
        note="80 % answered within 20 s",
        short=frozenset({(0, 2), (4, 5)}),
        short_means="Fewer on the roster than needed",
    )


def a_report(*more: Section, title: str = "Service in October") -> Report:
    """Every kind of section once."""
    return Report(
        title=title,
        subtitle="Bergmann Bikes",
        period="1 to 31 October 2026",
        made_at=datetime(2026, 11, 1, 8, 0),  # noqa: DTZ001 - reports hold local times
        sections=(
            Facts(
                title="The month in figures",
                facts=(
                    Fact(name="Contacts", value=1184, kind=ColumnKind.INTEGER, note="All channels"),
                    Fact(
                        name="Service level",
                        value=0.83,
                        kind=ColumnKind.SHARE,
                        unit="within 20 s",
                        note="Goal 80 %, 612 calls",
                        verdict=Verdict.WELL,
                    ),
                    Fact(
                        name="First response",
                        value=timedelta(hours=5, minutes=12),
                        kind=ColumnKind.DURATION,
                        note="Goal 4:00:00, 340 e-mails",
                        verdict=Verdict.MISSED,
                    ),
                ),
            ),
            Text(title="What to see", paragraphs=("Contacts take 11 hours a week; busiest Saturday 11 to 13.",)),
            a_forecast(),
            a_fan(),
            *more,
            a_heat_map(),
            Assumptions(
                entries=(
                    Assumption(
                        name="Handle time",
                        value=timedelta(minutes=4, seconds=12),
                        kind=ColumnKind.DURATION,
                        source="Measured mean, last 12 weeks",
                    ),
                    Assumption(name="Shrinkage", value=0.3, kind=ColumnKind.SHARE, source="Typed by Maria"),
                )
            ),
            Definitions(
                entries=(
                    Definition(term="Volume", definition="Offered = answered + missed", source="Metric dictionary"),
                    Definition(term="Occupancy", definition="Share of staffed time spent handling"),
                )
            ),
        ),
    )
