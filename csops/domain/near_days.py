"""Days by their distance, as people write them: `tomorrow`, `in 2 weeks`, `next week`, `end of month`, `übermorgen`.

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
_NEXT_MONTH = (
    "next month", "nächsten monat", "nächster monat", "naechsten monat", "le mois prochain", "mois prochain",
    "el próximo mes", "próximo mes", "el mes que viene", "il prossimo mese", "prossimo mese", "il mese prossimo",
    "volgende maand",
)  # fmt: skip
_MONTHS_END = (
    "end of month", "end of the month", "end of this month", "month end", "eom", "monatsende", "ende des monats",
    "ende monat", "fin du mois", "fin de mois", "fin de mes", "fin del mes", "final de mes", "final del mes",
    "fine mese", "fine del mese", "eind van de maand", "einde van de maand", "einde maand", "eind maand",
)  # fmt: skip
_NEXT_MONTHS_END = (
    "end of next month", "ende nächsten monats", "ende des nächsten monats", "fin du mois prochain",
    "fin del próximo mes", "fine del prossimo mese", "fine del mese prossimo", "eind volgende maand",
    "einde volgende maand",
)  # fmt: skip
_YEARS_END = (
    "end of year", "end of the year", "end of this year", "year end", "jahresende", "ende des jahres", "fin d'année",
    "fin de l'année", "fin de año", "fin del año", "final de año", "fine anno", "fine dell'anno", "eind van het jaar",
    "einde van het jaar", "einde jaar", "eind jaar",
)  # fmt: skip
# `by the end of the month` and `am Monatsende` say the same as without the words before it.
_BEFORE = re.compile(r"(?:(?:by|at|until|till|the|zum|am|bis|gegen|à|a|la|al|el|alla|het|tegen|op) )+")
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
_MONTH_AHEAD = frozenset(folded(words) for words in _NEXT_MONTH)
_ENDS = {
    folded(words): months
    for every, months in ((_MONTHS_END, 0), (_NEXT_MONTHS_END, 1), (_YEARS_END, None))
    for words in every
}


def near_day(said: str, *, today: date) -> date | None:
    """Return the day that is so far away as folded text says; None where it says no distance.

    `next week` is its Monday, `next month` its first day. A month ahead is the same day of the month, or the last day
    of a shorter one.
    """
    words = folded(said)
    if words in _BY_WORD:
        return today + _BY_WORD[words] * _DAY
    if words in _WEEKS_AHEAD:
        return today + (7 - today.weekday()) * _DAY
    if words in _MONTH_AHEAD:
        return _ahead(today, 1, "month").replace(day=1)
    bare = _BEFORE.sub("", words, count=1) if _BEFORE.match(words) else words
    if bare in _ENDS:
        return _end(today, _ENDS[bare])
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


def _end(today: date, months: int | None) -> date:
    """Return the last day of a month so many ahead, of the year where it is None."""
    first = date(today.year, 12, 1) if months is None else _ahead(today, months, "month").replace(day=1)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
