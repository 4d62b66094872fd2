"""English forms for one of a thing: "1 contact", not "1 contacts". Translations bring their own."""

import json
from importlib import resources

from PySide6.QtCore import QCoreApplication, QObject, QTranslator


def singulars() -> dict[str, str]:
    """Return the sentences that hold a number, each with its form for one."""
    text = resources.files("csops.resources").joinpath("translations", "en_one.json").read_text(encoding="utf-8")
    known: dict[str, str] = json.loads(text)
    return known


class EnglishPlurals(QTranslator):
    """Gives the form for one where the number is one; everything else is left to the source text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._one = singulars()

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, n: int = -1) -> str:
        """Qt: return the form for one; for other numbers the source text, which an empty answer would blot out."""
        return self._one.get(source, source) if n == 1 else source

    def isEmpty(self) -> bool:
        """Qt: there is something in it."""
        return False


def install(application: QCoreApplication) -> EnglishPlurals:
    """Let the application speak of one thing rightly."""
    plurals = EnglishPlurals(application)
    application.installTranslator(plurals)
    return plurals
