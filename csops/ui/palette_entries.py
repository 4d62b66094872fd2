"""What the palette offers: places and commands at once, customers, cases and texts as the search finds them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csops.services import search
from csops.services.search import Found, Hit
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.matching import meets
from csops.ui.kit.palette import Question, Show
from csops.ui.kit.palette_rows import Entry, Group

if TYPE_CHECKING:
    from csops.services.hiring_search import FoundHiring

MOST_OF_A_KIND = 5


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something that can be run from anywhere."""

    key: str
    text: str
    icon: str
    run: Callable[[], object]
    keys: str = ""


@dataclass(frozen=True, kw_only=True)
class _Results:
    customers: Found
    cases: Found
    contacts: Found
    hiring: "FoundHiring"


@dataclass
class _Runs:
    """What each entry that is shown does: asked by the key of the entry."""

    by_key: dict[str, Callable[[], object]] = field(default_factory=dict)


class PaletteEntries(QObject):
    """Answers the palette's questions and runs what is picked."""

    def __init__(
        self,
        desk: Desk,
        *,
        commands: Callable[[], Sequence[Command]],
        go: Callable[[str, object], None],
        log_with: Callable[[int], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._commands, self._go, self._log_with = desk, commands, go, log_with
        self._runs = _Runs()
        self._formats = Formats()

    def answer(self, question: Question, show: Show) -> None:
        """Show commands at once, and what the search finds as soon as it is there."""
        self._runs.by_key.clear()
        commands = self._command_group(question.text)
        show(commands)
        words = question.text.strip()
        if question.commands_only or not words:
            return

        def found(results: _Results) -> None:
            found = [*self._customer_groups(results.customers), *self._other_groups(results)]
            show([*found, *self._hiring_group(results.hiring), *commands])

        self._desk.ask(lambda: self._search(words), then=found, key="palette")

    def run(self, entry: Entry) -> None:
        """Do what an entry stands for."""
        action = self._runs.by_key.get(entry.key)
        if action is not None:
            action()

    def _search(self, words: str) -> _Results:
        def find(kind: str) -> Found:
            return search.find(self._desk.workspace, text=words, kind=kind, limit=MOST_OF_A_KIND, typing=True)

        from csops.services.hiring_search import find_hiring  # the window starts without the records of hiring

        hiring = find_hiring(self._desk.workspace, text=words, limit=MOST_OF_A_KIND)
        return _Results(customers=find("customers"), cases=find("cases"), contacts=find("contacts"), hiring=hiring)

    def _command_group(self, text: str) -> list[Group]:
        fitting = [command for command in self._commands() if meets(command.text, text)]
        entries = []
        for command in fitting[: MOST_OF_A_KIND * 2]:
            self._runs.by_key[command.key] = command.run
            entries.append(Entry(key=command.key, text=command.text, icon=command.icon, keys=command.keys))
        return [Group(title=self.tr("Go and do"), entries=tuple(entries))] if entries else []

    def _customer_groups(self, found: Found) -> list[Group]:
        if not found.hits:
            return []
        entries = tuple(self._hit(hit, "customers", {"customer_id": hit.id}, person=hit.title) for hit in found.hits)
        first = found.hits[0]
        key = f"log.{first.id}"
        self._runs.by_key[key] = lambda: self._log_with(first.id)
        log = Entry(key=key, text=self.tr("Log a contact with {name}").format(name=first.title), icon="phone")
        return [Group(title=self.tr("Customers"), entries=entries), Group(title=self.tr("Do"), entries=(log,))]

    def _other_groups(self, results: _Results) -> list[Group]:
        groups = []
        if results.cases.hits:
            cases = tuple(self._hit(hit, "contacts", {"case_id": hit.id}) for hit in results.cases.hits)
            groups.append(Group(title=self.tr("Cases"), entries=cases))
        if results.contacts.hits:
            contacts = tuple(self._text_hit(hit) for hit in results.contacts.hits)
            groups.append(Group(title=self.tr("Contacts"), entries=contacts))
        return groups

    def _hiring_group(self, found: "FoundHiring") -> list[Group]:
        """Openings and candidates: those alone that this member may see, by the names that they may know."""
        entries = []
        for opening in found.openings:
            key = f"opening.{opening.id}"
            self._runs.by_key[key] = partial(self._go, "hiring", {"tab": "openings", "opening_id": opening.id})
            entries.append(Entry(key=key, text=opening.title, hint=self.tr("Opening"), icon="user-search"))
        for one in found.candidates:
            key = f"candidate.{one.application_id}"
            asked = {"tab": "openings", "application_id": one.application_id}
            self._runs.by_key[key] = partial(self._go, "hiring", asked)
            hint = self.tr("Candidate, {opening}").format(opening=one.opening)
            entries.append(Entry(key=key, text=one.name, hint=hint, person=one.name))
        return [Group(title=self.tr("Team & hiring"), entries=tuple(entries))] if entries else []

    def _hit(self, hit: Hit, place: str, question: object, *, person: str = "") -> Entry:
        key = f"{hit.kind}.{hit.id}"
        self._runs.by_key[key] = lambda: self._go(place, question)
        return Entry(key=key, text=hit.title, hint=hit.snippet, channel=hit.channel_key, person=person)

    def _text_hit(self, hit: Hit) -> Entry:
        key = f"contact.{hit.id}"
        self._runs.by_key[key] = lambda: self._go("contacts", {"contact_id": hit.id})
        when = self._formats.day(hit.at.astimezone(self._desk.team.calendar.tz).date()) if hit.at else ""
        hint = ", ".join(filter(None, (when, hit.title)))
        return Entry(key=key, text=f"“{hit.snippet}”" if hit.snippet else hit.title, hint=hint, channel=hit.channel_key)
