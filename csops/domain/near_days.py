"""Days by their distance, as people write them: `tomorrow`, `in 2 weeks`, `next week`, `übermorgen`, `dans 3 jours`.

English, German, French, Spanish, Italian and Dutch are read whatever the language of the window: none of these words
means something else in another of them.
"""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta

from csops.domain.questions import folded

_DAY = timedelta(days=1)
_WORDS: Mapping[int, str] = {
    -1: "yesterday gestern hier ayer ieri gisteren",
    0: "today heute aujourd'hui hoy oggi vandaag",
    1: "tomorrow morgen demain mañana domani",
    2: (
        "day_after_tomorrow the_day_after_tomorrow übermorgen uebermorgen après-demain pasado_mañana dopodomani "
        "overmorgen"
    ),
}
_NEXT_WEEK = (
    "next week", "nächste woche", "naechste woche", "la semaine prochaine", "semaine prochaine", "la próxima semana",
    "próxima semana", "la prossima settimana", "prossima settimana", "volgende week",
)  # fmt: skip
_NUMBERS: Mapping[int, str] = {
    1: "a an one ein eine einem einer un une una uno een",
    2: "two zwei deux dos due twee",
    3: "three drei trois tres tre drie",
    4: "four vier quatre cuatro quattro",
    5: "five fünf cinq cinco cinque vijf",
    6: "six sechs seis sei zes",
    7: "seven sieben sept siete sette zeven",
    8: "eight acht huit ocho otto",
    9: "nine neun neuf nueve nove negen",
    10: "ten zehn dix diez dieci tien",
}
_UNITS: Mapping[str, str] = {
    "day": "d day days tag tage tagen jour jours día días giorno giorni dag dagen",
    "week": "w week weeks woche wochen semaine semaines semana semanas settimana settimane weken",
    "fortnight": "fortnight fortnights quinzaine quincena",
    "month": "month months monat monate monaten mois mes meses mese mesi maand maanden",
    "year": "year years jahr jahre jahren an ans année années año años anno anni jaar",
}
_DAYS: Mapping[str, int] = {"day": 1, "week": 7, "fortnight": 14}
_SPAN = re.compile(r"(?:(?:in|dans|en|dentro de|tra|fra|over) )?\+?(\d{1,3}|[^\W\d_]+) ?([^\W\d_]+)")
_BY_WORD = {folded(word).replace("_", " "): ahead for ahead, words in _WORDS.items() for word in words.split()}
_BY_NUMBER = {folded(word): number for number, words in _NUMBERS.items() for word in words.split()}
_BY_UNIT = {folded(word): unit for unit, words in _UNITS.items() for word in words.split()}
_WEEKS_AHEAD = frozenset(folded(words) for words in _NEXT_WEEK)


def near_day(said: str, *, today: date) -> date | None:
    """Return the day that is so far away as folded text says; None where it says no distance.

    `next week` is its Monday. A month ahead is the same day of the month, or the last day of a shorter one.
    """
    words = folded(said)
    if words in _BY_WORD:
        return today + _BY_WORD[words] * _DAY
    if words in _WEEKS_AHEAD:
        return today + (7 - today.weekday()) * _DAY
    span = _SPAN.fullmatch(words)
    if span is None or span[2] not in _BY_UNIT:
        return None
    number = int(span[1]) if span[1].isdigit() else _BY_NUMBER.get(span[1])
    return None if number is None else _ahead(today, number, _BY_UNIT[span[2]])


def _ahead(today: date, number: int, unit: str) -> date:
    if unit in _DAYS:
        return today + number * _DAYS[unit] * _DAY
    year, month = divmod(today.year * 12 + today.month - 1 + number * (12 if unit == "year" else 1), 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(today.day, last))
