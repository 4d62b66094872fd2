"""A birthday as people write it, with or without its year; below stands what was understood."""

from csops.domain.birthday_text import birthday_from
from csops.domain.errors import CsopsError
from csops.ui.customers.birthday_words import birthday_words
from csops.ui.desk import Desk
from csops.ui.kit.errors import sentence
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.reading import day_names


class BirthdayField(LineField):
    """Holds a birthday in the form in which it is kept."""

    def __init__(self, desk: Desk, *, label: str, formats: Formats) -> None:
        super().__init__(desk.themes, label=label, name="birthday")
        self.line.setPlaceholderText(self.tr("17 May, or 17 May 1980"))
        self._desk, self._formats, self._names = desk, formats, day_names(formats.locale)
        self.set_check(self._wrong)
        self.edited.connect(self._echo)

    def birthday(self) -> str:
        """Return what was understood; what cannot be read as it is typed."""
        try:
            return self._read()
        except CsopsError:
            return self.text()

    def set_birthday(self, kept: str) -> None:
        """Show a birthday; nobody is told."""
        self.set_text(birthday_words(kept, self._formats))
        if self.birthday() != kept:
            self.set_text(kept)
        self.set_helper("")

    def _read(self) -> str:
        return birthday_from(self.text(), today=self._desk.today(), names=self._names)

    def _echo(self) -> None:
        try:
            understood = birthday_words(self._read(), self._formats)
        except CsopsError:
            understood = ""
        self.set_helper("" if understood.casefold() == self.text().casefold() else understood)

    def _wrong(self) -> str:
        try:
            self._read()
        except CsopsError as error:
            return sentence(error)
        return ""
