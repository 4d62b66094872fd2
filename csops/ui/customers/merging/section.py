"""The section of a customer's page on merging and privacy: who was merged, what can be handed over or erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission, roles_with
from csops.domain.customers import Customer
from csops.services import customers
from csops.services.customer_parting import MergeLine, merges_of
from csops.services.customer_privacy import NamedIn, name_in_texts
from csops.services.named_files import NamedFiles, name_in_files
from csops.ui.customers.merging.acts import MOST_NAMED, MergingActs
from csops.ui.customers.merging.file_rows import FileRows
from csops.ui.customers.merging.words import kind_words, tr
from csops.ui.customers.section import Section
from csops.ui.desk import Desk
from csops.ui.kit.cards import Heading
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing


@dataclass(frozen=True, kw_only=True)
class _Read:
    customer: Customer
    merges: Sequence[MergeLine]


class MergingSection(Section):
    """Who was merged into a customer, with *Part again*; and what is kept of them, handed over or erased."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, themes = desk, desk.themes
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._customer: Customer | None = None
        self.acts = MergingActs(desk, self)
        self.merge = Button(themes, tr("Merge with another…"), icon_name="merge")
        self.export = Button(themes, tr("Write the file…"), icon_name="file-down")
        self.find_name = Button(themes, tr("Find the name"), icon_name="text-search")
        self.erase = Button(themes, tr("Anonymise or erase…"), icon_name="eraser")
        self.state = Text(themes, colour="text.secondary", wrap=True)
        self.parts: list[Button] = []
        self.found: list[Button] = []
        self.files: FileRows | None = None
        self._merges, self._named = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self._check_permissions()
        self.merge.clicked.connect(lambda: self._customer and self.acts.pick(self._customer))
        self.export.clicked.connect(lambda: self._customer and self.acts.export(self._customer))
        self.erase.clicked.connect(lambda: self.acts.erase(self.customer_id))
        self.find_name.clicked.connect(self._find)
        self.acts.shown_wanted.connect(lambda one: self.wanted.emit("customers", {"customer_id": one}))
        self.acts.case_wanted.connect(self._open_case)
        self.acts.gone.connect(lambda: self.wanted.emit("customers", {"text": ""}))

    def show_customer(self, customer_id: int) -> None:
        """Show this of another customer."""
        if customer_id != self.customer_id:
            _clear(self._named)
            self.found = []
        super().show_customer(customer_id)

    def refresh(self) -> None:
        """Read again who was merged."""
        workspace, customer_id = self._desk.workspace, self.customer_id

        def read() -> _Read:
            found = customers.get_customer(workspace, customer_id=customer_id)
            return _Read(customer=found, merges=merges_of(workspace, customer_id=customer_id))

        self._desk.ask(
            read,
            then=partial(self._show, customer_id),
            failed=lambda _error: None,  # the page says that nobody is there any more
            key=("customers.merges", id(self)),
        )

    # ------------------------------------------------------------ inside
    def _show(self, customer_id: int, found: _Read) -> None:
        if customer_id != self.customer_id:
            return
        self._customer = found.customer
        is_gone = found.customer.anonymised_at is not None
        self.merge.setVisible(not is_gone)
        self.find_name.setVisible(not is_gone)
        self.erase.setText(tr("Erase…") if is_gone else tr("Anonymise or erase…"))
        self.erase.setAccessibleName(self.erase.text())
        _clear(self._merges)
        self.parts = []
        for line in found.merges:
            self._merges.addWidget(self._merge_row(line))
        nobody = tr("Nobody was merged into this customer. The same person twice? Merge the two; it can be taken back")
        anonymised = tr("All that could tell who this was is gone; what is counted stays")
        self.state.say(anonymised if is_gone else nobody)
        self.state.setVisible(is_gone or not found.merges)

    def _merge_row(self, line: MergeLine) -> QWidget:
        themes, member = self._desk.themes, self._desk.team.member(line.member_id)
        at = self._formats.moment(line.at, now=self._desk.workspace.now())
        who = tr("{when} by {who}").format(when=at, who=member.name) if member else at
        row = QWidget()
        box = QHBoxLayout(row)
        Spacing(themes, box, gap=2)
        name = tr("{name}, number {number}").format(name=line.name, number=line.merged_id)
        box.addWidget(ElidedText(themes, name, font="bodyStrong"), 1)
        box.addWidget(Text(themes, who, font="small", colour="text.secondary"))
        part = Button(themes, tr("Part again…"), icon_name="split", compact=True)
        part.setAccessibleName(f"{part.text()} {name}")
        part.setEnabled(self._desk.workspace.may(Permission.EDIT))
        part.clicked.connect(partial(self._part, line.id))
        self.parts.append(part)
        box.addWidget(part)
        return row

    def _part(self, merge_id: int, _on: bool = False) -> None:
        self.acts.part(merge_id)

    def _find(self) -> None:
        workspace, customer_id = self._desk.workspace, self.customer_id
        self._desk.ask(
            lambda: (
                name_in_texts(workspace, customer_id=customer_id),
                name_in_files(workspace, customer_id=customer_id),
            ),
            then=partial(self._show_named, customer_id),
            key=("customers.named", id(self)),
        )

    def _show_named(self, customer_id: int, read: tuple[Sequence[NamedIn], NamedFiles]) -> None:
        if customer_id != self.customer_id:
            return
        found, in_files = read
        _clear(self._named)
        self.found = []
        said = tr("%Ln texts about others name them", len(found)) if found else tr("No text about others names them")
        self._named.addWidget(Text(self._desk.themes, said, font="bodyStrong"))
        for one in found[:MOST_NAMED]:
            self._named.addWidget(self._named_row(one))
        self.files = FileRows(self._desk.themes, in_files)
        self.files.case_wanted.connect(self._open_case)
        self._named.addWidget(self.files)

    def _named_row(self, one: NamedIn) -> QWidget:
        themes = self._desk.themes
        words = tr("{kind} {number}") if one.is_sure else tr("{kind} {number}, perhaps")
        button = Button(themes, words.format(kind=kind_words(one.kind), number=one.id), role=Role.LINK, compact=True)
        button.setAccessibleName(f"{button.text()}: {one.text}")
        button.setEnabled(one.case_id is not None)
        button.clicked.connect(partial(self._open_case, one.case_id))
        self.found.append(button)
        row = QWidget()
        box = QHBoxLayout(row)
        Spacing(themes, box, gap=2)
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(Text(themes, one.text, colour="text.secondary", wrap=True), 1)
        return row

    def _open_case(self, case_id: int | None, _on: bool = False) -> None:
        self.wanted.emit("contacts", {"case_id": case_id})

    def _check_permissions(self) -> None:
        workspace = self._desk.workspace
        for button, permission in (
            (self.merge, Permission.EDIT),
            (self.export, Permission.EXPORT),
            (self.erase, Permission.ERASE),
        ):
            if not workspace.may(permission):
                roles = ", ".join(role.value.replace("_", " ") for role in roles_with(permission))
                button.setEnabled(False)
                button.setToolTip(tr("It takes one of: {roles}").format(roles=roles))

    def _lay_out(self) -> None:
        themes = self._desk.themes
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(0, 2, 0, 4), gap=2)
        for layout in (self._merges, self._named):
            Spacing(themes, layout, margins=(5, 0, 5, 0), gap=1)
        said = QHBoxLayout()
        Spacing(themes, said, margins=(5, 0, 5, 0))
        said.addWidget(self.state)
        head = Heading(themes, tr("Merged into this customer"))
        head.add(self.merge)
        inner.addWidget(head)
        inner.addLayout(said)
        inner.addLayout(self._merges)
        inner.addWidget(Heading(themes, tr("What is kept of this customer")))
        for words, button in (
            (tr("Everything about them in one file, to hand over"), self.export),
            (tr("Their name, phones and e-mails in texts about others"), self.find_name),
            (tr("Take out all that names them, or the record too; what is counted stays"), self.erase),
        ):
            row = QHBoxLayout()
            Spacing(themes, row, margins=(5, 1, 5, 1), gap=3)
            row.addWidget(Text(themes, words, colour="text.secondary", wrap=True), 1)
            row.addWidget(button)
            inner.addLayout(row)
        inner.addLayout(self._named)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(inner))
        self.setFocusProxy(self.merge)


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
