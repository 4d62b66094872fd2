"""How durations, shares, money and dates are written: by locale, with a real minus sign, an en dash for unknown."""

import math
import re
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

UNKNOWN = "–"
MINUS = "−"
NO_BREAK = "\u00a0"
CURRENCY_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "PLN": "zł", "SEK": "kr", "NOK": "kr", "DKK": "kr"}
# As the services write an amount into a sentence that is kept: 142.35 EUR.
_KEPT_AMOUNT = re.compile(r"(?<![\w.,])(-?\d+(?:\.\d{1,3})?) ([A-Z]{3})\b")


def tr(text: str) -> str:
    """Translate a word of the formats."""
    return QCoreApplication.translate("Formats", text)


class Formats:
    """Writes values as the person reads them. Every method takes None for unknown and then gives an en dash."""

    def __init__(self, *, locale: QLocale | None = None, zone: tzinfo | None = None) -> None:
        self.locale = locale or QLocale()
        self.zone = zone

    def number(self, value: float | Decimal | None, *, decimals: int = 0, signed: bool = False) -> str:
        """Return a number with separators; `signed` writes the plus as well."""
        if value is None or math.isnan(value):
            return UNKNOWN
        size = abs(float(value))
        text = self.locale.toString(size, "f", decimals)
        is_nought = round(size, decimals) == 0
        sign = MINUS if value < 0 else "+" if signed else ""
        return text if is_nought else sign + text

    def share(self, value: float | None, *, decimals: int = 0, signed: bool = False) -> str:
        """Return a share of 0..1 as per cent."""
        if value is None:
            return UNKNOWN
        return self.number(value * 100, decimals=decimals, signed=signed) + NO_BREAK + "%"

    def money(self, amount: Decimal | float | None, currency: str = "EUR", *, decimals: int = 2) -> str:
        """Return an amount with the sign of its currency where the locale puts it."""
        if amount is None:
            return UNKNOWN
        sign = CURRENCY_SIGNS.get(currency, currency)
        text = self.locale.toCurrencyString(abs(float(amount)), sign, decimals)
        return (MINUS if amount < 0 else "") + text

    def amounts_in(self, text: str) -> str:
        """Return a kept sentence with its amounts written as all others: of "142.35 EUR" becomes €142.35."""

        def written(found: re.Match[str]) -> str:
            number, currency = found[1], found[2]
            is_amount = currency in CURRENCY_SIGNS or "." in number
            return self.money(Decimal(number), currency) if is_amount else found[0]

        return _KEPT_AMOUNT.sub(written, text)

    def duration(self, value: timedelta | None) -> str:
        """Return a duration in its two-figure unit: 12 s, 41 min, 3.5 h, 9 d."""
        if value is None:
            return UNKNOWN
        seconds = value.total_seconds()
        size = abs(seconds)
        if size < 60:
            return self._unit(seconds, tr("s"))
        if size < 3600:
            return self._unit(seconds / 60, tr("min"))
        if size < 86_400:
            return self._unit(seconds / 3600, tr("h"), decimals=1 if size < 36_000 else 0)
        return self._unit(seconds / 86_400, tr("d"))

    def clock(self, value: timedelta | None) -> str:
        """Return minutes and seconds as they run on a clock: 5:40; from an hour on 1:05:40."""
        if value is None:
            return UNKNOWN
        seconds = round(abs(value.total_seconds()))
        hours, rest = divmod(seconds, 3600)
        text = f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
        return (MINUS if value < timedelta(0) else "") + text

    def hours(self, value: timedelta | None) -> str:
        """Return hours and minutes: 0:41, 26:10."""
        if value is None:
            return UNKNOWN
        minutes = round(abs(value.total_seconds()) / 60)
        return (MINUS if value < timedelta(0) else "") + f"{minutes // 60}:{minutes % 60:02}"

    def file_size(self, size_bytes: int | None) -> str:
        """Return the size of a file: 640 kB, 12.4 MB."""
        if size_bytes is None:
            return UNKNOWN
        return self.locale.formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)

    def day(self, value: date | None, *, year: bool = False, weekday: bool = False) -> str:
        """Return a day in short: 17 Nov, Tue 17 Nov, 17 Nov 2025."""
        if value is None:
            return UNKNOWN
        pattern = self._day_pattern("MMM") + (" yyyy" if year else "")
        return self.locale.toString(_qt_date(value), f"ddd {pattern}" if weekday else pattern)

    def long_day(self, value: date | None) -> str:
        """Return a day as in the head of a page: Tuesday 17 November."""
        if value is None:
            return UNKNOWN
        return self.locale.toString(_qt_date(value), "dddd " + self._day_pattern("MMMM"))

    def month(self, value: date | None) -> str:
        """Return month and year: Mar 2022."""
        return UNKNOWN if value is None else self.locale.toString(_qt_date(value), "MMM yyyy")

    def time(self, value: datetime | None) -> str:
        """Return the time of day: 10:02."""
        if value is None:
            return UNKNOWN
        here = value.astimezone(self.zone)
        return self.locale.toString(
            QTime(here.hour, here.minute), self.locale.timeFormat(QLocale.FormatType.ShortFormat)
        )

    def moment(self, value: datetime | None, *, now: datetime | None = None) -> str:
        """Return day and time: 8 Nov 10:12; of today (by `now`) the time alone, of another year with the year."""
        if value is None:
            return UNKNOWN
        here = value.astimezone(self.zone).date()
        today = now.astimezone(self.zone).date() if now else None
        if here == today:
            return self.time(value)
        other_year = today is not None and here.year != today.year
        return f"{self.day(here, year=other_year)} {self.time(value)}"

    def day_in_words(self, value: date | None, *, today: date) -> str:
        """Return a day as people say it: today, tomorrow, yesterday, Wed 19 Nov."""
        if value is None:
            return UNKNOWN
        near = {-1: tr("Yesterday"), 0: tr("Today"), 1: tr("Tomorrow")}
        said = near.get((value - today).days)
        return said or self.day(value, weekday=True, year=value.year != today.year)

    def _unit(self, value: float, unit: str, *, decimals: int = 0) -> str:
        whole = decimals and round(value, decimals) == round(value)
        return self.number(value, decimals=0 if whole else decimals) + NO_BREAK + unit

    def _day_pattern(self, month: str) -> str:
        """The order of day and month, and whether a full stop follows the day."""
        long = self.locale.dateFormat(QLocale.FormatType.LongFormat)
        if long.find("M") < long.find("d", long.rfind("dddd") + 4 if "dddd" in long else 0):
            return f"{month} d"
        return f"d. {month}" if "d." in long else f"d {month}"


def _qt_date(value: date) -> QDate:
    return QDate(value.year, value.month, value.day)
