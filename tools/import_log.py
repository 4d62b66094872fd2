"""A shop's own log as its owner might have kept it in a workbook: what the pictures of the import are made from."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook

ROWS = 3214
SHEET = "2025 Q1–Q4"
HEADINGS = (
    "Datum", "Kunde", "Tel.", "Kanal", "Grund", "Notiz", "Erledigt", "Dauer", "Bearbeiter", "Spalte1",
)  # fmt: skip
_NAMES = (
    "Salma Haddad", "Hanna Eriksen", "Piotr Zielinski", "Luca Rossetti", "Kateryna Bondar", "Marcus Öhman",
    "Inés Prat", "Jonas Weber", "Ada Brandt", "Piet de Vries",
)  # fmt: skip
_CHANNELS = ("Telefon", "Mail", "Laden", "Chat", "Telefon")
_TOPICS = ("Reklamation Bremse", "Liefertermin", "Rückgabe", "Werkstatttermin", "Rechnung", "Ersatzteile")
_NOTES = ("quietscht seit Montag", "fragt nach dem Paket", "will sein Geld zurück", "Rad abholbereit", "Schaltung")
_TEAM = ("TR", "PN", "AB")


def write_log(path: Path) -> Path:
    """Write the workbook: thousands of rows, a few of them with a day that does not exist or a word nobody knows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.append(HEADINGS)
    for row in _rows():
        sheet.append(row)
    book.create_sheet("Notizen").append(("Preise 2025",))
    book.save(path)
    return path


def _rows() -> Iterator[tuple[str, ...]]:
    chance, at = Random(11), datetime(2025, 1, 2, 9, 4)  # noqa: DTZ001 a clock on a wall; the same rows each time
    for number in range(ROWS):
        at += timedelta(minutes=chance.randint(10, 80))
        if at.hour >= 18:
            at = (at + timedelta(days=3 if at.weekday() >= 4 else 1)).replace(hour=8, minute=chance.randint(30, 59))
        yield (
            "31.02.2025" if number in {85, 509} else f"{at:%d.%m.%Y %H:%M}",
            chance.choice(_NAMES),
            f"0171 555 {chance.randint(100, 999):04}" if chance.random() < 0.7 else "",
            chance.choice(_CHANNELS),
            chance.choice(_TOPICS),
            chance.choice(_NOTES),
            "x" if number % 100 == 12 else chance.choices(("ja", "nein"), (7, 2))[0],
            chance.choice(("6", "12", "4:30", "3")),
            "Ben" if number % 300 == 11 else chance.choice(_TEAM),
            "",
        )
