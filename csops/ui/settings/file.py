"""File and backup: where the records are, whether they are whole, and the ways back."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.backups import Backup
from csops.domain.changes import Act, Kind
from csops.domain.imports import Import
from csops.services import history, imports, maintenance
from csops.services.maintenance import Checked, Info
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.backups_card import BackupsCard
from csops.ui.settings.history_cards import MOST_ACTS, HistoryCard, ImportsCard
from csops.ui.settings.tab import Tab


@dataclass(frozen=True, kw_only=True)
class Kept:
    """All that the tab shows, read at once."""

    info: Info
    size: int | None
    backups: Sequence[Backup]
    imports: Sequence[Import]
    acts: Sequence[Act]
    next_undo: Act | None


class FileTab(Tab):
    """Where, how much, whole or not; backups; imports; history.

    Signals:
        wanted(str, object): something the window does.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, title=self.tr("File and backup"), why=self.tr("Where everything is kept, and how it comes back")
        )
        self._formats = Formats()
        self.facts = QGridLayout()
        self.check = Button(self.themes, self.tr("Check now"), icon_name="shield-check")
        self._mark = Picture(self.themes, "circle-check", size=14, colour="success.text")
        self.checked = Text(self.themes, font="small", colour="text.secondary", wrap=True)
        self.backups = BackupsCard(desk)
        self.imports, self.history = ImportsCard(desk), HistoryCard(desk)
        self._values: dict[str, ElidedText] = {}
        self._lay_out()
        self.check.clicked.connect(self._check)
        self.backups.changed.connect(self.refresh)
        self.backups.wanted.connect(self.wanted)
        self._refresher = Refresher(self, desk.live, Kind, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read anew what is shown."""
        self.desk.ask(self._read, then=self._show, key="settings file")

    def _read(self) -> Kept:
        workspace = self.desk.workspace
        path = workspace.path
        return Kept(
            info=maintenance.info(workspace),
            size=path.stat().st_size if path is not None and path.exists() else None,
            backups=maintenance.list_backups(workspace),
            imports=imports.list_imports(workspace),
            acts=history.history(workspace, limit=MOST_ACTS),
            next_undo=history.can_undo(workspace)[0],
        )

    def _show(self, kept: Kept) -> None:
        info = kept.info
        counted = (
            self.tr("%Ln contacts", "", info.contacts),
            self.tr("%Ln cases", "", info.cases),
            self.tr("%Ln customers", "", info.customers),
        )
        now = self.desk.workspace.now()
        last = self._formats.moment(info.last_backup, now=now) if info.last_backup else self.tr("none yet")
        facts = {
            self.tr("Where"): info.db,
            self.tr("Size"): self._formats.file_size(kept.size) if kept.size is not None else self.tr("on a server"),
            self.tr("In it"): ", ".join(counted),
            self.tr("Kept by"): self.tr("{driver}, schema {schema}").format(driver=info.driver, schema=info.schema),
            self.tr("Last verified backup"): last,
        }
        self._show_facts(facts)
        self.backups.show_backups(kept.backups, info=info)
        self.imports.show_imports(kept.imports)
        self.history.show_acts(kept.acts, next_undo=kept.next_undo)

    def _show_facts(self, facts: dict[str, str]) -> None:
        for number, (name, value) in enumerate(facts.items()):
            if name not in self._values:
                self._values[name] = ElidedText(self.themes, font="body")
                self.facts.addWidget(Text(self.themes, name, colour="text.secondary"), number, 0)
                self.facts.addWidget(self._values[name], number, 1)
            self._values[name].say(value)
            self._values[name].setAccessibleName(f"{name}: {value}")

    # ------------------------------------------------------------ checking
    def _check(self) -> None:
        workspace = self.desk.workspace
        self.check.setEnabled(False)
        self._say_checked(self.tr("Checking all of it"), icon="circle-dashed", colour="text.secondary")
        self.desk.export(
            lambda _progress: maintenance.check(workspace),
            words=self.tr("Checking the file"),
            then=self._checked,
            failed=self._not_checked,
        )

    def _checked(self, found: Checked) -> None:
        self.check.setEnabled(True)
        if found.ok:
            said = self.tr("All of it is whole: pages, links, journal, search, cases")
            self._say_checked(said, icon="circle-check", colour="success.text")
        else:
            said = self.tr("{problems}. Restore the newest backup").format(problems=". ".join(found.problems))
            self._say_checked(said, icon="circle-alert", colour="danger.text")

    def _not_checked(self, error: Exception) -> None:
        self.check.setEnabled(True)
        self._say_checked(self.tr("It could not be checked"), icon="circle-alert", colour="danger.text")
        self.desk.failed.emit(error)

    def _say_checked(self, said: str, *, icon: str, colour: str) -> None:
        self._mark.show_icon(icon, colour=colour)
        self._found.show()
        self.checked.say(said, colour=colour)

    # ------------------------------------------------------------ laying out
    def _lay_out(self) -> None:
        card = Card(self.themes, title=self.tr("Where the records are"))
        if card.heading is not None:
            card.heading.add(self.check)
        Spacing(self.themes, self.facts, gap=2)
        self.facts.setColumnStretch(1, 1)
        card.body.addLayout(self.facts)
        self._found = QWidget()
        row = QHBoxLayout(self._found)
        Spacing(self.themes, row, margins=(0, 1, 0, 0), gap=2)
        row.addWidget(self._mark)
        row.addWidget(self.checked, 1)
        self._found.hide()
        card.body.addWidget(self._found)
        self.check.setEnabled(self.desk.workspace.may(Permission.BACKUP))
        for one in (card, self.backups, self.imports, self.history):
            self.column.addWidget(one)
