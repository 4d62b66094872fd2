"""Merging, parting, erasing and handing over: each asks, acts, and says what was done."""

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.customers import Customer
from csops.domain.texts import name_of_file
from csops.services import customer_privacy
from csops.services.customer_merges import MergePreview, merge_customers, preview_merge
from csops.services.customer_parting import PartPreview, part_customers, preview_parting
from csops.services.customer_privacy import Erased, ErasePreview
from csops.ui.customers.merging.erase_dialog import ERASE, EraseCustomerDialog
from csops.ui.customers.merging.merge_dialog import MergeDialog
from csops.ui.customers.merging.part_dialog import PartDialog
from csops.ui.customers.merging.pick_dialog import PickDialog
from csops.ui.customers.merging.words import tr
from csops.ui.desk import Desk, Said
from csops.ui.kit.errors import words
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog

MOST_NAMED = 100
"""So many texts that name somebody are shown one by one."""

if TYPE_CHECKING:
    from csops.services.customer_file import PersonFile


class MergingActs(QObject):
    """Opens its dialogs over a window. The dialog that is open is `dialog`.

    Signals:
        shown_wanted(int): this customer shall be shown: who is left of two, who came back.
        case_wanted(int): this case shall be shown.
        gone: the customer who is shown is about to be no record any more.
    """

    shown_wanted = Signal(int)
    case_wanted = Signal(int)
    gone = Signal()

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self.dialog: Dialog | None = None

    # ------------------------------------------------------------ one of two
    def pick(self, customer: Customer) -> None:
        """Ask with whom a customer shall be merged."""
        dialog = PickDialog(self._desk, self._over.window(), customer=customer)
        dialog.picked.connect(lambda other_id: self.merge(customer.id, other_id))
        self._open(dialog)

    def merge(self, kept_id: int, merged_id: int) -> None:
        """Show what a merge of two makes of them."""
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: preview_merge(workspace, kept_id=kept_id, merged_id=merged_id),
            then=self._show_merge,
            failed=self._desk.failed.emit,
            key=("customers.merge", id(self)),
        )

    def _show_merge(self, preview: MergePreview) -> None:
        formats = Formats(zone=ZoneInfo(self._desk.team.shop.zone))
        dialog = MergeDialog(self._desk, self._over.window(), preview=preview, formats=formats)
        dialog.merge_wanted.connect(partial(self._merge, dialog))
        dialog.swap_wanted.connect(partial(self._swap, dialog))
        self._open(dialog)

    def _swap(self, dialog: MergeDialog) -> None:
        dialog.close_layer()
        self.merge(dialog.preview.merged.id, dialog.preview.kept.id)

    def _merge(self, dialog: MergeDialog) -> None:
        workspace, preview, choices = self._desk.workspace, dialog.preview, dict(dialog.choices)

        def done(kept: Customer) -> None:
            if self.dialog is dialog:
                dialog.close_layer()
            self.shown_wanted.emit(kept.id)

        self._desk.act(
            lambda: merge_customers(
                workspace, kept_id=preview.kept.id, merged_id=preview.merged.id, choices=choices, seen=preview
            ),
            then=done,
            failed=lambda error: self._complain(dialog, error),
            said=lambda kept: Said(text=tr("Made one customer of two: {name}").format(name=kept.title)),
        )

    # ------------------------------------------------------------ two of one
    def part(self, merge_id: int) -> None:
        """Show what parting two who were merged makes of them."""
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: preview_parting(workspace, merge_id=merge_id),
            then=self._show_parting,
            failed=self._desk.failed.emit,
        )

    def _show_parting(self, preview: PartPreview) -> None:
        dialog = PartDialog(self._desk.themes, self._over.window(), preview=preview)
        dialog.part_wanted.connect(partial(self._part, dialog))
        self._open(dialog)

    def _part(self, dialog: PartDialog) -> None:
        workspace, preview = self._desk.workspace, dialog.preview
        self._desk.act(
            lambda: part_customers(workspace, merge_id=preview.merge_id, seen=preview),
            then=lambda _back: dialog.close_layer() if self.dialog is dialog else None,
            failed=lambda error: self._complain(dialog, error),
            said=lambda back: Said(text=tr("{name} is a customer of their own again").format(name=back.title)),
        )

    # ------------------------------------------------------------ erasing
    def erase(self, customer_id: int) -> None:
        """Show what goes and what stays, and do it when that is wanted."""
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: customer_privacy.preview_erasing(workspace, customer_id=customer_id, most=MOST_NAMED),
            then=self._show_erasing,
            failed=self._desk.failed.emit,
        )

    def _show_erasing(self, preview: ErasePreview) -> None:
        dialog = EraseCustomerDialog(self._desk.themes, self._over.window(), preview=preview)
        dialog.erase_wanted.connect(partial(self._erase, dialog))
        dialog.case_wanted.connect(self.case_wanted)
        self._open(dialog)

    def _erase(self, dialog: EraseCustomerDialog) -> None:
        workspace, customer_id = self._desk.workspace, dialog.preview.customer.id
        leave, parts, every = dialog.leave, dialog.parts, dialog.all_texts
        if dialog.how == ERASE:
            self.gone.emit()
            self._desk.act(
                lambda: customer_privacy.erase_customer(workspace, customer_id=customer_id, leave=leave, parts=parts),
                said=lambda done: _said(done, tr("Erased for good")),
            )
            return
        self._desk.act(
            lambda: customer_privacy.anonymise_customer(
                workspace, customer_id=customer_id, all_texts=every, leave=leave, parts=parts
            ),
            said=lambda done: _said(done, tr("Anonymised for good")),
        )

    # ------------------------------------------------------------ handing over
    def export(self, customer: Customer) -> None:
        """Write all that is kept of somebody into a file that is asked for."""
        from csops.services.customer_file import export_person

        workspace, title = self._desk.workspace, tr("All that is kept of {name}").format(name=customer.title)
        path = self._desk.files.ask_save(
            self._over.window(),
            title,
            purpose=Purpose.EXPORT,
            name=f"{name_of_file(customer.title)}.xlsx",
            kinds=tr("Workbook") + " (*.xlsx);;" + tr("JSON with files that were attached") + " (*.json)",
        )
        if path is not None:
            self._desk.export(
                lambda _progress: export_person(workspace, customer_id=customer.id, path=path),
                words=tr("Writing the file"),
                then=self._exported,
            )

    def _exported(self, done: "PersonFile") -> None:
        self._desk.said.emit(Said(text=tr("Written: {file}").format(file=done.file.name), can_undo=False))

    # ------------------------------------------------------------ dialogs
    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.closed.connect(partial(self._closed, dialog))
        dialog.open()

    def _closed(self, dialog: Dialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _complain(self, dialog: MergeDialog | PartDialog, error: Exception) -> None:
        if self.dialog is dialog:
            dialog.complain(words(error).sentence)
        else:
            self._desk.failed.emit(error)


def _said(done: Erased, head: str) -> Said:
    said = [head]
    if done.blacked:
        said.append(tr("%Ln texts about others name them no more", done.blacked))
    if not done.is_clean:
        said.append(tr("another window was reading, the file's log lets go of it when that one closes"))
    return Said(text="; ".join(said), can_undo=False)
