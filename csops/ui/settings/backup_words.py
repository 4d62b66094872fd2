"""Backups in words: why one was made, and what is in it."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from csops.domain.backups import Backup
from csops.ui.kit.formats import Formats

_CONTEXT = "Backups"
SHOWN = ("contacts", "customers", "cases", "follow_ups", "notes", "attachments", "members")


def reason_words(backup: Backup) -> str:
    """Return why a backup was made."""
    known = {
        "by hand": tr("made by hand"),
        "by itself": tr("made by itself"),
        "at exit": tr("made at exit"),
        "before-import": tr("made before an import"),
        "before-update": tr("made before an update"),
    }
    return known.get(backup.reason, backup.reason)


def contents_words(backup: Backup, formats: Formats) -> str:
    """Return the number of contacts and the size."""
    count = backup.counts.get("contacts", 0)
    contacts = tr("%Ln contacts", count)
    return f"{contacts} · {formats.file_size(backup.size)}"


def counts_in_words(counts: Mapping[str, int], formats: Formats) -> list[tuple[str, str]]:
    """Return what is in a backup, kind by kind, with its number."""
    names = {
        "contacts": tr("Contacts"),
        "customers": tr("Customers"),
        "cases": tr("Cases"),
        "follow_ups": tr("Follow-ups"),
        "notes": tr("Notes"),
        "attachments": tr("Attachments"),
        "members": tr("People"),
    }
    return [(names[key], formats.number(counts[key])) for key in SHOWN if key in counts]


def tr(text: str, number: int = -1) -> str:
    """Translate words about backups; `%Ln` is the number, in its plural form."""
    return QCoreApplication.translate(_CONTEXT, text, None, number)
